"""A speech written another way (widths, quotes, stops, blanks, entities) gives the same rows."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from policytext.analysis.slogans import list_slogans
from policytext.analysis.stats import list_stats
from policytext.speech.model import read_speech

TEXT = """在全县农村工作会议上的讲话
(2008年3月5日)
同志们:
一、2007年工作回顾
全县公开选拔副科级年轻干部10名(其中女干部4名)，党员总数达到1.52万名，比上年增加600多名，增长4.1%。
农民人均纯收入由2002年的2476元增加到2007年的4140元，年均增长6.8%；财政收入超过3.2亿元。
深入开展“三级联创”活动，解决“三农”问题；“十一五”期间新建公路120公里，投资近2亿元。
二、2008年工作安排
今年要新发展党员800名左右。坚持“四议两公开”工作法。力争农民收入增长7%和8%。
"""
WIDE = {ord(c): ord(c) + 0xFEE0 for c in "0123456789.%"}

WRITINGS: dict[str, Callable[[str], str]] = {
    "full-width figures": lambda t: t.translate(WIDE),
    "ASCII marks": lambda t: t.translate(str.maketrans("，；：？！（）", ",;:?!()")),
    "full stops as points": lambda t: t.replace("。", "."),
    "straight quotes": lambda t: t.replace("“", '"').replace("”", '"'),
    "corner quotes": lambda t: t.replace("“", "「").replace("”", "」"),
    "entities": lambda t: t.replace("“", "&ldquo;").replace("”", "&rdquo;"),
    "set in with entities": lambda t: re.sub(r"(?m)^(?=\S)", "&nbsp;&nbsp;", t),
    "set in": lambda t: re.sub(r"(?m)^(?=\S)", "　　", t),
    "blank lines": lambda t: t.replace("\n", "\n\n"),
    "Windows line ends": lambda t: t.replace("\n", "\r\n"),
    "decimals with a middle dot": lambda t: re.sub(r"(?<=\d)\.(?=\d)", "·", t),
    "blanks around numbers": lambda t: re.sub(r"(?<=[一-鿿])(?=\d)|(?<=[\d%])(?=[一-鿿])", " ", t),
    "zero-width characters": lambda t: t.replace("党员", "党\u200b员"),
}


def rows(text: str) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    speech = read_speech(text, doc="x")
    stats = [
        (r.subject, r.value, r.unit, r.approx, r.change, r.ref_year, r.reading)
        for r in list_stats(speech)
    ]
    return stats, [(u.slogan, u.kind, u.stated, u.items) for u in list_slogans(speech)]


def test_the_text_has_rows_of_all_sorts() -> None:
    stats, slogans = rows(TEXT)
    assert len(stats) == 14
    assert {r[-1] for r in stats} == {"target", "result"}
    assert {2002, 2007, 2008} <= {r[-2] for r in stats}
    assert [s[0] for s in slogans] == ["三级联创", "三农", "十一五", "四议两公开"]


@pytest.mark.parametrize("name", WRITINGS)
def test_same_rows(name: str) -> None:
    assert rows(WRITINGS[name](TEXT)) == rows(TEXT)

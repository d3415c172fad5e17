"""Time grows with the length of a text, whatever is repeated in it."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from policytext.analysis.audit import audit_speech
from policytext.analysis.stats import list_stats
from policytext.speech.model import read_speech
from policytext.speech.numerals import find_quantities, parse_number

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_collector")]

# Numbers, their marks and the words that are looked for around them.
REPEATED = [
    *(
        "1",
        "十",
        "万",
        "亿",
        "零",
        "点一",
        "一二三四五六七八九十百千万亿",
        "1,234,",
        "1 ",
        "1.",
        "-1",
    ),
    *(
        "分之一",
        "百分之",
        "1:",
        "1比",
        "15:48:",
        "1-",
        "1至",
        "1、",
        "1和",
        "1/",
        "二〇〇八",
        "2008-",
    ),
    *("约", "超过", "数十", "几", "半", "$1", "1元1角", "壹佰", "第1", "(1", "“", "《", "“五抓”"),
    *("增长", "比上年", "比", "从1到", "由1元", "的", "甲、", "截至", "平均每年", "中央财政", "占"),
    *("3.5%、4万、12亿元、", "分别1%", "其中1人", "(其中1人", "目标:1%;", "翻一番", "1人,占1%,"),
    "由1元增加到2元,年均增长5%,",
]
SHORT, LONG = 1500, 12000


def _seconds(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start


def _analyse(text: str) -> None:
    speech = read_speech(text, doc="x", metadata={"year": "2008"})
    list_stats(speech, all_kinds=True)
    audit_speech(speech)


def grows_evenly(work: Callable[[str], object], short: str, long: str) -> bool:
    """Whether eight times the text takes less than 24 times the time (64 if it grew by squares).

    Processor time, the best of several tries, with a floor below which nothing is measured.
    """
    for tries in range(1, 6):
        quick = min(_seconds(work, short) for _ in range(tries))
        if _seconds(work, long) < 24 * max(quick, 0.006):
            return True
    return False


@pytest.mark.parametrize("unit", REPEATED)
def test_time_grows_with_the_text(unit: str) -> None:
    def around(chars: int) -> str:
        return "2008年,国内生产总值" + unit * (chars // len(unit)) + "增长5%。"

    assert grows_evenly(_analyse, around(SHORT), around(LONG))


@pytest.mark.parametrize("char", ["1", "9,999", "一", "十", "万", "亿", "壹", "点"])
def test_numerals_of_any_length_are_read_at_once(char: str) -> None:
    long = char * (1_000_000 // len(char))
    assert grows_evenly(lambda text: list(find_quantities(text)), long[:125_000], long)
    assert parse_number(long) is None

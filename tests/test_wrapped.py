"""Lines that a page breaks at a fixed width are put together; lines that end of themselves stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.text.repair import repair_text

WIDTH = 24
CLAUSES = (
    "全市党员队伍不断发展壮大,",
    "整体素质有了新的提高,",
    "全年共发展党员12918名,",
    "其中女党员2895名,占22.4%,",
    "坚持“三会一课”制度,",
    "农村基层组织建设进一步加强,",
    "地区生产总值达到1.52万亿元,",
    "比上年增长百分之八点五,",
)


def broken(paragraph: str, width: int, indent: str = "") -> str:
    """The paragraph as a page prints it: ``width`` characters to a line, no mark at its start."""
    rest, lines = indent + paragraph, []
    while rest:
        end = width
        while end < len(rest) and rest[end] in ",。;:!?、”":
            end += 1
        lines.append(rest[:end])
        rest = rest[end:]
    return "\n".join(lines)


LONG = "".join(CLAUSES * 3)[:-1] + "。"
NEXT = "".join(reversed(CLAUSES * 2))[:-1] + "。"

CASES = [
    ("one paragraph", broken(LONG, WIDTH), LONG),
    (
        "set in",
        broken(LONG, WIDTH, "　　") + "\n" + broken(NEXT, WIDTH, "　　"),
        f"　　{LONG}\n　　{NEXT}",
    ),
    ("line ends made blanks", broken(LONG, WIDTH).replace("\n", " "), LONG),
    (
        "line ends made blanks, two paragraphs",
        "\n".join(broken(p, WIDTH).replace("\n", " ") for p in (LONG, NEXT)),
        f"{LONG}\n{NEXT}",
    ),
    ("blank line between", broken(LONG, WIDTH) + "\n\n" + broken(NEXT, WIDTH), f"{LONG}\n\n{NEXT}"),
    (
        "a title, and headings behind a paragraph",
        "工作报告\n一、回顾\n" + broken(LONG, WIDTH) + "\n二、任务\n" + broken(NEXT, WIDTH),
        f"工作报告\n一、回顾\n{LONG}\n二、任务\n{NEXT}",
    ),
]
ENGLISH = "\n".join(["加快发展现代服务业推进城乡建设的若干问题Policy"] * 8 + ["Paper。"])
SENTENCE = "全市党员队伍不断发展壮大整体素质有了新的提高"
STAYS = [
    ("sentences that fill their lines", "\n".join([f"{SENTENCE}。"] * 12)),
    ("a list of short lines", "\n".join(["抓学习", "抓管理", "抓规划", "抓重点"] * 4)),
    ("paragraphs", "\n".join([LONG, NEXT, LONG, NEXT, LONG, NEXT, LONG, NEXT])),
    ("headings one below the other", "\n".join(f"{n}、{SENTENCE}" for n in "一二三四五六七八九")),
    ("blanks around numbers", "\n".join(["全市 12 个乡镇 345 个村共有党员 6789 名占 8.5 %。"] * 9)),
    ("names", "出席会议的有 张三 李四 王五 赵六 钱七 孙八 周九 吴十 郑一 冯二 陈三 褚四。"),
    ("few lines", "\n".join(f"{SENTENCE}{n}年" for n in "一二三四")),
]


@pytest.mark.parametrize(("label", "text", "expected"), CASES)
def test_broken_lines_are_joined(label: str, text: str, expected: str) -> None:
    assert repair_text(text).text == expected, label


def test_english_words_stay_apart() -> None:
    text = repair_text(ENGLISH).text
    assert "Policy Paper" in text
    assert "Policy加快" in text


@pytest.mark.parametrize(("label", "text"), STAYS)
def test_lines_that_end_of_themselves_stay(label: str, text: str) -> None:
    assert repair_text(text).text == text, label


@given(
    st.lists(st.sampled_from(CLAUSES), min_size=36, max_size=60),
    st.integers(22, 45),
    st.sampled_from(["", "　　"]),
)
def test_any_width(clauses: list[str], width: int, indent: str) -> None:
    paragraph = "".join(clauses)[:-1] + "。"
    clean = repair_text(broken(paragraph, width, indent))
    assert clean.text == indent + paragraph
    assert repair_text(clean.text).text == clean.text


def test_offsets_point_at_the_source() -> None:
    source = broken(LONG, WIDTH)
    clean = repair_text(source)
    at = clean.text.index("12918名")
    start, end = clean.source_span(at, at + 6)
    assert source[start:end].replace("\n", "") == "12918名"

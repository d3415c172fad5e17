"""What nobody sees: zero-width characters, spaces at line ends, line ends, letter-spacing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.text.edits import apply_edits
from policytext.text.spacing import find_spacing

CASES = [
    ("各位\u200b代表\ufeff", "各位代表"),
    ("各位代表：  \n　　现在", "各位代表：\n　　现在"),
    ("各位代表：\r\n现在，\r\n\r\n我", "各位代表：\n现在，\n\n我"),
    ("旧\r式\r", "旧\n式\n"),
    ("二、\u00a0工作", "二、 工作"),
    ("政 府 工 作 报 告", "政府工作报告"),
    ("政　府　工　作　报　告  \n各位", "政府工作报告\n各位"),
    ("行尾 \t\n\n　\n尾　", "行尾\n\n\n尾"),
    (
        "从1 9 9 3 年到1 9 9 7 年达到7 4 7 7 2亿元,涨幅0 .8 %",
        "从1993 年到1997 年达到74772亿元,涨幅0.8 %",
    ),
    # Nothing to do
    ("1 9 9 8 年的总结", "1 9 9 8 年的总结"),
    ("第1 2 页", "第1 2 页"),
    ("　　现在，我代表国务院", "　　现在，我代表国务院"),
    ("张 三 李四", "张 三 李四"),
    ("主持人 李四 出席", "主持人 李四 出席"),
    ("一、 过去五年工作回顾", "一、 过去五年工作回顾"),
    ("PM2.5 and GDP", "PM2.5 and GDP"),
    ("", ""),
]


@pytest.mark.parametrize(("before", "after"), CASES)
def test_spacing(before: str, after: str) -> None:
    edits = find_spacing(before)
    assert apply_edits(before, edits) == after
    assert find_spacing(after) == []
    assert all(edit.kind == "space" for edit in edits)


@given(st.text("甲乙 　\t\r\n\u00a0\u200b，", max_size=40))
def test_twice_is_once_and_no_visible_character_is_lost(text: str) -> None:
    once = apply_edits(text, find_spacing(text))
    assert apply_edits(once, find_spacing(once)) == once
    assert [c for c in once if c in "甲乙，"] == [c for c in text if c in "甲乙，"]
    assert "\r" not in once

"""HTML that a text still holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.text.edits import apply_edits
from policytext.text.markup import find_markup
from policytext.text.repair import repair_text

CASES = [
    ("解决&ldquo;三农&rdquo;问题&mdash;&mdash;关键在党", "解决“三农”问题——关键在党"),
    ("&nbsp;&nbsp;各位代表", "  各位代表"),
    ("增长8.5&#37;，&#20013;&#x56fd;", "增长8.5%，中国"),
    ("&amp;ldquo;双强&amp;rdquo;", "“双强”"),
    ("全市&#8203;党员", "全市党员"),
    ("&emsp;&#12288;一、回顾", " 　一、回顾"),
    ("<p>各位代表：</p>\n<p>　　现在报告工作。</p>", "各位代表：\n　　现在报告工作。"),
    ("各位代表：<br/>现在<strong>报告</strong>工作。<BR>", "各位代表：\n现在报告工作。"),
    ('<div class="a"><p style="x">一、回顾</p></div><p>全年</p>', "一、回顾\n全年"),
    ("增长<8%的有3个县；a<b>c", "增长<8%的有3个县；ac"),
    ("人数<50，占比>60", "人数<50，占比>60"),
    # No entities, or none that HTML knows.
    ("R&D经费占1.5%；A&B；&甲;", "R&D经费占1.5%；A&B；&甲;"),
    ("&foo; &#xd800; &#0000;", "&foo; &#xd800; &#0000;"),
    ("全市党员1234名。", "全市党员1234名。"),
]


@pytest.mark.parametrize(("before", "after"), CASES)
def test_markup(before: str, after: str) -> None:
    assert apply_edits(before, find_markup(before)) == after


@given(
    st.lists(
        st.sampled_from(
            [
                "&",
                "amp;",
                "lt;",
                "#",
                "38;",
                "nbsp;",
                "x26;",
                "中",
                ";",
                "a",
                "<p>",
                "</p>",
                "<b",
                "r/>",
                "<",
                "\n",
            ]
        )
    )
)
def test_twice_is_once(pieces: list[str]) -> None:
    once = repair_text("".join(pieces)).text
    assert repair_text(once).text == once

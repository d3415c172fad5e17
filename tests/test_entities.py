"""Characters that a page still spells as HTML does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.text.edits import apply_edits
from policytext.text.entities import find_entities
from policytext.text.repair import repair_text

CASES = [
    ("解决&ldquo;三农&rdquo;问题&mdash;&mdash;关键在党", "解决“三农”问题——关键在党"),
    ("&nbsp;&nbsp;各位代表", "  各位代表"),
    ("增长8.5&#37;，&#20013;&#x56fd;", "增长8.5%，中国"),
    ("&amp;ldquo;双强&amp;rdquo;", "“双强”"),
    ("全市&#8203;党员", "全市党员"),
    ("&emsp;&#12288;一、回顾", " 　一、回顾"),
    # No entities, or none that HTML knows.
    ("R&D经费占1.5%；A&B；&甲;", "R&D经费占1.5%；A&B；&甲;"),
    ("&foo; &#xd800; &#0000;", "&foo; &#xd800; &#0000;"),
    ("全市党员1234名。", "全市党员1234名。"),
]


@pytest.mark.parametrize(("before", "after"), CASES)
def test_entities(before: str, after: str) -> None:
    assert apply_edits(before, find_entities(before)) == after


@given(st.lists(st.sampled_from(["&", "amp;", "lt;", "#", "38;", "nbsp;", "x26;", "中", ";", "a"])))
def test_twice_is_once(pieces: list[str]) -> None:
    once = repair_text("".join(pieces)).text
    assert repair_text(once).text == once

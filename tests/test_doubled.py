"""Commas that a site strewed before other marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.speech.model import read_speech
from policytext.text.doubled import find_doubled
from policytext.text.edits import apply_edits

CASES = [
    ("党员8944.7万名,,增长0.8%,。企业，，加快，。", "党员8944.7万名,增长0.8%。企业，加快。"),
    ("甲,,,乙,;丙,、丁", "甲,乙;丙、丁"),
    # Fewer than three may be slips: they stay.
    ("甲,,乙。丙,。", "甲,,乙。丙,。"),
    ("甲,乙;丙、丁。", "甲,乙;丙、丁。"),
]


@pytest.mark.parametrize(("before", "after"), CASES)
def test_doubled_commas(before: str, after: str) -> None:
    assert apply_edits(before, find_doubled(before)) == after
    assert read_speech(before, doc="x").text == after


@given(st.text("甲,，。;、1", max_size=40))
def test_twice_is_once_and_only_commas_go(text: str) -> None:
    once = apply_edits(text, find_doubled(text))
    assert find_doubled(once) == []
    assert [c for c in once if c not in ",，"] == [c for c in text if c not in ",，"]

"""What is found by a fixed character in its middle is what a plain search finds."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.speech.evidence import meetings, plans, years
from policytext.speech.evidence.anchors import find_each, find_near
from policytext.speech.headings import in_series, inline_marks
from policytext.text.widths import fold_width

SEARCHES = {
    "year": (
        (years.YEAR_RE, years._ANCHOR_RE, years._YEAR_REACH),
        "0129一二九九〇 年年代.",
    ),
    "short year": (
        (years._SHORT_RE, years._ANCHOR_RE, years._SHORT_REACH),
        "0159八九一年年代前第",
    ),
    "plan": (
        (plans._PLAN_RE, plans._ANCHOR_RE, plans._REACH),
        "一二十五五五“”计划时期第个年",
    ),
    "bare session": (
        (meetings._BARE_NPC_RE, meetings._BARE_NPC_ANCHOR_RE, meetings._BARE_NPC_REACH),
        "一五十届届人大民代表会议第次",
    ),
}


@pytest.mark.parametrize("name", SEARCHES)
@settings(derandomize=True, max_examples=500, deadline=None)
@given(st.data())
def test_near(name: str, data: st.DataObject) -> None:
    (pattern, anchor, reach), alphabet = SEARCHES[name]
    pieces = st.sampled_from([*alphabet, "人民代表大会", "五届人大", "次会议", "计划", "199"])
    text = data.draw(st.lists(pieces, max_size=30).map("".join))
    found = [match.span() for match in find_near(pattern, anchor, reach, text)]
    assert found == [match.span() for match in pattern.finditer(text)]


@given(st.text(alphabet="大次代表会三五十届 ", max_size=40))
def test_each(text: str) -> None:
    found = [match.start() for match in find_each(meetings._CONGRESS, text)]
    marks = re.finditer("大|次(?:全国)?代表大会", text)
    expected = [m.start() for m in marks if text[m.start() - 1 : m.start()] in set("三五十")]
    assert found == expected


@given(st.text(alphabet="。,、)( \t一二三是要第①②1中”\n", max_size=60))
def test_marks_inside_a_line_follow_a_sign_and_do_not_overlap(text: str) -> None:
    marks = inline_marks(text)
    assert all(text[: m.start].rstrip(" \t")[-1] in "。;:!?,、”」』)" for m in marks)
    assert all(a.end <= b.start for a, b in pairwise(marks))
    series = in_series(marks)
    assert all(m in marks for m in series)
    for style in {m.style.name for m in series}:
        numbers = [m.number for m in series if m.style.name == style]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) > 1


@given(st.text(alphabet="，。：（）％８\u3000\u00a0－．中文a\ufe45\uff5f\uff65", max_size=80))
def test_folding_keeps_length_and_is_the_same_piece_by_piece(text: str) -> None:
    folded = fold_width(text)
    assert folded == "".join(map(fold_width, text))
    assert len(folded) == len(text)
    assert fold_width(folded) == folded

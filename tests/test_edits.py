"""Edits: composing them, mapping offsets, and the way back to the source, bit for bit."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from policytext.text.edits import (
    Clean,
    Edit,
    Places,
    apply_edits,
    compose_edits,
    merge_spans,
    undo_edits,
)

TEXT = st.text(alphabet="甲乙丙丁(xì)?\n", min_size=0, max_size=30)


@st.composite
def edits_on(draw: st.DrawFn, text: str, kind: str) -> list[Edit]:
    """Sorted, disjoint edits that replace or delete, on ``text``."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), unique=True, max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return [Edit(a, b, draw(st.text("ABC", max_size=3)), kind) for a, b in pairs]


@st.composite
def text_and_two_steps(draw: st.DrawFn) -> tuple[str, list[Edit], list[Edit]]:
    source = draw(TEXT)
    first = draw(edits_on(source, "one"))
    second = draw(edits_on(apply_edits(source, first), "two"))
    return source, first, second


@given(text_and_two_steps())
def test_composed_edits_do_what_the_steps_do(case: tuple[str, list[Edit], list[Edit]]) -> None:
    source, first, second = case
    middle = apply_edits(source, first)
    both = compose_edits(middle, first, second)
    assert apply_edits(source, both) == apply_edits(middle, second)
    assert all(a.end <= b.start for a, b in itertools.pairwise(both))


@given(text_and_two_steps())
def test_undoing_the_edits_gives_the_source(case: tuple[str, list[Edit], list[Edit]]) -> None:
    source, first, second = case
    both = compose_edits(apply_edits(source, first), first, second)
    assert undo_edits(apply_edits(source, both), source, both) == source


@given(text_and_two_steps(), st.data())
def test_offsets_point_at_what_stood_there(
    case: tuple[str, list[Edit], list[Edit]], data: st.DataObject
) -> None:
    source, edits, _ = case
    text = apply_edits(source, edits)
    clean = Clean(source, tuple(edits), text, text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    a, b = clean.source_span(start, end)
    assert 0 <= a <= b <= len(source)
    inside = [e for e in edits if a <= e.start and e.end <= b]
    local = [Edit(e.start - a, e.end - a, e.after, e.kind) for e in inside]
    # What stands between in the source, repaired, holds the text asked for.
    assert text[start:end] in apply_edits(source[a:b], local)
    if start < end:
        at = Places(edits)
        untouched = all(not (e.start < b and a < e.end) for e in edits)
        if untouched:
            assert source[a:b] == text[start:end]
        assert at.text_offset(at.source_start(start)) <= start


def test_lines_are_counted_in_the_source() -> None:
    source = "一\r\n二(èr)\n\n四"
    clean = Clean(source, (Edit(1, 3, "\n", "space"), Edit(4, 8, "", "gloss")), "", "")
    assert [clean.line(source.index(c)) for c in "一二四"] == [1, 2, 4]


def test_a_deletion_at_the_edge_is_no_part_of_the_evidence() -> None:
    source = "導(dǎo)語"
    clean = Clean(source, (Edit(1, 6, "", "gloss"),), "导语", "導語")
    assert clean.source_span(0, 1) == (0, 1)
    assert clean.source_span(1, 2) == (6, 7)
    assert clean.source_span(0, 2) == (0, 7)


def test_merge_spans() -> None:
    assert merge_spans([(5, 6), (0, 2), (2, 3), (1, 2)]) == [(0, 3), (5, 6)]

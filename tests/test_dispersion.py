"""Dispersion measures against published values and definitions; postings against a plain list."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import entropy

from policytext.analysis import dispersion
from policytext.analysis.postings import Postings
from policytext.errors import PolicytextError

CASES = [
    line.split("\t")
    for line in Path(__file__)
    .with_name("cases")
    .joinpath("dispersion.tsv")
    .read_text("utf-8")
    .splitlines()
    if line and not line.startswith("#")
]
MEASURES = [
    "gries_dp", "dp_norm", "juilland_d", "carroll_d2", "rosengren_s", "kl_divergence",
]  # fmt: skip
thorough = settings(derandomize=True, deadline=None, max_examples=200)
parts = st.lists(
    st.tuples(st.integers(0, 500), st.integers(1, 20_000)), min_size=1, max_size=12
).filter(lambda pairs: any(count for count, _ in pairs))


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 40
    assert len([case for case in CASES if case[-1] in ("0", "1")]) >= len(CASES) / 5
    assert {case[1] for case in CASES} == set(MEASURES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[1]}: {case[0]}")
def test_published_value(case: list[str]) -> None:
    _, measure, counts, sizes, expected = case
    value = getattr(dispersion, measure)(*([int(n) for n in ns.split()] for ns in (counts, sizes)))
    assert round(value, len(expected.partition(".")[2])) == float(expected)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(
    ("counts", "sizes"), [([], []), ([0, 0], [5, 5]), ([1, 2], [3]), ([1, 1], [0, 4])]
)
def test_nothing_to_measure_is_said(measure: str, counts: list[int], sizes: list[int]) -> None:
    with pytest.raises(ValueError, match=r"hits|counts"):
        getattr(dispersion, measure)(counts, sizes)


@thorough
@given(parts, st.randoms(use_true_random=False))
def test_dp_is_exact_whatever_the_order(pairs: list[tuple[int, int]], random: object) -> None:
    counts, sizes = zip(*pairs, strict=True)
    exact = sum(
        abs(Fraction(c, sum(counts)) - Fraction(s, sum(sizes))) for c, s in pairs
    ) / 2  # fmt: skip
    value = dispersion.gries_dp(counts, sizes)
    assert value == float(exact)
    assert 0 <= value < 1
    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert dispersion.gries_dp(*zip(*shuffled, strict=True)) == value
    if len(pairs) > 1:
        largest = 1 - Fraction(min(sizes), sum(sizes))
        assert dispersion.dp_norm(counts, sizes) == pytest.approx(float(exact / largest), rel=1e-12)


@thorough
@given(parts)
def test_other_measures_stay_in_their_range(pairs: list[tuple[int, int]]) -> None:
    counts, sizes = zip(*pairs, strict=True)
    for measure in ("dp_norm", "juilland_d", "carroll_d2", "rosengren_s"):
        assert -1e-9 <= getattr(dispersion, measure)(counts, sizes) <= 1 + 1e-9, measure
    expected = entropy(counts, sizes, base=2)
    assert dispersion.kl_divergence(counts, sizes) == pytest.approx(expected, rel=1e-9, abs=1e-9)


corpora = st.lists(
    st.tuples(
        st.integers(0, 50), st.dictionaries(st.integers(0, 9), st.integers(1, 30), max_size=6)
    ),
    max_size=12,
)


@thorough
@given(corpora, st.sampled_from([1, 40, 1 << 20]))
def test_dp_over_postings_equals_dp_of_each_term(
    corpus: list[tuple[int, dict[int, int]]], memory: int
) -> None:
    # documents hold other tokens besides those counted
    sizes = [others + sum(counts.values()) for others, counts in corpus]
    totals = [sum(counts.get(term, 0) for _, counts in corpus) for term in range(10)]
    with Postings(bytes_in_memory=memory) as postings:
        for index, (_, counts) in reversed(list(enumerate(corpus))):
            postings.add(index, counts.items())
        result = dispersion.dp_over(postings, sizes, totals)
    for term, value in enumerate(result):
        counts_of_term = [counts.get(term, 0) for _, counts in corpus]
        expected = dispersion.gries_dp(counts_of_term, sizes) if totals[term] else 0.0
        assert value == expected


@thorough
@given(st.lists(st.tuples(*[st.integers(0, 2**32 - 1)] * 3), max_size=60), st.integers(0, 200))
def test_postings_come_back_as_they_came(triples: list[tuple[int, int, int]], memory: int) -> None:
    with Postings(bytes_in_memory=memory) as postings:
        for triple in triples:
            postings.append(*triple)
            assert len(postings) <= len(triples)
        assert list(postings) == triples
        assert list(postings) == triples
        postings.append(1, 2, 3)
        assert list(postings) == [*triples, (1, 2, 3)]
        assert len(postings) == len(triples) + 1
        for block in postings.blocks():
            assert len({len(column) for column in block}) == 1


def test_postings_without_anything() -> None:
    with Postings() as postings:
        postings.add(3, {}.items())
        assert list(postings) == []
        assert dispersion.dp_over(postings, [], []) == []
        assert dispersion.dp_over(postings, [5], [0]) == [0.0]


def test_postings_leave_memory_for_a_file() -> None:
    with Postings(bytes_in_memory=1200) as postings:
        for document in range(50):
            postings.add(document, [(term, 1) for term in range(10)])
        held = list(postings.blocks())[-1]
        assert len(postings) == 500
        assert len(held[0]) <= 100
        postings.close()
        assert list(postings) == []


def test_a_full_temporary_folder_is_named() -> None:
    full = OSError(28, "No space left on device")
    with (
        Postings(bytes_in_memory=1) as postings,
        mock.patch.object(tempfile, "TemporaryFile", side_effect=full),
        pytest.raises(PolicytextError, match=r"No space left on device.*TMPDIR"),
    ):
        postings.append(1, 1, 1)

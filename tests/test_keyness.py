"""Keyness measures against published values, scipy and their own symmetries."""

from __future__ import annotations

from math import isfinite, log, sqrt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2 as chi2_distribution
from scipy.stats import chi2_contingency

from policytext.analysis import keyness

CASES = [
    line.split("\t")
    for line in Path(__file__)
    .with_name("cases")
    .joinpath("keyness.tsv")
    .read_text("utf-8")
    .splitlines()
    if line and not line.startswith("#")
]
SIGNED = ["g2", "g2_yates", "g2_williams", "chi2", "chi2_yates", "log_ratio", "diff_coefficient"]
thorough = settings(derandomize=True, deadline=None, max_examples=300)


@st.composite
def tables(draw: st.DrawFn) -> tuple[int, int, int, int]:
    """Two texts of 1 to 5 million tokens, and a term that is rare, frequent or everything."""
    totals = [draw(st.integers(1, 40) | st.integers(1, 5_000_000)) for _ in "AB"]
    counts = [draw(st.integers(0, min(30, t)) | st.integers(0, t)) for t in totals]
    return counts[0], counts[1], totals[0], totals[1]


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60
    nothing = [case for case in CASES if float(case[-1]) in (0, 1)]
    assert len(nothing) >= len(CASES) / 5
    assert {case[1] for case in CASES} == set(keyness.MEASURES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[1]}: {case[0]}")
def test_published_value(case: list[str]) -> None:
    _, measure, count_a, count_b, total_a, total_b, expected = case
    value = keyness.MEASURES[measure](int(count_a), int(count_b), int(total_a), int(total_b))
    decimals = len(expected.partition(".")[2])
    assert round(value, decimals) == float(expected)


@pytest.mark.parametrize(
    ("count_a", "count_b", "expected"),
    [(2, 3, 0.023257), (2, 6, 0.246400), (4, 1, -1.075355), (0, 1, 0.534082)],
)
def test_pmi_of_quanteda_is_in_natural_units(count_a: int, count_b: int, expected: float) -> None:
    assert keyness.pmi(count_a, count_b, 12, 17) * log(2) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(("measure", "order"), [("chi2_yates", "gcbhaefd"), ("g2", "cgbhaefd")])
def test_order_of_the_quanteda_toy_corpus(measure: str, order: str) -> None:
    d1, d2 = "aaabbccccccdefghh", "aabccddddefh"
    # quanteda corrects only where it changes the table by less than the difference
    score = {
        w: keyness.MEASURES[measure](d2.count(w), d1.count(w), len(d2), len(d1))
        or keyness.chi2(d2.count(w), d1.count(w), len(d2), len(d1))
        for w in set(d1)
    }
    assert "".join(sorted(score, key=lambda w: (-score[w], w))) == order


@thorough
@given(tables())
def test_g2_and_chi2_equal_scipy(table: tuple[int, int, int, int]) -> None:
    a, b, total_a, total_b = table
    observed = [[b, a], [total_b - b, total_a - a]]
    if not a + b or a + b == total_a + total_b:
        assert keyness.signed_g2(*table) == keyness.chi2(*table) == 0
        return
    for measure, lambda_, correction in (
        ("g2", "log-likelihood", False),
        ("g2_yates", "log-likelihood", True),
        ("chi2", "pearson", False),
        ("chi2_yates", "pearson", True),
    ):
        expected = chi2_contingency(observed, correction=correction, lambda_=lambda_).statistic
        value = keyness.MEASURES[measure](*table)
        # scipy adds up cells of the size of the texts, which costs it digits near 0
        assert abs(value) == pytest.approx(expected, rel=1e-9, abs=1e-9 + 2e-15 * sum(table)), (
            measure
        )
        assert value * (b * total_a - a * total_b) >= 0


@thorough
@given(tables())
def test_exchanging_the_texts_changes_the_sign_only(table: tuple[int, int, int, int]) -> None:
    a, b, total_a, total_b = table
    for name in SIGNED:
        assert keyness.MEASURES[name](b, a, total_b, total_a) == pytest.approx(
            -keyness.MEASURES[name](*table), rel=1e-12, abs=1e-12
        ), name


@thorough
@given(tables(), st.integers(1, 50))
def test_equal_relative_frequencies_differ_by_nothing(
    table: tuple[int, int, int, int], times: int
) -> None:
    count, _, total, _ = table
    for name, measure in keyness.MEASURES.items():
        value = measure(count, count * times, total, total * times)
        assert value == pytest.approx(1.0 if name in ("odds_ratio", "simple_maths") else 0.0), name


@thorough
@given(tables())
def test_every_measure_is_finite(table: tuple[int, int, int, int]) -> None:
    a, b, total_a, total_b = table
    for name, measure in keyness.MEASURES.items():
        for values in (
            table,
            (0, b, total_a, total_b),
            (a, 0, total_a, total_b),
            (0, b, 0, total_b),
        ):
            assert isfinite(measure(*values)), name


def test_g2_keeps_its_digits_for_a_tiny_difference() -> None:
    # 1e6 and 1e6 + 1 hits in 1e9 tokens: by series, delta^2 (1/E1 + 1/E2 + 1/E3 + 1/E4)
    row, rest = 1e6 + 0.5, 1e9 - 1e6 - 0.5
    series = 0.25 * (2 / row + 2 / rest)
    value = keyness.signed_g2(10**6, 10**6 + 1, 10**9, 10**9)
    assert value == pytest.approx(series, rel=1e-6)


@pytest.mark.parametrize("statistic", [0.0, 0.5, 3.84, 6.63, 10.83, 15.13, 167.23, 900.0])
def test_p_value_equals_scipy(statistic: float) -> None:
    expected = chi2_distribution.sf(statistic, 1)
    assert keyness.p_value(-statistic) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("statistic", "expected"),
    [
        (0.0, ""), (3.83, ""), (-3.83, ""), (3.84, "*"), (-6.62, "*"), (6.63, "**"),
        (10.82, "**"), (-10.83, "***"), (15.12, "***"), (15.13, "****"), (-1e9, "****"),
    ],
)  # fmt: skip
def test_stars(statistic: float, expected: str) -> None:
    assert keyness.stars(statistic) == expected


def test_log_odds_z_with_a_fixed_prior_is_the_published_one() -> None:
    # README of Wigder/fightin_words, alpha = 0.05
    a, b = (
        text.split()
        for text in (
            "the quick brown fox jumps over the lazy pig",
            "the lazy purple pig jumps over the lazier donkey",
        )
    )
    words = sorted({*a, *b})
    scores = keyness.log_odds_z(
        [a.count(w) for w in words], [b.count(w) for w in words], prior=0.05
    )
    one = 0.6894227886807968
    expected = [one * ((w in b) - (w in a)) for w in words]
    assert scores == pytest.approx(expected, abs=1e-15)
    assert scores.count(0.0) == 5


vocabularies = st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 9000)), max_size=20)


@thorough
@given(vocabularies)
def test_log_odds_z_equals_the_equations(counts: list[tuple[int, int]]) -> None:
    a, b = [x for x, _ in counts], [y for _, y in counts]
    scores = keyness.log_odds_z(a, b)
    alpha = [x + y for x, y in counts]
    for y_a, y_b, prior, score in zip(a, b, alpha, scores, strict=True):
        rest_a = sum(a) + sum(alpha) - y_a - prior
        rest_b = sum(b) + sum(alpha) - y_b - prior
        if prior and rest_a and rest_b:
            delta = log((y_b + prior) / rest_b) - log((y_a + prior) / rest_a)
            expected = delta / sqrt(1 / (y_b + prior) + 1 / (y_a + prior))
        else:
            expected = 0.0
        assert score == pytest.approx(expected, rel=1e-9, abs=1e-9)
    assert keyness.log_odds_z(b, a) == [-score for score in scores]


def test_log_odds_z_does_not_grow_for_a_text_twice_as_long() -> None:
    assert keyness.log_odds_z([3, 7, 90], [6, 14, 180]) == [0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [([], [], []), ([5], [9], [0.0]), ([0, 0], [0, 0], [0.0, 0.0]), ([0, 0], [4, 2], [0.0, 0.0])],
)
def test_log_odds_z_where_nothing_can_be_said(
    a: list[int], b: list[int], expected: list[float]
) -> None:
    assert keyness.log_odds_z(a, b) == expected


def test_log_odds_z_refuses_what_it_cannot_use() -> None:
    with pytest.raises(ValueError, match="2 counts for A but 1 for B"):
        keyness.log_odds_z([1, 2], [1])
    for prior in (0.0, -1.0, float("nan")):
        with pytest.raises(ValueError, match="positive number"):
            keyness.log_odds_z([1], [1], prior=prior)


def test_p_value_is_the_published_one() -> None:
    """Pedersen 1996: cells 1 3 3 1."""
    assert round(keyness.p_value(keyness.chi2_yates(3, 1, 4, 4)), 2) == 0.48

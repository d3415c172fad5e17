"""The most frequent terms, and the most telling ones of each year against the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..change import trend_z
from ..diff.terms import SideCounts
from ..freq import FreqQuery, FreqTable, let_through
from ..keyness import PER_MILLION, log_ratio, signed_g2

# A term that stands once in all tells nothing from anything.
LEAST = 2


class TermLine(NamedTuple):
    """One term: as in ``freq``, and by_year, its count in each year of the corpus."""

    term: str
    count: int  # type: ignore[assignment]  # a column of freq; hides tuple.count
    per_million: float
    docs: int
    dp: float
    by_year: list[int]


class TellingRow(NamedTuple):
    """One term on two sides: as in ``diff``, positive where B (a year) uses it more."""

    term: str
    count_a: int
    count_b: int
    per_million_a: float
    per_million_b: float
    log_ratio: float
    g2: float


def term_lines(
    table: FreqTable,
    by_year: Mapping[int, SideCounts],
    *,
    stopwords: Collection[str],
    top: int,
) -> tuple[list[TermLine], int]:
    """Return the ``top`` most frequent terms, as ``freq`` orders them, and how many there are."""
    rows = list(table.rows(FreqQuery(stopwords=frozenset(stopwords))))
    years = sorted(by_year)
    lines = [
        TermLine(*row, [by_year[year].counts[row.term] for year in years]) for row in rows[:top]
    ]
    return lines, len(rows)


def rising_terms(
    lines: Sequence[TermLine], years: Sequence[int], sizes: Sequence[int], *, top: int = 5
) -> list[str]:
    """Return the ``top`` terms of two characters or more that rose or fell most through the years,
    by the Cochran-Armitage z; none without two years."""
    if len(years) < 2:
        return []
    ranked = sorted(
        (-abs(trend_z(years, line.by_year, sizes)), line.term)
        for line in lines
        if len(line.term) > 1
    )
    return [term for _, term in ranked[:top]]


def telling_terms(
    a: SideCounts, b: SideCounts, *, stopwords: Collection[str], top: int, both: bool = False
) -> list[TellingRow]:
    """Return the ``top`` terms that B uses more than A, by g2; both: and those that it uses less,
    the largest difference first."""
    query = FreqQuery(stopwords=frozenset(stopwords))
    found: list[tuple[float, str]] = []
    for term in let_through(_terms(a, b, both), {}, query):
        in_a, in_b = a.counts[term], b.counts[term]
        if in_a + in_b < LEAST or not (both or in_b * a.size > in_a * b.size):
            continue
        found.append((signed_g2(in_a, in_b, a.size, b.size), term))
    found = [(g2, term) for g2, term in found if g2 != 0]
    found.sort(key=lambda pair: (-abs(pair[0]), pair[1]))
    if both:
        more = [pair for pair in found if pair[0] > 0][:top]
        less = [pair for pair in found if pair[0] < 0][:top]
        chosen = sorted(more + less, key=lambda pair: (-abs(pair[0]), pair[1]))
    else:
        chosen = found[:top]
    return list(_rows(chosen, a, b))


def _terms(a: SideCounts, b: SideCounts, both: bool) -> Iterable[str]:
    return sorted(a.counts.keys() | b.counts.keys()) if both else sorted(b.counts)


def _rows(
    chosen: Iterable[tuple[float, str]], a: SideCounts, b: SideCounts
) -> Iterator[TellingRow]:
    scale_a = PER_MILLION / a.size if a.size else 0.0
    scale_b = PER_MILLION / b.size if b.size else 0.0
    for g2, term in chosen:
        in_a, in_b = a.counts[term], b.counts[term]
        ratio = log_ratio(in_a, in_b, a.size, b.size)
        yield TellingRow(term, in_a, in_b, in_a * scale_a, in_b * scale_b, ratio, g2)


def rest_of(by_year: Mapping[int, SideCounts], year: int, total: SideCounts) -> SideCounts:
    """Return the counts of all years but ``year``; total: of all years together."""
    own = by_year[year]
    counts = Counter(total.counts)
    counts.subtract(own.counts)
    return SideCounts(total.size - own.size, counts)


def all_years(by_year: Mapping[int, SideCounts]) -> SideCounts:
    """Return the counts of all years together."""
    total = SideCounts()
    for side in by_year.values():
        total.size += side.size
        total.counts.update(side.counts)
    return total

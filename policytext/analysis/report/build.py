"""A report: all that a page shows of a corpus."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from ...engine import InTwoSteps, WordSettings
from .changes import Change, Wording, compare_slogans, compare_terms, compare_wording
from .gather import Gathered
from .limits import LeftOut, Limits
from .numbers import ClaimRow, IndicatorLine, NumberRow, claim_rows, number_rows
from .part import ReportPart, begin_part, finish_part
from .sentences import Sentence
from .slogans import SloganLine, slogan_lines
from .terms import TellingRow, TermLine, all_years, rest_of, telling_terms, term_lines

# Compares the wording of two years; gets the passages of both.
Comparer = Callable[..., Wording]


@dataclass(frozen=True)
class Report:
    """All that a page shows.

    parts: what is said of each document; shown_docs: how many of them get a row. first: number of
    the first sentence of each. sentences: of all documents, in their order. tokens: of the corpus.
    years: with speeches, and sizes: their tokens. telling: for each year against all others.
    left_out: what is not in the lists.
    """

    parts: list[ReportPart]
    first: list[int]
    sentences: list[Sentence]
    tokens: int
    years: list[int]
    sizes: list[int]
    terms: list[TermLine]
    telling: dict[int, list[TellingRow]]
    slogans: list[SloganLine]
    numbers: list[NumberRow]
    indicators: list[IndicatorLine]
    changes: list[Change]
    claims: list[ClaimRow]
    shown_docs: int
    left_out: list[LeftOut] = field(default_factory=list)


def report_analysis(settings: WordSettings) -> InTwoSteps[ReportPart]:
    """Return what to run over the speeches: one pass for all that a report shows."""
    return InTwoSteps(begin_part, finish_part, settings)


def build_report(
    parts: Iterable[ReportPart],
    *,
    stopwords: Collection[str],
    settings: WordSettings,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> Report:
    """Return the report of the speeches that contributed ``parts``, in their order."""
    gathered = Gathered()
    try:
        for part in parts:
            gathered.add(part)
        return _report(gathered, frozenset(stopwords), settings, limits)
    finally:
        gathered.close()


def _report(
    gathered: Gathered, stopwords: frozenset[str], settings: WordSettings, limits: Limits
) -> Report:
    left: list[LeftOut] = []

    def note(what: str, shown: int, total: int, command: str) -> None:
        if shown < total:
            left.append(LeftOut(what, shown, total, command))

    by_year, years = gathered.counts_by_year, gathered.years
    docs = len(gathered.parts)
    note("docs", min(docs, limits.docs), docs, "docs")
    terms, total = term_lines(gathered.terms, by_year, stopwords=stopwords, top=limits.terms)
    note("terms", len(terms), total, "freq")
    telling: dict[int, list[TellingRow]] = {}
    if len(years) > 1:
        everything = all_years(by_year)
        for year in years:
            rest = rest_of(by_year, year, everything)
            telling[year] = telling_terms(
                rest, by_year[year], stopwords=stopwords, top=limits.telling
            )
    slogans, total = slogan_lines(gathered, top=limits.slogans, uses=limits.uses)
    note("slogans", len(slogans), total, "slogans")
    numbers, indicators, total, total_series = number_rows(
        gathered, top=limits.stats, top_series=limits.series
    )
    note("numbers", len(numbers), total, "stats")
    note("indicators", len(indicators), total_series, "stats --pivot")
    claims, total = claim_rows(gathered, top=limits.claims)
    note("claims", len(claims), total, "audit")
    pairs = list(pairwise(years))
    note("pairs", min(len(pairs), limits.pairs), len(pairs), "diff --yearly")
    compare = partial(compare_wording, settings=settings, top=limits.changed)
    changes = [
        _change(gathered, a, b, stopwords, limits, compare) for a, b in pairs[-limits.pairs :]
    ]
    return Report(
        parts=gathered.parts,
        shown_docs=min(docs, limits.docs),
        first=gathered.first,
        sentences=gathered.sentences,
        tokens=sum(gathered.terms.sizes),
        years=years,
        sizes=[by_year[year].size for year in years],
        terms=terms,
        telling=telling,
        slogans=slogans,
        numbers=numbers,
        indicators=indicators,
        changes=changes,
        claims=claims,
        left_out=left,
    )


def _change(
    gathered: Gathered,
    a: int,
    b: int,
    stopwords: frozenset[str],
    limits: Limits,
    compare: Comparer,
) -> Change:
    counts, slogans, passages = (
        gathered.counts_by_year,
        gathered.slogans_by_year,
        gathered.passages_by_year,
    )
    shown, left = compare_slogans(slogans[a], slogans[b], top=limits.changed)
    few = max(len(passages[a]), len(passages[b])) <= limits.compared
    return Change(
        a=a,
        b=b,
        terms=compare_terms(counts[a], counts[b], stopwords=stopwords, top=limits.changed),
        slogans=shown,
        slogans_left=left,
        wording=compare(passages[a], passages[b]) if few else None,
    )

"""A report: all that a page shows of a corpus."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from ...engine import InTwoSteps, WordSettings
from ...engine.mapping import map_in_processes
from .about import cut_about
from .changes import Change, Wording, compare_slogans, compare_terms, compare_wording
from .gather import Gathered
from .limits import LeftOut, Limits
from .numbers import ClaimRow, IndicatorLine, NumberRow, claim_rows, number_rows
from .part import ReportPart, begin_part, finish_part
from .sentences import Sentence
from .slogans import SloganLine, slogan_lines
from .terms import TellingRow, TermLine, all_years, rest_of, rising_terms, telling_terms, term_lines

# From so many sentences to compare on it is worth it to do so in several processes.
WORTH_PROCESSES = 4000


@dataclass(frozen=True)
class Report:
    """All that a page shows.

    parts: what is said of each document; shown_docs: how many of them get a row. first: number of
    the first sentence of each. sentences: of all documents, in their order. tokens: of the corpus.
    years: with speeches, and sizes: their tokens. telling: for each year against all others.
    rising: the terms that rose or fell most, as ``trend --top`` finds them. left_out: what is not
    in the lists.
    """

    parts: list[ReportPart]
    first: list[int]
    sentences: list[Sentence]
    tokens: int
    years: list[int]
    sizes: list[int]
    terms: list[TermLine]
    rising: list[str]
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
    jobs: int | None = None,
) -> Report:
    """Return the report of the speeches that contributed ``parts``, in their order.

    jobs: number of processes that compare sentences, None to choose.
    """
    gathered = Gathered()
    try:
        for part in parts:
            gathered.add(part)
        return _report(gathered, frozenset(stopwords), settings, limits, jobs)
    finally:
        gathered.close()


def _report(
    gathered: Gathered,
    stopwords: frozenset[str],
    settings: WordSettings,
    limits: Limits,
    jobs: int | None,
) -> Report:
    left: list[LeftOut] = []

    def note(what: str, shown: int, total: int, command: str) -> None:
        if shown < total:
            left.append(LeftOut(what, shown, total, command))

    by_year, years = gathered.counts_by_year, gathered.years
    docs = len(gathered.parts)
    shown_docs = min(docs, limits.docs)
    note("docs", shown_docs, docs, "docs")
    parts, reasons, total = cut_about(gathered.parts, shown=shown_docs, top=limits.about)
    note("reasons", reasons, total, "docs")
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
    changes = _changes(gathered, pairs[-limits.pairs :], stopwords, settings, limits, jobs)
    return Report(
        parts=parts,
        shown_docs=shown_docs,
        first=gathered.first,
        sentences=gathered.sentences,
        tokens=sum(gathered.terms.sizes),
        years=years,
        sizes=[by_year[year].size for year in years],
        terms=terms,
        rising=rising_terms(terms, years, [by_year[year].size for year in years]),
        telling=telling,
        slogans=slogans,
        numbers=numbers,
        indicators=indicators,
        changes=changes,
        claims=claims,
        left_out=left,
    )


def _changes(
    gathered: Gathered,
    pairs: Sequence[tuple[int, int]],
    stopwords: frozenset[str],
    settings: WordSettings,
    limits: Limits,
    jobs: int | None,
) -> list[Change]:
    counts, slogans = gathered.counts_by_year, gathered.slogans_by_year
    passages = gathered.passages_by_year
    few = [pair for pair in pairs if max(len(passages[y]) for y in pair) <= limits.compared]
    if sum(len(passages[year]) for pair in few for year in pair) < WORTH_PROCESSES:
        jobs = 1
    compare = partial(compare_wording, settings=settings, top=limits.changed)
    found = map_in_processes(compare, [(passages[a], passages[b]) for a, b in few], jobs=jobs)
    wording: dict[tuple[int, int], Wording] = dict(zip(few, found, strict=True))
    out = []
    for a, b in pairs:
        terms = compare_terms(counts[a], counts[b], stopwords=stopwords, top=limits.changed)
        shown, left = compare_slogans(slogans[a], slogans[b], top=limits.changed)
        out.append(Change(a, b, terms, shown, left, wording.get((a, b))))
    return out

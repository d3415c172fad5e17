"""Terms through the years: what one speech contributes, how that is merged, and the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ..errors import UsageError
from ..speech.model import Speech
from ..text.widths import fold_width
from .change import MEASURES, kendall_tau, trend_z
from .counting import count_terms
from .freq import FreqQuery, let_through
from .joined import join_paragraphs
from .patterns import (
    Search,
    count_strings,
    count_tokens,
    find_plain,
    ngram_of,
)

if TYPE_CHECKING:
    from ..speech.words import Segmenter
    from .slogans import Found, SloganTable

# How many slogans are followed unless --top says otherwise, and how often a term has to occur (a
# slogan: in quotes) to be chosen.
SLOGANS, MIN_COUNT, MIN_QUOTED = 10, 10, 2
# Quotations are sentences: they are said once.
_SLOGAN_KINDS = ("shorthand", "phrase", "term")
_NUMERALS = frozenset("0123456789零〇一二三四五六七八九十百千万亿两几第")


class TrendRow(NamedTuple):
    """One term in one year.

    term: in simplified script. year: of the speeches. count: how often it stands in them.
    per_million: count per million tokens of the year, punctuation left out of the base and nothing
    else. docs: number of speeches it stands in. The last three are empty for a year without
    speeches.
    """

    term: str
    year: int
    count: int | None  # type: ignore[assignment]
    per_million: float | None
    docs: int | None


@dataclass(frozen=True)
class TrendQuery:
    """Which terms to follow and how to count them.

    search: the terms; None to choose them. slogans: choose among the slogans of the corpus.
    tokens: count tokens instead of strings. top: the terms that rose or fell most by ``measure``
    (one of ``MEASURES``); without it, all terms of ``search`` or the most frequent slogans.
    min_count: the least occurrences of a term that is chosen, of a slogan in quotes; None for
    ``MIN_COUNT`` and ``MIN_QUOTED``. stopwords: never chosen.
    """

    search: Search | None = None
    slogans: bool = False
    tokens: bool = False
    top: int | None = None
    measure: str = "z"
    min_count: int | None = None
    stopwords: frozenset[str] = field(default=frozenset(), repr=False)

    def __post_init__(self) -> None:
        if self.measure not in MEASURES:
            known = ", ".join(MEASURES)
            raise UsageError(f"--measure {self.measure}: unknown; known are {known}")
        if self.search is not None and self.slogans:
            raise UsageError("TERM and --slogans: give one of them")
        if self.search is None and not self.slogans and self.top is None:
            raise UsageError(
                "no TERM given; give one or more, --slogans, or --top N for the terms of the "
                "corpus that rose or fell most"
            )
        if self.top is not None and self.top < 1:
            raise UsageError(f"--top {self.top}: expected 1 or more terms")

    @property
    def least(self) -> int:
        """The least occurrences of a term that is chosen."""
        if self.min_count is not None:
            return self.min_count
        return MIN_QUOTED if self.slogans else MIN_COUNT

    @property
    def keeps_texts(self) -> bool:
        """Whether terms are known only at the end, and strings are counted then."""
        return self.search is None and not self.tokens


class Contribution(NamedTuple):
    """What one speech contributes.

    year: of the speech; nothing else is filled in where it is None. size: tokens, punctuation left
    out. counts: of the terms, or of all tokens where terms are yet to be chosen. text: kept to
    count strings in later. found: its slogans.
    """

    year: int | None
    size: int = 0
    counts: Mapping[str, int] = {}
    text: str = ""
    found: Found | None = None


def count_trend(speech: Speech, words: Segmenter, query: TrendQuery) -> Contribution:
    """Return what ``speech`` contributes to the trend of ``query``."""
    year = speech.year
    if year is None:
        return Contribution(None)
    (counted,) = count_terms(speech, words, FreqQuery())
    search = query.search
    counts: Mapping[str, int] = counted.counts
    found: Found | None = None
    if search is not None and search.tokens:
        by_n: dict[int, Mapping[str, int]] = {1: counted.counts}
        for n in {ngram_of(term) for term in search.terms} - {1} if not search.regex else ():
            by_n[n] = count_terms(speech, words, FreqQuery(ngram=n))[0].counts
        counts = count_tokens(by_n, search)
    elif search is not None:
        counts = count_strings(join_paragraphs(speech), search)
    elif query.slogans:
        from .slogans import find_slogans

        found = find_slogans(speech)
    text = join_paragraphs(speech).folded if query.keeps_texts else ""
    return Contribution(year, counted.size, counts, text, found)


class TrendTable:
    """The merged counts. Memory grows with the distinct terms and the years, not with the text.

    sizes: tokens by year. counts, docs: by year, the occurrences of each term and the documents
    with one. undated: speeches left out for want of a year. candidates: the terms to choose from,
    where none were given.
    """

    def __init__(self) -> None:
        self.sizes: Counter[int] = Counter()
        self.counts: dict[int, Counter[str]] = {}
        self.docs: dict[int, Counter[str]] = {}
        self.undated = 0
        self.candidates: list[str] = []

    def add(self, year: int, counts: Mapping[str, int]) -> None:
        """Merge the counts of one document, none of them zero."""
        self.counts.setdefault(year, Counter()).update(counts)
        self.docs.setdefault(year, Counter()).update(counts.keys())

    def totals(self) -> Counter[str]:
        """How often each term stands in all years together."""
        totals: Counter[str] = Counter()
        for counts in self.counts.values():
            totals.update(counts)
        return totals

    def change(self, term: str, measure: str) -> float:
        """Return how much a term rose (positive) or fell over the years with speeches."""
        years = sorted(year for year, size in self.sizes.items() if size)
        counts = [self.counts[year][term] for year in years]
        sizes = [self.sizes[year] for year in years]
        if measure == "tau":
            return kendall_tau([c / n for c, n in zip(counts, sizes, strict=True)])
        return trend_z(years, counts, sizes)

    def rows(self, terms: Iterable[str]) -> list[TrendRow]:
        """Return a row a term and year, from the first year with speeches to the last."""
        span = range(min(self.sizes), max(self.sizes) + 1) if self.sizes else ()
        rows: list[TrendRow] = []
        for term in terms:
            for year in span:
                if year not in self.sizes:
                    rows.append(TrendRow(term, year, None, None, None))
                    continue
                count, size = self.counts[year][term], self.sizes[year]
                rate = count * 1e6 / size if size else 0.0
                rows.append(TrendRow(term, year, count, rate, self.docs[year][term]))
        return rows


def merge_trend(contributions: Iterable[Contribution], query: TrendQuery) -> TrendTable:
    """Return the counts of all speeches, of the terms of ``query`` or those it may choose from."""
    table = TrendTable()
    if query.search is not None:
        for one in contributions:
            _add(table, one)
        return table
    from .slogans import SloganTable
    from .slogans.unquoted import PlainTexts

    vocabulary = TrendTable()
    texts = PlainTexts()
    try:
        with SloganTable() as slogans:
            for one in contributions:
                _add(vocabulary, one)
                if one.found is not None:
                    slogans.add(one.found)
                if one.year is not None and query.keeps_texts:
                    texts.add(one.text, one.year)
            table.candidates = (
                _slogan_names(slogans, query) if query.slogans else _choose_words(vocabulary, query)
            )
        table.sizes, table.undated = vocabulary.sizes, vocabulary.undated
        if query.tokens:
            table.counts, table.docs = vocabulary.counts, vocabulary.docs
        else:
            _count_strings_in(table, texts)
    finally:
        texts.close()
    return table


def _count_strings_in(table: TrendTable, texts: Iterable[tuple[int | None, str]]) -> None:
    terms = tuple(table.candidates)
    for year, text in texts:
        if year is not None:
            hits = find_plain(text, terms) if terms else ()
            table.add(year, Counter(terms[hit.term] for hit in hits))


def _add(table: TrendTable, one: Contribution) -> None:
    if one.year is None:
        table.undated += 1
        return
    table.sizes[one.year] += one.size
    table.add(one.year, one.counts)


def _slogan_names(slogans: SloganTable, query: TrendQuery) -> list[str]:
    """The slogans of a corpus that can be counted as strings, those quoted most first.

    A single character is part of other words, and a bare numeral (“十五”) of other numbers.
    """
    quoted: Counter[str] = Counter()
    for row in (entry.row() for entry in slogans.entries.values()):
        name = fold_width(row.slogan)
        if row.kind in _SLOGAN_KINDS and len(name) > 1 and not _NUMERALS.issuperset(name):
            quoted[name] += row.count
    names = [name for name, count in quoted.items() if count >= query.least]
    return sorted(names, key=lambda name: (-quoted[name], name))


def _choose_words(vocabulary: TrendTable, query: TrendQuery) -> list[str]:
    """The tokens of two characters or more that ``freq`` prints and that are frequent enough."""
    frequent = [term for term, count in vocabulary.totals().items() if count >= query.least]
    shown = FreqQuery(stopwords=query.stopwords, lengths=(2, None))
    return sorted(let_through(frequent, {}, shown))


def choose_terms(table: TrendTable, query: TrendQuery) -> list[str]:
    """Return the terms to print, in their order: as given, the slogans quoted most first, or
    (``top``) those that changed most first."""
    terms = list(query.search.terms) if query.search is not None else table.candidates
    if query.top is None:
        return terms if query.search is not None else terms[:SLOGANS]
    change = {
        term: (-abs(table.change(term, query.measure)), -abs(table.change(term, "z")), term)
        for term in terms
    }
    return sorted(terms, key=change.__getitem__)[: query.top]


def trend_rows(contributions: Iterable[Contribution], query: TrendQuery) -> list[TrendRow]:
    """Return the rows of ``query`` from what each speech contributes.

    >>> from policytext.analysis.patterns import make_search
    >>> from policytext.engine import WordSettings, segmenter
    >>> from policytext.speech.model import read_speech
    >>> query = TrendQuery(make_search(["改革"]))
    >>> speeches = [
    ...     read_speech("深化改革开放，改革创新。", doc="a", metadata={"year": "2012"}),
    ...     read_speech("推动发展。", doc="b", metadata={"year": "2014"}),
    ... ]
    >>> words = segmenter(WordSettings())
    >>> for row in trend_rows([count_trend(s, words, query) for s in speeches], query):
    ...     print(tuple(row))
    ('改革', 2012, 2, 500000.0, 1)
    ('改革', 2013, None, None, None)
    ('改革', 2014, 0, 0.0, 0)
    """
    table = merge_trend(contributions, query)
    return table.rows(choose_terms(table, query))

"""Terms that tell A from B: their counts on both sides and what the difference says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import inf, log
from typing import NamedTuple

from ...engine import InTwoSteps, WordSettings
from ...errors import UsageError
from ..counting import Counted, count_prepared, prepare_terms
from ..freq import FreqQuery, let_through
from ..keyness import MEASURES, PER_MILLION, log_odds_z, log_ratio, p_value, signed_g2, stars
from .sides import Row, View

RATIOS = ("odds_ratio", "simple_maths")


class TermRow(NamedTuple):
    """One term in A and in B; positive means that B uses it more.

    term: a token, or tokens joined by a space (``--ngram``). count_a, count_b: its occurrences.
    per_million_a, per_million_b: count per million tokens of the side, punctuation left out of
    the base and nothing else. log_ratio: binary logarithm of B's relative frequency over A's, a
    zero count taken as 0.5 (Hardie 2014). g2: log-likelihood of the 2x2 table of four cells,
    negative where the term is rarer in B (Dunning 1993, section 4). log_odds_z: standard errors
    between the log-odds, informative prior from A and B together (Monroe, Colaresi & Quinn 2008,
    eq. 16, 20, 22).
    """

    term: str
    count_a: int
    count_b: int
    per_million_a: float
    per_million_b: float
    log_ratio: float
    g2: float
    log_odds_z: float


@dataclass(frozen=True)
class TermQuery:
    """What to count and which rows to print.

    sort: a column; the largest difference first, whatever its sign (``term``: by code point,
    ``p``: the smallest first), then by term. top: so many rows. min_count: occurrences in A and B
    together. measures: names of `MEASURES` to add as columns. significance: add ``p`` and
    ``stars`` of g2.
    """

    sort: str = "g2"
    top: int | None = None
    min_count: int = 1
    measures: tuple[str, ...] = ()
    significance: bool = False
    ngram: int = 1
    stopwords: frozenset[str] = frozenset()
    keep_numbers: bool = False

    def __post_init__(self) -> None:
        for name in self.measures:
            if name not in MEASURES:
                known = ", ".join(MEASURES)
                raise UsageError(f"--measure {name}: unknown measure; known are {known}")
        if self.sort not in self.columns:
            known = ", ".join(self.columns)
            more = ""
            if self.sort in MEASURES:
                more = f" (add it with --measure {self.sort})"
            elif self.sort in ("p", "stars"):
                more = " (add it with --significance)"
            raise UsageError(f"--sort {self.sort}: no such column{more}; there are {known}")

    @property
    def added(self) -> tuple[str, ...]:
        """The measures that are no column yet."""
        return tuple(m for m in dict.fromkeys(self.measures) if m not in TermRow._fields)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the rows: those of TermRow, then what was added."""
        significance = ("p", "stars") if self.significance else ()
        return (*TermRow._fields, *self.added, *significance)

    @property
    def counting(self) -> FreqQuery:
        """How terms are counted and which of them get a row: as in ``freq``."""
        return FreqQuery(ngram=self.ngram, stopwords=self.stopwords, keep_numbers=self.keep_numbers)


@dataclass
class SideCounts:
    """The merged counts of one side: memory grows with its distinct terms, not with the text."""

    size: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, parts: Sequence[Counted]) -> None:
        """Merge what one document contributes."""
        for part in parts:
            self.size += part.size
            self.counts.update(part.counts)


def term_view(query: TermQuery, settings: WordSettings) -> View[list[Counted], SideCounts]:
    """Return the view that compares terms."""
    return View(
        analyse=InTwoSteps(
            partial(prepare_terms, query=query.counting),
            partial(count_prepared, query=query.counting),
            settings,
        ),
        gather=SideCounts,
        add=SideCounts.add,
        compare=partial(term_rows, query=query),
        columns=query.columns,
        row_type=TermRow if query.columns == TermRow._fields else None,
    )


def term_rows(a: SideCounts, b: SideCounts, *, query: TermQuery) -> Iterator[Row]:
    """Yield a row a term that ``query`` lets through, in its order."""
    terms = list(a.counts.keys() | b.counts.keys())
    pairs = list(zip(_counts(a, terms), _counts(b, terms), strict=True))
    # The odds of a term are against all others, so z needs the whole vocabulary.
    odds = dict(zip(pairs, log_odds_z(*zip(*pairs, strict=True)), strict=True)) if pairs else {}
    of_term = dict(zip(terms, pairs, strict=True))
    shown = [
        term
        for term in let_through(terms, {}, query.counting)
        if sum(of_term[term]) >= query.min_count
    ]
    # Most terms are rare: a few counts stand for thousands of terms that differ in nothing else.
    sizes = a.size, b.size
    values = {pair: _measure(pair, sizes, odds[pair], query) for pair in set(pairs)}
    column = query.columns.index(query.sort) - 1
    shown.sort()
    if column >= 0:
        keys = {pair: _sort_key(row[column], query.sort) for pair, row in values.items()}
        shown.sort(key=lambda term: keys[of_term[term]])
    make: Callable[[Row], Row] = tuple if query.columns != TermRow._fields else TermRow._make
    for term in shown[: query.top]:
        yield make((term, *values[of_term[term]]))


def _counts(side: SideCounts, terms: Iterable[str]) -> Iterator[int]:
    return (side.counts.get(term, 0) for term in terms)


def _measure(pair: tuple[int, int], sizes: tuple[int, int], odds: float, query: TermQuery) -> Row:
    """All of a row but its term."""
    (count_a, count_b), (size_a, size_b) = pair, sizes
    scale_a, scale_b = (PER_MILLION / size if size else 0.0 for size in sizes)
    g2 = signed_g2(count_a, count_b, size_a, size_b)
    row: Row = (
        count_a,
        count_b,
        count_a * scale_a,
        count_b * scale_b,
        log_ratio(count_a, count_b, size_a, size_b),
        g2,
        odds,
        *(MEASURES[name](count_a, count_b, size_a, size_b) for name in query.added),
    )
    return (*row, p_value(g2), stars(g2)) if query.significance else row


def _sort_key(value: object, name: str) -> float:
    if isinstance(value, str):
        return -len(value)  # of stars
    assert isinstance(value, int | float)
    if name == "p":
        return value
    if name in RATIOS:
        # 2 and 1/2 are as far from no difference
        return -abs(log(value)) if value > 0 else -inf
    return -abs(value)

"""Term frequencies: what is asked for, how contributions are merged, and the rows that come out."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, filterfalse
from typing import NamedTuple

from ..errors import UsageError
from ..speech.words import is_number
from .counting import Part
from .dispersion import dp_over
from .postings import Postings, sum_postings

GROUPS = ("year", "doc", "level", "section")


class FreqRow(NamedTuple):
    """One term.

    term: a token, or tokens joined by a space (``--ngram``). count: its occurrences.
    per_million: count per million tokens, punctuation left out of the base and nothing else.
    docs: number of documents it stands in. dp: Gries' deviation of proportions over the
    documents, 0 even, 1 clumped (Gries 2008).
    """

    term: str
    count: int  # type: ignore[assignment]  # a column of the contract; hides tuple.count
    per_million: float
    docs: int
    dp: float


@dataclass(frozen=True)
class FreqQuery:
    """What to count and which rows to print.

    by: None or one of ``GROUPS``. tags: print only tokens whose jieba tag begins with one of
    these. top: rows a group, None for all. lengths: smallest and largest number of characters.
    """

    ngram: int = 1
    by: str | None = None
    pos: bool = False
    tags: tuple[str, ...] = ()
    top: int | None = None
    min_count: int = 1
    min_docs: int = 1
    pattern: re.Pattern[str] | None = None
    lengths: tuple[int, int | None] = (1, None)
    stopwords: frozenset[str] = frozenset()
    keep_numbers: bool = False

    def __post_init__(self) -> None:
        if self.by is not None and self.by not in GROUPS:
            raise UsageError(f"--by {self.by}: unknown group; known are {', '.join(GROUPS)}")
        if self.ngram < 1:
            raise UsageError(f"--ngram {self.ngram}: expected 1 or more tokens in a row")
        if self.ngram > 1 and (self.pos or self.tags):
            raise UsageError("--pos and --tags are for single tokens; leave --ngram out")

    @property
    def streams(self) -> bool:
        """Whether groups are of one document, whose rows come out as soon as it is counted."""
        return self.by in ("doc", "section")

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the rows: those of FreqRow, the group first and ``pos`` last."""
        group = ("doc", "section") if self.by == "section" else (self.by,) if self.by else ()
        return (*group, *FreqRow._fields, *(("pos",) if self.pos else ()))


class FreqTable:
    """The merged counts of one group. Memory grows with its distinct terms, not with the text."""

    def __init__(self) -> None:
        # Each new term gets the next number.
        self.ids: defaultdict[str, int] = defaultdict(count().__next__)
        self.sizes: list[int] = []
        self.tags: dict[str, str] = {}
        self.postings = Postings()

    def add(self, part: Part) -> None:
        """Merge what some documents contribute."""
        known = array("I", map(self.ids.__getitem__, part.terms))
        self.postings.add_part(known, len(self.sizes), part.distinct, part.ids, part.counts)
        self.sizes.extend(part.sizes)
        self.tags.update(part.tags)

    def rows(self, query: FreqQuery) -> Iterator[FreqRow]:
        """Yield the rows that ``query`` lets through, most frequent first, then by term."""
        size = sum(self.sizes)
        totals, docs = sum_postings(self.postings, len(self.ids))
        ids = self.ids
        kept = [
            term
            for term in let_through(ids, self.tags, query)
            if totals[i := ids[term]] >= query.min_count and docs[i] >= query.min_docs
        ]
        kept.sort()
        kept.sort(key=lambda term: totals[ids[term]], reverse=True)
        kept = kept[: query.top]
        dp = dp_over(self.postings, self.sizes, totals)
        scale = 1e6 / size if size else 0.0
        at = [ids[term] for term in kept]
        counts_of = [totals[i] for i in at]
        yield from map(
            FreqRow,
            kept,
            counts_of,
            [count * scale for count in counts_of],
            [docs[i] for i in at],
            [dp[i] for i in at],
        )


def let_through(terms: Iterable[str], tags: Mapping[str, str], query: FreqQuery) -> Iterator[str]:
    """Return the terms that get a row: by length, pattern, tag, stop words and bare numbers.

    An n-gram is left out when it begins or ends with a stop word or a number.
    """
    least, most = query.lengths
    if query.ngram > 1:
        terms = (
            term
            for term in terms
            if not any(
                part in query.stopwords or (not query.keep_numbers and is_number(part))
                for part in (term.partition(" ")[0], term.rpartition(" ")[2])
            )
        )
    else:
        terms = filterfalse(query.stopwords.__contains__, terms)
        if not query.keep_numbers:
            terms = filterfalse(is_number, terms)
    if (least, most) != (1, None):
        terms = (
            term for term in terms if least <= len(term.replace(" ", "")) <= (most or len(term))
        )
    if query.pattern is not None:
        terms = filter(query.pattern.search, terms)
    if query.tags:
        terms = (term for term in terms if tags.get(term, "").startswith(query.tags))
    return iter(terms)


def freq_rows(packed: Iterable[Sequence[Part]], query: FreqQuery) -> Iterator[tuple[object, ...]]:
    """Yield the rows of ``query.columns`` from what speeches contribute, in their order.

    Groups of one document (doc, section) come out as soon as it is counted; the others at the
    end, sorted.
    """
    tables: dict[tuple[object, ...], FreqTable] = {}
    for parts in packed:
        for part in parts:
            tables.setdefault(part.group, FreqTable()).add(part)
        if query.streams:
            yield from _group_rows(tables, query)
            tables = {}
    yield from _group_rows(tables, query)


def _group_rows(
    tables: dict[tuple[object, ...], FreqTable], query: FreqQuery
) -> Iterator[tuple[object, ...]]:
    groups = list(tables)
    if query.by in ("year", "level"):
        groups.sort(key=lambda group: (group[0] in (None, ""), group))
    for group in groups:
        table = tables[group]
        for row in table.rows(query):
            pos = (table.tags.get(row.term, ""),) if query.pos else ()
            yield (*group, *row, *pos)
        table.postings.close()

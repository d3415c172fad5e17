"""Term frequencies: what one speech contributes, how that is merged, and the rows that come out."""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import filterfalse
from typing import NamedTuple

from ..errors import UsageError
from ..speech.model import Speech
from ..speech.words import Masked, Segmenter, is_number, is_word
from .dispersion import dp_over
from .postings import Postings

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
    def columns(self) -> tuple[str, ...]:
        """The columns of the rows: those of FreqRow, the group first and ``pos`` last."""
        group = ("doc", "section") if self.by == "section" else (self.by,) if self.by else ()
        return (*group, *FreqRow._fields, *(("pos",) if self.pos else ()))


class Counted(NamedTuple):
    """What one speech contributes to one group.

    group: the group's cells. size: tokens, punctuation left out. counts: of words or n-grams.
    tags: jieba tag of each token, where asked for.
    """

    group: tuple[object, ...]
    size: int
    counts: Counter[str]
    tags: dict[str, str]


class Prepared(NamedTuple):
    """A text of one group with its terms and numbers masked, ready to be cut."""

    group: tuple[object, ...]
    text: Masked


def count_terms(speech: Speech, words: Segmenter, query: FreqQuery) -> list[Counted]:
    """Return what ``speech`` contributes: one group, or one for each of its sections."""
    return count_prepared(prepare_terms(speech, words, query), words, query)


def prepare_terms(speech: Speech, words: Segmenter, query: FreqQuery) -> list[Prepared]:
    """Return the texts to count, which needs the terms of ``words`` but not its dictionary."""
    if query.by == "section":
        return [
            Prepared((speech.doc, section), words.mask(text))
            for section, text in section_texts(speech)
        ]
    group: tuple[object, ...] = ()
    if query.by == "year":
        group = (speech.year,)
    elif query.by == "level":
        group = (speech.fact("level"),)
    elif query.by == "doc":
        group = (speech.doc,)
    return [Prepared(group, words.mask(speech.text))]


def count_prepared(
    prepared: Iterable[Prepared], words: Segmenter, query: FreqQuery
) -> list[Counted]:
    """Return the counts of the prepared texts of one speech, one for each group."""
    out: dict[tuple[object, ...], Counted] = {}
    for group, text in prepared:
        part = _count(text, words, query, group)
        if group in out:
            known = out[group]
            part = Counted(
                group, known.size + part.size, known.counts + part.counts, known.tags | part.tags
            )
        out[group] = part
    return list(out.values())


def section_texts(speech: Speech) -> Iterator[tuple[str, str]]:
    """Yield ``(section, text)``, each up to the next heading; ``""`` before the first."""
    starts = [(0, ""), *((h.start, h.section) for h in speech.headings)]
    ends = [start for start, _ in starts[1:]] + [len(speech.text)]
    for (start, section), end in zip(starts, ends, strict=True):
        if end > start:
            yield section, speech.text[start:end]


def _count(text: Masked, words: Segmenter, query: FreqQuery, group: tuple[object, ...]) -> Counted:
    tags: dict[str, str] = {}
    if query.ngram > 1:
        tokens = words.tokens(text)
        size = sum(1 for token in tokens if is_word(token))
        return Counted(group, size, count_ngrams(tokens, query.ngram), tags)
    if query.pos or query.tags:
        tagged = words.tagged(text)
        tags = dict(tagged)
        counts = Counter(token for token, _ in tagged)
    else:
        counts = words.count(text)
    # Almost all tokens are alphanumeric throughout; only the others need a closer look.
    for token in [t for t in filterfalse(str.isalnum, counts) if not is_word(t)]:
        del counts[token]
    return Counted(group, counts.total(), counts, tags)


def count_ngrams(tokens: Sequence[str], n: int) -> Counter[str]:
    """Return the counts of ``n`` words in a row, joined by a space; none across punctuation.

    >>> count_ngrams(["深化", "改革", "，", "扩大", "开放"], 2)
    Counter({'深化 改革': 1, '扩大 开放': 1})
    """
    counts: Counter[str] = Counter()
    run: list[str] = []
    for token in (*tokens, "。"):
        if is_word(token):
            run.append(token)
        elif run:
            counts.update(map(" ".join, zip(*(run[i:] for i in range(n)), strict=False)))
            run = []
    return counts


class FreqTable:
    """The merged counts of one group. Memory grows with its distinct terms, not with the text."""

    def __init__(self) -> None:
        # Each new term gets the next number.
        self.ids: defaultdict[str, int] = defaultdict()
        self.ids.default_factory = self.ids.__len__
        self.docs: Counter[int] = Counter()
        self.sizes: list[int] = []
        self.tags: dict[str, str] = {}
        self.postings = Postings()

    def add(self, counted: Counted) -> None:
        """Merge what one document contributes."""
        known = array("I", map(self.ids.__getitem__, counted.counts))
        self.docs.update(known)
        self.postings.add_arrays(len(self.sizes), known, array("I", counted.counts.values()))
        self.sizes.append(counted.size)
        self.tags.update(counted.tags)

    def rows(self, query: FreqQuery) -> Iterator[FreqRow]:
        """Yield the rows that ``query`` lets through, most frequent first, then by term."""
        size = sum(self.sizes)
        totals = [0] * len(self.ids)
        for terms, _, counts in self.postings.blocks():
            for i, count in zip(terms, counts, strict=True):
                totals[i] += count
        ids, docs = self.ids, self.docs
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


def freq_rows(
    counted: Iterable[Sequence[Counted]], query: FreqQuery
) -> Iterator[tuple[object, ...]]:
    """Yield the rows of ``query.columns`` from what each speech contributes, in their order.

    Groups of one document (doc, section) come out as soon as it is counted; the others at the
    end, sorted.
    """
    tables: dict[tuple[object, ...], FreqTable] = {}
    for parts in counted:
        for part in parts:
            table = tables.setdefault(part.group, FreqTable())
            table.add(part)
        if query.by in ("doc", "section"):
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

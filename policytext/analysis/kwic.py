"""Keyword in context: a row an occurrence of the terms asked for, with what stands around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from ..errors import UsageError
from ..speech.model import Speech
from .joined import Joined, join_paragraphs
from .patterns import Search, find_hits

if TYPE_CHECKING:
    from ..speech.words import Segmenter

# Characters on either side; and of a sentence at most, since one without an end is none.
CONTEXT, SENTENCE = 20, 500
SORTS = ("left", "right", "year", "doc")


class KwicRow(NamedTuple):
    """One occurrence.

    doc: name of the document. year: of the speech. section: numbers of the headings above it, as
    ``二/(三)``. line: 1-based line of the source file. left, keyword, right: the clean text before
    it, itself and after it, in one paragraph, line ends taken out. start, end: half-open character
    offsets of the keyword in the decoded source file.
    """

    doc: str
    year: int | None
    section: str
    line: int
    left: str
    keyword: str
    right: str
    start: int
    end: int


@dataclass(frozen=True)
class KwicQuery:
    """What to find and how much of the text around it to show.

    context: characters on either side, never beyond the paragraph. sentence: the whole sentence
    instead, at most 500 characters on either side. sort: None for the order of the texts, or one
    of ``SORTS``. limit: so many rows, None for all.
    """

    search: Search
    context: int = CONTEXT
    sentence: bool = False
    sort: str | None = None
    limit: int | None = None

    def __post_init__(self) -> None:
        if self.context < 0:
            raise UsageError(
                f"--context {self.context}: expected a number of characters, 0 or more"
            )
        if self.sort is not None and self.sort not in SORTS:
            raise UsageError(f"--sort {self.sort}: unknown order; known are {', '.join(SORTS)}")
        if self.limit is not None and self.limit < 1:
            raise UsageError(f"--limit {self.limit}: expected 1 or more rows")


def list_kwic(speech: Speech, words: Segmenter | None = None, *, query: KwicQuery) -> list[KwicRow]:
    """Return a row for each occurrence in a speech, in order.

    words: needed where the search is for tokens.

    >>> from policytext.analysis.patterns import make_search
    >>> from policytext.speech.model import read_speech
    >>> speech = read_speech("深化改革，扩大\\n开放。改革創新。", doc="x")
    >>> [row[4:] for row in list_kwic(speech, query=KwicQuery(make_search(["大開"]), context=3))]
    [('革，扩', '大开', '放。改', 6, 9)]
    """
    joined = join_paragraphs(speech)
    hits = find_hits(speech, joined, query.search, words)
    if not hits:
        return []
    around = _sentence_bounds if query.sentence else _character_bounds
    bounds = around(speech, joined, query.context)
    sentences = [sentence.start for sentence in speech.sentences]
    rows: list[KwicRow] = []
    for _, start, end in hits:
        first, last = bounds(start, end)
        text_start, text_end = joined.source(start, end)
        source_start, source_end = speech.clean.source_span(text_start, text_end)
        i = bisect_right(sentences, text_start) - 1
        rows.append(
            KwicRow(
                doc=speech.doc,
                year=speech.year,
                section=speech.sentences[i].section if i >= 0 else "",
                line=speech.clean.line(source_start),
                left=joined.text[first:start],
                keyword=joined.text[start:end],
                right=joined.text[end:last],
                start=source_start,
                end=source_end,
            )
        )
    return rows


_Bounds = Callable[[int, int], tuple[int, int]]


def _character_bounds(speech: Speech, joined: Joined, context: int) -> _Bounds:
    def bounds(start: int, end: int) -> tuple[int, int]:
        first, last = joined.paragraph(start)
        return max(first, start - context), min(last, end + context)

    return bounds


def _sentence_bounds(speech: Speech, joined: Joined, context: int) -> _Bounds:
    """From the start of the sentence the keyword begins in to the end of that it ends in."""
    starts = [joined.here(sentence.start) for sentence in speech.sentences]
    ends = [joined.here(sentence.end - 1) + 1 for sentence in speech.sentences]

    def bounds(start: int, end: int) -> tuple[int, int]:
        first, last = joined.paragraph(start)
        first, last = max(first, start - SENTENCE), min(last, end + SENTENCE)
        i = bisect_right(starts, start) - 1
        j = bisect_right(starts, end - 1) - 1
        # A keyword that stands between sentences has its paragraph around it.
        if i >= 0 and ends[i] > start:
            first = max(first, starts[i])
        if j >= 0 and ends[j] >= end:
            last = min(last, ends[j])
        return first, last

    return bounds


def kwic_rows(found: Iterable[list[KwicRow]], query: KwicQuery) -> Iterator[KwicRow]:
    """Yield the rows of ``query`` from those of each speech, in the order of the speeches.

    Without ``sort`` they come as they are found; with it, all are held in memory.
    """
    rows = chain.from_iterable(found)
    if query.sort is not None:
        return islice(sorted(rows, key=_KEYS[query.sort]), query.limit)
    return islice(rows, query.limit)


# Sorting keeps the order of the texts between rows that are equal by these.
_KEYS: dict[str, Callable[[KwicRow], tuple[object, ...]]] = {
    # The characters before the keyword, the nearest first.
    "left": lambda row: (row.left[::-1], row.keyword, row.right),
    "right": lambda row: (row.right, row.keyword, row.left[::-1]),
    "year": lambda row: (row.year is None, row.year or 0),
    "doc": lambda row: (row.doc,),
}

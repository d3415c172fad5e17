"""Sentence by sentence: what was kept, reworded, dropped and added."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from ...engine import WordSettings, segmenter
from ...text.widths import fold_width
from ..slogans.uses import join_lines
from .alignment import Match, align_sentences
from .redline import Part, compare_texts, mark_edits, similarity, split_tokens
from .sides import View

if TYPE_CHECKING:
    from ...speech.model import Speech

STATUSES = ("kept", "reworded", "dropped", "new")


class WordingRow(NamedTuple):
    """One sentence of A, of B, or of both.

    status: ``kept`` (the same but for width and space), ``reworded``, ``dropped`` (only in A) or
    ``new`` (only in B). similarity: the share of letters, digits and characters of both that the
    edits leave standing, 0 to 1; empty where there is only one sentence. section, line, text: of
    each side, as in the other commands. edits: of a reworded sentence, the words deleted as
    ``{-old-}`` and added as ``{+new+}``; a brace or backslash of the text bears a backslash.
    """

    status: str
    similarity: float | None
    section_a: str
    line_a: int | None
    text_a: str
    section_b: str
    line_b: int | None
    text_b: str
    edits: str


class Passage(NamedTuple):
    """A sentence with its place: section, 1-based line of its source file, text on one line."""

    section: str
    line: int
    text: str


def list_passages(speech: Speech) -> list[Passage]:
    """Return the sentences of a speech, headings included."""
    return [
        Passage(
            sentence.section,
            speech.clean.line_at(sentence.start),
            join_lines(speech.text[sentence.start : sentence.end]),
        )
        for sentence in speech.sentences
    ]


def wording_view(settings: WordSettings) -> View[list[Passage], list[Passage]]:
    """Return the view that compares sentences; the speeches of a side make one text."""
    return View(
        analyse=list_passages,
        gather=list,
        add=list.extend,
        compare=partial(wording_rows, settings=settings),
        columns=WordingRow._fields,
        row_type=WordingRow,
    )


def wording_rows(
    a: Sequence[Passage], b: Sequence[Passage], *, settings: WordSettings
) -> Iterator[WordingRow]:
    """Yield a row a sentence: every sentence of A and of B is in exactly one.

    The rows follow B. A dropped sentence stands where it stood in A: after what stood before it
    there, as far as that is in B in the same order, and before what is new in B at that place.
    """
    # Words, not terms: 香港特别行政区 is to be found again in 香港特别行政区同胞.
    tokens = segmenter(replace(settings, builtin=False)).tokens
    matches = align_sentences(
        [fold_width(p.text) for p in a], [fold_width(p.text) for p in b], tokens
    )
    changed = [match for match in matches if not match.kept]
    cut_a = _cut([a[match.i].text for match in changed], tokens)
    cut_b = _cut([b[match.j].text for match in changed], tokens)
    parts = {
        match.j: _compare(old, new) for match, old, new in zip(changed, cut_a, cut_b, strict=True)
    }
    for i, j in order_rows(len(a), len(b), matches):
        if j is None:
            assert i is not None
            yield WordingRow("dropped", None, *a[i], "", None, "", "")
        elif i is None:
            yield WordingRow("new", None, "", None, "", *b[j], "")
        elif j in parts:
            likeness = similarity(parts[j])
            yield WordingRow("reworded", likeness, *a[i], *b[j], mark_edits(parts[j]))
        else:
            yield WordingRow("kept", 1.0, *a[i], *b[j], "")


def _compare(old: Sequence[str], new: Sequence[str]) -> list[Part]:
    """Compare word by word, or by characters where no word is the same: 普法教育, 普法宣传."""
    parts = compare_texts(old, new)
    return parts if similarity(parts) else compare_texts("".join(old), "".join(new))


def _cut(texts: Sequence[str], tokens: Callable[[str], list[str]]) -> list[list[str]]:
    """Cut texts into words as they are written: tokens have their widths folded."""
    out = []
    for text, cut in zip(texts, split_tokens(texts, tokens), strict=True):
        ends = list(accumulate(map(len, cut)))
        out.append([text[a:b] for a, b in zip([0, *ends], ends, strict=False)])
    return out


def order_rows(
    size_a: int, size_b: int, matches: Sequence[Match]
) -> Iterator[tuple[int | None, int | None]]:
    """Yield (i, j) for each row: the order of B, with what only A has at its place in A.

    >>> list(order_rows(3, 2, [Match(0, 0, True), Match(2, 1, True)]))
    [(0, 0), (1, None), (2, 1)]
    """
    of_a = {match.i for match in matches}
    of_b: dict[int, int] = {match.j: match.i for match in matches}
    at_a = at_b = 0
    for i, j in [*_in_order(matches), (size_a, size_b)]:
        yield from ((k, None) for k in range(at_a, i) if k not in of_a)
        yield from ((of_b.get(k), k) for k in range(at_b, j))
        if j < size_b:
            yield i, j
        at_a, at_b = i + 1, j + 1


def _in_order(matches: Sequence[Match]) -> list[tuple[int, int]]:
    """The most matches, by ``j``, whose ``i`` ascend too: what was not moved."""
    tails: list[int] = []
    tail_at: list[int] = []
    before: list[int] = []
    for k, match in enumerate(matches):
        at = bisect_left(tails, match.i)
        before.append(tail_at[at - 1] if at else -1)
        tails[at : at + 1] = [match.i]
        tail_at[at : at + 1] = [k]
    run: list[tuple[int, int]] = []
    k = tail_at[-1] if tail_at else -1
    while k >= 0:
        run.append((matches[k].i, matches[k].j))
        k = before[k]
    return run[::-1]

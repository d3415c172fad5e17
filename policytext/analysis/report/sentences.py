"""The sentences of a speech as a page holds them, and where in them a piece of text stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from ...speech.model import Speech

_BREAK_RE = re.compile(r"\s*\n\s*")
# One digit a token: its number of characters. Longer ones take more than one digit.
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LONGEST = len(DIGITS) - 1


class Sentence(NamedTuple):
    """One sentence.

    text: on one line. line: 1-based line of the source file. section: numbers of the headings above
    it. cuts: the lengths of its tokens as digits to base 36; joined they cover the text.
    """

    text: str
    line: int
    section: str
    cuts: str


class Place(NamedTuple):
    """Where a piece of evidence stands: number of the sentence in its speech, -1 for none, and
    half-open offsets in the text of that sentence."""

    sentence: int
    start: int
    end: int


NOWHERE = Place(-1, 0, 0)


class Sentences:
    """The sentences of one speech, and the way to them from its text and its source."""

    def __init__(self, speech: Speech, tokens: Sequence[str]) -> None:
        self._clean = speech.clean
        self._spans = [(s.start, s.end) for s in speech.sentences]
        self._starts = [start for start, _ in self._spans]
        self._breaks = [
            [m.span() for m in _BREAK_RE.finditer(speech.text, start, end)]
            if "\n" in speech.text[start:end]
            else []
            for start, end in self._spans
        ]
        ends = list(accumulate(map(len, tokens)))
        edits = speech.clean.edits
        self._edit_starts = [edit.start for edit in edits]
        self.rows = [
            Sentence(
                _without(speech.text, span, breaks),
                speech.clean.line_at(span[0]),
                sentence.section,
                _cuts(ends, span, breaks),
            )
            for sentence, span, breaks in zip(
                speech.sentences, self._spans, self._breaks, strict=True
            )
        ]

    def place(self, start: int, end: int) -> Place:
        """Return where ``text[start:end]`` stands; what goes beyond its sentence is cut off."""
        i = bisect_right(self._starts, start) - 1
        if i < 0 or start >= self._spans[i][1]:
            return NOWHERE
        begin, last = self._spans[i]
        breaks = self._breaks[i]
        return Place(
            i, _kept(begin, start, breaks), _kept(begin, max(start, min(end, last)), breaks)
        )

    def place_of_source(self, start: int, end: int) -> Place:
        """Return where the text stands that came from ``source[start:end]``."""
        return self.place(self._text_offset(start), self._text_offset(end))

    def _text_offset(self, at: int) -> int:
        places = self._clean.places
        i = bisect_right(self._edit_starts, at) - 1
        if i < 0:
            return at
        edit = self._clean.edits[i]
        return places.starts[i] if at < edit.end else places.ends[i] + (at - edit.end)


def _without(text: str, span: tuple[int, int], breaks: Sequence[tuple[int, int]]) -> str:
    starts = [span[0], *(end for _, end in breaks)]
    ends = [*(start for start, _ in breaks), span[1]]
    return "".join(text[a:b] for a, b in zip(starts, ends, strict=True))


def _kept(begin: int, at: int, breaks: Sequence[tuple[int, int]]) -> int:
    """How many characters from ``begin`` to ``at`` are left without the breaks."""
    kept = at - begin
    for a, b in breaks:
        if a >= at:
            break
        kept -= min(b, at) - a
    return kept


def _cuts(ends: Sequence[int], span: tuple[int, int], breaks: Sequence[tuple[int, int]]) -> str:
    first = bisect_right(ends, span[0])
    last = bisect_left(ends, span[1])
    inside = [*ends[first:last], span[1]]
    places = [_kept(span[0], end, breaks) for end in inside]
    return encode_cuts(b - a for a, b in zip([0, *places], places, strict=False))


def encode_cuts(lengths: Iterable[int]) -> str:
    """Return token lengths as digits to base 36, none for an empty token.

    >>> encode_cuts([2, 1, 0, 40])
    '21z5'
    """
    out = []
    for length in lengths:
        while length > LONGEST:
            out.append(DIGITS[LONGEST])
            length -= LONGEST
        if length:
            out.append(DIGITS[length])
    return "".join(out)

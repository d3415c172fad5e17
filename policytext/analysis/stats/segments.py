"""Sentences cut into the stretches that one subject governs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import final

from ...speech.numerals import Quantity
from ...text.record import Record

WINDOW = 160  # characters beside a number that are looked at
PUNCTUATION_RE = re.compile(r"[,;:。!?、()]")
_MARK_RE = re.compile(r"[,;:。!?、()]|——|…")
_INSIDE = 200  # characters a bracket with statistics may hold on either side of one


def one_line(text: str) -> str:
    """Return ``text`` without its line ends and the space beside them."""
    return "".join(map(str.strip, text.split("\n"))) if "\n" in text else text


@final
class Segment(Record):
    """A stretch of text between punctuation; half-open offsets.

    depth: 0, or 1 inside brackets. mark: the punctuation before it, "" where a bracket closes or
    a sentence begins. stats: the statistics in it, in order. others: where numbers that are none
    begin in it.
    """

    __match_args__ = ("start", "end", "depth", "mark", "stats", "others")
    __slots__ = __match_args__

    def __init__(
        self,
        start: int,
        end: int,
        depth: int,
        mark: str,
        stats: tuple[Quantity, ...],
        others: tuple[int, ...] = (),
    ) -> None:
        self.start = start
        self.end = end
        self.depth = depth
        self.mark = mark
        self.stats = stats
        self.others = others


def split_segments(
    folded: str, start: int, end: int, quantities: Sequence[Quantity]
) -> Iterator[Segment]:
    """Yield the segments of the sentence ``folded[start:end]``.

    quantities: of all kinds, in the sentence, in order; punctuation inside them does not cut. 、
    cuts right behind a statistic only, and not between two; brackets only where they hold one.
    """
    stats: list[Quantity] = []
    plain: list[int] = []
    for q in quantities:
        if q.is_statistic:
            stats.append(q)
        elif q.kind != "name":
            plain.append(q.start)
    ends = {q.end for q in stats}
    starts = {q.start for q in stats}
    brackets = _brackets_with(folded, start, end, stats) if "(" in folded[start:end] else set()
    begin, depth, mark = start, 0, ""
    at = inside = other = 0
    for match in _MARK_RE.finditer(folded, start, end):
        here, char = match.start(), match.group()
        while inside < len(quantities) and quantities[inside].end <= here:
            inside += 1
        if inside < len(quantities) and quantities[inside].start < here:
            continue
        if char in "()" and here not in brackets:
            continue
        if char == "、" and (here + 1 in starts or (here not in ends and folded[here - 1] != ")")):
            continue
        first = at
        while at < len(stats) and stats[at].start < here:
            at += 1
        earlier = other
        while other < len(plain) and plain[other] < here:
            other += 1
        if begin < here:
            stretch = tuple(stats[first:at]), tuple(plain[earlier:other])
            yield Segment(begin, here, depth, mark, *stretch)
        begin, mark = match.end(), char
        if char in "()":
            depth = 1 if char == "(" else 0
            mark = char if depth else ""
    if begin < end:
        yield Segment(begin, end, depth, mark, tuple(stats[at:]), tuple(plain[other:]))


def _brackets_with(folded: str, start: int, end: int, stats: Sequence[Quantity]) -> set[int]:
    """Return the offsets of both brackets of each pair that holds a statistic."""
    found: set[int] = set()
    position = start
    for q in stats:
        if q.start < position:
            continue
        opening = folded.rfind("(", max(position, q.start - _INSIDE), q.start)
        if opening < 0 or folded.find(")", opening, q.start) >= 0:
            continue
        closing = folded.find(")", q.end, min(end, q.end + _INSIDE))
        if closing >= 0:
            found |= {opening, closing}
            position = closing
    return found

"""A number among those of its segment, and the words on both sides of it."""

from __future__ import annotations

from typing import final

from ...speech.numerals import Quantity
from ...text.lazy import lazy_re
from ...text.record import Record
from .segments import WINDOW, Segment, one_line

_SIZES = frozenset("×*xX")
_SIZED_RE = lazy_re("[0-9]+ ?[×*xX] ?$")  # 2×100万千瓦


@final
class Place(Record):
    """Where a number stands.

    i: which of the segment's statistics it is, q. more: another one follows. end: the start of
    that, or the end of the segment. gap: what stands before the number, on one line.
    """

    __match_args__ = ("folded", "segment", "i", "q", "more", "end", "gap")
    __slots__ = __match_args__

    def __init__(
        self, folded: str, segment: Segment, i: int, q: Quantity, more: bool, end: int, gap: str
    ) -> None:
        self.folded = folded
        self.segment = segment
        self.i = i
        self.q = q
        self.more = more
        self.end = end
        self.gap = gap

    @property
    def reach(self) -> int:
        """How far behind the number is looked at."""
        return min(self.end, self.q.end + WINDOW)

    def behind(self, start: int, stop: int | None = None) -> str:
        """Return what stands from ``start`` to the next number or to ``stop``, on one line."""
        end = self.reach if stop is None else min(stop, self.reach)
        return one_line(self.folded[start:end])

    def behind_next(self) -> str:
        """Return what stands behind the number after it, to the end of the segment."""
        start = self.segment.stats[self.i + 1].end
        return one_line(self.folded[start : min(self.segment.end, start + WINDOW)])

    def is_base(self) -> bool:
        """Say whether it is what the next is a share of: 完成预算数60999万元的40.4%."""
        shared = self.segment.stats[self.i + 1].kind in ("percent", "multiple")
        return shared and self.folded[self.q.end : self.end] == "的"


def place(folded: str, segment: Segment, i: int) -> Place:
    """Return the place of number ``i`` of a segment."""
    stats = segment.stats
    q = stats[i]
    start = max(stats[i - 1].end if i else segment.start, q.start - WINDOW)
    more = i + 1 < len(stats)
    end = stats[i + 1].start if more else segment.end
    gap = one_line(folded[start : q.start])
    if not _SIZES.isdisjoint(gap[-2:]):
        gap = _SIZED_RE.sub("", gap)
    return Place(folded, segment, i, q, more, end, gap)

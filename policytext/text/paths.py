"""Ways through a lattice of readings, and the best of them at one place."""

from __future__ import annotations

from heapq import heappush, heapreplace
from typing import final

from .dictionary import ONLY_PREFIX
from .record import Record

BEAM = 11.0  # natural log units below the best way

Hypothesis = tuple[float, str, str]  # value, text as spelt, last word


@final
class Path(Record):
    """A way to a node. value: log-probability. simple: the simplified text. text: as spelt.
    before: the last character, of what is before the run at its start. rest, listed: what is known
    of the words after the last word; listed is None where there is no word."""

    __match_args__ = ("value", "simple", "text", "before", "rest", "listed")
    __slots__ = __match_args__

    def __init__(
        self,
        value: float,
        simple: str,
        text: str,
        before: str,
        rest: float,
        listed: dict[str, float] | None,
    ) -> None:
        self.value = value
        self.simple = simple
        self.text = text
        self.before = before
        self.rest = rest
        self.listed = listed


class Kept:
    """The best ways to one node: by simplified text. best: the highest value. least: a lower value
    cannot be among those that are gone on with."""

    __slots__ = ("_most", "_top", "best", "least", "paths")

    def __init__(self, most: int) -> None:
        """most: how many are gone on with, 0 where values do not tell."""
        self.paths: dict[str, Hypothesis] = {}
        self.best = self.least = ONLY_PREFIX
        self._most = most
        self._top: list[float] = []  # no value of ways to the same text but the first

    def keep(self, simple: str, path: Hypothesis) -> None:
        """Keep a way that is not below ``least``."""
        value = path[0]
        if value > self.best:
            self.best = value
            self.least = max(self.least, value - BEAM)
        old = self.paths.get(simple)
        if old is not None:
            if old[0] < value:
                self.paths[simple] = path
            return
        self.paths[simple] = path
        if len(self._top) < self._most:
            heappush(self._top, value)
        elif self._most and value > self._top[0]:
            heapreplace(self._top, value)
        if self._most and len(self._top) == self._most:
            self.least = max(self.least, self._top[0])

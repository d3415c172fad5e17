"""How policy language runs: a character model of orders 1 to 5.

Counts in the text itself rest on counts in government reports (orders 1 to 3), these on the
character pairs inside jieba's words; at each order with Witten-Bell smoothing (Witten & Bell 1991,
method C). All is in simplified script; a number counts as one character ``0``, marks as their
full-width forms.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from ..lexicons import read_lines
from .spellings import plain

ORDER = 5
_EVEN = 2000  # how many characters' worth the general frequencies count
_KINDS = 2.0  # what is unseen after a beginning, for each way it goes on
_FLOOR = 1e-8
_NUMBER_RE = re.compile(r"[0-9０-９](?:[0-9０-９.．]*[0-9０-９])?")
_SPACE_RE = re.compile(r"[ \u3000\r\t]+")
_WIDE = str.maketrans(",;:()!?", "，；：（）！？")


class Next(NamedTuple):
    """What follows a beginning. counts: character -> how often. total: their sum."""

    counts: dict[str, int]
    total: int


@cache
def _report_lines() -> dict[str, str]:
    """Beginning -> its line of the packaged counts, not yet taken apart."""
    table = {}
    for _, line in read_lines("habits.tsv"):
        start, _, rest = line.partition("\t")
        table[start] = rest
    table[""] = table.pop("-")
    return table


@cache
def after_in_reports(start: str) -> Next | None:
    """Return what follows up to two simplified characters in government reports, or None."""
    line = _report_lines().get(start)
    if line is None:
        return None
    counts: dict[str, int] = {}
    for group in line.split("\t"):
        count, chars = group.split(" ")
        counts |= dict.fromkeys(chars, int(count))
    return Next(counts, sum(counts.values()))


def as_counted(text: str) -> str:
    """Return ``text`` as the counts have it: simplified, a number as 0, full-width marks.

    >>> as_counted("增長12.5%,其中")
    '增长0%，其中'
    """
    return _NUMBER_RE.sub("0", _SPACE_RE.sub("", plain(text))).translate(_WIDE)


class Habit:
    """The character model for one text."""

    def __init__(self, text: str, pairs: dict[str, int], marks: dict[str, float]) -> None:
        """pairs: counts of characters and of pairs inside words. marks: log-probabilities."""
        runs = as_counted(text)
        self._seen: Counter[str] = Counter()
        for size in range(1, ORDER + 1):
            self._seen.update(runs[i : i + size] for i in range(len(runs) - size + 1))
        self._after: dict[str, int] = {}
        self._kinds: dict[str, int] = {}
        for gram, count in self._seen.items():
            start = gram[:-1]
            self._after[start] = self._after.get(start, 0) + count
            self._kinds[start] = self._kinds.get(start, 0) + 1
        self._pairs = pairs
        self._pair_total = sum(n for gram, n in pairs.items() if len(gram) == 1)
        self._marks = marks
        self._known: dict[str, float] = {}

    def chances(self, before: str, text: str) -> list[float]:
        """Log-probability of each character of ``text`` after ``before``, both as counted."""
        whole = before[-(ORDER - 1) :] + text
        start = len(whole) - len(text)
        return [
            self.log_chance(whole[max(0, at - ORDER + 1) : at + 1])
            for at in range(start, len(whole))
        ]

    def log_chance(self, gram: str) -> float:
        """Log-probability of the last character of ``gram`` after the others."""
        known = self._known.get(gram)
        if known is None:
            known = self._known[gram] = math.log(max(self._chance(gram[:-1], gram[-1]), _FLOOR))
        return known

    def before(self, char: str) -> set[str]:
        """The characters that stand right before ``char``, here or in the reports."""
        here = {gram[0] for gram in self._seen if len(gram) == 2 and gram[1] == char}
        alone = after_in_reports("")
        for first in alone.counts if alone else ():
            found = after_in_reports(first)
            if found and char in found.counts:
                here.add(first)
        return here

    def _chance(self, history: str, char: str) -> float:
        mark = self._marks.get(char)
        chance = (
            math.exp(mark)
            if mark is not None
            else (self._pairs.get(char, 0) + 0.5) / self._pair_total * 0.8
        )
        for size in range(len(history) + 1):
            start = history[len(history) - size :]
            if size == 1 and self._pairs.get(start):
                inside = self._pairs.get(start + char, 0) / self._pairs[start]
                chance = 0.5 * chance + 0.5 * min(inside, 1.0)
            found = after_in_reports(start) if size < 3 else None
            if found:
                rest = _KINDS * len(found.counts) if size else _EVEN
                chance = (found.counts.get(char, 0) + rest * chance) / (found.total + rest)
            total = self._after.get(start)
            if total:
                rest = _KINDS * self._kinds[start] if size else _EVEN
                chance = (self._seen.get(start + char, 0) + rest * chance) / (total + rest)
            elif not found and size:
                break  # longer beginnings are not known either
        return chance

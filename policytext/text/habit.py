"""How policy language runs: a character model of orders 1 to 5.

Counts in the text itself rest on counts in government reports (orders 1 to 3), these on the
character pairs inside jieba's words; at each order with Witten-Bell smoothing (Witten & Bell 1991,
method C). All is in simplified script; a number counts as one character ``0``, marks as their
full-width forms.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ..lexicons import sorted_table
from .spellings import plain

ORDER = 5
_EVEN = 2000  # how many characters' worth the general frequencies count
_KINDS = 2.0  # what is unseen after a beginning, for each way it goes on
_FLOOR = 1e-8
_INSIDE = 99_950_878  # characters that char_pairs.tsv was counted over
_NUMBER_RE = re.compile(r"[0-9０-９](?:[0-9０-９.．]*[0-9０-９])?")
_SPACE_RE = re.compile(r"[ \u3000\r\t]+")
_WIDE = str.maketrans(",;:()!?", "，；：（）！？")


class Next(NamedTuple):
    """What follows a beginning. counts: character -> how often. total: their sum."""

    counts: dict[str, int]
    total: int


class Seen(NamedTuple):
    """What follows a beginning in a text. after: character -> the offsets after it. total: how many
    there are."""

    after: dict[str, list[int]]
    total: int


class Inside(NamedTuple):
    """What follows a character inside words. times: of the character in words. after: character ->
    how often it follows."""

    times: int
    after: dict[str, int]


def _counts(groups: list[str]) -> dict[str, int]:
    """Take groups "count characters" apart."""
    counts: dict[str, int] = {}
    for group in groups:
        count, chars = group.split(" ")
        counts |= dict.fromkeys(chars, int(count))
    return counts


@cache
def after_in_reports(start: str) -> Next | None:
    """Return what follows up to two simplified characters in government reports, or None."""
    # What follows whatever is before has the key -, which is no character that was counted.
    line = sorted_table("habits.tsv").find(start or "-") if start != "-" else None
    if line is None:
        return None
    counts = _counts(line.split("\t"))
    return Next(counts, sum(counts.values()))


@cache
def _before_in_reports(char: str) -> frozenset[str]:
    """The characters that stand right before ``char`` in government reports."""
    alone, table = after_in_reports(""), sorted_table("habits.tsv")
    # Taken apart no further than it is asked for: all lines would take as long as a page.
    return frozenset(
        first
        for first in (alone.counts if alone else ())
        if (line := table.find(first)) and _holds(line.split("\t"), char)
    )


def _holds(groups: list[str], char: str) -> bool:
    """Say whether groups "count characters" hold a character."""
    return any(char in group.partition(" ")[2] for group in groups)


@cache
def inside_words(char: str) -> Inside:
    """Return what follows a simplified character inside jieba's words."""
    times, *groups = (sorted_table("char_pairs.tsv").find(char) or "0").split("\t")
    return Inside(int(times), _counts(groups))


def as_counted(text: str) -> str:
    """Return ``text`` as the counts have it: simplified, a number as 0, full-width marks.

    >>> as_counted("增長12.5%,其中")
    '增长0%，其中'
    """
    return _NUMBER_RE.sub("0", _SPACE_RE.sub("", plain(text))).translate(_WIDE)


class Habit:
    """The character model for one text."""

    def __init__(self, text: str, marks: dict[str, float]) -> None:
        """marks: log-probabilities."""
        self._text = as_counted(text)
        self._marks = marks
        self._known: dict[str, float] = {}
        self._alone: dict[str, float] = {}
        self._seen: dict[str, Seen | None] = {"": self._seen_at(range(len(self._text)))}

    def _seen_at(self, places: Sequence[int]) -> Seen:
        text = self._text
        if places and places[-1] == len(text):
            places = places[:-1]
        after: dict[str, list[int]] = {}
        for place in places:
            after.setdefault(text[place], []).append(place + 1)
        return Seen(after, len(places))

    def _seen_after(self, start: str) -> Seen | None:
        """What follows ``start`` in the text: a text is counted as far as it is asked for."""
        if start not in self._seen:
            shorter = self._seen_after(start[:-1])
            places = shorter.after.get(start[-1]) if shorter else None
            self._seen[start] = self._seen_at(places) if places else None
        return self._seen[start]

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
        here = {first for first, second in pairwise(self._text) if second == char}
        return here | _before_in_reports(char)

    def _chance_alone(self, char: str) -> float:
        chance = self._alone.get(char)
        if chance is None:
            mark = self._marks.get(char)
            chance = (
                math.exp(mark)
                if mark is not None
                else (inside_words(char).times + 0.5) / _INSIDE * 0.8
            )
            found = after_in_reports("")
            if found:
                chance = (found.counts.get(char, 0) + _EVEN * chance) / (found.total + _EVEN)
            seen = self._seen_after("")
            if seen and seen.total:
                chance = (len(seen.after.get(char, ())) + _EVEN * chance) / (seen.total + _EVEN)
            self._alone[char] = chance
        return chance

    def _chance(self, history: str, char: str) -> float:
        chance = self._chance_alone(char)
        for size in range(1, len(history) + 1):
            start = history[len(history) - size :]
            if size == 1:
                inside = inside_words(start)
                if inside.times:
                    share = inside.after.get(char, 0) / inside.times
                    chance = 0.5 * chance + 0.5 * min(share, 1.0)
            found = after_in_reports(start) if size < 3 else None
            if found:
                rest = _KINDS * len(found.counts)
                chance = (found.counts.get(char, 0) + rest * chance) / (found.total + rest)
            seen = self._seen_after(start)
            if seen and seen.total:
                rest = _KINDS * len(seen.after)
                chance = (len(seen.after.get(char, ())) + rest * chance) / (seen.total + rest)
            elif not found:
                break  # longer beginnings are not known either
        return chance

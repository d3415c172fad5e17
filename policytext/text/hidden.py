"""Words that can hide in user-defined pairs, which pages drop and which show nothing.

A pair hides where its first byte, the second of one character, and its second byte, the first of
the next, are those of a user-defined page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, cached_property
from typing import NamedTuple

from .dictionary import ONLY_PREFIX, Rows, general_rows, log_share, token
from .frames import USER_LEADS, USER_TRAILS, char_of
from .spellings import forms_of, scripts

COMMON = -9.5  # log-probability of a word that is thought of where nothing of it shows
_SELDOM = log_share(3)  # that of a word that is thought of where its second character shows
_PIECES = 30

Entry = tuple[str, str]  # word, its first two characters as spelt


class Ends(NamedTuple):
    """Words whose first character hides, by how the second ends. pairs: words of two characters, as
    (score with the cost of the script, word, spelling), likeliest first. longer: as (cost, word,
    first two characters as spelt)."""

    pairs: list[tuple[float, str, str]]
    longer: list[tuple[float, str, str]]


@cache
def openers(char: str) -> list[str]:
    """The spellings of a character that can be the first in a user-defined pair."""
    return [
        spelt
        for lead, trail, spelt in forms_of(char)
        if trail in USER_LEADS and lead in USER_TRAILS
    ]


@cache
def _closers(char: str) -> list[tuple[int, str]]:
    """The spellings of a character of which the first byte can end such a pair, by the second."""
    return [(trail, spelt) for lead, trail, spelt in forms_of(char) if lead in USER_TRAILS]


@cache
def _spellings() -> dict[str, list[str]]:
    """Simplified character -> its spellings that hide with both bytes."""
    found: dict[str, list[str]] = {}
    table = scripts().to_simplified
    for lead in sorted(USER_TRAILS):
        for trail in sorted(USER_LEADS):
            char = char_of(lead, trail)
            if char:
                found.setdefault(table.get(char, char), []).append(char)
    return found


@cache
def _firsts() -> list[str]:
    """The characters that words which can hide begin with, sorted."""
    spelt = {char for spellings in _spellings().values() for char in spellings}
    return sorted(char for char in spelt | _spellings().keys() if openers(char))


def _by_second_byte(words: Iterable[str]) -> dict[int, list[Entry]]:
    found: dict[int, list[Entry]] = {}
    for word in words:
        for char in openers(word[0]):
            for trail, second in _closers(word[1]):
                found.setdefault(trail, []).append((word, char + second))
    return found


@cache
def _general() -> dict[int, list[Entry]]:
    rows = general_rows()
    return _by_second_byte(
        first + rest
        for first in _firsts()
        for score, _, ordered in (rows[first],)
        for rest in ordered
        if score[rest] >= _SELDOM
    )


class Hidden:
    """The words of one text that can hide. rows: its words. cost: of the script of a character."""

    def __init__(self, rows: Rows, cost: Callable[[str], float]) -> None:
        self._rows, self._cost = rows, cost
        self._ends: dict[tuple[int, bool], Ends] = {}

    def ends(self, trail: int, *, common: bool) -> Ends:
        """Words whose first character hides, and whose second has this second byte."""
        known = self._ends.get((trail, common))
        if known is None:
            tables = self._common if common else [_general(), self._own]
            known = self._weigh(entry for table in tables for entry in table.get(trail, ()))
            self._ends[trail, common] = known
        return known

    def _weigh(self, entries: Iterable[Entry]) -> Ends:
        pairs: list[tuple[float, str, str]] = []
        longer: list[tuple[float, str, str]] = []
        for word, spelt in entries:
            cost = self._cost(spelt[0]) + self._cost(spelt[1])
            if len(word) == 2:
                pairs.append((token(word, self._rows) + cost, word, spelt))
            else:
                longer.append((cost, word, spelt))
        # Of spellings that are as likely the first stays the first.
        pairs.sort(key=lambda entry: -entry[0])
        return Ends(pairs, longer)

    @cached_property
    def _own(self) -> dict[int, list[Entry]]:
        """The phrases of the text that are no words."""
        return _by_second_byte(word for word, value in self._words() if value == ONLY_PREFIX)

    @cached_property
    def _common(self) -> list[dict[int, list[Entry]]]:
        words: list[str] = []
        own: list[str] = []
        for word, value in self._words():
            if token(word, self._rows) > COMMON:
                if value == ONLY_PREFIX:
                    own.append(word)
                elif value >= _SELDOM:
                    words.append(word)
        return [_by_second_byte(words), _by_second_byte(own)]

    def _words(self) -> Iterable[tuple[str, float]]:
        """The words of which the first character can hide, with their general score."""
        general = general_rows()
        for first in _firsts():
            known = general[first].score
            for rest in self._rows[first].ordered:
                yield first + rest, known.get(rest, ONLY_PREFIX)

    @cached_property
    def pieces(self) -> list[tuple[str, str, float]]:
        """The likeliest characters and two-character words that can hide with all their bytes.

        Each as (simplified, spelling, score with the cost of the script).
        """
        cost, hidden = self._cost, _spellings()
        singles: list[tuple[str, str, float]] = []
        words: list[tuple[str, str, float]] = []
        for simple, spelt in hidden.items():
            value = token(simple, self._rows)
            singles += [(simple, char, value + cost(char)) for char in spelt]
            for rest, value in self._rows[simple].score.items():
                if value > COMMON and rest in hidden:
                    for char in spelt:
                        for other in hidden[rest]:
                            whole = value + (cost(char) + cost(other))
                            words.append((simple + rest, char + other, whole))
        best: list[tuple[str, str, float]] = []
        for pieces in (singles, words):
            best += sorted(pieces, key=lambda item: (-item[2], item[1]))[:_PIECES]
        return best

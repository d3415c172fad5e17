"""Words that can hide in user-defined pairs, which pages drop and which show nothing.

A pair hides where its first byte, the second of one character, and its second byte, the first of
the next, are those of a user-defined page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from .dictionary import ONLY_PREFIX, Rows, general_rows, log_share, token
from .frames import USER_LEADS, USER_TRAILS, char_of
from .spellings import forms_of, scripts

COMMON = -9.5  # log-probability of a word that is thought of where nothing of it shows
_SELDOM = log_share(3)  # that of a word that is thought of where its second character shows
_PIECES = 30

Entry = tuple[str, str]  # word, its first two characters as spelt
Piece = tuple[str, str, float]  # simplified, spelling, score with the cost of the script


class Ends(NamedTuple):
    """Words whose first character hides, by how the second ends. pairs: words of two characters, as
    (score with the cost of the script, word, spelling), likeliest first. longer: as (cost, word,
    first two characters as spelt). by_lead, by_char: first byte of the third character, or the
    third character -> which of ``longer``."""

    pairs: list[tuple[float, str, str]]
    longer: list[tuple[float, str, str]]
    by_lead: dict[int, list[int]]
    by_char: dict[str, list[int]]

    def going_on(self, leads: Iterable[int]) -> list[tuple[float, str, str]]:
        """The longer words whose third character can begin with one of these bytes."""
        found = {which for lead in leads for which in self.by_lead.get(lead, ())}
        return [self.longer[which] for which in sorted(found)]

    def going_on_with(self, char: str) -> list[tuple[float, str, str]]:
        """The longer words whose third character is this one."""
        return [self.longer[which] for which in self.by_char.get(char, ())]


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


def _entries(word: str) -> list[tuple[int, Entry]]:
    """What a word is spelt like where it can hide, each with the second byte it ends in."""
    return [
        (trail, (word, char + second))
        for char in openers(word[0])
        for trail, second in _closers(word[1])
    ]


def _by_second_byte(words: Iterable[str]) -> dict[int, list[Entry]]:
    found: dict[int, list[Entry]] = {}
    for word in words:
        for trail, entry in _entries(word):
            found.setdefault(trail, []).append(entry)
    return found


@cache
def _general_words() -> tuple[dict[str, list[str]], list[str]]:
    """Second character -> the words that have it behind a character that can hide; and which of
    them all are common."""
    rows = general_rows()
    found: dict[str, list[str]] = {}
    common: list[str] = []
    for first in _firsts():
        row = rows[first]
        score = row.score
        for rest in row.ordered:
            value = score[rest]
            if value >= _SELDOM:
                found.setdefault(rest[0], []).append(first + rest)
                if value > COMMON:
                    common.append(first + rest)
    return found, common


@cache
def _general(trail: int) -> list[Entry]:
    """The words whose second character has this second byte, and what they are spelt like."""
    spelt = [char for lead in USER_TRAILS if (char := char_of(lead, trail))]
    table, (words, _) = scripts().to_simplified, _general_words()
    seconds = {*spelt, *(table.get(char, char) for char in spelt)} & words.keys()
    found = sorted([word for second in seconds for word in words[second]])
    return [entry for word in found for other, entry in _entries(word) if other == trail]


class Hidden:
    """The words of one text that can hide. rows: its words. cost: of the script of a character."""

    def __init__(self, rows: Rows, cost: Callable[[str], float]) -> None:
        self._rows, self._cost = rows, cost
        self._ends: dict[tuple[int, bool], Ends] = {}
        self._entries: dict[bool, dict[int, list[Entry]]] = {}
        self._pieces: list[Piece] = []

    def ends(self, trail: int, *, common: bool) -> Ends:
        """Words whose first character hides, and whose second has this second byte."""
        known = self._ends.get((trail, common))
        if known is None:
            if common not in self._entries:
                self._entries[common] = self._common() if common else self._own()
            listed = self._entries[common].get(trail, [])
            entries = listed if common else _general(trail) + listed
            known = self._ends[trail, common] = self._weigh(entries)
        return known

    def _weigh(self, entries: Iterable[Entry]) -> Ends:
        ends = Ends([], [], {}, {})
        for word, spelt in entries:
            cost = self._cost(spelt[0]) + self._cost(spelt[1])
            if len(word) == 2:
                ends.pairs.append((self._rows[word[0]].score[word[1]] + cost, word, spelt))
                continue
            which = len(ends.longer)
            ends.longer.append((cost, word, spelt))
            ends.by_char.setdefault(word[2], []).append(which)
            for lead, _, _ in forms_of(word[2]):
                ends.by_lead.setdefault(lead, []).append(which)
        # Of spellings that are as likely the first stays the first.
        ends.pairs.sort(key=lambda entry: -entry[0])
        return ends

    def _own(self) -> dict[int, list[Entry]]:
        """The phrases of the text that are no words."""
        return _by_second_byte(word for word, value in self._in_text() if value == ONLY_PREFIX)

    def _common(self) -> dict[int, list[Entry]]:
        """What is common in general, or in this text; its own phrases last."""
        _, common = _general_words()
        words, own = set(common), []
        for word, value in self._in_text():
            if token(word, self._rows) > COMMON:
                if value == ONLY_PREFIX:
                    own.append(word)
                elif value >= _SELDOM:
                    words.add(word)
        return _by_second_byte([*sorted(words), *own])

    def _in_text(self) -> Iterable[tuple[str, float]]:
        """The words with a score of their own in this text of which the first character can hide,
        and the general score."""
        general = general_rows()
        for first in _firsts():
            row, known = self._rows[first], general[first]
            if row is not known:
                for rest in row.ordered:
                    yield first + rest, known.score.get(rest, ONLY_PREFIX)

    def pieces(self) -> list[Piece]:
        """The likeliest characters and two-character words that can hide with all their bytes."""
        if not self._pieces:
            self._pieces = self._likeliest()
        return self._pieces

    def _likeliest(self) -> list[Piece]:
        cost, hidden = self._cost, _spellings()
        singles: list[Piece] = []
        words: list[Piece] = []
        for simple, spelt in hidden.items():
            value = token(simple, self._rows)
            singles += [(simple, char, value + cost(char)) for char in spelt]
            for rest, value in self._rows[simple].score.items():
                if value > COMMON and rest in hidden:
                    for char in spelt:
                        for other in hidden[rest]:
                            whole = value + (cost(char) + cost(other))
                            words.append((simple + rest, char + other, whole))
        best: list[Piece] = []
        for pieces in (singles, words):
            best += sorted(pieces, key=lambda item: (-item[2], item[1]))[:_PIECES]
        return best

"""How readable a run of Chinese is: log-probability by words and by the text itself.

Two measures are added. ``words``: the best segmentation under a unigram model, ``dictionary`` mixed
with the counts in the text. ``habit``: a character model of orders 1 to 5 on the text with
Witten-Bell smoothing (Witten & Bell 1991, method C), resting on the same counts in government
reports (orders 1 to 3) and on the character pairs inside jieba's words. Everything is compared in
simplified script, character by character.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from .dictionary import (
    MARKS,
    MAX_WORD,
    ONLY_PREFIX,
    TEXT_SHARE,
    Row,
    Rows,
    beginnings,
    general_rows,
    segment,
    token,
)
from .frames import USER_LEADS
from .habit import Habit
from .hidden import Hidden
from .pairs import Following, following, is_listed, pair_score
from .spellings import forms_of, plain, scripts

_SINGLE_SHARE = 0.3  # single characters are mostly parts of words in the text's own counts
_MOST_READ = 200_000  # characters of the text that the counts are made from
BY_CHAR, BY_WORD = 0.25, 0.5  # weights of what is before a word, while searching
MOST_JOIN = 6.0  # what a character or a word gains by the one before it, before it is weighted
HAN_RUN_RE = re.compile(r"[一-鿿]+")
_WIDE_FORMS = "０１２３４５６７８９％"
_WIDE_RE = re.compile("[０-９％]")
_NARROW_RE = re.compile("[0-9%]")


Spelt = tuple[int, str, str]  # first byte, simplified character, spelling


class Ahead(NamedTuple):
    """The characters that may go on a word. by_trail: second byte -> those that have it.
    hiding: those whose second byte can be the first of a user-defined pair."""

    by_trail: dict[int, list[Spelt]]
    hiding: list[Spelt]


class _OwnRows(Rows):
    """The words with the counts in one text mixed in, and the repeated phrases of the text."""

    def __init__(self, text: str) -> None:
        runs = HAN_RUN_RE.findall(text)
        self._text = " ".join(runs)
        self._tokens = max(sum(map(len, runs)) / 1.7, 1.0)
        self._places: dict[str, list[int]] = {}
        for at, char in enumerate(self._text):
            self._places.setdefault(char, []).append(at + 1)

    def __missing__(self, first: str) -> Row:
        row = general_rows()[first]
        places = self._places.get(first)
        if places and first != " " and (row.score or len(places) > 1):
            row = self._mixed(row, places)
        self[first] = row
        return row

    def _mixed(self, row: Row, places: list[int]) -> Row:
        most = MAX_WORD - 1
        following = [self._text[at : at + most].partition(" ")[0] for at in places]
        counts: dict[str, int] = {}
        for longest in following:
            for size in range(len(longest) + 1):
                rest = longest[:size]
                counts[rest] = counts.get(rest, 0) + 1
        score = dict(row.score)
        own: list[str] = []
        for rest, count in counts.items():
            known = score.get(rest, ONLY_PREFIX)
            if known > ONLY_PREFIX:
                share = TEXT_SHARE * (1.0 if rest else _SINGLE_SHARE)
                score[rest] = math.log(math.exp(known) + share * count / self._tokens)
            elif rest and count >= 2:
                score[rest] = math.log(TEXT_SHARE * 0.3 * (count - 1) / self._tokens)
                own.append(rest)
        if not own:
            return Row(score, row.extends, row.ordered)
        extends = beginnings(own)
        for beginning in extends:
            score.setdefault(beginning, ONLY_PREFIX)
        return Row(score, row.extends | extends, sorted(row.ordered + own))


class _Joins(dict[str, float]):
    """Character -> what another one gains by it, weighted."""

    def __init__(self, habit: Habit, char: str) -> None:
        self._habit, self._char = habit, char

    def __missing__(self, before: str) -> float:
        gain = self._habit.log_chance(before + self._char) - self._habit.log_chance(self._char)
        self[before] = BY_CHAR * max(-MOST_JOIN, min(MOST_JOIN, gain))
        return self[before]


class _AllJoins(dict[str, _Joins]):
    """Character -> what it gains by the character before it."""

    def __init__(self, habit: Habit) -> None:
        self._habit = habit

    def __missing__(self, char: str) -> _Joins:
        self[char] = _Joins(self._habit, char)
        return self[char]


class _Follow(dict[str, Following]):
    """Word -> what is known of the words after it; nothing (own 0) of an unlisted word."""

    def __missing__(self, word: str) -> Following:
        self[word] = following(word) or Following(0.0, 0.0)
        return self[word]


@lru_cache(maxsize=1 << 14)
def _following(beginning: str) -> Ahead:
    """What may follow the beginning of a word whatever the text is."""
    return _ahead(beginning[1:], general_rows()[beginning[0]].ordered)


def _ahead(rest: str, ordered: list[str]) -> Ahead:
    """What may follow ``rest`` in words that go on so after their first character."""
    size = len(rest)
    after: set[str] = set()
    at = bisect_left(ordered, rest)
    while at < len(ordered) and ordered[at].startswith(rest):
        after.add(ordered[at][size : size + 1])
        at += 1
    by_trail: dict[int, list[Spelt]] = {}
    for simple in sorted(after - {""}):
        for lead, trail, char in forms_of(simple):
            by_trail.setdefault(trail, []).append((lead, simple, char))
    hiding = [spelt for trail in USER_LEADS for spelt in by_trail.get(trail, ())]
    return Ahead(by_trail, hiding)


class Fluency:
    """The measure for one text: jieba's words and the words, phrases and script of that text."""

    def __init__(self, text: str) -> None:
        known = scripts()
        text = text[:_MOST_READ]
        in_traditional = sum(char in known.traditional for char in text) + 0.5
        in_simplified = sum(char in known.simplified for char in text) + 0.5
        both = in_traditional + in_simplified
        self._script = dict.fromkeys(known.traditional, math.log(in_traditional / both))
        self._script |= dict.fromkeys(known.simplified, math.log(in_simplified / both))
        wide, narrow = (len(form_re.findall(text)) for form_re in (_WIDE_RE, _NARROW_RE))
        self._script |= dict.fromkeys(_WIDE_FORMS, math.log((wide + 0.5) / (wide + narrow + 1)))
        self.rows = _OwnRows(plain(text))
        self.hidden = Hidden(self.rows, self.script_cost)
        self.habit = Habit(text, MARKS)
        self.joins = _AllJoins(self.habit)
        self.follow = _Follow()
        self._next: dict[str, Ahead] = {}
        self._before_number: list[tuple[int, int, str, str]] | None = None

    def word(self, word: str) -> float:
        """Log-probability of one token; unknown single characters have a floor."""
        return token(word, self.rows)

    def script_cost(self, char: str) -> float:
        """Log-probability that this text spells a character in the script or width of ``char``."""
        return self._script.get(char, 0.0)

    def following(self, beginning: str) -> Ahead:
        """What may follow the beginning of a word."""
        found = self._next.get(beginning)
        if found is None:
            row = self.rows[beginning[0]]
            if row is general_rows()[beginning[0]]:
                found = _following(beginning)
            else:
                found = _ahead(beginning[1:], row.ordered)
            self._next[beginning] = found
        return found

    def before_number(self) -> list[tuple[int, int, str, str]]:
        """The characters that stand before numbers, as (first byte, second byte, simplified,
        as spelt)."""
        if self._before_number is None:
            found = sorted(self.habit.before("0"))
            spelt = [(lead, trail, c, char) for c in found for lead, trail, char in forms_of(c)]
            self._before_number = spelt
        return self._before_number

    def words(self, text: str) -> float:
        """Log-probability of the best segmentation of simplified ``text``."""
        return segment(text, self.rows)

    def phrases(self, text: str, chances: list[float]) -> float:
        """Log-probability of the best segmentation of simplified ``text`` under word bigrams.

        ``chances``: of each character, counted for marks and figures, which the bigrams lack.
        """
        general = general_rows()
        # best[at]: last word -> log-probability of the text before ``at``
        best: list[dict[str, float]] = [{"": 0.0}] + [{} for _ in text]
        for at in range(len(text)):
            if not "一" <= text[at] <= "鿿":
                best[at + 1] = {"": max(best[at].values()) + chances[at]}
                continue
            for size in range(1, MAX_WORD + 1):
                word = text[at : at + size]
                if len(word) < size:
                    break
                alone = token(word, general)
                if alone == ONLY_PREFIX and not is_listed(word):
                    continue
                later = best[at + size]
                for before, value in best[at].items():
                    value += pair_score(before, word, alone)
                    if value > later.get(word, ONLY_PREFIX):
                        later[word] = value
        return max(best[len(text)].values())

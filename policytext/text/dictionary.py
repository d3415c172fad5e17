"""The words of Chinese and how likely each is, from the counts of jieba's dictionary.

A text is measured by its best segmentation under a unigram model, what ``jieba`` maximizes (Sun
Junyi 2013). Words are read a first character at a time: a page needs few of them.
"""

from __future__ import annotations

import math
from collections.abc import Set
from functools import cache
from typing import final

from ..lexicons import sorted_table
from .record import Record

MAX_WORD = 6
ONLY_PREFIX = -math.inf
TEXT_SHARE = 0.4  # of a word's probability that the text at hand decides
_SEEN = 60_101_964  # words that dictionary.tsv was counted over
_LOG_SEEN = math.log(_SEEN) - math.log(1 - TEXT_SHARE)
_UNKNOWN_HANZI = -17.0
_UNKNOWN_OTHER = -15.0
MARKS = {"，": -2.6, "。": -3.2, "、": -3.0, "；": -5.0, "：": -6.0, "“": -5.5, "”": -5.5}
MARKS |= {"《": -7.0, "》": -7.0, "（": -6.5, "）": -6.5, "！": -7.0, "？": -8.0, "—": -7.0}
MARKS |= {"…": -9.0, "·": -9.0, "‘": -10.0, "’": -10.0, "％": -7.0, "%": -7.0}
MARKS |= dict.fromkeys("?!,;:()", -7.0)
MARKS |= dict.fromkeys("０１２３４５６７８９0123456789", -7.0)


@final
class Row(Record):
    """The words that begin with one character, each without it.

    score: rest of a word -> natural log of the word's share of all tokens (-inf: more characters
    must follow). extends: rests that more characters can follow. ordered: rests that are not empty
    of words, sorted."""

    __match_args__ = ("score", "extends", "ordered")
    __slots__ = __match_args__

    def __init__(self, score: dict[str, float], extends: Set[str], ordered: list[str]) -> None:
        self.score = score
        self.extends = extends
        self.ordered = ordered


class Rows(dict[str, Row]):
    """First character -> its words, read when they are first asked for."""

    def __missing__(self, first: str) -> Row:
        self[first] = row = _read_row(first)
        return row


class _Logs(dict[str, float]):
    """How often a word was seen, in digits -> natural log of its share."""

    def __missing__(self, count: str) -> float:
        self[count] = value = log_share(int(count))
        return value


def log_share(count: int) -> float:
    """Natural log of the share of a word that was seen so often."""
    return math.log(count) - _LOG_SEEN


@cache
def general_rows() -> Rows:
    """The words whatever the text is."""
    return Rows()


_LOGS = _Logs()


def _read_row(first: str) -> Row:
    line = sorted_table("dictionary.tsv").find(first)
    score = {"": MARKS[first]} if first in MARKS else {}
    if line is None:
        return Row(score, frozenset(), [])
    alone, _, listed = line.partition("\t")
    cells = listed.split(" ") if listed else []
    ordered = cells[::2]
    extends = beginnings(ordered)
    score = dict.fromkeys(extends, ONLY_PREFIX) | score
    score.update(zip(ordered, map(_LOGS.__getitem__, cells[1::2]), strict=True))
    if alone != "0":
        score[""] = _LOGS[alone]
    return Row(score, extends, ordered)


def beginnings(rests: list[str]) -> set[str]:
    """Return all that the ``rests``, none of them empty, go on from; "" is among it."""
    found = {""} if rests else set()
    for size in range(1, MAX_WORD - 1):
        # Most have one character.
        rests = [rest for rest in rests if len(rest) > size]
        found |= {rest[:size] for rest in rests}
    return found


def token(word: str, rows: Rows) -> float:
    """Log-probability of one token; single characters that are no word have a floor."""
    known = rows[word[0]].score.get(word[1:], ONLY_PREFIX)
    return _unknown(word) if known == ONLY_PREFIX and len(word) == 1 else known


def _unknown(char: str) -> float:
    return _UNKNOWN_HANZI if "一" <= char <= "鿿" else _UNKNOWN_OTHER


def segment(text: str, rows: Rows) -> float:
    """Log-probability of the best segmentation of simplified ``text``."""
    length = len(text)
    best = [0.0] + [ONLY_PREFIX] * length
    for at, first in enumerate(text):
        row = rows[first]
        score, extends = row.score, row.extends
        here = best[at]
        alone = score.get("", ONLY_PREFIX)
        value = here + (_unknown(first) if alone == ONLY_PREFIX else alone)
        if value > best[at + 1]:
            best[at + 1] = value
        rest = ""
        for end in range(at + 2, min(at + MAX_WORD, length) + 1):
            if rest not in extends:
                break
            rest = text[at + 1 : end]
            value = here + score.get(rest, ONLY_PREFIX)
            if value > best[end]:
                best[end] = value
    return best[length]


def general_words(text: str) -> float:
    """Log-probability of simplified ``text`` whatever text it is from."""
    return segment(text, general_rows())


def is_word(text: str) -> bool:
    """Whether simplified ``text``, of up to six characters, is listed as a word."""
    return general_rows()[text[:1]].score.get(text[1:], ONLY_PREFIX) > ONLY_PREFIX

"""How readable a run of Chinese is: log-probability by a word list and by the text itself.

Two measures are added. ``words``: the best segmentation under a unigram model, jieba's word
frequencies mixed with the counts in the text (what ``jieba`` maximizes; Sun Junyi 2013).
``habit``: a character model of orders 1 to 5 on the text with Witten-Bell smoothing (Witten & Bell
1991, method C), resting on the same counts in government reports (orders 1 to 3) and on the
character pairs inside jieba's words. Everything is compared in simplified script, character by
character.
"""

from __future__ import annotations

import gc
import math
import re
from bisect import bisect_left
from collections import Counter
from functools import cache, cached_property
from importlib.resources import files
from itertools import chain
from operator import add
from typing import NamedTuple

from .frames import USER_LEADS, USER_TRAILS, char_of
from .habit import Habit
from .pairs import Following, following, is_listed, pair_score
from .spellings import forms_of, plain, scripts

MAX_WORD = 6
ONLY_PREFIX = -math.inf
_TEXT_SHARE = 0.4  # of a word's probability that the text itself decides
_SINGLE_SHARE = 0.3  # single characters are mostly parts of words in the text's own counts
_UNKNOWN_HANZI = -17.0
_UNKNOWN_OTHER = -15.0
_MOST_READ = 200_000  # characters of the text that the counts are made from
_COMMON = -9.5  # log-probability of a word that is thought of where nothing of it shows
_PIECES = 30
BY_CHAR, BY_WORD = 0.25, 0.5  # weights of what is before a word, while searching
_HAN_RE = re.compile(r"[一-鿿]+")
_WIDE_FORMS = "０１２３４５６７８９％"
_WIDE_RE = re.compile("[０-９％]")
_NARROW_RE = re.compile("[0-9%]")
_MARKS = {"，": -2.6, "。": -3.2, "、": -3.0, "；": -5.0, "：": -6.0, "“": -5.5, "”": -5.5}
_MARKS |= {"《": -7.0, "》": -7.0, "（": -6.5, "）": -6.5, "！": -7.0, "？": -8.0, "—": -7.0}
_MARKS |= {"…": -9.0, "·": -9.0, "‘": -10.0, "’": -10.0, "％": -7.0, "%": -7.0}
_MARKS |= dict.fromkeys("?!,;:()", -7.0)
_MARKS |= dict.fromkeys("０１２３４５６７８９0123456789", -7.0)


class Words(NamedTuple):
    """score: word -> natural log of its share of all tokens (beginnings of words: -inf).
    extends: beginnings that more characters can follow. ordered: words of 2 to 6 characters,
    sorted. hidden: second byte of the second character -> words whose first character can hide
    in a user-defined pair, as (word, first, second character as spelt)."""

    score: dict[str, float]
    extends: set[str]
    ordered: list[str]
    hidden: dict[int, list[tuple[str, str, str]]]


def _hidden(words: list[str]) -> dict[int, list[tuple[str, str, str]]]:
    found: dict[int, list[tuple[str, str, str]]] = {}
    for word in words:
        for char in _openers(word[0]):
            for trail, second in _closers(word[1]):
                found.setdefault(trail, []).append((word, char, second))
    return found


@cache
def _openers(char: str) -> list[str]:
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
def word_list() -> tuple[Words, dict[str, int]]:
    """jieba's dictionary, read without importing jieba; and its character and pair counts."""
    # A third of a million strings are kept: looking for garbage meanwhile doubles the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _read_word_list()
    finally:
        if collecting:
            gc.enable()


def _read_word_list() -> tuple[Words, dict[str, int]]:
    # A word, its count and its tag on each line.
    fields = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").split()
    counts = dict(zip(fields[::3], map(int, fields[1::3]), strict=True))
    log_total = math.log(sum(counts.values())) - math.log(1 - _TEXT_SHARE)
    known = {word: n for word, n in counts.items() if n > 0 and len(word) <= MAX_WORD}
    ordered = sorted(word for word in known if len(word) >= 2)
    extends: set[str] = set()
    longer = ordered
    for size in range(1, MAX_WORD):
        extends |= {word[:size] for word in longer}
        longer = [word for word in longer if len(word) > size + 1]
    score = dict.fromkeys(extends, ONLY_PREFIX)
    score |= _MARKS
    log = math.log
    score |= {word: log(n) - log_total for word, n in known.items()}
    common = [word for word in ordered if counts[word] >= 3]
    return Words(score, extends, ordered, _hidden(common)), _count_pairs(counts)


def _count_pairs(counts: dict[str, int]) -> dict[str, int]:
    """Count the characters, and the pairs of characters, inside words."""
    # Most words are one pair.
    pairs = {word: n for word, n in counts.items() if len(word) == 2}
    for word, n in counts.items():
        if len(word) > 2:
            for pair in map(add, word, word[1:]):
                pairs[pair] = pairs.get(pair, 0) + n
    # A character begins a pair, or ends a word.
    chars: dict[str, int] = {}
    for gram, n in chain(pairs.items(), zip((w[-1] for w in counts), counts.values(), strict=True)):
        chars[gram[0]] = chars.get(gram[0], 0) + n
    return pairs | chars


def _token(word: str, score: dict[str, float]) -> float:
    known = score.get(word, ONLY_PREFIX)
    if known == ONLY_PREFIX and len(word) == 1:
        return _UNKNOWN_HANZI if "一" <= word <= "鿿" else _UNKNOWN_OTHER
    return known


def _segment(text: str, score: dict[str, float], extends: set[str]) -> float:
    best = [0.0] + [ONLY_PREFIX] * len(text)
    for at in range(len(text)):
        best[at + 1] = max(best[at + 1], best[at] + _token(text[at], score))
        for size in range(2, MAX_WORD + 1):
            piece = text[at : at + size]
            if len(piece) < size or piece[:-1] not in extends:
                break
            value = score.get(piece, ONLY_PREFIX)
            if value > ONLY_PREFIX:
                best[at + size] = max(best[at + size], best[at] + value)
    return best[len(text)]


def general_words(text: str) -> float:
    """Log-probability of simplified ``text`` by jieba's words alone, whatever text it is from."""
    words, _ = word_list()
    return _segment(text, words.score, words.extends)


def is_word(text: str) -> bool:
    """Whether jieba's dictionary has simplified ``text``, of up to six characters, as a word."""
    return word_list()[0].score.get(text, ONLY_PREFIX) > ONLY_PREFIX


class _Joins(dict[str, float]):
    """Two characters -> what the second gains by the first, weighted."""

    def __init__(self, habit: Habit) -> None:
        self._habit = habit

    def __missing__(self, pair: str) -> float:
        gain = self._habit.log_chance(pair) - self._habit.log_chance(pair[1:])
        self[pair] = BY_CHAR * max(-6.0, min(6.0, gain))
        return self[pair]


class _Follow(dict[str, Following]):
    """Word -> what is known of the words after it; nothing (own 0) of an unlisted word."""

    def __missing__(self, word: str) -> Following:
        self[word] = following(word) or Following(0.0, 0.0, {})
        return self[word]


class Fluency:
    """The measure for one text: jieba's words and the words, phrases and script of that text."""

    def __init__(self, text: str) -> None:
        base, pairs = word_list()
        known = scripts()
        text = text[:_MOST_READ]
        in_traditional = sum(char in known.traditional for char in text) + 0.5
        in_simplified = sum(char in known.simplified for char in text) + 0.5
        both = in_traditional + in_simplified
        self._script = dict.fromkeys(known.traditional, math.log(in_traditional / both))
        self._script |= dict.fromkeys(known.simplified, math.log(in_simplified / both))
        wide, narrow = (len(form_re.findall(text)) for form_re in (_WIDE_RE, _NARROW_RE))
        self._script |= dict.fromkeys(_WIDE_FORMS, math.log((wide + 0.5) / (wide + narrow + 1)))
        runs = plain(text)
        self.score = dict(base.score)
        own = self._count_words(runs)
        self._lists = [base.ordered, own]
        beginnings = {word[:k] for word in own for k in range(1, len(word))}
        self.extends = base.extends | beginnings
        for beginning in beginnings:
            self.score.setdefault(beginning, ONLY_PREFIX)
        self.hidden = [base.hidden, _hidden(own)]
        self.habit = Habit(text, pairs, _MARKS)
        self.joins = _Joins(self.habit)
        self.follow = _Follow()
        self._next: dict[str, dict[int, list[tuple[int, str, str]]]] = {}

    def _count_words(self, text: str) -> list[str]:
        """Mix the text's own counts into the scores; return its repeated phrases."""
        grams: Counter[str] = Counter()
        length = 0
        for match in _HAN_RE.finditer(text):
            run = match.group()
            length += len(run)
            for size in range(1, MAX_WORD + 1):
                grams.update(run[i : i + size] for i in range(len(run) - size + 1))
        tokens = max(length / 1.7, 1.0)
        own: list[str] = []
        for gram, count in grams.items():
            known = self.score.get(gram, ONLY_PREFIX)
            if known > ONLY_PREFIX:
                share = _TEXT_SHARE * (1.0 if len(gram) > 1 else _SINGLE_SHARE)
                self.score[gram] = math.log(math.exp(known) + share * count / tokens)
            elif len(gram) > 1 and count >= 2:
                self.score[gram] = math.log(_TEXT_SHARE * 0.3 * (count - 1) / tokens)
                own.append(gram)
        return sorted(own)

    def word(self, word: str) -> float:
        """Log-probability of one token; unknown single characters have a floor."""
        return _token(word, self.score)

    def script_cost(self, char: str) -> float:
        """Log-probability that this text spells a character in the script or width of ``char``."""
        return self._script.get(char, 0.0)

    def following(self, beginning: str) -> dict[int, list[tuple[int, str, str]]]:
        """What may follow: second byte -> (first byte, simplified character, spelling)."""
        found = self._next.get(beginning)
        if found is None:
            found = {}
            size = len(beginning)
            after: set[str] = set()
            for ordered in self._lists:
                at = bisect_left(ordered, beginning)
                while at < len(ordered) and ordered[at].startswith(beginning):
                    after.add(ordered[at][size : size + 1])
                    at += 1
            for simple in sorted(after - {""}):
                for lead, trail, char in forms_of(simple):
                    found.setdefault(trail, []).append((lead, simple, char))
            self._next[beginning] = found
        return found

    @cached_property
    def before_number(self) -> list[tuple[int, int, str, str]]:
        """The characters that stand before numbers, as (first byte, second byte, simplified,
        as spelt)."""
        found = sorted(self.habit.before("0"))
        return [(lead, trail, c, char) for c in found for lead, trail, char in forms_of(c)]

    @cached_property
    def common_hidden(self) -> dict[int, list[tuple[str, str, str]]]:
        """The common words of ``hidden``."""
        return {
            trail: [
                entry
                for table in self.hidden
                for entry in table.get(trail, ())
                if self.word(entry[0]) > _COMMON
            ]
            for trail in set().union(*self.hidden)
        }

    @cached_property
    def free_pieces(self) -> list[tuple[str, str, float]]:
        """The likeliest characters and two-character words that can hide with all their bytes.

        Each as (simplified, spelling, score with the cost of the script).
        """
        hidden: dict[str, list[str]] = {}
        table = scripts().to_simplified
        for lead in sorted(USER_TRAILS):
            for trail in sorted(USER_LEADS):
                char = char_of(lead, trail)
                if char:
                    hidden.setdefault(table.get(char, char), []).append(char)
        singles: list[tuple[str, str, float]] = []
        for simple, spelt in hidden.items():
            value = self.word(simple)
            singles += [(simple, char, value + self.script_cost(char)) for char in spelt]
        words: list[tuple[str, str, float]] = []
        for word, value in self.score.items():
            if value > _COMMON and len(word) == 2 and word[0] in hidden and word[1] in hidden:
                for char in hidden[word[0]]:
                    for other in hidden[word[1]]:
                        cost = self.script_cost(char) + self.script_cost(other)
                        words.append((word, char + other, value + cost))
        best: list[tuple[str, str, float]] = []
        for pieces in (singles, words):
            best += sorted(pieces, key=lambda item: (-item[2], item[1]))[:_PIECES]
        return best

    def words(self, text: str) -> float:
        """Log-probability of the best segmentation of simplified ``text``."""
        return _segment(text, self.score, self.extends)

    def phrases(self, text: str, chances: list[float]) -> float:
        """Log-probability of the best segmentation of simplified ``text`` under word bigrams.

        ``chances``: of each character, counted for marks and figures, which the bigrams lack.
        """
        general = word_list()[0].score
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
                alone = _token(word, general)
                if alone == ONLY_PREFIX and not is_listed(word):
                    continue
                later = best[at + size]
                for before, value in best[at].items():
                    value += pair_score(before, word, alone)
                    if value > later.get(word, ONLY_PREFIX):
                        later[word] = value
        return max(best[len(text)].values())

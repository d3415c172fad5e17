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
from typing import NamedTuple

from ..lexicons import read_lines
from .frames import USER_LEADS, USER_TRAILS, char_of, frame_of

MAX_WORD = 6
ONLY_PREFIX = -math.inf
_TEXT_SHARE = 0.4  # of a word's probability that the text itself decides
_SINGLE_SHARE = 0.3  # single characters are mostly parts of words in the text's own counts
_UNKNOWN_HANZI = -17.0
_UNKNOWN_OTHER = -15.0
_MOST_READ = 200_000  # characters of the text that the counts are made from
_ORDER = 5
_COMMON = -9.5  # log-probability of a word that is thought of where nothing of it shows
_PIECES = 10
_EVEN = 2000  # how many characters' worth the general frequencies count
_HAN_RE = re.compile(r"[一-鿿]+")
_GLOSS_RE = re.compile(r"[(（][a-zÀ-ǜ\u0300-\u0304\u030c]{1,8}[)）]")
_MARKS = {"，": -2.6, "。": -3.2, "、": -3.0, "；": -5.0, "：": -6.0, "“": -5.5, "”": -5.5}
_MARKS |= {"《": -7.0, "》": -7.0, "（": -6.5, "）": -6.5, "！": -7.0, "？": -8.0, "—": -7.0}
_MARKS |= {"…": -9.0, "·": -9.0, "‘": -10.0, "’": -10.0, "％": -7.0, "%": -7.0}
_MARKS |= dict.fromkeys("?!,;:()", -7.0)
_MARKS |= dict.fromkeys("０１２３４５６７８９0123456789", -7.0)


class Scripts(NamedTuple):
    """to_simplified: character -> simplified. forms: simplified -> all its spellings with their
    two bytes (first, second, character). traditional, simplified: characters of one script only."""

    to_simplified: dict[str, str]
    forms: dict[str, tuple[tuple[int, int, str], ...]]
    traditional: frozenset[str]
    simplified: frozenset[str]


def _opencc(name: str) -> dict[str, list[str]]:
    lines = files("opencc").joinpath("dictionary", name).read_text(encoding="utf-8").split("\n")
    pairs = (line.strip().split("\t") for line in lines if line.strip())
    return {pair[0]: pair[1].split(" ") for pair in pairs}


@cache
def scripts() -> Scripts:
    """The character tables of opencc-python-reimplemented, read once."""
    down, up = _opencc("TSCharacters.txt"), _opencc("STCharacters.txt")
    single = {key: found[0] for key, found in down.items() if len(found[0]) == 1}
    single["著"] = "着"
    spellings: dict[str, list[str]] = {}
    for key, value in single.items():
        spellings.setdefault(value, [value]).append(key)
    forms = {
        simple: tuple((*frame, c) for c in known if (frame := frame_of(c)))
        for simple, known in spellings.items()
    }
    traditional = frozenset(key for key, found in down.items() if key not in found)
    simplified = frozenset(key for key, found in up.items() if key not in found)
    return Scripts(single, forms, traditional, simplified)


def forms_of(simple: str) -> tuple[tuple[int, int, str], ...]:
    """Return every spelling of a simplified character as (first byte, second byte, character)."""
    known = scripts().forms.get(simple)
    if known is not None:
        return known
    frame = frame_of(simple)
    return ((*frame, simple),) if frame else ()


def plain(text: str) -> str:
    """Return ``text`` in simplified script, character by character, without pinyin glosses."""
    table = scripts().to_simplified
    return "".join(table.get(char, char) for char in _GLOSS_RE.sub("", text))


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
    openers: dict[str, list[str]] = {}
    for word in words:
        first = openers.get(word[0])
        if first is None:
            first = [
                char
                for lead, trail, char in forms_of(word[0])
                if trail in USER_LEADS and lead in USER_TRAILS
            ]
            openers[word[0]] = first
        for char in first:
            for lead, trail, second in forms_of(word[1]):
                if lead in USER_TRAILS:
                    found.setdefault(trail, []).append((word, char, second))
    return found


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
    lines = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").split("\n")
    fields = [line.split(" ") for line in lines if line]
    counts = {word: int(count) for word, count, _ in fields}
    log_total = math.log(sum(counts.values())) - math.log(1 - _TEXT_SHARE)
    known = {word: n for word, n in counts.items() if n > 0 and len(word) <= MAX_WORD}
    ordered = sorted(word for word in known if len(word) >= 2)
    extends = {word[:k] for word in ordered for k in range(1, len(word))}
    score = dict.fromkeys(extends, ONLY_PREFIX)
    score |= _MARKS
    log = math.log
    score |= {word: log(n) - log_total for word, n in known.items()}
    pairs: dict[str, int] = {}
    get = pairs.get
    for word, n in counts.items():
        first = word[0]
        for second in word[1:]:
            pair = first + second
            pairs[pair] = get(pair, 0) + n
            pairs[first] = get(first, 0) + n
            first = second
        # A pair that has only one character: what a word ends with.
        pairs[first] = get(first, 0) + n
    common = [word for word in ordered if counts[word] >= 3]
    return Words(score, extends, ordered, _hidden(common)), pairs


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


class Habits(NamedTuple):
    """seen: string -> count. after: beginning -> how often it goes on. kinds: in how many ways."""

    seen: dict[str, int]
    after: dict[str, int]
    kinds: dict[str, int]


def _habits(seen: dict[str, int]) -> Habits:
    after: dict[str, int] = {}
    kinds: dict[str, int] = {}
    for gram, count in seen.items():
        start = gram[:-1]
        after[start] = after.get(start, 0) + count
        kinds[start] = kinds.get(start, 0) + 1
    return Habits(seen, after, kinds)


@cache
def report_habits() -> Habits:
    """How government reports run: the packaged counts."""
    pairs = (line.split("\t") for _, line in read_lines("habits.tsv"))
    return _habits({gram: int(count) for gram, count in pairs})


class Fluency:
    """The measure for one text: jieba's words and the words, phrases and script of that text."""

    def __init__(self, text: str) -> None:
        base, self._pairs = word_list()
        known = scripts()
        self._pair_total = sum(n for g, n in self._pairs.items() if len(g) == 1)
        text = text[:_MOST_READ]
        in_traditional = sum(char in known.traditional for char in text) + 0.5
        in_simplified = sum(char in known.simplified for char in text) + 0.5
        both = in_traditional + in_simplified
        self._script = dict.fromkeys(known.traditional, math.log(in_traditional / both))
        self._script |= dict.fromkeys(known.simplified, math.log(in_simplified / both))
        runs = plain(text)
        self.score = dict(base.score)
        own = self._count_words(runs)
        self._lists = [base.ordered, own]
        self.extends = base.extends | {word[:k] for word in own for k in range(1, len(word))}
        for beginning in self.extends:
            self.score.setdefault(beginning, ONLY_PREFIX)
        self.hidden = [base.hidden, _hidden(own)]
        self._next: dict[str, dict[int, list[tuple[int, str, str]]]] = {}
        seen: Counter[str] = Counter()
        for size in range(1, _ORDER + 1):
            seen.update(runs[i : i + size] for i in range(len(runs) - size + 1))
        self._models = (report_habits(), _habits(seen))

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
        """Log-probability that this text spells a character in the script of ``char``."""
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

    def habit(self, before: str, text: str) -> float:
        """Log-probability of simplified ``text`` after ``before`` under the character model."""
        total = 0.0
        history = before[-(_ORDER - 1) :]
        for char in text:
            total += math.log(self._chance(history, char))
            history = (history + char)[-(_ORDER - 1) :]
        return total

    def _chance(self, history: str, char: str) -> float:
        mark = _MARKS.get(char)
        chance = (
            math.exp(mark)
            if mark is not None
            else (self._pairs.get(char, 0) + 0.5) / self._pair_total * 0.8
        )
        for size in range(len(history) + 1):
            known = history[len(history) - size :]
            if size == 1 and self._pairs.get(known):
                inside = self._pairs.get(known + char, 0) / self._pairs[known]
                chance = 0.5 * chance + 0.5 * min(inside, 1.0)
            for seen, after, kinds in self._models:
                total = after.get(known, 0)
                if total:
                    rest = kinds[known] if size else _EVEN
                    chance = (seen.get(known + char, 0) + rest * chance) / (total + rest)
        return max(chance, 1e-8)

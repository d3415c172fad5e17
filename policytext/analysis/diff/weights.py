"""What words weigh when two sentences are compared.

Every word weighs the more the rarer it is in these texts and in others, so that 坚持 and 发展 bring
no two sentences together. Numbers count as one word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain
from math import log
from typing import NamedTuple

from ...lexicons import read_lines
from ...speech.words import is_number, is_word
from ...text.lazy import lazy_re
from .redline import LONGEST, spell

# Longer words are compared piece by piece: 香港特别行政区 stands in 香港特别行政区同胞 too.
LONG, PIECE = 3, 2
NUMBER, NUMBER_WEIGHT = "#", 0.5
# So many sentences of any speech are added when words are weighed.
ANY = 500

# From a number to its repetition: they have a sign of their own.
AGAIN = 1 << 40

# A number is begun once, not at each of its digits.
_MONEY_RE = lazy_re(r"(?<![0-9.,])[.,]*[0-9][0-9.,]*[多余]?[十百千万亿]*[多余]?元")


def content_words(sentences: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the words of each sentence without punctuation, every number as ``NUMBER``."""
    kept = {
        token: (NUMBER if is_number(token) else token) if is_word(token) else ""
        for token in set(chain.from_iterable(sentences))
    }
    return [[word for token in sentence if (word := kept[token])] for sentence in sentences]


class Words(NamedTuple):
    """The sentences of one side: the words of each spelled in numbers, these as a set in which what
    stands again bears another number, what it weighs, what its own words weigh, and its long words.
    money: what its own words weigh without those of sentences about money, None where it names no
    amount."""

    spelled: list[list[int]]
    bags: list[frozenset[int]]
    totals: list[float]
    own: list[float]
    long: list[frozenset[str]]
    money: list[float | None]


def _is_long(word: str) -> bool:
    return len(word) > LONG and not word.isascii()


def _pieces(word: str) -> Sequence[str]:
    return [word[k : k + PIECE] for k in range(0, len(word), PIECE)] if _is_long(word) else (word,)


class Weights(NamedTuple):
    """How each word is spelled in numbers, piece by piece, and the weight of each number; own: the
    same of those that belong to words which not every speech is full of (money: nor every sentence
    about money), 0 of others; whole: what each long word weighs more than its pieces."""

    spelled: dict[str, Sequence[int]]
    weights: dict[int, float]
    own: dict[int, float]
    money: dict[int, float]
    whole: dict[str, float]


def weigh(a: Sequence[Sequence[str]], b: Sequence[Sequence[str]]) -> Weights:
    """Weigh the words of both sides and their pieces.

    A word of the length n that stands in d of N sentences (of the side with more) weighs
    n * ln(1 + N/d) / ln(1 + N), where to N and d are added ``ANY`` sentences of any speech, so
    that 发展 weighs little in a text of two sentences too.
    """
    usual, of_money = _usual_shares(), _money_words()
    spread_a, spread_b = _spread(a), _spread(b)
    number = max(len(a), len(b)) + ANY
    scale = log(1 + number)
    spelled: dict[str, Sequence[int]] = {}
    weights: dict[int, float] = {}
    own: dict[int, float] = {}
    money: dict[int, float] = {}
    by_word: dict[str, float] = {}
    for word in sorted(spread_a.keys() | spread_b.keys()):
        spread = max(spread_a[word], spread_b[word]) + ANY * usual.get(word, 0.0)
        rarity = log(1 + number / spread) / scale
        weight = by_word[word] = NUMBER_WEIGHT if word == NUMBER else len(word) * rarity
        if _is_long(word):
            continue
        letters = spelled[word] = spell(len(spelled) * LONGEST, len(word))
        share = weight / len(letters)
        of_few = 0.0 if word == NUMBER or word in usual else share
        of_fewer = 0.0 if word in of_money else of_few
        for letter in letters:
            weights[letter] = share
            own[letter] = of_few
            money[letter] = of_fewer
    whole = {}
    for word, weight in by_word.items():
        if _is_long(word):
            pieces = _pieces(word)
            whole[word] = max(0.0, weight - sum(map(by_word.__getitem__, pieces)))
            spelled[word] = [letter for piece in pieces for letter in spelled[piece]]
    return Weights(spelled, weights, own, money, whole)


def _spread(sentences: Sequence[Sequence[str]]) -> Counter[str]:
    """How many sentences each word and each piece of a long word stands in."""
    spread: Counter[str] = Counter()
    for sentence in sentences:
        parts = set(sentence)
        parts.update(*map(_pieces, filter(_is_long, sentence)))
        spread.update(parts)
    return spread


@cache
def _usual_shares() -> Mapping[str, float]:
    """The share of the sentences of any speech that a common word stands in."""
    rows = (line.split("\t") for _, line in read_lines("common_words.tsv"))
    return {word: int(share) / 1000 for word, share in rows}


@cache
def _money_words() -> frozenset[str]:
    """The words, and the pieces of words, that sentences about money are full of."""
    return frozenset(p for _, word in read_lines("money_words.txt") for p in _pieces(word))


def number_words(
    texts: Sequence[str], sentences: Sequence[Sequence[str]], weighed: Weights
) -> Words:
    """Return one side spelled and weighed; sentences: the words of each of the texts."""
    by_word, weights, own, money, whole = weighed
    spelled = [list(chain.from_iterable(map(by_word.__getitem__, words))) for words in sentences]
    return Words(
        spelled=spelled,
        bags=[_bag(letters, weights) for letters in spelled],
        totals=[sum(map(weights.__getitem__, letters)) for letters in spelled],
        own=[sum(map(own.__getitem__, letters)) for letters in spelled],
        long=[frozenset(filter(whole.__contains__, words)) for words in sentences],
        money=[
            sum(map(money.__getitem__, letters)) if _MONEY_RE.search(text) else None
            for text, letters in zip(texts, spelled, strict=True)
        ],
    )


def _bag(letters: Sequence[int], weights: dict[int, float]) -> frozenset[int]:
    """Return numbers as a set, one that stands again as its next repetition. Each of those weighs
    what the number does, which is noted in ``weights``."""
    bag = set(letters)
    if len(bag) == len(letters):
        return frozenset(bag)
    seen: Counter[int] = Counter()
    whole: set[int] = set()
    for letter in letters:
        own = letter - AGAIN * seen[letter]
        seen[letter] += 1
        whole.add(own)
        weights[own] = weights[letter]
    return frozenset(whole)

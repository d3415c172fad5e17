"""Which sentence of A became which sentence of B.

Equal sentences are paired first. Of the others, pairs that share rare characters are compared word
by word. Numbers count as one word; punctuation and what numbers a heading (一、 三是) as none.
Every other word weighs the more the rarer it is in these texts and in others, so that 坚持 and 发展
bring no two sentences together. What stands in both in the same order, twice, over the weight of
both sentences is their likeness, from 0 to 1: the Dice coefficient of their longest common
subsequence. The best pair is taken first, each sentence once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from math import log, sqrt
from typing import NamedTuple

from ...lexicons import read_lines
from ...speech.words import is_number, is_word
from ...text.lazy import lazy_re
from .candidates import find_candidates
from .redline import LONGEST, common_blocks, spell, split_tokens

# Two sentences are one reworded when their likeness is at least LEAST + MORE / sqrt(shared), where
# ``shared`` is the weight of what they share: of a long list of clauses a third may stand, of a
# sentence of six characters almost all must. Set on sentences of the reports of 2004 to 2016.
LEAST, MORE = 0.28, 0.6
# Of the words that not every speech is full of, in the sentence that has fewer of them, so much is
# to be shared, and more where they weigh less than SHORT: 做好外交工作 is no 做好老龄工作.
OWN, OWN_OF_FEW, SHORT = 0.35, 0.6, 5.0
# Two texts of MANY sentences that have little to do with each other: where less than SPARSE of the
# shorter one pairs, chance has made more of the pairs, and DOUBT more is demanded.
MANY, SPARSE, DOUBT = 50, 0.08, 0.08
# Longer words are compared piece by piece: 香港特别行政区 stands in 香港特别行政区同胞 too.
LONG, PIECE = 3, 2
NUMBER, NUMBER_WEIGHT = "#", 0.5
ANY = 500

_ENUMERATOR_RE = lazy_re(
    r"[(（]?[一二三四五六七八九十]{1,3}(?:[)）、]|[是要](?=[^\s,，。]))|"
    r"第[一二三四五六七八九十]{1,3}[,，、]|[-—]{2,}"
)


class Match(NamedTuple):
    """Sentence ``i`` of A and sentence ``j`` of B; kept: word for word the same."""

    i: int
    j: int
    kept: bool


def sentence_key(folded: str) -> str:
    """Return what is the same in a kept sentence: all but width and space.

    >>> sentence_key("增长 8.5% 。")
    '增长8.5%。'
    """
    return "".join(folded.split())


def align_sentences(
    a: Sequence[str], b: Sequence[str], tokens: Callable[[str], list[str]]
) -> list[Match]:
    """Return the pairs of sentences that are the same or reworded, in the order of B.

    a, b: the sentences with widths folded. tokens: cuts text into words; joined they have its
    length.
    """
    matches = _same(a, b)
    used_a, used_b = {m.i for m in matches}, {m.j for m in matches}
    left_a = [i for i in range(len(a)) if i not in used_a]
    left_b = [j for j in range(len(b)) if j not in used_b]
    if left_a and left_b:
        pairs = _reworded([a[i] for i in left_a], [b[j] for j in left_b], tokens)
        matches += [Match(left_a[i], left_b[j], False) for i, j in pairs]
    return sorted(matches, key=lambda match: match.j)


def _same(a: Sequence[str], b: Sequence[str]) -> list[Match]:
    """Pair equal sentences: the first with the first, the second with the second."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for i in range(len(a) - 1, -1, -1):
        places[sentence_key(a[i])].append(i)
    matches = []
    for j, sentence in enumerate(b):
        if stack := places.get(sentence_key(sentence)):
            matches.append(Match(stack.pop(), j, True))
    return matches


class _Words(NamedTuple):
    """The sentences of one side: the words of each spelled in numbers, how often each number
    stands in it, what it weighs, what its own words weigh, and its long words."""

    spelled: list[list[int]]
    counts: list[Counter[int]]
    totals: list[float]
    own: list[float]
    long: list[frozenset[str]]


def _reworded(
    a: Sequence[str], b: Sequence[str], tokens: Callable[[str], list[str]]
) -> list[tuple[int, int]]:
    bare_a, bare_b = ([_without_enumerator(s) for s in side] for side in (a, b))
    cut_a, cut_b = (_content(split_tokens(side, tokens)) for side in (bare_a, bare_b))
    weighed = _weigh(cut_a, cut_b)
    words_a, words_b = _number(cut_a, weighed), _number(cut_b, weighed)
    scored = []
    for i, j in find_candidates(bare_a, bare_b):
        if (found := _likeness(words_a, i, words_b, j, weighed)) is not None:
            likeness, surplus = found
            distance = abs(i / len(a) - j / len(b))
            scored.append((-likeness, distance, i + j, i, j, surplus))
    scored.sort()
    pairs: dict[int, tuple[int, float]] = {}
    used_b: set[int] = set()
    for *_, i, j, surplus in scored:
        if i not in pairs and j not in used_b:
            used_b.add(j)
            pairs[i] = j, surplus
    shorter = min(len(a), len(b))
    doubt = DOUBT if shorter >= MANY and len(pairs) < SPARSE * shorter else 0.0
    return [(i, j) for i, (j, surplus) in pairs.items() if surplus >= doubt]


def _without_enumerator(sentence: str) -> str:
    match = _ENUMERATOR_RE.match(sentence)
    return sentence[match.end() :] if match else sentence


def _content(sentences: Sequence[Sequence[str]]) -> list[list[str]]:
    return [
        [NUMBER if is_number(token) else token for token in sentence if is_word(token)]
        for sentence in sentences
    ]


def _pieces(word: str) -> Sequence[str]:
    if len(word) <= LONG or word.isascii():
        return (word,)
    return [word[k : k + PIECE] for k in range(0, len(word), PIECE)]


class _Weights(NamedTuple):
    """The number each piece begins with when it is spelled, the weight of each number, the same of
    those that belong to words which not every speech is full of, and what each long word weighs
    more than its pieces."""

    numbers: dict[str, int]
    weights: dict[int, float]
    own: dict[int, float]
    whole: dict[str, float]


def _weigh(a: Sequence[Sequence[str]], b: Sequence[Sequence[str]]) -> _Weights:
    """Weigh the words of both sides and their pieces.

    A word of the length n that stands in d of N sentences (of the side with more) weighs
    n * ln(1 + N/d) / ln(1 + N), where to N and d are added ``ANY`` sentences of any speech, so
    that 发展 weighs little in a text of two sentences too.
    """
    usual = _usual_shares()
    spread_a, spread_b = _spread(a), _spread(b)
    number = max(len(a), len(b)) + ANY
    scale = log(1 + number)
    numbers: dict[str, int] = {}
    weights: dict[int, float] = {}
    own: dict[int, float] = {}
    by_word: dict[str, float] = {}
    for word in sorted(spread_a.keys() | spread_b.keys()):
        spread = max(spread_a[word], spread_b[word]) + ANY * usual.get(word, 0.0)
        rarity = log(1 + number / spread) / scale
        weight = by_word[word] = NUMBER_WEIGHT if word == NUMBER else len(word) * rarity
        if len(_pieces(word)) > 1:
            continue
        start = numbers[word] = len(numbers) * LONGEST
        letters = spell(start, len(word))
        weights.update(dict.fromkeys(letters, weight / len(letters)))
        if word != NUMBER and word not in usual:
            own.update(dict.fromkeys(letters, weight / len(letters)))
    whole = {
        word: max(0.0, weight - sum(map(by_word.__getitem__, _pieces(word))))
        for word, weight in by_word.items()
        if len(_pieces(word)) > 1
    }
    return _Weights(numbers, weights, own, whole)


def _spread(sentences: Sequence[Sequence[str]]) -> Counter[str]:
    """How many sentences each word and each piece of a long word stands in."""
    spread: Counter[str] = Counter()
    for sentence in sentences:
        spread.update({part for word in sentence for part in (word, *_pieces(word))})
    return spread


@cache
def _usual_shares() -> Mapping[str, float]:
    """The share of the sentences of any speech that a common word stands in."""
    rows = (line.split("\t") for _, line in read_lines("common_words.tsv"))
    return {word: int(share) / 1000 for word, share in rows}


def _number(sentences: Sequence[Sequence[str]], weighed: _Weights) -> _Words:
    numbers, weights, own, whole = weighed
    spelled = [
        [
            letter
            for word in sentence
            for piece in _pieces(word)
            for letter in spell(numbers[piece], len(piece))
        ]
        for sentence in sentences
    ]
    return _Words(
        spelled=spelled,
        counts=list(map(Counter, spelled)),
        totals=[sum(map(weights.__getitem__, letters)) for letters in spelled],
        own=[sum(own.get(letter, 0.0) for letter in letters) for letters in spelled],
        long=[frozenset(word for word in sentence if word in whole) for sentence in sentences],
    )


def _likeness(
    a: _Words, i: int, b: _Words, j: int, weighed: _Weights
) -> tuple[float, float] | None:
    """Return how alike two sentences are and how much more than is demanded; None where they are
    not one sentence reworded."""
    weights, own = weighed.weights, weighed.own
    # A long word in both says more than its pieces do.
    more = sum(map(weighed.whole.__getitem__, sorted(a.long[i] & b.long[j])))
    whole = a.totals[i] + b.totals[j] + 2 * more
    if not whole:
        return None
    few, many = sorted((a.counts[i], b.counts[j]), key=len)
    # In any order: never less than in order, and cheap.
    most = more + sum(weights[k] * min(n, many[k]) for k, n in few.items() if k in many)
    if _surplus(most, whole) < 0:
        return None
    # One of several longest subsequences is found; in a fixed order, the same for B and A.
    first, second = sorted((a.spelled[i], b.spelled[j]))
    common = [k for start, end, _ in common_blocks(first, second) for k in first[start:end]]
    shared = more + sum(map(weights.__getitem__, common))
    own_shared = sum(own.get(letter, 0.0) for letter in common)
    fewer = min(a.own[i], b.own[j])
    least = fewer * (OWN_OF_FEW if fewer < SHORT else OWN)
    surplus = _surplus(shared, whole)
    if surplus < 0 or own_shared < least:
        return None
    return 2 * shared / whole, surplus


def _surplus(shared: float, whole: float) -> float:
    return 2 * shared / whole - LEAST - MORE / sqrt(shared) if shared > 0 else -1.0

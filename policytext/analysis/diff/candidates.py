"""Which sentences are worth comparing: those that share rare pairs of characters.

Comparing all with all grows with the square of the text. Here every sentence is compared with a
fixed number of others at most, found in an index of character pairs, so that time grows with the
number of sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log
from operator import add

# Sentences to compare a sentence with, on each side.
NEAREST = 4
# A pair of characters that stands in more sentences than this says little.
COMMON = 16
# A sentence with fewer rare pairs than this also looks at some common ones, among the sentences
# that stand about where it stands.
FEW, FALLBACK = 3, 6
# Steps of a weight.
FINE = 1 << 24

_DIGITS_RE = re.compile(r"[0-9][0-9.,]*")
_NO_WORD_RE = re.compile(r"[^\w#]+|_+")

Grams = frozenset[str]


def find_candidates(a: Sequence[str], b: Sequence[str]) -> set[tuple[int, int]]:
    """Return the pairs (i, j) of sentences ``a[i]`` and ``b[j]`` that are worth comparing.

    At most ``NEAREST`` times as many as there are sentences, and the same pairs, turned round,
    for B and A. Sentences are folded text.

    >>> find_candidates(["货币政策要灵活。", "扩大内需。"], ["粮食增产。", "货币政策要精准。"])
    {(0, 1)}
    """
    grams_a, grams_b = [character_pairs(s) for s in a], [character_pairs(s) for s in b]
    both = set().union(*grams_a) & set().union(*grams_b)
    known_a, known_b = [grams & both for grams in grams_a], [grams & both for grams in grams_b]
    index_a, index_b = _index(known_a), _index(known_b)
    number = max(len(a), len(b), 1)
    # The same number of sentences on both sides, whichever is asked for.
    spread = {gram: max(len(found), len(index_b[gram])) for gram, found in index_a.items()}
    weights = {gram: _weight(number, n) for gram, n in spread.items()}
    alone = _weight(number, 1)
    total_a, total_b = (
        [
            sum(map(weights.__getitem__, known)) + alone * (len(grams) - len(known))
            for grams, known in zip(side, knowns, strict=True)
        ]
        for side, knowns in ((grams_a, known_a), (grams_b, known_b))
    )
    found = set(_nearest(known_a, index_b, total_a, total_b, spread, weights))
    found.update((i, j) for j, i in _nearest(known_b, index_a, total_b, total_a, spread, weights))
    return found


def _weight(number: int, spread: int) -> int:
    """What a pair weighs that stands in ``spread`` of so many sentences. A whole number, so that
    sums are the same in any order."""
    return round(log(1 + number / spread) * FINE)


def character_pairs(sentence: str) -> Grams:
    """Return the pairs of neighbouring characters, all numbers as one, none across punctuation.

    >>> sorted(character_pairs("增长8.5%，稳"))
    ['增长', '稳', '长#']
    """
    masked = _DIGITS_RE.sub("#", sentence)
    grams: set[str] = set()
    for run in _NO_WORD_RE.split(masked):
        grams.update(map(add, run, run[1:]) if len(run) > 1 else (run,))
    grams.discard("")
    return frozenset(grams)


def _index(sentences: Sequence[Grams]) -> dict[str, list[int]]:
    index: defaultdict[str, list[int]] = defaultdict(list)
    for i, grams in enumerate(sentences):
        for gram in grams:
            index[gram].append(i)
    return dict(index)


def _nearest(
    sentences: Sequence[Grams],
    index: Mapping[str, Sequence[int]],
    totals: Sequence[int],
    others: Sequence[int],
    spread: Mapping[str, int],
    weights: Mapping[str, int],
) -> Iterator[tuple[int, int]]:
    """Yield (sentence, other) for the others with the largest shared part of their weight.

    sentences: the pairs of characters of each that stand on the other side too.
    """
    scale = len(others) / max(len(sentences), 1)
    rare = {gram: (weights[gram], index[gram]) for gram, n in spread.items() if n <= COMMON}
    for i, grams in enumerate(sentences):
        votes: defaultdict[int, int] = defaultdict(int)
        known = [rare[gram] for gram in grams if gram in rare]
        for weight, found in known:
            for other in found:
                votes[other] += weight
        if len(known) < FEW:
            common = sorted((spread[g], g) for g in grams if g not in rare)
            for _, gram in common[:FALLBACK]:
                weight = weights[gram]
                for other in _around(index[gram], round(i * scale)):
                    votes[other] += weight
        total = totals[i]
        ranked = sorted([(-2 * vote / (total + others[o]), o) for o, vote in votes.items()])
        for _, other in ranked[:NEAREST]:
            yield i, other


def _around(positions: Sequence[int], at: int) -> Sequence[int]:
    """At most ``COMMON`` of the ascending positions, those next to ``at``."""
    middle = bisect_left(positions, at)
    low = max(0, min(middle - COMMON // 2, len(positions) - COMMON))
    return positions[low : low + COMMON]

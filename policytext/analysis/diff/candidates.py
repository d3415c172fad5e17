"""Which sentences are worth comparing: those that share rare pairs of characters.

Comparing all with all grows with the square of the text. Here every sentence is compared with a
fixed number of others at most, found in an index of character pairs, so that time grows with the
number of sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import log

# Sentences to compare a sentence with, on each side.
NEAREST = 4
# A pair of characters that stands in more sentences than this says little.
COMMON = 16
# A sentence with fewer rare pairs than this also looks at some common ones, among the sentences
# that stand about where it stands.
FEW, FALLBACK = 3, 6

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
    index_a, index_b = _index(grams_a), _index(grams_b)
    number = max(len(a), len(b), 1)
    # The same number of sentences on both sides, whichever is asked for.
    spread = {
        gram: max(len(found), len(index_b[gram]))
        for gram, found in index_a.items()
        if gram in index_b
    }
    weights = {gram: log(1 + number / n) for gram, n in spread.items()}
    alone = log(1 + number)
    total_a = [sum(weights.get(g, alone) for g in grams) for grams in grams_a]
    total_b = [sum(weights.get(g, alone) for g in grams) for grams in grams_b]
    found = set()
    for i, j in _nearest(grams_a, index_b, total_a, total_b, spread, weights):
        found.add((i, j))
    for j, i in _nearest(grams_b, index_a, total_b, total_a, spread, weights):
        found.add((i, j))
    return found


def character_pairs(sentence: str) -> Grams:
    """Return the pairs of neighbouring characters, all numbers as one, none across punctuation.

    >>> sorted(character_pairs("增长8.5%，稳"))
    ['增长', '稳', '长#']
    """
    masked = _DIGITS_RE.sub("#", sentence)
    grams: set[str] = set()
    for run in _NO_WORD_RE.split(masked):
        grams.update(map("".join, pairwise(run)) if len(run) > 1 else (run,))
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
    totals: Sequence[float],
    others: Sequence[float],
    spread: Mapping[str, int],
    weights: Mapping[str, float],
) -> Iterator[tuple[int, int]]:
    """Yield (sentence, other) for the others with the largest shared part of their weight."""
    scale = len(others) / max(len(sentences), 1)
    for i, grams in enumerate(sentences):
        votes: Counter[int] = Counter()
        shared = [gram for gram in grams if gram in spread]
        rare = [gram for gram in shared if spread[gram] <= COMMON]
        for gram in rare:
            weight = weights[gram]
            for other in index[gram]:
                votes[other] += weight  # type: ignore[assignment]
        if len(rare) < FEW:
            common = sorted((spread[g], g) for g in shared if spread[g] > COMMON)
            for _, gram in common[:FALLBACK]:
                weight = weights[gram]
                for other in _around(index[gram], round(i * scale)):
                    votes[other] += weight  # type: ignore[assignment]
        ranked = sorted((-2 * votes[o] / (totals[i] + others[o]), o) for o in votes)
        yield from ((i, other) for _, other in ranked[:NEAREST])


def _around(positions: Sequence[int], at: int) -> Sequence[int]:
    """At most ``COMMON`` of the ascending positions, those next to ``at``."""
    middle = bisect_left(positions, at)
    low = max(0, min(middle - COMMON // 2, len(positions) - COMMON))
    return positions[low : low + COMMON]

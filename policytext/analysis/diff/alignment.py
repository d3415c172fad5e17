"""Which sentence of A became which sentence of B.

Equal sentences are paired first. Of the others, pairs that share rare characters are compared word
by word. Numbers count as one word; punctuation and what numbers a heading (一、 三是) as none.
Every other word weighs the more the rarer it is in these texts and in others, so that 坚持 and 发展
bring no two sentences together. What stands in both in the same order, twice, over the weight of
both sentences is their likeness, from 0 to 1: the Dice coefficient of their longest common
subsequence. The best pair is taken first, each sentence once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import sqrt
from typing import NamedTuple

from ...text.lazy import lazy_re
from .candidates import find_candidates
from .redline import common_blocks, split_tokens
from .weights import Weights, Words, content_words, number_words, weigh

# Two sentences are one reworded when their likeness is at least LEAST + MORE / sqrt(shared), where
# ``shared`` is the weight of what they share: of a long list of clauses a third may stand, of a
# sentence of six characters almost all must. Set on sentences of the reports of 2004 to 2016.
LEAST, MORE = 0.28, 0.6
# Of the words that not every speech is full of, in the sentence that has fewer of them, so much is
# to be shared, and more where they weigh less than SHORT: 做好外交工作 is no 做好老龄工作.
OWN, OWN_OF_FEW, SHORT = 0.35, 0.6, 5.0
# Beside a pair, at most BESIDE sentences away on both sides, NEARBY less is demanded: what stands
# together in one speech mostly does so in the next.
BESIDE, NEARBY = 4, 0.08
# Two texts of MANY sentences that have little to do with each other: where less than SPARSE of the
# shorter one pairs, chance has made more of the pairs, and DOUBT more is demanded.
MANY, SPARSE, DOUBT = 50, 0.08, 0.08
# Sums of the same weights in another order differ by less than this.
ROUNDING = 1e-9
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
        scored = _score([a[i] for i in left_a], [b[j] for j in left_b], tokens)
        places = [s._replace(i=left_a[s.i], j=left_b[s.j]) for s in scored]
        shorter = min(len(left_a), len(left_b))
        matches += [Match(i, j, False) for i, j in _choose(places, matches, shorter)]
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


class _Scored(NamedTuple):
    """Two sentences that may be one reworded, the most alike first: ``against`` is their likeness
    with the sign changed, ``distance`` how far apart they stand, as a share of the speech,
    ``surplus`` how much more alike they are than is demanded."""

    against: float
    distance: float
    places: int
    i: int
    j: int
    surplus: float


def _score(a: Sequence[str], b: Sequence[str], tokens: Callable[[str], list[str]]) -> list[_Scored]:
    """Return the pairs that may be one sentence reworded, beside others at least."""
    bare_a, bare_b = ([_without_enumerator(s) for s in side] for side in (a, b))
    cut_a, cut_b = (content_words(split_tokens(side, tokens)) for side in (bare_a, bare_b))
    weighed = weigh(cut_a, cut_b)
    words_a, words_b = number_words(a, cut_a, weighed), number_words(b, cut_b, weighed)
    scored = []
    for i, j in find_candidates(bare_a, bare_b):
        if (found := _likeness(words_a, i, words_b, j, weighed)) is not None:
            likeness, surplus = found
            distance = abs(i / len(a) - j / len(b))
            scored.append(_Scored(-likeness, distance, i + j, i, j, surplus))
    return sorted(scored)


def _choose(
    scored: Sequence[_Scored], same: Sequence[Match], shorter: int
) -> Iterator[tuple[int, int]]:
    """Yield the pairs to make, each sentence in one at most.

    same: the pairs of equal sentences. shorter: sentences to pair on the side that has fewer.
    """
    pairs, used_b = _best([s for s in scored if s.surplus >= 0], {}, set())
    if shorter >= MANY and len(pairs) < SPARSE * shorter:
        yield from ((s.i, s.j) for s in pairs.values() if s.surplus >= DOUBT)
        return
    found = {(m.i, m.j) for m in same} | {(s.i, s.j) for s in pairs.values()}
    steps = range(-BESIDE, BESIDE + 1)
    beside = [
        s
        for s in scored
        if s.surplus < 0
        and any((s.i + di, s.j + dj) in found for di in steps if di for dj in steps if dj)
    ]
    yield from ((s.i, s.j) for s in _best(beside, pairs, used_b)[0].values())


def _best(
    scored: Iterable[_Scored], pairs: Mapping[int, _Scored], used_b: AbstractSet[int]
) -> tuple[dict[int, _Scored], set[int]]:
    """Add to ``pairs``, by ``i``, and to the used ``j`` the best of what is left."""
    pairs, used_b = dict(pairs), set(used_b)
    for one in scored:
        if one.i not in pairs and one.j not in used_b:
            used_b.add(one.j)
            pairs[one.i] = one
    return pairs, used_b


def _without_enumerator(sentence: str) -> str:
    match = _ENUMERATOR_RE.match(sentence)
    return sentence[match.end() :] if match else sentence


def _likeness(a: Words, i: int, b: Words, j: int, weighed: Weights) -> tuple[float, float] | None:
    """Return how alike two sentences are and how much more than is demanded; None where they are
    not one sentence reworded, even beside another pair."""
    weights = weighed.weights
    # A long word in both says more than its pieces do.
    long = a.long[i] & b.long[j]
    more = sum(map(weighed.whole.__getitem__, sorted(long))) if long else 0.0
    whole = a.totals[i] + b.totals[j] + 2 * more
    if not whole:
        return None
    # In any order: never less than in order, and cheap.
    most = more + sum(map(weights.__getitem__, a.bags[i] & b.bags[j]))
    if _surplus(most + ROUNDING, whole) < -NEARBY:
        return None
    # One of several longest subsequences is found; in a fixed order, the same for B and A.
    first, second = sorted((a.spelled[i], b.spelled[j]))
    common = [k for start, end, _ in common_blocks(first, second) for k in first[start:end]]
    shared = more + sum(map(weights.__getitem__, common))
    own, own_a, own_b = weighed.own, a.own[i], b.own[j]
    money_a, money_b = a.money[i], b.money[j]
    if money_a is not None and money_b is not None:
        own, own_a, own_b = weighed.money, money_a, money_b
    own_shared = sum(map(own.__getitem__, common))
    fewer = min(own_a, own_b)
    least = fewer * (OWN_OF_FEW if fewer < SHORT else OWN)
    surplus = _surplus(shared, whole)
    if surplus < -NEARBY or own_shared < least:
        return None
    return 2 * shared / whole, surplus


def _surplus(shared: float, whole: float) -> float:
    return 2 * shared / whole - LEAST - MORE / sqrt(shared) if shared > 0 else -1.0

"""Which word follows which: a word bigram model in two layers.

Below are the packaged counts of a Chinese input method: p(word | word before) is listed for pairs
that tell something; for others it is the word's own probability times what the word before leaves
(Katz 1987). On it rest counts of official prose, by Witten-Bell smoothing (Witten & Bell 1991,
method C). All listed figures are natural logarithms.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import NamedTuple, final

from ..lexicons import sorted_table

_SCALE = -0.1  # a listed figure is so many tenths below 0
OFFICIAL_WORDS = 6_267_330  # words that official_pairs.tsv was counted over
_EVEN = 40_000  # how many of them the general frequencies count for
_KINDS = 2.0  # what is unseen after a word, for each way it goes on
_UNLISTED = math.log(1e-8)


@final
class Following:
    """What is known of a word and the words after it. own: log-probability of the word by itself.
    rest: added for a word not listed after it."""

    def __init__(self, own: float, rest: float, groups: str = "") -> None:
        """groups: of words as the table has them, taken apart when they are asked for."""
        self.own = own
        self.rest = rest
        self._groups = groups
        self._listed: dict[str, float] | None = None

    @property
    def listed(self) -> dict[str, float]:
        """Word -> log-probability after it."""
        if self._listed is None:
            self._listed = {}
            for group in self._groups.split("\t") if self._groups else ():
                score, _, words = group.partition(" ")
                self._listed |= dict.fromkeys(words.split(" "), _SCALE * int(score))
        return self._listed


class Counted(NamedTuple):
    """times: of a word in official prose. total: of the words after it, of so many kinds.
    listed: word -> how often it follows."""

    times: int
    total: int
    kinds: int
    listed: dict[str, int]


@cache
def following(word: str) -> Following | None:
    """Return what is known of a simplified word and the words after it, or None."""
    line = sorted_table("word_pairs.tsv").find(word)
    if line is None:
        return None
    own, rest, *groups = line.split("\t", 2)
    return Following(_SCALE * int(own), _SCALE * int(rest), *groups)


@cache
def counted(word: str) -> Counted | None:
    """Return the counts of a word in official prose; of "" what begins a run of words; or None."""
    line = sorted_table("official_pairs.tsv").find(word or "-")
    if line is None:
        return None
    count, total, kinds, *after = line.split("\t")
    listed: dict[str, int] = {}
    for group in after:
        times, _, words = group.partition(" ")
        listed |= dict.fromkeys(words.split(" "), int(times))
    return Counted(int(count), int(total), int(kinds), listed)


@cache
def is_listed(word: str) -> bool:
    """Whether either table has ``word``."""
    return any(sorted_table(name).find(word) for name in ("word_pairs.tsv", "official_pairs.tsv"))


@lru_cache(maxsize=1 << 17)
def pair_score(before: str, word: str, alone: float) -> float:
    """Log-probability of ``word`` after ``before`` ("" for what is no word); ``alone``: by itself
    where ``word`` is not listed."""
    known = following(word)
    own = math.exp(known.own if known else max(alone, _UNLISTED))
    here = counted(word)
    own = ((here.times if here else 0) + _EVEN * own) / (OFFICIAL_WORDS + _EVEN)
    first = following(before) if before else None
    chance = own
    if first is not None:
        score = first.listed.get(word)
        chance = min(1.0, math.exp(first.rest) * own) if score is None else math.exp(score)
    seen = counted(before)
    if seen is not None and seen.total:
        rest = _KINDS * seen.kinds
        chance = (seen.listed.get(word, 0) + rest * chance) / (seen.total + rest)
    return math.log(max(chance, 1e-12))

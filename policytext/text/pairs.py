"""Which word follows which: a word bigram model, the packaged counts of a Chinese input method.

p(word | word before) is listed for pairs that tell something; for others it is the word's own
probability times what the word before leaves (Katz 1987). All are natural logarithms.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ..lexicons import read_lines

_SCALE = -0.1  # a listed figure is so many tenths below 0


class Following(NamedTuple):
    """own: log-probability of a word by itself. rest: added for a word not listed after it.
    listed: word -> log-probability after it."""

    own: float
    rest: float
    listed: dict[str, float]


@cache
def _lines() -> dict[str, str]:
    table = {}
    for _, line in read_lines("word_pairs.tsv"):
        word, _, rest = line.partition("\t")
        table[word] = rest
    return table


@cache
def following(word: str) -> Following | None:
    """Return what is known of a simplified word and the words after it, or None."""
    line = _lines().get(word)
    if line is None:
        return None
    own, rest, *after = line.split("\t")
    listed: dict[str, float] = {}
    for group in after:
        score, _, words = group.partition(" ")
        listed |= dict.fromkeys(words.split(" "), _SCALE * int(score))
    return Following(_SCALE * int(own), _SCALE * int(rest), listed)


def pair_score(before: str, word: str, alone: float) -> float:
    """Log-probability of ``word`` after ``before``; ``alone``: where ``word`` is not listed."""
    known = following(word)
    own = known.own if known else alone
    first = following(before) if before else None
    if first is None:
        return own
    return first.listed.get(word, own + first.rest)

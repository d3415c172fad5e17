"""Which numerals count nothing: the lexicons behind ``stated``, loaded once."""

from __future__ import annotations

import re
from functools import cache

from ...errors import LexiconError
from ...lexicons import read_lines


@cache
def uncounted_numerals() -> re.Pattern[str]:
    """Return a pattern of the words of ``slogan_numerals.tsv``, longer words first."""
    literal: list[str] = []
    patterns: list[str] = []
    for number, line in read_lines("slogan_numerals.tsv"):
        words = line.split("\t")[0]
        if not words.startswith("re:"):
            literal += words.split(" ")
            continue
        try:
            re.compile(words[3:])
        except re.error as error:
            raise LexiconError(f"slogan_numerals.tsv:{number}: {words}: {error}") from None
        patterns.append(f"(?:{words[3:]})")
    literal.sort(key=lambda word: (-len(word), word))
    return re.compile("|".join([*map(re.escape, literal), *patterns]))


@cache
def each_of() -> re.Pattern[str]:
    """Return a pattern of 一 and a unit: 一村 in 一村一品 is "each village"."""
    units = {unit for _, line in read_lines("slogan_units.txt") for unit in line.split()}
    ordered = sorted(units, key=lambda unit: (-len(unit), unit))
    return re.compile("一(?:" + "|".join(ordered) + ")")

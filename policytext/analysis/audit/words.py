"""The words of ``audit_words.tsv`` by their role."""

from __future__ import annotations

import re
from functools import cache

from ...lexicons import read_roles

LEXICON = "audit_words.tsv"
ROLES = ("shared", "pair", "rest", "real", "numbered", "whole")


@cache
def _lines() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((role, tuple(words)) for role, words in read_roles(LEXICON, ROLES))


@cache
def words_of(role: str) -> re.Pattern[str]:
    """Return a pattern for any of the words with a role.

    Raises LexiconError with the line where a role is unknown.

    >>> bool(words_of("rest").search("其余41个"))
    True
    """
    return re.compile("|".join(word for name, words in _lines() if name == role for word in words))


@cache
def pairs() -> tuple[tuple[str, str], ...]:
    """Return the pairs of words that divide a whole.

    >>> ("出口", "进口") in pairs()
    True
    """
    return tuple((words[0], words[1]) for name, words in _lines() if name == "pair")

"""Words that stand around slogans, by what they do there."""

from __future__ import annotations

from functools import cache

from ..errors import LexiconError
from ..lexicons import read_lines

ROLES = ("say", "head", "verb", "object", "lead", "tail")


@cache
def load_role(role: str) -> frozenset[str]:
    """Return the words of ``slogan_words.tsv`` with a role.

    say: verbs that introduce speech. head: nouns after a slogan. verb: verbs and prepositions that
    take a slogan as their object. object: these and less certain ones. lead: verbs, and what else
    stands right before a slogan or a list. tail: what joins a list to the slogan that sums it up.
    Raises LexiconError where a line has no known role.

    >>> "指出" in load_role("say"), "活动" in load_role("head")
    (True, True)
    """
    found: set[str] = set()
    for number, line in read_lines("slogan_words.tsv"):
        words, _, rest = line.partition("\t")
        kind = rest.partition("\t")[0]
        if kind not in ROLES:
            raise LexiconError(
                f"slogan_words.tsv:{number}: role {kind!r}; expected one of {', '.join(ROLES)}"
            )
        if kind == role or (kind == "verb" and role in ("lead", "object")):
            found.update(words.split())
    return frozenset(found)


@cache
def _longest(role: str) -> int:
    return max(map(len, load_role(role)))


def word_at(text: str, at: int, role: str) -> str:
    """Return the longest word with ``role`` that stands at ``text[at:]``, or an empty string.

    >>> word_at("“三级联创”活动", 6, "head")
    '活动'
    """
    words = load_role(role)
    for length in range(min(_longest(role), len(text) - at), 0, -1):
        if text[at : at + length] in words:
            return text[at : at + length]
    return ""


def word_before(text: str, end: int, role: str, *, floor: int = 0) -> str:
    """Return the longest word with ``role`` that ends ``text[floor:end]``, or an empty string.

    >>> word_before("深入开展“三级联创”", 4, "lead")
    '深入开展'
    """
    words = load_role(role)
    for length in range(min(_longest(role), end - floor), 0, -1):
        if text[end - length : end] in words:
            return text[end - length : end]
    return ""

"""What TERM means as something to find: a string, several, regular expressions or tokens.

Strings and expressions are looked for in the paragraphs of a speech with the line ends inside them
taken out (``policytext.analysis.joined``).
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import UsageError
from ..speech.words import fold_for_words, is_word
from ..text.script import to_simplified
from ..text.spacing import INVISIBLE
from ..text.widths import fold_width, turn_corners, turn_quotes
from .joined import Joined

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..speech.model import Speech
    from ..speech.words import Segmenter

# What an expression may take for one speech: so much, and so much for each character.
SECONDS, SECONDS_A_CHARACTER = 5.0, 1e-5
# An expression is held in memory with its repeats written out.
MOST_REPEATED = 100_000
_REPEAT_RE = re.compile(r"\{(\d+)")
# Bytes of the command line that could not be decoded.
_NO_TEXT_RE = re.compile("[\ud800-\udfff]")
_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE + "\r\n"))
_SPECIAL = frozenset(r"()[]{}.*+?^$|\-&~#")


class Hit(NamedTuple):
    """One occurrence.

    term: which of the terms, from 0. start, end: half-open offsets into the text that was searched.
    """

    term: int
    start: int
    end: int


@dataclass(frozen=True)
class Search:
    """What to find. Made by ``make_search``, which checks and normalises the terms.

    terms: in simplified script and folded width, no two the same. regex: they are regular
    expressions. tokens: they are counted as tokens, or tokens in a row (``深化 改革``), and not
    wherever the string stands; with ``regex`` a token counts that an expression matches as a whole.
    """

    terms: tuple[str, ...]
    regex: bool = False
    tokens: bool = False


def make_search(terms: Iterable[str], *, regex: bool = False, tokens: bool = False) -> Search:
    """Return what the user's terms ask for, in the script and width of clean text.

    Raises UsageError for an empty term, for none at all and for a malformed expression.

    >>> make_search(["５＋Ｘ", "創新", "创新"]).terms
    ('5+X', '创新')
    >>> make_search(["（改革|創新）[０-９]"], regex=True).terms
    ('\\\\(改革|创新\\\\)[0-9]',)
    """
    found: dict[str, None] = {}
    for given in terms:
        term = given.translate(_INVISIBLE)
        if not regex:
            term = term.strip()
        if not term.isascii() and _NO_TEXT_RE.search(term):
            raise UsageError(f"TERM {term!a}: is no text in the encoding of this terminal (UTF-8?)")
        if not term.strip():
            raise UsageError(f"TERM {given!r}: is empty; give a word, a phrase or an expression")
        if regex:
            term = fold_expression(term)
            _compile(term)
        elif tokens:
            term = " ".join(fold_for_words(to_simplified(term)).split())
        else:
            term = turn_quotes(fold_width(to_simplified(term)).strip())
        found[term] = None
    if not found:
        raise UsageError("no TERM given; give one or more words, phrases or (--regex) expressions")
    return Search(tuple(found), regex, tokens)


def fold_expression(pattern: str) -> str:
    """Return an expression in simplified script with widths folded.

    What has a meaning in an expression only once it is folded keeps its own: ``（`` becomes
    ``\\(``, a straight quote any double one. The ends of a range of characters stay as they are.

    >>> fold_expression("增長８．５％（[一-龥]+）")
    '增长8\\\\.5%\\\\([一-龥]+\\\\)'
    """
    simplified = to_simplified(pattern)
    out: list[str] = []
    escaped = in_class = False
    for i, char in enumerate(pattern):
        ends_range = in_class and "-" in (pattern[i - 1 : i], pattern[i + 1 : i + 2])
        new = turn_corners(fold_width(char if ends_range else simplified[i]))
        if new != char and new in _SPECIAL and not escaped:
            new = "\\" + new
        elif char in "[]" and not escaped:
            in_class = char == "["
        escaped = char == "\\" and not escaped
        # A straight quote finds the curly ones, which it is read as.
        out.append('[“”"]' if new == '"' and not in_class else new)
    return "".join(out)


@lru_cache(maxsize=256)
def _compile(pattern: str) -> Any:
    import warnings

    import regex

    if prod(int(n[:9]) or 1 for n in _REPEAT_RE.findall(pattern)) > MOST_REPEATED:
        raise UsageError(
            f"--regex {pattern}: repeats something more than {MOST_REPEATED:,} times; ask for "
            "fewer, or for any number with + or *"
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return regex.compile(pattern, regex.MULTILINE)
    except (regex.error, RecursionError, OverflowError) as error:
        raise UsageError(f"--regex {pattern}: not a regular expression: {error}") from None


@lru_cache(maxsize=8)
def _matcher(terms: tuple[str, ...]) -> Any:
    from ahocorasick_rs import AhoCorasick, Implementation

    return AhoCorasick(list(terms), implementation=Implementation.ContiguousNFA)


def find_strings(joined: Joined, search: Search) -> Iterator[Hit]:
    """Yield where each term stands as a string or expression, by their ends.

    Each term is looked for by itself, from left to right, without overlap with itself, as
    ``str.count`` does: 改革 is found in 改革开放 too if both are asked for. Empty matches of an
    expression are none. Raises UsageError for an expression that takes too long.
    """
    if search.regex:
        yield from _find_expressions(joined, search.terms)
    else:
        yield from find_plain(joined.folded, search.terms)


def find_plain(folded: str, terms: tuple[str, ...]) -> Iterator[Hit]:
    """Yield where plain strings stand in a text: one pass, however many they are."""
    ends = [0] * len(terms)
    for term, start, end in _matcher(terms).find_matches_as_indexes(folded, overlapping=True):
        if start >= ends[term]:
            ends[term] = end
            yield Hit(term, start, end)


def _find_expressions(joined: Joined, patterns: Sequence[str]) -> Iterator[Hit]:
    deadline = _Deadline(len(joined.folded))
    for term, pattern in enumerate(patterns):
        compiled = _compile(pattern)
        for first, last in joined.paragraphs:
            with_time = {"timeout": deadline.left(pattern)}
            try:
                for match in compiled.finditer(joined.folded, first, last, **with_time):
                    start, end = match.span()
                    if start < end:
                        yield Hit(term, start, end)
            except TimeoutError:
                raise deadline.over(pattern) from None


class _Deadline:
    """The time that expressions have for one text.

    Backtracking can take longer than anyone waits: 2 to the length of the text for ``(a+)+b``.
    """

    def __init__(self, size: int) -> None:
        self.seconds = SECONDS + SECONDS_A_CHARACTER * size
        self.end = time.monotonic() + self.seconds

    def left(self, pattern: str) -> float:
        left = self.end - time.monotonic()
        if left <= 0:
            raise self.over(pattern)
        return left

    def over(self, pattern: str) -> UsageError:
        return UsageError(
            f"--regex {pattern}: not done with one text after {self.seconds:.0f} seconds; repeats "
            "inside repeats, as in (a+)+, try every way to share the text out: write a+"
        )


def find_tokens(text: str, search: Search, words: Segmenter) -> list[Hit]:
    """Return where each term stands as a token or tokens in a row, in order.

    Tokens in a row are counted as ``freq --ngram`` does: with overlap, none across punctuation.
    """
    tokens = words.tokens(text)
    found = _matching_tokens(set(tokens), search)
    hits: list[Hit] = []
    at = 0
    for i, token in enumerate(tokens):
        for term, parts in found.get(token, ()):
            if len(parts) == 1 or (
                tuple(tokens[i : i + len(parts)]) == parts and all(map(is_word, parts))
            ):
                hits.append(Hit(term, at, at + sum(map(len, tokens[i : i + len(parts)]))))
        at += len(token)
    return hits


def _matching_tokens(
    tokens: set[str], search: Search
) -> dict[str, list[tuple[int, tuple[str, ...]]]]:
    """By token, the terms that begin with it, as their tokens."""
    found: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    if search.regex:
        for term, matched in enumerate(match_tokens(tokens, search.terms)):
            for token in matched:
                found.setdefault(token, []).append((term, (token,)))
        return found
    for term, spelled in enumerate(search.terms):
        parts = tuple(spelled.split(" "))
        if parts[0] in tokens and is_word(parts[0]):
            found.setdefault(parts[0], []).append((term, parts))
    return found


def match_tokens(tokens: Iterable[str], patterns: Sequence[str]) -> list[list[str]]:
    """Return, for each expression, the tokens (punctuation left out) it matches as a whole."""
    known = sorted(filter(is_word, tokens))
    deadline = _Deadline(len(known))
    out: list[list[str]] = []
    for pattern in patterns:
        compiled = _compile(pattern)
        try:
            out.append([t for t in known if compiled.fullmatch(t, timeout=deadline.left(pattern))])
        except TimeoutError:
            raise deadline.over(pattern) from None
    return out


def find_hits(speech: Speech, joined: Joined, search: Search, words: Segmenter | None) -> list[Hit]:
    """Return every hit in ``joined`` offsets, by start, then the longer first."""
    if search.tokens:
        assert words is not None
        hits = [
            Hit(term, joined.here(start), joined.here(end - 1) + 1)
            for term, start, end in find_tokens(speech.text, search, words)
        ]
    else:
        hits = list(find_strings(joined, search))
    return sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.term))


def count_strings(joined: Joined, search: Search) -> Counter[str]:
    """Return how often each term stands in a text as a string or expression; those found only."""
    return Counter(search.terms[hit.term] for hit in find_strings(joined, search))


def count_tokens(counts: Mapping[int, Mapping[str, int]], search: Search) -> Counter[str]:
    """Return how often each term stands as a token or tokens in a row; those found only.

    counts: of all n-grams of a text, by n (``freq``'s own).
    """
    if not search.regex:
        return +Counter({term: counts[ngram_of(term)].get(term, 0) for term in search.terms})
    matched = match_tokens(counts[1], search.terms)
    return +Counter(
        {
            term: sum(counts[1][token] for token in tokens)
            for term, tokens in zip(search.terms, matched, strict=True)
        }
    )


def ngram_of(term: str) -> int:
    """Return how many tokens a term of ``--tokens`` names.

    >>> ngram_of("改革"), ngram_of("深化 改革")
    (1, 2)
    """
    return term.count(" ") + 1

"""The patterns of lexicons/boilerplate.tsv, ready to be tried on lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING

from ..errors import LexiconError
from ..lexicons import read_lines

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

NAME = "boilerplate.tsv"
WHOLE = ("line", "edge", "head", "tail")
PARTS = ("inline", "leadin")
WORDS = ("label", "teaser", "button", "channel")

# Government addresses are told to citizens in speeches: those stay.
_URL = (
    r"(?:https?://(?![^/ ]{0,60}gov\.cn)[A-Za-z0-9./_?=&%#~:+\-]{3,200}"
    r"|(?<![A-Za-z])[wW] ?[wW] ?[wW] ?\. ?(?![A-Za-z0-9.\-]{0,40}gov\.cn|12\d{3})"
    r"[A-Za-z0-9\-]{1,40}(?: ?\. ?[A-Za-z]{2,6}){1,3}(?:/[A-Za-z0-9./_?=&%#~:+\-]{0,160})?)"
)
DATE = r"(?:19|20)\d\d ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2}(?!\d) ?日?"
TIME = r"\d{1,2}:\d\d(?::\d\d)?"
_DIGIT = "[一二三四五六七八九十]"
CHINESE_DATE = (
    rf"[〇○零一二三四五六七八九十]{{2,5}} ?年 ?(?:元|{_DIGIT}{{1,3}}) ?月 ?{_DIGIT}{{1,4}} ?日"
)


@cache
def surnames() -> tuple[str, tuple[str, ...]]:
    """Return the family names of one character, in one string, and those of two."""
    single, double = (line for _, line in read_lines("surnames.txt"))
    return single, tuple(double.split())


@cache
def name_pattern() -> str:
    """Return a regular expression of one person's name: family name and one or two characters."""
    single, double = surnames()
    return rf"(?:(?:{'|'.join(double)})|[{single}])(?: {{0,2}}[\u4e00-\u9fff]){{1,2}}"


@cache
def _macros() -> dict[str, str]:
    return {
        "<date>": DATE,
        "<time>": TIME,
        "<url>": _URL,
        "<han>": r"[\u4e00-\u9fff]",
        "<sep>": r"(?: ?: ?| {1,6})",
        "<name>": rf"{name_pattern()}(?:[ 、]{{1,2}}{name_pattern()}){{0,2}}",
    }


class Rule:
    """One line of the lexicon.

    number: of the line. words: literal strings of which a text line must hold one. scope: what a
    match means. what: what the pattern stands for, in words.
    """

    def __init__(self, number: int, words: str, scope: str, source: str, what: str) -> None:
        self.words = tuple(words.split("|"))
        self.scope = scope
        self.what = what
        self.number = number
        self._source = source

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern; compiled at first use, since most texts need few of them."""
        source = self._source
        for name, meaning in _macros().items():
            source = source.replace(name, meaning)
        try:
            return re.compile(source)
        except re.error as error:
            raise LexiconError(f"{NAME}:{self.number}: not a regular expression: {error}") from None


class SiteRules:
    """All rules, by scope, and a search for the words of those that hold in mid-speech."""

    def __init__(self, rules: list[Rule], literals: dict[str, tuple[str, ...]]) -> None:
        self.whole = [rule for rule in rules if rule.scope in WHOLE]
        self.parts = [rule for rule in rules if rule.scope in PARTS]
        self.literals = literals

    @cached_property
    def anywhere(self) -> list[str]:
        """The words, in every width, of the rules that hold in the middle of a speech too."""
        words = {
            spelling
            for rule in [*self.whole, *self.parts]
            if rule.scope not in ("edge", "head")
            for word in rule.words
            for spelling in spellings(word)
        }
        return sorted(words)

    @cached_property
    def _search(self) -> tuple[AhoCorasick, list[list[Rule]]]:
        """An automaton over all words, and the rules that each word calls for."""
        from ahocorasick_rs import AhoCorasick

        called: dict[str, list[Rule]] = {}
        for rule in [*self.whole, *self.parts]:
            for word in rule.words:
                called.setdefault(word, []).append(rule)
        return AhoCorasick(list(called)), list(called.values())

    def called_by(self, line: str) -> list[Rule]:
        """Return the rules of which a word stands in a folded ``line``, in the lexicon's order."""
        search, rules = self._search
        found = {
            rule.number: rule
            for word, _, _ in search.find_matches_as_indexes(line, overlapping=True)
            for rule in rules[word]
        }
        return [found[number] for number in sorted(found)]

    def label_pattern(self, scope: str) -> str:
        """Return the literals of ``scope`` as one alternation, longest first."""
        return "|".join(map(re.escape, sorted(self.literals[scope], key=len, reverse=True)))


def spellings(word: str) -> Iterator[str]:
    """Yield ``word`` as it stands with half-width, full-width and no-break punctuation.

    >>> list(spellings("来源:"))
    ['来源:', '来源：']
    """
    yield word
    wide = word.translate({ord(c): ord(c) + 0xFEE0 for c in ":()[]"})
    if wide != word:
        yield wide
    if " " in word:
        yield word.replace(" ", "\u3000")
        yield word.replace(" ", "\u00a0")


@cache
def site_rules() -> SiteRules:
    """Return the rules of the packaged lexicon.

    Raises LexiconError where a line has not five columns or an unknown scope.
    """
    rules: list[Rule] = []
    literals: dict[str, tuple[str, ...]] = dict.fromkeys(WORDS, ())
    for number, line in read_lines(NAME):
        fields = line.split("\t")
        if len(fields) != 5:
            raise LexiconError(f"{NAME}:{number}: {len(fields)} columns, expected 5, tab-separated")
        words, scope, pattern, what, _ = fields
        if scope in WORDS:
            literals[scope] += tuple(pattern.split("|"))
        elif scope in WHOLE + PARTS:
            rules.append(Rule(number, words, scope, pattern, what))
        else:
            known = ", ".join(WHOLE + PARTS + WORDS)
            raise LexiconError(f"{NAME}:{number}: scope {scope!r} is none of {known}")
    return SiteRules(rules, literals)

"""The words around numbers, by their role."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ...lexicons import read_cells, read_roles
from ...text.lazy import lazy_re
from .wordlist import Guard, WordList

LEXICON = "stat_words.tsv"
GUARDS = "stat_guards.tsv"
ROLES = (
    "change", "given", "reach", "adverb", "keep", "act", "open", "short", "compound", "quantity",
    "begin", "manner", "scope", "agent", "stop", "nominal", "person", "goes_on", "pair", "body",
    "aside", "does",
)  # fmt: skip
_LEVELS = ("到", "至", "为", "达")
_VERB_ENDS = frozenset("了过出起成")
# 增加值, 发行量, 惠及面 are nouns.
_NOUN_ENDS_OF_CHANGE = frozenset("值量率幅速目的额")
# 办理人大代表建议: 人 belongs to what is dealt with.
_BODIES = ("人大", "人民")
_NOUN_ENDS = frozenset("业额量率性者品面费值区力数")


class StatWords(NamedTuple):
    """The lexicon, ready for use.

    tail: role by word, for what stands right before a number. tail_sizes: by last character, how
    long such words are, the longest first. longest: of them all. given, act, open: verbs with 了
    behind them. begin, manner, scope: words at the start. agent: endings. stop: where a noun behind
    a number ends. predicate: where the noun at the start of a clause ends. person, body: such
    nouns. goes_on: what may follow a person. compound: what makes a noun of a verb. aside: the
    start of a clause without subject. pair: modifiers that share a noun. does: what those counted
    do, in up to three words.
    """

    tail: dict[str, str]
    tail_sizes: dict[str, tuple[int, ...]]
    longest: int
    given: WordList
    act: WordList
    open: WordList
    begin: WordList
    manner: WordList
    scope: WordList
    agent: WordList
    stop: WordList
    predicate: WordList
    person: WordList
    body: tuple[str, ...]
    goes_on: WordList
    compound: WordList
    aside: WordList
    pair: frozenset[str]
    does: re.Pattern[str]


def read_words() -> dict[str, list[str]]:
    """Return the words of the lexicon by role, in their order.

    Raises LexiconError for a role it does not know.
    """
    roles: dict[str, list[str]] = {role: [] for role in ROLES}
    for role, words in read_roles(LEXICON, ROLES):
        roles[role] += words
    return roles


def read_guards() -> dict[str, Guard]:
    """Return the characters before and behind a word that make it part of a longer one.

    Raises LexiconError for a line without three columns.
    """
    return {word: (before, behind) for _, (word, before, behind) in read_cells(GUARDS, 3)}


@cache
def stat_words() -> StatWords:
    """Return the lexicon, read once."""
    roles, guards = read_words(), read_guards()
    tail: dict[str, str] = {}
    for role in ("adverb", "reach", "change", "keep"):
        tail.update(dict.fromkeys(roles[role], role))
    for verb in roles["change"]:
        for level in _LEVELS:
            tail[verb + level] = "level" if level != "达" else "change"
        tail[verb + "了"] = tail[verb + "幅度"] = "change"
    sizes: dict[str, set[int]] = {}
    for word in tail:
        sizes.setdefault(word[-1], set()).add(len(word))
    said = {w for role in ("adverb", "reach", "change") for w in roles[role] if len(w) > 1}
    predicate = {*roles["stop"], *said} - {*roles["nominal"]}
    short = [verb + end for verb in roles["short"] for end in "了成起出好过"]
    compound, quantity = WordList(roles["compound"]), WordList(roles["quantity"])

    def verb_alone(text: str, end: int) -> int:
        # 投资总额 and 服务业 are nouns, whatever verb they begin with.
        if text[end : end + 1] in _VERB_ENDS:
            return end + 1
        joined = compound.match(text, end) and not text.startswith(_BODIES, end)
        return -1 if joined else end

    def act_alone(text: str, end: int) -> int:
        if text[end : end + 1] in _VERB_ENDS:
            return end + 1
        measured = quantity.match(text, end) and not text.startswith("规模以", end)
        return -1 if measured or text[end : end + 1] in _NOUN_ENDS else end

    return StatWords(
        tail=tail,
        tail_sizes={last: tuple(sorted(found, reverse=True)) for last, found in sizes.items()},
        longest=max(map(len, tail)),
        given=WordList(roles["given"], finish=_given_alone),
        act=WordList(roles["act"], guards, act_alone),
        open=WordList([*roles["open"], *roles["act"], *short], guards, verb_alone),
        begin=WordList(roles["begin"], guards, _with_comma),
        manner=WordList(roles["manner"], guards),
        scope=WordList(roles["scope"]),
        agent=WordList(roles["agent"]),
        stop=WordList(roles["stop"], guards),
        predicate=WordList(predicate, guards),
        person=WordList(roles["person"]),
        body=tuple(roles["body"]),
        goes_on=WordList([*roles["goes_on"], *roles["person"]]),
        compound=compound,
        aside=WordList(roles["aside"], guards),
        pair=frozenset(roles["pair"]),
        does=lazy_re(f"(?:{'|'.join(sorted(roles['does'], key=len, reverse=True))}){{1,3}}"),
    )


def _with_comma(text: str, end: int) -> int:
    return end + (text[end : end + 1] in (",", ":"))


def _given_alone(text: str, end: int) -> int:
    if text[end : end + 1] in _NOUN_ENDS_OF_CHANGE:
        return -1
    return end + text.startswith("了", end)

"""Traditional, mixed and half-reformed script to simplified, character by character in place.

The dictionaries are those of opencc-python-reimplemented (its ``t2s`` profile); they keep length.
What they leave behind for mainland usage stands in ``lexicons/script.tsv`` and in the rule for 著.
Only ever to simplified by ``t2s``: the Taiwan phrase profiles rewrite policy language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from ..lexicons import read_lines
from .lazy import lazy_re

# 著 is right in these words on the mainland; elsewhere it is 着 in a machine's traditional.
_ZHU_BEFORE = "知显顯卓昭名专專论論巨原译譯遗遺编編拙土较較"
_ZHU_AFTER = "名作述称稱录錄者书書"
# After these, 著 is the verb's 着 whatever follows: 随着作风建设, 本着名...
_ZHE_BEFORE = "随隨沿本味朝顺順向跟围圍接靠"
_ZHU_RE = re.compile(rf"著(?:(?<=[{_ZHE_BEFORE}]著)|(?<![{_ZHU_BEFORE}]著)(?![{_ZHU_AFTER}]))")


class Tables(NamedTuple):
    """characters: code point -> simplified; phrases; matcher: finds all phrases, overlapping;
    any_re: finds a character that changes by itself. inside: characters that change in phrases
    only.
    """

    characters: dict[int, str]
    phrases: dict[str, str]
    matcher: Any
    any_re: re.Pattern[str]
    inside: tuple[str, ...]


def read_opencc(name: str) -> dict[str, list[str]]:
    """Return a dictionary of opencc-python-reimplemented: word -> what it may become."""
    spec = find_spec("opencc")
    assert spec is not None
    assert spec.origin is not None
    path = Path(spec.origin).with_name("dictionary") / name
    lines = path.read_text(encoding="utf-8").split("\n")
    pairs = [line.split("\t") for line in lines if line]
    return {key: values.strip().split(" ") for key, values in pairs}


def _read(name: str) -> dict[str, str]:
    return {key: values[0] for key, values in read_opencc(name).items()}


@cache
def opencc_tables() -> Tables:
    """The dictionaries of the ``t2s`` profile as they are."""
    characters = _read("TSCharacters.txt")
    return _tables(characters, _read("TSPhrases.txt"))


@cache
def tables() -> Tables:
    """The dictionaries with our corrections for mainland usage."""
    characters = _read("TSCharacters.txt")
    phrases = _read("TSPhrases.txt")
    for _, line in read_lines("script.tsv"):
        before, after = line.split("\t")[:2]
        (characters if len(before) == 1 else phrases)[before] = after
    # What a second conversion would change again stays as it is: twice must be once.
    characters = {k: v for k, v in characters.items() if characters.get(v, v) == v}
    single = {ord(k): v for k, v in characters.items() if len(v) == 1}
    phrases = {k: v for k, v in phrases.items() if phrases.get(v, v.translate(single)) == v}
    return _tables(characters, phrases)


def _tables(characters: dict[str, str], phrases: dict[str, str]) -> Tables:
    from ahocorasick_rs import AhoCorasick, Implementation

    # Length must hold, or offsets would not.
    phrases = {k: v for k, v in phrases.items() if len(k) == len(v)}
    single = {ord(k): v for k, v in characters.items() if len(v) == 1 and k != v}
    matcher = AhoCorasick(list(phrases), implementation=Implementation.DFA)
    changed = {a for k, v in phrases.items() for a, b in zip(k, v, strict=True) if a != b}
    inside = tuple(sorted(changed - set(map(chr, single))))
    return Tables(single, phrases, matcher, lazy_re(character_class(single)), inside)


def character_class(codes: Iterable[int], more: str = "") -> str:
    """Return an expression for one character of ``codes`` or ``more``, or beyond the basic plane.

    A class that lists characters from beyond it makes a search 50 times slower.
    """
    basic = "".join(chr(code) for code in codes if code < 0x10000)
    return f"[{basic}{more}\U00010000-\U0010ffff]"


def convert_t2s(text: str, using: Tables) -> str:
    """Return ``text`` in simplified script, same length, exactly as OpenCC's ``t2s`` would.

    The longest phrase anywhere wins, then the leftmost; what no phrase covers goes by character.
    """
    if using.any_re.search(text):
        return _by_phrases(text, text.translate(using.characters), using)
    return _in_phrases_only(text, using)


def _in_phrases_only(text: str, using: Tables, rare: Collection[str] | None = None) -> str:
    """Convert a text of whose characters none changes by itself, line by line where one may."""
    pieces: list[str] = []
    last = 0
    # Looking for a character that is not there is ten times as fast as with an expression.
    may_change = [char for char in using.inside if char in (text if rare is None else rare)]
    for at in sorted(m.start() for char in may_change for m in re.finditer(char, text)):
        if at < last:
            continue
        # No phrase goes over a line end.
        start = max(text.rfind("\n", last, at) + 1, last)
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[start:end]
        pieces += (text[last:start], _by_phrases(line, line, using))
        last = end
    return "".join((*pieces, text[last:])) if pieces else text


def _by_phrases(text: str, plain: str, using: Tables) -> str:
    """Return ``plain`` with the phrases of ``text`` as they are converted."""
    hits = using.matcher.find_matches_as_indexes(text, overlapping=True)
    if not hits:
        return plain
    taken = set[int]()
    chosen: list[tuple[int, int]] = []
    for _, start, end in sorted(hits, key=lambda hit: (hit[1] - hit[2], hit[1])):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            chosen.append((start, end))
    pieces: list[str] = []
    last = 0
    for start, end in sorted(chosen):
        pieces += (plain[last:start], using.phrases[text[start:end]])
        last = end
    return "".join((*pieces, plain[last:]))


def to_simplified(text: str, rare: Collection[str] | None = None) -> str:
    """Return ``text`` in simplified script with mainland usage, same length.

    Text that is simplified already comes back as it is. rare: its characters that may change,
    where that is known.

    >>> to_simplified("隨著著名學者擔負著重任,農業会議偉大")
    '随着著名学者担负着重任,农业会议伟大'
    """
    using = tables()
    if rare is None or any(ord(char) in using.characters for char in rare):
        text = convert_t2s(text, using)
    else:
        text = _in_phrases_only(text, using, rare)
    return _ZHU_RE.sub("着", text) if "著" in text else text


@cache
def _simplified_only() -> frozenset[str]:
    shared = "干后里面只台系于云余冲别升卷尽征志布御愿才折斗曲朱松板游准炼种范谷回困局症谷复恒"
    marks = {*map(chr, tables().characters), *shared}
    return frozenset(k for k, v in _read("STCharacters.txt").items() if k != v and k not in marks)


def name_script(text: str) -> str:
    """Return ``simplified``, ``traditional`` or ``mixed``: which forms the text is written in.

    Measured over the characters that have only one of the two forms; mixed is between 5 % and
    95 %. Characters that machines leave alone (干, 后, 里) are in neither class.
    """
    seen = Counter(text)
    marks, only = tables().characters, _simplified_only()
    traditional = sum(times for char, times in seen.items() if ord(char) in marks)
    simplified = sum(times for char, times in seen.items() if char in only)
    total = traditional + simplified
    if not total or traditional / total < 0.05:
        return "simplified"
    return "traditional" if traditional / total > 0.95 else "mixed"

"""What a shorthand states: which of its numerals count the things it stands for."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from .numeral_words import each_of, uncounted_numerals

_DIGIT = {c: i for i, c in enumerate("一二三四五六七八九", 1)} | {"两": 2, "双": 2, "俩": 2}
_NUMERAL_RE = re.compile(r"双|\d+|[零〇一二三四五六七八九十两俩几百千万亿]+")
_COMPOUND_RE = re.compile(r"([一二三四五六七八九])?(十)([一二三四五六七八九])?")
# 5+X, 9+3, 1+1+N: signs of an open number are left out of what is stated.
_PLUS_RE = re.compile(r"(?<![\d.+A-Za-z])(?:\d{1,2}|[XxNn])(?:\+(?:\d{1,2}|[XxNnYy]))+(?![\d.])")
_ADD_RE = re.compile(
    r"(?<![零一二三四五六七八九十])[一二三四五六七八九十]加[一二三四五六七八九十](?![个联])"
)
_CLAUSE_RE = re.compile(r"[、,;:。!?\n…—|/·]+")
_INSIDE_RE = re.compile(r"\([^()]*\)|‘[^‘’]*’|“[^“”]*”|「[^「」]*」|『[^『』]*』|《[^《》]*》")
_IN_SERIES_RE = re.compile(r"[二三四五六七八九十两双][^一二三四五六七八九十两双、,;]{1,2}$")
_PAIR_RE = re.compile("一.[二三四五六七八九两双][^一二三四五六七八九十两双、,;个]")
_COUNTERS = "个大项条种类支张件份位步环节点级层面重方座道块组场批句字"
# A numeral deep inside a long clause is ordinary language.
_LEAD_LIMIT = 6
_TAIL_LIMIT = 3
_SHORT = 14
_NOTHING = "□"
# What is longer than this is a passage, and its numerals are not what it stands for.
_LONGEST = 500


class Count(NamedTuple):
    """A numeral that may count: its place in the clause, the place after it, its value (0: 几)."""

    start: int
    end: int
    value: int


def strip_explanation(folded: str) -> str:
    """Return a slogan without what stands in brackets or in quotes inside it, and without spaces.

    >>> strip_explanation("两提高(提高工作效率、工作水平)")
    '两提高'
    """
    return re.sub(r"\s+", "", _INSIDE_RE.sub("", folded))


def read_stated(folded: str) -> str:
    """Return the numbers a shorthand states, joined with ``+``; empty where nothing is counted.

    folded: the slogan, width-folded. Dates, plans, lists, names, 一 as "whole" or "each" count
    nothing; ``X`` and ``N`` are left open.

    >>> [read_stated(s) for s in ("三级联创", "三严三实", "5+X", "双票双考", "三支一扶")]
    ['3', '3+3', '5+', '2+2', '3+1']
    >>> [read_stated(s) for s in ("十一五", "5.10", "985", "一村一名大学生计划", "巴东一中")]
    ['', '', '', '', '']
    """
    counts = count_numerals(folded)
    return "+".join(str(value) if value else "" for value in counts) if counts else ""


@lru_cache(maxsize=4096)
def count_numerals(folded: str) -> tuple[int, ...]:
    """Return the numbers a slogan states, in order; 0 stands for an open number (X, 几)."""
    bare = strip_explanation(folded)
    if len(bare) > _LONGEST:
        return ()
    if match := _PLUS_RE.search(bare):
        parts = match.group().split("+")
        if any(part.isdigit() for part in parts):
            return tuple(int(part) if part.isdigit() else 0 for part in parts)
    if match := _ADD_RE.search(bare):
        return tuple(_DIGIT.get(c, 10) for c in (match.group()[0], match.group()[-1]))
    hidden = uncounted_numerals().sub(_hide, bare)
    hidden = _hide_each(hidden)
    clauses = [clause for clause in _CLAUSE_RE.split(hidden) if clause]
    if _enumerates(clauses):
        return ()
    found = [_clause_counts(clause) for clause in clauses]
    counted = [counts for counts in found if any(c.value != 1 for c in counts)]
    if not counted:
        return tuple(_ones(clauses))
    length = sum(map(len, clauses))
    if length > _SHORT and len(clauses) > 1:
        having = sum(1 for counts in found if counts)
        if having * 2 <= len(clauses):
            return ()
    return tuple(count.value for counts in found for count in counts)


def _hide(match: re.Match[str]) -> str:
    """Hide a word, but not 四方 in 三级四方, where a numeral and its noun stand before it, nor 一定
    in 一定三有, where they stand behind it and that is all."""
    word = match.group()
    before = match.string[max(0, match.start() - 3) : match.start()]
    if match.start() == 0 and word[0] == "一" and _PAIR_RE.fullmatch(match.string):
        return word
    if len(word) == 2 and _DIGIT.get(word[0], 0) > 1 and _IN_SERIES_RE.search(before):
        return word
    return _NOTHING * len(word)


def _hide_each(text: str) -> str:
    """Hide both 一 of 一村一品: the first is "each"; the second says how much each gets."""
    out = text
    at = 0
    while match := each_of().search(out, at):
        other = out.find("一", match.end(), match.end() + 4)
        at = match.end()
        if other > 0 and not _CLAUSE_RE.search(out, match.end(), other):
            out = out[: match.start()] + _NOTHING + out[match.start() + 1 :]
            out = out[:other] + _NOTHING + out[other + 1 :]
    return out


def _enumerates(clauses: list[str]) -> bool:
    """一不怕苦、二不怕死: 一 and 二 say first and second."""
    for first, second in pairwise(clauses):
        if first[0] == "一" and second[0] == "二":
            return True
    return any(
        re.fullmatch(r"一[^一二三四五六七八九十两双个]{1,3}二[^一二三四五六七八九十两双个]{1,3}", c)
        for c in clauses
    )


def _clause_counts(clause: str) -> list[Count]:
    """The counting numerals of one clause, those with value 1 included."""
    out: list[Count] = []
    skip_until = -1
    for match in _NUMERAL_RE.finditer(clause):
        value = _value(clause, match, bool(out))
        rest = clause[match.end() :]
        if value is None or not rest or match.start() < skip_until:
            continue
        first = not out
        if first and match.start() > 0 and not _stands_inside(clause, match, value):
            continue
        if not first and match.start() - out[-1].end > 6:
            continue
        if isinstance(value, tuple):
            return [Count(match.start(), match.end(), v) for v in value]
        out.append(Count(match.start(), match.end(), value))
        # 两个一百年, 五个一批: what follows 个 is the thing counted.
        skip_until = match.end() + (2 if rest[0] == "个" else 1)
    return out


def _value(clause: str, match: re.Match[str], later: bool) -> int | tuple[int, ...] | None:
    """The value of a numeral: 0 for 几, a tuple for 一二三, None where it cannot count.

    later: another numeral of the clause counts already, as in 6稳6保.
    """
    numeral = match.group()
    after = clause[match.end() : match.end() + 1]
    if numeral.isdigit():
        if len(numeral) > 2 or after == "." or clause[match.start() - 1 : match.start()] == ".":
            return None
        joined = after > "一" and len(numeral) == 1 and (match.start() == 0 or later)
        return (int(numeral) or None) if after in _COUNTERS or joined else None
    if numeral == "几":
        return 0
    if len(numeral) == 1:
        return _DIGIT.get(numeral, 10 if numeral == "十" else None)
    if compound := _COMPOUND_RE.fullmatch(numeral):
        tens, _, ones = compound.groups()
        return _DIGIT.get(tens, 1) * 10 + _DIGIT.get(ones, 0)
    if len(numeral) >= 3 and "一二三四五六七八九".startswith(numeral):
        return tuple(range(1, len(numeral) + 1))
    return None


def _stands_inside(clause: str, match: re.Match[str], value: int | tuple[int, ...]) -> bool:
    """Whether a numeral that does not open its clause still counts: 法律七进, 坚持四个自信."""
    if value == 1 or isinstance(value, tuple) or match.start() > _LEAD_LIMIT:
        return False
    rest = clause[match.end() :]
    if len(rest) == 1 and rest in "中小院厂校局所队团军师连":
        return False
    return rest[0] in _COUNTERS or len(rest) <= _TAIL_LIMIT or bool(_NUMERAL_RE.search(rest))


def _ones(clauses: list[str]) -> list[int]:
    """一 alone counts in 一个决定 and in the pair 一带一路."""
    if len(clauses) > 2:
        return []
    if len(clauses) == 1 and re.fullmatch(r"一[^一□]{1,2}一[^一□]{1,2}", clauses[0]):
        return [1, 1]
    if all(re.fullmatch(r"一(?:个|项|条)[^一□]{1,6}", clause) for clause in clauses):
        return [1] * len(clauses)
    return []

"""Headings at every depth: how each style is written, and how they nest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

NUMERALS = "一二三四五六七八九十百"
_DIGIT = {c: i for i, c in enumerate("一二三四五六七八九", 1)}
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
# A heading longer than this is a sentence that happens to begin with a number.
TITLE_LIMIT = 60


class Style(NamedTuple):
    """How one kind of heading is written.

    rank: styles of higher rank stand below those of lower rank. inline: may also stand inside a
    paragraph, after the end of a clause, when its numbers run 1, 2, 3 there.
    """

    name: str
    rank: int
    pattern: str
    inline: bool


_N = f"[{NUMERALS}]{{1,4}}"
STYLES = (
    Style("part", 0, rf"第{_N}(?:部分|章|篇)[ 、,:]{{0,2}}", False),
    Style("ordinal", 1, rf"{_N}(?:、(?!{_N}、)|\.(?!\d)| (?! ))", False),
    Style("section", 0, rf"第{_N}节[ 、,:]{{0,2}}", False),
    Style("bracket", 2, rf"\({_N}\)[、,. ]?", True),
    Style("arabic", 3, r"\d{1,2}(?:、|\.(?![\d])|\)(?!\d))", False),
    Style("arabic_bracket", 4, r"\(\d{1,2}\)[、,. ]?", True),
    Style("circled", 5, f"[{CIRCLED}]", True),
    Style("first", 6, rf"第{_N}[,、:]", True),
    Style("dash", 7, r"——|--(?!-)", False),
    Style("is", 8, rf"{_N}是(?=[^\W\d_]|[“‘「『\"])", True),
    Style("must", 8, rf"{_N}要", True),
)
_BY_NAME = {style.name: style for style in STYLES}
_START_RE = re.compile(
    r"[ \t]*(?:" + "|".join(f"(?P<{s.name}>{s.pattern})" for s in STYLES) + r")[ \t]*"
)
# What stands before a mark inside a paragraph, and what one can begin with: with these the
# engine passes quickly over all the rest.
_INLINE_RE = re.compile(
    rf"[。;:!?,、”」』)](?=[ \t第({NUMERALS}{CIRCLED}])(?=[ \t]*(?:"
    + "|".join(f"(?P<{s.name}>{s.pattern})" for s in STYLES if s.inline)
    + "))"
)
_FIRST_CHARS = frozenset(f" \t第({NUMERALS}{CIRCLED}—-")
# Where the title of a heading that runs into its paragraph ends.
_TITLE_END_RE = re.compile(r"[。!?;:]")
_CLAUSE_END_RE = re.compile(r"[。!?;:,]")


class Mark(NamedTuple):
    """A heading mark found in a text: where it stands, its style and its number (0 for ——)."""

    start: int
    end: int
    style: Style
    number: int


def read_number(numeral: str) -> int:
    """Return the value of a heading's numeral, Chinese, arabic or circled; 0 if it has none.

    >>> [read_number(n) for n in ("三", "十", "十二", "二十一", "(三)", "12、", "②", "——")]
    [3, 10, 12, 21, 3, 12, 2, 0]
    """
    if digits := re.search(r"\d+", numeral):
        return int(digits.group())
    if numeral[:1] in CIRCLED and numeral:
        return CIRCLED.index(numeral[0]) + 1
    found = re.search(f"[{NUMERALS}]+", numeral)
    if not found:
        return 0
    value = unit = 0
    for char in found.group():
        if char == "十":
            value, unit = value + (unit or 1) * 10, 0
        elif char == "百":
            value, unit = value + (unit or 1) * 100, 0
        else:
            unit = _DIGIT[char]
    return value + unit


def mark_at(folded: str, start: int) -> Mark | None:
    """Return the heading mark with which the line that begins at ``start`` begins, if any."""
    first = folded[start : start + 1]
    if first not in _FIRST_CHARS and not first.isdecimal():
        return None
    match = _START_RE.match(folded, start)
    if not match or not match.lastgroup:
        return None
    style = _BY_NAME[match.lastgroup]
    begin = match.start(match.lastgroup)
    return Mark(begin, match.end(), style, read_number(match.group(match.lastgroup)))


def inline_marks(folded: str) -> list[Mark]:
    """Return all that looks like a mark inside a line, after the end of a clause, in order."""
    found = []
    last = 0
    for match in _INLINE_RE.finditer(folded):
        name = match.lastgroup
        assert name is not None  # every alternative is a named group
        start, end = match.span(name)
        # ), also the end of a mark, does not open another one inside it.
        if match.end() >= last:
            found.append(Mark(start, end, _BY_NAME[name], read_number(match.group(name))))
            last = end
    return found


def in_series(marks: Sequence[Mark], first: Mark | None = None) -> list[Mark]:
    """Return those of the ``marks`` inside one paragraph whose numbers run on from 1.

    first: the mark the paragraph itself begins with; its series may go on inside.
    一是 without a 二是 after it is ordinary language and no heading.
    """
    series: dict[str, list[Mark]] = {}
    if first is not None and first.style.inline:
        series[first.style.name] = [first]
    for mark in marks:
        name = mark.style.name
        known = series.setdefault(name, [])
        if mark.number == (known[-1].number + 1 if known else 1):
            known.append(mark)
    found = [m for marks in series.values() if len(marks) > 1 for m in marks if m is not first]
    return sorted(m for m in found if not first or m.start != first.start)


def title_end(folded: str, start: int, limit: int) -> int:
    """Return where the title that begins at ``start`` ends, before ``limit``.

    A title ends with its sentence, or with its first clause where the sentence is long.
    """
    for pattern in (_TITLE_END_RE, _CLAUSE_END_RE):
        match = pattern.search(folded, start, min(limit, start + TITLE_LIMIT + 1))
        if match:
            return match.start()
        if limit - start <= TITLE_LIMIT:
            return limit
    return start


class Level(NamedTuple):
    """One open heading on the path from the top of the speech.

    run_in: the heading stands in one paragraph with its text, so a paragraph without a number
    does not belong to it any more.
    """

    rank: float
    style: str
    number: int
    label: str
    run_in: bool = False


Path = tuple[Level, ...]


def nest(path: Path, level: Level, *, below: bool = False) -> Path:
    """Return the path after ``level`` opened: it closes all of its rank and deeper.

    A style that is open already goes on at its own depth. below: open it under the deepest level
    whatever its rank, as in a speech that divides 第一 into 一、 and 二、.

    >>> path = (Level(1, "ordinal", 2, "二"), Level(2, "bracket", 3, "(三)"))
    >>> [lv.label for lv in nest(path, Level(2, "bracket", 4, "(四)"))]
    ['二', '(四)']
    """
    for i, open_level in enumerate(path):
        if open_level.style == level.style:
            return (*path[:i], level._replace(rank=open_level.rank))
    if below and path:
        return (*path, level._replace(rank=path[-1].rank + 0.1))
    return (*[lv for lv in path if lv.rank < level.rank], level)


def section_of(path: Iterable[Level]) -> str:
    """Return the ``section`` column of a path: ``二/(三)``."""
    return "/".join([level.label for level in path])

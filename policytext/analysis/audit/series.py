"""A stated number of things and the headings that name them: 讲三点意见 … 一、 二、 三、."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...speech.headings import STYLES, read_number
from ...text.lazy import lazy_re
from .claims import Claim
from .lists import Counted
from .words import words_of

_NUMBERED = [s for s in STYLES if s.name != "dash"]
_LINE = "|".join(f"(?P<{s.name}>{s.pattern})" for s in _NUMBERED if not s.inline)
_INLINE = "|".join(f"(?P<{s.name}>{s.pattern})" for s in _NUMBERED if s.inline)
_MARK_RE = lazy_re(rf"(?:^|\n)[ \t]*(?:{_LINE})|(?:^|(?<=[\s。;:!?,、”」』)]))(?:{_INLINE})")
# A longer noun holds a verb: 从甲、乙两方面采取有力措施 numbers the measures no more.
_NOUN_LIMIT = 5
_ENDS = frozenset("。!?”)")
# The next item may be numbered in another way, or stand behind a series inside this one.
_LATER = r"第{0}|其{0}|{0}(?:是|要|、|,|个|方面|来|则|者|靠|抓|看|讲|有|\.)|\({0}\)|{1}[、.)]"
_LATER_LINE = r"\n[ \t]*(?:\({0}\)|{0}[、. ]|第{0}|{1}[、.)])"
_LAST_RE = lazy_re(r"[。;\n][^\S\n]*(?:最后|此外|另外|再次|再者|同时|还要|还有|另一|末了)")
_ON_LINES = frozenset(("part", "ordinal", "section", "bracket", "arabic"))
_NESTED = 800
_OPENING_RE = lazy_re(r"^[^。!?\n]{0,40}[:。,!]?\s*$")
_TIGHT_RE = lazy_re(r"^[^,。;:!?\n]{0,6}[:。]\s*$")


class Series(NamedTuple):
    """Marks of one style numbered from one.

    start: offset of the first. length: how many run on. closed: whether the text goes on after it
    (an outer number follows, or a complete text ends). end: where that is. outer: how far a run
    of the same style had come in which this one begins. restarted: whether such a run ended it.
    style: name of the style of heading. last: offset of its last mark.
    """

    start: int
    length: int
    closed: bool
    end: int
    outer: int
    restarted: bool
    style: str
    last: int


class _Run(NamedTuple):
    style: str
    length: int
    place: int


def read_series(folded: str) -> list[Series]:
    """Return the runs of 一、 (一) 1. 第一, 一是 一要 ① that begin with one, in order.

    A run ends where one begins that stands around it, or another of its style.

    >>> [(s.start, s.length) for s in read_series("一是学。二是做。三项:一是甲。二是乙。三是丙。")]
    [(0, 2), (11, 3)]
    """
    out: list[Series] = []
    stack: list[_Run] = []
    for match in _MARK_RE.finditer(folded):
        style = match.lastgroup or ""
        number = read_number(match[style])
        at = next((i for i, run in enumerate(stack) if run.style == style), -1)
        if at >= 0 and number == stack[at].length + 1:
            stack[at] = stack[at]._replace(length=number)
            out[stack[at].place] = out[stack[at].place]._replace(
                length=number, last=match.start(style)
            )
            cut = at + 1
        elif number == 1:
            cut = at if at >= 0 else len(stack)
        else:
            continue
        outer = stack[at].length if number == 1 and at >= 0 else 0
        for run in stack[cut:]:
            out[run.place] = out[run.place]._replace(
                closed=True, end=match.start(style), restarted=number == 1 and run.style == style
            )
        del stack[cut:]
        if number == 1:
            stack.append(_Run(style, 1, len(out)))
            out.append(Series(match.start(style), 1, False, len(folded), outer, False, style, 0))
    if folded.rstrip()[-1:] in _ENDS:
        for run in stack:
            out[run.place] = out[run.place]._replace(closed=True)
    return [_on_one_line(folded, run) for run in out]


def _on_one_line(folded: str, run: Series) -> Series:
    """A series whose marks all stand in one paragraph ends with that paragraph."""
    if run.length < 2 or folded.find("\n", run.start, run.last) >= 0:
        return run
    stop = folded.find("\n", run.last)
    if stop < 0:
        return run
    # A series inside this one, in the same paragraph, does not end it.
    end = stop if run.restarted else min(stop, run.end)
    closed = run.closed or folded[run.last : stop].rstrip()[-1:] in _ENDS
    return run._replace(end=end, closed=closed, restarted=False)


def find_series(
    folded: str, counted: Sequence[Counted], series: Sequence[Series]
) -> Iterator[Claim]:
    """Yield the claims that as many headings follow a number as it states.

    Where the number does not fit, only a series that begins right behind the number and its noun
    counts, and of too short a one only if the text goes on after it and names no later number.
    """
    starts = [s.start for s in series]
    for item in counted:
        i = bisect_left(starts, item.end)
        if i == len(series) or series[i].length < 2:
            continue
        run = series[i]
        gap = folded[item.end : run.start]
        if (
            len(gap) > 60
            or not _OPENING_RE.match(gap)
            or not words_of("numbered").search(folded[item.start : item.end])
        ):
            continue
        if run.length == item.number:
            yield Claim(item.start, item.end, "headings", item.written, str(run.length), True)
        elif (
            _TIGHT_RE.match(gap)
            and len(item.noun) <= _NOUN_LIMIT
            and _contradicts(folded, item, run)
        ):
            yield Claim(item.start, item.end, "headings", item.written, str(run.length), False)


def _contradicts(folded: str, item: Counted, run: Series) -> bool:
    """Whether no reading of a series brings it to the number before it."""
    if run.length > item.number:
        # 一是…。二是做好两项工作:一是甲。二是乙。三是…: the last goes on with the outer series.
        return run.outer != item.number
    if not run.closed or run.length > 9:
        return False
    end = run.end + (_NESTED if run.restarted else 0)
    numeral = "一二三四五六七八九十"[run.length]
    on_lines = run.style in _ON_LINES and folded[run.start - 1 : run.start] in ("", " ", "\n")
    later = (_LATER_LINE if on_lines else _LATER).format(numeral, run.length + 1)
    if re.compile(later).search(folded, run.start, end):
        return False
    return on_lines or not _LAST_RE.search(folded, run.start, end)

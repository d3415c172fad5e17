"""Anniversaries: 建党86周年 was 2007, 改革开放三十周年 2008."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from policytext.text.lazy import lazy_re

from .anchors import find_each
from .calendar import bases
from .deixis import spoken_offset
from .model import FACT, LEAN, LIKELY, STATED, Evidence, bound_words, quoted
from .numerals import ordinal

_MARKS = (lazy_re("周年"), lazy_re("华诞"))
_COUNT_RE = lazy_re(r"(\d{1,3}|[一二三四五六七八九十百]{1,5})\s?\Z")
_MARKED_RE = lazy_re(r"纪念|庆祝|迎接|喜迎|热烈|隆重|献礼")
# 新中国成立后建校50周年 is the school's, not the country's.
_OTHER_RE = lazy_re(r"[校厂院县市村镇乡局所站社]|公司|以来|以后|后")
# 我们党从建党至今,走过了91年的光辉历程
_WALKED_RE = lazy_re(r"走过了?(?P<count>\d{2,3}|[一二三四五六七八九十百]{2,5})\s?年(?![多来余])")
_WALKERS = (
    *("中国共产党", "我们党", "我党", "建党", "新中国", "人民共和国", "共和国", "建国"),
    *("改革开放", "建军", "人民军队"),
)
_OTHERS_RE = lazy_re(r"[校厂院县市村镇乡局所站社]|公司|[。;:!?\n]")
_WINDOW, _GAP = 32, 14


class _Counted(NamedTuple):
    start: int
    year: int
    event: str


def anniversary_evidence(text: str) -> Iterator[Evidence]:
    """What the anniversaries that a text names say about its year.

    >>> [e.year_from for e in anniversary_evidence("今年是改革开放三十周年")]
    [2008]
    >>> list(anniversary_evidence("庆祝我校建校50周年"))
    []
    """
    done: set[int] = set()
    for match in find_each(_MARKS, text):
        counted = _counted(text, match.start())
        if counted is None or counted.year in done:
            continue
        done.add(counted.year)
        yield from _evidence(text, counted, match.end())

    yield from _walked(text)


def _walked(text: str) -> Iterator[Evidence]:
    """The years that the party or the state has come so far: 党走过了91年的历程."""
    for match in _WALKED_RE.finditer(text):
        count = ordinal(match["count"])
        before = text[max(0, match.start() - _WINDOW) : match.start()]
        at, name = max((before.rfind(name), name) for name in _WALKERS)
        if count is None or at < 0 or _OTHERS_RE.search(before, at + len(name)):
            continue
        base = bases().get(name) or bases()[f"{name}成立"]
        year = base.year + count
        if 1945 <= year <= 2050:
            start = match.start() - len(before) + at
            name = f"{quoted(text[start : match.end()])} ({base.event})"
            wording = f"{name}: not before {year - 1}"
            yield Evidence("anniversary", wording, year - 1, None, FACT, start, match.end())
            yield Evidence("anniversary", f"{name}: {year}", year, year, LEAN, start, match.end())
            return


def _evidence(text: str, counted: _Counted, end: int) -> Iterator[Evidence]:
    start, year = counted.start, counted.year
    name = f"{quoted(text[start:end])} ({counted.event})"
    spoken = spoken_offset(text, start, end)
    if spoken is not None:
        told = year - spoken[1]
        wording = f"{spoken[0]} with {name}: {told}"
        yield Evidence("anniversary", wording, told, told, STATED, start, end)
        return
    wording = f"{name}: not before {year - 1}"
    yield Evidence("anniversary", wording, year - 1, None, FACT, start, end)
    if _MARKED_RE.search(text, max(0, start - 12), start):
        wording = f"{name} marked: {bound_words(year, year + 1)}"
        yield Evidence("anniversary", wording, year, year + 1, LIKELY, start, end)
    yield Evidence("anniversary", f"{name}: {year}", year, year, LEAN, start, end)


def _counted(text: str, end: int) -> _Counted | None:
    """The event named nearest before N周年 in the same clause, and its year plus N."""
    start = max(0, end - _WINDOW)
    number = _COUNT_RE.search(text, start, end)
    count = ordinal(number[1]) if number else None
    if number is None or count is None:
        return None
    window = text[start : number.start()]
    cut = max(window.rfind(mark) for mark in ",。;:!?、\n") + 1
    window, start = window[cut:], start + cut
    ends = [
        (at + len(name), len(name), name) for name in bases() if (at := window.rfind(name)) >= 0
    ]
    if not ends:
        return None
    stop, length, name = max(ends)
    gap = window[stop:]
    year = bases()[name].year + count
    if len(gap) > _GAP or _OTHER_RE.search(gap) or not 1945 <= year <= 2050:
        return None
    return _Counted(start + stop - length, year, bases()[name].event)

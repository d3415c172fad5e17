"""The year of a speech, from what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..text.lazy import lazy_re
from .evidence.anniversaries import anniversary_evidence
from .evidence.frame import date_evidence, heading_evidence, title_evidence
from .evidence.meetings import meeting_evidence
from .evidence.model import FACT, LEAN, PAGE, Evidence
from .evidence.plans import plan_evidence
from .evidence.terms import term_evidence
from .evidence.words import word_evidence
from .evidence.years import year_evidence

_WIDE_RE = lazy_re(r"[\uff01-\uff5e]")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FIRST, _LAST = 1921, 2059
_MARGIN = 1.2  # years with this little more against them stay in the range
_WIDEST = 2  # among so many years a year is chosen; among more it is left open
_BACKING = 1.2  # less than this for a year is no reason to choose it
_MIDYEAR = 6
_PAGE_REACH = 2  # a page put up within so many years of the content is taken at its word
_SHOWN = 3


class Dating(NamedTuple):
    """When a speech was given.

    year: the year, None where nothing decides. year_from, year_to: the years that the evidence
    allows (None: open on that side). evidence: the reasons, the most decisive first; those that
    were outweighed have ``dropped`` set.
    """

    year: int | None
    year_from: int | None
    year_to: int | None
    evidence: tuple[Evidence, ...]


def date_speech(
    text: str, *, title: str = "", headings: Sequence[str] = (), published: str = ""
) -> Dating:
    """The year of a speech with its bounds and the evidence.

    text: clean simplified text; full-width punctuation and digits are read as half-width ones.
    title, headings: as found in it. published: the date of its page, which bounds the year from
    above and decides only among years that the content leaves.

    >>> date_speech("今年是改革开放三十周年。学习党的十七大精神。").year
    2008
    >>> date_speech("同志们,现在开会。", published="2022-03-29").year is None
    True
    """
    if _WIDE_RE.search(text):
        text = text.translate(_NARROW)
    return date_folded(text, title=title, headings=headings, published=published)


def date_folded(text: str, *, title: str, headings: Sequence[str], published: str) -> Dating:
    """As `date_speech`, of a text with widths folded."""
    evidence = list(_gather(text, title, headings, published))
    page = _page_year(published)
    against = _weigh(evidence)
    least = min(against.values())
    best = [year for year, weight in against.items() if weight < least + 1e-9]
    near = [year for year, weight in against.items() if weight < least + _MARGIN]
    year = _choose(best, near, page, evidence)
    anchor = year if year is not None else best[0]
    low, high = _run(near, anchor)
    kept = [
        e
        if (e.admits(year) if year is not None else _overlaps(e, low, high))
        else e._replace(dropped=True)
        for e in evidence
    ]
    ordered = sorted(kept, key=lambda e: (e.dropped, -_decisiveness(e, anchor), e.start, e.wording))
    return Dating(
        year, low if low > _FIRST else None, high if high < _LAST else None, tuple(ordered)
    )


def _weigh(evidence: Sequence[Evidence]) -> dict[int, float]:
    """How much stands against each year: the weights of what does not admit it, added in order."""
    turns = {e.year_from for e in evidence} | {e.year_to + 1 for e in evidence if e.year_to}
    inner = sorted(year for year in turns if year is not None and _FIRST < year <= _LAST)
    against: dict[int, float] = {}
    for first, after in pairwise((_FIRST, *inner, _LAST + 1)):
        weight = 0.0
        for piece in evidence:
            if not piece.admits(first):
                weight += piece.weight
        against |= dict.fromkeys(range(first, after), weight)
    return against


def describe(dating: Dating) -> str:
    """The decisive evidence in one cell, joined with ``; ``; empty where there is none.

    >>> describe(date_speech("今年是改革开放三十周年。"))
    '今年 with “改革开放三十周年” (reform and opening up): 2008'
    """
    kept = [e for e in dating.evidence if not e.dropped]
    shown: list[Evidence] = []
    for piece in kept:
        if len(shown) < _SHOWN and not any(_covers(other, piece) for other in shown):
            shown.append(piece)
    words = [e.wording for e in shown]
    set_aside = [e for e in dating.evidence if e.dropped and e.weight >= FACT]
    words += [f"set aside: {e.wording}" for e in set_aside[:1]]
    return "; ".join(words)


def _covers(other: Evidence, piece: Evidence) -> bool:
    """True where a piece says nothing new after another: same words, or a bound already implied."""
    if other.start < piece.end and piece.start < other.end:
        return True
    if other.year_from is not None and other.year_from == other.year_to:
        return not _narrow(piece)
    return piece.year_to is None and other.year_to is None


def _gather(text: str, title: str, headings: Sequence[str], published: str) -> Iterator[Evidence]:
    lines = _title_lines(text)
    if title and title not in (line for _, line in lines):
        lines.insert(0, (text.find(title), title))
    titled = False
    for at, line in lines:
        for piece in title_evidence(line, at):
            if not titled:
                yield piece
            titled = True
        for piece in meeting_evidence(line, title=True):
            if piece.wording.startswith("spoken to"):
                yield _moved(piece, at)
        if at < 0:
            for piece in anniversary_evidence(line):
                yield _moved(piece, at)
    yield from date_evidence(text, published)
    yield from heading_evidence(text, headings)
    yield from year_evidence(text)
    yield from meeting_evidence(text)
    yield from plan_evidence(text)
    yield from term_evidence(text)
    yield from word_evidence(text)
    yield from anniversary_evidence(text)
    page = _page_year(published)
    if page is not None:
        yield Evidence("page", f"page of {published}: not after {page}", None, page, PAGE, 0, 0)


def _title_lines(text: str) -> list[tuple[int, str]]:
    """The lines before the address (同志们, 各位代表), at most three: title and occasion."""
    lines: list[tuple[int, str]] = []
    for match in re.finditer(r"[^\r\n]+", text[:800]):
        line = match[0]
        if not line.strip():
            continue
        if len(line) > 60 or "。" in line or re.match(r"\s*(?:各位|同志们|[一(]、?)", line):
            break
        lines.append((match.start(), line))
        if len(lines) == 3:
            break
    return lines


def _moved(piece: Evidence, at: int) -> Evidence:
    if at < 0:
        return piece._replace(start=0, end=0)
    return piece._replace(start=piece.start + at, end=piece.end + at)


def _page_year(published: str) -> int | None:
    match = re.search(r"(?<!\d)(19[4-9]\d|20[0-5]\d)(?!\d)", published)
    return int(match[1]) if match else None


def _choose(
    best: list[int], near: list[int], page: int | None, evidence: Sequence[Evidence]
) -> int | None:
    """The year among those with least against them; None where too many are left."""
    dating = [e for e in evidence if e.kind != "page"]
    if not dating:
        return None
    first, last = _run(best, best[0])
    if first <= _FIRST or last >= _LAST:
        return None
    width = last - first + 1
    if page is not None and first <= page <= last and width <= _PAGE_REACH + 1:
        return page
    if width > _WIDEST:
        return None
    if first == last and _pinned(dating, first):
        return first
    backing = sum(e.weight for e in dating if _narrow(e) and e.admits(first))
    if backing < _BACKING:
        return None
    return last if _fresh(evidence, first, last) else first


def _pinned(evidence: Sequence[Evidence], year: int) -> bool:
    """True where bounds from both sides leave this year alone."""
    low = any(e.year_from == year and e.weight >= FACT for e in evidence)
    return low and any(e.year_to == year and e.weight >= LEAN for e in evidence)


def _narrow(piece: Evidence) -> bool:
    low, high = piece.year_from, piece.year_to
    return low is not None and high is not None and high - low <= _WIDEST


def _fresh(evidence: Sequence[Evidence], first: int, last: int) -> bool:
    """True where the first year left was mostly over before the speech could be given.

    What it speaks of happened in the second half of that year, or the year is written out as past
    where a speaker would have said 今年.
    """
    if first == last:
        return False
    late = any(e.year_from == first and e.month > _MIDYEAR for e in evidence)
    return late or any(
        e.kind == "year" and (e.year_from, e.year_to) == (first, last) for e in evidence
    )


def _run(years: Sequence[int], anchor: int) -> tuple[int, int]:
    """The unbroken run of years around the anchor."""
    have = set(years)
    low = high = anchor
    while low - 1 in have:
        low -= 1
    while high + 1 in have:
        high += 1
    return low, high


def _overlaps(piece: Evidence, low: int, high: int) -> bool:
    return (piece.year_from is None or piece.year_from <= high) and (
        piece.year_to is None or piece.year_to >= low
    )


def _decisiveness(piece: Evidence, year: int) -> float:
    """Narrow and heavy pieces first; of open bounds those that come close to the year."""
    if piece.year_from is not None and piece.year_to is not None:
        return piece.weight + 4.0 / (1 + piece.year_to - piece.year_from)
    bound = piece.year_from if piece.year_from is not None else piece.year_to
    distance = abs(year - (bound or 0))
    return piece.weight - LEAN - distance


__all__ = ["Dating", "Evidence", "date_folded", "date_speech", "describe"]

"""Quoted spans: outermost quotes of every style, lost marks bridged where the text allows it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from .bridging import bridge_closing, bridge_opening, goes_on
from .cue_words import word_at

_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "〝": "〞"}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()} | {"〟": "〝"}
_MARK_RE = re.compile("[“”‘’「」『』〝〞〟\"']")
_TITLE_RE = re.compile("[《》]")
_VISIBLE_RE = re.compile(r"[^\W_]")
_ENDS = frozenset("。!?;…")
# How far into the next line a quote that a line end cut may close.
_OVER_LINE = 120
# What a quotation may hold that no lost mark would explain.
_LONG = 40
_NEAR = 400
_DEPTH = 8


class Quote(NamedTuple):
    """One quoted span: half-open offsets of what stands inside the marks, and of it with them.

    start, end: inside. outer_start, outer_end: with the marks that are there; equal to start or
    end where one is missing. bridged: a mark is missing, or points the wrong way.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    bridged: bool = False


class _Mark(NamedTuple):
    at: int
    char: str


def find_quotes(folded: str) -> list[Quote]:
    """Return the outermost quoted spans of a width-folded text, in order.

    Marks pair by direction, straight ones by turns, each line for itself; a line end is bridged
    where the next line closes what was opened. A mark without partner gives a span only where
    the text tells it (``5+X”专项整治``); it never reaches beyond its line.

    >>> text = "开展“三级联创”活动和选人用人问题5+X”专项整治"
    >>> [text[q.start:q.end] for q in find_quotes(text)]
    ['三级联创', '5+X']
    """
    closed: list[Quote] = []
    loose: list[tuple[int, int, list[_Mark]]] = []
    for start, end, marks in _chunks(folded):
        pairs, left = _pair(folded, marks)
        pairs, broken = _outermost(folded, pairs)
        left = sorted(left + broken)
        more, left = _pair_astray(folded, left, pairs)
        merged = _merge(pairs + more)
        closed += merged
        if left := _outside(left, merged):
            loose.append((start, end, left))
    closed = [q for q in closed if _VISIBLE_RE.search(folded, q.start, q.end)]
    if loose:
        known = {folded[q.start : q.end] for q in closed if 2 <= q.end - q.start <= 20}
        closed = sorted(closed + _bridge(folded, loose, closed, known))
    return closed


def find_titles(folded: str) -> list[Quote]:
    """Return the outermost 《titles》, in order; a title does not run over a line end.

    >>> text = "学习《关于印发《规定》的通知》"
    >>> [text[q.start:q.end] for q in find_titles(text)]
    ['关于印发《规定》的通知']
    """
    out: list[Quote] = []
    stack: list[int] = []
    line_end = -1
    for match in _TITLE_RE.finditer(folded):
        at = match.start()
        if at > line_end:
            stack.clear()
            line_end = folded.find("\n", at)
            line_end = len(folded) if line_end < 0 else line_end
        if match.group() == "《":
            stack.append(at)
        elif stack:
            begin = stack.pop()
            while out and out[-1].start > begin:
                out.pop()
            out.append(Quote(begin + 1, at, begin, at + 1))
    return [q for q in out if q.end > q.start]


def _chunks(folded: str) -> Iterable[tuple[int, int, list[_Mark]]]:
    """Yield the stretches in which marks pair: a line, or lines that one quote runs over."""
    begin = 0
    marks: list[_Mark] = []
    end = 0
    for match in _MARK_RE.finditer(folded):
        at = match.start()
        mark = _Mark(at, match.group())
        if at >= end:
            line_end = folded.find("\n", at)
            line_end = len(folded) if line_end < 0 else line_end
            if marks and _runs_on(folded, marks, mark):
                end = line_end
            else:
                if marks:
                    yield begin, end, marks
                begin, end, marks = folded.rfind("\n", begin, at) + 1, line_end, []
        if not _is_apostrophe(folded, mark):
            marks.append(mark)
    if marks:
        yield begin, end, marks


def _is_apostrophe(folded: str, mark: _Mark) -> bool:
    if mark.char not in "’'":
        return False
    before, after = folded[mark.at - 1 : mark.at], folded[mark.at + 1 : mark.at + 2]
    return after.isdigit() or (after.isascii() and after.isalpha() and before.isascii())


def _runs_on(folded: str, marks: list[_Mark], after: _Mark) -> bool:
    """Whether the quote that the last mark of a line opened closes with the first of the next."""
    last = marks[-1]
    if last.char == '"' and after.char == '"':
        straight = sum(1 for m in marks[-200:] if m.char == '"')
        opens = straight % 2 == 1
    else:
        opens = _PAIRS.get(last.char) == after.char
    between = folded[last.at + 1 : after.at]
    if not opens or len(between) > 2 * _OVER_LINE:
        return False
    lines = [line.strip() for line in between.split("\n")]
    lines = [lines[0], *filter(None, lines[1:-1]), lines[-1]]
    if len(lines) != 2 or len(lines[1]) > _OVER_LINE:
        return False
    # A sentence that ended at the line end went on only in a quotation.
    return lines[0][-1:] not in _ENDS or lines[1][-1:] in _ENDS


def _pair(folded: str, marks: list[_Mark]) -> tuple[list[Quote], list[_Mark]]:
    """Pair marks by direction, straight ones by turns; return the pairs and what is left."""
    pairs: list[Quote] = []
    stack: list[_Mark] = []
    left: list[_Mark] = []
    straight = {char: [m for m in marks if m.char == char] for char in "\"'"}
    for char, found in straight.items():
        if len(found) % 2:
            odd = _odd_one(folded, found)
            if char == '"':
                left.append(odd)
            marks = [m for m in marks if m is not odd]
    for mark in marks:
        depth = range(1, min(len(stack), _DEPTH) + 1)
        wanted = mark.char if mark.char in "\"'" else _CLOSERS.get(mark.char)
        back = next((k for k in depth if stack[-k].char == wanted), 0)
        if back:
            left += stack[len(stack) - back + 1 :]
            opener = stack[-back]
            del stack[-back:]
            pairs.append(Quote(opener.at + 1, mark.at, opener.at, mark.at + 1))
        elif mark.char in _CLOSERS:
            left.append(mark)
        else:
            stack.append(mark)
    return pairs, left + stack


def _odd_one(folded: str, marks: list[_Mark]) -> _Mark:
    """The mark of an odd number of straight ones that leaves the shortest spans to the others."""

    def cost(a: _Mark, b: _Mark) -> int:
        inside = folded[a.at + 1 : min(b.at, a.at + 200)]
        return b.at - a.at + 40 * sum(inside.count(c) for c in "。;")

    after = [0] * (len(marks) + 2)
    for i in range(len(marks) - 2, -1, -1):
        after[i] = after[i + 2] + cost(marks[i], marks[i + 1])
    best, chosen, before = -1, 0, 0
    for i in range(0, len(marks), 2):
        total = before + after[i + 1]
        if best < 0 or total < best:
            best, chosen = total, i
        if i + 1 < len(marks):
            before += cost(marks[i], marks[i + 1])
    return marks[chosen]


def _outermost(folded: str, pairs: list[Quote]) -> tuple[list[Quote], list[_Mark]]:
    """Return the outermost pairs, and the marks of pairs that two lost marks made up.

    “甲活动。……“乙”……丙” is no quotation that holds “乙”: the mark after 甲 and the one before 丙
    are lost. A pair inside one of the same style is believed where the outer one is short, or
    reads like a quotation.
    """
    out: list[Quote] = []
    broken: list[_Mark] = []
    # Outer pairs first; a pair that is not believed uncovers those inside it.
    for quote in sorted(pairs, key=lambda q: (q.outer_start, -q.outer_end)):
        if out and quote.outer_end <= out[-1].outer_end:
            continue
        if _made_up(folded, quote):
            broken.append(_Mark(quote.outer_start, folded[quote.outer_start]))
            broken.append(_Mark(quote.end, folded[quote.end]))
        else:
            out.append(quote)
    return [_unwrap(folded, q) for q in out], broken


def _made_up(folded: str, quote: Quote) -> bool:
    length = quote.end - quote.start
    opener = folded[quote.outer_start]
    if length <= _LONG or folded[quote.end - 1] in _ENDS or _after_colon(folded, quote):
        return False
    near = min(quote.end, quote.start + _NEAR)
    if opener != '"' and folded.find(opener, quote.start, near) >= 0:
        return True
    if all(folded.find(c, quote.start, near) < 0 for c in "。;"):
        return False
    # Both ends must tell another span before a whole pair is given up.
    return bool(
        bridge_opening(folded, quote.start, quote.end, frozenset())
        and bridge_closing(folded, quote.start, quote.end, frozenset())
        and word_at(folded, quote.end + 1, "head")
    )


def _after_colon(folded: str, quote: Quote) -> bool:
    return folded[max(0, quote.outer_start - 3) : quote.outer_start].rstrip()[-1:] == ":"


def _unwrap(folded: str, quote: Quote) -> Quote:
    """Doubled marks, ““X”” or ‘‘X’’, are one pair."""
    while (
        quote.end - quote.start > 2
        and folded[quote.start] == folded[quote.outer_start]
        and folded[quote.end - 1] == folded[quote.end]
        and folded[quote.start] in "“‘「『"
        and folded.find(folded[quote.start], quote.start + 1, quote.end) < 0
    ):
        quote = quote._replace(start=quote.start + 1, end=quote.end - 1)
    return quote


def _pair_astray(
    folded: str, left: list[_Mark], pairs: list[Quote]
) -> tuple[list[Quote], list[_Mark]]:
    """Pair neighbours among the leftover marks that point the wrong way or differ in style.

    “甲“, ”甲” and “甲" are pairs where the text between is short and one clause, and what follows
    does not say that the first mark had closed something.
    """
    out: list[Quote] = []
    rest: list[_Mark] = []
    taken = {q.outer_start for q in pairs}
    i = 0
    while i < len(left):
        if i + 1 < len(left) and _astray(folded, left[i], left[i + 1], taken):
            a, b = left[i].at, left[i + 1].at
            out.append(Quote(a + 1, b, a, b + 1, True))
            i += 2
        else:
            rest.append(left[i])
            i += 1
    return out, rest


def _astray(folded: str, first: _Mark, second: _Mark, taken: set[int]) -> bool:
    between = folded[first.at + 1 : min(second.at, first.at + 40)]
    if not 1 <= second.at - first.at - 1 <= 24 or any(c in between for c in "。!?;:\n"):
        return False
    if any(at in taken for at in range(first.at + 1, second.at)):
        return False
    if {first.char, second.char} & set("‘’'") and first.char != "‘":
        return False
    if first.char in _CLOSERS and second.char in _PAIRS:
        return False
    if first.char in _PAIRS and second.char in _CLOSERS:
        return True
    # Both point the same way, or are straight: the text must not go on as after a closing mark.
    if goes_on(folded, first.at + 1):
        return False
    return first.char not in _PAIRS or goes_on(folded, second.at + 1)


def _merge(quotes: list[Quote]) -> list[Quote]:
    out: list[Quote] = []
    for quote in sorted(quotes, key=lambda q: (q.outer_start, -q.outer_end)):
        if not out or quote.outer_start >= out[-1].outer_end:
            out.append(quote)
    return out


def _outside(marks: list[_Mark], quotes: list[Quote]) -> list[_Mark]:
    """The marks that stand in none of the quotes."""
    ends = [q.outer_end for q in quotes]
    out: list[_Mark] = []
    for mark in marks:
        i = bisect_right(ends, mark.at)
        if i == len(quotes) or mark.at < quotes[i].outer_start:
            out.append(mark)
    return out


def _bridge(
    folded: str,
    loose: list[tuple[int, int, list[_Mark]]],
    closed: list[Quote],
    known: set[str],
) -> list[Quote]:
    """Spans for single marks, where the text or a slogan quoted elsewhere in it tells them."""
    out: list[Quote] = []
    starts = [q.outer_start for q in closed]
    ends = [q.outer_end for q in closed]
    frozen = frozenset(known)
    for start, end, marks in loose:
        for k, mark in enumerate(marks):
            at = mark.at
            if mark.char in "‘’'":
                continue
            i, j = bisect_right(ends, at) - 1, bisect_left(starts, at)
            floor = max(start, ends[i] if i >= 0 else 0, marks[k - 1].at + 1 if k else 0)
            limit = min(end, starts[j] if j < len(starts) else len(folded))
            limit = min(limit, marks[k + 1].at) if k + 1 < len(marks) else limit
            if out:
                floor = max(floor, out[-1].outer_end)
            quote = None
            if mark.char in _CLOSERS or (mark.char == '"' and goes_on(folded, at + 1)):
                if span := bridge_closing(folded, floor, at, frozen):
                    quote = Quote(*span, span[0], at + 1, True)
            elif span := bridge_opening(folded, at + 1, limit, frozen):
                quote = Quote(*span, at, span[1], True)
            if quote is not None:
                out.append(quote)
    return out

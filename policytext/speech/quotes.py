"""Quoted spans: outermost quotes of every style, lost marks bridged where the text allows it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from .bridging import bridge_closing, bridge_opening
from .cue_words import word_at
from .pairing import CLOSERS, ENDS, PAIRS, Mark, Quote, outermost, pair_astray, pair_marks

_MARK_RE = re.compile("[“”‘’「」『』〝〞〟\"']")
_TITLE_RE = re.compile("[《》]")
_VISIBLE_RE = re.compile(r"[^\W_]")
# How far into the next line a quote that a line end cut may close.
_OVER_LINE = 120


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
    loose: list[tuple[int, int, list[Mark]]] = []
    for start, end, marks in _chunks(folded):
        pairs, left = pair_marks(folded, marks)
        pairs, broken = outermost(folded, pairs)
        left = sorted(left + broken)
        more, left = pair_astray(folded, left, pairs)
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


def _chunks(folded: str) -> Iterable[tuple[int, int, list[Mark]]]:
    """Yield the stretches in which marks pair: a line, or lines that one quote runs over."""
    begin = 0
    marks: list[Mark] = []
    end = 0
    for match in _MARK_RE.finditer(folded):
        at = match.start()
        mark = Mark(at, match.group())
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


def _is_apostrophe(folded: str, mark: Mark) -> bool:
    if mark.char not in "’'":
        return False
    before, after = folded[mark.at - 1 : mark.at], folded[mark.at + 1 : mark.at + 2]
    return after.isdigit() or (after.isascii() and after.isalpha() and before.isascii())


def _runs_on(folded: str, marks: list[Mark], after: Mark) -> bool:
    """Whether the quote that the last mark of a line opened closes with the first of the next."""
    last = marks[-1]
    if last.char == '"' and after.char == '"':
        straight = sum(1 for m in marks[-200:] if m.char == '"')
        opens = straight % 2 == 1
    else:
        opens = PAIRS.get(last.char) == after.char
    between = folded[last.at + 1 : after.at]
    if not opens or len(between) > 2 * _OVER_LINE:
        return False
    lines = [line.strip() for line in between.split("\n")]
    lines = [lines[0], *filter(None, lines[1:-1]), lines[-1]]
    if len(lines) != 2 or len(lines[1]) > _OVER_LINE:
        return False
    # A sentence that ended at the line end went on only in a quotation.
    return lines[0][-1:] not in ENDS or lines[1][-1:] in ENDS


def _merge(quotes: list[Quote]) -> list[Quote]:
    out: list[Quote] = []
    for quote in sorted(quotes, key=lambda q: (q.outer_start, -q.outer_end)):
        if not out or quote.outer_start >= out[-1].outer_end:
            out.append(quote)
    return out


def _outside(marks: list[Mark], quotes: list[Quote]) -> list[Mark]:
    """The marks that stand in none of the quotes."""
    ends = [q.outer_end for q in quotes]
    out: list[Mark] = []
    for mark in marks:
        i = bisect_right(ends, mark.at)
        if i == len(quotes) or mark.at < quotes[i].outer_start:
            out.append(mark)
    return out


def _bridge(
    folded: str,
    loose: list[tuple[int, int, list[Mark]]],
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
            around = folded[max(0, at - 1) : at + 2]
            if mark.char in "‘’'" or (
                len(around) == 3 and around[0].isspace() and around[2].isspace()
            ):
                continue
            i, j = bisect_right(ends, at) - 1, bisect_left(starts, at)
            floor = max(start, ends[i] if i >= 0 else 0, marks[k - 1].at + 1 if k else 0)
            limit = min(end, starts[j] if j < len(starts) else len(folded))
            limit = min(limit, marks[k + 1].at) if k + 1 < len(marks) else limit
            if out:
                floor = max(floor, out[-1].outer_end)
            quote = None
            closes = mark.char in CLOSERS
            if mark.char == '"':
                if folded[at - 1 : at].isdigit():
                    continue  # inches
                closes = bool(word_at(folded, at + 1, "head")) or folded[at + 1 : at + 2] == "的"
            if closes:
                if span := bridge_closing(folded, floor, at, frozen):
                    quote = Quote(*span, span[0], at + 1, True)
            elif span := bridge_opening(folded, at + 1, limit, frozen):
                quote = Quote(*span, at, span[1], True)
            if quote is not None:
                out.append(quote)
    return out

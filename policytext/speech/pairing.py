"""Quote marks into pairs: by direction, by turns, and where a mark points the wrong way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .bridging import bridge_closing, bridge_opening, goes_on
from .cue_words import word_at

PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "〝": "〞"}
CLOSERS = {closer: opener for opener, closer in PAIRS.items()} | {"〟": "〝"}
ENDS = frozenset("。!?;…")
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


class Mark(NamedTuple):
    """A quote mark and where it stands."""

    at: int
    char: str


def pair_marks(folded: str, marks: list[Mark]) -> tuple[list[Quote], list[Mark]]:
    """Pair marks by direction, straight ones by turns; return the pairs and what is left."""
    pairs: list[Quote] = []
    stack: list[Mark] = []
    left: list[Mark] = []
    straight = {char: [m for m in marks if m.char == char] for char in "\"'"}
    for char, found in straight.items():
        if len(found) % 2:
            odd = _odd_one(folded, found)
            if char == '"':
                left.append(odd)
            marks = [m for m in marks if m is not odd]
    for mark in marks:
        wanted = mark.char if mark.char in "\"'" else CLOSERS.get(mark.char)
        back = _depth_of(wanted, stack)
        if back:
            left += stack[len(stack) - back + 1 :]
            opener = stack[-back]
            del stack[-back:]
            pairs.append(Quote(opener.at + 1, mark.at, opener.at, mark.at + 1))
        elif mark.char in CLOSERS:
            left.append(mark)
        else:
            stack.append(mark)
    return pairs, left + stack


def _depth_of(char: str | None, stack: Sequence[Mark]) -> int:
    """How deep below the top of the stack, from 1, the mark ``char`` lies; 0 if it does not."""
    for depth in range(1, min(len(stack), _DEPTH) + 1):
        if stack[-depth].char == char:
            return depth
    return 0


def _odd_one(folded: str, marks: list[Mark]) -> Mark:
    """The mark of an odd number of straight ones that leaves the shortest spans to the others."""

    def cost(a: Mark, b: Mark) -> int:
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


def outermost(folded: str, pairs: list[Quote]) -> tuple[list[Quote], list[Mark]]:
    """Return the outermost pairs, and the marks of pairs that two lost marks made up.

    “甲活动。……“乙”……丙” is no quotation that holds “乙”: the mark after 甲 and the one before 丙
    are lost. A pair inside one of the same style is believed where the outer one is short, or
    reads like a quotation.
    """
    out: list[Quote] = []
    broken: list[Mark] = []
    crossed = 0
    # Outer pairs first; a pair that is not believed uncovers those inside it.
    for quote in sorted(pairs, key=lambda q: (q.outer_start, -q.outer_end)):
        if out and quote.outer_end <= out[-1].outer_end:
            continue
        crosses = _crosses(folded, quote, crossed)
        if crosses or _made_up(folded, quote):
            crossed = max(crossed, quote.outer_end) if crosses else crossed
            broken.append(Mark(quote.outer_start, folded[quote.outer_start]))
            broken.append(Mark(quote.end, folded[quote.end]))
        else:
            out.append(quote)
    return [_unwrap(folded, q) for q in out], broken


def _crosses(folded: str, quote: Quote, crossed: int) -> bool:
    """“甲"要求,实行"乙”: the straight marks belong to the curly ones, not to each other.

    crossed: where the last pair that was given up for this ends.
    """
    if folded[quote.outer_start] == '"':
        return quote.outer_end < crossed and goes_on(folded, quote.start)
    at = folded.find('"', quote.start, min(quote.end, quote.start + _NEAR))
    return at > quote.start and goes_on(folded, at + 1)


def _made_up(folded: str, quote: Quote) -> bool:
    opener = folded[quote.outer_start]
    if folded[quote.end - 1] in ENDS or _after_colon(folded, quote):
        return False
    near = min(quote.end, quote.start + _NEAR)
    if quote.end - quote.start > _LONG and opener != '"':
        nested = folded.find(opener, quote.start, near) >= 0
    else:
        nested = False
    if nested or all(folded.find(c, quote.start, near) < 0 for c in "。;"):
        return nested
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
    opener, closer = folded[quote.outer_start], folded[quote.end]
    if opener not in PAIRS:
        return quote
    start, end = quote.start, quote.end
    while end - start > 2 and folded[start] == opener and folded[end - 1] == closer:
        start, end = start + 1, end - 1
    if start > quote.start and folded.find(opener, start, end) < 0:
        return quote._replace(start=start, end=end)
    return quote


def pair_astray(
    folded: str, left: list[Mark], pairs: list[Quote]
) -> tuple[list[Quote], list[Mark]]:
    """Pair neighbours among the leftover marks that point the wrong way or differ in style.

    “甲“, ”甲” and “甲" are pairs where the text between is short and one clause, and what follows
    does not say that the first mark had closed something.
    """
    out: list[Quote] = []
    rest: list[Mark] = []
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


def _astray(folded: str, first: Mark, second: Mark, taken: set[int]) -> bool:
    between = folded[first.at + 1 : min(second.at, first.at + 40)]
    if not 1 <= second.at - first.at - 1 <= 24 or any(c in between for c in "。!?;:\n"):
        return False
    if any(at in taken for at in range(first.at + 1, second.at)):
        return False
    if second.char in "‘’'" and first.char != "‘":
        return first.char in '“「"' and goes_on(folded, second.at + 1)
    if first.char in "’'":
        return False
    if first.char in CLOSERS and second.char in PAIRS:
        return False
    if first.char in PAIRS and second.char in CLOSERS:
        return True
    # Both point the same way, or are straight: the text must not go on as after a closing mark.
    if goes_on(folded, first.at + 1):
        return False
    return first.char not in PAIRS or goes_on(folded, second.at + 1)

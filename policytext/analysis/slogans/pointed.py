"""What stands before a shorthand and is pointed at by 这."""

from __future__ import annotations

from .lists import ITEM_LIMIT, clause_end, cut_lead, share_words, split_list

_BEFORE = 900
_POINTED = 20  # characters between a quote and what points at it


def pointed_at(folded: str, at: int, floor: int, slogan: str, total: int) -> list[tuple[int, int]]:
    """是不是…?是不是…?是不是…?这“3个是不是”: as many sentences alike, with its words, before 这."""
    if folded[at - 1 : at] != "这" or total < 2:
        return []
    floor = max(floor, at - _BEFORE, at - (total + 1) * 2 * ITEM_LIMIT)
    for marks, stops in (("?", ":。!;\n"), ("。", ":!?\n"), (";", ":。!?\n")):
        end = at - 1
        if marks == ";":
            end = folded.rfind("。", floor, end)
        begin = max(folded.rfind(c, floor, end - 1) for c in stops)
        items = split_list(folded, max(floor, begin + 1), end, marks)[-total:]
        if len(items) != total or any(b - a > 2 * ITEM_LIMIT for a, b in items):
            continue
        if share_words(folded, items) and _repeat(folded, items, slogan):
            first = cut_lead(folded, items, slogan)
            items = [first, *items[1:]] if first else []
            return [(a, clause_end(folded, a, b)) for a, b in items]
    return []


def pointed_at_quote(folded: str, at: int, floor: int, total: int) -> list[tuple[int, int]]:
    """做到“心中有党、心中有民…”。这“四有”要求: as many things alike in the quote before."""
    near = max(floor, at - _POINTED)
    if folded[at - 1 : at] != "这" or total < 2 or (close := folded.rfind("”", near, at)) < 0:
        return []
    begin = folded.rfind("“", max(floor, close - (total + 1) * ITEM_LIMIT), close) + 1
    items = split_list(folded, begin, close, "、,;") if begin else []
    return items if len(items) == total and share_words(folded, items) else []


def _repeat(folded: str, items: list[tuple[int, int]], slogan: str) -> bool:
    """Whether two characters in a row of the slogan stand in each item."""
    pairs = {slogan[k : k + 2] for k in range(1, len(slogan) - 1)}
    texts = [folded[a:b] for a, b in items]
    return any(all(pair in text for text in texts) for pair in pairs)

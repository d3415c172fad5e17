"""Lists in running text: where they are split, and where their first item begins."""

from __future__ import annotations

from ...speech.cue_words import load_role, word_at, word_before

Spans = list[tuple[int, int]]

_OPEN = dict(zip("“‘「『《(", "”’」』》)", strict=True))
_CLAUSE = frozenset(",。;:!?\n")
_SENTENCE = frozenset("。:!?\n")
_CONJUNCTIONS = frozenset("和与及")
_ITEM_LIMIT = 60
_MOST = 40


def split_list(
    folded: str, start: int, end: int, marks: str, *, conjunction: bool = False
) -> Spans:
    """Return the parts of ``folded[start:end]`` between ``marks``, not inside quotes or brackets.

    conjunction: split the last part at its last 和, 与, 及 or 以及 too.

    >>> text = "农业、农村(社区、村)和农民"
    >>> [text[a:b] for a, b in split_list(text, 0, len(text), "、", conjunction=True)]
    ['农业', '农村(社区、村)', '农民']
    """
    parts: Spans = []
    begin = start
    closers: list[str] = []
    for i in range(start, end):
        char = folded[i]
        if char in _OPEN:
            closers.append(_OPEN[char])
        elif closers and char == closers[-1]:
            closers.pop()
        elif not closers and char in marks:
            parts.append((begin, i))
            begin = i + 1
    parts.append((begin, end))
    parts = [span for span in (_trim(folded, a, b) for a, b in parts) if span[1] > span[0]]
    if conjunction and parts:
        parts[-1:] = split_conjunction(folded, *parts[-1])
    return parts


def split_conjunction(folded: str, start: int, end: int) -> Spans:
    """Return the two things that the last 和, 与 or 及 outside brackets and quotes joins, or one."""
    depth = 0
    for i in range(end - 2, start, -1):
        char = folded[i]
        if char in "”’」』》)":
            depth += 1
        elif char in _OPEN:
            depth -= 1
        elif depth == 0 and char in _CONJUNCTIONS:
            left = i - 1 if folded[i - 1] == "以" and char == "及" else i
            return [_trim(folded, start, left), _trim(folded, i + 1, end)]
    return [(start, end)]


def _trim(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (folded[start].isspace() or folded[start] in "、,;"):
        start += 1
    while end > start and (folded[end - 1].isspace() or folded[end - 1] in "、,;。"):
        end -= 1
    return start, end


def _backwards(folded: str, floor: int, end: int, stops: frozenset[str], marks: str) -> Spans:
    """The parts between ``marks`` before ``end``, last first, back to one of ``stops``."""
    parts: Spans = []
    depth = 0
    stop = end
    i = end - 1
    while i >= floor and len(parts) < _MOST:
        char = folded[i]
        if char in "”’」』》)":
            depth += 1
        elif char in _OPEN:
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and char in marks:
            parts.append((i + 1, stop))
            stop = i
        elif depth == 0 and char in stops:
            break
        i -= 1
    parts.append((i + 1, stop))
    parts.reverse()
    return [span for span in (_trim(folded, a, b) for a, b in parts) if span[1] > span[0]]


def last_items(
    folded: str, floor: int, end: int, wanted: int, slogan: str, *, joined: bool
) -> Spans:
    """Return the items of the list that ends at ``end``; the first one still has what leads to it.

    wanted: how many the slogan states (0: open). joined: 的 or 等 joins list and slogan, which is
    better evidence than a slogan that just stands behind. Nothing where the number does not fit
    and the items are not alike.
    """
    parts = _backwards(folded, floor, end, _CLAUSE, "、")
    for items in (parts, _with_conjunction(folded, parts)):
        if len(items) >= 2 and (len(items) == wanted or (wanted and len(items) > wanted >= 3)):
            items = items[-wanted:]
            if _fits(folded, items, slogan, joined):
                return items
    clauses = _backwards(folded, floor, end, _SENTENCE, ",;")
    if len(clauses) >= wanted >= 3 and _alike(folded, clauses[-wanted:]):
        return clauses[-wanted:]
    # “五抓” with four of them named: what they share is a word of the slogan.
    if len(parts) >= 3 and (shared := _shared_start(folded, parts[1:])) and shared[0] in slogan:
        return parts
    return []


def _with_conjunction(folded: str, parts: Spans) -> Spans:
    return [*parts[:-1], *split_conjunction(folded, *parts[-1])] if parts else []


def _fits(folded: str, items: Spans, slogan: str, joined: bool) -> bool:
    if any(b - a > _ITEM_LIMIT for a, b in items):
        return False
    if any(_is_slogan(folded, a, b) for a, b in items):
        return False
    if _alike(folded, items):
        return True
    return len(items) >= 3 or (joined and len(items) == 2 and bool(_lead_only(folded, items)))


def _is_slogan(folded: str, start: int, end: int) -> bool:
    """甲“双报到”: an item that ends with a quoted slogan stands beside this one, not under it."""
    return folded[end - 1] in "”』」" and folded[start] not in "“『「"


def _shared_start(folded: str, items: Spans) -> str:
    """The characters with which all items begin."""
    if not items:
        return ""
    first = folded[items[0][0] : items[0][1]]
    for a, b in items[1:]:
        k = 0
        while k < len(first) and a + k < b and folded[a + k] == first[k]:
            k += 1
        first = first[:k]
    return first


def _shared_end(folded: str, items: Spans) -> int:
    """How many characters all items end with."""
    k = 0
    least = min(b - a for a, b in items)
    while k < least and len({folded[b - 1 - k] for _, b in items}) == 1:
        k += 1
    return k


def _alike(folded: str, items: Spans) -> bool:
    """Items that begin alike, end alike or are of one length are a list by themselves."""
    later = items[1:]
    if len(items) == 2:
        return _shared_end(folded, items) > 0 or bool(_lead_only(folded, items))
    if shared := _shared_start(folded, later):
        return folded.find(shared, *items[0]) >= 0
    return len({b - a for a, b in later}) == 1 or _shared_end(folded, items) > 0


def _lead_only(folded: str, items: Spans) -> bool:
    """Whether the first item is as long as the others once the words that lead to it are cut."""
    lengths = {b - a for a, b in items[1:]}
    if len(lengths) != 1:
        return False
    begin = items[0][1] - lengths.pop()
    return begin >= items[0][0] and _is_lead(folded, items[0][0], begin)


def _is_lead(folded: str, start: int, end: int) -> bool:
    """Whether ``folded[start:end]`` is nothing, or ends with a word that can lead to a list."""
    return start == end or bool(word_before(folded, end, "lead", floor=start))


def cut_lead(folded: str, items: Spans, slogan: str) -> tuple[int, int] | None:
    """Return the first item without what leads to it (开展了, 按照, 实现工作方式).

    By what the other items begin with, by their common length, then by words that can lead to a
    list. None where nothing is left.
    """
    start, end = items[0]
    later = items[1:]
    if shared := _shared_start(folded, later):
        at = folded.rfind(shared, start, end)
        if at >= 0 and (len(shared) > 1 or shared in slogan or _is_lead(folded, start, at)):
            return at, end
    lengths = {b - a for a, b in later}
    if len(lengths) == 1:
        begin = end - lengths.pop()
        if begin >= start and (len(later) >= 2 or _is_lead(folded, start, begin)):
            return begin, end
    begin = start
    while word := _leading(folded, begin, end):
        begin += len(word)
    return (begin, end) if begin < end else None


def _leading(folded: str, start: int, end: int) -> str:
    """The word at ``start`` that leads to a list, if something of two characters is left of it."""
    word = word_at(folded, start, "lead")
    if not word or start + len(word) + (1 if len(word) > 1 else 2) > end:
        return ""
    if len(word) == 1 and word not in "以把将按由从对了着出" and word in load_role("lead"):
        return ""
    return word

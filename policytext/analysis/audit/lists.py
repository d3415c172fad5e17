"""A stated number of things and those named beside it: 甲、乙、丙等三项制度; 三个关系(甲、乙)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...speech.cue_words import word_before
from ...speech.numerals import parse_number
from ...text.lazy import lazy_re
from ..slogans.lists import share_words, split_conjunction, split_list
from .claims import Claim

_MEASURES = (
    "个方面|大方面|方面|大块|大类|大点|大项|大|个|项|点|条|种|类|道|支|句|字|步|级|件|份|门|位|名|家|章|篇|"
    "组|座|所|本|场|部"
)
COUNTED_RE = lazy_re(
    r"(?<![第每前后近约余多几零〇一二两三四五六七八九十百千万亿\d.+/%·-])(?<![一二三四五六七八九十\d][至到])"
    rf"(?P<number>[二两三四五六七八九十]|十[一二三四五六七八九]|[2-9]|[12]\d)(?P<measure>{_MEASURES})"
    r"(?P<noun>[^\s,。;:!?、()“”‘’《》\d]{0,14})"
)
_TAIL_RE = lazy_re(r"(?:等的?|的|这|这些|共|共同的|,即|在内的|以及其他)$")
_OPEN_RE = lazy_re(r"等|其他|其它|之类|…")
_CLAUSE_STOPS = frozenset(",。;:!?\n")
_OPENERS, _CLOSERS = "“‘「『《([", "”’」』》)]"
_FLOOR = 200
_ITEM_LIMIT = 48
_MOST = 24
_SHORT = 20
_TOO_MANY = 30
_NESTED_RE = lazy_re(r"的|[一二两三四五六七八九十\d](?:省|市|县|个|项|大|类|种)|以及")
_CONJUNCTION_RE = re.compile("[和与及或]")
_LAST_RE = lazy_re(
    r"[和与及跟同或在对把将为以按从由向是有了于给到]$|以及$|开展$|实施$|做好$|抓好$|组织$|建立$|进行$|完成$"
)


class Counted(NamedTuple):
    """A number of things: its span with the noun, and the number."""

    start: int
    end: int
    number: int
    noun: str
    written: str


def find_counted(folded: str) -> Iterator[Counted]:
    """Yield what a text counts with a small number and a classifier, outside quotes.

    >>> [(c.number, c.noun) for c in find_counted("我讲三点意见,建立六项制度")]
    [(3, '意见'), (6, '制度')]
    """
    match = COUNTED_RE.search(folded)
    while match:
        after = COUNTED_RE.search(folded, match.end("measure"))
        number = parse_number(match["number"])
        if number is not None and int(number) >= 2:
            end = match.end()
            if after and after.start() < end:
                # 强化四种意识建设四个平台
                end = after.start()
            noun = folded[match.end("measure") : end]
            written = folded[match.start() : match.end("measure")]
            yield Counted(match.start(), end, int(number), noun, written)
        match = after


def find_lists(folded: str, counted: Counted) -> Claim | None:
    """Return the claim that a list beside ``counted`` names as many things, if there is one.

    In order: brackets behind it, a list behind a colon, a list before it, one behind it before 等
    and its noun. A list with 等 names at most as many; where 和 may or may not join two items,
    either reading saves the claim.
    """
    return (
        _in_brackets(folded, counted)
        or _behind_colon(folded, counted)
        or _before(folded, counted)
        or _resumed(folded, counted)
    )


def _claim(counted: Counted, start: int, end: int, named: int, ok: bool) -> Claim:
    return Claim(start, end, "list", counted.written, str(named), ok)


def _in_brackets(folded: str, counted: Counted) -> Claim | None:
    if folded[counted.end : counted.end + 1] != "(":
        return None
    close = _closing(folded, counted.end, counted.end + 300)
    if close < 0:
        return None
    return _compare(folded, counted, counted.end + 1, close, limit=_ITEM_LIMIT)


def _closing(folded: str, at: int, limit: int) -> int:
    depth = 0
    for i in range(at, min(limit, len(folded))):
        depth += (folded[i] == "(") - (folded[i] == ")")
        if depth == 0:
            return i
    return -1


def _behind_colon(folded: str, counted: Counted) -> Claim | None:
    if folded[counted.end : counted.end + 1] != ":":
        return None
    stop = re.compile(r"[。!?\n]").search(folded, counted.end, counted.end + 600)
    end = stop.start() if stop else min(len(folded), counted.end + 600)
    return _compare(folded, counted, counted.end + 1, end, limit=_SHORT)


def _compare(folded: str, counted: Counted, start: int, end: int, *, limit: int) -> Claim | None:
    """Split at ; then , then 、: as many items as stated holds; else the list that is one."""
    best: list[tuple[int, int]] = []
    for marks in (";", ",", "、"):
        items = split_list(folded, start, end, marks)
        if len(items) == counted.number:
            return _claim(counted, counted.start, end, len(items), True)
        joined = split_list(folded, start, end, marks, conjunction=True)
        if len(joined) == counted.number:
            return _claim(counted, counted.start, end, len(joined), True)
        if len(items) > 1 and not best:
            best = items
    text = folded[start:end]
    low, high = len(best), len(best) + len(_CONJUNCTION_RE.findall(text))
    if len(best) < 3 or low <= counted.number <= high or _OPEN_RE.search(text):
        return None
    # Only items alike and all of them short are a list beyond doubt.
    if any(b - a > limit for a, b in best) or not share_words(folded, best):
        return None
    return _claim(counted, counted.start, end, len(best), False)


def _resumed(folded: str, counted: Counted) -> Claim | None:
    """采取六项措施,…。实施甲、乙、丙、丁、戊、己等措施: the noun comes back behind its list."""
    noun = counted.noun
    if not 2 <= len(noun) <= 4:
        return None
    at = folded.find("等" + noun, counted.end, counted.end + _FLOOR)
    if at < 0:
        return None
    start = _list_start(folded, counted.end, at)
    items = split_list(folded, start, at, "、")
    both = split_list(folded, start, at, "、", conjunction=True)
    if counted.number not in (len(items), len(both)) or len(items) < 2:
        return None
    return _claim(counted, counted.start, at + 1 + len(noun), counted.number, True)


def _before(folded: str, counted: Counted) -> Claim | None:
    """…、…、…等六项制度 and …、…三项重点."""
    end = counted.start
    tail = _TAIL_RE.search(folded[max(0, end - 6) : end])
    mark = tail.group() if tail else ""
    end -= len(mark)
    if end <= 0 or folded[end - 1] in ",。;:!?、\n(“‘《 ":
        return None
    floor = max(0, end - _FLOOR)
    if folded.count("、", floor, end) > _TOO_MANY:
        return None
    start = _list_start(folded, floor, end)
    items = split_list(folded, start, end, "、")
    if not 1 <= len(items) <= _MOST or any(b - a > _ITEM_LIMIT for a, b in items[1:]):
        return None
    last = folded[items[-1][0] : items[-1][1]]
    if not mark and (_LAST_RE.search(last) or word_before(folded, end, "verb", floor=start)):
        return None
    both = [*items[:-1], *split_conjunction(folded, *items[-1])]
    if len(both) < 2 or any(b - a < 2 for a, b in both):
        return None
    if counted.number in (len(items), len(both)):
        if len(items) == 1 and not mark:
            return None
        return _claim(counted, items[0][0], counted.end, counted.number, True)
    named = _misses(folded, items, counted, mark, start == floor > 0)
    return _claim(counted, items[0][0], counted.end, named, False) if named else None


def _misses(
    folded: str, items: list[tuple[int, int]], counted: Counted, mark: str, cut: bool
) -> int:
    """How many a list names that no reading brings to the number stated, or 0.

    等 leaves more to be named, so such a list can only be too long. Without it the items must be
    alike. A list may begin inside: 甲、乙两省的丙、丁两地.
    """
    if cut or len(items) < 3 or counted.written.endswith("级"):
        return 0
    texts = [folded[a:b] for a, b in items]
    if any(_NESTED_RE.search(text) for text in texts) or _OPEN_RE.search("".join(texts)):
        return 0
    high = len(items) + sum(_CONJUNCTION_RE.search(text) is not None for text in texts)
    if mark.startswith("等"):
        return len(items) if len(items) > counted.number else 0
    if len(items) <= counted.number <= high or not share_words(folded, items):
        return 0
    return len(items) if all(b - a <= _SHORT for a, b in items[1:]) else 0


def _list_start(folded: str, floor: int, end: int) -> int:
    """Where the clause begins that ends at ``end``; brackets and quotes are jumped over."""
    depth = 0
    for i in range(end - 1, floor - 1, -1):
        char = folded[i]
        if char in _CLOSERS:
            depth += 1
        elif char in _OPENERS:
            if depth == 0:
                return i + 1
            depth -= 1
        elif depth == 0 and char in _CLAUSE_STOPS:
            return i + 1
    return floor

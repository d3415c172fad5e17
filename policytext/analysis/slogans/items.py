"""What a shorthand stands for, where the text beside it spells that out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...speech.cue_words import load_role, word_at, word_before
from .groups import groups_after
from .lists import (
    AFTER,
    ITEM_LIMIT,
    clause_end,
    cut_lead,
    last_items,
    sentence_end,
    share_words,
    split_conjunction,
    split_list,
)
from .pointed import pointed_at, pointed_at_quote

_BEFORE = 400
_BRACKET_LIMIT = 300
_OPENERS, _CLOSERS = "([（【", ")]）】"
_INNER_RE = re.compile(r"\((.+)\)\s*$", re.DOTALL)
_NAMELY_RE = re.compile(r"(?:即是?|也就是|就是(?!要)|分别是|分别为|包括|指的是|是指|指)[:,]?\s*")
_TO_COLON_RE = re.compile(r"[^,。;!?\n“”]{0,12}?[:,。]\s*")
_COLON_RE = re.compile(r"[:,]?\s*")
_ENUM_RE = re.compile(
    r"(?:(?P<is>[一二三四五六七八九十]{1,3})(?:是|要|个是)|第(?P<nth>[一二三四五六七八九十]{1,3})[,、:]"
    r"|[(（](?P<br>[一二三四五六七八九十]{1,3})[)）]|(?P<ar>\d{1,2})[.、](?!\d)|[(（](?P<ab>\d{1,2})[)）]"
    r"|(?P<ci>[①②③④⑤⑥⑦⑧⑨⑩]))[、,]?\s*"
)
_COUNTED_RE = re.compile("[一二三四五六七八九十两0-9]{1,2}[个大项条种](?P<word>[一-鿿]{2,4})")
_RESPECTS_RE = re.compile("这?[一二三四五六七八九十两0-9]{1,2}个?(?:方面|领域|环节|层面)")
_ECHO_RE = re.compile("[,:](?:要|就是要|切实|真正|努力|做到)?")
_COMMON = frozenset("个大项条种类的和、,()是不")
_ENDS_RE = re.compile(r"[。;!?\n]")
_NUMERALS = frozenset("一二三四五六七八九十两双几0123456789")
_ORDER = "一二三四五六七八九十"


def find_items(
    folded: str,
    start: int,
    end: int,
    outer: tuple[int, int],
    span: tuple[int, int],
    counts: Sequence[int],
) -> list[tuple[int, int]]:
    """Return the spans of what a shorthand stands for, as the paragraph spells it out, or nothing.

    folded: the text. start, end: the shorthand. outer: the same with its marks. span: of its
    paragraph. counts: the numbers it states. In order: brackets inside or right after; 一是…二是…,
    a list or several behind it; a list right before; as many clauses behind it, or before 这, that
    repeat its words.

    >>> text = "按照有机构、有场所、有制度的“三有”要求"
    >>> [text[a:b] for a, b in find_items(text, 15, 17, (14, 18), (0, len(text)), [3])]
    ['有机构', '有场所', '有制度']
    """
    total = sum(counts) if all(counts) else 0
    return (
        _bracket_inside(folded, start, end, total)
        or _bracket_after(folded, outer[1], span[1], total)
        or _enumerated_after(folded, outer[1], span[1], total)
        or _list_after(folded, outer[1], span[1], total)
        or groups_after(folded, outer[1], span[1], folded[start:end], counts)
        or _list_before(folded, outer[0], span[0], folded[start:end], total, len(counts))
        or _clauses_after(folded, outer[1], span[1], folded[start:end], total)
        or _echoes_after(folded, outer[1], span[1], folded[start:end], total)
        or pointed_at(folded, outer[0], span[0], folded[start:end], total)
        or pointed_at_quote(folded, outer[0], span[0], total)
    )


def _bracket_inside(folded: str, start: int, end: int, total: int) -> list[tuple[int, int]]:
    match = _INNER_RE.search(folded, start, end)
    if not match or folded.find(")", start, end - 1) >= 0:
        return []
    return _in_bracket(folded, match.start(1), match.end(1), total)


def _bracket_after(folded: str, at: int, limit: int, total: int) -> list[tuple[int, int]]:
    """(…) right behind the mark, or behind the head noun: “三项”制度(甲、乙、丙)."""
    limit = min(limit, at + _BRACKET_LIMIT)
    if folded[at : at + 1] != "(" and (head := word_at(folded, at, "head")):
        at += len(head)
    if folded[at : at + 1] != "(" or folded.find(")", at, limit) < 0:
        return []
    depth = 0
    for i in range(at, limit):
        depth += (folded[i] == "(") - (folded[i] == ")")
        if depth == 0:
            return _in_bracket(folded, at + 1, i, total)
    return []


def _in_bracket(folded: str, start: int, end: int, total: int) -> list[tuple[int, int]]:
    if match := _NAMELY_RE.match(folded, start, end):
        start = match.end()
    items = _enumerated(folded, start, end) or split_list(folded, start, end, ";")
    for marks in (",", "、"):
        if len(items) < 2:
            items = split_list(folded, start, end, marks)
    if len(items) < 2:
        return _at_conjunctions(folded, start, end)
    if total and len(items) != total:
        # “四议两公开”(甲、乙、丙、丁,戊公开、己公开)
        each = split_list(folded, start, end, ",;、")
        items = each if len(each) == total else items
    if len(items) >= 2 and any(b - a > 2 * ITEM_LIMIT for a, b in items):
        return []
    return items


def _at_conjunctions(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Two things joined by 和: 企业和群众满意."""
    if end - start > ITEM_LIMIT:
        return []
    items = split_conjunction(folded, start, end)
    if len(items) < 2 or len(split_conjunction(folded, *items[0])) > 1:
        return []
    return items


def _enumerated_after(folded: str, at: int, limit: int, total: int) -> list[tuple[int, int]]:
    """一是…二是… behind the shorthand: at most a head noun and a colon, comma or 。 between."""
    limit = min(limit, at + AFTER)
    for _ in range(3):
        if head := word_at(folded, at, "head"):
            at += len(head)
    if match := _TO_COLON_RE.match(folded, at, limit):
        at = match.end()
    if match := _NAMELY_RE.match(folded, at, limit):
        at = match.end()
    first = _ENUM_RE.match(folded, at, limit)
    if not first or _number(first) != 1:
        return []
    items = _enumerated(folded, at, limit)
    return items if len(items) >= 2 and (not total or len(items) == total) else []


def _number(match: re.Match[str]) -> int:
    text = match.group(match.lastgroup or 0)
    if text.isdigit() and text.isascii():
        return int(text)
    if text in "①②③④⑤⑥⑦⑧⑨⑩":
        return "①②③④⑤⑥⑦⑧⑨⑩".index(text) + 1
    return _ORDER.index(text) + 1 if text in _ORDER else 10 + _ORDER.find(text[-1]) + 1


def _enumerated(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """The items of 一是…,二是…: each to its first punctuation; numbers must run on from one."""
    marks: list[re.Match[str]] = []
    for match in _ENUM_RE.finditer(folded, start, end):
        if marks and match.lastgroup != marks[0].lastgroup:
            continue
        number = _number(match)
        if marks and number == 1:
            break  # another list
        if number == len(marks) + 1:
            marks.append(match)
    if len(marks) < 2 or marks[0].start() != start:
        return []
    out: list[tuple[int, int]] = []
    for k, mark in enumerate(marks):
        stop = marks[k + 1].start() if k + 1 < len(marks) else end
        out.append((mark.end(), clause_end(folded, mark.end(), stop)))
    return [(a, b) for a, b in out if b > a] if all(b - a <= ITEM_LIMIT for a, b in out) else []


def _list_after(folded: str, at: int, limit: int, total: int) -> list[tuple[int, int]]:
    """“三个高于”,即:甲,乙,丙 or “三有”:甲、乙、丙; the number must be the one that is stated."""
    if total < 2:
        return []
    limit = min(limit, at + AFTER, at + (total + 1) * ITEM_LIMIT)
    if head := word_at(folded, at, "head"):
        at += len(head)
    lead = _COLON_RE.match(folded, at, limit)
    if lead is None:
        return []  # the head ends beyond the limit
    namely = _NAMELY_RE.match(folded, lead.end(), limit)
    if not namely and ":" not in lead.group():
        return []
    start = namely.end() if namely else lead.end()
    found = _ENDS_RE.search(folded, start, limit)
    sentence = sentence_end(folded, start, limit)
    for marks, until in ((";", sentence), (",", found.start() if found else limit), ("、", 0)):
        until = until or clause_end(folded, start, limit)
        items = split_list(folded, start, until, marks)
        if marks == "、" and len(items) == total - 1:
            items = split_list(folded, start, until, marks, conjunction=True)
        if len(items) != total or any(b - a > ITEM_LIMIT for a, b in items):
            continue
        if marks != "," or ":" in folded[at:start] or share_words(folded, items):
            return _in_respects(folded, items)
    return []


def _in_respects(folded: str, items: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """在甲、乙和丙三个方面走在前面: the things without what is said of all of them."""
    (first, *between), (last, end) = items[:-1], items[-1]
    found = _RESPECTS_RE.search(folded, last + 2, end)
    if not found or not between or folded[first[0]] not in "在从":
        return items
    return [(first[0] + 1, first[1]), *between, (last, found.start())]


def _list_before(
    folded: str, at: int, floor: int, slogan: str, total: int, parts: int
) -> list[tuple[int, int]]:
    """…、…、…的“三有”, or “五抓” right behind its list."""
    if slogan[0] not in _NUMERALS:
        return []
    floor = max(floor, at - _BEFORE)
    end = at
    tail = ""
    tails = load_role("tail")
    for length in range(min(max(map(len, tails)), at - floor), 0, -1):
        if folded[at - length : at] in tails:
            tail, end = folded[at - length : at], at - length
            break
    if end <= floor or folded[end - 1] in "、,;:。!?和与及“‘(":
        return []
    if not tail and word_before(folded, end, "verb", floor=floor):
        return []
    for wanted in dict.fromkeys((total, parts if parts > 1 else total)):
        items = last_items(folded, floor, end, wanted, slogan, joined=bool(tail))
        if items:
            ending = tail.removesuffix("的")
            if ending and all(folded.endswith(ending, a, b) for a, b in items[:-1]):
                items[-1] = items[-1][0], items[-1][1] + len(ending)  # …相结合、…相结合的
            first = cut_lead(folded, items, slogan)
            return [first, *items[1:]] if first else []
    return []


def _clauses_after(
    folded: str, at: int, limit: int, slogan: str, total: int
) -> list[tuple[int, int]]:
    """“双随机、一公开”监管,随机抽取…,随机选派…,及时公布…。 — each clause repeats a word of it."""
    limit = min(limit, at + AFTER)
    if head := word_at(folded, at, "head"):
        at += len(head)
    words = set(slogan) - _NUMERALS - _COMMON
    if folded[at : at + 1] != "," or total < 3 or len(slogan) < 4 or len(words) < 2:
        return []
    if slogan[1] in "大项条种类" or word_at(folded, at + 1, "verb"):
        return []
    items = split_list(folded, at + 1, sentence_end(folded, at, limit), ",;")
    if len(items) != total or any(b - a > ITEM_LIMIT for a, b in items):
        return []
    return items if all(words & set(folded[a:b]) for a, b in items) else []


def _echoes_after(
    folded: str, at: int, limit: int, slogan: str, total: int
) -> list[tuple[int, int]]:
    """“五个带头”,要带头讲政治、带头讲团结…: as many things, each of which has its word."""
    match = _COUNTED_RE.fullmatch(slogan)
    lead = _ECHO_RE.match(folded, at, min(limit, at + 6))
    if not match or not lead or total < 2:
        return []
    limit = min(limit, at + AFTER)
    start = lead.end()
    ends = clause_end(folded, start, limit), sentence_end(folded, start, limit)
    for marks, until in zip(("、", ",;"), ends, strict=True):
        items = split_list(folded, start, until, marks)
        if len(items) == total and all(folded.find(match["word"], a, b) >= 0 for a, b in items):
            return items if all(b - a <= ITEM_LIMIT for a, b in items) else []
    return []

"""What a shorthand of several numbers stands for, spelt out behind it group by group."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from ...speech.cue_words import word_at
from .lists import AFTER, ITEM_LIMIT, Spans, sentence_end, split_conjunction, split_list

_LEAD_RE = re.compile(r"[:,]?\s*(?:(?P<namely>即是?|也就是|分别是|分别为|包括|指的是)[:,]?\s*)?")
_DONE_RE = re.compile("要|就是要|切实|真正|努力|做到|实现|坚持")
_PARTS_RE = re.compile(
    "[一二三四五六七八九十两双0-9]+([^一二三四五六七八九十两双0-9、,+]{1,6})[、,+]?"
)
_COUNTERS = "个大项条种类"


def groups_after(
    folded: str, at: int, limit: int, slogan: str, counts: Sequence[int]
) -> list[tuple[int, int]]:
    """Return the spans of what a shorthand like 三亮三比三评 or 两推一选 stands for, or nothing.

    folded: the text. at, limit: behind the shorthand, and where to look no further. counts: the
    numbers it states, one for each part. Behind 即 or a colon there must be as many clauses as
    numbers, each with as many things; elsewhere each thing must repeat a character of its part.

    >>> text = "“两推一选”,即党员推荐、群众推荐,党内选举。"
    >>> [text[a:b] for a, b in groups_after(text, 6, len(text), "两推一选", [2, 1])]
    ['党员推荐', '群众推荐', '党内选举']
    """
    parts = _parts(slogan, counts)
    if not parts:
        return []
    limit = min(limit, at + AFTER)
    if head := word_at(folded, at, "head"):
        at += len(head)
    lead = _LEAD_RE.match(folded, at, limit)
    if not lead or lead.end() == at:
        return []
    sure = bool(lead["namely"]) or ":" in lead.group()
    done = _DONE_RE.match(folded, lead.end(), limit)
    start = done.end() if done else lead.end()
    end = sentence_end(folded, start, limit)
    return (
        _repeating(folded, start, end, parts)
        or (_by_clause(folded, start, end, counts) if sure else [])
        or _woven(folded, start, end, parts, counts)
    )


def _parts(slogan: str, counts: Sequence[int]) -> list[Set[str]]:
    """For each thing the characters of its part: 推 推 选; nothing where parts are not as many as
    numbers."""
    matches = list(_PARTS_RE.finditer(slogan))
    if len(counts) < 2 or not all(counts) or len(matches) != len(counts):
        return []
    found = [set(match[1].lstrip(_COUNTERS)) for match in matches]
    if not all(found) or "".join([match.group() for match in matches]) != slogan:
        return []
    return [part for part, count in zip(found, counts, strict=True) for _ in range(count)]


def _repeating(folded: str, start: int, end: int, parts: Sequence[Set[str]]) -> Spans:
    """The things one behind the other, each with a character of its part; more may follow."""
    items = split_list(folded, start, end, ",;、")
    if len(items) == len(parts) - 1:
        items = split_list(folded, start, end, ",;、", conjunction=True)
    items = items[: len(parts)]
    if len(items) != len(parts) or any(b - a > ITEM_LIMIT for a, b in items):
        return []
    last = items[-1][1]
    if last < end and folded[last] == "、":
        return []  # the list goes on
    each = [set(folded[a:b]) for a, b in items]
    return items if all(a & b for a, b in zip(parts, each, strict=True)) else []


def _woven(
    folded: str, start: int, end: int, parts: Sequence[Set[str]], counts: Sequence[int]
) -> Spans:
    """“五比五看”,比学习看素质、比作风看形象…: five things that repeat something of both."""
    if len(set(counts)) > 1 or counts[0] < 3:
        return []
    items = _repeating(folded, start, end, parts[: counts[0]])
    each = [set(folded[a:b]) for a, b in items]
    return items if all(part & found for part in parts for found in each) else []


def _by_clause(folded: str, start: int, end: int, counts: Sequence[int]) -> Spans:
    """The things in as many clauses as there are numbers, as many in each as it says."""
    clauses = split_list(folded, start, end, ",;")
    if len(clauses) != len(counts):
        return []
    found: Spans = []
    for (a, b), count in zip(clauses, counts, strict=True):
        items = split_list(folded, a, b, "、")
        if items and len(items) == count - 1:
            items = [*items[:-1], *split_conjunction(folded, *items[-1])]
        if len(items) != count:
            return []
        found += items
    return found if all(b - a <= ITEM_LIMIT for a, b in found) else []

"""Numbers in a row that go to subjects in a row: A、B分别增长8.9%、7.7%."""

from __future__ import annotations

import re
from itertools import pairwise

from .context import Context, Reading
from .lexicon import stat_words
from .phrases import read_before, read_noun
from .segments import WINDOW, Segment, one_line

_SERIES_RE = re.compile("分别|依次")
_JOIN_RE = re.compile("[、,]|和|与|及|以及|跟")
_ROW = frozenset(("、", "和"))
LINKS = frozenset(("、", "和", "与", "及", "至", "到", "或"))


def read_series(folded: str, segment: Segment, context: Context) -> list[Reading] | None:
    """Return the readings of A、B分别增长8.9%、7.7%: each number to its own subject."""
    stats = segment.stats
    if len(stats) < 2:
        return None
    before = one_line(folded[max(segment.start, stats[0].start - WINDOW) : stats[0].start])
    marks = list(_SERIES_RE.finditer(before))
    whole = read_before(before)
    change = whole.change
    if marks:
        whole = read_before(before[: marks[-1].start()])
    elif not _links(folded, segment) <= _ROW:
        return None
    text = read_noun(whole.noun, linked=True).text
    if marks:
        text = text or context.topic or context.last
    items = split_items(text)
    if len(items) != len(stats):
        return None
    return [Reading(item, change) for item in items]


def read_echo(folded: str, segment: Segment, context: Context) -> list[Reading] | None:
    """Return the readings of A为5元,B为4元,增长9.8%和8.5%: the numbers go back to A and B."""
    stats = segment.stats
    if len(stats) < 2 or not _links(folded, segment) <= LINKS:
        return None
    before = read_before(folded[max(segment.start, stats[0].start - WINDOW) : stats[0].start])
    recent = context.recent[-len(stats) :]
    if before.noun or not before.change or len(recent) < len(stats):
        return None
    respectively = _SERIES_RE.search(folded, segment.start, stats[0].start)
    one_unit = len({unit for _, unit in recent}) == 1
    if len({subject for subject, _ in recent}) < len(stats) or not (one_unit or respectively):
        return None
    return [Reading(subject, before.change) for subject, _ in recent]


def _links(folded: str, segment: Segment) -> set[str]:
    """Return what stands between the numbers of a segment, each with the next."""
    return {folded[a.end : b.start].strip() for a, b in pairwise(segment.stats)}


def split_items(text: str) -> list[str]:
    """Return the coordinated nouns of a phrase; paired modifiers share the noun of the last.

    >>> split_items("城镇和农村人均住房面积")
    ['城镇人均住房面积', '农村人均住房面积']
    >>> split_items("专业技术人才、高技能人才")
    ['专业技术人才', '高技能人才']
    >>> split_items("早籼稻和小麦收购价")
    ['早籼稻收购价', '小麦收购价']
    """
    items = [item.strip() for item in _JOIN_RE.split(text) if item.strip()]
    if len(items) < 2:
        return items
    pair, last = stat_words().pair, items[-1]
    for i, item in enumerate(items[:-1]):
        size = len(item)
        if item in pair and (twin := _first_word(last, pair)):
            items[i] = item + last[len(twin) :]
        elif 1 < size <= 4 and size < len(last) and item[-1] == last[size - 1]:
            items[i] = item + last[size:]
    return items


def _first_word(text: str, words: frozenset[str]) -> str:
    """Return the longest of ``words`` that ``text`` begins with, and goes on after."""
    return max((w for w in words if text.startswith(w) and w != text), key=len, default="")

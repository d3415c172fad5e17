"""Slogans of two sides: which are new, dropped, kept, and which mean something else now."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from ...text.widths import fold_width
from ..slogans import SloganUse, list_slogans
from ..slogans.table import best_items, most_common
from ..slogans.uses import slogan_key
from .sides import Row, View

STATUSES = ("new", "dropped", "revised", "kept")
# Two wordings of an item mean the same where so much of both is in both: 工作效率, 办事效率.
SAME_ITEM = 0.5

_NUMERAL_RE = re.compile("[零〇一二三四五六七八九十两双几0-9XNn]+")
_MARK_RE = re.compile(r"[\W_]+")


class SloganChangeRow(NamedTuple):
    """One slogan in A and in B.

    slogan: its most frequent spelling, in B where it stands there. kind: quotation, shorthand,
    phrase or term. status: ``new`` (only in B), ``dropped`` (only in A), ``kept``, or ``revised``:
    a shorthand that stands for other items, or that states another number (三个自信, 四个自信).
    count_a, count_b: occurrences in quotes.
    """

    slogan: str
    kind: str
    status: str
    count_a: int
    count_b: int


class SloganDetailRow(NamedTuple):
    """As SloganChangeRow, and what a shorthand stands for.

    before: the slogan in A where it stated another number. items_a, items_b: what it stands for on
    each side, joined with ``|``, where the text says so.
    """

    slogan: str
    kind: str
    status: str
    count_a: int
    count_b: int
    before: str
    items_a: str
    items_b: str


@dataclass
class Slogan:
    """What one side says of one slogan: how often each spelling, kind, number and list stands."""

    spelled: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    stated: Counter[str] = field(default_factory=Counter)
    items: Counter[str] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        """The most frequent spelling."""
        return most_common(self.spelled)

    @property
    def kind(self) -> str:
        """The most frequent kind."""
        return most_common(self.kinds)

    @property
    def count(self) -> int:
        """Occurrences."""
        return self.kinds.total()

    @property
    def best_items(self) -> str:
        """The best list of what it stands for."""
        return best_items(self.items, most_common(self.stated))


Slogans = dict[str, Slogan]


def add_slogans(side: Slogans, uses: Sequence[SloganUse]) -> None:
    """Merge the slogans of one speech into a side."""
    for use in uses:
        slogan = side.setdefault(slogan_key(use.slogan, use.kind), Slogan())
        slogan.spelled[use.slogan] += 1
        slogan.kinds[use.kind] += 1
        if use.stated:
            slogan.stated[use.stated] += 1
        if use.items:
            slogan.items[use.items] += 1


def slogan_view(
    *, min_count: int = 1, top: int | None = None, details: bool = False
) -> View[list[SloganUse], Slogans]:
    """Return the view that compares slogans; details: with the columns of SloganDetailRow."""
    row_type = SloganDetailRow if details else SloganChangeRow
    return View(
        analyse=list_slogans,
        gather=dict,
        add=add_slogans,
        compare=partial(slogan_rows, min_count=min_count, top=top, details=details),
        columns=row_type._fields,
        row_type=row_type,
    )


def slogan_rows(
    a: Slogans, b: Slogans, *, min_count: int = 1, top: int | None = None, details: bool = False
) -> Iterator[Row]:
    """Yield a row a slogan: new, dropped, revised, kept, each the most frequent first."""
    before = _renumbered(a, b)
    gone = set(before.values())
    rows = [
        _row(a.get(before.get(key, key)), b.get(key))
        for key in sorted(a.keys() | b.keys())
        if key not in gone
    ]
    rows.sort(key=lambda r: (STATUSES.index(r.status), -r.count_a - r.count_b, r.slogan, r.kind))
    kept = [row for row in rows if row.count_a + row.count_b >= min_count]
    for row in kept[:top]:
        yield row if details else SloganChangeRow(*row[:3], row.count_a, row.count_b)


def _row(old: Slogan | None, new: Slogan | None) -> SloganDetailRow:
    shown = new or old
    assert shown is not None
    status = "new" if old is None else "dropped" if new is None else "kept"
    before = ""
    if old is not None and new is not None and "shorthand" in (old.kind, new.kind):
        if most_common(old.stated) != most_common(new.stated):
            status, before = "revised", old.name
        elif not same_items(old.items, new.items):
            status = "revised"
    return SloganDetailRow(
        slogan=shown.name,
        kind=shown.kind,
        status=status,
        count_a=old.count if old else 0,
        count_b=new.count if new else 0,
        before=before,
        items_a=old.best_items if old else "",
        items_b=new.best_items if new else "",
    )


def _renumbered(a: Slogans, b: Slogans) -> Mapping[str, str]:
    """Return, for a shorthand that only B has, the one that only A has and that differs from it in
    its number alone; the most frequent ones first."""

    def alone(side: Slogans, other: Slogans) -> Iterator[tuple[int, str]]:
        for key, slogan in side.items():
            if key not in other and slogan.kind == "shorthand":
                yield -slogan.count, key

    waiting: dict[str, list[str]] = {}
    for _, key in sorted(alone(a, b), reverse=True):
        waiting.setdefault(_NUMERAL_RE.sub("#", key), []).append(key)
    before: dict[str, str] = {}
    for _, key in sorted(alone(b, a)):
        if stack := waiting.get(_NUMERAL_RE.sub("#", key)):
            before[key] = stack.pop()
    return before


def same_items(a: Mapping[str, int], b: Mapping[str, int]) -> bool:
    """Whether some list of A says what some list of B says; a side without a list says nothing
    else. Lists are joined with ``|``; a shorter one may leave items out.

    >>> same_items({"提高认识|提高效率": 1}, {"提高思想认识|提高效率": 2})
    True
    >>> same_items({"提高认识|提高效率": 1}, {"提高收入|提高生活水平": 1})
    False
    """
    if not a or not b:
        return True
    return any(_same_list(x.split("|"), y.split("|")) for x in a for y in b)


def _same_list(a: Sequence[str], b: Sequence[str]) -> bool:
    from rapidfuzz.distance import Indel

    fewer, more = sorted((_bare(a), _bare(b)), key=len)
    left = list(more)
    for item in fewer:
        best = max(left, key=lambda other: Indel.normalized_similarity(item, other))
        if Indel.normalized_similarity(item, best) < SAME_ITEM:
            return False
        left.remove(best)
    return True


def _bare(items: Sequence[str]) -> list[str]:
    """Items without marks, and without what begins all of them: 提高, 抓, 有."""
    bare = [_MARK_RE.sub("", fold_width(item)) for item in items]
    first = min(map(len, bare), default=0)
    same = 0
    while same < first - 1 and len({item[same] for item in bare}) == 1:
        same += 1
    return [item[same:] for item in bare] if len(bare) > 1 else bare

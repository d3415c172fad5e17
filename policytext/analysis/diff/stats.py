"""Statistics of two sides: the same indicator in both, target against target, result against
result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import inf, log
from typing import NamedTuple

from ...speech.numerals import convert
from ..indicators import TARGET, read_indicator
from ..indicators import without_starts as without_starts
from ..stats import StatRow, list_stats
from .sides import View

# Whose year the text does not tell comes behind all whose it tells.
UNTOLD = 99
# A report of one year gives the results of the year before or of its own; older ones are history.
RECENT = 1
# Figures of one indicator and year that a side keeps to choose from.
CANDIDATES = 8
_PEOPLE = frozenset(("人", "名", "位", "口"))

Number = int | float


class StatChangeRow(NamedTuple):
    """One indicator in A and in B; empty cells where only one side has it.

    indicator: its name, the same for all its ways of writing; targets end in `` (target)`` and are
    compared with targets only. unit: of both values. value_a, value_b: plain numbers with 万 and 亿
    multiplied out, negative for a fall; of a range its lower end. change: value_b - value_a, for a
    percentage in points. change_percent: change in percent of value_a. raw_a, raw_b: the numbers as
    they stand in the texts.
    """

    indicator: str
    unit: str
    value_a: int | float | None
    value_b: int | float | None
    change: int | float | None
    change_percent: float | None
    raw_a: str
    raw_b: str


class Key(NamedTuple):
    """What must agree for two numbers to be compared: the indicator, whether it is a target, and
    what its unit measures."""

    name: str
    target: bool
    family: str


class Figure(NamedTuple):
    """A candidate for a side's value of an indicator.

    rank: the least counts: years between the speech and the year of the value, a result being due
    a year after; exact results (not 超过60万亿元) and bounded targets (4%左右); the later speech.
    order: its place on the side.
    """

    rank: tuple[int, bool, int]
    order: int
    value: Number
    unit: str
    raw: str
    known: bool


@dataclass
class Figures:
    """The best figures of each indicator on one side."""

    best: dict[Key, list[Figure]] = field(default_factory=dict)
    size: int = 0

    def add(self, rows: Sequence[StatRow]) -> None:
        """Merge the statistics of one speech."""
        for row in without_starts(rows):
            self.size += 1
            if row.value is None or not row.subject:
                continue
            key, figure = read_figure(row, self.size)
            if RECENT < figure.rank[0] < UNTOLD:
                continue
            kept = self.best.setdefault(key, [])
            if kept and figure.rank < kept[0].rank:
                kept.clear()
            if len(kept) < CANDIDATES and (not kept or figure.rank == kept[0].rank):
                kept.append(figure)


def read_figure(row: StatRow, order: int) -> tuple[Key, Figure]:
    """Return what a statistic is compared by, and its figure."""
    named = read_indicator(row)
    target = row.reading == TARGET
    assert row.value is not None  # the caller leaves ratios out
    distance = UNTOLD
    if target and row.ref_year is None:
        distance = 0
    elif row.ref_year is not None and row.year is not None:
        distance = abs(row.year - row.ref_year - (not target))
    return Key(named.name, target, unit_family(row.kind, row.unit)), Figure(
        rank=(distance, bool(row.approx) != target, -(row.year or 0)),
        order=order,
        value=-row.value if named.falls else row.value,
        unit=row.unit,
        raw=row.raw,
        known=named.known,
    )


@lru_cache(maxsize=1024)
def unit_family(kind: str, unit: str) -> str:
    """Return what units that convert have in common, else the unit; 名 and 人 are one.

    >>> unit_family("measure", "斤") == unit_family("measure", "吨"), unit_family("count", "名")
    (True, '人')
    """
    if kind in ("measure", "money") and (one := convert(Decimal(1), unit)):
        return one[1]
    return "人" if unit in _PEOPLE else unit


def stat_view() -> View[list[StatRow], Figures]:
    """Return the view that compares statistics."""
    return View(
        analyse=list_stats,
        gather=Figures,
        add=Figures.add,
        compare=stat_rows,
        columns=StatChangeRow._fields,
        row_type=StatChangeRow,
    )


def stat_rows(a: Figures, b: Figures) -> Iterator[StatChangeRow]:
    """Yield a row an indicator: first what both have, then what only B, then what only A has; of
    each the lexicon's indicators first, in the order of the text.

    A year has one value of an indicator. Where a side gives several, some are totals or parts that
    their words do not tell apart: the one nearest to the other side's counts.
    """
    rows = []
    for key in a.best.keys() | b.best.keys():
        old, new = _nearest(a.best.get(key, []), b.best.get(key, []))
        shown = new or old
        assert shown is not None
        side = 0 if old and new else 1 if new else 2
        rows.append((side, not shown.known, shown.order, key, old, new))
    rows.sort(key=lambda row: row[:4])
    for *_, key, old, new in rows:
        yield _row(key, old, new)


def _nearest(a: Sequence[Figure], b: Sequence[Figure]) -> tuple[Figure | None, Figure | None]:
    if not a or not b:
        return (a[0] if a else None), (b[0] if b else None)

    def distance(pair: tuple[Figure, Figure]) -> tuple[float, int, int]:
        old, new = pair
        x, y = float(_in_unit(old, new.unit)), float(new.value)
        apart = abs(log(y / x)) if x * y > 0 else inf if x != y else 0.0
        return apart, new.order, old.order

    return min(product(a, b), key=distance)


def _row(key: Key, old: Figure | None, new: Figure | None) -> StatChangeRow:
    shown = new or old
    assert shown is not None
    value_a = _in_unit(old, shown.unit) if old else None
    value_b = new.value if new else None
    change: Number | None = None
    percent: float | None = None
    if value_a is not None and value_b is not None:
        exact = Fraction(str(value_b)) - Fraction(str(value_a))
        change = _plain(exact)
        percent = float(100 * exact / abs(Fraction(str(value_a)))) if value_a else None
    return StatChangeRow(
        indicator=f"{key.name} ({TARGET})" if key.target else key.name,
        unit=shown.unit,
        value_a=value_a,
        value_b=value_b,
        change=change,
        change_percent=percent,
        raw_a=old.raw if old else "",
        raw_b=new.raw if new else "",
    )


def _plain(value: Fraction) -> Number:
    return int(value) if value.denominator == 1 else round(float(value), 6)


def _in_unit(figure: Figure, unit: str) -> Number:
    own, other = convert(Decimal(1), figure.unit), convert(Decimal(1), unit)
    if figure.unit == unit or own is None or other is None:
        return figure.value
    return _plain(Fraction(str(figure.value)) * Fraction(own[0]) / Fraction(other[0]))

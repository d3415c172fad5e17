"""Statistics of two sides: the same indicator in both, target against target, result against
result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from ...speech.numerals import convert
from ..indicators import TARGET, read_indicator
from ..indicators import _without_starts as without_starts
from ..stats import StatRow, list_stats
from .sides import View

# Whose year the text does not tell comes behind all whose it tells.
UNTOLD = 99
# A report of one year gives the results of the year before or of its own; older ones are history.
RECENT = 1
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
    """A candidate for a side's value of an indicator; the least counts.

    distance: years between the speech and the year of the value, a result being due a year after.
    aside: a target outside a sentence on goals. year: of the speech, negative, so that the last
    counts. order: its place on the side.
    """

    distance: int
    aside: bool
    year: int
    order: int
    value: Number
    unit: str
    raw: str
    known: bool


@dataclass
class Figures:
    """The best figure of each indicator on one side."""

    best: dict[Key, Figure] = field(default_factory=dict)
    size: int = 0

    def add(self, rows: Sequence[StatRow]) -> None:
        """Merge the statistics of one speech."""
        for row in without_starts(rows):
            self.size += 1
            if row.value is None or not row.subject:
                continue
            key, figure = read_figure(row, self.size)
            if figure.distance > RECENT and figure.distance != UNTOLD:
                continue
            if key not in self.best or figure[:4] < self.best[key][:4]:
                self.best[key] = figure


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
        distance=distance,
        aside=target and "目标" not in row.sentence,
        year=-(row.year or 0),
        order=order,
        value=-row.value if named.falls else row.value,
        unit=row.unit,
        raw=row.raw,
        known=named.known,
    )


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
    each the lexicon's indicators first, in the order of the text."""

    def rank(key: Key) -> tuple[int, bool, int, Key]:
        old, new = a.best.get(key), b.best.get(key)
        shown = new or old
        assert shown is not None
        side = 0 if old and new else 1 if new else 2
        return side, not shown.known, shown.order, key

    for key in sorted(a.best.keys() | b.best.keys(), key=rank):
        yield _row(key, a.best.get(key), b.best.get(key))


def _row(key: Key, old: Figure | None, new: Figure | None) -> StatChangeRow:
    shown = new or old
    assert shown is not None
    value_a = _in_unit(old, shown.unit) if old else None
    value_b = new.value if new else None
    change = percent = None
    if value_a is not None and value_b is not None:
        exact = Fraction(str(value_b)) - Fraction(str(value_a))
        change = _plain(exact)
        if value_a:
            percent = float(100 * exact / abs(Fraction(str(value_a))))
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

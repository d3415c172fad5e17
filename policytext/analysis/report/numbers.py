"""The statistics of a corpus: which rows a page shows, and the indicators with several years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, islice
from typing import NamedTuple

from ..audit import AuditRow
from ..indicators import Series, list_series
from ..stats.row import StatRow
from .gather import Gathered, Spot
from .limits import in_turn


class NumberRow(NamedTuple):
    """One statistic: as in ``stats``, with the number of its document and where it stands."""

    doc: int
    subject: str
    value: int | float | None
    value_max: int | float | None
    unit: str
    kind: str
    approx: str
    change: str
    ref_year: int | None
    raw: str
    reading: str
    spot: Spot


class Point(NamedTuple):
    """One value of an indicator: the year it is for and the number of its row."""

    year: int
    value: int | float
    row: int


class IndicatorLine(NamedTuple):
    """One indicator with two or more years; reading is ``target`` or empty for results."""

    name: str
    reading: str
    unit: str
    points: list[Point]


class ClaimRow(NamedTuple):
    """One checkable claim: as in ``audit``, with the number of its document and its place."""

    doc: int
    check: str
    claimed: str
    computed: str
    ok: bool
    spot: Spot


def number_rows(
    gathered: Gathered, *, top: int, top_series: int
) -> tuple[list[NumberRow], list[IndicatorLine], int, int]:
    """Return the statistics, the indicators with two or more years, and how many there are of each.

    Of more than ``top`` statistics those behind the indicators come first, then so many of each
    document.
    """
    rows = [row for part in gathered.parts for row in part.stats]
    owners = [doc for doc, part in enumerate(gathered.parts) for _ in part.stats]
    at = {id(row): i for i, row in enumerate(rows)}
    series = _with_results(list_series(rows))
    shown = series[:top_series]
    wanted = [at[id(cell.row)] for one in shown for cell in one.cells.values()]
    sizes = (len(part.stats) for part in gathered.parts)
    chosen = sorted(_choose(sizes, wanted, top))
    new = {old: i for i, old in enumerate(chosen)}
    places = [place for part in gathered.parts for place in part.stat_places]
    lines = [
        IndicatorLine(
            one.name,
            one.reading,
            one.unit,
            [
                Point(year, one.value(year), new.get(at[id(one.cells[year].row)], -1))
                for year in sorted(one.cells)
            ],
        )
        for one in shown
    ]
    numbers = [_number(rows[i], owners[i], gathered.spot(owners[i], places[i])) for i in chosen]
    return numbers, lines, len(rows), len(series)


def _with_results(series: Sequence[Series]) -> list[Series]:
    """Those with two or more years, and beside each its counterpart (targets beside results)."""
    by_key: dict[tuple[str, str], list[Series]] = {}
    for one in series:
        by_key.setdefault((one.name, one.unit), []).append(one)
    return [
        one for same in by_key.values() if any(len(one.cells) > 1 for one in same) for one in same
    ]


def _choose(sizes: Iterable[int], wanted: Iterable[int], top: int) -> set[int]:
    """Return the numbers of the rows to show. sizes: how many each document has."""
    ends = list(accumulate(sizes, initial=0))
    if ends[-1] <= top:
        return set(range(ends[-1]))
    chosen = set(islice(dict.fromkeys(wanted), top))
    for i in in_turn(ends, ends[1:]):
        if len(chosen) >= top:
            break
        chosen.add(i)
    return chosen


def _number(row: StatRow, doc: int, spot: Spot) -> NumberRow:
    return NumberRow(
        doc, row.subject, row.value, row.value_max, row.unit, row.kind, row.approx, row.change,
        row.ref_year, row.raw, row.reading, spot,
    )  # fmt: skip


def claim_rows(gathered: Gathered, *, top: int) -> tuple[list[ClaimRow], int]:
    """Return the claims, those that fail first, and how many there are."""
    rows = [
        (row, doc, gathered.spot(doc, place))
        for doc, part in enumerate(gathered.parts)
        for row, place in zip(part.claims, part.claim_places, strict=True)
    ]
    rows.sort(key=lambda item: item[0].ok)
    return [_claim(*row) for row in rows[:top]], len(rows)


def _claim(row: AuditRow, doc: int, spot: Spot) -> ClaimRow:
    return ClaimRow(doc, row.check, row.claimed, row.computed, row.ok, spot)

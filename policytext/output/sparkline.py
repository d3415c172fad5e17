"""A line of bars for the eye: one character a value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from math import ceil

BARS = "▁▂▃▄▅▆▇█"
ZERO, NOTHING = "_", " "
# More values than this are averaged, as many together as it takes.
WIDEST = 40


def sparkline(values: Sequence[float | None]) -> str:
    """Return a bar a value, the highest full: ``_`` for zero, a blank for no value (None).

    More than ``WIDEST`` values are averaged by twos, threes ...

    >>> sparkline([0, 5, None, 10, 40])
    '_▁ ▂█'
    """
    if len(values) > WIDEST:
        step = ceil(len(values) / WIDEST)
        values = [_mean(values[i : i + step]) for i in range(0, len(values), step)]
    highest = max((value for value in values if value is not None), default=0.0)
    return "".join(_bar(value, highest) for value in values)


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _bar(value: float | None, highest: float) -> str:
    if value is None:
        return NOTHING
    if value <= 0:
        return ZERO
    return BARS[max(ceil(value / highest * len(BARS)), 1) - 1]


def with_sparklines(
    rows: Iterable[Sequence[object]], columns: Sequence[str], *, of: str, by: str
) -> tuple[list[tuple[object, ...]], tuple[str, ...]]:
    """Return the rows with a last column ``sparkline``: in the first row of each run of equal
    ``by``, the values of its column ``of``.

    >>> with_sparklines([("稳", 1.0), ("稳", 2.0)], ("term", "n"), of="n", by="term")
    ([('稳', 1.0, '▄█'), ('稳', 2.0, '')], ('term', 'n', 'sparkline'))
    """
    value, name = columns.index(of), columns.index(by)
    out: list[tuple[object, ...]] = []
    for _, run in groupby(rows, key=lambda row: row[name]):
        held = list(run)
        numbers = [v if isinstance(v, int | float) else None for v in (row[value] for row in held)]
        line = sparkline(numbers)
        out += [(*row, line if i == 0 else "") for i, row in enumerate(held)]
    return out, (*columns, "sparkline")

"""The slogans of a corpus with every place they stand in quotes."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from .gather import Gathered, Spot


class SloganLine(NamedTuple):
    """One slogan: as in ``slogans`` but for its example; by_year counts it in quotes, uses are the
    first places it stands in quotes."""

    slogan: str
    kind: str
    count: int  # type: ignore[assignment]  # a column of slogans; hides tuple.count
    unquoted: int | None
    docs: int
    first_year: int | None
    last_year: int | None
    stated: str
    items: str
    by_year: dict[int, int]
    uses: list[Spot]


def slogan_lines(gathered: Gathered, *, top: int, uses: int) -> tuple[list[SloganLine], int]:
    """Return the ``top`` slogans, as ``slogans`` orders them, and how many there are."""
    table = gathered.slogans
    unquoted: Counter[str] = Counter()
    for (key, _), count in table.unquoted().items():
        unquoted[key] += count
    rows = [(entry.row(unquoted[key]), key) for key, entry in table.entries.items()]
    rows.sort(key=lambda pair: (-pair[0].count, pair[0].slogan, pair[0].kind))
    lines = [
        SloganLine(
            *row[:-1],
            by_year={
                year: count
                for year, count in sorted(
                    table.entries[key].years.items(), key=lambda item: item[0] or 0
                )
                if year is not None
            },
            uses=gathered.uses[key][:uses],
        )
        for row, key in rows[:top]
    ]
    return lines, len(rows)

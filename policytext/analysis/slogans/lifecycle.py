"""The life of slogans: counts a year, and what is new, continued or gone in a year."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from .table import SloganQuery, SloganRow, SloganTable
from .uses import Found

STATUSES = ("new", "continued", "last seen before")


class SloganYearRow(NamedTuple):
    """One slogan in one year.

    year: of the speeches; empty for those without one. slogan, kind: as in the whole corpus. count:
    occurrences in quotes. unquoted: of the same words without quotes; empty for a single
    character. docs: documents it is quoted in.
    """

    year: int | None
    slogan: str
    kind: str
    count: int  # type: ignore[assignment]
    unquoted: int | None
    docs: int


class SloganStatusRow(NamedTuple):
    """One slogan of a year, or of the years before it, against the rest of the corpus.

    status: ``new`` (not quoted in any earlier year), ``continued`` (quoted then and before) or
    ``last seen before`` (quoted before, not then). count: occurrences in the chosen years. before:
    occurrences in earlier years. first_year: of the corpus. last_before: the last earlier year.
    stated, items: what a shorthand states and stands for.
    """

    slogan: str
    kind: str
    status: str
    count: int  # type: ignore[assignment]
    before: int
    first_year: int | None
    last_before: int | None
    stated: str
    items: str


def slogan_rows(found: Iterable[Found], query: SloganQuery) -> Iterator[SloganRow]:
    """Yield a row a slogan over many speeches, most frequent first, then by slogan."""
    with _filled(found) as table:
        yield from table.rows(query)


def slogan_year_rows(found: Iterable[Found], query: SloganQuery) -> Iterator[SloganYearRow]:
    """Yield a row a year and slogan, by year, most frequent first.

    A year in which a slogan stands neither with nor without quotes has no row of it.
    """
    with _filled(found) as table:
        unquoted = table.unquoted()
        rows = {key: entry.row() for key, entry in table.entries.items()}
        kept = {
            key: row
            for key, row in rows.items()
            if row.count >= query.min_count and query.lets_through(row.kind, row.items)
        }
        years = {year for _, year in unquoted}
        years |= {year for entry in table.entries.values() for year in entry.years}
        for year in sorted(years, key=lambda year: (year is None, year)):
            out: list[SloganYearRow] = []
            for key, row in kept.items():
                entry = table.entries[key]
                count, plain = entry.years[year], unquoted[key, year]
                if count or plain:
                    shown = None if row.unquoted is None else plain
                    out.append(
                        SloganYearRow(year, row.slogan, row.kind, count, shown, entry.docs[year])
                    )
            yield from sorted(out, key=lambda row: (-row.count, row.slogan, row.kind))


def slogan_status_rows(
    found: Iterable[Found], query: SloganQuery, *, years: Container[int] | None = None
) -> Iterator[SloganStatusRow]:
    """Yield a row a slogan of ``years`` or before, with its status; new ones first.

    found: of all years of the corpus. years: the chosen ones, None for the last one there is.
    Documents without a year do not count.
    """
    with _filled(found) as table:
        known = sorted(
            {y for entry in table.entries.values() for y in entry.years if y is not None}
        )
        chosen = [y for y in known if years is None or y in years]
        if years is None:
            chosen = chosen[-1:]
        if not chosen:
            return
        rows: list[SloganStatusRow] = []
        for entry in table.entries.values():
            row = entry.row()
            if row.count < query.min_count or not query.lets_through(row.kind, row.items):
                continue
            count = sum(entry.years[y] for y in chosen)
            earlier = [y for y in entry.years if y is not None and y < chosen[0]]
            if not count and not earlier:
                continue
            status = STATUSES[0 if not earlier else 1 if count else 2]
            rows.append(
                SloganStatusRow(
                    slogan=row.slogan,
                    kind=row.kind,
                    status=status,
                    count=count,
                    before=sum(entry.years[y] for y in earlier),
                    first_year=row.first_year,
                    last_before=max(earlier, default=None),
                    stated=row.stated,
                    items=row.items,
                )
            )
        rows.sort(key=lambda r: (STATUSES.index(r.status), -r.count, -r.before, r.slogan, r.kind))
        yield from rows


def _filled(found: Iterable[Found]) -> SloganTable:
    table = SloganTable()
    try:
        for one in found:
            table.add(one)
    except BaseException:
        table.close()
        raise
    return table

"""``policytext slogans``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Annotated

import typer

from .commands import print_rows
from .options import Inputs, Outputs, Session


def slogans(
    inputs: Inputs,
    outputs: Outputs,
    each: Annotated[bool, typer.Option("--each", help="Print a row an occurrence.")] = False,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND",
            help="Only this kind: quotation, shorthand, phrase, term, title; repeatable.",
            show_default=False,
        ),
    ] = None,
    min_count: Annotated[
        int, typer.Option(min=1, metavar="N", help="Only slogans that are quoted N times.")
    ] = 1,
    with_items: Annotated[
        bool, typer.Option("--with-items", help="Only slogans whose meaning the text spells out.")
    ] = False,
    titles: Annotated[
        bool, typer.Option("--titles", help="《titles》 too, as kind title.")
    ] = False,
    by: Annotated[
        str | None,
        typer.Option(metavar="year", help="Count apart for each year.", show_default=False),
    ] = None,
    status: Annotated[
        bool,
        typer.Option(
            "--status",
            help="Mark the slogans of --year (default: the last) as new, continued or last seen "
            "before, against the rest of the corpus.",
        ),
    ] = False,
) -> int:
    """Print every quoted slogan, most frequent first.

    Columns: slogan,kind,count,unquoted,docs,first_year,last_year,stated,items,example.

    kind is quotation, shorthand (a numeral counts what it stands for: 三级联创), phrase (more than
    one clause) or term. stated is the number a shorthand states, items what the text itself says it
    stands for. unquoted counts the same words without quotes.
    """
    from ..analysis.slogans import (
        SloganQuery,
        SloganRow,
        SloganStatusRow,
        SloganUse,
        SloganYearRow,
        find_slogans,
        list_slogans,
        slogan_rows,
        slogan_status_rows,
        slogan_year_rows,
    )
    from ..engine import AfterYear
    from ..errors import UsageError

    query = SloganQuery(
        kinds=tuple(k for given in kind or () for k in given.split(",") if k),
        min_count=min_count,
        with_items=with_items,
        titles=titles,
    )
    if by not in (None, "year"):
        raise UsageError(f"--by {by}: expected year")
    if each + (by is not None) + status > 1:
        raise UsageError("--each, --by and --status print different rows; give one of them")
    if each and min_count > 1:
        raise UsageError("--min-count counts over the corpus; leave --each out")
    session = Session(inputs)
    rows: Iterable[tuple[object, ...]]
    row_type: type[tuple[object, ...]]
    if each:
        found = chain.from_iterable(
            session.run(AfterYear(partial(list_slogans, titles=query.reads_titles)))
        )
        rows, row_type = (u for u in found if query.lets_through(u.kind, u.items)), SloganUse
        return _print(session, rows, row_type, outputs)
    years = session.reading.years
    if status:
        # The rest of the corpus is what the year is compared with.
        session.reading = replace(session.reading, years=None)
    speeches = session.run(AfterYear(partial(find_slogans, titles=query.reads_titles)))
    if status:
        rows, row_type = slogan_status_rows(speeches, query, years=years), SloganStatusRow
    elif by:
        rows, row_type = slogan_year_rows(speeches, query), SloganYearRow
    else:
        rows, row_type = slogan_rows(speeches, query), SloganRow
    return _print(session, rows, row_type, outputs)


def _print(
    session: Session,
    rows: Iterable[tuple[object, ...]],
    row_type: type[tuple[object, ...]],
    outputs: Outputs,
) -> int:
    columns: tuple[str, ...] = row_type._fields  # type: ignore[attr-defined]
    return print_rows(session, rows, columns, outputs, name="slogans", row_type=row_type)

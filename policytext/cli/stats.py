"""``policytext stats``."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import Annotated

import typer

from ..errors import UsageError
from .commands import print_rows
from .options import Inputs, Outputs, Session
from .parse import compile_pattern


def stats(
    inputs: Inputs,
    outputs: Outputs,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND",
            help="Only this kind: count, money, percent, points, ratio, multiple, measure; "
            "repeatable.",
            show_default=False,
        ),
    ] = None,
    unit: Annotated[
        list[str] | None,
        typer.Option(
            metavar="UNIT", help="Only this unit (元, %, 人次); repeatable.", show_default=False
        ),
    ] = None,
    subject: Annotated[
        str | None,
        typer.Option(metavar="REGEX", help="Only subjects that hold a match.", show_default=False),
    ] = None,
    minimum: Annotated[
        str | None,
        typer.Option(
            "--min", metavar="N", help="Only values from N on; 1亿 will do.", show_default=False
        ),
    ] = None,
    maximum: Annotated[
        str | None,
        typer.Option("--max", metavar="N", help="Only values up to N.", show_default=False),
    ] = None,
    ref_year: Annotated[
        str | None,
        typer.Option(
            metavar="YEARS",
            help="Only numbers for these years: 2007, 2003-2007 or 2002,2007.",
            show_default=False,
        ),
    ] = None,
    all_kinds: Annotated[
        bool,
        typer.Option(
            "--all", help="Also numbers that measure nothing: rank duration date age rhetorical."
        ),
    ] = False,
    pivot: Annotated[
        bool,
        typer.Option(
            "--pivot", help="A row an indicator, a column a year (indicator,unit,2013,…)."
        ),
    ] = False,
) -> int:
    """Print every statistic: what it measures, its value and unit, the year it is for.

    Columns: doc,year,section,line,subject,value,value_max,unit,kind,approx,change,ref_year,raw,
    sentence,start,end,reading.

    value has 万 and 亿 multiplied out, unit is as written without them. change is the verb of
    change, with 到 or 至 where the number is the level reached. reading is target or result.
    """
    from ..analysis.stats import StatQuery, StatRow, query_stats
    from ..engine import AfterYear
    from ..sources import parse_years
    from ..text.script import to_simplified
    from ..text.widths import fold_width

    if subject is not None:
        from ..analysis.patterns import fold_expression

        subject = fold_expression(subject)
    query = StatQuery(
        kinds=_listed(kind),
        units=tuple(fold_width(to_simplified(u)) for u in _listed(unit)),
        subject=compile_pattern(subject, "--subject"),
        minimum=_number(minimum, "--min"),
        maximum=_number(maximum, "--max"),
        ref_years=parse_years(ref_year) if ref_year else None,
        all_kinds=all_kinds,
    )
    session = Session(inputs)
    rows = chain.from_iterable(session.run(AfterYear(partial(query_stats, query=query))))
    if pivot:
        from ..analysis.indicators import pivot_rows

        columns, table = pivot_rows(rows)
        return print_rows(session, table, columns, outputs, name="stats")
    return print_rows(session, rows, StatRow._fields, outputs, name="stats", row_type=StatRow)


def _listed(given: list[str] | None) -> tuple[str, ...]:
    return tuple(word for words in given or () for word in words.split(",") if word)


def _number(given: str | None, option: str) -> float | None:
    """Return the number an option gives in digits or in Chinese."""
    from ..speech.numerals import parse_number

    if given is None:
        return None
    try:
        return float(given)
    except ValueError:
        number = parse_number(given)
    if number is None:
        raise UsageError(f"{option} {given}: expected a number, as 5000, 0.5 or 1.2亿")
    return float(number)

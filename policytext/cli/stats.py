"""``policytext stats``."""

from __future__ import annotations

from itertools import chain
from typing import Annotated

import typer

from .commands import print_rows
from .options import Inputs, Outputs, Session


def stats(
    inputs: Inputs,
    outputs: Outputs,
    pivot: Annotated[
        bool,
        typer.Option("--pivot", help="A row an indicator, a column a year (indicator,unit,2013,…)."),
    ] = False,
) -> int:
    """Print every statistic."""
    from ..analysis.stats import StatRow, list_stats

    session = Session(inputs)
    rows = chain.from_iterable(session.run(list_stats))
    if pivot:
        from ..analysis.indicators import pivot_rows

        columns, table = pivot_rows(rows)
        return print_rows(session, table, columns, outputs, name="stats")
    return print_rows(session, rows, StatRow._fields, outputs, name="stats", row_type=StatRow)

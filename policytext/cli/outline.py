"""``policytext outline``."""

from __future__ import annotations

from itertools import chain

from .commands import print_rows
from .options import Inputs, Outputs, Session


def outline(inputs: Inputs, outputs: Outputs) -> int:
    """Print a row a heading, at every depth: 一、 (一) 1、 第一， 一是 ——."""
    from ..analysis.outline import OutlineRow, outline_speech
    from ..engine import AfterYear

    session = Session(inputs)
    rows = chain.from_iterable(session.run(AfterYear(outline_speech)))
    return print_rows(
        session, rows, OutlineRow._fields, outputs, name="outline", row_type=OutlineRow
    )

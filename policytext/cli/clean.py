"""``policytext clean``."""

from __future__ import annotations

from typing import Annotated

import typer

from .commands import print_rows
from .options import Inputs, Outputs, Session


def clean(
    inputs: Inputs,
    outputs: Outputs,
    repairs: Annotated[
        bool, typer.Option("--repairs", help="Print a row a repair instead of the text.")
    ] = False,
) -> int:
    """Print the cleaned text, title first; -o DIR writes a file a document."""
    from ..analysis.repairs import RepairRow, list_repairs

    session = Session(inputs)
    if repairs:
        rows = (row for speech in session.speeches() for row in list_repairs(speech))
        return print_rows(
            session, rows, RepairRow._fields, outputs, name="repairs", row_type=RepairRow
        )
    from ..output.texts import write_texts

    texts = ((speech.doc, _in_script(speech.text, session)) for speech in session.speeches())
    write_texts(texts, outputs.output)
    return session.exit_code


def _in_script(text: str, session: Session) -> str:
    if session.script == "simplified":
        return text
    from ..output.traditional import to_traditional

    return to_traditional(text)

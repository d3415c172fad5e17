"""``policytext clean``."""

from __future__ import annotations

from itertools import chain
from typing import Annotated

import typer

from .commands import print_rows, refuse_inputs
from .options import Inputs, Outputs, Session


def clean(
    inputs: Inputs,
    outputs: Outputs,
    repairs: Annotated[
        bool, typer.Option("--repairs", help="Print a row a repair instead of the text.")
    ] = False,
) -> int:
    """Print the cleaned text, title first; -o DIR writes a file a document."""
    from ..analysis.repairs import RepairRow, clean_text, list_repairs

    session = Session(inputs)
    if repairs:
        rows = chain.from_iterable(session.run(list_repairs))
        return print_rows(
            session, rows, RepairRow._fields, outputs, name="repairs", row_type=RepairRow
        )
    from ..output.texts import is_folder, write_texts
    from ..output.traditional import to_traditional

    output = None if outputs.output == "-" else outputs.output
    refuse_inputs(session, output, folder=output is not None and is_folder(output))
    to_print = to_traditional if session.script == "traditional" else str
    texts = ((doc, to_print(text)) for doc, text in session.run(clean_text))
    write_texts(texts, output)
    return session.exit_code

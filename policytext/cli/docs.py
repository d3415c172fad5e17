"""``policytext docs``."""

from __future__ import annotations

from .commands import print_rows
from .options import Inputs, Outputs, Session


def docs(inputs: Inputs, outputs: Outputs) -> int:
    """Print a row a document: year with its evidence, title, speaker, place, level, damage."""
    from ..analysis.docs import DocRow, describe_document
    from ..engine import WithWords

    session = Session(inputs)
    rows = session.run(WithWords(describe_document, session.words()))
    return print_rows(session, rows, DocRow._fields, outputs, name="docs", row_type=DocRow)

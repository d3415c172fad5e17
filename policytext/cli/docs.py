"""``policytext docs``."""

from __future__ import annotations

from functools import partial

from .commands import print_rows
from .options import Inputs, Outputs, Session


def docs(inputs: Inputs, outputs: Outputs) -> int:
    """Print a row a document: year with its evidence, title, speaker, place, level, damage."""
    from ..analysis.docs import DocRow, describe_document
    from ..engine import run, segmenter

    session = Session(inputs)
    words = segmenter(session.words())
    rows = run(partial(describe_document, words=words), session.speeches())
    return print_rows(session, rows, DocRow._fields, outputs, name="docs", row_type=DocRow)

"""``policytext build``."""

from __future__ import annotations

from typing import Annotated

import typer

from .commands import refuse_inputs
from .options import Inputs, Session


def build(
    inputs: Inputs,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE.parquet", help="The corpus to write.")
    ],
) -> int:
    """Parse speeches once: cleaned text, sections, sentences, years and tokens into one file.

    Every command reads that file as input and prints the same rows without parsing again.
    """
    from ..analysis.build import parse_speech
    from ..engine import WithWords
    from ..output.parsed import write_corpus

    session = Session(inputs)
    refuse_inputs(session, output)
    words = session.words()
    write_corpus(session.run(WithWords(parse_speech, words)), output, words)
    return session.exit_code

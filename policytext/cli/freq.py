"""``policytext freq``."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from .commands import print_rows
from .options import Inputs, KeepNumbers, KeepStopwords, Outputs, Session


def freq(
    inputs: Inputs,
    outputs: Outputs,
    top: Annotated[
        int | None,
        typer.Option(min=1, help="Only the N most frequent (of each group).", metavar="N"),
    ] = None,
    min_count: Annotated[
        int, typer.Option(min=1, metavar="N", help="Only terms that occur N times.")
    ] = 1,
    min_docs: Annotated[
        int, typer.Option(min=1, metavar="N", help="Only terms that stand in N documents.")
    ] = 1,
    ngram: Annotated[
        int, typer.Option(min=1, metavar="N", help="Count N tokens in a row, not across , or 。")
    ] = 1,
    by: Annotated[
        str | None,
        typer.Option(metavar="GROUP", help="Count apart for each year, doc, level or section."),
    ] = None,
    pos: Annotated[bool, typer.Option("--pos", help="Add a column of jieba's tags.")] = False,
    tags: Annotated[
        str | None,
        typer.Option(metavar="TAGS", help="Only tokens with these tags: n,v,nz (implies --pos)."),
    ] = None,
    pattern: Annotated[
        str | None, typer.Option(metavar="REGEX", help="Only terms in which REGEX is found.")
    ] = None,
    length: Annotated[
        str | None,
        typer.Option(metavar="N", help="Only terms of N characters: 2, 2-4 or 3- for 3 and more."),
    ] = None,
    learn: Annotated[
        bool,
        typer.Option(
            "--learn", help="Keep the corpus's own quoted shorthands and terms whole: two passes."
        ),
    ] = False,
    keep_stopwords: KeepStopwords = False,
    keep_numbers: KeepNumbers = False,
) -> int:
    """Print term frequencies: term,count,per_million,docs,dp, most frequent first.

    per_million counts all tokens but punctuation as its base, whatever rows are left out. dp is
    Gries' deviation of proportions over the documents: 0 even, 1 clumped.
    """
    from ..analysis.counting import count_prepared, merge_parts, pack_counts, prepare_terms
    from ..analysis.freq import FreqQuery, FreqRow, freq_rows
    from ..engine import InTwoSteps, Merged
    from .parse import compile_pattern, parse_lengths

    session = Session(inputs)
    query = FreqQuery(
        ngram=ngram,
        by=by,
        pos=pos or tags is not None,
        tags=tuple(filter(None, (tags or "").split(","))),
        top=top,
        min_count=min_count,
        min_docs=min_docs,
        pattern=compile_pattern(pattern, "--pattern"),
        lengths=parse_lengths(length),
        stopwords=frozenset() if keep_stopwords else session.stopwords(),
        keep_numbers=keep_numbers,
    )
    count = InTwoSteps(
        partial(prepare_terms, query=query),
        partial(count_prepared, query=query),
        session.words(learn=learn),
    )
    packed = session.run(Merged(count, pack_counts, None if query.streams else merge_parts))
    row_type = FreqRow if query.columns == FreqRow._fields else None
    return print_rows(
        session, freq_rows(packed, query), query.columns, outputs, name="freq", row_type=row_type
    )

"""``policytext kwic``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .commands import print_rows
from .options import CorpusInputs, Outputs, Session

if TYPE_CHECKING:
    from ..analysis.kwic import KwicRow
    from ..output.terminal import Styles


def kwic(
    inputs: CorpusInputs,
    outputs: Outputs,
    terms: Annotated[
        list[str], typer.Argument(metavar="TERM...", help="Words, phrases or expressions to find.")
    ],
    context: Annotated[
        int, typer.Option(min=0, metavar="N", help="Characters on either side of the keyword.")
    ] = 20,
    sentence: Annotated[
        bool, typer.Option("--sentence", help="The whole sentence around it instead.")
    ] = False,
    regex: Annotated[
        bool, typer.Option("--regex", help="Each TERM is a regular expression.")
    ] = False,
    tokens: Annotated[
        bool,
        typer.Option(
            "--tokens", help="Only where TERM is a token, or '深化 改革' tokens in a row."
        ),
    ] = False,
    sort: Annotated[
        str | None,
        typer.Option(
            metavar="ORDER",
            help="left, right (by the characters next to the keyword), year or doc; default: as "
            "the texts come.",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Only the first N rows.", show_default=False),
    ] = None,
) -> int:
    """Print each occurrence of TERM: doc,year,section,line,left,keyword,right,start,end.

    TERM is found wherever the string stands, also inside a longer word or across two, and in both
    scripts and widths; --tokens finds it as a token only. The context stays in the paragraph.
    """
    from ..analysis.kwic import KwicQuery, KwicRow, kwic_rows, list_kwic
    from ..analysis.patterns import make_search

    query = KwicQuery(
        make_search(terms, regex=regex, tokens=tokens),
        context=context,
        sentence=sentence,
        sort=sort,
        limit=limit,
    )
    session = Session(inputs)
    analyse: Any = partial(list_kwic, query=query)
    if tokens:
        from ..engine import WithWords

        analyse = WithWords(analyse, session.words())
    found: Iterable[list[KwicRow]] = session.run(analyse)
    return print_rows(
        session,
        kwic_rows(found, query),
        KwicRow._fields,
        outputs,
        name="kwic",
        row_type=KwicRow,
        view=_show,
    )


def _show(
    rows: Iterable[Sequence[object]], columns: Sequence[str]
) -> tuple[Iterable[Sequence[object]], Sequence[str], Styles]:
    import shutil

    from ..output.concordance import align_keywords, keyword_styles

    width = shutil.get_terminal_size().columns
    return (*align_keywords(rows, columns, width=width), keyword_styles())

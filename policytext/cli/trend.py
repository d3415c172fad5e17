"""``policytext trend``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from .commands import print_rows, refuse_inputs
from .options import CorpusInputs, Outputs, Session, note

if TYPE_CHECKING:
    from ..analysis.trend import TrendQuery, TrendRow


def trend(
    inputs: CorpusInputs,
    outputs: Outputs,
    terms: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TERM]...", help="Words, phrases or expressions.", show_default=False
        ),
    ] = None,
    tokens: Annotated[
        bool,
        typer.Option("--tokens", help="Count TERM as a token ('深化 改革': tokens in a row)."),
    ] = False,
    learn: Annotated[
        bool,
        typer.Option(
            "--learn",
            help="With --tokens or --top: keep the corpus's own quoted shorthands and terms whole.",
        ),
    ] = False,
    regex: Annotated[
        bool, typer.Option("--regex", help="Each TERM is a regular expression.")
    ] = False,
    slogans: Annotated[
        bool, typer.Option("--slogans", help="Follow the 10 slogans quoted most, or see --top.")
    ] = False,
    top: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            help="Only the N terms that rose or fell most: of TERM, of the slogans (--slogans), "
            "else of all words of two characters or more.",
            show_default=False,
        ),
    ] = None,
    measure: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="What --top goes by: z (Cochran-Armitage test for trend) or tau (Kendall's).",
        ),
    ] = "z",
    min_count: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="Choose only words that occur N times (default 10), slogans quoted N times (2).",
            show_default=False,
        ),
    ] = None,
    by: Annotated[str, typer.Option(metavar="year", help="Only year.")] = "year",
    plot: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Draw per_million by year too: .svg, .png or .html.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Print how often TERM stands in the speeches of each year: term,year,count,per_million,docs.

    The string is counted wherever it stands, in both scripts and widths; --tokens counts it as a
    token, as freq does. A year without speeches between the first and the last has empty cells.
    """
    from ..analysis.patterns import make_search
    from ..analysis.trend import TrendQuery, TrendRow, choose_terms, count_trend, merge_trend
    from ..engine import WithWords
    from ..errors import UsageError

    if by != "year":
        raise UsageError(f"--by {by}: expected year")
    session = Session(inputs)
    query = TrendQuery(
        search=make_search(terms, regex=regex, tokens=tokens) if terms else None,
        slogans=slogans,
        tokens=tokens,
        top=top,
        measure=measure,
        min_count=min_count,
        stopwords=session.stopwords() if not terms else frozenset(),
    )
    if regex and not terms:
        raise UsageError("--regex: no TERM given that could be an expression")
    if plot is not None:
        _check_plot(plot, query, session)
    parts = session.run(WithWords(partial(count_trend, query=query), session.words(learn=learn)))
    table = merge_trend(parts, query)
    rows = table.rows(choose_terms(table, query))
    if table.undated:
        left = f"{table.undated} of {session.tally.read} documents have no year"
        note(f"{left} and are left out (policytext docs shows why)", quiet=inputs.quiet)
    _say_what_is_no_token(query, rows, session)
    code = print_rows(
        session, rows, TrendRow._fields, outputs, name="trend", row_type=TrendRow, view=_show
    )
    if plot is not None:
        _plot(rows, TrendRow._fields, plot, session)
    return code


def _show(
    rows: Iterable[Sequence[object]], columns: Sequence[str]
) -> tuple[Iterable[Sequence[object]], Sequence[str], None]:
    from ..output.sparkline import with_sparklines

    return (*with_sparklines(rows, columns, of="per_million", by="term"), None)


def _check_plot(path: str, query: TrendQuery, session: Session) -> None:
    """Find before the corpus is read what would be in the way of the plot."""
    from ..output.plot import check_plot

    refuse_inputs(session, path)
    check_plot(path, query.search.terms if query.search else ("发展",))


def _plot(rows: Sequence[TrendRow], columns: Sequence[str], path: str, session: Session) -> None:
    from ..output.plot import plot_trend

    shown: Iterable[Sequence[object]] = rows
    if session.script == "traditional":
        from ..output.traditional import in_traditional

        shown = in_traditional(rows, columns)
    plot_trend(shown, path)
    note(f"wrote {path}", quiet=session.inputs.quiet)


def _say_what_is_no_token(query: TrendQuery, rows: Sequence[TrendRow], session: Session) -> None:
    """A term that jieba always cuts counts zero as a token: say how it is cut."""
    search = query.search
    if search is None or not search.tokens or search.regex:
        return
    from ..engine import segmenter

    seen = {row.term for row in rows if row.count}
    for term in {row.term: None for row in rows}:
        if term in seen or " " in term:
            continue
        parts = segmenter(session.words()).tokens(term)
        if len(parts) > 1:
            note(
                f"{term} is never a token; it is cut into {'|'.join(parts)}: leave --tokens out to "
                f"count the string, or give '{' '.join(parts)}' for these tokens in a row",
                quiet=session.inputs.quiet,
            )

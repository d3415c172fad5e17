"""``policytext diff``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from ..errors import UsageError
from .commands import print_rows
from .options import Inputs, KeepNumbers, KeepStopwords, Outputs, Session

if TYPE_CHECKING:
    from ..analysis.diff import Side, View
    from ..output.terminal import Styles
    from ..speech.model import Speech

T = TypeVar("T")


@dataclass
class Sides(Inputs):
    """The inputs of a comparison: A and B stand where other commands have paths."""

    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[A B]",
            help="Each a year (2008), years (2005-2010) of the corpus, or a path. With --yearly "
            "the corpus, as in other commands.",
            show_default=False,
        ),
    ] = None


def diff(
    inputs: Sides,
    outputs: Outputs,
    slogans: Annotated[
        bool, typer.Option("--slogans", help="Compare slogans: new, dropped, revised, kept.")
    ] = False,
    with_items: Annotated[
        bool,
        typer.Option("--with-items", help="With --slogans: what a shorthand stands for, too."),
    ] = False,
    stats: Annotated[
        bool,
        typer.Option("--stats", help="Compare statistics: the same indicator in A and B."),
    ] = False,
    wording: Annotated[
        bool,
        typer.Option("--wording", help="Compare sentences: kept, reworded, dropped, new."),
    ] = False,
    yearly: Annotated[
        bool,
        typer.Option("--yearly", help="Each year of the corpus with the one before it."),
    ] = False,
    sort: Annotated[
        str, typer.Option(metavar="COLUMN", help="Largest difference in COLUMN first.")
    ] = "g2",
    top: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Only the first N terms.", show_default=False),
    ] = None,
    min_count: Annotated[
        int, typer.Option(min=1, metavar="N", help="Only terms that occur N times in A and B.")
    ] = 1,
    measure: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Add a column: chi2, chi2_yates, g2_yates, g2_williams, percent_diff, "
            "odds_ratio, simple_maths, diff_coefficient or pmi; repeatable.",
            show_default=False,
        ),
    ] = None,
    significance: Annotated[
        bool,
        typer.Option("--significance", help="Add p and stars (p < 0.05 * to 0.0001 ****) of g2."),
    ] = False,
    ngram: Annotated[int, typer.Option(min=1, metavar="N", help="Compare N tokens in a row.")] = 1,
    learn: Annotated[
        bool,
        typer.Option(
            "--learn",
            help="Keep the quoted shorthands and terms of all that is read whole: two passes.",
        ),
    ] = False,
    keep_stopwords: KeepStopwords = False,
    keep_numbers: KeepNumbers = False,
) -> int:
    """Print what tells B from A: term,count_a,count_b,per_million_a,per_million_b,log_ratio,g2,
    log_odds_z, the largest difference first.

    Positive means that B uses the term more. A and B are each a year, a range of years or a path;
    the corpus that years are taken from is given with -c.

    --slogans prints slogan,kind,status,count_a,count_b.

    --stats prints indicator,unit,value_a,value_b,change,change_percent,raw_a,raw_b.

    --wording prints status,similarity,section_a,line_a,text_a,section_b,line_b,text_b,edits: every
    sentence of both, in the order of B, with the edits as {-old-}{+new+}.
    """
    from ..analysis.diff import TermQuery, make_view

    asked_for = (("slogans", slogans), ("stats", stats), ("wording", wording))
    chosen = [name for name, asked in asked_for if asked]
    if len(chosen) > 1:
        raise UsageError(f"--{chosen[0]} and --{chosen[1]} print different rows; give one of them")
    kind = chosen[0] if chosen else "terms"
    comparison = _read_sides(inputs, yearly=yearly)
    session = comparison.session
    query = TermQuery(
        sort=sort,
        top=top,
        min_count=min_count,
        measures=tuple(m for names in measure or () for m in names.split(",") if m),
        significance=significance,
        ngram=ngram,
        stopwords=frozenset() if keep_stopwords else session.stopwords(),
        keep_numbers=keep_numbers,
    )
    view = make_view(kind, query, session.words(learn=learn), details=with_items)
    rows, columns = comparison.rows(view)
    return print_rows(
        session,
        rows,
        columns,
        outputs,
        name="diff",
        row_type=view.row_type,
        view=_show_redline if kind == "wording" else None,
    )


@dataclass
class Comparison:
    """What is compared with what; sides None for each year with the one before it."""

    session: Session
    sides: tuple[Side, Side] | None

    def rows(self, view: View[Any, Any]) -> tuple[Iterator[tuple[object, ...]], tuple[str, ...]]:
        """Return the rows and their columns."""
        from ..analysis.diff import compare_sides, compare_years, yearly_columns

        everything = self.session.paths
        if self.sides is None:
            rows, columns = compare_years(self.run, view), yearly_columns(view)
        else:
            rows, columns = compare_sides(self.run, *self.sides, view), view.columns
        self.session.paths = everything
        return rows, columns

    def __post_init__(self) -> None:
        from ..analysis.diff import all_paths

        self.corpus = self.session.paths
        self.options = self.session.reading
        if self.sides and self.session.inputs.corpus and not any(s.years for s in self.sides):
            raise UsageError("A and B are both paths; --corpus is where years are taken from")
        # All that is read, none of which may be written.
        self.session.paths = all_paths(self.corpus, self.sides)

    def run(self, analyse: Callable[[Speech], T], paths: Sequence[str] | None) -> Iterator[T]:
        """Yield what ``analyse`` makes of each speech in ``paths``, else of the corpus."""
        from ..analysis.diff import dated

        self.session.paths = self.corpus if paths is None else list(paths)
        self.session.reading = dated(self.options) if paths is None else self.options
        yield from self.session.run(analyse)


def _read_sides(inputs: Sides, *, yearly: bool) -> Comparison:
    from ..analysis.diff import parse_sides

    if yearly:
        return Comparison(Session(inputs), None)
    given = inputs.paths or []
    if len(given) != 2:
        raise UsageError(
            f"diff compares two sides, A and B, but {len(given) or 'none'} "
            f"{'was' if len(given) == 1 else 'were'} given; each is a year, a range of years or a "
            "path, and -c names the corpus that years are taken from"
        )
    sides = parse_sides(*given)
    paths_only = all(side.years is None for side in sides)
    return Comparison(Session(replace(inputs, paths=given if paths_only else None)), sides)


def _show_redline(
    rows: Iterable[Sequence[object]], columns: Sequence[str]
) -> tuple[Iterator[tuple[object, ...]], tuple[str, ...], Styles]:
    """Show one text with the changes in it where other formats have both texts."""
    from ..analysis.diff.redline import Part, mark_edits, parse_edits
    from ..output.redline import redline_style, style_status

    shown = tuple(name for name in columns if not name.startswith("text_"))
    kept = [columns.index(name) for name in shown if name != "edits"]
    at = {name: columns.index(name) for name in ("status", "text_a", "text_b", "edits")}

    def marked(row: Sequence[object]) -> str:
        if row[at["status"]] == "reworded":
            return str(row[at["edits"]])
        return mark_edits([Part(str(row[at["text_a"]]), str(row[at["text_b"]]))])

    shaped = ((*(row[i] for i in kept), marked(row)) for row in rows)
    return shaped, shown, {"edits": redline_style(parse_edits), "status": style_status}

"""``policytext report``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from .options import Inputs, Session, note

if TYPE_CHECKING:
    from ..analysis.report import Report


def report(
    inputs: Inputs,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE.html",
            help="Where the page goes; default: standard output, if that is no terminal.",
            show_default=False,
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            metavar="LANG",
            help="Interface in Chinese (zh) or English (en); default: as the locale.",
            show_default=False,
        ),
    ] = None,
    plots: Annotated[
        str | None,
        typer.Option(
            metavar="DIR",
            help="Write each plot to this folder too, as .svg and .png.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Write one self-contained page that shows what the corpus says.

    It holds the documents, terms, slogans, numbers, what changed from year to year and the audit,
    with plots; every number leads to the sentences it is from. It works from disk, without a
    network, in any browser.
    """
    from ..analysis.report import Limits, build_report, report_analysis
    from ..output.report import check_plots, choose_language, render_report
    from ..output.sink import check_target, open_sink
    from .commands import refuse_inputs

    session = Session(inputs)
    language = choose_language(lang)
    path = _target(output)
    refuse_inputs(session, path)
    check_target(path)
    if plots is not None:
        check_plots(plots)
    settings = session.words()
    limits = Limits()
    made = build_report(
        session.run(report_analysis(settings)),
        stopwords=session.stopwords(),
        settings=settings,
        limits=limits,
        jobs=inputs.jobs,
    )
    if not session.tally.read:
        return session.exit_code
    page = render_report(
        made,
        language=language,
        room=limits.page_bytes,
        traditional=session.script == "traditional",
    )
    with open_sink(path) as sink:
        sink.write(page)
    if plots is not None:
        _write_plots(made, plots, language, session)
    # A page never holds all terms, and says so itself.
    left = [item.what for item in made.left_out if item.what != "terms"]
    if left:
        said = f"the page does not hold all {', '.join(left)}; its end says which command does"
        note(said, quiet=inputs.quiet)
    return session.exit_code


def _write_plots(made: Report, folder: str, language: str, session: Session) -> None:
    from ..output.report import list_plots, write_plots

    drawn = list(list_plots(made, language=language))
    missing = write_plots(drawn, folder)
    kinds = "SVG" if missing else "SVG and PNG"
    note(f"wrote {len(drawn)} plots as {kinds} to {folder}", quiet=session.inputs.quiet)
    if missing:
        note(
            f"{folder}: no PNG, since no font on this machine has {missing[:10]}; install one "
            "(Debian: apt install fonts-noto-cjk; or put a Chinese .otf or .ttf into "
            "~/.local/share/fonts)"
        )


def _target(output: str | None) -> str | None:
    """Return the file to write, None for standard output."""
    if output in (None, "-"):
        if output is None and sys.stdout is not None and sys.stdout.isatty():
            raise UsageError("report: name a file for the page with -o FILE.html")
        return None
    assert output is not None
    if not output.lower().endswith((".html", ".htm")):
        raise UsageError(f"-o {output}: expected a file name in .html")
    return output

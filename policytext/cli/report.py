"""``policytext report``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ..errors import UsageError
from .options import Inputs, Session, note


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
) -> int:
    """Write one self-contained page that shows what the corpus says.

    It holds the documents, terms, slogans, numbers, what changed from year to year and the audit,
    with plots; every number leads to the sentences it is from. It works from disk, without a
    network, in any browser.
    """
    from ..analysis.report import Limits, build_report, report_analysis
    from ..output.report import choose_language, render_report
    from ..output.sink import open_sink
    from .commands import refuse_same_file_name

    session = Session(inputs)
    language = choose_language(lang)
    path = _target(output)
    refuse_same_file_name(session, path)
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
    for left in made.left_out:
        note(
            f"{left.what}: {left.shown} of {left.total} (all: policytext {left.command})",
            quiet=inputs.quiet,
        )
    return session.exit_code


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

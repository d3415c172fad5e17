"""The command line: one thin function a subcommand."""

from __future__ import annotations

from typing import Annotated

import typer

from .. import __version__
from .audit import audit
from .clean import clean
from .commands import command
from .diff import diff
from .docs import docs
from .freq import freq
from .kwic import kwic
from .outline import outline
from .slogans import slogans
from .stats import stats
from .trend import trend

# Plain help: rich would double the time that --help takes.
app = typer.Typer(
    name="policytext",
    help="Text analysis for Chinese policy speeches.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for function in (freq, docs, outline, clean, slogans, audit, stats, trend, kwic, diff):
    app.command(function.__name__)(command(function))


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"policytext {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line."""
    try:
        app(prog_name="policytext")
    except KeyboardInterrupt:
        raise SystemExit(130) from None

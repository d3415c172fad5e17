"""The command line: one thin function a subcommand."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Annotated, NoReturn

import typer

from .. import __version__
from ..interrupts import die_quietly, end_children, raise_signals, signal_code
from .commands import command

# In the order of the help. Each is the function of that name in the module of that name.
COMMANDS = (
    *("freq", "slogans", "stats", "audit", "diff", "trend", "kwic"),
    *("docs", "outline", "clean", "build", "report"),
)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"policytext {__version__}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    pass


def build_app(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """Return the command line with these subcommands; only their modules are loaded."""
    # Plain help: rich would double the time that --help takes.
    app = typer.Typer(
        name="policytext",
        help="Text analysis for Chinese policy speeches.",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    for name in names:
        function = getattr(import_module(f"policytext.cli.{name}"), name)
        app.command(name)(command(function))
    return app


def main() -> NoReturn:
    """Run the command line, and end the process with its exit code."""
    raise_signals()
    first = sys.argv[1] if len(sys.argv) > 1 else ""
    alone = first in COMMANDS and "_POLICYTEXT_COMPLETE" not in os.environ
    code: object
    try:
        build_app([first] if alone else COMMANDS)(prog_name="policytext")
        code = 0
    except SystemExit as end:
        code = end.code
    except KeyboardInterrupt:
        code = 130
    end_children()
    die_quietly()
    # The interpreter looks twice for cycles among all there is before it ends; all is to go anyway.
    gc.freeze()
    raise SystemExit(signal_code() or code)

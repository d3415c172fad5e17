"""The commands, and one way to call any of them on files."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from typing import NamedTuple

from typer.testing import CliRunner

from policytext.cli.app import build_app

# The words before the files; those with positionals of their own take their corpus with -c.
COMMANDS: dict[str, list[str]] = {
    "freq": ["freq"],
    "docs": ["docs"],
    "outline": ["outline"],
    "clean": ["clean"],
    "clean --repairs": ["clean", "--repairs"],
    "slogans": ["slogans"],
    "slogans --each": ["slogans", "--each"],
    "stats": ["stats"],
    "audit": ["audit"],
    "diff": ["diff", "2007-2008", "2007-2008"],
    "diff --wording": ["diff", "2007-2008", "2007-2008", "--wording"],
    "trend": ["trend", "改革"],
    "kwic": ["kwic", "改革"],
}
APP = build_app()


class Ran(NamedTuple):
    """What a call came to; lines: of stderr."""

    code: int
    out: str
    lines: list[str]


def words_for(name: str, paths: Sequence[str]) -> list[str]:
    """Return the words that call a command on files, whatever the files are called."""
    return [*COMMANDS[name], *(f"--corpus={path}" for path in paths)]


def call(name: str, paths: Sequence[str], *more: str) -> Ran:
    """Call a command on files, in this process."""
    return call_words(words_for(name, paths), *more)


def call_words(words: Sequence[str], *more: str) -> Ran:
    """Call the program in this process."""
    result = CliRunner().invoke(APP, [*words, *more])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr.splitlines())


def start(words: Sequence[str], **options: object) -> subprocess.Popen[bytes]:
    """Start a command as a process of its own."""
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "policytext", *words],
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options,
    )


def run(words: Sequence[str], **options: object) -> Ran:
    """Run a command as a process of its own."""
    with start(words, **options) as process:
        out, err = process.communicate(timeout=120)
    lines = (err or b"").decode("utf-8", "replace").splitlines()
    return Ran(process.returncode, (out or b"").decode("utf-8", "replace"), lines)

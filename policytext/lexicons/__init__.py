"""What policytext knows about the world, as text files that people can read and correct."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from typing import Any, cast

from ..errors import LexiconError

FOLDER = os.path.dirname(__file__)


def read_text(name: str) -> str:
    """Return the whole of a packaged lexicon. Read by path: importlib.resources takes longer."""
    with open(os.path.join(FOLDER, name), encoding="utf-8", newline="") as file:
        return file.read()


def read_lines(name: str) -> Iterator[tuple[int, str]]:
    """Yield ``(line number, line)`` of a packaged lexicon, without comments and blank lines.

    A comment is a line whose first character is ``#``.

    >>> next(read_lines("stopwords.txt"))[1] != ""
    True
    """
    for number, line in enumerate(read_text(name).split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.rstrip("\r")


def read_cells(name: str, least: int, most: int | None = None) -> Iterator[tuple[str, list[str]]]:
    """Yield ``(where, cells)`` of a tab-separated lexicon; ``where`` is ``name:line``.

    least, most: how many columns a line may have; columns left out at its end come as "".
    Raises LexiconError for a line with more or fewer.

    >>> next(read_cells("plans.tsv", 5))[1][1]
    '一五'
    """
    most = most or least
    for number, line in read_lines(name):
        cells = line.split("\t")
        if not least <= len(cells) <= most:
            expected = str(least) if least == most else f"{least} to {most}"
            raise LexiconError(
                f"{name}:{number}: {len(cells)} columns, expected {expected} between tabs"
            )
        yield f"{name}:{number}", cells + [""] * (most - len(cells))


def read_roles(name: str, roles: Collection[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield ``(role, words)`` of a lexicon with a role and words separated by blanks a line.

    A role may have several lines. Raises LexiconError for a role that is none of ``roles``.
    """
    for where, (role, words) in read_cells(name, 2):
        if role not in roles or not words.split():
            raise LexiconError(
                f"{where}: {role!r} with {words!r}, expected words after one of {', '.join(roles)}"
            )
        yield role, words.split()


class _Pattern:
    """A regular expression of a lexicon, compiled at first use: most are never used."""

    def __init__(self, where: str, source: str) -> None:
        self._where, self._source = where, source

    def __getattr__(self, name: str) -> Any:
        try:
            value = getattr(re.compile(self._source), name)
        except re.error as error:
            raise LexiconError(
                f"{self._where}: {self._source!r} is no regular expression: {error}"
            ) from error
        setattr(self, name, value)
        return value


def read_pattern(where: str, source: str) -> re.Pattern[str]:
    """Return an expression of a lexicon; one that is malformed raises LexiconError when used.

    where: the file and line it stands in, for the message.
    """
    return cast("re.Pattern[str]", _Pattern(where, source))

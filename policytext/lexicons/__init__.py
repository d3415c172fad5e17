"""What policytext knows about the world, as text files that people can read and correct."""

from __future__ import annotations

import os
from collections.abc import Iterator

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

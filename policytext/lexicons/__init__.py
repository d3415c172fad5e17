"""What policytext knows about the world, as text files that people can read and correct."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def read_lines(name: str) -> Iterator[tuple[int, str]]:
    """Yield ``(line number, line)`` of a packaged lexicon, without comments and blank lines.

    A comment is a line whose first character is ``#``.

    >>> next(read_lines("stopwords.txt"))[1] != ""
    True
    """
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.rstrip("\r")

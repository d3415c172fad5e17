"""What policytext knows about the world, as text files that people can read and correct."""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import cache, cached_property

from ..errors import LexiconError

FOLDER = os.path.dirname(__file__)


def _read_bytes(name: str) -> bytes:
    # By path: importlib.resources takes longer.
    with open(os.path.join(FOLDER, name), "rb") as file:
        return file.read()


def read_text(name: str) -> str:
    """Return the whole of a packaged lexicon."""
    return _read_bytes(name).decode()


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


class Beside:
    """What stands beside a word where it is part of another one: a column of a lexicon.

    Literal words and sets of characters (自|[公省]), also with what may not follow (属(?!于)), are
    compared; anything else is a regular expression. Both are read at first use: most are never
    used, and an expression takes two tenths of a millisecond.
    """

    def __init__(self, where: str, source: str) -> None:
        self._where, self._source = where, source

    def stands_at(self, text: str, at: int) -> bool:
        """Whether it stands in ``text`` from an offset on.

        Raises LexiconError where it is a malformed expression.

        >>> Beside("x.tsv:1", "目|[了的]").stands_at("项目", 1)
        True
        >>> Beside("x.tsv:1", "属(?!于|地)").stands_at("家属于", 1)
        False
        """
        if self._literal is None:
            return self._pattern.match(text, at) is not None
        words, guarded = self._literal
        if text.startswith(words, at):
            return True
        for word, unless in guarded:
            if text.startswith(word, at) and not text.startswith(unless, at + len(word)):
                return True
        return False

    def ends_at(self, text: str, end: int) -> bool:
        """Whether it stands in ``text`` right before an offset; it looks back four characters."""
        if self._literal is not None:
            # What would follow is not looked at here.
            words, guarded = self._literal
            return text.endswith((*words, *(word for word, _ in guarded)), 0, end)
        return any(
            self._pattern.fullmatch(text, start, end) is not None
            for start in range(max(0, end - _LOOK_BACK), end)
        )

    @cached_property
    def _literal(self) -> _Literal | None:
        return _read_literal(self._source)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        try:
            return re.compile(self._source)
        except re.error as error:
            raise LexiconError(
                f"{self._where}: {self._source!r} is no regular expression: {error}"
            ) from error


_LOOK_BACK = 4
# Words, and words with those that may not follow them.
_Literal = tuple[tuple[str, ...], list[tuple[str, tuple[str, ...]]]]
_PART_RE = re.compile(r"([^\W_]+|\[[^\W_]+\])(?:\(\?!([^()]+)\))?(?=\||$)")


def _read_literal(source: str) -> _Literal | None:
    words: list[str] = []
    guarded: list[tuple[str, tuple[str, ...]]] = []
    at = -1
    while at < len(source):
        part = _PART_RE.match(source, at + 1)
        if part is None:
            return None
        found = part[1][1:-1] if part[1][0] == "[" else (part[1],)
        at = part.end()
        if part[2] is None:
            words += found
            continue
        unless = _read_literal(part[2])
        if unless is None or unless[1]:
            return None
        guarded += [(word, unless[0]) for word in found]
    return tuple(words), guarded


@cache
def sorted_table(name: str) -> SortedTable:
    """Return a packaged table, split into lines once."""
    return SortedTable(name)


class SortedTable:
    """A packaged table of many lines, sorted, of which few are looked up and taken apart.

    A line is a key, a tab and the rest. Comments stand before all lines and begin with "# ". Only
    what is found is decoded: in UTF-8 bytes sort as characters do.
    """

    def __init__(self, name: str) -> None:
        self._lines = _read_bytes(name).split(b"\n")
        comments = 0
        while self._lines[comments].startswith(b"# "):
            comments += 1
        del self._lines[:comments]
        if self._lines[-1] == b"":
            self._lines.pop()

    def find(self, key: str) -> str | None:
        """Return the rest of the line of a key, or None.

        >>> SortedTable("char_pairs.tsv").find("轱")
        '43\\t38 辘\\t2 轳'
        """
        start = f"{key}\t".encode("utf-8", "surrogatepass")
        at = bisect_left(self._lines, start)
        if at == len(self._lines) or not self._lines[at].startswith(start):
            return None
        return self._lines[at][len(start) :].rstrip(b"\r").decode()

"""The dated facts that speeches refer to, read from the lexicons."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from policytext.errors import LexiconError
from policytext.lexicons import read_lines

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September"]
_MONTHS += ["October", "November", "December"]


class Month(NamedTuple):
    """A month of a year."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{_MONTHS[self.month - 1]} {self.year}"


class Meeting(NamedTuple):
    """A numbered meeting: kind, number of the congress, session (0: the congress), first month."""

    kind: str
    number: int
    session: int
    held: Month


class Plan(NamedTuple):
    """A five-year plan: number, short name, first and last year."""

    number: int
    name: str
    first: int
    last: int


class Base(NamedTuple):
    """What anniversaries are counted from: year and what happened."""

    year: int
    event: str


class Dated(NamedTuple):
    """A wording and the time it belongs to.

    known: the first month in which it can stand (None: no sure one). begun, ended: when what it
    names began and ended (None where it names a thought, or has not ended). barred: characters
    that make another word of it when one stands before it.
    """

    word: str
    known: Month | None
    begun: Month | None
    ended: Month | None
    barred: str = ""


def _rows(name: str, columns: int) -> Iterator[tuple[str, list[str]]]:
    for number, line in read_lines(name):
        cells = line.split("\t")
        if len(cells) != columns or not all(cell.strip() for cell in cells):
            raise LexiconError(
                f"{name}:{number}: {len(cells)} columns given, {columns} filled ones separated by "
                "tabs expected; the header comment of the file names them"
            )
        yield f"{name}:{number}", cells


def _month(where: str, text: str, *, end: bool = False) -> Month:
    """``2008-10`` or ``2008-10-09`` as a month; ``2008`` is its first month, or its last."""
    parts = text.split("-")
    if not all(part.isdigit() for part in parts) or not 1 <= len(parts) <= 3:
        raise LexiconError(f"{where}: {text!r} is no date, write it as 2008-10-09, 2008-10 or 2008")
    month = int(parts[1]) if len(parts) > 1 else (12 if end else 1)
    if not (1800 <= int(parts[0]) <= 2100 and 1 <= month <= 12):
        raise LexiconError(f"{where}: {text!r} is out of range, write it as 2008-10-09")
    return Month(int(parts[0]), month)


def _optional(where: str, text: str, *, end: bool = False) -> Month | None:
    return None if text == "-" else _month(where, text, end=end)


def _barred(word: str) -> tuple[str, str]:
    """``[创]新发展理念`` as the word and the characters that must not stand before it."""
    if word.startswith("["):
        barred, _, rest = word[1:].partition("]")
        return rest, barred
    return word, ""


@cache
def meetings() -> dict[tuple[str, int, int], Meeting]:
    """The meetings of calendar.tsv by kind, number and session."""
    found = {}
    for where, (kind, number, session, first, _, _) in _rows("calendar.tsv", 6):
        key = (kind, int(number), 0 if session == "-" else int(session))
        found[key] = Meeting(*key, _month(where, first))
    return found


@cache
def plans() -> dict[int, Plan]:
    """The five-year plans by number."""
    return {
        int(number): Plan(int(number), name, int(first), int(last))
        for _, (number, name, first, last, _) in _rows("plans.tsv", 5)
    }


@cache
def bases() -> dict[str, Base]:
    """What anniversaries are counted from, by each of its names."""
    return {
        name: Base(int(year), event)
        for _, (names, year, event, _) in _rows("anniversaries.tsv", 4)
        for name in names.split("|")
    }


@cache
def watchwords() -> tuple[Dated, ...]:
    """Words with the month they were coined."""
    return tuple(
        Dated(word, month, None, None, barred)
        for where, (words, since, _) in _rows("watchwords.tsv", 3)
        for month in (_month(where, since),)
        for word, barred in map(_barred, words.split("|"))
    )


@cache
def campaigns() -> tuple[Dated, ...]:
    """Campaigns with the years they ran."""
    return tuple(
        Dated(word, _optional(where, known), _month(where, first), _month(where, last, end=True))
        for where, (words, known, first, last, _) in _rows("campaigns.tsv", 5)
        for word in words.split("|")
    )


@cache
def leaders() -> tuple[Dated, ...]:
    """How leaders are named, with the time they held what the wording says."""
    return tuple(
        Dated(word, _month(where, first), _month(where, first), _optional(where, last, end=True))
        for where, (words, first, last, _) in _rows("leaders.tsv", 4)
        for word in words.split("|")
    )


@cache
def events() -> tuple[Dated, ...]:
    """Events with the months in which they could be named, began and ended."""
    return tuple(
        Dated(word, _month(where, known), _month(where, first), _month(where, last, end=True))
        for where, (words, known, first, last, _) in _rows("events.tsv", 5)
        for word in words.split("|")
    )


@cache
def last_year() -> int:
    """The last year the calendar knows of."""
    return max(meeting.held.year for meeting in meetings().values())

"""What a piece of evidence for the year of a speech is."""

from __future__ import annotations

from typing import NamedTuple

# The strength of evidence. A bound counts against each year outside it with its weight; the year
# with the least against it wins, so what contradicts the most is what gives way.
PAGE = 12.0  # a page cannot show a speech before it was given
DATE_LINE = 10.0  # the day stands at the title or the end
STATED = 7.0  # the title's own year, 今年(2008年), 刚刚过去的2007年, the session spoken to
FACT = 5.0  # a dated fact that the speech knows of
LIKELY = 3.0  # wording that is nearly always used so
LEAN = 1.5  # the habit of speeches
HINT = 0.7


class Evidence(NamedTuple):
    """One reason for the year of a speech.

    kind: what sort of reason (``date``, ``title``, ``heading``, ``stated``, ``year``, ``meeting``,
    ``plan``, ``term``, ``anniversary``, ``campaign``, ``event``, ``watchword``, ``leader``,
    ``page``).
    wording: the words found, what they mean and the bound, for a reader to check.
    year_from, year_to: first and last year it allows (None: open).
    weight: how much it counts against a year outside its bounds (see the constants).
    start, end: where the words stand in the text, half-open; 0, 0 where they do not stand in it.
    month: the month of year_from in which what it speaks of began.
    dropped: True where the other evidence outweighed it.
    """

    kind: str
    wording: str
    year_from: int | None
    year_to: int | None
    weight: float
    start: int
    end: int
    month: int = 1
    dropped: bool = False

    def admits(self, year: int) -> bool:
        """True where the evidence allows the year.

        >>> Evidence("event", "", 2008, None, 5.0, 0, 0).admits(2009)
        True
        """
        return (self.year_from is None or self.year_from <= year) and (
            self.year_to is None or year <= self.year_to
        )


def bound_words(year_from: int | None, year_to: int | None) -> str:
    """The bounds in words.

    >>> bound_words(2008, None), bound_words(None, 2007), bound_words(2008, 2008)
    ('not before 2008', 'not after 2007', '2008')
    """
    if year_from is None and year_to is None:
        return "any year"
    if year_to is None:
        return f"not before {year_from}"
    if year_from is None:
        return f"not after {year_to}"
    if year_from == year_to:
        return str(year_from)
    joint = " or " if year_to - year_from == 1 else "-"
    return f"{year_from}{joint}{year_to}"


def quoted(words: str) -> str:
    """The words in quotes, unless they bring their own.

    >>> quoted("十七大"), quoted("“十二五”规划")
    ('“十七大”', '“十二五”规划')
    """
    words = " ".join(words.split())
    return words if "“" in words else f"“{words}”"

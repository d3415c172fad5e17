"""How much of a corpus one page holds, and what it says it left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple


@dataclass(frozen=True)
class Limits:
    """The most that a page holds.

    docs, terms, slogans, stats, series, claims: rows of each table. about: reasons for years, and
    examples of repairs. uses: places of one slogan.
    telling: terms of one year. changed: terms, slogans and sentences of one kind in one comparison.
    pairs: of years, the last ones. compared: sentences of one year, beyond which wording is not
    compared. page_bytes: of the whole page.
    """

    docs: int = 2000
    about: int = 4000
    terms: int = 400
    slogans: int = 1500
    uses: int = 100
    stats: int = 6000
    series: int = 400
    claims: int = 1500
    telling: int = 20
    changed: int = 20
    pairs: int = 40
    compared: int = 3000
    page_bytes: int = 7_600_000


class LeftOut(NamedTuple):
    """What a page does not hold: what (a key of the page's words), how many it shows of how many,
    and the command that prints all."""

    what: str
    shown: int
    total: int
    command: str


def in_turn(starts: Iterable[int], ends: Iterable[int]) -> Iterator[int]:
    """Yield the numbers from each start up to its end: the first of each, then the second of each.

    >>> list(in_turn([0, 3], [3, 5]))
    [0, 3, 1, 4, 2]
    """
    for row in zip_longest(*map(range, starts, ends)):
        yield from (number for number in row if number is not None)

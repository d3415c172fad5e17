"""Years as users give them: one, a range, a list."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from policytext.errors import UsageError
from policytext.text.lazy import lazy_re

RANGE_RE = lazy_re(r"([12][0-9]{3})\s?年?(?:\s?[-–—−~至到]\s?([12][0-9]{3})\s?年?)?")
COMMA_RE = lazy_re(r"[,、;]")
EXPECTED = "expected a year, a range or a list, as in 2008, 2005-2010, 2008,2012"


@dataclass(frozen=True, slots=True)
class Years:
    """A set of years: ``ranges`` of first and last year, both included, in ascending order."""

    ranges: tuple[tuple[int, int], ...]

    def __contains__(self, year: object) -> bool:
        """Whether a year is one of them; None and what is no number never is."""
        return isinstance(year, int) and any(first <= year <= last for first, last in self.ranges)

    def __str__(self) -> str:
        """As the user would write it.

        >>> str(parse_years("2010, 2005－2007"))
        '2005-2007,2010'
        """
        return ",".join(f"{a}" if a == b else f"{a}-{b}" for a, b in self.ranges)


def parse_years(spec: str) -> Years:
    """Return the years that ``2008``, ``2005-2010``, ``2008,2012`` or a mix of them stand for.

    Raises UsageError for anything else and for a range that runs backwards.

    >>> 2006 in parse_years("2005-2007,2010"), 2009 in parse_years("2005-2007,2010")
    (True, False)
    """
    ranges = []
    for part in COMMA_RE.split(unicodedata.normalize("NFKC", spec)):
        match = RANGE_RE.fullmatch(part.strip())
        if match is None:
            raise UsageError(f"years {_short(spec)!r}: {EXPECTED}")
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first:
            raise UsageError(
                f"years {_short(spec)!r}: {first} comes after {last}; write {last}-{first}"
            )
        ranges.append((first, last))
    return Years(tuple(sorted(set(ranges))))


def is_years(spec: str) -> bool:
    """Whether a string has the form of years, a range backwards included; anything else is a path.

    >>> is_years("2008-2012"), is_years("2008.txt")
    (True, False)
    """
    parts = COMMA_RE.split(unicodedata.normalize("NFKC", spec))
    return all(RANGE_RE.fullmatch(part.strip()) for part in parts)


def _short(spec: str) -> str:
    return spec if len(spec) <= 60 else spec[:60] + "…"

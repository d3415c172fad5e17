"""Which statistics to print."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import UsageError
from ...speech.model import Speech
from .row import KINDS, OTHER_KINDS, StatRow
from .rows import list_stats

if TYPE_CHECKING:
    from ...sources import Years


@dataclass(frozen=True)
class StatQuery:
    """Which statistics to print.

    kinds, units: only these, all if empty. subject: a regular expression that the subject holds.
    minimum, maximum: bounds of the value, both included; a range passes where it reaches into
    them, a ratio (which has no value) does not. ref_years: years the number is for. all_kinds: also
    numbers that are no statistics.
    """

    kinds: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    subject: re.Pattern[str] | None = None
    minimum: float | None = None
    maximum: float | None = None
    ref_years: Years | None = None
    all_kinds: bool = False

    def __post_init__(self) -> None:
        for kind in self.kinds:
            if kind not in KINDS + OTHER_KINDS:
                known = ", ".join(KINDS + OTHER_KINDS)
                raise UsageError(f"--kind {kind}: unknown kind; known are {known}")
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise UsageError(f"--min {self.minimum:g} is greater than --max {self.maximum:g}")

    def lets_through(self, row: StatRow) -> bool:
        """Whether a statistic gets a row."""
        if self.kinds and row.kind not in self.kinds:
            return False
        if self.units and row.unit not in self.units:
            return False
        if self.subject is not None and not self.subject.search(row.subject):
            return False
        if self.ref_years is not None and row.ref_year not in self.ref_years:
            return False
        if self.minimum is None and self.maximum is None:
            return True
        if row.value is None:
            return False
        high = row.value if row.value_max is None else row.value_max
        return (self.minimum is None or high >= self.minimum) and (
            self.maximum is None or row.value <= self.maximum
        )


def query_stats(speech: Speech, *, query: StatQuery) -> list[StatRow]:
    """Return the statistics of a speech that ``query`` lets through, in order."""
    wide = query.all_kinds or any(kind in OTHER_KINDS for kind in query.kinds)
    return [row for row in list_stats(speech, all_kinds=wide) if query.lets_through(row)]

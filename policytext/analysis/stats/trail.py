"""A search before each of many numbers that does not go over the same text twice."""

from __future__ import annotations

import re

# No word is as long, with what may not stand beside it.
_OVERLAP = 40


class Trail:
    """Whether an expression stands in windows of one text, most of which begin and end later.

    What was searched in vain is not searched again: numbers close together look back on the same.

    >>> trail = Trail("今后五年,投入1万元、2万元", re.compile("今后"))
    >>> trail.stands_in(0, 7), trail.stands_in(2, 7), trail.stands_in(2, 11)
    (True, False, False)
    """

    def __init__(self, text: str, expression: re.Pattern[str]) -> None:
        self._text, self._search = text, expression.search
        self._from = self._to = 0
        self._hit, self._hit_end = -1, 0

    def stands_in(self, start: int, end: int) -> bool:
        """Say whether it stands in ``text[start:end]``, what is behind ``end`` unseen."""
        if start <= self._hit and self._hit_end <= end:
            return True
        begin = start
        if self._from <= start and self._to <= end and start < self._to - _OVERLAP:
            begin = self._to - _OVERLAP
        match = self._search(self._text, begin, end)
        if match is None:
            self._from, self._to = start, end
            return False
        if match.end() + _OVERLAP <= end:
            self._hit, self._hit_end = match.start(), match.end() + _OVERLAP
        return True

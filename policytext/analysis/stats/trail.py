"""A search before each of many numbers that does not go over the same text twice."""

from __future__ import annotations

import re


class Trail:
    """Whether an expression stands in windows of one text, most of which begin later and later.

    bare: matches wherever the expression does, whatever stands beside it, and may match elsewhere.
    The next place is looked up once for all windows before it: numbers close together look back on
    the same text.

    >>> trail = Trail("今后五年,投入1万元、2万元", re.compile("今后(?!,)"), re.compile("今后"))
    >>> trail.stands_in(0, 7), trail.stands_in(2, 7), trail.stands_in(2, 11)
    (True, False, False)
    """

    def __init__(
        self, text: str, expression: re.Pattern[str], bare: re.Pattern[str] | None = None
    ) -> None:
        self._text, self._search = text, expression.search
        self._bare = (bare or expression).search
        # No place from the one up to the other.
        self._since, self._next = 0, -1

    def stands_in(self, start: int, end: int) -> bool:
        """Say whether it stands in ``text[start:end]``, what is behind ``end`` unseen."""
        if not self._since <= start <= self._next:
            found = self._bare(self._text, start)
            self._since, self._next = start, found.start() if found else len(self._text)
        return self._next < end and self._search(self._text, self._next, end) is not None

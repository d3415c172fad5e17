"""What headings and lead-ins say of the numbers below them."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from ...speech.model import Speech
from .years import find_years, time_words

_TITLE_LIMIT, _LEAD = 40, 60


class Frame(NamedTuple):
    """What a section says for its numbers: the years its headings name, in ascending order,
    whether one is written out, and whether they look back or set tasks (or both)."""

    years: tuple[int, ...]
    written: bool
    review: bool
    tasks: bool


class Sections:
    """The headings and paragraphs of one speech."""

    def __init__(self, speech: Speech) -> None:
        self.folded = speech.folded
        self.year = speech.year
        self.headings = [h for h in speech.headings if len(h.title) <= _TITLE_LIMIT]
        self.starts = [h.start for h in self.headings]
        self.paragraphs = speech.paragraphs
        self.paragraph_starts = [p.start for p in speech.paragraphs]
        self._frames: dict[int, Frame] = {}
        self._leads: dict[int, tuple[int, int] | None] = {}

    def paragraph(self, at: int) -> int:
        """Return the index of the paragraph at an offset, -1 before the first."""
        return bisect_right(self.paragraph_starts, at) - 1

    def frame(self, at: int) -> Frame:
        """Return what the headings above an offset say."""
        last = bisect_right(self.starts, at) - 1
        if last not in self._frames:
            self._frames[last] = self._read_frame(last)
        return self._frames[last]

    def _read_frame(self, last: int) -> Frame:
        words = time_words()
        depth = 99
        years: tuple[int, ...] = ()
        written = False
        for i in range(last, max(-1, last - 200), -1):
            heading = self.headings[i]
            if heading.depth >= depth or heading.number.endswith("是"):
                continue
            depth = heading.depth
            title = self.folded[heading.start : heading.end]
            found = find_years(self.folded, heading.start, heading.end, self.year)
            if not years:
                years = tuple(sorted({m.year for m in found if m.year is not None}))
                written = any(m.explicit for m in found)
            review = bool(words.review.search(title))
            tasks = depth == 1 and bool(words.tasks.search(title))
            # 2011年的工作, said in 2011
            tasks = tasks or (years == (self.year,) and title.rstrip().endswith("工作"))
            if review or tasks:
                return Frame(years, written, review, tasks and (not review or len(years) > 1))
        return Frame(years, written, False, False)

    def lead(self, paragraph: int) -> tuple[int, int] | None:
        """Return the span of the clause with a colon that introduces a paragraph, if one does.

        The items of a list that end in a semicolon hand it on.
        """
        if paragraph < 1:
            return None
        if paragraph not in self._leads:
            start, end, _ = self.paragraphs[paragraph - 1]
            text = self.folded[max(start, end - 2 * _LEAD) : end].rstrip()
            found = None
            if text.endswith(":"):
                found = end - min(end - start, _LEAD), end
            elif text.endswith(";"):
                found = self._leads.get(paragraph - 1)
            self._leads[paragraph] = found
        return self._leads[paragraph]

"""Whether a number is aimed at or was reached, by the words beside it."""

from __future__ import annotations

import re

from ...speech.numerals import Quantity
from .sections import Frame
from .segments import Segment
from .trail import Trail
from .years import time_words

REACH = 300  # characters before a number that are looked at
_NAMED, _BEHIND = 24, 30
_NAMED_RE = re.compile("的?[^,。;]{0,3}(?<!实现)(?<!完成)(?<!达到)(?:预期)?(?:目标|指标)")


class Aims:
    """Words of aims and of what was done in one folded text, asked for in order."""

    def __init__(self, folded: str) -> None:
        words = time_words()
        self._folded = folded
        self._target = Trail(folded, words.target, words.bare["target"])
        self._aimed = Trail(folded, words.aimed, words.bare["aimed"])
        self._held = Trail(folded, words.held, words.bare["held"])
        self._done = Trail(folded, words.done, words.bare["done"])

    def is_named(self, q: Quantity, segment: Segment, subject: str) -> bool:
        """Say whether a number is called an aim: 增长目标为8%, 8%的预期目标."""
        if (
            subject
            and "占" not in subject
            and time_words().named.search(subject, max(0, len(subject) - 2))
            and "完成" not in self._folded[max(segment.start, q.start - _NAMED) : q.start]
        ):
            return True
        near = self._folded[q.end : q.end + 8]
        return "标" in near and _NAMED_RE.match(self._folded, q.end) is not None

    def is_done(self, q: Quantity, segment: Segment) -> bool:
        """Say whether the clause of a number reports what has been done."""
        near = max(segment.start, q.start - REACH)
        return self._done.stands_in(near, min(segment.end, q.end + _BEHIND))

    def is_aimed(
        self, q: Quantity, segment: Segment, sentence: tuple[int, int], *, back: bool = False
    ) -> bool:
        """Say whether a word before a number sets it as a target.

        back: among the tasks, but looking back, where 控制在 and the like set none.
        """
        begin = max(sentence[0], q.start - REACH)
        near = max(segment.start, begin)
        return (
            self._target.stands_in(begin, q.start)
            or self._aimed.stands_in(near, q.start)
            or (not back and self._held.stands_in(near, q.start))
        )

    def is_target(
        self, q: Quantity, segment: Segment, sentence: tuple[int, int], frame: Frame
    ) -> bool:
        """Say whether a number is aimed at, where neither a year nor a name tells."""
        if frame.tasks and not frame.review:
            return not self.is_done(q, segment) or self.is_aimed(q, segment, sentence)
        if frame.review and not frame.tasks:
            return False
        return self.is_aimed(q, segment, sentence) and not self.is_done(q, segment)

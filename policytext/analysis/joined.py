"""The text of a speech with a line a paragraph.

A word broken over two lines is whole in it, and nothing in it goes on from one paragraph into the
next.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..speech.model import Speech


class Joined:
    """The paragraphs of a speech, each on one line.

    folded: the text to search, widths folded. paragraphs: their half-open offsets in it.
    """

    def __init__(self, text: str, folded: str, paragraphs: Iterable[tuple[int, int]]) -> None:
        pieces: list[str] = []
        quoted: list[str] = []
        # Where each piece begins, here and in the text of the speech.
        self._here: list[int] = []
        self._there: list[int] = []
        self.paragraphs: list[tuple[int, int]] = []
        at = 0
        for first, last in paragraphs:
            begin = at
            for start, end in _lines(folded, first, last):
                self._here.append(at)
                self._there.append(start)
                line = folded[start:end]
                if line.isspace():
                    pieces.append(" " * (end - start))
                    quoted.append(pieces[-1])
                else:
                    pieces.append(line)
                    quoted.append(text[start:end])
                at += end - start
            self.paragraphs.append((begin, at))
            pieces.append("\n")
            quoted.append("\n")
            at += 1
        self.folded = "".join(pieces)
        self.text = "".join(quoted)

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the text of the speech of what stands at ``start`` to ``end``."""
        return self._back(start), self._back(end - 1) + 1

    def here(self, at: int) -> int:
        """Return where the character at an offset of the speech's text stands, or the next one."""
        i = bisect_right(self._there, at) - 1
        if i < 0:
            return 0
        following = self._here[i + 1] if i + 1 < len(self._here) else len(self.folded)
        return min(self._here[i] + at - self._there[i], following)

    def paragraph(self, at: int) -> tuple[int, int]:
        """Return the bounds of the paragraph that offset ``at`` is in."""
        return self.paragraphs[bisect_right(self.paragraphs, (at, len(self.folded))) - 1]

    def _back(self, at: int) -> int:
        i = bisect_right(self._here, at) - 1
        return self._there[i] + at - self._here[i]


def join_paragraphs(speech: Speech) -> Joined:
    """Return the text of a speech with a line a paragraph."""
    return Joined(speech.text, speech.folded, ((p.start, p.end) for p in speech.paragraphs))


def _lines(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of a paragraph that remain when its line ends, and blanks beside them, go.

    Between two words in Latin letters the line end stays, as a blank.
    """
    while start < end and folded[start].isspace():
        start += 1
    while start < end and folded[end - 1].isspace():
        end -= 1
    while (at := folded.find("\n", start, end)) >= 0:
        stop = at
        while folded[stop - 1].isspace():
            stop -= 1
        yield start, stop
        start = at + 1
        while folded[start].isspace():
            start += 1
        if _is_latin(folded[stop - 1]) and _is_latin(folded[start]):
            yield at, at + 1
    if start < end:
        yield start, end


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()

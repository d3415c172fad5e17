"""A row a heading: the outline of a speech."""

from __future__ import annotations

from typing import NamedTuple

from ..speech.model import Speech


class OutlineRow(NamedTuple):
    """One heading.

    section: the numbers of the headings down to it, ``二/(三)``. depth: 1 for the outermost.
    title: without number. line: 1-based line of the source file. chars: characters from this
    heading to the next of the same or a higher level, white space left out.
    """

    doc: str
    year: int | None
    section: str
    depth: int
    title: str
    line: int
    chars: int


def outline_speech(speech: Speech) -> list[OutlineRow]:
    """Return the headings of a speech in order."""
    headings = speech.headings
    ends = [len(speech.text)] * len(headings)
    still_open: list[int] = []
    for i, heading in enumerate(headings):
        while still_open and headings[still_open[-1]].depth >= heading.depth:
            ends[still_open.pop()] = heading.start
        still_open.append(i)
    # Running count of visible characters, so that nested sections cost no second pass.
    visible = [0]
    for char in speech.text:
        visible.append(visible[-1] + (not char.isspace()))
    return [
        OutlineRow(
            doc=speech.doc,
            year=speech.year,
            section=heading.section,
            depth=heading.depth,
            title=heading.title,
            line=speech.clean.line_at(heading.start),
            chars=visible[end] - visible[heading.start],
        )
        for heading, end in zip(headings, ends, strict=True)
    ]

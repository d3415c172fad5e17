"""Keywords under each other: contexts cut and padded by display width."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from .cells import cell_text
from .terminal import GAP, display_width, visible

if TYPE_CHECKING:
    from rich.text import Text

# The first rows tell how wide the other columns are. Less context than so many cells on a side is
# none: lines then fold.
LOOK_AT, LEAST = 500, 8
_FOR_PROGRAMS = ("start", "end")


def align_keywords(
    rows: Iterable[Sequence[object]], columns: Sequence[str], *, width: int
) -> tuple[Iterator[tuple[object, ...]], tuple[str, ...]]:
    """Return the rows and the columns to show: ``left`` padded, both contexts cut to the room.

    width: of the terminal, in cells. ``start`` and ``end`` go first where it is narrow; then the
    ends of the contexts away from the keyword, marked … .
    """
    rows = iter(rows)
    first = list(islice(rows, LOOK_AT))
    sides = columns.index("left"), columns.index("right")
    widest = max((_width(row[i]) for row in first for i in sides), default=0)
    shown = list(range(len(columns)))
    if _room(first, columns, shown, width) < widest:
        shown = [i for i in shown if columns[i] not in _FOR_PROGRAMS]
    room = _room(first, columns, shown, width)
    most = min(widest, room) if room >= LEAST else widest
    return _aligned(chain(first, rows), sides, shown, most), tuple(columns[i] for i in shown)


def _aligned(
    rows: Iterable[Sequence[object]], sides: tuple[int, int], shown: Sequence[int], most: int
) -> Iterator[tuple[object, ...]]:
    left, right = sides
    for row in rows:
        cells = list(row)
        before = cut_start(visible(cell_text(row[left])), most)
        cells[left] = " " * (most - display_width(before)) + before
        cells[right] = cut_end(visible(cell_text(row[right])), most)
        yield tuple(cells[i] for i in shown)


def _width(value: object) -> int:
    return display_width(visible(cell_text(value)))


def _room(
    rows: Sequence[Sequence[object]], columns: Sequence[str], shown: Sequence[int], width: int
) -> int:
    """Cells there are for a context on either side of the keyword."""
    taken = sum(
        max(display_width(columns[i]), max((_width(row[i]) for row in rows), default=0))
        for i in shown
        if columns[i] not in ("left", "right")
    )
    return (width - taken - GAP * (len(shown) - 1)) // 2


def cut_start(text: str, width: int) -> str:
    """Return the end of ``text`` that takes at most ``width`` cells, … before it where it is cut.

    >>> cut_start("全面深化改革", 9), cut_start("改革", 9)
    ('…深化改革', '改革')
    """
    return cut_end(text[::-1], width)[::-1]


def cut_end(text: str, width: int) -> str:
    """Return the beginning of ``text`` that takes at most ``width`` cells, … after it if cut.

    >>> cut_end("改革开放以来", 9)
    '改革开放…'
    """
    if display_width(text) <= width:
        return text
    taken, kept = 1, 0
    for char in text:
        taken += display_width(char)
        if taken > width:
            break
        kept += 1
    return text[:kept] + "…" if width > 0 else ""


def keyword_styles() -> Mapping[str, Callable[[str], Text]]:
    """How a terminal shows the columns that are not plain."""
    from rich.text import Text

    return {"keyword": lambda cell: Text(cell, style="bold red")}

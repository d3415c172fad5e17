"""Rows as a table for people: aligned by display width, safe to show whatever is in them."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from policytext.output.cells import Field, cell_text, infer_fields
from policytext.output.formats import Batches

if TYPE_CHECKING:
    from rich.console import JustifyMethod
    from rich.table import Table
    from rich.text import Text

    Styles = Mapping[str, Callable[[str], Text]]
else:
    Styles = Mapping

GAP = 2
# Below these widths a folded column is harder to read than none: of words, and of sentences.
_NARROW, _SENTENCE, _SENTENCE_FLOOR = 8, 40, 24
# Columns that programs read: they make room first.
_FOR_PROGRAMS = ("start", "end")

# C0 and C1 controls, DEL, and the characters that turn the direction of text around.
_CONTROL = [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_VISIBLE = {code: 0x2400 + code if code < 0x20 else 0xFFFD for code in _CONTROL} | {0x7F: 0x2421}
_CONTROL_RE = re.compile("[" + "".join(map(re.escape, map(chr, _CONTROL))) + "]")


def visible(text: str) -> str:
    r"""``text`` with control characters as pictures of them: nothing in it can drive a terminal.

    >>> visible("\x1b[31m红\n")
    '␛[31m红␊'
    """
    return text.translate(_VISIBLE) if _CONTROL_RE.search(text) else text


def render_table(
    batches: Batches,
    fields: Sequence[Field],
    *,
    width: int | None,
    header: bool = True,
    styles: Styles | None = None,
) -> Iterator[str]:
    """An aligned table, numbers by their decimal points.

    ``width`` is that of the terminal in cells, None where there is none: lines are then as long
    as their content, without colour. On a terminal long text folds; where even that leaves too
    little room, ``start``, ``end`` and empty columns go, and where that is not enough each row
    becomes a block of ``column  value`` lines.

    Widths come from the first batch. Later batches are printed as plain lines of the same widths,
    so that a long result neither fills memory nor keeps the reader waiting.
    ``styles`` maps a column to a function from the cell's text to a rich ``Text``, whose own
    ``justify`` wins over the column's; it serves terminals only.
    """
    layout: Layout | None = None
    typed: Sequence[Field] = fields
    places: list[int] = []
    started = False
    for batch in batches:
        columns = [[visible(cell_text(v)) for v in column] for column in zip(*batch, strict=True)]
        if not started:
            typed = infer_fields(fields, batch)
            places = [
                max(map(_decimals, column)) if field.type is float else 0
                for field, column in zip(typed, columns, strict=True)
            ]
        columns = [
            [cell + " " * (most - _decimals(cell)) for cell in column] if most else column
            for column, most in zip(columns, places, strict=True)
        ]
        if started:
            yield _plain(layout, typed, columns, cut=width is not None)
            continue
        started = True
        layout = choose_layout(typed, columns, width=width, header=header)
        if width is None:
            yield _plain_header(layout, typed) if header else ""
            yield _plain(layout, typed, columns, cut=False)
        else:
            yield _rich(layout, typed, columns, width=width, header=header, styles=styles or {})
    if not started and header:
        layout = choose_layout(typed, [()] * len(typed), width=None, header=True)
        yield _plain_header(layout, typed)
    if layout is not None and (hidden := layout.hidden(typed)):
        yield f"(not shown for want of room: {', '.join(hidden)}; -f csv prints every column)\n"


def _decimals(cell: str) -> int:
    """The characters from the decimal point on: what numbers are aligned by."""
    return len(cell) - cell.index(".") if "." in cell else 0


class Layout(NamedTuple):
    """The columns that fit: their positions (``shown``), their ``widths`` in cells and whether
    they are ``numeric``, which puts them to the right."""

    shown: tuple[int, ...]
    widths: tuple[int, ...]
    numeric: tuple[bool, ...]

    def hidden(self, fields: Sequence[Field]) -> list[str]:
        """The names of the columns that did not fit, empty ones apart."""
        return [
            field.name
            for i, field in enumerate(fields)
            if i not in self.shown and field.name in _FOR_PROGRAMS
        ]


def choose_layout(
    fields: Sequence[Field],
    columns: Sequence[Sequence[str]],
    *,
    width: int | None,
    header: bool,
) -> Layout | None:
    """Which columns to show and how wide; None where a table does not fit ``width``."""
    numeric = [field.type in (int, float) for field in fields]
    natural = [
        max(
            max(map(display_width, column), default=0),
            display_width(field.name) if header else 0,
        )
        for field, column in zip(fields, columns, strict=True)
    ]
    every = range(len(fields))
    useful = [i for i in every if fields[i].name not in _FOR_PROGRAMS]
    filled = [i for i in useful if any(cell.strip() for cell in columns[i])]
    for shown in (every, useful, filled):
        if width is None:
            widths: list[int] | None = [natural[i] for i in shown]
        else:
            widths = fit_widths(
                [natural[i] for i in shown],
                [natural[i] if numeric[i] else _floor(natural[i]) for i in shown],
                width - GAP * (len(shown) - 1),
            )
        if widths is not None:
            return Layout(tuple(shown), tuple(widths), tuple(numeric[i] for i in shown))
    return None


def _floor(natural: int) -> int:
    return min(natural, _NARROW) if natural <= _SENTENCE else _SENTENCE_FLOOR


def fit_widths(natural: Sequence[int], floors: Sequence[int], room: int) -> list[int] | None:
    """Widths no larger than ``natural``, no smaller than ``floors``, that together fit ``room``:
    the widest give way first. None where the floors alone do not fit.

    >>> fit_widths([4, 60, 30], [4, 8, 8], 50)
    [4, 23, 23]
    """
    if sum(floors) > room:
        return None
    low, high = 0, max(natural, default=0)
    while low < high:
        cap = (low + high + 1) // 2
        total = sum(max(f, min(n, cap)) for n, f in zip(natural, floors, strict=True))
        low, high = (cap, high) if total <= room else (low, cap - 1)
    return [max(f, min(n, low)) for n, f in zip(natural, floors, strict=True)]


def display_width(text: str) -> int:
    """The cells ``text`` takes in a terminal: two for a Chinese character.

    >>> display_width("稳zh")
    4
    """
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _plain_header(layout: Layout | None, fields: Sequence[Field]) -> str:
    if layout is None:
        return ""
    names = [[field.name] for field in fields]
    rule = "  ".join("─" * width for width in layout.widths) + "\n"
    return _plain(layout, fields, names, cut=False) + rule


def _plain(
    layout: Layout | None, fields: Sequence[Field], columns: Sequence[Sequence[str]], *, cut: bool
) -> str:
    """Lines without any style; ``cut``: cells too wide for their column end in an ellipsis."""
    if layout is None:
        names = [field.name for field in fields]
        blocks = [
            "\n".join(
                f"{name}  {cell.strip()}"
                for name, cell in zip(names, row, strict=True)
                if cell.strip()
            )
            for row in zip(*columns, strict=True)
        ]
        return "".join(f"{block}\n\n" for block in blocks)
    shaped = [
        [_pad(cell, width, right=right, cut=cut) for cell in columns[i]]
        for i, width, right in zip(layout.shown, layout.widths, layout.numeric, strict=True)
    ]
    gap = " " * GAP
    return "".join(gap.join(row).rstrip() + "\n" for row in zip(*shaped, strict=True))


def _pad(text: str, width: int, *, right: bool, cut: bool) -> str:
    taken = display_width(text)
    if taken > width and cut:
        from rich.cells import set_cell_size

        # half a wide character comes back as a space
        text = set_cell_size(text, max(width - 1, 0)).rstrip() + "…"
        taken = display_width(text)
    space = " " * (width - taken)
    return space + text if right else text + space


def _rich(
    layout: Layout | None,
    fields: Sequence[Field],
    columns: Sequence[Sequence[str]],
    *,
    width: int,
    header: bool,
    styles: Styles,
) -> str:
    from rich.table import Table
    from rich.text import Text

    shape = [styles.get(field.name, Text) for field in fields]
    rows = zip(*columns, strict=True)
    if layout is None:
        table = Table(box=None, show_header=False, padding=(0, GAP, 0, 0), pad_edge=False)
        table.add_column(no_wrap=True, style="bold")
        table.add_column(overflow="fold")
        for row in rows:
            for field, make, cell in zip(fields, shape, row, strict=True):
                if cell.strip():
                    table.add_row(Text(field.name), make(cell.strip()))
            table.add_row()
        return _printed(table, width)
    table = Table(
        box=None,
        show_header=header,
        header_style="bold",
        padding=(0, GAP, 0, 0),
        pad_edge=False,
    )
    for i, cells, right in zip(layout.shown, layout.widths, layout.numeric, strict=True):
        justify: JustifyMethod = "right" if right else "left"
        table.add_column(Text(fields[i].name, justify=justify), width=cells, overflow="fold")
    for row in rows:
        # rich drops the spaces that align decimal points when it justifies to the right
        table.add_row(
            *(
                shape[i](_pad(row[i], cells, right=True, cut=False) if right else row[i])
                for i, cells, right in zip(layout.shown, layout.widths, layout.numeric, strict=True)
            )
        )
    return _printed(table, width)


def _printed(table: Table, width: int) -> str:
    from rich.console import Console

    buffer = io.StringIO()
    # rich drops colours itself where NO_COLOR is set; on a dumb terminal it would take 80 columns
    # for the width, whatever it is told
    dumb = os.environ.get("TERM", "") in ("dumb", "unknown")
    console = Console(file=buffer, width=width, force_terminal=not dumb, legacy_windows=False)
    console.print(table)
    return buffer.getvalue()

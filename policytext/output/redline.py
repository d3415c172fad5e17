"""Changes in colour on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

OLD, NEW = "red strike", "green"
STATUS = {"dropped": "red", "new": "green", "reworded": "yellow", "revised": "yellow"}


def redline_style(parse: Callable[[str], Iterable[tuple[str, str]]]) -> Callable[[str], Text]:
    """Return what turns a cell of edits into a rich ``Text``: deletions red, additions green.

    ``parse`` gives the cell as (old, new) parts. The marks stay, since colours may be off.
    """

    def style(cell: str) -> Text:
        from rich.text import Text

        text = Text()
        for old, new in parse(cell):
            if old == new:
                text.append(old)
                continue
            if old:
                text.append("{-" + old + "-}", OLD)
            if new:
                text.append("{+" + new + "+}", NEW)
        return text

    return style


def style_status(cell: str) -> Text:
    """Return a status in its colour."""
    from rich.text import Text

    return Text(cell, STATUS.get(cell, ""))

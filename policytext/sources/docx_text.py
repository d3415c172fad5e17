"""The running text of a .docx, in document order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from policytext.sources.docx_numbers import Numbering

if TYPE_CHECKING:
    from docx.document import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted and moved-away text of tracked changes, and the second copy of what a text box holds.
SKIPPED = frozenset({W + "del", W + "moveFrom", W + "instrText", W + "pPr", W + "rPr", FALLBACK})
MARKS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n"}
HYPHENS = {W + "noBreakHyphen": "-"}


def read_body(document: Document) -> str:
    """Return the body's paragraphs as lines and its tables as lines of tab-separated cells.

    Unlike python-docx's paragraph list this keeps insertions of tracked changes, content controls
    and text boxes, and numbers that Word counts itself (一、): what a reader of the document sees.
    """
    return "\n".join(_blocks(document.element.body, Numbering(document))).rstrip("\n")


def _blocks(parent: Any, numbering: Numbering) -> Iterator[str]:
    """Yield a line for each paragraph and each table row below an element."""
    for child in parent:
        if child.tag in SKIPPED:
            continue
        if child.tag == W + "p":
            yield _paragraph(child, numbering)
        elif child.tag == W + "tr":
            cells = [c for c in child.iter(W + "tc") if next(c.iterancestors(W + "tr")) is child]
            # Several paragraphs in a cell stay one cell of one line.
            yield "\t".join(
                " ".join(filter(None, map(str.strip, _blocks(c, numbering)))) for c in cells
            )
        else:
            yield from _blocks(child, numbering)


def _paragraph(element: Any, numbering: Numbering) -> str:
    """Return the text of a paragraph; text boxes anchored in it follow on lines of their own."""
    pieces = [numbering.label(element)]
    boxes: list[str] = []
    _collect(element, pieces, boxes, numbering)
    return "\n".join(["".join(pieces), *boxes])


def _collect(element: Any, pieces: list[str], boxes: list[str], numbering: Numbering) -> None:
    for child in element:
        if child.tag in SKIPPED:
            continue
        if child.tag == W + "t":
            pieces.append(child.text or "")
        elif child.tag in MARKS:
            pieces.append(MARKS[child.tag])
        elif child.tag in HYPHENS:
            pieces.append(HYPHENS[child.tag])
        elif child.tag == W + "txbxContent":
            boxes.extend(_blocks(child, numbering))
        else:
            _collect(child, pieces, boxes, numbering)

"""What a PDF's pages print as lines, as paragraphs again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from ..text.wrapped import ENDS, columns

# Some fonts map 一 to the radical ⼀; NFKC has the character for each.
RADICAL_RE = re.compile(r"[\u2e80-\u2fdf]")
PAGE_NUMBER_RE = re.compile(r"\s*(?:[-—–·.]{0,3}\s?\d{1,4}\s?[-—–·.]{0,3}|第\s?\d{1,4}\s?页)\s*")
FULL = 0.9
"""Part of the usual longest line from which a line counts as wrapped, not ended."""


def join_pages(pages: Sequence[str]) -> str:
    """Return the pages as one text: wrapped lines joined, page numbers at their edges left out.

    A line is joined to the next if it is about as wide as the widest lines of the document and
    does not end a sentence.

    >>> join_pages(["过去一年国务院全面贯彻落实中央决策部署改革开\\n放取得新的进展。\\n- 1 -"])
    '过去一年国务院全面贯彻落实中央决策部署改革开放取得新的进展。'
    """
    lines: list[str] = []
    for page in pages:
        found = [line.rstrip() for line in page.split("\n")]
        lines += _without_number([line for line in found if line.strip()])
    widths = sorted(map(columns, lines))
    if not widths:
        return ""
    # Not the very widest: one overlong line (a table) must not hide the wrapped ones.
    full = FULL * widths[max(0, len(widths) - 1 - len(widths) // 20)]
    parts: list[str] = []
    for line in lines:
        parts.append(line)
        wrapped = columns(line) >= full and line[-1] not in ENDS
        parts.append("" if wrapped else "\n")
    return RADICAL_RE.sub(_character, "".join(parts).rstrip("\n"))


def _character(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])


def _without_number(lines: list[str]) -> list[str]:
    """Leave out a page number that is the first or last line of a page with more than that."""
    if len(lines) > 1 and PAGE_NUMBER_RE.fullmatch(lines[-1]):
        lines = lines[:-1]
    if len(lines) > 1 and PAGE_NUMBER_RE.fullmatch(lines[0]):
        lines = lines[1:]
    return lines

"""Lines that a page breaks at a fixed width, put together to paragraphs again."""

from __future__ import annotations

import re

from .edits import Edit

ENDS = "。！？：；!?:;…"
"""Behind these a line may have ended of itself."""
_NARROWEST, _WIDEST = 40, 120  # columns of lines that are broken
_RAGGED, _OVER = 6, 4  # columns by which such a line falls short of the width, or hangs over
_FEWEST = 6  # lines that run on
_SHARE = 0.5  # of all lines
_BLANKS = (" ", "\t", "\u3000", "\u00a0")
# 一、 (一) 第一章 1. 1、 一是 ——: a heading begins a line of its own.
_HEADING_RE = re.compile(
    r"[一二三四五六七八九十]{1,3}[、是要]|[(（][一二三四五六七八九十\d]{1,3}[)）]|第[一二三四五六七八九十]{1,3}[章节部条,，、]"
    r"|\d{1,2}[、.．](?!\d)|——|[①-⑳●■◆※·]"
)


def columns(line: str) -> int:
    """Return the columns a line takes: two for each Chinese character or mark, as bytes of GBK.

    >>> columns("增长8.5%。")
    10
    """
    return len(line.encode("gb18030", "replace"))


def may_be_wrapped(text: str) -> bool:
    """Say at once whether lines, or what blanks part, are many and short."""
    return _many(text, "\n") or _many(text, " ")


def _many(text: str, mark: str) -> bool:
    return text.count(mark) * _WIDEST // 2 > len(text) and text.count(mark) >= _FEWEST


def find_wrapped(text: str) -> list[Edit]:
    """Return the edits (kind ``space``) that join lines broken at a fixed width.

    A line runs on if it is about as wide as the widest lines (in columns or in characters), does
    not end a sentence, and what follows is neither set in nor a heading. Nothing where that is not
    so of half of the lines. Where a page made blanks of such line ends, they go too.

    >>> line = "全市党员队伍不断发展壮大整体素质有了新的提高全年共"
    >>> text = "\\n".join([line] * 8) + "发展党员1\\n2918名。"
    >>> edits = find_wrapped(text)
    >>> len(edits), text[edits[0].start : edits[0].end]
    (8, '\\n')
    >>> len(find_wrapped(text.replace("\\n", " ")))
    8
    """
    edits = _where(text, text.split("\n"), "\n") if _many(text, "\n") else []
    if not edits and _many(text, " "):
        edits = _where(text, re.split("[\n ]", text), " ")
    return edits


def _where(text: str, lines: list[str], mark: str) -> list[Edit]:
    """Return the edits between ``lines``, parts with one character between, which is ``mark``."""
    bodies = [line.rstrip() for line in lines]
    in_characters = list(map(len, bodies))
    if _usual(in_characters) > _WIDEST:
        return []  # paragraphs, and wider in columns still
    in_columns = list(map(columns, bodies))
    return max(
        _joined(text, lines, mark, in_columns, _NARROWEST, _WIDEST),
        _joined(text, lines, mark, in_characters, _NARROWEST // 2, _WIDEST // 2),
        key=len,
    )


def _joined(
    text: str, lines: list[str], mark: str, widths: list[int], narrowest: int, widest: int
) -> list[Edit]:
    """Return the edits where lines are broken at one of the widths between two bounds."""
    full = _usual(widths)
    if not narrowest <= full <= widest:
        return []
    edits: list[Edit] = []
    at = 0
    for line, width, following in zip(lines, widths, lines[1:], strict=False):
        at += len(line) + 1
        if text[at - 1] != mark:
            continue
        if full - _RAGGED <= width <= full + _OVER and _runs_on(line.rstrip(), following):
            begin = at - 1 - (len(line) - len(line.rstrip()))
            apart = line[-1:].isascii() and line[-1:].isalpha() and following[:1].isascii()
            after = " " if apart and following[:1].isalpha() else ""
            if text[begin:at] != after:
                edits.append(Edit(begin, at, after, "space"))
    inked = len(widths) - widths.count(0)
    return edits if len(edits) >= max(_FEWEST, _SHARE * inked) else []


def _usual(widths: list[int]) -> int:
    """Return the width of the wide lines, not of the widest: one overlong line hides nothing."""
    inked = sorted(filter(None, widths))
    return inked[len(inked) - 1 - len(inked) // 20] if inked else 0


def _runs_on(line: str, following: str) -> bool:
    return (
        line[-1] not in ENDS
        and following.strip() != ""
        and not following.startswith(_BLANKS)
        and not _HEADING_RE.match(following)
    )

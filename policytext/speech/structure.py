"""Clean text -> headings and paragraphs, each with its place in the text and its section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .headings import (
    TITLE_LIMIT,
    Level,
    Mark,
    Path,
    in_series,
    inline_marks,
    mark_at,
    nest,
    section_of,
    title_end,
)

_COMPLETE = frozenset('。!?;:…”」』)》"')
_INSIDE_RE = re.compile(r"[。!?;:,\n]")
_BARE_LIMIT = 30
# 2018年工作回顾, 过去五年的主要成绩: a heading wherever it is a line of its own.
_YEARS_RE = re.compile(
    r"(?:(?:19|20)[0-9Xx×*]{2}年|(?:过去|今后)的?[一三五]年)[^,;:。!?“”]{0,16}"
    "(?:回顾|总结|成绩|成就|安排|部署|打算|任务|目标|建议|要求)[ \t]*"
)
# Headings that number clauses rather than parts of the speech.
_ENUMERATORS = frozenset({"first", "dash", "is", "must"})


class Heading(NamedTuple):
    """One heading.

    start, end: offsets of the heading (number and title) in the text. depth: 1 for the outermost.
    number: as it is written (``一``, ``(三)``, ``1``, ``一是``, ``——``), empty where it has none.
    section: the path of numbers down to it; a heading without number stands there by its title.
    title: without number and final punctuation.
    """

    start: int
    end: int
    depth: int
    number: str
    section: str
    title: str


class Paragraph(NamedTuple):
    """A paragraph: offsets in the text and the section it begins in."""

    start: int
    end: int
    section: str


class Structure(NamedTuple):
    """Headings and paragraphs of one text, in order."""

    headings: tuple[Heading, ...]
    paragraphs: tuple[Paragraph, ...]


def blocks(folded: str) -> Iterator[tuple[int, int, bool]]:
    """Yield ``(start, end, apart)`` of each paragraph: a line, or lines broken inside a sentence.

    apart: blank lines (or the edge of the text) stand on both sides. A line goes on in the next
    one when it stops without punctuation and the next neither is indented nor bears a number.
    """
    lines = _lines(folded)
    i = 0
    before = True
    while i < len(lines):
        start, end = lines[i]
        j = i
        while j + 1 < len(lines):
            nxt = lines[j + 1]
            if (
                folded[end - 1] in _COMPLETE
                or folded[max(start, end - 3) : end].rstrip()[-1:] in _COMPLETE
            ):
                break
            if _are_apart(folded, end, nxt[0]):
                break
            if folded[nxt[0]] in " \t" or mark_at(folded, nxt[0]) or _is_bare(folded, start, end):
                break
            j += 1
            end = nxt[1]
        after = j + 1 == len(lines) or _are_apart(folded, end, lines[j + 1][0])
        yield start, end, before and after
        before = after
        i = j + 1


def _are_apart(folded: str, end: int, start: int) -> bool:
    """True where a blank line stands between two lines."""
    return start - end > 1 and folded.count("\n", end, start) > 1


def _lines(folded: str) -> list[tuple[int, int]]:
    """The spans of the lines that are not blank."""
    lines = []
    start = 0
    for line in folded.replace("\r", "\n").split("\n"):
        end = start + len(line)
        if line and not line.isspace():
            lines.append((start, end))
        start = end + 1
    return lines


def _is_bare(folded: str, start: int, end: int) -> bool:
    """A line short enough to be a heading of its own, with a number or naming the years."""
    if end - start > TITLE_LIMIT:
        return False
    return mark_at(folded, start) is not None or bool(_YEARS_RE.fullmatch(folded, start, end))


def read_structure(text: str, folded: str) -> Structure:
    """Return the headings and paragraphs of a text.

    text: clean text; folded: the same with widths folded, same length. A heading that runs into
    its paragraph on one line ends with its first clause end. Enumerators (一是 … 二是 …) inside a
    paragraph are headings too, one level below what they stand in, and end with it.
    """
    headings: list[Heading] = []
    paragraphs: list[Paragraph] = []
    path: Path = ()
    known, section = path, ""
    all_blocks = list(blocks(folded))
    marks = [mark_at(folded, start) for start, _, _ in all_blocks]
    inline = inline_marks(folded)
    at = 0
    goes_on = _series_that_go_on(marks)
    body_began = False
    for i, (start, end, _) in enumerate(all_blocks):
        mark = marks[i]
        if mark is not None and mark.style.name == "dash" and not body_began:
            # A subtitle: ——在全省组织部长会议上的讲话
            mark = mark if "。" in folded[start:end] else None
        passed = at
        while at < len(inline) and inline[at].start < end:
            at += 1
        inner = in_series(inline[passed:at], mark) if at > passed else []
        stop = inner[0].start if inner else end
        if mark is not None:
            path, heading = _open(path, mark, text, folded, stop, i, goes_on)
            headings.append(heading)
            if heading.end + 2 < end:
                path = (*path[:-1], path[-1]._replace(run_in=True))
        elif body_began and _is_plain_heading(folded, all_blocks, i):
            a, b = _trimmed(text, start, end)
            path = (Level(-1, "plain", 0, text[a:b]),)
            headings.append(Heading(a, b, 1, "", text[a:b], text[a:b]))
        else:
            stays = [lv for lv in path if not (lv.run_in and lv.style in _ENUMERATORS)]
            if len(stays) < len(path):
                path = tuple(stays)
            body_began = body_began or end - start > _BARE_LIMIT or folded[end - 1] in ":!"
        if path is not known:
            known, section = path, section_of(path)
        paragraphs.append(Paragraph(start, end, section))
        inside = path
        for k, mark_inside in enumerate(inner):
            stop = inner[k + 1].start if k + 1 < len(inner) else end
            inside, heading = _open(inside, mark_inside, text, folded, stop, 0, {})
            headings.append(heading)
    return Structure(tuple(headings), tuple(paragraphs))


def _series_that_go_on(marks: list[Mark | None]) -> dict[tuple[str, int], int]:
    """The last block at which each (style, number) stands, to look ahead."""
    return {(m.style.name, m.number): i for i, m in enumerate(marks) if m is not None}


def _open(
    path: Path,
    mark: Mark,
    text: str,
    folded: str,
    stop: int,
    block: int,
    goes_on: dict[tuple[str, int], int],
) -> tuple[Path, Heading]:
    """Return the path below the heading at ``mark``, which stands in block number ``block``, and
    the heading. goes_on: see `_series_that_go_on`.
    """
    number = folded[mark.start : mark.end].strip(" \t、,.:;")
    level = Level(mark.style.rank, mark.style.name, mark.number, number)
    # A list of a higher style that starts at 1 inside a series which goes on later is part of it.
    last = path[-1] if path else None
    below = (
        last is not None
        and mark.number == 1
        and last.rank > mark.style.rank
        and last.number > 0
        and goes_on.get((last.style, last.number + 1), -1) > block
    )
    path = nest(path, level, below=below)
    first, last_char = _trimmed(text, mark.end, title_end(folded, mark.end, stop))
    title = text[first:last_char].replace("\n", "")
    end = last_char if title else mark.end
    return path, Heading(mark.start, end, len(path), number, section_of(path), title)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "，,、"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "。！？；：，、!?;:,"):
        end -= 1
    return start, end


def _is_plain_heading(folded: str, all_blocks: list[tuple[int, int, bool]], i: int) -> bool:
    """A short line of its own, without number or final punctuation, between whole paragraphs."""
    start, end, apart = all_blocks[i]
    line = folded[start:end].strip()
    if not 2 <= len(line) <= _BARE_LIMIT or i == 0 or i + 1 == len(all_blocks):
        return False
    if _YEARS_RE.fullmatch(line):
        return True
    if not apart or not "\u4e00" <= line[0] <= "\u9fff" or _INSIDE_RE.search(line):
        return False
    before = folded[all_blocks[i - 1][0] : all_blocks[i - 1][1]].rstrip()
    after = folded[all_blocks[i + 1][0] : all_blocks[i + 1][1]].rstrip()
    return before[-1:] in set("。!?;:”)") and (len(after) > _BARE_LIMIT or after[-1:] in set("。:"))

"""Invisible characters, odd line ends, letter-spaced words and figures."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from .edits import Edit

# Zero-width and format characters, and the byte order mark where it stands inside a text.
INVISIBLE = (
    "".join(
        map(
            chr,
            (0xAD, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)),
        )
    )
    + "\ufeff"
)
ODD = "\r\u00a0" + INVISIBLE
"""A text without any of these has nothing to take out but blanks at the ends of lines."""
_ODD = frozenset(ODD)
_BLANKS = " \t\u00a0\u3000"
_ENDS = frozenset(_BLANKS)
_SPACE = "[ \u00a0\u3000]"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A run of characters that may have to go, the odd ones among them, and the invisible ones."""
    run = f"[{_BLANKS}\r{INVISIBLE}]"
    return (
        re.compile(f"{run}{run}*"),
        re.compile(f"[\u00a0\r{INVISIBLE}]"),
        re.compile(f"[{INVISIBLE}]"),
    )


@cache
def _spaced() -> re.Pattern[str]:
    """政 府 工 作 报 告: at least three single characters, each apart from the next."""
    han = "[\u3400-\u9fff]"
    # Begins at the first of them, and takes as many as there are: if what follows is wrong, it is
    # as wrong for a part of them, and to try each part would take the square of the time.
    first = f"(?<!(?<!\\S){han}{_SPACE})(?<!(?<!\\S){han}{_SPACE}{{2}})(?<!\\S){han}"
    run = f"(?>{_SPACE}{{1,2}}{han}(?:{_SPACE}{{1,2}}{han})+)"
    return re.compile(rf"{first}{run}(?!{_SPACE}*\S)")


# Each begins with one character, to be looked for fast.
_SPACED_YEAR = " 年"
_SPACED_HINT_RES = tuple(
    re.compile(rf"{space}\S{_SPACE}{{1,2}}\S(?=\s|\Z)") for space in _SPACE[1:-1]
)


@cache
def _figures() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A year whose figures stand apart (1 9 9 8 年), and the blanks inside such figures."""
    return (
        re.compile(r"(?<![0-9.] )(?<![0-9.])[12] [0-9] [0-9] [0-9] ?年"),
        re.compile(
            r"(?<=[0-9]) (?=[0-9](?: ?[.0-9]|[^0-9])|\.[0-9])(?<![0-9]{2} )|(?<=[0-9]\.) (?=[0-9])"
        ),
    )


_FEWEST_YEARS = 2  # one such year may be a heading set wide


def _figure_blanks(text: str) -> list[Edit]:
    """The blanks inside figures where a page sets all of them apart: 7 4 7 7 2億元, 0 .8 %."""
    year_re, blank_re = _figures()
    if len(year_re.findall(text)) < _FEWEST_YEARS:
        return []
    return [Edit(m.start(), m.end(), "", "space") for m in blank_re.finditer(text)]


def find_spacing(text: str, rare: Collection[str] = ODD) -> list[Edit]:
    """Return the edits (kind ``space``) that take out what nobody sees.

    rare: which of ODD may stand in the text.

    Zero-width characters and spaces at the end of a line go, other line ends become a newline, a
    no-break space becomes a space, and a line of single characters set apart is closed up.

    >>> [(e.after, e.kind) for e in find_spacing("政 府 工 作 报 告\\r\\n各位\\u200b代表")]
    [('政府工作报告', 'space'), ('', 'space'), ('', 'space')]
    """
    spaced: list[Edit] = []
    hinted = (
        not _ODD.isdisjoint(rare)
        # Looking for a blank and a line end is slower.
        or any(line[-1:] in _ENDS for line in text.split("\n"))
    )
    if any(hint_re.search(text) for hint_re in _SPACED_HINT_RES):
        spaced = [
            Edit(m.start(), m.end(), re.sub(_SPACE, "", m.group()), "space")
            for m in _spaced().finditer(text)
        ]
    if _SPACED_YEAR in text:
        spaced = sorted([*spaced, *_figure_blanks(text)])
    taken = iter(spaced)
    current = next(taken, None)
    edits: list[Edit] = []
    for edit in _runs(text) if hinted else ():
        while current is not None and current.end <= edit.start:
            current = next(taken, None)
        if current is None or edit.end <= current.start:
            edits.append(edit)
    return sorted(edits + spaced) if spaced else edits


def _runs(text: str) -> Iterator[Edit]:
    run_re, odd_re, invisible_re = _patterns()
    for match in run_re.finditer(text):
        start, end = match.span()
        run = match.group()
        # Blanks before a line end or the end of the text go; the newline itself stays.
        ends_line = end == len(text) or text[end] == "\n"
        if "\r" in run:
            # \r\n is one line end, and its newline stands after the run.
            lines = run.count("\r") - (run[-1] == "\r" and text[end : end + 1] == "\n")
            rest = "" if ends_line else run.rpartition("\r")[2]
            after = "\n" * lines + invisible_re.sub("", rest).replace("\u00a0", " ")
        elif ends_line:
            after = ""
        elif odd_re.search(run):
            after = invisible_re.sub("", run).replace("\u00a0", " ")
        else:
            continue
        if after != run:
            yield Edit(start, end, after, "space")

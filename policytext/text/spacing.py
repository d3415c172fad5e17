"""Invisible characters, odd line ends and letter-spaced words."""

from __future__ import annotations

import re

from .edits import Edit

# Zero-width and format characters, and the byte order mark where it stands inside a text.
_INVISIBLE = "\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u180e\u202a-\u202e\u2066-\u2069"
_HAN = "\u3400-\u9fff"
_SPACE = "[ \u00a0\u3000]"
# 政 府 工 作 报 告: at least three single characters, each apart from the next.
_SPACED_RE = re.compile(
    rf"(?<![^\s])[{_HAN}]{_SPACE}{{1,2}}[{_HAN}](?:{_SPACE}{{1,2}}[{_HAN}])+(?!{_SPACE}?[^\s])"
)
_SPACING_RE = re.compile(rf"\r\n?|[{_INVISIBLE}]+|[ \t\u00a0\u3000]+(?=[\r\n]|\Z)|\u00a0")
# Begins with the odd character, so that the scan passes over ordinary text at full speed.
_ANY_RE = re.compile(
    rf"[\r{_INVISIBLE}\u00a0]|[ \t\u3000](?=[\r\n]|\Z|(?<=[{_HAN}].)[ \u3000]?[{_HAN}]{_SPACE})"
)


def find_spacing(text: str) -> list[Edit]:
    """Return the edits (kind ``space``) that take out what nobody sees.

    Zero-width characters and spaces at the end of a line go, Windows line ends become a newline, a
    no-break space becomes a space, and a line of single characters set apart is closed up.

    >>> [(e.after, e.kind) for e in find_spacing("政 府 工 作 报 告\\r\\n各位\\u200b代表")]
    [('政府工作报告', 'space'), ('\\n', 'space'), ('', 'space')]
    """
    if not _ANY_RE.search(text):
        return []
    edits: list[Edit] = []
    for match in _SPACED_RE.finditer(text):
        edits.append(Edit(match.start(), match.end(), re.sub(_SPACE, "", match.group()), "space"))
    taken = [(e.start, e.end) for e in edits]
    k = 0
    for match in _SPACING_RE.finditer(text):
        while k < len(taken) and taken[k][1] <= match.start():
            k += 1
        if k < len(taken) and taken[k][0] < match.end():
            continue
        found = match.group()
        after = "\n" if found[0] == "\r" else " " if found == "\u00a0" else ""
        edits.append(Edit(match.start(), match.end(), after, "space"))
    return sorted(edits)

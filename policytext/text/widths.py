"""One spelling for each character: full-width ASCII and odd spaces folded, length kept."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .lazy import HANZI

_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLD |= dict.fromkeys([0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F], 0x20)
_FOLD |= {0xFFE5: 0xA5, 0xFE50: ord(","), 0xFE52: ord("."), 0xFE54: ord(";"), 0xFE55: ord(":")}
_FOLD |= {0xFE59: ord("("), 0xFE5A: ord(")"), 0xFE6A: ord("%"), 0x2212: ord("-")}
_FOLD |= {0xFE41: ord("「"), 0xFE42: ord("」"), 0xFE43: ord("『"), 0xFE44: ord("』")}
_FOLD |= {
    0xFE13: ord(":"),
    0xFE30: ord(":"),
    0x2236: ord(":"),
    0x301D: ord("“"),
    0x301E: ord("”"),
    0x301F: ord("”"),
}
_FOLD |= {0xFF62: ord("「"), 0xFF63: ord("」"), 0xFF61: ord("。"), 0xFF64: ord("、")}


# Most of what there is to fold. Replacing one character after the other is much faster than the
# table, which looks up every character of the text.
_COMMON = tuple((chr(code), chr(_FOLD[code])) for code in map(ord, "，：；（）！？％\u3000"))
_REST_RE = re.compile(f"[{''.join(map(chr, _FOLD))}]")
_SHORT = 12
_STRAIGHT_RE = re.compile('"([^"]*)"')
# Neither 8.5 nor the heading 一.
_FEWEST_STOPS = 3
_STOP_RE = re.compile(
    rf"\.(?:(?<={HANZI}\.)|(?<=[”)%]\.))(?<![一二三四五六七八九十]\.)(?={HANZI}|[“0-9\n]|\Z)"
    r"(?![一二三四五六七八九十]{1,2}\.)"
)


def fold_width(text: str) -> str:
    """Return ``text`` with full-width ASCII as half-width and odd spaces as a space.

    The length stays the same, so offsets hold in both. Chinese quotes, 、 and 。 stay.

    >>> fold_width("增长８．５％，（约）１２３万")
    '增长8.5%,(约)123万'
    """
    if len(text) < _SHORT:
        return text.translate(_FOLD)
    for wide, narrow in _COMMON:
        text = text.replace(wide, narrow)
    at = 0
    while rest := _REST_RE.search(text, at):
        at = rest.end()
        text = text.replace(rest[0], chr(_FOLD[ord(rest[0])]))
    return text


def turn_corners(text: str) -> str:
    """Return ``text`` with 「」 as “” and 『』 as ‘’.

    >>> turn_corners("「三農」")
    '“三農”'
    """
    for char, quote in zip("「」『』", "“”‘’", strict=True):
        text = text.replace(char, quote)
    return text


def turn_quotes(text: str) -> str:
    """Return ``text`` with 「」 as “” and straight double quotes as “ and ” by turns, if paired.

    A line with an odd number of them, or with curly ones too, stays.

    >>> turn_quotes('解决"三农"问题\\n第二行"')
    '解决“三农”问题\\n第二行"'
    """
    text = turn_corners(text)
    if '"' not in text:
        return text
    lines = text.split("\n")
    for i, line in enumerate(lines):
        if line.count('"') % 2 == 0 and '"' in line and "“" not in line and "”" not in line:
            lines[i] = _STRAIGHT_RE.sub(r"“\1”", line)
    return "\n".join(lines)


def turn_stops(text: str) -> str:
    """Return ``text`` with . between Chinese characters as 。, where the page has more of those.

    >>> turn_stops("发展经济.改善民生.加强党建.深化改革.一.回顾")
    '发展经济。改善民生。加强党建。深化改革.一.回顾'
    """
    if text.count(".") < _FEWEST_STOPS:
        return text
    stops = _STOP_RE.findall(text)
    if len(stops) < _FEWEST_STOPS or text.count("。") >= len(stops):
        return text
    return _STOP_RE.sub("。", text)


def fold_lines(lines: Sequence[str]) -> list[str]:
    """Return lines, without their ends, with widths folded: much faster than one by one."""
    return fold_width("\n".join(lines)).split("\n") if lines else []

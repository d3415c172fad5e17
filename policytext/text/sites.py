"""Where a text shows shifted GBK frames: the marks of a lost byte that a run with an end follows.

The last byte of a run stands alone below 0x80 and brings the frames back in step; a text where
nothing does shows no shift.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from .dictionary import general_words, is_word
from .frames import FIRST_BYTES, char_of, frame_of
from .gloss import GLOSS_RE, HAN, SYLLABLE, readings, syllable
from .spellings import plain

STOP_SECOND, SPACE_SECOND = 0xA3, 0xA1  # second bytes of 。 and of the wide space
LONGEST = 72  # shown characters of a run
_FINE = -5.5  # a shown character, by words: Chinese as it should be
_FEWEST = 2  # of a run that its line ends
_MOST_LOST = 6  # pairs of a run that show as a mark

_BEFORE = f"{HAN}0-9A-Za-z０-９Ａ-Ｚａ-ｚ%％)）\\]】》」』”’\"'％℃…—@^_`{{|}}~"
_MARK_RE = re.compile(f"(?<=[{_BEFORE}])[?？\ufffd](?=([！-～￥￣!-~\ufffd]))")
_STOP_RE = re.compile(
    f"(?:(?<=[{_BEFORE}])(?=[?？\ufffd])|(?m:^)[ \u3000\t]*)([?？\ufffd]?。)(?=\\S)"
)
_FORMS = frozenset([0xA3])
_SET_APART = frozenset("。；！")
_CUT_RE = re.compile(f"([{HAN}])[?？\ufffd][(（]?({SYLLABLE})[)）]")
_CHINESE_RE = re.compile(f"[{HAN}，。、；：？！“”《》（）]")
_HAN_RUN_RE = re.compile("[一-鿿]{4,12}")
_GLOSS_HERE_RE = re.compile(f"^[(（] ?{SYLLABLE} ?[)）]")
_CUT_END_RE = re.compile(f"({SYLLABLE}) ?[)）]")


class Site(NamedTuple):
    """start: offset of what is replaced. run: offset of the first shown character whose first byte
    is the second of a pair. second: second byte of the character whose first was lost, 0 of a cut
    gloss, where none was. leads: first bytes of the character behind it. folded: full-width forms
    show as half-width."""

    start: int
    run: int
    second: int
    leads: frozenset[int]
    folded: bool


def find_sites(text: str) -> list[Site]:
    """The marks that a run with an end follows, in order."""
    sites = _find_cut_glosses(text)
    taken = {site.start for site in sites}
    marks = [
        Site(at, at + 2, STOP_SECOND, leads_shown(match[1]), match[1].isascii())
        for match in _MARK_RE.finditer(text)
        if (at := match.start()) not in taken
    ]
    sites += [site for site in marks if site.leads and _may_be_run(text, site)]
    if any(site.second and not site.folded for site in sites):  # the page keeps full-width forms
        sites = [site._replace(folded=False) for site in sites]
    stops = [
        Site(match.start(1), match.end(), SPACE_SECOND, _FORMS, False)
        for match in _STOP_RE.finditer(text)
    ]
    sites += [site for site in stops if _may_be_run(text, site)]
    return sorted(sites, key=lambda site: site.start)


def _find_cut_glosses(text: str) -> list[Site]:
    """The glosses whose opening bracket a lost byte took with it."""
    sites = []
    for match in _CUT_RE.finditer(text):
        frame = frame_of(match.group(1))
        site = Site(match.start() + 1, match.end(), 0, frozenset(), False)
        if frame and run_end(text, site, False):
            leads = _lost_seconds(frame[1], syllable(match.group(2)))
            if leads:
                sites.append(site._replace(leads=leads))
    return sites


@cache
def _lost_seconds(first: int, spoken: str) -> frozenset[int]:
    """Second bytes of the characters with this first byte and reading."""
    return frozenset(
        second
        for second in FIRST_BYTES
        if (char := char_of(first, second)) and spoken in readings(char)
    )


def leads_shown(shown: str) -> frozenset[int]:
    """First bytes of the character whose first byte, after A3, shows like this."""
    code = ord(shown)
    if 0xFF01 <= code <= 0xFF5E:
        return frozenset([code - 0xFF01 + 0xA1])
    if shown in "￥￣":
        return frozenset([0xA4 if shown == "￥" else 0xFE])
    if shown in "?\ufffd":  # A3 with 81-A0 is unassigned; A3BF is ？
        return frozenset([*range(0x81, 0xA1), 0xBF])
    return frozenset([code + 0x80]) if 0x21 <= code <= 0x7E else frozenset()


def ends_at(text: str, mark: int) -> bool:
    """Whether a mark can be the end of a run: what is behind it, a character of one byte or a stop
    that the site set apart, is back in step."""
    following = text[mark + 1 : mark + 2] or "\n"
    return following in _SET_APART or (ord(following) < 0x40 and following != "?")


def cut_gloss(text: str, mark: int) -> str:
    """The reading in a gloss behind a mark, of which the run took the opening bracket, or nothing:
    ``的?guī)定`` ends a run with 規(."""
    match = _CUT_END_RE.match(text, mark + 1)
    return syllable(match[1]) if match else ""


def run_end(text: str, site: Site, folded: bool) -> int:
    """Offset after the first character of a run that brings frames in step, or 0.

    Behind a 。 at a line's start the end of that line does: its last byte was lost as well.
    """
    lost, start = 0, site.run
    for at in range(start, min(len(text), start + LONGEST)):
        char = text[at]
        code = ord(char)
        if char == "\n":
            return at + 1 if site.second == SPACE_SECOND and at - start > _FEWEST else 0
        if char in "?\ufffd":
            lost += 1
            if lost > _MOST_LOST:
                return 0
            if ends_at(text, at) or cut_gloss(text, at):
                return at + 1
        elif code < 0x80:
            if 0x40 <= code < 0x7F:
                return at + 1
            if not folded or code < 0x21:
                return 0
        elif (frame := frame_of(char)) and frame[1] < 0x80:
            return at + 1
    return 0


def _may_be_run(text: str, site: Site) -> bool:
    """Whether a run with an end follows; one of ASCII alone must stand inside Chinese."""
    end = run_end(text, site, site.folded)
    if not end:
        return False
    if not text[site.run - 1 : end].removeprefix("。").isascii():
        return True
    before = GLOSS_RE.sub("", text[max(0, site.start - 16) : site.start]).rstrip(" \u3000\n")
    # ?,F(xiàn)在 was 。現(xiàn)在: the gloss is that of the run's last character.
    following = _GLOSS_HERE_RE.sub("", text[end : end + 12], count=1)
    inside = not before or bool(_CHINESE_RE.match(before[-1:]))
    return inside and bool(_CHINESE_RE.match(following))


def reads_well(text: str, site: Site) -> bool:
    """Whether what shows after a mark is fine Chinese as it is."""
    pairs = (text[site.run - 1 : site.run + 1], text[site.run : site.run + 2])
    if site.second and any(pair[:1].isascii() and is_word(pair) for pair in pairs):
        return True  # A股, B超, X光
    match = _HAN_RUN_RE.match(text, site.run)
    if not match or not site.second:
        return False
    shown = plain(match.group())
    return general_words(shown) / len(shown) > _FINE

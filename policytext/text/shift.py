"""GBK frames shifted by one byte, put back: ``?!邊@`` was 。”這.

A 。 (A1A3) lost its first byte, so the page was read on from the wrong byte until a character
whose second byte is below 0x80 brought the frames back in step. What shows is a mark (?), the pair
of A3 and the next first byte (a full-width form, often folded to half-width later), then wrong
characters, then one ASCII character. A gloss cut by such damage (坡?lián)岆U救) is undone here
too, since its bytes are frames: the last byte of 坡 began the glossed character.

The measure is ``fluency``: words plus habit, both natural logarithms. A reading is taken only if
it is much likelier than what shows, likely by itself, and ahead of every other reading; where only
the last fails, or what shows is no Chinese, the span is reported as damaged and left.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .edits import Edit, Span
from .fluency import Fluency, general_words, is_word
from .frames import FIRST_BYTES, char_of, frame_of
from .gloss import HAN, SYLLABLE, readings, syllable
from .habit import as_counted
from .lattice import MOST_STEPS, Lattice, Reading
from .spellings import plain

MARGIN = 0.7  # natural log units ahead of the next reading
_FAR = 4.0  # what a reading of converted frames must be ahead of the readings as they are
_GAIN = 6.0  # ahead of what shows
_LIKELY = -5.5  # a character, by words
_LIKELY_AROUND = -3.7  # a character of the run and what is behind it, by the whole measure
_RARE = -2.5  # one rare word, which may stand in a run of any length
_GARBLED = -10.5  # a shown character, by words: no Chinese
_PHRASES, _HABIT, _SPELLING = 0.45, 0.32, 0.5  # set on damage made in reports not counted
_DIGIT = -2.0  # each further digit of a number: ten are as likely
_BEFORE_NUMBER = -9.0  # a character between 。 and a number, both by habit
_AROUND = 8  # characters before and after a run that count in the ranking
_LONGEST = 72  # shown characters of a run
_FINE = -5.5  # a shown character, by words: Chinese as it should be
_STEPS = 12_000  # of work in vain before marks are only reported: keeps hostile text cheap
_STEPS_BACK = 4_000  # that a restored run gives to the next ones
_STEPS_ALL, _STEPS_EACH = 100_000, 4  # of work in all: at least, and for each character
_AS_IS = 3  # runs restored as they show, after which the page is known not to have been converted
_MOST_LOST = 6  # pairs of a run that show as a mark
_AFTER = 5  # characters after the run that help to read its end

_BEFORE = f"{HAN}0-9A-Za-z０-９Ａ-Ｚａ-ｚ%％)）\\]】》」』”’\"'％℃…—@^_`{{|}}~"
_MARK_RE = re.compile(f"(?<=[{_BEFORE}])[?？\ufffd](?=([！-～￥￣!-~\ufffd]))")
_CUT_RE = re.compile(f"([{HAN}])[?？\ufffd][(（]?({SYLLABLE})[)）]")
_CHINESE_RE = re.compile(f"[{HAN}，。、；：？！“”《》（）]")
_PRIVATE_RE = re.compile("[\ue000-\uf8ff]")
_HAN_RUN_RE = re.compile("[一-鿿]{4,12}")
_NOT_HAN_RE = re.compile("[^一-鿿]")
# A digit is no second byte: 。2012年 shows both of its bytes as marks, 。從2012年 three.
_BEFORE_DIGIT_RE = re.compile(f"(?<=[{HAN}%％”》)）])[?？\ufffd]{{2,3}}(?=[0-9]{{1,4}}[{HAN}.%])")
_GLOSS_RE = re.compile(f"(?<=[{HAN}])[(（]{SYLLABLE}[)）]")


class Site(NamedTuple):
    """start: offset of what is replaced. run: offset of the first shown character whose first byte
    is the second of a pair. before: what the replacement begins with. leads: first bytes the first
    lost character may have. folded: full-width forms show as half-width."""

    start: int
    run: int
    before: str
    leads: frozenset[int]
    folded: bool


class Outcome(NamedTuple):
    """length: of the damaged text from the start of the site, 0 where nothing is damaged.
    after: what it was, None where that is not certain. steps: the work it took to find out.
    respelt: whether what shows was converted to the other script since. likely: whether there is a
    reading, certain or not."""

    length: int
    after: str | None
    steps: int
    respelt: bool = False
    likely: bool = False


def find_shifts(text: str) -> tuple[list[Edit], list[Span]]:
    """Return the edits (kind ``shift``) that restore shifted frames, and the spans left damaged.

    Both are in offsets of ``text``, sorted and disjoint. ``after`` is in the script of the text
    around. Text without damage costs two searches of a compiled expression.

    >>> text = "縣委出臺了文件,形成培訓體系??h委出臺了五年培訓規劃。"
    >>> find_shifts(text)[0]
    [Edit(start=14, end=17, after='。縣', kind='shift')]
    """
    sites = _find_sites(text)
    if not sites:
        return [], []
    measure = Fluency(text)
    edits: list[Edit] = []
    damaged: list[Span] = []
    known: dict[tuple[frozenset[int], str], Outcome] = {}
    done = 0
    steps = _STEPS  # left to failures
    all_steps = _STEPS_ALL + _STEPS_EACH * len(text)
    as_is = 0  # runs restored without the thought that the page was converted since
    for site in sites:
        if site.start < done or _reads_well(text, site):
            continue
        around = (site.leads, text[max(0, site.start - 12) : site.run + _LONGEST + 40])
        found = known.get(around)
        if found is None:
            found = _restore(text, site, measure, min(steps, all_steps), as_is >= _AS_IS)
            known[around] = found
            all_steps -= found.steps
            if found.after is not None:
                steps += _STEPS_BACK
                as_is += 1 if not found.respelt else -len(sites)
            elif not found.likely:
                steps -= found.steps
        end = site.start + found.length
        if found.after is not None:
            edits.append(Edit(site.start, end, found.after, "shift"))
        elif found.length:
            damaged.append((site.start, end))
        done = max(done, end if found.length else 0)
    return _with_digits(text, edits, damaged, measure), damaged


def _with_digits(text: str, edits: list[Edit], damaged: list[Span], measure: Fluency) -> list[Edit]:
    """The edits with what was lost right before a digit, on pages that show damage elsewhere."""
    if not edits:
        return edits
    taken = sorted([(e.start, e.end) for e in edits] + damaged)
    found: list[Edit] = []
    at = 0
    for match in _BEFORE_DIGIT_RE.finditer(text):
        while at < len(taken) and taken[at][1] <= match.start():
            at += 1
        if at == len(taken) or match.end() <= taken[at][0]:
            lost = "" if len(match.group()) == 2 else _between_stop_and_number(measure)
            if lost is not None:
                found.append(Edit(match.start(), match.end(), "。" + lost, "shift"))
    return sorted(edits + found)


def _between_stop_and_number(measure: Fluency) -> str | None:
    """The character that clearly stands between 。 and a number and shows as two marks."""
    leads, chance = _leads_shown("?"), measure.habit.log_chance
    best: dict[str, tuple[float, str]] = {}
    for lead, _, simple, spelt in measure.before_number:
        if lead in leads:
            value = chance("。" + simple) + chance(f"。{simple}0") + measure.script_cost(spelt)
            best[simple] = max(best.get(simple, (value, spelt)), (value, spelt))
    first, *others = sorted(best.values(), reverse=True) or [(0.0, "")]
    clear = not others or first[0] - others[0][0] >= 2 * MARGIN
    return first[1] if best and clear and first[0] > _BEFORE_NUMBER else None


def _reads_well(text: str, site: Site) -> bool:
    """Whether what shows after a mark is fine Chinese as it is."""
    pairs = (text[site.run - 1 : site.run + 1], text[site.run : site.run + 2])
    if site.before and any(pair[:1].isascii() and is_word(pair) for pair in pairs):
        return True  # A股, B超, X光
    match = _HAN_RUN_RE.match(text, site.run)
    if not match or not site.before:
        return False
    shown = plain(match.group())
    return general_words(shown) / len(shown) > _FINE


def _find_sites(text: str) -> list[Site]:
    """The marks that a run with an end follows, in order."""
    sites = _find_cut_glosses(text)
    taken = {site.start for site in sites}
    sites += [
        Site(match.start(), match.start() + 2, "。", leads, match.group(1).isascii())
        for match in _MARK_RE.finditer(text)
        if match.start() not in taken
        and (leads := _leads_shown(match.group(1)))
        and _may_be_run(text, match.start())
    ]
    if any(site.before and not site.folded for site in sites):  # the page keeps full-width forms
        sites = [site._replace(folded=False) for site in sites]
    return sorted(sites, key=lambda site: site.start)


def _find_cut_glosses(text: str) -> list[Site]:
    """The glosses whose opening bracket a lost byte took with it."""
    sites = []
    for match in _CUT_RE.finditer(text):
        frame = frame_of(match.group(1))
        if frame and _run_end(text, match.end(), False):
            leads = _lost_seconds(frame[1], syllable(match.group(2)))
            if leads:
                sites.append(Site(match.start() + 1, match.end(), "", leads, False))
    return sites


def _lost_seconds(first: int, spoken: str) -> frozenset[int]:
    """Second bytes of the characters with this first byte and reading."""
    return frozenset(
        second
        for second in FIRST_BYTES
        if (char := char_of(first, second)) and spoken in readings(char)
    )


def _leads_shown(shown: str) -> frozenset[int]:
    """First bytes of the character whose first byte, after A3, shows like this."""
    code = ord(shown)
    if 0xFF01 <= code <= 0xFF5E:
        return frozenset([code - 0xFF01 + 0xA1])
    if shown in "￥￣":
        return frozenset([0xA4 if shown == "￥" else 0xFE])
    if shown in "?\ufffd":  # A3 with 81-A0 is unassigned; A3BF is ？
        return frozenset([*range(0x81, 0xA1), 0xBF])
    return frozenset([code + 0x80]) if 0x21 <= code <= 0x7E else frozenset()


def _run_end(text: str, start: int, folded: bool) -> int:
    """Offset after the first character from ``start`` that brings frames in step, or 0."""
    lost = 0
    for at in range(start, min(len(text), start + _LONGEST)):
        char = text[at]
        code = ord(char)
        if char in "?\ufffd":
            lost += 1
            if lost > _MOST_LOST:
                return 0
            following = text[at + 1 : at + 2] or "\n"
            if ord(following) < 0x40 and following != "?":
                return at + 1
        elif code < 0x80:
            if 0x40 <= code < 0x7F:
                return at + 1
            if not folded or code < 0x21:
                return 0
        elif (frame := frame_of(char)) and frame[1] < 0x80:
            return at + 1
    return 0


def _may_be_run(text: str, mark: int) -> bool:
    """Whether a run with an end follows a mark; one of ASCII alone must stand inside Chinese."""
    end = _run_end(text, mark + 2, text[mark + 1].isascii())
    if not end:
        return False
    if not text[mark + 1 : end].isascii():
        return True
    before = _GLOSS_RE.sub("", text[max(0, mark - 16) : mark])
    following = _GLOSS_RE.sub("", text[end : end + 12])
    return bool(_CHINESE_RE.match(before[-1:])) and bool(_CHINESE_RE.match(following))


def _restore(text: str, site: Site, measure: Fluency, most: int, as_is: bool) -> Outcome:
    """What becomes of one site; with ``most`` steps at most, without any it is only looked at.

    ``as_is``: the page is known not to have been converted since.
    """
    stop = site.run + _LONGEST
    line_end = text.find("\n", site.run, stop)
    shown = text[site.run : line_end if line_end >= 0 else stop]

    def after(end: int, swallowed: str) -> str:
        follows = swallowed + text[site.run + end : site.run + end + 40]
        return _NOT_HAN_RE.split(plain(follows), maxsplit=1)[0][:_AFTER]

    steps = 0
    # value, clear, length, what it was, whether respelt
    best: tuple[float, bool, int, str, bool] | None = None
    for folded, respelt in ((False, False), (site.folded, True)) if most > 0 else ():
        lattice = Lattice(
            measure, shown, after, folded=folded, respelt=respelt, most=min(most, MOST_STEPS)
        )
        ranked = _rank(lattice.read(site.leads), text, site, measure, shown)
        steps += lattice.steps
        if not ranked:
            continue
        value, reading = ranked[0]
        if best is None or value - best[0] >= _FAR:
            clear = len(ranked) == 1 or value - ranked[1][0] >= MARGIN
            was = site.before + reading.text + lattice.swallowed(reading.end)
            best = (value, clear, site.run + reading.end - site.start, was, respelt)
        if as_is or (best[1] and reading.score / len(reading.simple) > _FINE):
            break  # no need to think that the page was converted
    if best is None:
        return Outcome(_garbled(text, site, measure), None, steps)
    return Outcome(best[2], best[3] if best[1] else None, steps, best[4], True)


def _rank(
    found: list[Reading], text: str, site: Site, measure: Fluency, shown: str
) -> list[tuple[float, Reading]]:
    """The readings that beat what shows, with their measure, best first."""
    first = plain(text[site.start : site.run])
    likely = []
    for reading in found:
        seen = first + plain(shown[: reading.end]) + reading.after
        if reading.score + reading.spelling < _LIKELY * len(reading.simple) + _RARE:
            continue
        if reading.score + reading.spelling >= general_words(seen) + _GAIN:
            likely.append(reading)
    if not likely:
        return []
    before = as_counted(text[max(0, site.start - 24) : site.start])[-_AROUND:] + site.before
    # All are measured up to the same place behind the longest.
    last = site.run + max(reading.end for reading in likely)
    behind = len(as_counted(text[last : last + 60].split("\n", 1)[0]))
    ranked = []
    for reading in likely:
        rest = as_counted(text[site.run + reading.end : last + 60].split("\n", 1)[0])
        rest = rest[: max(0, len(rest) - behind) + _AROUND]
        read = reading.simple[: len(reading.text)]
        counted = as_counted(read)
        whole = counted + rest
        chances = measure.habit.chances(before, whole)
        if not site.before:
            whole, chances = before[-4:] + whole, [0.0] * len(before[-4:]) + chances
        value = _PHRASES * measure.phrases(whole, chances) + _HABIT * sum(chances)
        value += _SPELLING * reading.spelling + _DIGIT * (len(read) - len(counted))
        if value >= _LIKELY_AROUND * len(whole) + _RARE:
            ranked.append((value, reading))
    return sorted(ranked, key=lambda item: (-item[0], item[1].text))


def _garbled(text: str, site: Site, measure: Fluency) -> int:
    """The length of a run that nothing restores, where what shows is plainly no Chinese; or 0."""
    end = _run_end(text, site.run, False)
    shown = text[site.start : end]
    if not end or len(shown) < 4:
        return 0
    body = plain(shown)
    if _PRIVATE_RE.search(shown) or measure.words(body) / len(body) < _GARBLED:
        return end - site.start
    return 0

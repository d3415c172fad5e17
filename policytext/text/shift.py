"""GBK frames shifted by one byte, put back: ``?!邊@`` was 。”這.

A 。 (A1A3), or another character with that second byte, lost its first, so the page was read on
from the wrong byte until a character whose second byte is below 0x80 brought the frames back in
step. What shows is a mark (?), the pair of A3 and the next first byte (a full-width form, often
folded to half-width later), then wrong characters, then one ASCII character. Where the second byte
was A1 and a full-width form followed, a mark and a 。 show: ``進?。嫱瓿筛`` was 進取，全面完成各.
A gloss cut by such damage (坡?lián)岆U救) is undone here too, since its bytes are frames: the last
byte of 坡 began the glossed character.

The measure is ``fluency``: words plus habit, both natural logarithms. A reading is taken only if
it is much likelier than what shows, likely by itself, and ahead of every other reading; where only
the last fails, or what shows is no Chinese, the span is reported as damaged and left.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .edits import Edit, Span
from .fluency import Fluency
from .gloss import HAN
from .lattice import MOST_STEPS, Lattice, Reading
from .ranking import MARGIN, is_clear, rank_readings
from .run_graph import Run
from .sites import LONGEST, SPACE_SECOND, Site, find_sites, leads_shown, reads_well, run_end
from .spellings import plain

_FAR = 4.0  # what a reading of converted frames must be ahead of the readings as they are
_GARBLED = -10.5  # a shown character, by words: no Chinese
_BEFORE_NUMBER = -9.0  # a character between 。 and a number, both by habit
_FINE = -5.5  # a shown character, by words: Chinese as it should be
_STEPS = 8_000  # of work in vain before marks are only reported: keeps hostile text cheap
# The same where so many runs and more were worked at and none was restored.
_STEPS_FIRST, _RUNS_FIRST = 4_000, 4
_STEPS_BACK = 4_000  # that a restored run gives to the next ones
_STEPS_ALL, _STEPS_EACH = 100_000, 4  # of work in all: at least, and for each character
_AS_IS = 3  # runs restored as they show, after which the page is known not to have been converted
_AFTER = 5  # characters after the run that help to read its end

_PRIVATE_RE = re.compile("[\ue000-\uf8ff]")
_NOT_HAN_RE = re.compile("[^一-鿿]")
# A digit is no second byte: 。2012年 shows both of its bytes as marks, 。從2012年 three.
_BEFORE_DIGIT_RE = re.compile(f"(?<=[{HAN}%％”》)）])[?？\ufffd]{{2,3}}(?=[0-9]{{1,4}}[{HAN}.%])")


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
    sites = find_sites(text)
    if not sites:
        return [], []
    measure = Fluency(text)
    edits: list[Edit] = []
    damaged: list[Span] = []
    known: dict[tuple[frozenset[int], str], Outcome] = {}
    done = 0
    steps = _STEPS  # left to failures
    tried = spent = 0  # runs that came to nothing certain, and the work on them
    all_steps = _STEPS_ALL + _STEPS_EACH * len(text)
    as_is = 0  # runs restored without the thought that the page was converted since
    for site in sites:
        if site.start < done or reads_well(text, site):
            continue
        around = (site.leads, text[max(0, site.start - 12) : site.run + LONGEST + 40])
        found = known.get(around)
        if found is None:
            hopeless = not edits and tried >= _RUNS_FIRST and spent >= _STEPS_FIRST
            most = 0 if hopeless else min(steps, all_steps)
            found = _restore(text, site, measure, most, as_is >= _AS_IS)
            known[around] = found
            all_steps -= found.steps
            if found.after is not None:
                steps += _STEPS_BACK
                as_is += 1 if not found.respelt else -len(sites)
            else:
                tried += 1
                spent += found.steps
                if not found.likely:
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
    leads, chance = leads_shown("?"), measure.habit.log_chance
    best: dict[str, tuple[float, str]] = {}
    for lead, _, simple, spelt in measure.before_number():
        if lead in leads:
            value = chance("。" + simple) + chance(f"。{simple}0") + measure.script_cost(spelt)
            best[simple] = max(best.get(simple, (value, spelt)), (value, spelt))
    first, *others = sorted(best.values(), reverse=True) or [(0.0, "")]
    clear = not others or first[0] - others[0][0] >= 2 * MARGIN
    return first[1] if best and clear and first[0] > _BEFORE_NUMBER else None


def _restore(text: str, site: Site, measure: Fluency, most: int, as_is: bool) -> Outcome:
    """What becomes of one site; with ``most`` steps at most, without any it is only looked at.

    ``as_is``: the page is known not to have been converted since.
    """
    stop = site.run + LONGEST
    line_end = text.find("\n", site.run, stop)
    if line_end >= 0 and site.second == SPACE_SECOND:
        line_end += 1  # the line's end may have taken the run's last byte
    shown = text[site.run : line_end if line_end >= 0 else stop]

    def after(end: int, swallowed: str) -> str:
        follows = swallowed + text[site.run + end : site.run + end + 40]
        return _NOT_HAN_RE.split(plain(follows), maxsplit=1)[0][:_AFTER]

    steps = 0
    # value, clear, length, what it was, whether respelt
    best: tuple[float, bool, int, str, bool] | None = None
    for folded, respelt in ((False, False), (site.folded, True)):
        if steps >= most:
            break
        run = Run(measure, shown, after, folded=folded, respelt=respelt)
        lattice = Lattice(measure, run, most=min(most - steps, MOST_STEPS))
        found = [reading for reading in lattice.read(site.leads) if _closes(reading)]
        ranked = rank_readings(found, text, site, measure, shown)
        steps += lattice.steps
        if not ranked:
            continue
        value, lost, reading = ranked[0]
        if best is None or value - best[0] >= _FAR:
            clear = is_clear(ranked)
            was = lost + reading.text + reading.swallowed
            best = (value, clear, site.run + reading.end - site.start, was, respelt)
        if as_is or (best[1] and reading.score / len(reading.simple) > _FINE):
            break  # no need to think that the page was converted
    if best is None:
        return Outcome(_garbled(text, site, measure), None, steps)
    return Outcome(best[2], best[3] if best[1] else None, steps, best[4], True)


def _closes(reading: Reading) -> bool:
    """Whether a reading that is a line of its own closes the brackets that it opens."""
    if reading.swallowed != "\n":
        return True
    text = reading.text
    return text[0] not in "，、；：" and text.count("（") == text.count("）")


def _garbled(text: str, site: Site, measure: Fluency) -> int:
    """The length of a run that nothing restores, where what shows is plainly no Chinese; or 0."""
    end = run_end(text, site, False)
    shown = text[site.start : end]
    if not end or len(shown) < 4:
        return 0
    body = plain(shown)
    if _PRIVATE_RE.search(shown) or measure.words(body) / len(body) < _GARBLED:
        return end - site.start
    return 0

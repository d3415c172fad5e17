"""Which reading of a run stands: all measured with what is around them, best first.

The measure is ``fluency``: words plus habit, both natural logarithms. What lost its first byte
before the run is a 。 as a rule, but any character whose second byte is A3 shows the same (校 of
高等學校和, 模 of 規模和): those that fit what is before are tried as well.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from .dictionary import general_words
from .fluency import Fluency
from .frames import FIRST_BYTES, USER_LEADS, char_of
from .habit import as_counted
from .lattice import Reading
from .sites import SPACE_SECOND, STOP_SECOND, Site
from .spellings import plain, scripts

STOP = "。"
MARGIN = 0.7  # natural log units ahead of the next reading
_MARGIN_STOP = 1.0  # of a reading after 。 ahead of the next after another character
_MARGIN_LOST = 2.0  # of a reading after another character
_SPACE = "\u3000"
_GAIN = 6.0  # ahead of what shows
_LIKELY = -5.5  # a character, by words
_LIKELY_AROUND = -3.7  # a character of the run and what is behind it, by the whole measure
_RARE = -2.5  # one rare word, which may stand in a run of any length
_SHORT = -6.5  # the same by words alone, which do not see what is around
_PHRASES, _HABIT, _SPELLING = 0.45, 0.32, 0.5  # set on damage made in reports not counted
_DIGIT = -2.0  # each digit: ten are as likely
_GAP = -8.0  # a space
_AROUND = 8  # characters before and after a run that count in the ranking
_LINKED = 4  # of them that share words with the run
_TRIED = 4  # characters tried as what was lost besides 。
_LIKELIEST = 9.0  # natural log units, habit, below the likeliest of them
# Of 76 clauses in government reports where a number becomes another, 2 have no word for "from".
_NOT_FROM = -3.6
_GOES_ON_RE = re.compile("”[的之、，；：。）]")  # a sentence that ends inside the quotes does not
_UNREAD_RE = re.compile("[\n?？\ufffd]")
_BECOMES_RE = re.compile(
    "[^，。；：0由从自]*0[^，。；：]{0,20}?"
    "(?:增加|提高|上升|增长|扩大|发展|提升|下降|降低|减少|缩小|回落|[减降升增])(?:到|至|为)0"
)
_FROM_RE = re.compile("[由从自][^，。；：]*$")


class Ranked(NamedTuple):
    """value: the whole measure, comparable between the readings of one site. lost: the character
    before the run, in the spelling of the page."""

    value: float
    lost: str
    reading: Reading


def rank_readings(
    found: list[Reading], text: str, site: Site, measure: Fluency, shown: str
) -> list[Ranked]:
    """Return the readings of the run ``shown`` that beat what shows, best first."""
    # A mark and a full-width form are odd by themselves, a stop is not.
    marks = "" if site.second == SPACE_SECOND else plain(text[site.start : site.run])
    likely = _beat_shown(found, marks, shown)
    if not likely:
        return []
    line = text[max(0, site.start - 24) : site.start].rpartition("\n")[2]
    before = as_counted(line)[-_AROUND:]
    head = before[-_LINKED:]
    of_head = _value(measure, head, measure.habit.chances(before[: -len(head)], head))
    # All are measured up to the same place behind the longest.
    last = site.run + max(reading.end for reading in likely)
    stop = _until(text, last, last + 60)
    behind = len(as_counted(text[last:stop]))
    ranked = []
    for reading in likely:
        read = reading.simple[: len(reading.text)]
        counted = as_counted(read)
        # With what is read before it, a gloss at its start is known as one.
        follows = as_counted(read + reading.swallowed + text[site.run + reading.end : stop])
        follows = follows[len(counted) :]
        rest = follows[: max(0, len(follows) - behind) + _AROUND]
        own = (
            _SPELLING * reading.spelling
            + _DIGIT * sum(map(str.isdigit, read))
            + _GAP * read.count(_SPACE)
        )
        becomes = _BECOMES_RE.match(follows)
        for simple, spelt in _lost(measure, site.second, before, counted):
            run = simple + counted + rest
            chances = measure.habit.chances(before[: -len(head)], head + run)
            value = _value(measure, head + run, chances)
            value += own + _SPELLING * measure.script_cost(spelt) - of_head
            if becomes and not _FROM_RE.search(before + simple + counted):
                value += _NOT_FROM
            rare = _RARE * (1 + sum(map(read.count, "（）")))
            if value >= _LIKELY_AROUND * len(run) + rare:
                ranked.append(Ranked(value, spelt, reading))
    return sorted(ranked, key=lambda item: (-item.value, item.lost, item.reading.text))


def _until(text: str, start: int, end: int) -> int:
    """Where the line or what can be read of it ends, at most ``end``."""
    match = _UNREAD_RE.search(text, start, end)
    return match.start() if match else min(end, len(text))


def _beat_shown(found: list[Reading], marked: str, shown: str) -> list[Reading]:
    """The readings that are likely by words, and likelier than what shows."""
    likely = []
    for reading in found:
        seen = marked + plain(shown[: reading.end]) + reading.after
        score = reading.score + reading.spelling
        if reading.swallowed not in ("", "(", "\n"):  # Latin letters are rare
            score += general_words(reading.swallowed)
        if score >= _LIKELY * len(reading.simple) + _SHORT and score >= general_words(seen) + _GAIN:
            likely.append(reading)
    return likely


def _value(measure: Fluency, text: str, chances: list[float]) -> float:
    return _PHRASES * measure.phrases(text, chances) + _HABIT * sum(chances)


def _lost(measure: Fluency, second: int, before: str, after: str) -> list[tuple[str, str]]:
    """What may stand between two texts and have lost its first byte: (simplified, as spelt)."""
    if not second:
        return [("", "")]
    if second == SPACE_SECOND and not before:
        return [("", _SPACE)]
    chance = measure.habit.log_chance
    start, follows = before[-2:], after[:1]
    values = []
    for simple, spelt in _candidates(second):
        value = chance(start + simple) + (chance(start[-1:] + simple + follows) if follows else 0.0)
        values.append((value + measure.script_cost(spelt), simple, spelt))
    values.sort(reverse=True)
    least = values[0][0] - _LIKELIEST
    found = [(c, spelt) for value, c, spelt in values[:_TRIED] if value >= least]
    stops = second == STOP_SECOND and not _GOES_ON_RE.match(after)
    return [(STOP, STOP), *found] if stops else found


@cache
def _candidates(second: int) -> list[tuple[str, str]]:
    """The characters with this second byte: (simplified, as spelt)."""
    table = scripts().to_simplified
    found = [char_of(lead, second) for lead in FIRST_BYTES if lead not in USER_LEADS]
    return [(table.get(char, char), char) for char in found if char and "一" <= char <= "鿿"]


def is_clear(ranked: list[Ranked]) -> bool:
    """Whether the first of the readings is far enough ahead of the others."""
    first = ranked[0]
    apart = _MARGIN_STOP if first.lost == STOP else _MARGIN_LOST
    return all(
        first.value - other.value >= (MARGIN if other.lost == first.lost else apart)
        for other in ranked[1:]
    )

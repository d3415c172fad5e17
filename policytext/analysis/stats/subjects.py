"""What each number of a sentence measures, and by which verb of change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...speech.numerals import Quantity
from .lexicon import stat_words
from .phrases import Noun, read_before, read_behind, read_noun
from .segments import Segment

_SERIES_RE = re.compile(r"(?:分别|依次)")
_JOIN_RE = re.compile(r"[、,]|和|与|及|以及|跟")
_LONGEST = 40
_SUB_RE = re.compile(r"^[,:;]?其中[,:]?")
_LEVEL_RE = re.compile("水平|速度|增长|增速|比例|比重|幅度|目标|左右|份额|规模")
_EVENTS = ("期", "场", "次", "届", "班")
_LEADERS_RE = re.compile("负责人|书记|干部|人员|党员|教师|、")
_PUNCTUATION_RE = re.compile(r"[,;:。!?、()]")


class Reading(NamedTuple):
    """What a number measures: the noun phrase, and the verb where it is a change.

    subject may be empty where nothing tells.
    """

    subject: str
    change: str


class _Context:
    """What the clauses before leave behind.

    topic: what they speak of. last: what their last number measures. by_unit: what the last
    number with a unit measures. behind: the noun the last number took from behind it.
    """

    def __init__(self) -> None:
        self.topic = ""
        self.last = ""
        self.behind = ""
        self.by_unit: dict[str, str] = {}
        self.outer: tuple[str, str] | None = None


def read_subjects(
    folded: str, segments: Sequence[Segment]
) -> Iterator[tuple[Segment, Quantity, Reading]]:
    """Yield each statistic of a sentence with its segment and reading, in order."""
    context = _Context()
    for segment in segments:
        if segment.depth and context.outer is None:
            context.outer = context.topic, context.last
        elif not segment.depth and context.outer is not None:
            context.topic, context.last = context.outer
            context.outer = None
        if not segment.stats:
            _note_topic(folded[segment.start : segment.end], context)
            continue
        series = _read_series(folded, segment, context)
        for i, q in enumerate(segment.stats):
            if series is not None:
                reading = series[i]
            else:
                reading = _read_one(folded, segment, i, context)
            context.last = reading.subject or context.last
            context.by_unit[q.unit] = context.last
            yield segment, q, reading


def _note_topic(text: str, context: _Context) -> None:
    aside = stat_words().aside.match(text.lstrip())
    topic = leading_noun(text)
    if topic and not (aside and context.topic):
        context.topic = context.last = topic


def leading_noun(text: str) -> str:
    """Return the noun phrase a clause begins with, before its predicate.

    >>> leading_noun("化学需氧量、二氧化硫排放总量近年来首次出现双下降")
    '化学需氧量、二氧化硫排放总量'
    """
    words = stat_words()
    noun = read_noun(text[:60])
    text = noun.whole if noun.text else noun.whole or text
    for match in words.stop.finditer(text, 1):
        if match.group() in ("和", "与", "及", "以及", "中", "上", "内", "里"):
            continue
        if match.group() == "的" and len(text) - match.end() > 1:
            continue
        text = text[: match.start()]
        break
    for word in ("近年来", "近几年", "几年来", "首次", "继续", "保持", "出现", "呈现"):
        text = text.partition(word)[0] if not text.startswith(word) else text
    return text.strip(" ,、:;") if 1 < len(text) <= 30 else ""


def _read_series(
    folded: str, segment: Segment, context: _Context
) -> list[Reading] | None:
    """Return the readings of A、B分别增长8.9%、7.7%: each number to its own subject."""
    stats = segment.stats
    if len(stats) < 2:
        return None
    before = folded[segment.start : stats[0].start]
    marks = list(_SERIES_RE.finditer(before))
    if not marks:
        return None
    head = before[: marks[-1].start()]
    change = read_before(before).change
    whole = read_before(head)
    text = read_noun(whole.noun).text or context.topic or context.last
    items = split_items(text)
    if len(items) != len(stats):
        return None
    return [Reading(item, change) for item in items]


def split_items(text: str) -> list[str]:
    """Return the coordinated nouns of a phrase; what the last has in common is not shared out.

    >>> split_items("城镇和农村居民收入、消费支出")
    ['城镇', '农村居民收入', '消费支出']
    """
    return [item.strip() for item in _JOIN_RE.split(text) if item.strip()]


def _read_one(folded: str, segment: Segment, i: int, context: _Context) -> Reading:
    stats = segment.stats
    q = stats[i]
    start = stats[i - 1].end if i else segment.start
    more = i + 1 < len(stats)
    end = stats[i + 1].start if more else segment.end
    gap = folded[start : q.start]
    taken = ""
    if i and context.behind:
        # What the number before took as its noun.
        taken = gap[: gap.find(context.behind) + len(context.behind)]
        gap = gap[len(taken) :]
    before = read_before(gap)
    noun = read_noun(before.noun)
    if stat_words().scope.fullmatch(noun.text):
        noun = Noun("", "", "")
    behind = "" if before.change else _noun_behind(folded, q, end, noun, more=more)
    context.behind = behind
    change = before.change or noun.change
    if behind:
        return Reading(behind, change or ("" if noun.text else _given(noun.whole)))
    if noun.text:
        subject = noun.text
        if subject.startswith("占") and len(subject) > 1:
            subject = (context.topic or context.last) + subject
        elif not _SUB_RE.match(gap) and not segment.depth:
            context.topic = subject
        return Reading(subject[-_LONGEST:], change)
    if noun.whole and not before.change:
        given = _given(noun.whole)
        if given and (owner := noun.whole.removesuffix(given)):
            return Reading(read_noun(owner).text or owner, given)
        return Reading(context.last if given else noun.whole[-_LONGEST:], given)
    if not before.linked and q.kind in ("count", "percent", "ratio"):
        predicate = _predicate_behind(folded[q.end : end])
        if predicate:
            return Reading(predicate, "")
    return Reading(_carried(q, i, segment, context, taken), change)


def _noun_behind(folded: str, q: Quantity, end: int, noun: Noun, *, more: bool) -> str:
    """Return the noun behind a number, "" where the one before it is what it measures."""
    if q.kind in ("points", "multiple"):
        return ""
    of = folded.startswith("的", q.end)
    behind = read_behind(folded[q.end : end], more=more)
    if q.kind in ("percent", "ratio"):
        return behind if of and not (noun.text and _LEVEL_RE.match(behind)) else ""
    if of and noun.text:
        return ""
    if noun.text and q.kind == "measure":
        return ""
    if q.unit in _EVENTS and "、" in behind:
        behind = _LEADERS_RE.split(behind)[-1] or behind
    return behind


def _carried(
    q: Quantity, i: int, segment: Segment, context: _Context, taken: str
) -> str:
    """Return the subject taken over from what stands before."""
    if taken and (same := context.by_unit.get(q.unit)):
        return same
    if i or segment.mark in ("、", "") or q.kind in ("percent", "points", "multiple", "ratio"):
        return context.last or context.topic
    return context.topic or context.last


def _given(text: str) -> str:
    """Return the verb of change at the end of ``text``, "" if none."""
    for match in stat_words().given.finditer(text):
        if match.end() == len(text):
            return match.group().rstrip("了")
    return ""


def _predicate_behind(text: str) -> str:
    """Return what is said of those counted: 7名被州职业技术学院录取, 87%用于支持中西部地区."""
    text = _PUNCTUATION_RE.split(text, maxsplit=1)[0].strip()
    text = text.removeprefix("的")
    for word in ("都", "均", "已经", "已", "是", "为", "属于"):
        text = text.removeprefix(word)
    return text if 2 <= len(text) <= 20 else ""

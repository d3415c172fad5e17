"""What each number of a sentence measures, and by which verb of change."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ...speech.numerals import Quantity
from .lexicon import stat_words
from .phrases import Noun, read_before, read_behind, read_noun
from .segments import Segment, one_line

_SERIES_RE = re.compile(r"(?:分别|依次)")
_JOIN_RE = re.compile(r"[、,]|和|与|及|以及|跟")
_LONGEST, _WINDOW = 40, 160
_SUB_RE = re.compile(r"^[,:;]?其中[,:]?")
_LINKS = frozenset(("、", "和", "与", "及", "至", "到", "或"))
_LEVEL_RE = re.compile("水平|速度|增长|增速|比例|比重|幅度|目标|左右|份额|规模")
_TIMES_OF_RE = re.compile("(?:是|相当于|等于|为|达到).*的$")
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
    number with a unit measures. recent: the last few subjects with their units. behind, change:
    of the last number, the noun it took from behind it and its verb of change.
    """

    def __init__(self) -> None:
        self.topic = ""
        self.last = ""
        self.behind = ""
        self.change = ""
        self.by_unit: dict[str, str] = {}
        self.recent: list[tuple[str, str]] = []
        self.outer: tuple[str, str] | None = None


def read_subjects(
    folded: str, segments: Sequence[Segment]
) -> Iterator[tuple[Segment, Quantity, Reading]]:
    """Yield each statistic of a sentence with its segment and reading, in order."""
    context = _Context()
    for index, segment in enumerate(segments):
        if segment.depth and context.outer is None:
            context.outer = context.topic, context.last
        elif not segment.depth and context.outer is not None:
            context.topic, context.last = context.outer
            context.outer = None
        if not segment.stats:
            then = folded[segments[index + 1].start] if index + 1 < len(segments) else ""
            text = folded[segment.start : min(segment.end, segment.start + _WINDOW)]
            _note_topic(one_line(text), context, then)
            continue
        series = _read_series(folded, segment, context)
        for i, q in enumerate(segment.stats):
            reading = series[i] if series else _read_one(folded, segment, i, context)
            context.last = reading.subject or context.last
            context.by_unit[q.unit] = context.last
            context.recent = [*context.recent[-3:], (context.last, q.unit)]
            context.change = reading.change
            yield segment, q, reading


def _note_topic(text: str, context: _Context, then: str) -> None:
    """Note what a clause without number speaks of. then: the character the next begins with."""
    aside = stat_words().aside.match(text.lstrip())
    topic = leading_noun(text, whole=then in ("由", "从"))
    if topic and not (aside and context.topic):
        context.topic = context.last = topic


_NOMINAL_END_RE = re.compile("的[^的,、]{1,9}$")


def leading_noun(text: str, *, whole: bool = False) -> str:
    """Return the noun phrase a clause begins with, before its predicate.

    whole: the clause is nothing but a noun, whatever verbs are in it.

    >>> leading_noun("化学需氧量、二氧化硫排放总量近年来首次出现双下降")
    '化学需氧量、二氧化硫排放总量'
    """
    words = stat_words()
    noun = read_noun(text[:60], linked=True)
    text = noun.whole if not whole else noun.text
    nominal = _NOMINAL_END_RE.search(text)
    hits = list(words.predicate.find_all(text, 1))
    whole = whole and not (hits and hits[-1].end == len(text))
    if nominal and not any(hit.start > nominal.start() for hit in hits):
        whole = True
    for hit in hits if not whole else ():
        if text[hit.start : hit.end] == "的" and len(text) - hit.end > 1:
            continue
        text = text[: hit.start]
        break
    for word in ("近年来", "近几年", "几年来", "首次", "继续", "保持", "出现", "呈现"):
        text = text.partition(word)[0] if not text.startswith(word) else text
    text = text.strip(" ,、:;的")
    return text if 1 < len(text) <= (40 if whole else 30) else ""


def _read_series(folded: str, segment: Segment, context: _Context) -> list[Reading] | None:
    """Return the readings of A、B分别增长8.9%、7.7%: each number to its own subject."""
    stats = segment.stats
    if len(stats) < 2:
        return None
    before = one_line(folded[max(segment.start, stats[0].start - _WINDOW) : stats[0].start])
    marks = list(_SERIES_RE.finditer(before))
    if not marks:
        return None
    head = before[: marks[-1].start()]
    change = read_before(before).change
    whole = read_before(head)
    text = read_noun(whole.noun, linked=True).text or context.topic or context.last
    items = split_items(text)
    if len(items) != len(stats):
        return None
    return [Reading(item, change) for item in items]


def _read_echo(folded: str, segment: Segment, context: _Context) -> list[Reading] | None:
    """Return the readings of A为5元,B为4元,增长9.8%和8.5%: the numbers go back to A and B."""
    stats = segment.stats
    links = {folded[a.end : b.start] for a, b in pairwise(stats)}
    if len(stats) < 2 or not links <= _LINKS:
        return None
    before = read_before(folded[max(segment.start, stats[0].start - _WINDOW) : stats[0].start])
    recent = context.recent[-len(stats) :]
    if before.noun or not before.change or len(recent) < len(stats):
        return None
    if (
        len({subject for subject, _ in recent}) < len(stats)
        or len({unit for _, unit in recent}) > 1
    ):
        return None
    return [Reading(subject, before.change) for subject, _ in recent]


def split_items(text: str) -> list[str]:
    """Return the coordinated nouns of a phrase; paired modifiers share the noun of the last.

    >>> split_items("城镇和农村人均住房面积")
    ['城镇人均住房面积', '农村人均住房面积']
    >>> split_items("专业技术人才、高技能人才")
    ['专业技术人才', '高技能人才']
    """
    items = [item.strip() for item in _JOIN_RE.split(text) if item.strip()]
    if len(items) < 2:
        return items
    pair, last = stat_words().pair, items[-1]
    for i, item in enumerate(items[:-1]):
        size = len(item)
        twin = last[:size]
        paired = item in pair and twin in pair
        if size < len(last) and (paired or (1 < size <= 4 and item[-1] == twin[-1])):
            items[i] = item + last[size:]
    return items


def _read_one(folded: str, segment: Segment, i: int, context: _Context) -> Reading:
    stats = segment.stats
    q = stats[i]
    start = max(stats[i - 1].end if i else segment.start, q.start - _WINDOW)
    more = i + 1 < len(stats)
    end = stats[i + 1].start if more else segment.end
    gap = one_line(folded[start : q.start])
    if i and gap in _LINKS:
        context.behind = ""
        return Reading(context.last, context.change)
    taken = ""
    if i and context.behind:
        # What the number before took as its noun.
        before_it, found, rest = gap.partition(context.behind)
        taken, gap = (before_it + found, rest) if found else ("", gap)
    before = read_before(gap)
    noun = read_noun(before.noun, linked=before.linked)
    if noun.text in stat_words().scope:
        noun = Noun("", "", "")
    # 读书班、7期专题培训班: what stands before 、 has nothing to do with the number.
    apart = noun if gap.rstrip()[-1:] not in ("、", "和") else Noun("", "", "")
    other = bisect_left(segment.others, q.end)
    stop = segment.others[other] if other < len(segment.others) else end
    ahead = one_line(folded[q.end : min(stop, end, q.end + _WINDOW)])
    context.behind = "" if before.change else _noun_behind(ahead, q, apart, more=more)
    change = before.change or noun.change
    if q.kind == "multiple" and folded.startswith("翻", q.start):
        change = "翻番"
    if behind := context.behind:
        if not noun.whole and not before.linked:
            context.topic = behind
        return Reading(behind, change or ("" if noun.text else _given(noun.whole)))
    if q.kind == "multiple" and (match := _TIMES_OF_RE.search(gap)):
        # A是B的1.7倍
        noun = read_noun(gap[: match.start()], linked=True)
        if not noun.text:
            return Reading(context.topic or context.last, change)
    if noun.text:
        return Reading(_with_topic(noun.text, gap, segment, context), change)
    if noun.whole and not before.change:
        return _read_verb(noun.whole, context)
    if not before.linked and q.kind in ("count", "percent", "ratio"):
        predicate = _predicate_behind(folded[q.end : min(end, q.end + _WINDOW)])
        if predicate:
            return Reading(predicate, "")
    carried = _carried(q, i, segment, context, taken)
    return Reading(carried or _predicate_behind(ahead), change)


def _with_topic(subject: str, gap: str, segment: Segment, context: _Context) -> str:
    """Return the subject, which becomes the topic unless it is a part of it."""
    if subject.startswith("占") and len(subject) > 1:
        subject = (context.topic or context.last) + subject
    elif not _SUB_RE.match(gap) and not segment.depth:
        context.topic = subject[-_LONGEST:]
    return subject[-_LONGEST:]


def _read_verb(text: str, context: _Context) -> Reading:
    """Return the reading where a verb stands right before the number: 县财政每年增加230多万元."""
    given = _given(text)
    if given and (owner := text.removesuffix("了").removesuffix(given)):
        return Reading(read_noun(owner).text or owner, given)
    if given:
        return Reading(context.last, given)
    for hit in stat_words().open.find_all(text):
        if hit.end == len(text) and hit.start:
            # 中央财政拟投入 is 中央财政投入.
            text = read_before(text[: hit.start]).noun + text[hit.start :].removesuffix("了")
    return Reading(text[-_LONGEST:], "")


def _noun_behind(ahead: str, q: Quantity, noun: Noun, *, more: bool) -> str:
    """Return the noun behind a number, "" where the one before it is what it measures.

    ahead: the text behind, up to the next number. more: that number is in the same segment.
    """
    if q.kind in ("points", "multiple"):
        return ""
    of = ahead.startswith("的")
    behind = read_behind(ahead, more=more)
    if q.kind in ("percent", "ratio"):
        direct = of and not (noun.text and _LEVEL_RE.match(behind))
        return behind if direct or stat_words().person.match(behind) else ""
    if of and noun.text:
        return ""
    if noun.text and q.kind == "measure":
        return ""
    if q.unit in _EVENTS and "、" in behind:
        behind = _LEADERS_RE.split(behind)[-1] or behind
    return behind


def _carried(q: Quantity, i: int, segment: Segment, context: _Context, taken: str) -> str:
    """Return the subject taken over from what stands before."""
    if taken and (same := context.by_unit.get(q.unit)):
        return same
    if i or segment.mark in ("、", "") or q.kind in ("percent", "points", "multiple", "ratio"):
        return context.last or context.topic
    return context.topic or context.last


def _given(text: str) -> str:
    """Return the verb of change at the end of ``text``, "" if none."""
    for hit in stat_words().given.find_all(text):
        if hit.end == len(text):
            return text[hit.start :].rstrip("了")
    return ""


def read_other(folded: str, q: Quantity) -> str:
    """Return the noun behind a number that is no statistic: 六项制度, 35岁以下年轻党员."""
    if q.kind not in ("rhetorical", "age", "rank", "vague"):
        return ""
    end = _PUNCTUATION_RE.search(folded, q.end, q.end + _WINDOW)
    return read_behind(folded[q.end : end.start() if end else q.end + _WINDOW], more=False)


def _predicate_behind(text: str) -> str:
    """Return what is said of those counted: 7名被州职业技术学院录取, 87%用于支持中西部地区."""
    text = _PUNCTUATION_RE.split(text, maxsplit=1)[0].strip()
    text = text.removeprefix("的")
    for word in ("都", "均", "已经", "已", "是", "为", "属于"):
        text = text.removeprefix(word)
    return text if 2 <= len(text) <= 20 else ""

"""What each number of a sentence measures, and by which verb of change."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ...speech.numerals import Quantity
from ...text.lazy import HANZI, lazy_re
from .behind import read_behind
from .carried import Said, carried, given_verb, without_noun
from .comparisons import find_comparison
from .context import LONGEST, Context, Reading
from .lexicon import stat_words
from .phrases import Noun, read_before, read_noun
from .place import Place, place
from .segments import PUNCTUATION_RE, WINDOW, Segment, one_line
from .series import LINKS, read_echo, read_series
from .thresholds import class_before, class_behind, class_said

_SUB_RE = re.compile(r"^[,:;]?其中[,:]?")
# 调整初期 is a time, 平均每天新增 goes on with what the clause before spoke of.
_NO_NOUN_RE = re.compile(
    "^仅?[此这]一?项$|^这$|^[0-9]+$|(?:这一|这个|该)(?:比例|比重|比率|数字|数据|指标)$|(?:初期|前期|后期|末期|时期|期间|阶段)$|^.{0,4}新增$|^[中里内上间]$|(?<![小工学课])时$|^共.$|^占比$"
)
_LEVEL_RE = re.compile("任务|大关|关口|水平|速度|增长|增速|比例|比重|幅度|目标|左右|份额|规模")
_OF_LEVEL_RE = re.compile("的(?:预期|年度)?(?:目标|任务|水平|计划)")
_TIMES_OF_RE = re.compile("约?(?:是|相当于|等于|为|达到).*的$")
_RATES = ("增幅", "增速", "降幅", "涨幅", "跌幅", "增长率", "增长速度", "升幅", "减幅")
_TOTALS = ("共", "总共", "合计", "共计", "总计", "累计")
_AGED_RE = lazy_re(f"[0-9]{{1,2}}(?:[-—至到][0-9]{{1,2}})?周?岁(?:及?以[上下]|左右)的?(?={HANZI})")
_AGE = 8  # characters in which 岁 stands
_TIERS_RE = re.compile("[两二三四五]级")
_EVENTS = ("期", "场", "次", "届", "班")
_WENT = ("赴", "去", "充实")
_LEADERS_RE = lazy_re("负责人|书记|干部|人员|党员|教师|、")


def read_subjects(
    folded: str, segments: Sequence[Segment], context: Context
) -> Iterator[tuple[Segment, Quantity, Reading]]:
    """Yield each statistic of a sentence with its segment and reading, in order.

    context: what the text before leaves behind, as a rule nothing. It takes what this one leaves.
    """
    # Nobody asks for what is said behind the last one.
    behind = max((i + 1 for i, segment in enumerate(segments) if segment.stats), default=0)
    for index, segment in enumerate(segments[:behind]):
        if segment.depth and context.outer is None:
            context.outer = context.topic, context.last
        elif not segment.depth and context.outer is not None:
            context.topic, context.last = context.outer
            context.outer = None
        if not segment.stats:
            then = folded[segments[index + 1].start]
            text = folded[segment.start : min(segment.end, segment.start + WINDOW)]
            context.hear(one_line(text), then)
            continue
        series = read_series(folded, segment, context) or read_echo(folded, segment, context)
        for i, q in enumerate(segment.stats):
            reading = series[i] if series else _read_one(folded, segment, i, context)
            context.last = reading.subject or context.last
            context.by_unit[q.unit] = context.last
            context.recent = [*context.recent[-3:], (context.last, q.unit)]
            context.change, context.news = reading.change, False
            yield segment, q, reading


def _read_one(folded: str, segment: Segment, i: int, context: Context) -> Reading:
    """Return what number ``i`` of a segment measures."""
    at = place(folded, segment, i)
    gap, taken = at.gap, ""
    if reading := _without_words(at, context):
        return reading
    if i and context.behind:
        # What the number before took as its noun.
        before_it, found, rest = gap.partition(context.behind)
        taken, gap = (before_it + found, rest) if found else ("", gap)
        if taken and (reading := _after_taken(at, taken, gap, context)):
            return reading
    before = read_before(gap)
    noun = read_noun(before.noun, linked=before.linked)
    if noun.text in stat_words().scope or _NO_NOUN_RE.search(noun.text):
        noun = Noun("", "", "")
    if before.noun == "的" and (name := class_said(at)):
        return Reading(name, "")
    of_age = folded.find("岁", at.q.end, min(at.end, at.q.end + _AGE)) >= 0
    if of_age and (aged := _AGED_RE.match(folded, at.q.end, at.end)):
        # 保留了6名55岁以上的干部
        people = read_behind(at.behind(aged.end()), more=at.more)
        return Reading(_with_topic(aged[0] + people, gap, segment, context), "")
    ahead = _ahead(at, noun)
    # 读书班、7期专题培训班: what stands before 、 has nothing to do with the number.
    apart = noun if gap.rstrip()[-1:] not in ("、", "和") else Noun("", "", "")
    # 提高1200万中小学教师待遇: a number without unit belongs to what follows.
    bare = at.q.kind == "count" and not at.q.unit
    context.behind = ""
    if bare or not before.change:
        goes_on = not noun.text and bool(context.last)
        context.behind = _noun_behind(ahead, at, apart, gap if goes_on else "")
    if at.more and not before.change and (name := class_behind(at)):
        context.behind = ""
        return Reading(name, "")
    change = "" if bare and context.behind else before.change or noun.change
    if at.q.kind == "multiple" and folded.startswith("翻", at.q.start):
        change = "翻番"
    if behind := context.behind:
        if not noun.whole and not before.linked:
            context.topic = behind
        return Reading(behind, change or ("" if noun.text else given_verb(noun.whole)))
    if reading := _of_another(at, gap, change, context):
        return reading
    if not noun.text:
        return without_noun(at, Said(gap, taken, ahead, change), before, noun.whole, context)
    return _of_noun(at, noun, gap, change, context)


def _without_words(at: Place, context: Context) -> Reading | None:
    """Return the reading of a number that has no word of its own before it."""
    if at.i and at.gap.strip() in LINKS and context.last:
        context.behind = ""
        return Reading(context.last, context.change)
    if at.gap or at.q.end < at.end or at.q.kind == "multiple":
        return None
    context.behind = ""
    return Reading(class_behind(at) or carried(at, "", context), "")


def _after_taken(at: Place, taken: str, gap: str, context: Context) -> Reading | None:
    """Return the reading where the number before took its noun from what stands between."""
    if not gap and (name := class_before(at)):
        context.behind = ""
        return Reading(_with_topic(name, taken, at.segment, context), "")
    if gap in _TOTALS:
        context.behind, named = "", context.behind  # 121个县交流任职共767人
        return Reading(named, "")
    return None


def _of_another(at: Place, gap: str, change: str, context: Context) -> Reading | None:
    """Return the reading of a share or a multiple that is one of what was counted before."""
    if at.i and context.last and _OF_LEVEL_RE.fullmatch(gap):
        return Reading(context.last, change)  # 高于12%的目标14.4个百分点
    if gap == "的" and at.i and at.q.kind in ("multiple", "percent"):
        # 完成任务数132亿元的90.8%, but 占总人口45万的15.6%
        of_last = "占" in context.last or len(context.recent) < 2
        return Reading(context.last if of_last else context.recent[-2][0], change)
    if at.q.kind in ("multiple", "ratio") and (match := _TIMES_OF_RE.search(gap)):
        # A是B的1.7倍
        noun = read_noun(gap[: match.start()], linked=True)
        if not noun.text:
            return Reading(context.topic or context.last, change)
        return _of_noun(at, noun, gap, change, context)
    return None


def _of_noun(at: Place, noun: Noun, gap: str, change: str, context: Context) -> Reading:
    """Return the reading of a number whose noun stands before it."""
    if noun.text in _RATES and (rated := context.last or context.topic):
        # 党员总数8944.7万名,增幅为0.8%
        return Reading(rated if rated.endswith(_RATES) else rated + noun.text, change)
    if noun.text[0] != "占" and at.more and at.is_base():
        return Reading(noun.text, change)
    return Reading(_with_topic(noun.text, gap, at.segment, context), change)


def _ahead(at: Place, noun: Noun) -> str:
    """Return what stands behind a number, up to the next number of any kind."""
    folded, q, others = at.folded, at.q, at.segment.others
    other = bisect_left(others, q.end)
    stop = others[other] if other < len(others) else at.end
    if folded[stop - 1] == "第" or _TIERS_RE.match(folded, stop):
        stop = at.end  # 第一书记, 县乡两级代表
    if noun.text and folded[q.end : q.end + 1] == "\n":
        return ""  # 党员超730万 on a line of its own
    return at.behind(q.end, stop).removeprefix("" if q.unit else "大")  # 15大专项行动


def _with_topic(subject: str, gap: str, segment: Segment, context: Context) -> str:
    """Return the subject, which becomes the topic unless it is a part of it."""
    subject = subject.removeprefix("分别") if subject.startswith("分别占") else subject
    if subject.startswith("占") and len(subject) > 1:
        subject = (context.last or context.topic) + subject
    elif not _SUB_RE.match(gap) and not segment.depth:
        context.topic = subject[-LONGEST:]
    return subject[-LONGEST:]


def _noun_behind(ahead: str, at: Place, noun: Noun, gap: str) -> str:
    """Return the noun behind a number, "" where the one before it is what it measures.

    ahead: the text behind, up to the next number. gap: the text before, where it may compare what
    was measured before (高于年初12%的目标).
    """
    q = at.q
    if q.kind in ("points", "multiple"):
        return ""
    of = ahead.startswith("的")
    behind = read_behind(ahead, more=at.more)
    if q.kind in ("percent", "ratio"):
        level = of and _LEVEL_RE.match(behind)
        told = level and (noun.text or find_comparison(gap) >= 0)
        return behind if (of and not told) or stat_words().person.match(behind) else ""
    if (noun.text and (of or _LEVEL_RE.match(behind))) or behind in ("大关", "关口"):
        return ""
    if noun.text and (q.kind == "measure" or _is_done(behind)):
        return ""
    if q.unit in _EVENTS and "、" in behind:
        behind = _LEADERS_RE.split(behind)[-1] or behind
    return behind


def _is_done(behind: str) -> bool:
    """Say whether what stands behind a number is what those counted do: 干部120名赴浙江学习."""
    return behind.startswith(_WENT) or bool(stat_words().does.fullmatch(behind))


def read_other(folded: str, q: Quantity) -> str:
    """Return the noun behind a number that is no statistic: 六项制度, 35岁以下年轻党员."""
    if q.kind not in ("rhetorical", "age", "rank", "vague"):
        return ""
    end = PUNCTUATION_RE.search(folded, q.end, q.end + WINDOW)
    return read_behind(folded[q.end : end.start() if end else q.end + WINDOW], more=False)

"""What each number of a sentence measures, and by which verb of change."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ...speech.numerals import Quantity
from ...text.lazy import lazy_re
from .behind import read_behind
from .context import Context, Reading
from .lexicon import stat_words
from .phrases import Noun, read_before, read_noun
from .segments import Segment, one_line
from .series import LINKS, read_echo, read_series
from .thresholds import class_before, class_behind

_LONGEST, _WINDOW = 40, 160
_SUB_RE = re.compile(r"^[,:;]?其中[,:]?")
# 调整初期 is a time, 平均每天新增 goes on with what the clause before spoke of.
_NO_NOUN_RE = re.compile(
    "^仅?[此这]一?项$|^这$|^[0-9]+$|(?:这一|这个|该)(?:比例|比重|比率|数字|数据|指标)$|(?:初期|前期|后期|末期|时期|期间|阶段)$|^.{0,4}新增$|^[中里内上间]$"
)
_LEVEL_RE = re.compile("任务|大关|关口|水平|速度|增长|增速|比例|比重|幅度|目标|左右|份额|规模")
_TIMES_OF_RE = re.compile("(?:是|相当于|等于|为|达到).*的$")
_RATES = ("增幅", "增速", "降幅", "涨幅", "跌幅", "增长率", "增长速度", "升幅", "减幅")
_TOTALS = ("共", "总共", "合计", "共计", "总计", "累计")
_AGED_RE = lazy_re("[0-9]{1,2}(?:[-—至到][0-9]{1,2})?周?岁(?:及?以[上下]|左右)的?(?=[一-鿿])")
_AGE = 8  # characters in which 岁 stands
_SIZES = ("×", "*", "x", "X")
_SIZED_RE = lazy_re("[0-9]+ ?[×*xX] ?$")  # 2×100万千瓦
_EVENTS = ("期", "场", "次", "届", "班")
_LEADERS_RE = lazy_re("负责人|书记|干部|人员|党员|教师|、")
_PUNCTUATION_RE = re.compile(r"[,;:。!?、()]")


def read_subjects(
    folded: str, segments: Sequence[Segment]
) -> Iterator[tuple[Segment, Quantity, Reading]]:
    """Yield each statistic of a sentence with its segment and reading, in order."""
    context = Context()
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
            text = folded[segment.start : min(segment.end, segment.start + _WINDOW)]
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
    stats = segment.stats
    q = stats[i]
    start = max(stats[i - 1].end if i else segment.start, q.start - _WINDOW)
    more = i + 1 < len(stats)
    end = stats[i + 1].start if more else segment.end
    gap = one_line(folded[start : q.start])
    if gap.rstrip()[-1:] in _SIZES:
        gap = _SIZED_RE.sub("", gap)
    if i and gap in LINKS and context.last:
        context.behind = ""
        return Reading(context.last, context.change)
    if not gap and q.end >= end and q.kind != "multiple":
        context.behind = ""  # no word beside it
        named = class_behind(folded, segment.end, stats, i)
        return Reading(named or _carried(q, i, segment, context, ""), "")
    taken = ""
    if i and context.behind:
        # What the number before took as its noun.
        before_it, found, rest = gap.partition(context.behind)
        taken, gap = (before_it + found, rest) if found else ("", gap)
        if taken and not gap and (name := class_before(folded, segment.start, stats, i)):
            context.behind = ""
            return Reading(_with_topic(name, taken, segment, context), "")
    if taken and gap in _TOTALS:
        context.behind, named = "", context.behind  # 121个县交流任职共767人
        return Reading(named, "")
    before = read_before(gap)
    noun = read_noun(before.noun, linked=before.linked)
    if noun.text in stat_words().scope or _NO_NOUN_RE.search(noun.text):
        noun = Noun("", "", "")
    # 读书班、7期专题培训班: what stands before 、 has nothing to do with the number.
    apart = noun if gap.rstrip()[-1:] not in ("、", "和") else Noun("", "", "")
    other = bisect_left(segment.others, q.end)
    stop = segment.others[other] if other < len(segment.others) else end
    stop = end if folded[stop - 1] == "第" else stop  # 第一书记
    of_age = folded.find("岁", q.end, min(end, q.end + _AGE)) >= 0
    if of_age and (aged := _AGED_RE.match(folded, q.end, end)):
        # 保留了6名55岁以上的干部
        people = read_behind(one_line(folded[aged.end() : min(end, q.end + _WINDOW)]), more=more)
        return Reading(_with_topic(aged[0] + people, gap, segment, context), "")
    ahead = one_line(folded[q.end : min(stop, end, q.end + _WINDOW)])
    ahead = ahead.removeprefix("" if q.unit else "大")  # 15大专项行动
    if noun.text and folded[q.end : q.end + 1] == "\n":
        ahead = ""  # 党员超730万 on a line of its own
    context.behind = "" if before.change else _noun_behind(ahead, q, apart, more=more)
    if more and not before.change and (name := class_behind(folded, segment.end, stats, i)):
        context.behind = ""
        return Reading(name, "")
    change = before.change or noun.change
    if q.kind == "multiple" and folded.startswith("翻", q.start):
        change = "翻番"
    if behind := context.behind:
        if not noun.whole and not before.linked:
            context.topic = behind
        return Reading(behind, change or ("" if noun.text else _given(noun.whole)))
    if gap == "的" and i and q.kind in ("multiple", "percent"):
        # 完成任务数132亿元的90.8%, but 占总人口45万的15.6%
        of_last = "占" in context.last or len(context.recent) < 2
        return Reading(context.last if of_last else context.recent[-2][0], change)
    if q.kind == "multiple" and (match := _TIMES_OF_RE.search(gap)):
        # A是B的1.7倍
        noun = read_noun(gap[: match.start()], linked=True)
        if not noun.text:
            return Reading(context.topic or context.last, change)
    if noun.text in _RATES and (rated := context.last or context.topic):
        # 党员总数8944.7万名,增幅为0.8%
        return Reading(rated if rated.endswith(_RATES) else rated + noun.text, change)
    if noun.text:
        return Reading(_with_topic(noun.text, gap, segment, context), change)
    if noun.whole and not before.change and (more or noun.whole not in stat_words().open):
        return _read_verb(noun.whole, context)
    verb = bool(gap) and gap.strip() in stat_words().open
    if (verb or not before.linked) and q.kind in ("count", "percent", "ratio"):
        predicate = _predicate_behind(folded[q.end : min(end, q.end + _WINDOW)])
        if predicate:
            return Reading(predicate, "")
    if noun.whole and not before.change:
        return _read_verb(noun.whole, context)
    carried = _carried(q, i, segment, context, taken)
    if (
        before.change
        and not (before.level or context.news)
        and context.recent
        and context.recent[-1][1] == q.unit
    ):
        carried = context.recent[-1][0]  # 拨出25亿元专项资金,用于…,比上年增加22亿元
    if not carried and more and ahead in LINKS:
        # 790万户、2568万贫困群众
        after = folded[stats[i + 1].end : min(segment.end, stats[i + 1].end + _WINDOW)]
        carried = read_behind(one_line(after), more=i + 2 < len(stats))
    return Reading(carried or _predicate_behind(ahead) or before.noun[-_LONGEST:], change)


def _with_topic(subject: str, gap: str, segment: Segment, context: Context) -> str:
    """Return the subject, which becomes the topic unless it is a part of it."""
    if subject.startswith("占") and len(subject) > 1:
        subject = (context.last or context.topic) + subject
    elif not _SUB_RE.match(gap) and not segment.depth:
        context.topic = subject[-_LONGEST:]
    return subject[-_LONGEST:]


def _read_verb(text: str, context: Context) -> Reading:
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
    if (noun.text and (of or _LEVEL_RE.match(behind))) or behind in ("大关", "关口"):
        return ""
    if noun.text and q.kind == "measure":
        return ""
    if q.unit in _EVENTS and "、" in behind:
        behind = _LEADERS_RE.split(behind)[-1] or behind
    return behind


def _carried(q: Quantity, i: int, segment: Segment, context: Context, taken: str) -> str:
    """Return the subject taken over from what stands before."""
    if taken and (same := context.by_unit.get(q.unit)):
        return same
    same = context.by_unit.get(q.unit)
    counted = [subject for subject, _ in context.recent]
    if i == 0 and q.kind == "count" and same and context.topic in counted:
        return same  # 项目382个,总投资1048亿元,开工248个
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


@lru_cache(1024)
def _predicate_behind(text: str) -> str:
    """Return what is said of those counted: 7名被州职业技术学院录取, 87%用于支持中西部地区."""
    text = _PUNCTUATION_RE.split(text, maxsplit=1)[0].strip()
    if text.startswith("的平均"):
        return ""  # 24人的平均年龄为47.8岁
    text = text.removeprefix("的")
    for word in ("都", "均", "已经", "已", "是", "为", "属于"):
        text = text.removeprefix(word)
    return text if 2 <= len(text) <= 20 else ""

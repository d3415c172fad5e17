"""Years that a speech writes out, and how it uses them: 刚刚过去的2007年, 到2020年."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policytext.speech.numerals import parse_number
from policytext.text.lazy import lazy_re

from .anchors import find_near
from .calendar import last_year
from .model import FACT, HINT, LEAN, LIKELY, STATED, Evidence, bound_words, quoted
from .numerals import year_number

_Z = "一二三四五六七八九〇○◯零0ОOo"
YEAR = rf"(?:19[2-9]\d|20[0-5]\d|(?:一九|二[〇○◯零0ОOo])[{_Z}]{{2}})"
YEAR_RE = lazy_re(rf"(?<![\d.{_Z}])({YEAR})\s?年(?!代|版|级|期)")
# Where YEAR_RE and _SHORT_RE may match: what the engine finds fast.
_ANCHOR_RE = lazy_re(rf"年(?:(?<=[\d{_Z}]年)|(?<=[\d{_Z}]\s年))(?!代|版|级|期)")
_YEAR_REACH, _SHORT_REACH = range(4, 6), range(2, 3)  # characters before 年
RANGE_RE = lazy_re(rf"(?<!\d)({YEAR})年?[-—–~至到]{{1,2}}({YEAR})\s?年")
# 08年, 九八年: only what can hardly be a number of years.
_SHORT_RE = lazy_re(
    r"(?<![\d.一二三四五六七八九十〇○零百千万第余多])(0[1-9]|9[1-9]|[八九][一二三四五六七八九])年"
    r"(?!代|来|前|后|内|间|级|期|多|以[上下来内]|的?时间|的?历史|华诞|计划|周)"
)
# The year is part of a name: 2008年北京奥运会, 2010年上海世博会, 2035年远景目标.
_NAME_RE = lazy_re(
    r"[^,。;!?、\n]{0,6}?(?:奥运|冬奥|残奥|世博|世界博览会|亚运|亚洲运动会|全运会|远景)"
)

_OFFSET = {"今年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
_GONE_RE = lazy_re(r"(刚刚?过去的|刚刚?结束的|即将过去的|将要过去的|即将结束的|过去的)\Z")
_ENDED_RE = lazy_re(r"(已经?|即将|就要)(?:过去|结束)")
_EQUATED_BEFORE_RE = lazy_re(r"(今年|去年|上年|前年|明年)(?:[是即(]|,即|,也就是)?\Z")
_EQUATED_AFTER_RE = lazy_re(r"(?:\(|,即|,也就是)(今年|去年|前年|明年)")
_PLAN_VERB_RE = lazy_re(r"(?:做好|部署|安排|谋划|开创|展望|[把将对])\Z")
_NEXT_YEAR_RE = lazy_re(r"明年的?[^,。;\n]{0,6}(?:工作|安排|计划|任务|部署)")
_REVIEW_VERB_RE = lazy_re(r"(?:总结|回顾)\Z")
_REVIEW_OBJECT_RE = lazy_re(r"[的度]?[^,。;\n]{0,12}(?:工作|情况|成绩|经济)|,")
_PLAN_OBJECT_RE = lazy_re(r"[的度]?[^,。;\n]{0,8}(?:工作|作为|确定为|定为)")
_PLAN_NOUN_RE = lazy_re(
    r"[的度]?[^,。;\n\d]{0,8}?(?:总体要求|总体思路|基本思路|工作思路|主要目标|指导思想|主要任务|奋斗目标"
    r"|工作重点|预期目标|工作安排|工作部署|总体部署|工作打算|国民经济计划(?!执行|完成|的执行)|计划草案)"
)
_REVIEWED_RE = lazy_re(r"\d{4}年工作(?:回顾|总结)")
_CLAIM_RE = lazy_re(r",?是[^。;\n]{0,60}?(?:之年|一年|关键年|开局年)")
_CLAIM_PAST_RE = lazy_re(r"取得|最为|不平凡|极不|很不|非同寻常|成就|丰收|发生|进展|以来")
_CLAIM_AHEAD_RE = lazy_re(r"关键|开局|召开之|换届|大庆之|决胜|收官|第一年|起步|攻坚|承上启下|最后")

TO_RE = lazy_re(r"(?:到|至|力争|争取|确保|预计|展望|规划|面向|直到)\Z")
# A stretch (从1998年到2002年), a level reached (提高到2002年的91%)
_LEVEL_RE = lazy_re(r"(?:从|由|自)[^到至]*[到至]$|(?:提高|增加|上升|下降|增长|减少|扩大)[到至]$")
_LEFT_RE = lazy_re(
    r"[底末]?,?(?:我们)?(?:还有|只有|只剩|还剩|仅有|仅剩|剩下)(?:不到|短短|最后)?([一二两三四五六七八九十]{1,2}|\d{1,2})年(?:时间|左右|多)?"
)
_FROM_NOW_RE = lazy_re("从(?:现在|今)")
_UP_TO_RE = lazy_re("截[至止]到?了?$")
_TARGET_RE = lazy_re(r"(?:底|末|年末)?(?:前|之前|以前|左右)|远景")
FAR_RE = lazy_re(r"基本实现|全面建成|翻[一两]?番|远景|目标|规划")
_AHEAD_RE = lazy_re(
    r"预计|(?<![重主需首概摘必])要|将|力争|争取|确保|计划|预期|规划|目标|拟|安排|打算|必须"
)
_STRONG_RE = lazy_re(
    r"了|已|曾|先后|[比较]上年|[比较]去年|同比|全年|取得|荣获|被评|获得|以来|\d日|颁布|召开的|获[^。]{0,6}奖"
)
_STOP_RE = lazy_re(r"[,。;:!?\n]")
_LAST_YEAR_RE = lazy_re(r"去年|过去的?一年|一年来|上一年")


_FIRM = 0.75  # a year spoken of as past once surely, or twice perhaps


class Written(NamedTuple):
    """A year written out in a text: the number, and where it stands with its 年."""

    year: int
    start: int
    end: int


def written_years(text: str) -> list[Written]:
    """The years written out in a text, in order.

    >>> [w.year for w in written_years("从一九七八年到2008年,近2000多年")]
    [1978, 2008]
    """
    found = [
        Written(year_number(m[1]) or 0, *m.span())
        for m in find_near(YEAR_RE, _ANCHOR_RE, _YEAR_REACH, text)
        if not _NAME_RE.match(text, m.end())
    ]
    for match in find_near(_SHORT_RE, _ANCHOR_RE, _SHORT_REACH, text):
        digits = year_number(f"00{match[1]}") or 0
        found.append(Written(digits + (2000 if digits < 50 else 1900), *match.span()))
    return sorted(found, key=lambda w: w.start)


def year_evidence(text: str) -> Iterator[Evidence]:
    """What the years that a text writes out say about its year."""
    written = written_years(text)
    yield from _stated(text, written)
    seen = _Mentions()
    for year, start, end in written:
        seen.add(_use(text, start, end), year, (start, end))
    yield from _left(text, written)
    planned = list(_planned(text, written, seen))
    yield from planned
    ahead = max((e.year_from or 0 for e in planned), default=0)
    yield from _mentioned(text, seen, ahead)


def _stated(text: str, written: Sequence[Written]) -> Iterator[Evidence]:
    """Words that tie a written year to the time of speaking: 刚刚过去的1984年, 去年(2007年)."""
    told: set[int] = set()
    for year, start, end in written:
        before = text[max(0, start - 8) : start]
        spoken: tuple[int, int, int] | None = None
        if gone := _GONE_RE.search(before):
            later = 0 if gone[1][0] in "即将" else 1
            spoken = (year + later, start - len(gone[0]), end)
        elif ended := _ENDED_RE.match(text, end):
            spoken = (year + (1 if ended[1][0] == "已" else 0), start, ended.end())
        elif equal := _EQUATED_BEFORE_RE.search(before):
            spoken = (year - _OFFSET[equal[1]], start - len(equal[0]), end)
        elif equal := _EQUATED_AFTER_RE.match(text, end):
            spoken = (year - _OFFSET[equal[1]], start, equal.end())
        if spoken is not None and spoken[0] not in told:
            told.add(spoken[0])
            wording = f"{quoted(text[spoken[1] : spoken[2]])}: {spoken[0]}"
            yield Evidence("stated", wording, spoken[0], spoken[0], STATED, *spoken[1:])


def _left(text: str, written: Sequence[Written]) -> Iterator[Evidence]:
    """How many years are left up to one that is written out: 到2020年还有5年."""
    for year, start, end in written:
        left = _LEFT_RE.match(text, end)
        count = parse_number(left[1]) if left else None
        if left and count:
            first = year - int(count)
            wording = f"{quoted(text[start : left.end()])}: {bound_words(first, first + 1)}"
            yield Evidence("stated", wording, first, first + 1, LIKELY, start, left.end())
            return


def _planned(text: str, written: Sequence[Written], seen: _Mentions) -> Iterator[Evidence]:
    """The latest year whose work is planned, and the latest called one of decision.

    seen: how the years are spoken of; 明年 is the last one ahead.
    """
    plans: dict[int, tuple[int, int]] = {}
    claims: dict[int, tuple[int, int]] = {}
    reviews: dict[int, tuple[int, int]] = {}
    for year, start, end in written:
        before = text[max(0, start - 4) : start]
        verb = _PLAN_VERB_RE.search(before)
        noun = (verb and _PLAN_OBJECT_RE.match(text, end)) or _PLAN_NOUN_RE.match(text, end)
        if noun and not TO_RE.search(before):
            plans.setdefault(year, (start - len(verb[0]) if verb else start, noun.end()))
        if _REVIEW_VERB_RE.search(before) and _REVIEW_OBJECT_RE.match(text, end):
            reviews.setdefault(year, (start - 2, end))
        claim = _CLAIM_RE.match(text, end)
        if claim and _CLAIM_AHEAD_RE.search(claim[0]) and not _CLAIM_PAST_RE.search(claim[0]):
            claims.setdefault(year, (start, claim.end()))
    if plans:
        year = max(plans)
        words = quoted(text[slice(*plans[year])])
        yield Evidence("stated", f"{words} planned: {year}", year, year, LEAN, *plans[year])
        at = text.find("明年")
        last = seen.weight(year) < _FIRM and not seen.ahead[year + 1]
        if last and (_NEXT_YEAR_RE.search(text) or text.count("明年") > 2):
            wording = f"“明年” where {year}年 is planned: {year - 1}"
            weight = FACT if text.count("明年") > 2 else LIKELY
            yield Evidence("stated", wording, year - 1, year - 1, weight, at, at + 2)
    if reviews:
        year = max(reviews)
        words = quoted(text[slice(*reviews[year])])
        wording = f"{words}: {bound_words(year, year + 1)}"
        yield Evidence("stated", wording, year, year + 1, LIKELY, *reviews[year])
        wording = f"{words}, mostly done the year after: {year + 1}"
        yield Evidence("stated", wording, year + 1, year + 1, HINT, *reviews[year])
    if claims:
        year = max(claims)
        words = text[slice(*claims[year])]
        words = quoted(words if len(words) < 30 else f"{words[:24]}…")
        wording = f"{words}: {bound_words(year - 1, year + 1)}"
        yield Evidence("stated", wording, year - 1, year + 1, LIKELY, *claims[year])
        if _REVIEWED_RE.match(text, text.find(f"{year}年工作")):
            return  # said of the year looked back on
        wording = f"{words}, mostly said in that year: {year}"
        yield Evidence("stated", wording, year, year, LEAN, *claims[year])


class _Mentions:
    """How often each year is spoken of as past, surely or perhaps, and as to come."""

    def __init__(self) -> None:
        self.sure: Counter[int] = Counter()
        self.maybe: Counter[int] = Counter()
        self.ahead: Counter[int] = Counter()
        self.target: Counter[int] = Counter()
        self.place: dict[tuple[str, int], tuple[int, int]] = {}

    def add(self, use: str, year: int, span: tuple[int, int]) -> None:
        table: dict[str, Counter[int]] = {
            "sure": self.sure,
            "maybe": self.maybe,
            "ahead": self.ahead,
            "target": self.target,
        }
        table[use][year] += 1
        self.place.setdefault((use, year), span)

    def weight(self, year: int) -> float:
        """How sure the year is spoken of as past, less how much as to come."""
        ahead = self.ahead[year] + self.target[year]
        return self.sure[year] + 0.4 * self.maybe[year] - (0.4 * ahead)

    def past(self) -> int:
        """The latest year spoken of as past, 0 where there is none."""
        years = [y for y in {*self.sure, *self.maybe} if y <= last_year() + 1]
        firm = [year for year in years if self.weight(year) >= _FIRM]
        loose = [year for year in years if self.weight(year) > 0]
        return max(firm, default=max(loose, default=0))

    def first(self, year: int, *uses: str) -> tuple[int, int]:
        return min(self.place[use, year] for use in uses if (use, year) in self.place)


def _mentioned(text: str, seen: _Mentions, planned: int) -> Iterator[Evidence]:
    """What the years a text writes out allow, by whether it speaks of them as past or to come.

    planned: the latest year planned for; a year long before it is no longer the last one.
    """
    latest = seen.past()
    if latest:
        firm = seen.weight(latest) >= _FIRM and planned <= latest + 1
        span = seen.first(latest, "sure", "maybe")
        sure = "is the latest year spoken of as past"
        words = f"{latest}年 {sure if seen.sure[latest] else 'is the latest that may be past'}"
        weight = min(FACT, LEAN + seen.weight(latest)) if firm else HINT
        yield Evidence("year", f"{words}: not before {latest}", latest, None, weight, *span)
        wording = f"{words}: {bound_words(latest, latest + 1)}"
        yield Evidence("year", wording, latest, latest + 1, LEAN if firm else HINT, *span)
        last = _LAST_YEAR_RE.search(text)
        if last and firm and seen.sure[latest] and not seen.ahead[latest]:
            wording = f"“{last[0]}” with {latest}年 as past: {latest + 1}"
            yield Evidence("year", wording, latest + 1, latest + 1, LEAN, *span)
    to_come = [year for year in {*seen.ahead, *seen.target} if year > latest]
    if to_come:
        year = min(to_come)
        span = seen.first(year, "ahead", "target")
        weight = min(LIKELY, LEAN + 0.5 * (seen.ahead[year] + seen.target[year]))
        wording = f"{year}年 is spoken of as to come: not after {year}"
        yield Evidence("year", wording, None, year, weight, *span)
        if seen.ahead[year] > 1:
            wording = f"{year}年 is planned for: {year}"
            yield Evidence("year", wording, year, year, HINT, *span)


def _use(text: str, start: int, end: int) -> str:
    """How a year is spoken of: past (``sure``, ``maybe``), planned (``ahead``) or ``target``."""
    head = text[max(0, start - 16) : start]
    cut = max(head.rfind(mark) for mark in ",。;:!?\n")
    head = head[cut + 1 :]
    tail = text[end : end + 28].lstrip(",")
    stop = _STOP_RE.search(tail)
    tail = (tail[: stop.start()] if stop else tail).partition("“")[0]
    strong = _STRONG_RE.search(tail)
    if _UP_TO_RE.search(head) and not _AHEAD_RE.search(tail):
        return "sure"
    if _FROM_NOW_RE.search(head):
        return "target"
    if head.endswith(("比", "较")):
        # 到2020年比2010年翻一番: what is compared with has come.
        return "sure" if strong and not FAR_RE.search(tail) else "maybe"
    if _LEVEL_RE.search(head) and not (_AHEAD_RE.search(tail) or FAR_RE.search(tail)):
        return "sure" if strong else "maybe"
    if TO_RE.search(head):
        return "sure" if strong and not FAR_RE.search(tail) else "target"
    if _TARGET_RE.match(tail) or FAR_RE.search(tail):
        return "target"
    ahead = _AHEAD_RE.search(tail[:14]) or _AHEAD_RE.search(head)
    if ahead:
        return "ahead" if not strong else "maybe"
    if strong and not re.search(r"[从自]$", head):
        return "sure"
    return "maybe"

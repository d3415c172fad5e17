"""Five-year plans and where in them a speech says it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policytext.text.lazy import lazy_re

from .anchors import find_near
from .calendar import Plan, plans
from .deixis import spoken_offset
from .model import HINT, LEAN, LIKELY, STATED, Evidence, bound_words, quoted
from .numerals import NUMERAL, ordinal

_C = f"[{NUMERAL}]"
# 十五 needs its quotes or 计划 after it: 十五大, 十五届 and fifteen things are not the plan.
_PLAN_RE = lazy_re(
    rf"(?<![{NUMERAL}])(?:[“\"‘]([一二三四五六七八九]五|十[一二三四五]?五)[”\"’]|"
    rf"(十[一二三四五]五|[一二三四五六七八九]五|十五)(?=计划|规划|时期|期间|末期|开局|收官|建设))"
    rf"|第({_C}{{1,2}})个五年(?=计划|规划)"
)
_ANCHOR_RE = lazy_re('五(?=[”"’]|年?计划|年?规划|时期|期间|末期|开局|收官|建设)')
_REACH = range(1, 5)  # characters before 五
_PHASES = (
    (lazy_re(r"开局之年|开局年|起步之年|第一年|头一年|首年|起始之年|开门之年"), 0),
    (lazy_re(r"第二年"), 1),
    (lazy_re(r"第三年|中期之年|中间之年"), 2),
    (lazy_re(r"第四年"), 3),
    (lazy_re(r"收官之年|收官年|最后一年|最末一年|末年|第五年|决胜之年|圆满收官"), 4),
)
_BEGUN_RE = lazy_re(r"[”\"’]?(?:规划|计划|时期)?(?:实现)?(?:了)?(?:开局良好|实现良好开局|良好开局)")
_REVIEWED_RE = lazy_re(
    r"[”\"’]?(?:规划|计划)?(?:时期|期间|五年)?[^“。;:\n]{0,8}?(?:回顾|总结|圆满收官|(?:胜利|顺利|圆满)完成)"
)
_AIMED_RE = lazy_re(
    r"[”\"’]?(?:时期|期间)[^“。;:\n]{0,12}?(?:奋斗目标|主要目标|发展目标|目标任务|总体要求|指导思想|发展思路)"
)
_DONE = 12  # a plan is reviewed when its last year is over or nearly so
_CLAUSE_END_RE = lazy_re(r"[,。;:!?\n]")
_SPOKEN_RE = lazy_re(r"(今年|去年|前年|明年|过去的?一年)(?:既?是|作为|处于|处在|为|,)")
_OFFSET = {"今年": 0, "去年": -1, "过去一年": -1, "过去的一年": -1, "前年": -2, "明年": 1}
_DRAFTING_RE = lazy_re(r"编制|谋划|制定|起草|研究制|建议|纲要[((]?草案")
_DRAFTED_RE = lazy_re(
    r"[”\"’]?(?:时期)?(?:发展)?(?:规划|计划)?(?:纲要)?(?:的)?(?:编制|谋划|建议|纲要\(草案)"
)


@cache
def _by_name() -> dict[str, Plan]:
    return {plan.name: plan for plan in plans().values()}


def plan_evidence(text: str) -> Iterator[Evidence]:
    """What the five-year plans a text names say about its year.

    >>> [e.year_from for e in plan_evidence("今年是“十二五”规划的开局之年") if e.weight > 5]
    [2011]
    """
    latest: tuple[Plan, int, int] | None = None
    seen: set[tuple[int, int]] = set()
    for match in find_near(_PLAN_RE, _ANCHOR_RE, _REACH, text):
        plan = _plan(match)
        if plan is None:
            continue
        start, end = match.span()
        if latest is None or plan.number > latest[0].number:
            latest = (plan, start, end)
        for pattern, first in ((_REVIEWED_RE, plan.last), (_AIMED_RE, plan.first - 1)):
            told = pattern.match(text, end)
            if told and (plan.number, first) not in seen:
                seen.add((plan.number, first))
                words = quoted(text[start : told.end()])
                wording = f"{words}: {bound_words(first, first + 1)}"
                yield Evidence("plan", wording, first, first + 1, LEAN, start, told.end(), _DONE)
        phase = _phase(text, end)
        if phase is not None and (plan.number, phase[0]) not in seen:
            seen.add((plan.number, phase[0]))
            yield _phase_evidence(text, plan, phase[0], start, phase[1])
    if latest is not None:
        yield from _latest_evidence(text, *latest)


def _plan(match: re.Match[str]) -> Plan | None:
    if match[3]:
        return plans().get(ordinal(match[3]) or 0)
    return _by_name().get(match[1] or match[2])


def _phase(text: str, end: int) -> tuple[int, int] | None:
    """Which year of the plan is named right after it, and where the words end."""
    window = text[end : end + 22]
    stop = _CLAUSE_END_RE.search(window)
    clause = window[: stop.start()] if stop else window
    for pattern, index in _PHASES:
        match = pattern.search(clause)
        if match:
            return index, end + match.end()
    return None


def _phase_evidence(text: str, plan: Plan, index: int, start: int, end: int) -> Evidence:
    year = plan.first + index
    words = f"{quoted(text[start:end])} (plan of {plan.first}-{plan.last})"
    window = text[max(0, start - 40) : start]
    cut = max(window.rfind(mark) for mark in "。;!?\n")
    spoken = max(_SPOKEN_RE.finditer(window[cut + 1 :]), key=lambda m: m.start(), default=None)
    if spoken is not None and not re.search(r"\d{4}年", window[cut + 1 + spoken.end() :]):
        told = year - _OFFSET[spoken[1]]
        return Evidence("plan", f"{spoken[1]} is {words}: {told}", told, told, STATED, start, end)
    return Evidence(
        "plan",
        f"{words}: {bound_words(year - 1, year + 1)}",
        year - 1,
        year + 1,
        LEAN,
        start,
        end,
    )


def _latest_evidence(text: str, plan: Plan, start: int, end: int) -> Iterator[Evidence]:
    """The latest plan named: bounds from when its plan was first talked of."""
    words = f"{quoted(text[start:end])} (plan of {plan.first}-{plan.last})"
    first = plan.first - 4
    yield Evidence("plan", f"{words}: not before {first}", first, None, LIKELY, start, end)
    drafting = _DRAFTED_RE.match(text, end) or _DRAFTING_RE.search(text, max(0, start - 8), start)
    spoken = spoken_offset(text, start, end)
    begun = _BEGUN_RE.match(text, end)
    if begun:
        told = quoted(text[start : begun.end()])
        wording = f"{told}: {bound_words(plan.first, plan.first + 1)}"
        yield Evidence("plan", wording, plan.first, plan.first + 1, LEAN, start, begun.end())
    if drafting and spoken is None:
        wording = f"{words} being drawn up: {bound_words(plan.first - 2, plan.first)}"
        yield Evidence("plan", wording, plan.first - 2, plan.first, LEAN, start, end)
        # Drawn up the year before; the outline is put before the congress in March.
        if re.search("编制|谋划|纲要", drafting[0]):
            year = plan.first - (0 if "纲要" in drafting[0] else 1)
            yield Evidence("plan", f"{words} being drawn up: {year}", year, year, HINT, start, end)
    else:
        wording = f"{words} is the latest plan named: {bound_words(plan.first - 1, plan.last + 1)}"
        yield Evidence("plan", wording, plan.first - 1, plan.last + 1, HINT, start, end)

"""The year as the frame of a speech gives it: date lines, the title, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .model import DATE_LINE, FACT, LEAN, LIKELY, STATED, Evidence, bound_words, quoted
from .numerals import year_number
from .years import FAR_RE, RANGE_RE, TO_RE, YEAR, YEAR_RE

_DATE_RE = re.compile(
    rf"({YEAR})\s?(?:年\s?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s?月|[.\-/]\d{{1,2}}[.\-/]\d{{1,2}})"
)
# 2012年1月3日在盐田区第四届人民代表大会第一次会议上, also where the line runs on
_HELD_RE = re.compile(
    rf"(?<!\d)({YEAR})年\d{{1,2}}月\d{{1,2}}日[)\s]{{0,2}}在[^。;\n]{{2,40}}?(?:会议|大会|全会|会)上"
)
_SITE_RE = re.compile(r"发布|浏览|来源|点击|编辑|上传|下载|更新|阅读|收藏|\d:\d\d")
_OCCASION_RE = re.compile(r"会议|大会|全会|会上|讲话|报告|致辞|发言|座谈|论坛")


def date_evidence(text: str, published: str) -> Iterator[Evidence]:
    """The date lines at the opening and the end of a text, but for those of the site."""
    held = _HELD_RE.search(text, 0, 600)
    year = year_number(held[1]) if held else None
    if held and year is not None:
        wording = f"{quoted(held[0])}: {year}"
        yield Evidence("date", wording, year, year, DATE_LINE, *held.span())
        return
    for start, end in _edges(text):
        line = text[start:end]
        match = _DATE_RE.search(line)
        year = year_number(match[1]) if match else None
        if match is None or year is None or _SITE_RE.search(line):
            continue
        day = [int(part) for part in re.findall(r"\d+", line[match.start() : match.end() + 4])]
        iso = "年" not in match[0]
        if iso and day[:3] == [int(part) for part in re.findall(r"\d+", published)][:3]:
            continue
        bare = len(line) - (match.end() - match.start()) < 26
        if bare or _OCCASION_RE.search(line):
            words = text[start + match.start() : start + match.end()]
            yield Evidence(
                "date",
                f"date line “{words}”: {year}",
                year,
                year,
                DATE_LINE,
                start + match.start(),
                start + match.end(),
            )


def _edges(text: str) -> list[tuple[int, int]]:
    """The first eight and the last four short lines that are not blank."""
    head = [(m.start(), m.end()) for m in re.finditer(r"[^\r\n]*[^\s][^\r\n]*", text[:1500])][:8]
    base = max(0, len(text) - 400)
    tail = [
        (base + m.start(), base + m.end())
        for m in re.finditer(r"[^\r\n]*[^\s][^\r\n]*", text[base:])
    ][-4:]
    return sorted({span for span in (*head, *tail) if span[1] - span[0] <= 70})


_TITLE_RE = re.compile(
    r"^[^、,。;:!?\s].*(?:报告|讲话|总结|发言|致辞|会|要点|汇报|述职|贺词|献词|计划|意见|安排|工作|开幕|闭幕)"
)


def title_evidence(title: str, at: int) -> Iterator[Evidence]:
    """The year that a title names: 1998年政府工作报告, 2007年工作总结.

    at: where the title stands in the text, or -1.
    """
    match = YEAR_RE.search(title)
    if not match or not _TITLE_RE.search(title) or RANGE_RE.search(title):
        return
    year = year_number(match[1])
    if year is None or FAR_RE.search(title):
        return
    years = [y for m in YEAR_RE.finditer(title) if (y := year_number(m[1])) is not None]
    last = max(years)
    span = (at + match.start(), at + match.end()) if at >= 0 else (0, 0)
    if len(set(years)) == 1 and re.search(r"总结|回顾|述职|情况|决算", title):
        wording = f"title reviews “{match[0]}”: {bound_words(year, year + 1)}"
        yield Evidence("title", wording, year, year + 1, STATED, *span)
    else:
        yield Evidence("title", f"title “{last}年”: {last}", last, last, STATED, *span)


_HEAD_PLAN_RE = re.compile(
    r"安排|计划|要求|任务|部署|打算|思路|重点|目标|建议|展望|意见|要点|措施|设想|谋划|做好|推进"
)
_HEAD_REVIEW_RE = re.compile(r"回顾|总结|情况|成绩|成效|进展|成就|肯定|执行")


def heading_evidence(text: str, headings: Sequence[str]) -> Iterator[Evidence]:
    """Headings that name a year: 一、2023年工作回顾 with 2024年工作安排; 关于2007年的组织工作."""
    planned: dict[int, tuple[int, int]] = {}
    reviewed: dict[int, tuple[int, int]] = {}
    named: dict[int, tuple[int, int]] = {}
    for start, line in _heading_lines(text, headings):
        years = [(year_number(m[1]) or 0, m) for m in YEAR_RE.finditer(line)]
        if not years or RANGE_RE.search(line):
            continue
        year, match = years[-1]
        span = (start + match.start(), start + match.end()) if start >= 0 else (0, 0)
        if TO_RE.search(line, 0, match.start()) or re.search("远景|前$", line):
            continue
        kind = planned if _HEAD_PLAN_RE.search(line) else named
        if _HEAD_REVIEW_RE.search(line):
            kind = reviewed
        kind.setdefault(year, span)
    if named and (max(named) - 1 in named or max(named) - 1 in reviewed):
        planned.setdefault(max(named), named[max(named)])
    for table, verb, ahead in (
        (planned, "plans", 0),
        (reviewed, "reviews", 1),
        (named, "names", 1),
    ):
        if not table:
            continue
        year = max(table)
        words = f"heading {verb} “{year}年”"
        if ahead == 0:
            bounds = bound_words(year - 1, year)
            yield Evidence("heading", f"{words}: {bounds}", year - 1, year, FACT, *table[year])
            wording = f"{words}, mostly in that year: {year}"
            yield Evidence("heading", wording, year, year, LIKELY, *table[year])
            continue
        bounds = bound_words(year, year + 1)
        yield Evidence("heading", f"{words}: {bounds}", year, year + 1, FACT, *table[year])
        if verb == "reviews":
            wording = f"{words}, mostly done the year after: {year + 1}"
            yield Evidence("heading", wording, year + 1, year + 1, LEAN, *table[year])


def _heading_lines(text: str, headings: Sequence[str]) -> Iterator[tuple[int, str]]:
    seen = set()
    for heading in headings:
        seen.add(heading)
        yield text.find(heading), heading
    for match in re.finditer(r"(?m)^[^\n]{4,48}$", text):
        line = match[0].rstrip()
        if "年" in line and line[-1:] not in "。,;!?:、" and line.strip() not in seen:
            yield match.start(), match[0]

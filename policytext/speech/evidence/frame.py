"""The year as the frame of a speech gives it: date lines, the title, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policytext.text.lazy import lazy_re

from .model import DATE_LINE, FACT, LEAN, LIKELY, PAGE, STATED, Evidence, bound_words, quoted
from .numerals import year_number
from .years import FAR_RE, RANGE_RE, TO_RE, YEAR, YEAR_RE

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DATE_RE = lazy_re(
    rf"(?<!\d)({YEAR})(?:\s?年\s?{_N}\s?月(?:\s?{_N}\s?日)?|([.\-/])\d{{1,2}}\2\d{{1,2}}(?!\d))"
)
# ——2012年1月3日在盐田区第四届人民代表大会第一次会议上, also where the line runs on
_HELD_RE = lazy_re(
    rf"(?:^|[\n\r—(\-])[ \t]*(?P<held>({YEAR})年{_N}月{_N}日[)\s]{{0,2}}"
    r"在[^。,;\n]{2,40}?(?:会议|大会|全会|会)上)(?!的?重要|的?讲话[中精指强]|,|指出|强调|发表|提出)"
)
_SITE_RE = lazy_re(r"发布|浏览|来源|点击|编辑|上传|下载|更新|阅读|收藏|\d:\d\d")
_OCCASION_RE = lazy_re(r"^[\s(—\-]*在|在[^,。;]*上的?|会议|讲话|报告")
_LABEL_RE = lazy_re(r"\s*(?:时间|日期)\s*:")
_HEAD_LINES, _TAIL_LINES, _LONGEST = 8, 4, 70


def date_evidence(text: str, published: str) -> Iterator[Evidence]:
    """The date lines at the opening and the end of a text.

    A date as web pages write it (2012-10-13, 时间:) bounds the year from above, as theirs do; one
    that is the date of the page says no more than that does.
    """
    held = _HELD_RE.search(text, 0, 600)
    year = year_number(held[2]) if held else None
    if held and year is not None:
        wording = f"{quoted(held['held'])}: {year}"
        yield Evidence("date", wording, year, year, DATE_LINE, *held.span("held"))
        return
    for start, end in _edges(text):
        line = text[start:end]
        dated = "月" in line or "-" in line or "/" in line or "." in line
        match = _DATE_RE.search(line) if dated else None
        year = year_number(match[1]) if match else None
        if match is None or year is None or _SITE_RE.search(line):
            continue
        span = (start + match.start(), start + match.end())
        if (match[2] and "(" not in line) or _LABEL_RE.match(line):
            if match[0] not in published:
                wording = f"date “{match[0]}” as of a page: not after {year}"
                yield Evidence("date", wording, None, year, PAGE, *span)
        elif _is_date_line(line, match):
            wording = f"date line “{match[0]}”: {year}"
            yield Evidence("date", wording, year, year, DATE_LINE, *span)


def _is_date_line(line: str, match: re.Match[str]) -> bool:
    """True for (2008年3月5日), 2008年3月5日 张三, ——2008年3月5日在…会议上, not for a sentence."""
    rest = (line[: match.start()] + line[match.end() :]).strip(" \t\u3000()[]〔〕【】—-")
    bracketed = line.strip()[:1] in "(〔[【—-"
    if re.search(r"[。;:!?]" if bracketed else r"[,。;:!?]", rest):
        return False
    return len(rest) <= 12 or (len(line) <= _LONGEST and _OCCASION_RE.search(rest) is not None)


def _edges(text: str) -> list[tuple[int, int]]:
    """The first eight and the last four short lines that are not blank."""
    base = max(0, len(text) - 400)
    spans = [
        [(at + m.start(), at + m.end()) for m in re.finditer(r"[^\r\n]+", part) if m[0].strip()]
        for at, part in ((0, text[:1500]), (base, text[base:]))
    ]
    chosen = {*spans[0][:_HEAD_LINES], *spans[1][-_TAIL_LINES:]}
    return sorted(span for span in chosen if span[1] - span[0] <= _LONGEST)


_TITLE_RE = lazy_re(
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


_MOST_HEADINGS, _LONG_LINE = 200, 48
_YEAR_SIGN_RE = lazy_re("年")
_HEAD_PLAN_RE = lazy_re(
    r"安排|计划|要求|任务|部署|打算|思路|重点|目标|建议|展望|意见|要点|措施|设想|谋划|做好|推进"
)
_HEAD_REVIEW_RE = lazy_re(r"情况|成绩|成效|进展|成就|肯定|执行")
_HEAD_LOOKS_BACK_RE = lazy_re(r"回顾|总结")


def heading_evidence(text: str, headings: Sequence[str]) -> Iterator[Evidence]:
    """Headings that name a year: 一、2023年工作回顾 with 2024年工作安排; 关于2007年的组织工作."""
    planned: dict[int, tuple[int, int]] = {}
    reviewed: dict[int, tuple[int, int]] = {}
    named: dict[int, tuple[int, int]] = {}
    for start, line in _heading_lines(text, headings):
        if RANGE_RE.search(line) or re.search(r"远景|前$|\d日|[的了和在是与]\s*$", line):
            continue
        matches = list(YEAR_RE.finditer(line))
        for index, match in enumerate(matches):
            end = matches[index + 1].start() if index + 1 < len(matches) else len(line)
            if TO_RE.search(line[: match.start()]):
                continue
            # 1998年工作回顾和1999年工作的总体要求: each year with the words after it
            words = line[match.start() if index else 0 : end]
            if _HEAD_LOOKS_BACK_RE.search(words):
                kind = reviewed
            elif _HEAD_PLAN_RE.search(words):
                kind = planned
            else:
                kind = reviewed if _HEAD_REVIEW_RE.search(words) else named
            span = (start + match.start(), start + match.end()) if start >= 0 else (0, 0)
            kind.setdefault(year_number(match[1]) or 0, span)
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
        weight = FACT if verb == "reviews" else LIKELY
        yield Evidence("heading", f"{words}: {bounds}", year, year + 1, weight, *table[year])
        if verb == "reviews":
            wording = f"{words}, mostly done the year after: {year + 1}"
            yield Evidence("heading", wording, year + 1, year + 1, LEAN, *table[year])


def _heading_lines(text: str, headings: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The headings and heading-like lines that may name a year, with their place in the text."""
    given = dict.fromkeys(h for h in headings if "年" in h and YEAR_RE.search(h))
    for heading in list(given)[:_MOST_HEADINGS]:
        yield text.find(heading), heading
    for start, end in _lines_with_year(text):
        line = text[start:end].rstrip()
        if line[-1:] not in "。,;!?:、" and line.strip() not in given:
            yield start, text[start:end]


def _lines_with_year(text: str) -> Iterator[tuple[int, int]]:
    """The lines of 4 to 48 characters in which 年 stands."""
    last = 0
    for match in _YEAR_SIGN_RE.finditer(text):
        at = match.start()
        before = text.rfind("\n", max(0, at - _LONG_LINE), at)
        if at < last or (before < 0 and at >= _LONG_LINE):
            continue
        start = before + 1
        end = text.find("\n", at, start + _LONG_LINE + 1)
        if end < 0:
            end = min(len(text), start + _LONG_LINE + 1)
        last = end
        if 4 <= end - start <= _LONG_LINE:
            yield start, end

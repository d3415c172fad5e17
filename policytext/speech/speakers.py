"""Who gives a speech: the name at its head, never one that is merely mentioned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from ..lexicons import read_lines
from ..text.lazy import HANZI, lazy_re
from ..text.site_rules import CHINESE_DATE, DATE, name_pattern

ANY_DATE = rf"{DATE}|{CHINESE_DATE}|(?:19|20)\d\d ?年(?: ?\d{{1,2}} ?月)?"
# What a speech is called in its title.
KINDS = (
    "讲话|致辞|致词|发言|演讲|报告|汇报|说明|总结|讲稿|述职|贺词|党课|主持词|表态|点评|动员|"
    "开幕词|闭幕词"
)
_LABELS = (
    "讲话人", "发言人", "主讲人", "报告人", "演讲人", "演讲者", "发言者", "致辞人", "汇报人",
    "述职人", "讲话者", "主讲",
)  # fmt: skip
_FOREIGN = r"[\u4e00-\u9fff]{1,6}[·•][\u4e00-\u9fff]{1,8}"
_AFTER_LABEL = r"(?: ?: ?| {1,4})"
# 中共 XX 县委书记: what stands for the name of a place.
_MASK_RE = re.compile(rf" ?([Xx×*]{{1,4}}) ?(?={HANZI})")
_WORD_ENDS = f"(?!{HANZI})"
_BULLETS = "□■◇◆○●△▲☆★◎"
_DASHES = "—―-"
_AUTHOR = 60  # characters of a line in which its author is named
_LONGEST = 15  # characters of a name
# No name ends so: places, bodies, dates.
_NO_NAME_END = "省市县区州乡镇村部委局厅会处科组年月日者等的校院系社企业议"


class _Patterns(NamedTuple):
    label: re.Pattern[str]
    author: re.Pattern[str]
    byline: re.Pattern[str]
    dashed: re.Pattern[str]
    person: re.Pattern[str]
    office: re.Pattern[str]
    title: re.Pattern[str]
    date: re.Pattern[str]


@cache
def _offices() -> tuple[str, ...]:
    offices = {line for _, line in read_lines("roles.txt")}
    return tuple(sorted(offices, key=lambda office: (-len(office), office)))


@cache
def _patterns() -> _Patterns:
    name = name_pattern()
    offices = "|".join(_offices())
    office = rf"[\u4e00-\u9fff、,()Xx×*]{{0,40}}(?:{offices})"
    before = rf"[\u4e00-\u9fff]{{0,16}}?(?:{offices})"
    given_at = rf"(?=在[^。]{{2,60}}(?:上|时|中)的?[\u4e00-\u9fff]{{0,8}}(?:{KINDS}))"
    return _Patterns(
        label=lazy_re(rf"(?:{'|'.join(_LABELS)}){_AFTER_LABEL}({name}){_WORD_ENDS}"),
        author=lazy_re(rf"作 {{0,4}}者{_AFTER_LABEL}({name}){_WORD_ENDS}"),
        byline=lazy_re(rf"[{_BULLETS}]{{1,3}} ?({name})(?: |$)"),
        dashed=lazy_re(rf"[{_DASHES}]{{1,3}} ?({name})$"),
        person=lazy_re(rf"(?:{name}|{_FOREIGN})"),
        office=lazy_re(
            rf"(?:{office})(?: |:|、){{0,4}}(?P<after>{name}|{_FOREIGN})(?:同志)?"
            rf"|(?P<before>{name}|{_FOREIGN}) {{0,4}}\(?(?:{office})\)?"
        ),
        title=lazy_re(
            rf"(?P<a>{name})(?:同志)?:"
            rf"|(?:{before})(?P<b>{name})(?:同志)?(?=在|:)"
            rf"|(?P<c>{name})(?:同志|{offices})(?=在|:)"
            rf"|(?P<bare>{name}){given_at}"
        ),
        date=lazy_re(ANY_DATE),
    )


def _holds(line: str, words: Iterable[str]) -> bool:
    """Say whether one of the words is there: asked first, as an expression with names in it takes
    milliseconds to compile, and most texts need none."""
    return any(word in line for word in words)


def _person(name: str | None) -> str:
    """``name`` without inner spaces if it can be a person's, else ""."""
    plain = (name or "").replace(" ", "")
    if len(plain) > _LONGEST or plain[-1:] in _NO_NAME_END:
        return ""
    return plain if _patterns().person.fullmatch(plain) else ""


def _name_line(line: str) -> str:
    """The name in a head line that holds, but for a date and an office, nothing else."""
    text = _MASK_RE.sub(r"\1", _patterns().date.sub("", line))
    text = re.sub(r"^[(〔\[ —-]+|[)〕\] ]+$", "", text).strip()
    if _holds(text, _offices()) and (office := _patterns().office.fullmatch(text)):
        return _person(office.group("after") or office.group("before"))
    return _person(text)


def _title_name(title: str) -> str:
    found = _patterns().title.match(title) if _holds(title, "在:") else None
    if found is None:
        return ""
    name = _person(next(filter(None, found.groups())))
    # Two characters without office or colon may as well be a word.
    return "" if found.group("bare") and len(name) < 3 else name


def find_speaker(title: str, head: Sequence[str], edges: Sequence[str]) -> str:
    """Return the name of who speaks: a label, a line of name and office, the title, the author.

    title: the speech's. head: lines above the speech. edges: the page's first and last lines.
    All folded. "" where none of them tells.

    >>> find_speaker("政府工作报告", ["——2008年1月5日在县人代会上", "县长 张 三"], [])
    '张三'
    >>> find_speaker("在全县会议上的讲话", [], ["张三书记作了批示"])
    ''
    """
    patterns = _patterns()
    for line in [*head, *edges]:
        label = patterns.label.search(line) if _holds(line, _LABELS) else None
        if label and _person(label.group(1)):
            return _person(label.group(1))
    for line in [title, *head]:
        dashed = patterns.dashed.search(line) if _holds(line, _DASHES) else None
        if dashed and _person(dashed.group(1)):
            return _person(dashed.group(1))
    for line in head:
        if line != title and _name_line(line):
            return _name_line(line)
    if _title_name(title):
        return _title_name(title)
    for line in edges:
        byline = patterns.byline.match(line) if line.startswith(tuple(_BULLETS)) else None
        if not byline and "者" in line[:_AUTHOR]:
            byline = patterns.author.search(line[:_AUTHOR])
        if byline and _person(byline.group(1)):
            return _person(byline.group(1))
    return ""

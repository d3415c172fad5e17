"""Who gives a speech: the name at its head, never one that is merely mentioned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ..lexicons import read_lines
from ..text.lazy import HANZI
from ..text.site_rules import CHINESE_DATE, DATE, name_pattern

ANY_DATE = rf"{DATE}|{CHINESE_DATE}|(?:19|20)\d\d ?年(?: ?\d{{1,2}} ?月)?"
# What a speech is called in its title.
KINDS = (
    "讲话|致辞|致词|发言|演讲|报告|汇报|说明|总结|讲稿|述职|贺词|党课|主持词|表态|点评|动员|"
    "开幕词|闭幕词"
)
_LABELS = "讲话人|发言人|主讲人|报告人|演讲人|演讲者|发言者|致辞人|汇报人|述职人|讲话者|主讲"
_FOREIGN = r"[\u4e00-\u9fff]{1,6}[·•][\u4e00-\u9fff]{1,8}"
_AFTER_LABEL = r"(?: ?: ?| {1,4})"
# 中共 XX 县委书记: what stands for the name of a place.
_MASK_RE = re.compile(rf" ?([Xx×*]{{1,4}}) ?(?={HANZI})")
_WORD_ENDS = f"(?!{HANZI})"
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
def _offices() -> str:
    offices = {line for _, line in read_lines("roles.txt")}
    return "|".join(sorted(offices, key=lambda office: (-len(office), office)))


@cache
def _patterns() -> _Patterns:
    name = name_pattern()
    office = rf"[\u4e00-\u9fff、,()Xx×*]{{0,40}}(?:{_offices()})"
    before = rf"[\u4e00-\u9fff]{{0,16}}?(?:{_offices()})"
    given_at = rf"(?=在[^。]{{2,60}}(?:上|时|中)的?[\u4e00-\u9fff]{{0,8}}(?:{KINDS}))"
    return _Patterns(
        label=re.compile(rf"(?:{_LABELS}){_AFTER_LABEL}({name}){_WORD_ENDS}"),
        author=re.compile(rf"作 {{0,4}}者{_AFTER_LABEL}({name}){_WORD_ENDS}"),
        byline=re.compile(rf"[□■◇◆○●△▲☆★◎]{{1,3}} ?({name})(?: |$)"),
        dashed=re.compile(rf"[—―-]{{1,3}} ?({name})$"),
        person=re.compile(rf"(?:{name}|{_FOREIGN})"),
        office=re.compile(
            rf"(?:{office})(?: |:|、){{0,4}}(?P<after>{name}|{_FOREIGN})(?:同志)?"
            rf"|(?P<before>{name}|{_FOREIGN}) {{0,4}}\(?(?:{office})\)?"
        ),
        title=re.compile(
            rf"(?P<a>{name})(?:同志)?:"
            rf"|(?:{before})(?P<b>{name})(?:同志)?(?=在|:)"
            rf"|(?P<c>{name})(?:同志|{_offices()})(?=在|:)"
            rf"|(?P<bare>{name}){given_at}"
        ),
        date=re.compile(ANY_DATE),
    )


def _person(name: str | None) -> str:
    """``name`` without inner spaces if it can be a person's, else ""."""
    plain = (name or "").replace(" ", "")
    if not _patterns().person.fullmatch(plain) or plain[-1] in _NO_NAME_END:
        return ""
    return plain


def _name_line(line: str) -> str:
    """The name in a head line that holds, but for a date and an office, nothing else."""
    text = _MASK_RE.sub(r"\1", _patterns().date.sub("", line))
    text = re.sub(r"^[(〔\[ —-]+|[)〕\] ]+$", "", text).strip()
    office = _patterns().office.fullmatch(text)
    if office:
        return _person(office.group("after") or office.group("before"))
    return _person(text)


def _title_name(title: str) -> str:
    found = _patterns().title.match(title)
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
        label = patterns.label.search(line)
        if label and _person(label.group(1)):
            return _person(label.group(1))
    for line in [title, *head]:
        dashed = patterns.dashed.search(line)
        if dashed and _person(dashed.group(1)):
            return _person(dashed.group(1))
    for line in head:
        if line != title and _name_line(line):
            return _name_line(line)
    if _title_name(title):
        return _title_name(title)
    for line in edges:
        byline = patterns.byline.match(line) or patterns.author.search(line[:60])
        if byline and _person(byline.group(1)):
            return _person(byline.group(1))
    return ""

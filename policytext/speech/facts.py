"""What a speech and the page around it say of themselves: title, speaker, occasion, place, date."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ..errors import LexiconError
from ..lexicons import read_lines
from ..text.page_data import page_date
from ..text.site_rules import DATE, name_pattern
from ..text.titles import (
    GREETING_RE,
    KIND_END_RE,
    Line,
    choose_titles,
    is_speech,
    undecorate,
)
from ..text.widths import fold_width
from .jurisdiction import read_jurisdiction

_LINE_RE = re.compile(r"[^\r\n]+")
_TRIM = " \t\u3000\u00a0\u200b\ufeff"
_HEAD_LINES = 40
_GLOSS_RE = re.compile(r"\([a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]{1,6}\)")
_LIST_NUMBER_RE = re.compile(r"(?<=[话言辞词讲告稿结])(?:[一二三四五六七八九十]{1,2}|\d{1,2})$")
_RUN_IN_RE = re.compile(
    r"[^。!?;:\r\n]{4,60}?(?:讲话|致辞|发言|工作报告|演讲|汇报|讲话稿)(?=$|[^稿的精中上时会])"
)
_KIND = "讲话|致辞|致词|发言|演讲|报告|汇报|说明|总结|讲稿|述职|贺词|党课|主持词|表态|点评|动员|开幕词|闭幕词"
_OCCASION_RE = re.compile(
    rf"在(?P<o>[^。,;!?:\n]{{2,60}}?)(?:会上(?=的|所|作|讲|{_KIND})|上|期间|时|中|$)"
    rf"(?=(?:的|所作的?|作的?)?[\u4e00-\u9fff]{{0,8}}(?:{_KIND})|\)?$)"
)
_EVENT_END_RE = re.compile(
    r"(?:会|会议|大会|仪式|典礼|班|论坛|活动|讲座|晚会|节|庆典|峰会|座谈|全会|式|庆祝日|现场会|代表大会第?.{0,4}次?会议?|揭牌|开工|培训)$"
)
_CONGRESS_RE = re.compile(
    r"第?[一二三四五六七八九十]{1,3}届(?:全国|[\u4e00-\u9fff]{2,10}?)(?:人民代表大会|人大)(?:常务委员会|常委会)?(?:第[一二三四五六七八九十]{1,3}次会议)?"
)
_ADDRESSED_RE = re.compile(
    rf"(?:向|提请|参加|出席)(?:本次)?({_CONGRESS_RE.pattern})(?=[,。]?(?:作|报告|做|审议|全体|的|提出|,))"
)
_OPENING_RE = re.compile(
    r"(?:今天|刚才|现在|今日|这里|决定|隆重|专门|共同)(?:[^。;!?]{0,40}?)(?:召开|举行|举办)(?:的是)?(?:的)?(?:这次)?"
    r"([\u4e00-\u9fff“”、—()0-9]{4,40}?(?:会议|大会|座谈会|推进会|动员会|工作会|现场会|总结会|表彰会|培训班|仪式|报告会|茶话会|研讨会|例会|论坛))(?=[,。;:!(]|的主要|,主要|是|上|很)"
)
_OPENING_DROP_RE = re.compile(
    r"^(?:的|了|这次|一次|一个|本次|隆重的|这个|第一次|今年的|一年一度的)+"
)
_LABEL_RE = re.compile(
    rf"(?:讲话人|发言人|主讲人|报告人|演讲人|演讲者|发言者|致辞人|汇报人|述职人|讲话者|主讲)(?: ?: ?| {{1,4}})({name_pattern()})(?![\u4e00-\u9fff])"
)
_AUTHOR_RE = re.compile(rf"作 {{0,4}}者(?: ?: ?| {{1,4}})({name_pattern()})(?![\u4e00-\u9fff])")
_BYLINE_RE = re.compile(rf"[□■◇◆○●△▲☆★◎]{{1,3}} ?({name_pattern()})(?: |$)")
_DASH_NAME_RE = re.compile(rf"(?:—|-|―){{1,3}} ?({name_pattern()})$")
_FOREIGN_NAME = r"[\u4e00-\u9fff]{1,6}[·•][\u4e00-\u9fff]{1,8}"
_PERSON_RE = re.compile(rf"(?:{name_pattern()}|{_FOREIGN_NAME})$")
_CHINESE_DATE = r"[一二三四五六七八九〇○零十]{2,5} ?年 ?[元一二三四五六七八九十]{1,3} ?月 ?[一二三四五六七八九十]{1,4} ?日"
_ANY_DATE_RE = re.compile(rf"{DATE}|{_CHINESE_DATE}|(?:19|20)\d\d ?年(?: ?\d{{1,2}} ?月)?")
_POST_RE = re.compile(r"作者(?:系|为|是|单位|:)([^()]{2,60})\)?$")
_NO_NAME_END = "省市县区州乡镇村部委局厅会处科组年月日者等的校院系社企业议"


class Facts(NamedTuple):
    """What a speech says of itself; "" where it does not tell.

    title: without what the site hung on it; subtitle: its part after the dash. speaker: name of
    who gave the speech (or signed the essay). occasion: the meeting. place: name of the
    jurisdiction spoken for. level: central, province, prefecture, county or township. published:
    date of the page, YYYY-MM-DD. title_start, title_end: where the title stands in the clean text,
    None where it stands only in what was taken out.
    """

    title: str = ""
    subtitle: str = ""
    speaker: str = ""
    occasion: str = ""
    place: str = ""
    level: str = ""
    published: str = ""
    title_start: int | None = None
    title_end: int | None = None


class _Found(NamedTuple):
    text: str
    start: int | None
    end: int | None


@cache
def _role_pattern() -> str:
    roles = []
    for number, line in read_lines("roles.tsv"):
        fields = line.split("\t")
        if len(fields) != 2:
            raise LexiconError(f"roles.tsv:{number}: expected office and level, tab-separated")
        roles.append(fields[0])
    return "|".join(sorted(roles, key=len, reverse=True))


@cache
def _role_name_re() -> re.Pattern[str]:
    role = rf"[\u4e00-\u9fff、,()]{{0,40}}(?:{_role_pattern()})"
    name = rf"(?P<n>{name_pattern()}|{_FOREIGN_NAME})"
    return re.compile(
        rf"(?:{role})(?: |:|、){{0,4}}{name}(?:同志)?$|{name.replace('?P<n>', '?P<m>')} {{0,4}}\(?(?:{role})\)?$"
    )


@cache
def _title_name_re() -> re.Pattern[str]:
    role = rf"[\u4e00-\u9fff]{{0,16}}?(?:{_role_pattern()})"
    return re.compile(
        rf"(?:(?P<a>{name_pattern()})(?:同志)?:"
        rf"|(?:{role})(?P<b>{name_pattern()})(?:同志)?(?=在|:)"
        rf"|(?P<c>{name_pattern()})(?:同志|{_role_pattern()})(?=在|:)"
        rf"|(?P<d>{name_pattern()})(?=在[^。]{{2,60}}(?:上|时|中)的?[\u4e00-\u9fff]{{0,8}}(?:{_KIND})))"
    )


def _lines(text: str, limit: int) -> list[Line]:
    out = []
    for match in _LINE_RE.finditer(text):
        body = match.group().strip(_TRIM)
        if body:
            start = match.start() + match.group().index(body[0])
            out.append(Line(start, start + len(body), fold_width(body)))
            if len(out) == limit:
                break
    return out


def _edge_lines(source: str) -> list[str]:
    """The first and last short lines of the whole page, glosses taken out."""
    lines = [line.strip(_TRIM) for line in re.split(r"[\r\n]+", source)]
    lines = [line for line in lines if line]
    if len(lines) > 2 * _HEAD_LINES:
        lines = lines[:_HEAD_LINES] + lines[-_HEAD_LINES:]
    return [_GLOSS_RE.sub("", fold_width(line)) for line in lines if len(line) < 400]


def _head(lines: list[Line]) -> list[int]:
    """Numbers of the lines that stand above the speech."""
    out = []
    for i, line in enumerate(lines):
        if is_speech(line.text):
            break
        out.append(i)
    return out if len(out) < len(lines) or len(out) < 4 else out[:4]


def _find_title(body: list[Line], head: list[int], edges: list[str], text: str) -> _Found:
    titles = choose_titles(body, head, also=edges)
    if titles:
        first, last = body[titles[0].lines[0]], body[titles[0].lines[-1]]
        return _Found(_LIST_NUMBER_RE.sub("", undecorate(titles[0].text)), first.start, last.end)
    first_line = body[len(head)] if len(head) < len(body) else None
    if first_line is not None:
        run_in = _RUN_IN_RE.match(first_line.text)
        if run_in and GREETING_RE.match(first_line.text, run_in.end()):
            start = first_line.start
            return _Found(undecorate(run_in.group()), start, start + run_in.end())
    # What was taken out above the speech may still name it.
    kept = {line.strip(_TRIM) for line in re.split(r"[\r\n]+", fold_width(text))}
    above = [Line(0, 0, text) for text in edges[:_HEAD_LINES] if text not in kept]
    strong = [i for i, line in enumerate(above) if KIND_END_RE.search(undecorate(line.text))]
    if strong:
        titles = choose_titles(above, strong)
        if titles:
            return _Found(_LIST_NUMBER_RE.sub("", undecorate(titles[0].text)), None, None)
    return _Found("", None, None)


def _clean_occasion(name: str) -> str:
    name = _ANY_DATE_RE.sub("", name).lstrip("在 ").strip("“”")
    return _OPENING_DROP_RE.sub("", name)


def find_occasion(head: list[str], opening: str) -> str:
    """Return the meeting a speech was given at, from its head, else from its opening words.

    >>> find_occasion(["在全省组织部长会议上的讲话"], "")
    '全省组织部长会议'
    >>> find_occasion(["讲话"], "同志们:今天,我们在这里召开全县经济工作会议,主要任务是总结。")
    '全县经济工作会议'
    """
    for line in head:
        text = re.sub(r"[()]", "", line)
        for match in _OCCASION_RE.finditer(text):
            name = match.group("o")
            if match.group().endswith("会上"):
                name += "会"
            name = _clean_occasion(name)
            if 3 < len(name) and _EVENT_END_RE.search(name):
                return name
    for line in head:
        congress = _CONGRESS_RE.search(line)
        if congress:
            return congress.group()
    addressed = _ADDRESSED_RE.search(opening)
    if addressed:
        return addressed.group(1)
    opened = _OPENING_RE.search(opening)
    if opened:
        name = _clean_occasion(opened.group(1))
        return name if len(name) > 3 else ""
    return ""


def _person(name: str | None) -> str:
    """``name`` without inner spaces if it can be a person's, else ""."""
    plain = (name or "").replace(" ", "")
    if not _PERSON_RE.fullmatch(plain) or plain[-1] in _NO_NAME_END:
        return ""
    return plain


def _bare_name(line: str) -> str:
    """The name in a head line that holds, but for a date and an office, nothing else."""
    text = _ANY_DATE_RE.sub("", line)
    text = re.sub(r"^[(〔\[ —-]+|[)〕\] ]+$", "", text).strip()
    office = _role_name_re().fullmatch(text)
    if office:
        return _person(office.group("n") or office.group("m"))
    return _person(text) if _PERSON_RE.fullmatch(text) else ""


def find_speaker(title: str, head: list[str], edges: list[str]) -> str:
    """Return the name of who speaks: a label, a line of name and office, the title, the author.

    title: the speech's. head: lines above the speech. edges: the page's first and last lines.

    >>> find_speaker("政府工作报告", ["——2008年1月5日在县人代会上", "县长 张 三"], [])
    '张三'
    >>> find_speaker("在全县会议上的讲话", [], ["张三书记作了批示"])
    ''
    """
    for line in [*head, *edges]:
        label = _LABEL_RE.search(line)
        if label and _person(label.group(1)):
            return _person(label.group(1))
    for line in [title, *head]:
        dashed = _DASH_NAME_RE.search(line)
        if dashed and _person(dashed.group(1)):
            return _person(dashed.group(1))
    for line in head:
        if line != title and _bare_name(line):
            return _bare_name(line)
    named = _title_name_re().match(title)
    if named:
        long_enough = named.group("d") is None or len(named.group("d").replace(" ", "")) > 2
        name = _person(next(filter(None, named.groups())))
        if name and long_enough:
            return name
    for line in edges:
        byline = _BYLINE_RE.match(line) or _AUTHOR_RE.search(line[:60])
        if byline and _person(byline.group(1)):
            return _person(byline.group(1))
    return ""


def read_facts(simplified_source: str, body: str) -> Facts:
    """Return what a speech tells of itself.

    simplified_source: the whole page in simplified script, what the site added included. body: the
    clean text of the speech, in simplified script. Nobody and nothing merely mentioned is taken.

    >>> facts = read_facts("", "在全县党建工作会议上的讲话\\n同志们:\\n我就全县的工作讲三点意见。")
    >>> facts.title, facts.occasion, facts.level
    ('在全县党建工作会议上的讲话', '全县党建工作会议', 'county')
    """
    lines = _lines(body, _HEAD_LINES)
    above = _head(lines)
    edges = _edge_lines(simplified_source)
    title = _find_title(lines, above, edges, body)
    head = [lines[i].text for i in above]
    if title.text and title.text not in head:
        head.insert(0, title.text)
    opening = "\n".join(line.text for line in lines[len(above) : len(above) + 5])[:1500]
    occasion = find_occasion(head, opening)
    posts = [m.group(1) for m in map(_POST_RE.search, edges) if m]
    level, place = read_jurisdiction(body, "\n".join([*head, *posts]), occasion=occasion)
    _, dash, subtitle = title.text.partition("——")
    return Facts(
        title=title.text,
        subtitle=subtitle if dash else "",
        speaker=find_speaker(title.text, head, edges),
        occasion=occasion,
        place=place,
        level=level,
        published=page_date(simplified_source),
        title_start=title.start,
        title_end=title.end,
    )

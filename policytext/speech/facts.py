"""What a speech and the page around it say of themselves: title, speaker, occasion, place, date."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..text.lazy import lazy_re
from ..text.page_data import page_date
from ..text.titles import (
    GREETING_RE,
    KIND_END_RE,
    Line,
    choose_titles,
    is_speech,
    undecorate,
)
from ..text.widths import fold_lines, fold_width
from .speakers import ANY_DATE, KINDS, find_speaker

_LINE_RE = lazy_re(r"[^\r\n]+")
_TRIM = " \t\u3000\u00a0\u200b\ufeff"
_HEAD_LINES = 40
_GLOSS_RE = lazy_re(r"\([a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]{1,6}\)")
_LIST_NUMBER_RE = lazy_re(r"(?<=[话言辞词讲告稿结])(?:[一二三四五六七八九十]{1,2}|\d{1,2})$")
_RUN_IN_RE = lazy_re(
    r"[^。!?;:\r\n]{4,60}?(?:讲话|致辞|发言|工作报告|演讲|汇报|讲话稿)(?=$|[^稿的精中上时会])"
)
_OCCASION_RE = lazy_re(
    rf"在(?P<o>[^。,;!?:\n]{{2,60}}?)(?:会上(?=的|所|作|讲|{KINDS})|上|期间|时|中|$)"
    rf"(?=(?:的|所作的?|作的?)?[\u4e00-\u9fff]{{0,8}}(?:{KINDS})|\)?$)"
)
_EVENT_END_RE = lazy_re(
    r"(?:会|会议|大会|仪式|典礼|班|论坛|活动|讲座|晚会|节|庆典|峰会|座谈|全会|式|庆祝日|现场会|代表大会第?.{0,4}次?会议?|揭牌|开工|培训)$"
)
_CONGRESS = (
    r"第?[一二三四五六七八九十]{1,3}届(?:全国|[\u4e00-\u9fff]{2,10}?)(?:人民代表大会|人大)"
    r"(?:常务委员会|常委会)?(?:第[一二三四五六七八九十]{1,3}次会议)?"
)
_CONGRESS_RE = lazy_re(_CONGRESS)
_ADDRESSED_RE = lazy_re(
    rf"(?:向|提请|参加|出席)(?:本次)?({_CONGRESS})(?=[,。]?(?:作|报告|做|审议|全体|的|提出|,))"
)
_OPENING_RE = lazy_re(
    r"(?:今天|刚才|现在|今日|这里|决定|隆重|专门|共同)(?:[^。;!?]{0,40}?)(?:召开|举行|举办)(?:的是)?(?:的)?(?:这次)?"
    r"([\u4e00-\u9fff“”、—()0-9]{4,40}?(?:会议|大会|座谈会|推进会|动员会|工作会|现场会|总结会|表彰会|培训班|仪式|报告会|茶话会|研讨会|例会|论坛))(?=[,。;:!(]|的主要|,主要|是|上|很)"
)
_OPENING_DROP_RE = lazy_re(r"^(?:的|了|这次|一次|一个|本次|隆重的|这个|第一次|今年的|一年一度的)+")
_POST_RE = lazy_re(r"作者(?:系|为|是|单位|:)([^()]{2,60})\)?$")


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


def _lines(text: str, folded: str, limit: int) -> list[Line]:
    out = []
    for match in _LINE_RE.finditer(text):
        body = match.group().strip(_TRIM)
        if body:
            start = match.start() + match.group().index(body[0])
            out.append(Line(start, start + len(body), folded[start : start + len(body)]))
            if len(out) == limit:
                break
    return out


def _edge_lines(source: str) -> list[str]:
    """The first and last short lines of the whole page, glosses taken out."""
    lines = [line for line in _split_lines(source) if line]
    if len(lines) > 2 * _HEAD_LINES:
        lines = lines[:_HEAD_LINES] + lines[-_HEAD_LINES:]
    folded = fold_lines([line for line in lines if len(line) < 400])
    return [_GLOSS_RE.sub("", line) if "(" in line else line for line in folded]


def _split_lines(text: str) -> list[str]:
    """The trimmed lines of a text, blank ones too."""
    return [line.strip(_TRIM) for line in text.replace("\r", "\n").split("\n")]


def _head(lines: list[Line]) -> list[int]:
    """Numbers of the lines that stand above the speech."""
    out = []
    for i, line in enumerate(lines):
        if is_speech(line.text):
            break
        out.append(i)
    return out if len(out) < len(lines) or len(out) < 4 else out[:4]


def _find_title(body: list[Line], head: list[int], edges: list[str], folded: str) -> _Found:
    elsewhere = list(edges)
    for i in head:
        if body[i].text in elsewhere:
            elsewhere.remove(body[i].text)
    titles = choose_titles(body, head, also=elsewhere)
    if titles:
        first, last = body[titles[0].lines[0]], body[titles[0].lines[-1]]
        return _Found(_LIST_NUMBER_RE.sub("", undecorate(titles[0].text)), first.start, last.end)
    first_line = body[len(head)] if len(head) < len(body) else None
    if first_line is not None:
        run_in = _RUN_IN_RE.match(first_line.text)
        if run_in and GREETING_RE.match(first_line.text[run_in.end() :].lstrip()):
            start = first_line.start
            return _Found(undecorate(run_in.group()), start, start + run_in.end())
    # What was taken out above the speech may still name it.
    kept = set(_split_lines(folded))
    above = [Line(0, 0, text) for text in edges[:_HEAD_LINES] if text not in kept]
    strong = [i for i, line in enumerate(above) if KIND_END_RE.search(undecorate(line.text))]
    if strong:
        titles = choose_titles(above, strong)
        if titles:
            return _Found(_LIST_NUMBER_RE.sub("", undecorate(titles[0].text)), None, None)
    return _Found("", None, None)


def _clean_occasion(name: str) -> str:
    name = re.sub(ANY_DATE, "", name).lstrip("在 ").strip("“”")
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
            if len(name) > 3 and _EVENT_END_RE.search(name):
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


class Opening(NamedTuple):
    """What stands at the edges of a speech: its first ``lines`` and which of them stand ``above``
    the speech itself, the lines at the ``edges`` of the page, and the ``title`` found there."""

    lines: list[Line]
    above: list[int]
    edges: list[str]
    title: _Found


def read_opening(simplified_source: str, body: str, folded: str) -> Opening:
    """Return the edges of a speech and its title; see `read_facts` for the arguments.

    folded: the body with widths folded.
    """
    lines = _lines(body, folded, _HEAD_LINES)
    above = _head(lines)
    edges = _edge_lines(simplified_source)
    return Opening(lines, above, edges, _find_title(lines, above, edges, folded))


def read_facts(simplified_source: str, body: str, *, opening: Opening | None = None) -> Facts:
    """Return what a speech tells of itself.

    simplified_source: the whole page in simplified script, what the site added included. body: the
    clean text of the speech, in simplified script. opening: what `read_opening` found there, if it
    is known. Nobody and nothing merely mentioned is taken.

    >>> facts = read_facts("", "在全县党建工作会议上的讲话\\n同志们:\\n我就全县的工作讲三点意见。")
    >>> facts.title, facts.occasion, facts.level
    ('在全县党建工作会议上的讲话', '全县党建工作会议', 'county')
    """
    from .jurisdiction import read_jurisdiction

    lines, above, edges, title = opening or read_opening(simplified_source, body, fold_width(body))
    head = [lines[i].text for i in above]
    if title.text and title.text not in head:
        head.insert(0, title.text)
    first = "\n".join(line.text for line in lines[len(above) : len(above) + 5])[:1500]
    occasion = find_occasion(head, first)
    posts = [m.group(1) for m in map(_POST_RE.search, edges) if m]
    level, place = read_jurisdiction(body, "\n".join([*head, *posts]), occasion=occasion)
    _, dash, subtitle = title.text.partition("——")
    return Facts(
        title=title.text.lstrip("—-─ "),
        subtitle=subtitle if dash else "",
        speaker=find_speaker(title.text, head, edges),
        occasion=occasion,
        place=place,
        level=level,
        published=page_date(simplified_source),
        title_start=title.start,
        title_end=title.end,
    )

"""Congresses, plenums and sessions that a speech cites by number.

Only the meetings of the whole country: the party's plenums are 届…中全会 where local ones are
届…次全会, the National People's Congress is 全国人大 where local ones are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .calendar import Meeting, Month, meetings
from .deixis import awaited, fresh, spoken_offset
from .model import FACT, HINT, LEAN, LIKELY, STATED, Evidence, bound_words, quoted
from .numerals import NUMERAL, ordinal

_C = f"[{NUMERAL}]"
# Each begins with a fixed character, which the regex engine finds fast; the numeral before it is
# read backwards.
_TERM_RE = re.compile(
    rf"届(?:(?P<sessions>(?:{_C}{{1,2}}中(?:全会)?[、和及与,\s]{{0,2}}){{0,9}}{_C}{{1,2}}中全会)"
    rf"|中央委员会第?(?P<plenum>{_C}{{1,2}})次全(?:体会议|会)"
    rf"|全国人(?:民代表大会|大)第?(?P<npc>{_C})次(?:全体)?会议"
    rf"|(?:中央纪委|中纪委|中央纪律检查委员会)第?(?P<ccdi>{_C})次全(?:会|体会议))"
)
_NPC_RE = re.compile(
    rf"全国人(?:民代表大会|大)第?(?P<term>{_C}{{1,3}})届第?(?P<npc>{_C})次(?:全体)?会议"
)
_CCDI_RE = re.compile(rf"纪委第?(?P<term>{_C}{{1,3}})届第?(?P<ccdi>{_C})次全(?:会|体会议)")
_PLENUM_PART_RE = re.compile(rf"({_C}{{1,2}})中")
_NUMERAL_RE = re.compile(rf"{_C}{{1,3}}$")
_PREFIX_RE = re.compile(r"(?:中国共产党|党的|中共|我们党|我党)第?$")
_CONGRESS_RE = re.compile(r"大|次(?:全国)?代表大会")
_CONGRESS_AFTER_RE = re.compile(
    r"[^\u4e00-\u9fff]|$|以来|以后|之后|精神|报告|召开|胜利|提出|确定|代表|闭幕|开幕|部署|通过|强调"
    r"|指出|[和的后前将及与]|关于|修改|对|作出|确立|闭|制定|期间|即将"
)
# Other bodies count their congresses the same way: 工会十六大, 共青团十八大.
_OTHER_BODY_RE = re.compile(
    r"(?:工会|青团|团的|妇女|妇联|侨联|文联|作协|科协|残联|民盟|民建|民革|民进|农工党|致公党|九三学社|台盟"
    r"|学联|青联|[省市县区州])$"
)
_HEARD_RE = re.compile(r"(?:作|提出|报告|汇报|提请)")
_ERA_RE = re.compile(r"[”\"》]?(?:召开)?(?:以来|开始|以后|之后|后|路线|的路线|起)")
_STUDY_YEAR_RE = re.compile(
    r"(?:精神|报告)?(?:的|和[^,。;]{1,16}的)?(?:第一年|开局之年|起步之年|首年|关键一年|重要的?一?年|重要年)"
)


class Cited(NamedTuple):
    """A meeting as it is cited in a text: which, and where the words stand."""

    meeting: Meeting
    start: int
    end: int


def cited(text: str) -> Iterator[Cited]:
    """The national meetings that a text cites, in order of kind and place.

    >>> [c.meeting.held.year for c in cited("党的十八届三中、四中全会和省委十届四次全会")]
    [2013, 2014]
    """
    for match in _TERM_RE.finditer(text):
        numeral = _NUMERAL_RE.search(text, max(0, match.start() - 3), match.start())
        if numeral:
            yield from _sessions(match, numeral[0], numeral.start())
    for pattern in (_NPC_RE, _CCDI_RE):
        for match in pattern.finditer(text):
            yield from _sessions(match, match["term"], match.start())
    for match in _CONGRESS_RE.finditer(text):
        congress = _congress(text, match)
        if congress:
            yield congress


def _sessions(match: re.Match[str], term: str, start: int) -> Iterator[Cited]:
    """The sessions of one term that a match names."""
    groups = {kind: value for kind, value in match.groupdict().items() if value and kind != "term"}
    for kind, value in groups.items():
        numerals = _PLENUM_PART_RE.findall(value) if kind == "sessions" else [value]
        for numeral in numerals:
            key = (
                "plenum" if kind == "sessions" else kind,
                ordinal(term) or 0,
                ordinal(numeral) or 0,
            )
            meeting = meetings().get(key)
            if meeting:
                yield Cited(meeting, start, match.end())


def _congress(text: str, match: re.Match[str]) -> Cited | None:
    """The congress that 大 or 次全国代表大会 closes: 党的十七大, 中共第八次全国代表大会."""
    numeral = _NUMERAL_RE.search(text, max(0, match.start() - 3), match.start())
    if numeral is None:
        return None
    start = numeral.start()
    prefix = _PREFIX_RE.search(text, max(0, start - 7), start)
    if prefix is None:
        # 八大, 九大 and 十大 count other things too, and so does 十五大 before a noun.
        short = match[0] != "大" or len(numeral[0]) == 1
        if short or not _CONGRESS_AFTER_RE.match(text, match.end()):
            return None
        if text[start - 1 : start] == "第" or _OTHER_BODY_RE.search(text, max(0, start - 4), start):
            return None
    meeting = meetings().get(("congress", ordinal(numeral[0]) or 0, 0))
    return Cited(meeting, prefix.start() if prefix else start, match.end()) if meeting else None


def meeting_evidence(text: str, *, title: bool = False) -> Iterator[Evidence]:
    """What the meetings a text cites say about its year.

    title: the text is the title of a speech, where 在…会议上 names the occasion.
    """
    latest: Cited | None = None
    bounds: dict[tuple[Meeting, bool], Evidence] = {}
    found = list(cited(text))
    reported = {c.meeting for c in found if not awaited(text, c.start, c.end)}
    for citation in found:
        meeting, start, end = citation
        name = f"{quoted(text[start:end])} ({meeting.held})"
        spoken = spoken_offset(text, start, end)
        if spoken is not None:
            year = meeting.held.year - spoken[1]
            yield Evidence(
                "meeting", f"{spoken[0]} with {name}: {year}", year, year, STATED, start, end
            )
        elif (title or meeting.kind == "npc") and _spoken_to(text, citation, title=title):
            year = meeting.held.year
            wording = f"spoken to {name}: {year}"
            yield Evidence("meeting", wording, year, year, STATED, start, end)
        yield from _study_year(text, citation)
        if words := fresh(text, start, end):
            year = meeting.held.year
            wording = f"{name}, “{words}”: {year}"
            yield Evidence("meeting", wording, year, year, LEAN, start, end)
        to_come = awaited(text, start, end)
        if to_come and meeting not in reported:
            year = meeting.held.year
            bounds.setdefault(
                (meeting, True),
                Evidence(
                    "meeting",
                    f"{name} still to come: {bound_words(year - 1, year)}",
                    year - 1,
                    year,
                    LIKELY,
                    start,
                    end,
                ),
            )
        elif not to_come:
            year = meeting.held.year
            bounds.setdefault(
                (meeting, False),
                Evidence(
                    "meeting",
                    f"{name}: not before {year}",
                    year,
                    None,
                    FACT,
                    start,
                    end,
                    meeting.held.month,
                ),
            )
            if _cited_as_news(text, citation) and (
                latest is None or meeting.held > latest.meeting.held
            ):
                latest = citation
    yield from sorted(bounds.values(), key=lambda e: -(e.year_from or 0))[:4]
    if latest is not None:
        yield _latest(text, latest)


def _cited_as_news(text: str, citation: Cited) -> bool:
    """False where the meeting only opens an era: 十一届三中全会以来, 十二大以后."""
    landmark = citation.meeting.held == Month(1978, 12)
    return not landmark and not _ERA_RE.match(text, citation.end)


def _spoken_to(text: str, citation: Cited, *, title: bool) -> bool:
    """True for 向…作报告 at the opening of a report and 在…上 in a title."""
    head = text[max(0, citation.start - 8) : citation.start]
    tail = text[citation.end : citation.end + 12]
    if title and "在" in head and "上" in tail[:8]:
        return True
    opening = citation.start < 600
    return opening and "向" in head and _HEARD_RE.search(tail) is not None


def _study_year(text: str, citation: Cited) -> Iterator[Evidence]:
    """今年是学习贯彻党的十七大精神的第一年."""
    meeting, start, end = citation
    tail = _STUDY_YEAR_RE.match(text, end)
    clause = text[max(0, start - 24) : start]
    if meeting.kind != "congress" or not tail or "今年" not in clause or "贯彻" not in clause:
        return
    if re.search(r"[。;!?\n]", clause[clause.rfind("今年") :]):
        return
    year = meeting.held.year + (1 if meeting.held.month > 8 else 0)
    words = f"今年 … {text[start : tail.end()]}"
    yield Evidence(
        "meeting", f"“{words}” ({meeting.held}): {year}", year, year, LIKELY, start, tail.end()
    )


def _latest(text: str, citation: Cited) -> Evidence:
    """The latest meeting cited, before the next of its kind: speeches cite the newest."""
    meeting, start, end = citation
    following = _next(meeting)
    first = meeting.held.year
    last = following.year if following else first + 1
    last = max(min(last, first + 2), first + (1 if meeting.held.month > 3 else 0))
    weight = {"congress": HINT, "npc": HINT}.get(meeting.kind, LEAN)
    if len(text) > 1500 and meeting.kind == "plenum":
        weight += HINT
    name = f"{quoted(text[start:end])} ({meeting.held})"
    wording = f"{name} is the latest session cited: {bound_words(first, last)}"
    return Evidence("meeting", wording, first, last, weight, start, end, meeting.held.month)


def _next(meeting: Meeting) -> Month | None:
    """The month of the next plenum or congress (for a session, of its own kind)."""
    kinds = {"plenum", "congress"} if meeting.kind in ("plenum", "congress") else {meeting.kind}
    later = [
        m.held
        for m in meetings().values()
        if m.kind in kinds and m.held > meeting.held and m.session != 1
    ]
    return min(later, default=None)

"""Congresses, plenums and sessions that a speech cites by number.

Only the meetings of the whole country: the party's plenums are 届…中全会 where local ones are
届…次全会, the National People's Congress is 全国人大 where local ones are not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from policytext.text.lazy import lazy_re

from .anchors import find_each, find_near
from .calendar import Meeting, Month, meetings
from .deixis import awaited, fresh, spoken_offset
from .model import FACT, HINT, LEAN, LIKELY, STATED, Evidence, bound_words, quoted
from .numerals import NUMERAL, ordinal

_C = f"[{NUMERAL}]"
# Each begins with a fixed character, which the regex engine finds fast; the numeral before it is
# read backwards.
_TERM_RE = lazy_re(
    rf"届(?:(?P<sessions>(?:{_C}{{1,2}}中(?:全会)?[、和及与,\s]{{0,2}}){{0,9}}{_C}{{1,2}}中全会)"
    rf"|中央委员会第?(?P<plenum>{_C}{{1,2}})次全(?:体会议|会)"
    rf"|全国人(?:民代表大会|大)第?(?P<npc>{_C})次(?:全体)?会议"
    rf"|(?:中央纪委|中纪委|中央纪律检查委员会)第?(?P<ccdi>{_C})次全(?:会|体会议))"
)
_NPC_RE = lazy_re(
    rf"全国人(?:民代表大会|大)第?(?P<term>{_C}{{1,3}})届第?(?P<npc>{_C})次(?:全体)?会议"
)
# Only a report of the State Council means the National People's Congress by 五届人大三次会议.
_CENTRAL_RE = lazy_re(r"代表国务院|国务院的委托")
_BARE_NPC_RE = lazy_re(
    rf"(?<![{NUMERAL}])(?P<term>{_C}{{1,3}})届人(?:民代表大会|大)第?(?P<npc>{_C})次会议"
)
_BARE_NPC_ANCHOR_RE, _BARE_NPC_REACH = lazy_re("届人[民大]"), range(1, 4)
_CCDI_RE = lazy_re(
    rf"纪委(?<=[中央]纪委)第?(?P<term>{_C}{{1,3}})届第?(?P<ccdi>{_C})次全(?:会|体会议)"
)
_PLENUM_PART_RE = lazy_re(rf"({_C}{{1,2}})中")
_NUMERAL_RE = lazy_re(rf"{_C}{{1,3}}\Z")
_PREFIX_RE = lazy_re(r"(?:中国共产党|党的?|中共)第?\Z")
_CONGRESS = (lazy_re(rf"大(?<={_C}大)"), lazy_re(rf"次(?<={_C}次)(?:全国)?代表大会"))
_CONGRESS_AFTER_RE = lazy_re(
    r"以来|以后|之后|精神|报告|召开|胜利|提出|确定|代表|闭幕|开幕|部署|通过|强调"
    r"|指出|[和的后前将及与]|关于|修改|对|作出|确立|闭|制定|期间|即将"
)
# Other bodies count their congresses the same way: 工会十六大, 共青团十八大.
_OTHER_BODY_RE = lazy_re(
    r"(?:工会|青团|团的|妇女|妇联|侨联|文联|作协|科协|残联|民盟|民建|民革|民进|农工党|致公党|九三学社|台盟"
    r"|学联|青联|[省市县区州])\Z"
)
_HEARD_RE = lazy_re(r"(?:作|提出|报告|汇报|提请)")
_ERA_RE = lazy_re(r"[”\"》]?(?:召开)?(?:以来|开始|以后|之后|后|路线|的路线|起)")
_TERM_ONLY_RE = lazy_re(
    rf"向第({_C}{{1,3}})届全国人民代表大会(?!常务|第)(?=[^。;\n]{{0,8}}(?:作|报告|提出))"
)
_LONG = 800
_OPENING = 600  # characters in which a report says to whom it is made
_KEPT = 4  # of the meetings cited the latest say all
_STUDY_YEAR_RE = lazy_re(
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
            start = numeral.start() - (text[numeral.start() - 1 : numeral.start()] == "第")
            yield from _sessions(match, numeral[0], start)
    for pattern in (_NPC_RE, _CCDI_RE):
        for match in pattern.finditer(text):
            yield from _sessions(match, match["term"], match.start())
    if _CENTRAL_RE.search(text, 0, _OPENING):
        for match in find_near(_BARE_NPC_RE, _BARE_NPC_ANCHOR_RE, _BARE_NPC_REACH, text):
            yield from _sessions(match, match["term"], match.start())
    for match in find_each(_CONGRESS, text):
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
        greeted = text[max(0, start - 2) : start] in ("喜迎", "迎接", "庆祝")
        ends = not "\u4e00" <= text[match.end() : match.end() + 1] <= "\u9fff"
        if short or not (greeted or ends or _CONGRESS_AFTER_RE.match(text, match.end())):
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
    found = [(one, awaited(text, one.start, one.end)) for one in cited(text)]
    # 迎接和学习贯彻十七大: what is awaited more often than reported has not been held.
    votes = Counter[Meeting]()
    for one, to_come in found:
        votes[one.meeting] += -1 if to_come else 1
    for one, to_come in found:
        yield from _placed(text, one, title=title)
        yield from _study_year(text, one)
        if not to_come and votes[one.meeting] >= 0:
            bounds.setdefault((one.meeting, False), _held(text, one))
            later = latest is None or one.meeting.held > latest.meeting.held
            if later and _cited_as_news(text, one):
                latest = one
        elif to_come and votes[one.meeting] < 1 and (one.meeting, True) not in bounds:
            bounds[one.meeting, True] = _to_come(text, one)
            year = one.meeting.held.year
            wording = f"{_name(text, one)} awaited, mostly in its own year: {year}"
            yield Evidence("meeting", wording, year, year, HINT, one.start, one.end)
    yield from sorted(bounds.values(), key=lambda e: -(e.year_from or 0))[:_KEPT]
    if latest is not None:
        yield _latest(text, latest)
    yield from _term(text)


def _name(text: str, citation: Cited) -> str:
    words, meeting = text[citation.start : citation.end], citation.meeting
    which = f"session {meeting.session}, " if words.count("中") > 1 else ""
    return f"{quoted(words)} ({which}{meeting.held})"


def _placed(text: str, citation: Cited, *, title: bool) -> Iterator[Evidence]:
    """A meeting placed by the time of speaking: of this year, spoken to, just held."""
    meeting, start, end = citation
    year, name = meeting.held.year, _name(text, citation)
    spoken = spoken_offset(text, start, end)
    if spoken is not None:
        told = year - spoken[1]
        wording = f"{spoken[0]} with {name}: {told}"
        yield Evidence("meeting", wording, told, told, STATED, start, end)
    elif (title or meeting.kind == "npc") and _spoken_to(text, citation, title=title):
        yield Evidence("meeting", f"spoken to {name}: {year}", year, year, STATED, start, end)
    if words := fresh(text, start, end):
        wording = f"{name}, “{words}”: {year}"
        yield Evidence("meeting", wording, year, year, LEAN, start, end)


def _held(text: str, citation: Cited) -> Evidence:
    held = citation.meeting.held
    wording = f"{_name(text, citation)}: not before {held.year}"
    return Evidence(
        "meeting", wording, held.year, None, FACT, citation.start, citation.end, held.month
    )


def _to_come(text: str, citation: Cited) -> Evidence:
    year = citation.meeting.held.year
    wording = f"{_name(text, citation)} still to come: {bound_words(year - 1, year)}"
    return Evidence("meeting", wording, year - 1, year, LIKELY, citation.start, citation.end)


def _term(text: str) -> Iterator[Evidence]:
    """向第四届全国人民代表大会作政府工作报告, where no session is named."""
    match = _TERM_ONLY_RE.search(text, 0, _OPENING)
    if match is None:
        return
    term = ("npc", ordinal(match[1]))
    years = [m.held.year for m in meetings().values() if (m.kind, m.number) == term]
    if years:
        first, last = min(years), max(years)
        wording = f"spoken to {quoted(match[0][1:])}: {bound_words(first, last)}"
        yield Evidence("meeting", wording, first, last, FACT, match.start() + 1, match.end())


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
    opening = citation.start < _OPENING
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
    long = len(text) > _LONG  # a long speech would name what came later
    weight = HINT if meeting.kind in ("congress", "npc") else LEAN
    if long:
        weight = {"plenum": LEAN + HINT, "congress": LEAN}.get(meeting.kind, weight)
    wording = f"{_name(text, citation)} is the latest session cited: {bound_words(first, last)}"
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

"""Fixed words that belong to a time: watchwords, campaigns, events, leaders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from policytext.text.fixed_words import FixedWords
from policytext.text.lazy import lazy_re

from .calendar import Dated, Month, campaigns, events, leaders, watchwords
from .deixis import awaited, happened, spoken_offset
from .model import FACT, HINT, LEAN, LIKELY, STATED, Evidence, bound_words, quoted

_KEPT = 3  # of several such words the latest say all
_OFTEN = 3  # a campaign named so often is the one being carried out
_MONTH_RE = lazy_re(r"(\d{1,2})月")
_AFTERMATH_RE = lazy_re(r"灾[后区]|[^,。;]{0,3}(?:重建|以来|后|影响|冲击|余波)")
_UNDER_WAY_RE = lazy_re(r"(?:开展|进行|推进|参加|搞好|抓好)(?:了|的|好|的?党的)?[“]?\Z")
# “三严三实”专题教育的深化动员会: the meeting is held while the campaign is carried out.
_ITS_MEETING_RE = lazy_re(
    r"[”\"]?(?:活动|专题教育|教育|工作){0,2}的?(?:深化|再)?(?:动员|部署|推进|启动|工作){1,2}(?:大会|会议|会)"
)
_NEAR = 20
_TRIED = 8  # places of a word that are looked at for 今年 and the like


class Found(NamedTuple):
    """A fixed word of the lexicons and the offsets at which it stands in a text."""

    entry: Dated
    places: Sequence[int]

    @property
    def start(self) -> int:
        return self.places[0]

    @property
    def end(self) -> int:
        return self.places[0] + len(self.entry.word)


def word_evidence(text: str) -> Iterator[Evidence]:
    """What the fixed words of a text say about its year.

    >>> [e.year_from for e in word_evidence("应对国际金融危机,落实科学发展观") if not e.year_to]
    [2008, 2003]
    """
    places = _scan(text)
    yield from _campaigns(text, _pick(campaigns(), places))
    yield from _events(text, _pick(events(), places))
    yield from _latest(_watchwords(_pick(watchwords(), places)))
    yield from _leaders(_pick(leaders(), places))


@cache
def _fixed_words() -> FixedWords:
    tables = (watchwords(), campaigns(), events(), leaders())
    return FixedWords(entry.word for table in tables for entry in table)


def _scan(text: str) -> dict[str, list[int]]:
    """The offsets of every fixed word in one pass."""
    places: dict[str, list[int]] = {}
    for word, start in _fixed_words().find(text):
        places.setdefault(word, []).append(start)
    for entry in watchwords():
        if entry.barred and entry.word in places:
            barred = tuple(entry.barred)
            places[entry.word] = [
                at for at in places[entry.word] if text[at - 1 : at] not in barred
            ]
    return places


def _pick(table: Iterable[Dated], places: Mapping[str, Sequence[int]]) -> list[Found]:
    """The words of one table that stand in the text, none that only stands inside a longer one."""
    found = [Found(entry, at) for entry in table if (at := places.get(entry.word))]
    found.sort(key=lambda f: (f.start, -len(f.entry.word)))
    kept: list[Found] = []
    for one in found:
        if not kept or one.end > kept[-1].end:
            kept.append(one)
    return kept


def _latest(found: Iterable[Evidence]) -> list[Evidence]:
    return sorted(found, key=lambda e: (-(e.year_from or 0), e.start))[:_KEPT]


def _watchwords(found: Iterable[Found]) -> Iterator[Evidence]:
    for one in found:
        if one.entry.known is not None:
            year = one.entry.known.year
            wording = f"{quoted(one.entry.word)} (in use from {one.entry.known}): not before {year}"
            yield Evidence(
                "watchword", wording, year, None, FACT, one.start, one.end, one.entry.known.month
            )


def _leaders(found: Iterable[Found]) -> Iterator[Evidence]:
    since, until = [], []
    for one in found:
        first, last = one.entry.begun, one.entry.ended
        if first is None:
            continue
        name, span = quoted(one.entry.word), (one.start, one.end)
        wording = f"{name} (from {first}): not before {first.year}"
        since.append(Evidence("leader", wording, first.year, None, FACT, *span, first.month))
        if last is not None:
            wording = f"{name} ({first} to {last}): {bound_words(first.year, last.year)}"
            weight = LIKELY if "为" in one.entry.word else LEAN
            until.append(Evidence("leader", wording, first.year, last.year, weight, *span))
    yield from _latest(since)
    yield from _latest(until)


def _campaigns(text: str, found: Iterable[Found]) -> Iterator[Evidence]:
    bounds, runs = [], []
    for one in found:
        entry = one.entry
        if entry.begun is None or entry.ended is None:
            continue
        first, last, span = entry.begun.year, entry.ended.year, (one.start, one.end)
        years = str(first) if first == last else f"{first}-{last}"
        name = f"{quoted(entry.word)} ({years})"
        if entry.known is not None:
            year = entry.known.year
            wording = f"{quoted(entry.word)} (from {entry.known}): not before {year}"
            bounds.append(Evidence("campaign", wording, year, None, FACT, *span, entry.known.month))
        yield from _spoken(text, one, "campaign", name)
        its_meeting = _ITS_MEETING_RE.match(text, one.end)
        often = bool(its_meeting) or len(one.places) >= _OFTEN
        under_way = _UNDER_WAY_RE.search(text, max(0, one.start - 8), one.start)
        to = last if under_way and not often else last + 1
        wording = f"{name}{' carried out' if often or under_way else ''}: {bound_words(first, to)}"
        runs.append(Evidence("campaign", wording, first, to, LIKELY if often else HINT, *span))
    yield from _latest(bounds)
    yield from _latest(runs)[:1]


def _events(text: str, found: Iterable[Found]) -> Iterator[Evidence]:
    bounds: list[Evidence] = []
    recent: tuple[Month, Evidence] | None = None
    for one in found:
        entry, span = one.entry, (one.start, one.end)
        if entry.known is None or entry.begun is None or entry.ended is None:
            continue
        past = entry.known.year >= entry.begun.year or happened(text, *span)
        since = entry.begun if past else entry.known
        name = f"{quoted(entry.word)} ({entry.begun})"
        says = name if past else f"{name}, spoken of from {since}"
        wording = f"{says}: not before {since.year}"
        bounds.append(Evidence("event", wording, since.year, None, FACT, *span, since.month))
        if not past and awaited(text, *span):
            until = entry.ended.year
            wording = f"{name} still to come: not after {until}"
            bounds.append(Evidence("event", wording, since.year, until, LIKELY, *span))
        if past and (recent is None or entry.begun > recent[0]):
            first, last = entry.begun.year, entry.ended.year + (2 if entry.ended.month > 8 else 1)
            wording = f"{name} is the latest event named: {bound_words(first, last)}"
            recent = (entry.begun, Evidence("event", wording, first, last, HINT, *span))
        if entry.begun.year == entry.ended.year:
            yield from _spoken(text, one, "event", name)
    yield from _latest(bounds)
    if recent is not None:
        yield recent[1]


def _spoken(text: str, one: Found, kind: str, name: str) -> Iterator[Evidence]:
    """今年 and the like bound to the word at one of its places."""
    entry = one.entry
    if entry.begun is None or entry.ended is None:
        return
    for start in one.places[:_TRIED]:
        end = start + len(entry.word)
        spoken = spoken_offset(text, start, end)
        if spoken is not None:
            word, offset = spoken
            years = (entry.begun.year - offset, entry.ended.year - offset)
            yield Evidence(
                kind, f"{word} with {name}: {bound_words(*years)}", *years, STATED, start, end
            )
            return
    yield from _same_sentence(text, one, kind, name)


def _same_sentence(text: str, one: Found, kind: str, name: str) -> Iterator[Evidence]:
    """今年 earlier in the sentence, for a campaign and for an event close by or in its month."""
    at = text.rfind("今年", max(0, one.start - 40), one.start)
    first, last = one.entry.begun, one.entry.ended
    if at < 0 or first is None or last is None or set("。;!?\n") & set(text[at : one.start]):
        return
    month = _MONTH_RE.match(text, at + 2)
    near = (
        one.start - at < _NEAR
        and first == one.entry.known
        and not _AFTERMATH_RE.match(text, one.end)
    )
    if kind == "campaign" or near or (month and int(month[1]) == first.month):
        wording = f"今年 in one sentence with {name}: {bound_words(first.year, last.year)}"
        yield Evidence(kind, wording, first.year, last.year, LEAN, one.start, one.end)

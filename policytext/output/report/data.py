"""What a page holds, as plain lists: tables with the columns of the commands, and the sentences
that their rows lead to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from ...analysis.docs import DocRow
from ...analysis.report import LeftOut, Report
from ...analysis.report.changes import Change
from ...analysis.report.gather import Spot
from ...analysis.report.limits import in_turn
from ...analysis.report.numbers import ClaimRow, NumberRow
from ...analysis.report.part import ReportPart
from ...analysis.report.slogans import SloganLine
from ...analysis.report.terms import TellingRow, TermLine

Table = dict[str, Any]
# Bytes beside text and cuts that a sentence takes: quotes, commas, line and section.
PER_SENTENCE = 14
DECIMALS = 4


def page_data(report: Report, *, room: int) -> dict[str, Any]:
    """Return the data of a page that may take about ``room`` bytes as JSON.

    Rows hold numbers of documents and of sentences. Sentences that rows lead to come first; of the
    others as many as there is room for, so many of each document.
    """
    data: dict[str, Any] = {
        "years": report.years,
        "sizes": report.sizes,
        "tokens": report.tokens,
        "names": [[part.doc.doc, part.doc.year] for part in report.parts],
        "docs": _table(DocRow._fields, [part.doc for part in report.parts[: report.shown_docs]]),
        "about": [
            _about(report, i, part) for i, part in enumerate(report.parts[: report.shown_docs])
        ],
        "terms": _table(TermLine._fields, report.terms),
        "rising": report.rising,
        "telling": {
            str(year): _table(TellingRow._fields, rows) for year, rows in report.telling.items()
        },
        "slogans": _table(SloganLine._fields, report.slogans),
        "numbers": _table(NumberRow._fields, report.numbers),
        "indicators": [list(line) for line in report.indicators],
        "changes": [_change(change) for change in report.changes],
        "claims": _table(ClaimRow._fields, report.claims),
    }
    wanted = list(dict.fromkeys(_evidence(report)))
    chosen = _choose_sentences(report, wanted, room - json_size(data))
    left = list(report.left_out)
    if len(chosen) < len(report.sentences):
        data = _renumbered(data, {old: new for new, old in enumerate(chosen)})
        left.append(LeftOut("sentences", len(chosen), len(report.sentences), "kwic"))
    data["sentences"] = _sentences(report, chosen)
    data["left_out"] = [list(item) for item in left]
    return data


def json_size(value: object) -> int:
    """Return how many bytes a value takes as JSON in a page."""
    return len(to_json(value).encode("utf-8", "backslashreplace"))


def to_json(value: object) -> str:
    r"""Return a value as JSON that can stand in a script element: no ``<``, ``>`` or ``&``, nor
    line ends that only JavaScript knows.

    >>> to_json(["</script>"])
    '["\\u003c/script\\u003e"]'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Table:
    return {"columns": list(columns), "rows": [[_plain(value) for value in row] for row in rows]}


def _plain(value: Any) -> Any:
    return round(value, DECIMALS) if isinstance(value, float) else value


def _about(report: Report, number: int, part: ReportPart) -> dict[str, Any]:
    """What a click on a document shows: the reasons for its year and its repairs."""
    first = report.first[number]

    def spot(place: Sequence[int]) -> Spot:
        sentence, start, end = place
        return Spot(first + sentence if sentence >= 0 else -1, start, end)

    return {
        "reasons": [[reason.wording, spot(reason.place)] for reason in part.reasons],
        "repairs": dict(sorted(part.repairs.items())),
        "examples": [[*example[:4], spot(example.place)] for example in part.examples],
    }


def _change(change: Change) -> dict[str, Any]:
    wording = change.wording
    return {
        "a": change.a,
        "b": change.b,
        "terms": _table(TellingRow._fields, change.terms),
        "slogans": [list(row) for row in change.slogans],
        "slogans_left": change.slogans_left,
        "wording": wording
        and {
            "counts": wording.counts,
            "lines": [
                [row.status, _plain(row.similarity), Spot(row.sentence_a, 0, 0),
                 Spot(row.sentence_b, 0, 0), row.edits]
                for row in wording.lines
            ],
        },
    }  # fmt: skip


def _evidence(report: Report) -> Iterator[int]:
    """Yield the numbers of the sentences that rows lead to, those that matter most first."""
    shown = list(enumerate(report.parts[: report.shown_docs]))
    decisive = ((number, reason.place) for number, part in shown for reason in part.reasons[:1])
    yield from (report.first[number] + p.sentence for number, p in decisive if p.sentence >= 0)
    claims = (row.spot for row in report.claims)
    yield from (spot.sentence for spot in claims if spot.sentence >= 0)
    for change in report.changes:
        for line in change.wording.lines if change.wording else ():
            yield from (n for n in (line.sentence_a, line.sentence_b) if n >= 0)
    for slogan in report.slogans:
        yield from (spot.sentence for spot in slogan.uses[:3] if spot.sentence >= 0)
    for row in report.numbers:
        if row.spot.sentence >= 0:
            yield row.spot.sentence
    for number, part in shown:
        places = [reason.place for reason in part.reasons]
        places += [example.place for example in part.examples]
        yield from (report.first[number] + p.sentence for p in places if p.sentence >= 0)
    for slogan in report.slogans:
        yield from (spot.sentence for spot in slogan.uses[3:] if spot.sentence >= 0)


def _choose_sentences(report: Report, wanted: Sequence[int], room: int) -> list[int]:
    sizes = [
        len(s.text.encode("utf-8", "backslashreplace")) + len(s.cuts) + PER_SENTENCE
        for s in report.sentences
    ]
    if sum(sizes) <= room:
        return list(range(len(sizes)))
    ends = [*report.first[1:], len(sizes)]
    chosen: set[int] = set()
    for number in chain(wanted, in_turn(report.first, ends)):
        if number in chosen:
            continue
        if sizes[number] > room:
            # A short one may still fit, but the end is near.
            if room < PER_SENTENCE * 10:
                break
            continue
        chosen.add(number)
        room -= sizes[number]
    return sorted(chosen)


def _sentences(report: Report, chosen: Sequence[int]) -> dict[str, Any]:
    sections: dict[str, int] = {}
    rows = [report.sentences[i] for i in chosen]
    # How many of them each document has.
    ends = [*report.first[1:], len(report.sentences)]
    counts = [0] * len(ends)
    doc = 0
    for i in chosen:
        while i >= ends[doc]:
            doc += 1
        counts[doc] += 1
    return {
        "text": [row.text for row in rows],
        "cuts": [row.cuts for row in rows],
        "line": [row.line for row in rows],
        "section": [sections.setdefault(row.section, len(sections)) for row in rows],
        "sections": list(sections),
        "counts": counts,
        "total": len(report.sentences),
    }


def _renumbered(value: Any, new: dict[int, int]) -> Any:
    """Return the data with the sentences in each ``Spot`` renumbered, -1 where they are not held,
    as plain lists."""
    return _mapped(value, lambda spot: [new.get(spot.sentence, -1), spot.start, spot.end])


def _mapped(value: Any, of_spot: Callable[[Spot], list[int]]) -> Any:
    if isinstance(value, Spot):
        return of_spot(value)
    if isinstance(value, dict):
        return {key: _mapped(item, of_spot) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_mapped(item, of_spot) for item in value]
    return value

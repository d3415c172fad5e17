"""A row a statistic."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from ...speech.model import Speech
from ...speech.numerals import Quantity
from ...speech.sentences import Sentence
from .calendar import Calendar
from .context import Context, Reading
from .segments import one_line, sentence_around, split_segments
from .subjects import read_other, read_subjects

KINDS = ("count", "money", "percent", "points", "ratio", "multiple", "measure")
OTHER_KINDS = ("rank", "duration", "date", "age", "rhetorical")


class StatRow(NamedTuple):
    """One statistic.

    doc: name of the document. year: of the speech. section: numbers of the headings above it. line:
    1-based line of the source file. subject: what is measured, as it stands in the text. value,
    value_max: plain numbers with 万 and 亿 multiplied out, value_max only for a range; both empty
    for a ratio. unit: as written, without 万 and 亿; % for 百分之 and 成. kind: count, money,
    percent, points, ratio, multiple, measure (with all kinds also rank, duration, date, age,
    rhetorical). approx: the words that make it inexact, joined with ``|``. change: the verb of
    change, with 到 or 至 where the number is the level reached. ref_year: the year the number is
    for, where the text tells. raw: the number with unit and approximators as it stands. sentence:
    where it stands; of one with more than 2000 characters those around the number. start, end:
    half-open character offsets of raw in the decoded source file. reading: ``target`` or
    ``result``; empty for a number that is no statistic.
    """

    doc: str
    year: int | None
    section: str
    line: int
    subject: str
    value: int | float | None
    value_max: int | float | None
    unit: str
    kind: str
    approx: str
    change: str
    ref_year: int | None
    raw: str
    sentence: str
    start: int
    end: int
    reading: str


def plain_number(value: Decimal | None) -> int | float | None:
    """Return ``value`` as an int where it is whole, else as a float.

    >>> plain_number(Decimal("24.66E12")), plain_number(Decimal("53.90"))
    (24660000000000, 53.9)
    """
    if value is None:
        return None
    whole = int(value)
    return whole if whole == value else float(value)


def list_stats(speech: Speech, *, all_kinds: bool = False) -> list[StatRow]:
    """Return the statistics of a speech in order.

    all_kinds: also numbers that are none: rank, duration, date, age and rhetorical (六项制度).

    >>> from policytext.speech.model import read_speech
    >>> speech = read_speech("2007年,全县公开选拔副科级年轻干部10名(其中女干部4名)。", doc="x")
    >>> [(row.subject, row.value, row.unit, row.ref_year) for row in list_stats(speech)]
    [('副科级年轻干部', 10, '名', 2007), ('女干部', 4, '名', 2007)]
    """
    # Stage by stage, not sentence by sentence: a tenth faster, as caches hold one stage's code.
    folded = speech.folded
    found = list(_by_sentence(speech, all_kinds=all_kinds))
    cut = [list(split_segments(folded, s.start, s.end, quantities)) for s, quantities in found]
    read = []
    context = Context()
    for segments in cut:
        # 实现利润1063万元,完成税金383万元。分别比上年增长…
        if not (segments and folded.startswith("分别", segments[0].start)):
            context = Context()
        read.append(list(read_subjects(folded, segments, context)))
    calendar = Calendar(speech)
    rows: list[StatRow] = []
    for (sentence, quantities), readings in zip(found, read, strict=True):
        begin = len(rows)
        for segment, q, reading in readings:
            dated = calendar.read(q, segment, sentence[:2], subject=reading.subject)
            rows.append(_row(speech, q, reading, sentence, dated))
        if all_kinds:
            rows += _other_rows(speech, quantities, sentence)
            rows[begin:] = sorted(rows[begin:], key=lambda row: row.start)
    return rows


def _by_sentence(speech: Speech, *, all_kinds: bool) -> Iterator[tuple[Sentence, list[Quantity]]]:
    """Yield the sentences with statistics, or with numbers of all kinds, and the numbers in them.

    Only the paragraphs that hold one are split: a third of the text of a report.
    """
    paragraphs = speech.paragraphs
    for i, held in _grouped(speech.quantities, [p.start for p in paragraphs]):
        if not all_kinds and not any(q.is_statistic for q in held):
            continue
        sentences = speech.sentences_of(paragraphs[i])
        # One that runs on belongs to where it begins.
        for k, inside in _grouped(held, [s.start for s in sentences]):
            if all_kinds or any(q.is_statistic for q in inside):
                yield sentences[k], inside


def _grouped(
    quantities: Sequence[Quantity], starts: Sequence[int]
) -> Iterator[tuple[int, list[Quantity]]]:
    """Yield the numbers behind each of ``starts`` up to the next, with its index."""
    for i, held in groupby(quantities, lambda q: bisect_right(starts, q.start)):
        yield max(i - 1, 0), list(held)


def _other_rows(speech: Speech, quantities: list[Quantity], sentence: Sentence) -> list[StatRow]:
    return [
        _row(speech, q, Reading(read_other(speech.folded, q), ""), sentence, (None, ""))
        for q in quantities
        if q.kind in OTHER_KINDS
    ]


def _row(
    speech: Speech,
    q: Quantity,
    reading: Reading,
    sentence: Sentence,
    dated: tuple[int | None, str],
) -> StatRow:
    start, end = speech.clean.source_span(q.start, q.end)
    # By place: names take a third more of the time.
    return StatRow(
        speech.doc,
        speech.year,
        sentence.section,
        speech.clean.line(start),
        reading.subject,
        plain_number(q.value),
        plain_number(q.value_max),
        q.unit,
        q.kind,
        "|".join(q.approx),
        reading.change,
        dated[0],
        one_line(speech.text[q.start : q.end]),
        sentence_around(speech.text, sentence.start, sentence.end, q.start),
        start,
        end,
        dated[1],
    )

"""A row a statistic."""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from ...speech.model import Speech
from ...speech.numerals import Quantity, find_quantities
from ...speech.sentences import Sentence
from .segments import split_segments
from .subjects import Reading, read_subjects
from .years import Calendar


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
    where it stands. start, end: half-open character offsets of raw in the decoded source file.
    reading: ``target`` or ``result``.
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
    """Return the statistics of a speech in order; with ``all_kinds`` also ranks, durations,
    dates, ages and rhetorical counts."""
    folded = speech.folded
    starts = [s.start for s in speech.sentences]
    calendar = Calendar(speech)
    rows: list[StatRow] = []
    for i, found in groupby(find_quantities(folded), lambda q: bisect_right(starts, q.start) - 1):
        quantities = list(found)
        if i < 0 or not any(q.is_statistic for q in quantities):
            continue
        sentence = speech.sentences[i]
        segments = list(split_segments(folded, sentence.start, sentence.end, quantities))
        for segment, q, reading in read_subjects(folded, segments):
            dated = calendar.read(q, segment, sentence[:2], subject=reading.subject)
            rows.append(_row(speech, q, reading, sentence, dated))
    return rows


def _row(
    speech: Speech, q: Quantity, reading: Reading, sentence: Sentence, dated: tuple[int | None, str]
) -> StatRow:
    a, b = speech.clean.source_span(q.start, q.end)
    return StatRow(
        doc=speech.doc,
        year=speech.year,
        section=sentence.section,
        line=speech.clean.line(a),
        subject=reading.subject,
        value=plain_number(q.value),
        value_max=plain_number(q.value_max),
        unit=q.unit,
        kind=q.kind,
        approx="|".join(q.approx),
        change=reading.change,
        ref_year=dated[0],
        raw=speech.text[q.start : q.end],
        sentence=speech.text[sentence.start : sentence.end],
        start=a,
        end=b,
        reading=dated[1],
    )

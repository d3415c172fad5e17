"""A row a statistic."""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import Decimal
from typing import NamedTuple

from ...speech.model import Speech
from ...speech.numerals import Quantity, find_quantities


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
    starts = [s.start for s in speech.sentences]
    rows = []
    for q in find_quantities(speech.folded):
        if not q.is_statistic:
            continue
        i = bisect_right(starts, q.start) - 1
        if i < 0:
            continue
        sentence = speech.sentences[i]
        rows.append(_row(speech, q, sentence.start, sentence.end, sentence.section))
    return rows


def _row(speech: Speech, q: Quantity, start: int, end: int, section: str) -> StatRow:
    a, b = speech.clean.source_span(q.start, q.end)
    before = re.split("[,;:。、]", speech.folded[start : q.start])[-1]
    return StatRow(
        doc=speech.doc,
        year=speech.year,
        section=section,
        line=speech.clean.line(a),
        subject=before,
        value=plain_number(q.value),
        value_max=plain_number(q.value_max),
        unit=q.unit,
        kind=q.kind,
        approx="|".join(q.approx),
        change="",
        ref_year=None,
        raw=speech.text[q.start : q.end],
        sentence=speech.text[start:end],
        start=a,
        end=b,
        reading="result",
    )

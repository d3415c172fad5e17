"""What a row of a statistic holds; the types of the columns are read from here."""

from __future__ import annotations

from typing import NamedTuple

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
    where it stands, on one line. start, end: half-open character offsets of raw in the decoded
    source file. reading: ``target`` or ``result``; empty for a number that is no statistic.
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

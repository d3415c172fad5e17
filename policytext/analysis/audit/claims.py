"""A claim that the text itself makes checkable, and the row it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

CHECKS = ("parts", "part", "share", "rate", "sum", "change", "growth", "list", "headings", "years")


class Claim(NamedTuple):
    """One claim: offsets of its evidence in the text, and the two numbers.

    check, claimed, computed, ok: as in ``AuditRow``.
    """

    start: int
    end: int
    check: str
    claimed: str
    computed: str
    ok: bool


class AuditRow(NamedTuple):
    """One claim that the text itself makes checkable.

    doc: name of the document. year: of the speech. section: numbers of the headings above it.
    line: 1-based line of the source file. check: what is compared: parts (their sum with the
    whole), part (one of them, not above the whole), share (part and whole with a percentage), rate
    (the same with a 合格率), sum (合计), change (两个 levels and their difference), growth (levels
    and a rate), list (a number of things and those that are named), headings (the same with 一是…
    二是… or headings below), years (the span in a title or behind a plan). claimed: the number as
    the text has it, with its unit. computed: what the other numbers make it; for part the whole,
    which it must not exceed. ok: false where no honest rounding or reading saves the claim.
    sentence: where it stands. start, end: half-open character offsets of the claim in the decoded
    source file.
    """

    doc: str
    year: int | None
    section: str
    line: int
    check: str
    claimed: str
    computed: str
    ok: bool
    sentence: str
    start: int
    end: int


def audit_rows(found: Iterable[Iterable[AuditRow]], *, failed: bool = False) -> Iterator[AuditRow]:
    """Yield the rows of all speeches: the claims that fail, then those that hold.

    failed: only the former. Inside each group the order of the speeches and of the text stays.
    """
    holding: list[AuditRow] = []
    for rows in found:
        for row in rows:
            if not row.ok:
                yield row
            elif not failed:
                holding.append(row)
    yield from holding

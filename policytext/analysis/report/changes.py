"""What changed from each year of a corpus to the next one that has speeches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from ...engine import WordSettings
from ..diff.slogans import SloganDetailRow, Slogans, slogan_rows
from ..diff.terms import SideCounts
from ..diff.wording import STATUSES, Passage, WordingRow, wording_rows
from .terms import TellingRow, telling_terms


class WordingLine(NamedTuple):
    """One sentence: status and similarity as in ``diff --wording``, the numbers of the sentences
    in A and in B (-1: none), and the edits of a reworded one."""

    status: str
    similarity: float | None
    sentence_a: int
    sentence_b: int
    edits: str


class Wording(NamedTuple):
    """counts: of sentences by status. lines: those that are shown, in the order of B."""

    counts: dict[str, int]
    lines: list[WordingLine]


class Change(NamedTuple):
    """Year ``b`` against year ``a``. wording: None where there are too many sentences to compare.
    slogans_left: slogans that are not shown; those that were kept are not either."""

    a: int
    b: int
    terms: list[TellingRow]
    slogans: list[SloganDetailRow]
    slogans_left: int
    wording: Wording | None


def compare_terms(
    a: SideCounts, b: SideCounts, *, stopwords: Collection[str], top: int
) -> list[TellingRow]:
    """Return the ``top`` terms that B uses more and the ``top`` that it uses less."""
    return telling_terms(a, b, stopwords=stopwords, top=top, both=True)


def compare_slogans(a: Slogans, b: Slogans, *, top: int) -> tuple[list[SloganDetailRow], int]:
    """Return the first ``top`` slogans that are new, dropped or revised, each, and how many more
    there are."""
    shown: list[SloganDetailRow] = []
    seen: Counter[str] = Counter()
    for row in slogan_rows(a, b, details=True):
        assert isinstance(row, SloganDetailRow)
        if row.status == "kept":
            continue
        seen[row.status] += 1
        if seen[row.status] <= top:
            shown.append(row)
    return shown, seen.total() - len(shown)


def compare_wording(
    sides: tuple[Sequence[Passage], Sequence[Passage]], *, settings: WordSettings, top: int
) -> Wording:
    """Return the sentences of B against those of A (``sides``), at most ``top`` of each status.

    Of the reworded ones those that are most alike; of others long ones before headings. ``line`` of
    a passage is the number of its sentence.
    """
    rows = list(wording_rows(*sides, settings=settings))
    counts = Counter(row.status for row in rows)
    alike = sorted(
        (i for i, row in enumerate(rows) if row.status == "reworded"),
        key=lambda i: (-(rows[i].similarity or 0.0), i),
    )
    shown = set(alike[:top])
    for status in ("dropped", "new"):
        ranked = sorted(
            (-_length(row) // 20, i) for i, row in enumerate(rows) if row.status == status
        )
        shown |= {i for _, i in ranked[:top]}
    lines = [
        WordingLine(
            row.status,
            row.similarity,
            -1 if row.line_a is None else row.line_a,
            -1 if row.line_b is None else row.line_b,
            row.edits,
        )
        for i, row in enumerate(rows)
        if i in shown
    ]
    return Wording({status: counts[status] for status in STATUSES}, lines)


def _length(row: WordingRow) -> int:
    return min(len(row.text_a) + len(row.text_b), 60)

"""What one speech contributes to a report."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from ...speech.model import Speech
from ...speech.words import Segmenter, is_word
from ..audit import AuditRow, audit_speech
from ..counting import Counted
from ..docs import DocRow, describe_document
from ..repairs import list_repairs
from ..slogans import Found, find_slogans
from ..stats.row import StatRow
from ..stats.rows import list_stats
from .sentences import Place, Sentence, Sentences

# Repairs of one kind that a document shows.
EXAMPLES = 5


class RepairExample(NamedTuple):
    """One repair: its kind, 1-based line of the source, the text before and after, its place."""

    kind: str
    line: int
    before: str
    after: str
    place: Place


class Reason(NamedTuple):
    """One reason for the year of a speech, and where it stands."""

    wording: str
    place: Place


class ReportPart(NamedTuple):
    """What one speech contributes.

    doc: its row. reasons: for its year, the most decisive first. terms: counts of its tokens.
    slogans, stats, claims: as ``slogans``, ``stats`` and ``audit`` print them, each with its place
    in the tuple beside it. repairs: how many of each kind. examples: the first of each kind.
    """

    doc: DocRow
    reasons: tuple[Reason, ...]
    terms: Counted
    slogans: Found
    slogan_places: tuple[Place, ...]
    stats: tuple[StatRow, ...]
    stat_places: tuple[Place, ...]
    claims: tuple[AuditRow, ...]
    claim_places: tuple[Place, ...]
    repairs: Counter[str]
    examples: tuple[RepairExample, ...]
    sentences: tuple[Sentence, ...]


class Begun(NamedTuple):
    """A speech with what the first step found in it."""

    speech: Speech
    slogans: Found
    stats: list[StatRow]


def begin_part(speech: Speech, words: Segmenter) -> Begun:
    """Return what can be found without cutting words."""
    return Begun(speech, find_slogans(speech), list_stats(speech))


def finish_part(begun: Begun, words: Segmenter) -> ReportPart:
    """Return what a speech contributes."""
    speech, slogans, stats = begun
    tokens = words.tokens(words.prepare(speech))
    counts = Counter(tokens)
    for token in [token for token in counts if not is_word(token)]:
        del counts[token]
    sentences = Sentences(speech, tokens)
    claims = audit_speech(speech, slogans.uses)
    repairs = list_repairs(speech)
    kinds = Counter(repair.kind for repair in repairs)
    shown: Counter[str] = Counter()
    examples = []
    for repair in repairs:
        shown[repair.kind] += 1
        if shown[repair.kind] <= EXAMPLES:
            place = sentences.place_of_source(repair.start, repair.end)
            row = RepairExample(repair.kind, repair.line, repair.before, repair.after, place)
            examples.append(row)
    return ReportPart(
        doc=describe_document(speech, words, tokens=counts.total()),
        reasons=_reasons(speech, sentences),
        terms=Counted((), counts.total(), counts, {}),
        slogans=slogans,
        slogan_places=tuple(sentences.place_of_source(u.start, u.end) for u in slogans.uses),
        stats=tuple(stats),
        stat_places=tuple(sentences.place_of_source(row.start, row.end) for row in stats),
        claims=tuple(claims),
        claim_places=tuple(sentences.place_of_source(row.start, row.end) for row in claims),
        repairs=kinds,
        examples=tuple(examples),
        sentences=tuple(sentences.rows),
    )


def _reasons(speech: Speech, sentences: Sentences) -> tuple[Reason, ...]:
    if "year" in speech.metadata and speech.metadata["year"].isdigit():
        return ()
    return tuple(
        Reason(e.wording, sentences.place(e.start, e.end))
        for e in speech.dating.evidence
        if not e.dropped and e.end > e.start
    )

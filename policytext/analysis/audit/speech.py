"""All checkable claims of one speech, in the order of the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from ...speech.model import Speech
from ..slogans import SloganUse, list_slogans
from ..stats.segments import one_line
from .claims import AuditRow, Claim
from .figures import Figure, figures_of
from .growth import find_growth
from .lists import find_counted, find_lists
from .parts import find_parts
from .series import find_series, read_series
from .shares import find_shares
from .slogans import find_characters, find_slogan_claims
from .years import find_years

# How many figures before a sentence a named whole is looked for.
_BACK = 24


def audit_speech(speech: Speech, uses: Iterable[SloganUse] | None = None) -> list[AuditRow]:
    """Return a row for each claim of a speech that its own text can check, in order.

    uses: the slogans of the speech, where they are known already.

    >>> from policytext.speech.model import read_speech
    >>> speech = read_speech("今年发展的379名党员中，女党员79名、占20.9%。", doc="x")
    >>> [(r.check, r.claimed, r.computed, r.ok) for r in audit_speech(speech)]
    [('share', '20.9%', '20.84%', False)]
    """
    places = _Places(speech)
    rows = [places.row(claim) for claim in find_claims(speech)]
    for use, claim in find_slogan_claims(list_slogans(speech) if uses is None else uses):
        rows.append(
            AuditRow(
                speech.doc, speech.year, use.section, use.line, claim.check, claim.claimed,
                claim.computed, claim.ok, use.sentence, claim.start, claim.end,
            )
        )  # fmt: skip
    return sorted(rows, key=lambda row: (row.start, row.end, row.check))


def find_claims(speech: Speech) -> list[Claim]:
    """Return the claims of a speech that rest on its plain text; offsets into ``speech.text``."""
    folded = speech.folded
    found: list[Claim] = [*find_years(folded), *find_characters(folded)]
    counted = list(find_counted(folded))
    found += find_series(folded, counted, read_series(folded))
    known = {claim.start for claim in found if claim.check == "headings"}
    for item in counted:
        if item.start not in known and (claim := find_lists(folded, item)):
            found.append(claim)
    for start, end, figures, earlier in _by_sentence(speech):
        found += find_parts(folded, start, end, figures)
        found += find_shares(folded, figures, earlier)
        found += find_growth(folded, start, figures)
    return sorted(set(found))


def _by_sentence(speech: Speech) -> Iterator[tuple[int, int, list[Figure], list[Figure]]]:
    """Each sentence with its figures, and those of a few sentences before it in its paragraph.

    A sentence that opens with 其中 goes on with the one before, and gets its figures too.
    """
    figures = list(figures_of(speech.folded, speech.quantities))
    starts = [f.start for f in figures]
    paragraphs = [p.start for p in speech.paragraphs]
    last: list[Figure] = []
    for sentence in speech.sentences:
        first = bisect_left(starts, sentence.start)
        own = figures[first : bisect_left(starts, sentence.end)]
        if not own:
            last = []
            continue
        goes_on = bool(last) and speech.folded.startswith("其中", sentence.start)
        begin = paragraphs[max(0, bisect_right(paragraphs, sentence.start) - 1)]
        earlier = [f for f in figures[max(0, first - _BACK) : first] if f.start >= begin]
        start = last[0].start if goes_on else sentence.start
        yield start, sentence.end, [*(last if goes_on else []), *own], earlier
        last = own


class _Places:
    """The row of a claim: its sentence, section and line."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.starts = [s.start for s in speech.sentences]

    def row(self, claim: Claim) -> AuditRow:
        speech = self.speech
        i = bisect_right(self.starts, claim.end - 1) - 1
        sentence = speech.sentences[i] if i >= 0 else None
        text = ""
        if sentence:
            text = one_line(speech.text[sentence.start : sentence.end])
        start, end = speech.clean.source_span(claim.start, claim.end)
        return AuditRow(
            doc=speech.doc,
            year=speech.year,
            section=sentence.section if sentence else "",
            line=speech.clean.line(start),
            check=claim.check,
            claimed=claim.claimed,
            computed=claim.computed,
            ok=claim.ok,
            sentence=text,
            start=start,
            end=end,
        )

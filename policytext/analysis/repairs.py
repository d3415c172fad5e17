"""A row a repair: what was changed in a source, where, and what stayed damaged."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from ..speech.model import Speech
from ..text.edits import Clean


class RepairRow(NamedTuple):
    """One repair.

    line: 1-based line of the source file. kind: shift (GBK frames), gloss (pinyin), boilerplate
    (of the site), space, script (to simplified), damaged (left as it is: cannot be restored with
    certainty). before, after: the text there. start, end: half-open offsets in the decoded source.
    """

    doc: str
    line: int
    kind: str
    before: str
    after: str
    start: int
    end: int


def clean_text(speech: Speech) -> tuple[str, str]:
    """Return the name of the document and its clean text."""
    return speech.doc, speech.text


def list_repairs(speech: Speech) -> list[RepairRow]:
    """Return the repairs of a speech in the order of the source; runs of script as one row each."""
    clean = speech.clean
    places = clean.places
    # As it stands in the clean text, in simplified script.
    found = [
        (e.start, e.end, e.kind, clean.text[a:b])
        for e, a, b in zip(clean.edits, places.starts, places.ends, strict=True)
    ]
    found += [(a, b, "damaged", clean.source[a:b]) for a, b in clean.damaged]
    found += script_runs(clean)
    return [
        RepairRow(speech.doc, clean.line(a), kind, clean.source[a:b], after, a, b)
        for a, b, kind, after in sorted(found)
    ]


def script_runs(clean: Clean) -> list[tuple[int, int, str, str]]:
    """Return the runs of neighbouring characters whose script was changed, in source offsets.

    Characters that stand inside another repair belong to that repair.
    """
    if clean.repaired == clean.text:
        return []
    places = clean.places
    # Stretches between the edits: where each begins in the source, and its span in the text.
    begins = [0, *(e.end for e in clean.edits)]
    starts = [0, *places.ends]
    ends = [*places.starts, len(clean.text)]
    out: list[tuple[int, int, str, str]] = []
    for begin, start, end in zip(begins, starts, ends, strict=True):
        pairs = zip(clean.repaired[start:end], clean.text[start:end], strict=True)
        changed = [i for i, (before, after) in enumerate(pairs) if before != after]
        for _, run in groupby(enumerate(changed), key=lambda pair: pair[1] - pair[0]):
            at = [i for _, i in run]
            first, last = at[0], at[-1] + 1
            after = clean.text[start + first : start + last]
            out.append((begin + first, begin + last, "script", after))
    return out

"""Decoded source -> clean text: the repairs in their order, each on what the one before left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from .boilerplate import find_boilerplate
from .edits import Clean, Edit, Places, Span, apply_edits, compose_edits, merge_spans
from .gloss import find_glosses
from .script import to_simplified
from .shift import find_shifts
from .spacing import find_spacing

# What a step finds: the edits to make, and spans it sees damaged but cannot restore.
Found = tuple[Sequence[Edit], Sequence[Span]]


class Step(NamedTuple):
    """One repair: its name and the function that finds what to edit in a text."""

    name: str
    find: Callable[[str], Found]


STEPS = (
    Step("shift", find_shifts),
    Step("gloss", find_glosses),
    Step("space", lambda text: (find_spacing(text), ())),
    Step("boilerplate", lambda text: (find_boilerplate(to_simplified(text)), ())),
)


def repair_text(source: str) -> Clean:
    """Return the clean text of a decoded source, with every edit in source offsets.

    Text that needs no repair comes back as it is; repairing the result again changes nothing.
    """
    text = source
    edits: list[Edit] = []
    damaged: list[Span] = []
    for step in STEPS:
        found, broken = step.find(text)
        if broken:
            places = Places(edits)
            damaged += [(places.source_start(a), places.source_end(b)) for a, b in broken]
        if found:
            edits = compose_edits(text, edits, found)
            text = apply_edits(source, edits)
    return Clean(source, tuple(edits), to_simplified(text), text, tuple(merge_spans(damaged)))

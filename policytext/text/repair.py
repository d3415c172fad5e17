"""Decoded source -> clean text: the repairs in their order, each on what the one before left."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from .edits import Clean, Edit, Places, Span, apply_edits, compose_edits, merge_spans
from .script import to_simplified

# What a step finds: the edits to make, and spans it sees damaged but cannot restore.
Found = tuple[Sequence[Edit], Sequence[Span]]


class Step(NamedTuple):
    """One repair of the characters.

    find: says what to edit in a text. hinted: true of every text that may need the step; other
    texts do not even load it. None: the step looks at every text.
    """

    name: str
    find: Callable[[str], Found]
    hinted: Callable[[str], object] | None


# The mark of a lost byte, with a full-width form or ASCII behind it, or a toned letter.
_MARK_RE = re.compile("[?？\ufffd][！-～￥￣!-~\u00e0-\u01dc\ufffd]")
_PRIVATE_RE = re.compile("[\ue000-\uf8ff]")
_GLOSS_RE = re.compile("[(（][a-z\u00e0-\u01dc]")


def _may_be_shifted(text: str) -> object:
    # Looking for one character is twenty times as fast as for an expression.
    marked = "?" in text or "？" in text or "\ufffd" in text
    return (marked and _MARK_RE.search(text)) or _PRIVATE_RE.search(text)


def _shifts(text: str) -> Found:
    from .shift import find_shifts

    return find_shifts(text)


def _glosses(text: str) -> Found:
    from .gloss import find_glosses

    return find_glosses(text)


def _spacing(text: str) -> Found:
    from .spacing import find_spacing

    return find_spacing(text), ()


STEPS = (
    Step("shift", _shifts, _may_be_shifted),
    Step("gloss", _glosses, _GLOSS_RE.search),
    Step("space", _spacing, None),
)


def repair_text(source: str) -> Clean:
    """Return the clean text of a decoded source, with every edit in source offsets.

    Text that needs no repair comes back as it is; repairing the result again changes nothing.

    >>> repair_text("認(rèn)真學(xué)習(xí)。").text
    '认真学习。'
    """
    from .boilerplate import find_boilerplate

    text = source
    edits: list[Edit] = []
    damaged: list[Span] = []
    for step in STEPS:
        if step.hinted is not None and not step.hinted(text):
            continue
        found, broken = step.find(text)
        if broken:
            places = Places(edits)
            damaged += [(places.source_start(a), places.source_end(b)) for a, b in broken]
        if found:
            edits = compose_edits(text, edits, found)
            text = apply_edits(source, edits)
    # The site's words are looked for in simplified script, which keeps length.
    simplified = to_simplified(text)
    if found := find_boilerplate(simplified):
        edits = compose_edits(text, edits, found)
        text = apply_edits(source, edits)
        simplified = to_simplified(text)
    return Clean(source, tuple(edits), simplified, text, tuple(merge_spans(damaged)))

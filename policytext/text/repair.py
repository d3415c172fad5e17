"""Decoded source -> clean text: the repairs in their order, each on what the one before left."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from .edits import Clean, Edit, Places, Span, apply_edits, compose_edits, merge_spans
from .lazy import lazy_re
from .rare import LOSS_MARKS, rare_characters
from .script import to_simplified

# What a step finds: the edits to make, and spans it sees damaged but cannot restore.
Found = tuple[Sequence[Edit], Sequence[Span]]
# Characters in a text that call for a repair.
Rare = Collection[str]


class Step(NamedTuple):
    """One repair of the characters.

    find: says what to edit in a text. hinted: true of every text that may need the step; other
    texts do not even load it. Both are given the rare characters of the text as well.
    """

    name: str
    find: Callable[[str, Rare], Found]
    hinted: Callable[[str, Rare], object]


# The mark of a lost byte, with a full-width form or ASCII behind it, or a toned letter.
_MARK_RE = lazy_re(f"[{LOSS_MARKS}][！-～￥￣!-~\u00e0-\u01dc\ufffd。]")
_OPENING_RE = lazy_re(r"[ \u3000\t]*。(?=\S)")
_OPENING_LATER_RE = lazy_re(r"\n[ \u3000\t]*。(?=\S)")
# Each begins with one character, to be looked for fast.
_DOUBLED = (",,", ",。", "，，", "，。")
_GLOSS_RES = tuple(lazy_re(rf"{bracket} ?[a-z\u00e0-\u01dc]") for bracket in (r"\(", "（"))


def _may_be_shifted(text: str, rare: Rare) -> object:
    marked = any(mark in rare for mark in LOSS_MARKS)
    private = any("\ue000" <= c <= "\uf8ff" for c in rare)
    opening = _OPENING_RE.match(text) or _OPENING_LATER_RE.search(text)
    return private or (marked and _MARK_RE.search(text)) or opening


def _may_be_glossed(text: str, rare: Rare) -> object:
    return any(gloss_re.search(text) for gloss_re in _GLOSS_RES)


def _may_be_spaced(text: str, rare: Rare) -> object:
    return True


def _shifts(text: str, rare: Rare) -> Found:
    from .shift import find_shifts

    return find_shifts(text)


def _glosses(text: str, rare: Rare) -> Found:
    from .gloss import find_glosses

    return find_glosses(text)


def _spacing(text: str, rare: Rare) -> Found:
    from .spacing import find_spacing

    return find_spacing(text, rare), ()


def _may_have_commas(text: str, rare: Rare) -> object:
    return any(doubled in text for doubled in _DOUBLED)


def _commas(text: str, rare: Rare) -> Found:
    from .doubled import find_doubled

    return find_doubled(text), ()


def _may_hold_markup(text: str, rare: Rare) -> object:
    return "&" in text or "<" in text


def _markup(text: str, rare: Rare) -> Found:
    from .markup import find_markup

    return find_markup(text), ()


def _may_be_wrapped(text: str, rare: Rare) -> object:
    from .wrapped import may_be_wrapped

    return may_be_wrapped(text)


def _wrapped(text: str, rare: Rare) -> Found:
    from .wrapped import find_wrapped

    return find_wrapped(text), ()


STEPS = (
    Step("markup", _markup, _may_hold_markup),
    Step("shift", _shifts, _may_be_shifted),
    Step("gloss", _glosses, _may_be_glossed),
    Step("space", _spacing, _may_be_spaced),
    Step("wrapped", _wrapped, _may_be_wrapped),
    Step("comma", _commas, _may_have_commas),
)


_ROUNDS = 4  # of restoring what a restored place makes readable; a second is rarely needed


def repair_text(source: str) -> Clean:
    """Return the clean text of a decoded source, with every edit in source offsets.

    Text that needs no repair comes back as it is; repairing the result again changes nothing.

    >>> repair_text("認(rèn)真學(xué)習(xí)。").text
    '认真学习。'
    """
    clean = last = _repair_once(source)
    for _ in range(1, _ROUNDS):
        if _is_settled(last):
            break
        last = _repair_once(clean.text)
        edits = compose_edits(clean.repaired, clean.edits, last.edits)
        spans = [clean.source_span(start, end) for start, end in last.damaged]
        repaired = apply_edits(source, edits)
        clean = Clean(source, tuple(edits), last.text, repaired, tuple(merge_spans(spans)))
    return clean


def _is_settled(clean: Clean) -> bool:
    """Whether nothing was done that changes how marks of damage are read."""
    # A restored place tells of its neighbours, and the script of a text which readings it has.
    if any(edit.kind not in ("space", "boilerplate") for edit in clean.edits):
        return False
    return clean.text == clean.repaired or not _may_be_shifted(
        clean.text, rare_characters(clean.text)
    )


def _repair_once(source: str) -> Clean:
    from .boilerplate import find_boilerplate

    text, rare = source, rare_characters(source)
    edits: list[Edit] = []
    damaged: list[Span] = []
    for step in STEPS:
        if not step.hinted(text, rare):
            continue
        found, broken = step.find(text, rare)
        if broken:
            places = Places(edits)
            damaged += [(places.source_start(a), places.source_end(b)) for a, b in broken]
        if found:
            edits = compose_edits(text, edits, found)
            text = apply_edits(source, edits)
            rare = rare_characters(text)
    # The site's words are looked for in simplified script, which keeps length.
    simplified = to_simplified(text, rare)
    if found := find_boilerplate(simplified):
        edits = compose_edits(text, edits, found)
        text = apply_edits(source, edits)
        simplified = to_simplified(text, rare)
    return Clean(source, tuple(edits), simplified, text, tuple(merge_spans(damaged)))

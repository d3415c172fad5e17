"""Characters in both scripts: what each is in simplified script, and how else it is spelt."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from .frames import frame_of
from .script import read_opencc, tables

_GLOSS_RE = re.compile(r"[(（] ?[a-zÀ-ǜ\u0300-\u0304\u030c]{1,8} ?[)）]")


class Scripts(NamedTuple):
    """to_simplified: character -> simplified. forms: simplified -> all its spellings with their
    two bytes (first, second, character). traditional, simplified: characters of one script only."""

    to_simplified: dict[str, str]
    forms: dict[str, tuple[tuple[int, int, str], ...]]
    traditional: frozenset[str]
    simplified: frozenset[str]


@cache
def scripts() -> Scripts:
    """The character tables of opencc-python-reimplemented, with our corrections, read once."""
    down, up = read_opencc("TSCharacters.txt"), read_opencc("STCharacters.txt")
    single = {chr(code): simple for code, simple in tables().characters.items()}
    single["著"] = "着"
    spellings: dict[str, list[str]] = {}
    # Variants that opencc lacks are read, but no lost character is thought to be one.
    for key in (*down, "著"):
        if key in single:
            spellings.setdefault(single[key], [single[key]]).append(key)
    forms = {
        simple: tuple((*frame, c) for c in known if (frame := frame_of(c)))
        for simple, known in spellings.items()
    }
    traditional = frozenset(key for key, found in down.items() if key not in found)
    simplified = frozenset(key for key, found in up.items() if key not in found)
    return Scripts(single, forms, traditional, simplified)


@cache
def forms_of(simple: str) -> tuple[tuple[int, int, str], ...]:
    """Return every spelling of a simplified character as (first byte, second byte, character)."""
    known = scripts().forms.get(simple)
    if known is not None:
        return known
    frame = frame_of(simple)
    return ((*frame, simple),) if frame else ()


def plain(text: str) -> str:
    """Return ``text`` in simplified script, character by character, without pinyin glosses."""
    table = scripts().to_simplified
    return "".join(table.get(char, char) for char in _GLOSS_RE.sub("", text))

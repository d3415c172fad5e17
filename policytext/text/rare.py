"""The characters that call for a repair, looked for all at once.

Most texts hold none of them, and a search for each step's own would take most of its time.
"""

from __future__ import annotations

import re
from functools import cache

from .script import character_class, tables
from .spacing import ODD

LOSS_MARKS = "?？\ufffd"
"""What may stand for a byte that a site could not read."""


@cache
def _rare_re() -> re.Pattern[str]:
    inside = "".join(tables().inside)
    return re.compile(
        character_class(tables().characters, f"{inside}{ODD}{LOSS_MARKS}\ue000-\uf8ff")
    )


def rare_characters(text: str) -> set[str]:
    """Return which characters stand in a text that are private, invisible, marks of a lost byte, or
    changed by a conversion to simplified script.

    >>> sorted(rare_characters("改革\u200b開放"))
    ['\\u200b', '開']
    """
    return set(_rare_re().findall(text))

"""The characters that call for a repair, looked for all at once.

Most texts hold none of them, and a search for each step's own would take most of its time.
"""

from __future__ import annotations

import re
from functools import cache

from .script import character_class, tables
from .spacing import ODD


@cache
def _rare_re() -> re.Pattern[str]:
    return re.compile(character_class(tables().characters, f"{ODD}\ue000-\uf8ff"))


def rare_characters(text: str) -> set[str]:
    """Return which private-use, invisible and non-simplified characters stand in a text.

    >>> sorted(rare_characters("改革\u200b開放"))
    ['\\u200b', '開']
    """
    return set(_rare_re().findall(text))

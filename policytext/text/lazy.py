"""Regular expressions that are compiled fast, or at first use only."""

from __future__ import annotations

import re
from typing import Any, cast

HANZI = r"[^\W\d_A-Za-z]"
"""One character of a word that is neither digit nor Latin: in these texts, a Chinese one.

A class that names their range takes half a millisecond to compile.
"""


class _Lazy:
    def __init__(self, pattern: str) -> None:
        self._source = pattern

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(self._source), name)
        setattr(self, name, value)
        return value


def lazy_re(pattern: str) -> re.Pattern[str]:
    """Return ``pattern`` as a compiled expression that is compiled when it is first used.

    Most texts need few of the expressions that stand ready for them.

    >>> lazy_re("[一二三]+").sub("数", "一二三四")
    '数四'
    """
    return cast("re.Pattern[str]", _Lazy(pattern))

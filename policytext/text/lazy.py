"""Regular expressions that are compiled at first use."""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    def __init__(self, pattern: str) -> None:
        self._source = pattern

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(self._source), name)
        setattr(self, name, value)
        return value


def lazy_re(pattern: str) -> re.Pattern[str]:
    """Return ``pattern`` as a compiled expression that is compiled when it is first used.

    A class of all Chinese characters takes about a millisecond to compile, and most texts need
    few of the expressions that stand ready for them.

    >>> lazy_re("[一二三]+").sub("数", "一二三四")
    '数四'
    """
    return cast("re.Pattern[str]", _Lazy(pattern))

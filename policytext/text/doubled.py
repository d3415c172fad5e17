"""Commas that a site strewed before other marks: 党员8944.7万名,,增幅为0.8%,。"""

from __future__ import annotations

from .edits import Edit
from .lazy import lazy_re

# Each begins with one character, to be looked for fast.
_DOUBLED_RES = (
    lazy_re(",(?=[,，。;；、:：!！?？])"),
    lazy_re("，(?=[,，。;；、:：!！?？])"),
)
_FEWEST = 3  # one may be a slip of the hand


def find_doubled(text: str) -> list[Edit]:
    """Return the edits (kind ``comma``) that take out commas right before another mark.

    None where there are fewer than three: a text that only slips stays as it was written.

    >>> [(e.start, e.end) for e in find_doubled("甲,,乙,。丙，，丁")]
    [(1, 2), (4, 5), (7, 8)]
    >>> find_doubled("甲,,乙。")
    []
    """
    found = sorted(match.span() for pattern in _DOUBLED_RES for match in pattern.finditer(text))
    if len(found) < _FEWEST:
        return []
    return [Edit(start, end, "", "comma") for start, end in found]

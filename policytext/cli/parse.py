"""Values of options that need more than a type."""

from __future__ import annotations

import re

from ..errors import UsageError
from ..text.lazy import lazy_re

_LENGTHS_RE = lazy_re(r"(\d+)(?:(-)(\d*))?")


def compile_pattern(pattern: str | None, option: str) -> re.Pattern[str] | None:
    """Return the compiled regular expression; raises UsageError that says what is wrong in it."""
    if pattern is None:
        return None
    try:
        return re.compile(pattern)
    except re.error as error:
        raise UsageError(f"{option} {pattern}: not a regular expression: {error}") from None


def parse_lengths(text: str | None) -> tuple[int, int | None]:
    """Return the smallest and the largest length; None for no upper bound.

    >>> parse_lengths("2"), parse_lengths("2-4"), parse_lengths("3-"), parse_lengths(None)
    ((2, 2), (2, 4), (3, None), (1, None))
    """
    if text is None:
        return 1, None
    match = _LENGTHS_RE.fullmatch(text)
    if not match:
        raise UsageError(f"--length {text}: expected a number of characters: 2, 2-4 or 3-")
    least = int(match[1])
    most = least if not match[2] else int(match[3]) if match[3] else None
    if most is not None and most < least:
        raise UsageError(f"--length {text}: the first number is the smaller one: {most}-{least}")
    return least, most

"""Two-byte frames of GBK: which bytes a character has, and which pairs show nothing.

Code page 936 maps the user-defined pages AAA1-AFFE and F8A1-FEFE to private-use characters;
most pages drop them. Other unassigned pairs show as ``?`` or U+FFFD.
"""

from __future__ import annotations

from functools import cache

USER_LEADS = frozenset(range(0xAA, 0xB0)) | frozenset(range(0xF8, 0xFF))
USER_TRAILS = frozenset(range(0xA1, 0xFF))
FIRST_BYTES = range(0x81, 0xFF)


@cache
def frame_of(char: str) -> tuple[int, int] | None:
    """Return the two bytes of ``char`` in GBK with the private-use pages, or None.

    >>> [hex(byte) for byte in frame_of("縣")]
    ['0xbf', '0x68']
    """
    try:
        raw = char.encode("gb18030")
    except UnicodeEncodeError:  # a lone surrogate
        return None
    return (raw[0], raw[1]) if len(raw) == 2 else None


@cache
def char_of(first: int, second: int) -> str | None:
    """Return the character that two bytes are in GBK, or None where the pair is unassigned."""
    try:
        char = bytes((first, second)).decode("gbk")
    except UnicodeDecodeError:
        return None
    return char if len(char) == 1 else None


@cache
def unassigned() -> dict[int, frozenset[int]]:
    """First byte of a frame -> the second bytes (as lead bytes of what follows) that show ``?``."""
    found: dict[int, frozenset[int]] = {}
    for first in range(0x80, 0xFF):
        seconds = frozenset(
            second
            for second in FIRST_BYTES
            if char_of(first, second) is None
            and not (first in USER_LEADS and second in USER_TRAILS)
        )
        if seconds:
            found[first] = seconds
    return found

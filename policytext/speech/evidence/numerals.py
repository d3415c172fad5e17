"""The numerals that dates and meetings are written with."""

from __future__ import annotations

NUMERAL = "一二三四五六七八九十"
_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | dict.fromkeys(
    "○零ОOo◯0", 0
)


def ordinal(text: str) -> int | None:
    """The number written in Arabic digits or in Chinese ones up to 999; None if it is none.

    >>> ordinal("十七"), ordinal("二十"), ordinal("一百二十"), ordinal("60"), ordinal("十十")
    (17, 20, 120, 60, None)
    """
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 4 else None
    total, digit, unit = 0, 0, 1000
    for char in text:
        if char in "十百":
            size = 10 if char == "十" else 100
            if size >= unit:
                return None
            total += (digit or 1) * size
            digit, unit = 0, size
        elif char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        else:
            return None
    return total + digit or None


def year_number(text: str) -> int | None:
    """The year written as four Arabic or Chinese digits; None if it is none.

    >>> year_number("一九八○"), year_number("二〇〇八"), year_number("2008")
    (1980, 2008, 2008)
    """
    if len(text) != 4:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    value = 0
    for char in text:
        if char not in _DIGITS:
            return None
        value = value * 10 + _DIGITS[char]
    return value

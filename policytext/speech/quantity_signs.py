"""What stands right before a number and is part of it: US$, 港币, 负, 零下, 摄氏."""

from __future__ import annotations

import re
from functools import cache

from policytext.speech.quantity_lexicons import Currency, currencies_before
from policytext.speech.quantity_parts import Part

_SIGNED_KINDS = frozenset(("percent", "points", "money", "measure"))
_DEGREE_SCALE_RE = re.compile(r"(摄氏|华氏)(?:温度|气温|体温)?[为是达]? ?$")
_LONGEST_SCALE_NAME = 6
_DEGREES = ("度", "°")
# 减负5%, 税负3%: a burden, no sign.
_BORNE = frozenset("抱肩自胜辜欺担背减税增重")
_TEMPERATURES = ("degree", "temperature")


def with_signs(text: str, part: Part, floor: int) -> Part:
    """Return ``part`` with its currency, sign and scale of temperature; none begins before floor.

    >>> from policytext.speech.quantity_parts import read_part
    >>> with_signs("港币五百元", read_part("港币五百元", 2), 0).unit
    '港币'
    """
    if part.start and text[part.start - 1] in _sign_ends():
        part = _with_sign(text, _with_currency(text, part, floor), floor)
    return _with_scale_name(text, part, floor) if part.unit in _DEGREES else part


@cache
def _sign_ends() -> frozenset[str]:
    """Return the characters before a number with a sign, or a currency before it."""
    return frozenset((*"-−负下 ", *currencies_before()))


def _currency_ending(text: str, end: int, floor: int) -> Currency | None:
    for entry in currencies_before().get(text[end - 1 : end], ()):
        start = end - len(entry.written)
        if start >= floor and text.startswith(entry.written, start):
            # 亿美元 12178 in a table: the word is the unit of a column.
            named = not entry.written[-1].isascii() and len(entry.written) > 1
            return None if named and start and text[start - 1] in "十百千万亿" else entry
    return None


def _with_currency(text: str, part: Part, floor: int) -> Part:
    start = part.start
    if part.kind not in ("", "money") or start <= floor:
        return part
    if start - 1 > floor and text[start - 1] == " ":
        start -= 1
    gap = part.start - start
    currency = _currency_ending(text, start, floor)
    if currency is None:
        return part
    unit, first = currency.unit, start - len(currency.written)
    ascii_sign = text[start - 1].isascii()
    if part.unit == "元" and unit != "元":
        # 港币五百元 are no 元.
        return part.replaced(start=first, unit=unit)
    if part.unit:
        return part.replaced(start=first) if ascii_sign and not gap else part
    return part.replaced(
        start=first, unit=unit, kind="money", family="currency", unit_start=first, unit_end=start
    )


def _with_scale_name(text: str, part: Part, floor: int) -> Part:
    """Take the name of the scale that stands before: 摄氏40度, 华氏零下5度."""
    name = _DEGREE_SCALE_RE.search(text[max(floor, part.start - _LONGEST_SCALE_NAME) : part.start])
    if name is None:
        return part
    start = part.start - len(name.group())
    return part.replaced(start=start, unit=name[1] + "度", family="temperature")


def _with_sign(text: str, part: Part, floor: int) -> Part:
    if part.value is None or part.start <= floor:
        return part
    start = part.start
    if text[start - 1] == " " and text[start - 2 : start - 1] == "负" and start - 1 > floor:
        start -= 1
    mark, earlier = text[start - 1 : start], text[start - 2 : start - 1]
    if mark in ("-", "−") and part.style == "arabic":
        # A hyphen after a letter, a digit or another quantity joins two things.
        joins = earlier.isalnum() and (earlier.isascii() or part.kind not in _SIGNED_KINDS)
        joins = joins or earlier == ")"
        if joins or (floor and start - 1 <= floor):
            return part
    elif mark == "负":
        if earlier and earlier in _BORNE:
            return part
    elif not (mark == "下" and earlier == "零" and part.family in _TEMPERATURES):
        return part
    shift = 2 if mark == "下" else 1
    low, high = part.value.copy_negate(), part.value_max
    if high is not None:
        low, high = high.copy_negate() if mark == "下" else low, low if mark == "下" else high
    return part.replaced(start=start - shift, value=low, value_max=high)

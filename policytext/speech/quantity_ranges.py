"""Numbers that belong together: ranges (3-5万元), and rows that share a last unit (4.2和0.7%)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from policytext.speech.numeral_find import START_RE
from policytext.speech.numeral_parse import multiply, parse_number, scale_tail, scale_value
from policytext.speech.quantity_parts import Part, read_part

_RANGE_RE = re.compile(
    r"(?:\(不?含[^()\n]{0,2}\))? ?(?:-{1,2}|[~∼〜～–−]|—{1,2}|至|到|或者?(?=[0-9])) ?"
)
_RANGE_MARKS = frozenset(" (-~∼〜～–−—至到或和与")
# 8%和10%之间 is a range, 8%和10% are two numbers.
_BETWEEN_RE = re.compile(r" ?[和与] ?")
_BETWEEN_WITHIN = 24
_ROW_RE = re.compile(r"[、和与及或]")
_LONGEST_ROW = 20
_LONGEST_SCALE = 8


def join_range(text: str, left: Part) -> Part:
    """Return ``left`` and the part after 至, 到, — or - as one range, or ``left`` if that is none.

    Between 和 and 之间 it is a range too.
    A scale word that only the right number has is shared: 3-5万元 is 30000 to 50000.

    >>> part = join_range("3-5万元", read_part("3-5万元", 0))
    >>> part.value, part.value_max, part.unit
    (Decimal('30000'), Decimal('50000'), '元')
    """
    if text[left.end : left.end + 1] not in _RANGE_MARKS:
        return left
    link = _RANGE_RE.match(text, left.end)
    between = link is None and text.find("之间", left.end, left.end + _BETWEEN_WITHIN) > 0
    if between:
        link = _BETWEEN_RE.match(text, left.end)
    if link is None or left.value is None or left.value_max is not None:
        return left
    if not START_RE.match(text, link.end()):
        return left
    right = read_part(text, link.end())
    if right is None or right.value is None or right.kind == "ratio":
        return left
    if between and not text.startswith("之间", right.end):
        return left
    if left.unit and left.kind != "percent" and not _same_unit(left, right):
        return left
    if left.kind == "percent" and right.unit not in ("", left.unit):
        return left
    unit = right.unit or left.unit
    # 从1.07%到1.49% is a change between two levels; 从三到五年 can only be a range.
    if (
        left.unit
        and not between
        and left.unit_start > left.start
        and text[left.start - 1 : left.start] in ("从", "由")
    ):
        return left
    low, high = left.value, right.value_max or right.value
    if not left.unit:
        low = _share_scale(text, left, right)
    if low >= high:
        return left
    source = right if right.unit else left
    return Part(
        left.start, right.end, low, high, unit, source.kind, source.family,
        right.style if left.style == "chinese" else left.style, left.approx + right.approx,
        left.number_start, right.number_end, source.unit_start, source.unit_end,
    )  # fmt: skip


class Row(NamedTuple):
    """A row of numbers that may share the last one's unit.

    lender: the number at its end, if that has a unit. end: how far this holds; no part before it
    needs another look. parts: the numbers after the first, by where they begin.
    """

    lender: Part | None
    end: int
    parts: dict[int, Part]


def read_row(text: str, part: Part) -> Row:
    """Return the row that a number without a unit begins.

    >>> read_row("4.2和0.7个百分点", read_part("4.2和0.7个百分点", 0)).lender.unit
    '百分点'
    """
    at = part.end
    parts: dict[int, Part] = {}
    for _ in range(_LONGEST_ROW):
        link = _ROW_RE.match(text, at)
        if link is None or not START_RE.match(text, link.end()):
            break
        following = read_part(text, link.end())
        if following is None or following.style != part.style or following.kind == "ratio":
            break
        parts[following.start] = following
        if following.kind:
            return Row(following, following.start, parts)
        at = following.end
    return Row(None, at, parts)


def lend_unit(text: str, part: Part, lender: Part) -> Part:
    """Return ``part`` with the unit, and the scale word, that stands only after ``lender``."""
    if lender.unit_start < lender.number_start or lender.style != part.style:
        return part  # 百分之 stands before its own number only.
    scale = scale_tail(text[lender.number_start : lender.number_end])
    value, high = part.value, part.value_max
    own = text[part.number_end - 1] in "百千万亿" or part.approx
    if (
        0 < len(scale) <= _LONGEST_SCALE
        and not own
        and value is not None
        and part.style == "arabic"
    ):
        factor = scale_value(scale)
        value = multiply(value, factor)
        high = None if high is None else multiply(high, factor)
    return part.replaced(
        value=value, value_max=high, unit=lender.unit, kind=lender.kind, family=lender.family
    )


def _same_unit(left: Part, right: Part) -> bool:
    return right.unit == left.unit or (left.unit == "个" and right.unit == "百分点")


def _share_scale(text: str, left: Part, right: Part) -> Decimal:
    assert left.value is not None
    own = scale_tail(text[left.number_start : left.number_end])
    words = text[right.number_start : right.number_end]
    tail = scale_tail(words)
    shared = own.endswith(("万", "亿")) or not tail.endswith(("万", "亿"))
    if (own and shared) or left.approx or not tail or len(words) > 40:
        if text[right.unit_start : right.unit_end].startswith("成") and left.value < 10:
            return multiply(left.value, 10)
        return left.value
    for first in range(len(words) - len(tail), len(words)):
        mantissa = parse_number(words[:first]) if first else None
        if mantissa is not None and left.value < mantissa:
            return multiply(left.value, scale_value(words[first:]))
    return left.value

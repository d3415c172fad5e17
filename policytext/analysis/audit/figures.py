"""The numbers of a sentence as an auditor reads them: what each may honestly stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import final

from ...speech.numeral_parse import scale_tail
from ...speech.numerals import Quantity, convert, find_quantities
from ...speech.quantity_lexicons import (
    approximators_after,
    approximators_before,
    approximators_inside,
)
from ...text.lazy import lazy_re
from ...text.record import Record

_ARABIC_RE = lazy_re(r"(?P<whole>\d[\d,]*)(?:[.·](?P<decimals>\d+))?\s*(?P<scale>[百千万亿]*)")
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
# People are counted by several classifiers.
_PEOPLE = frozenset(("人", "名", "位", "个人", "员", "口"))
_KINDS = frozenset(("count", "money", "measure", "percent", "points", "multiple"))
# Right before a number: how much it changed, or the level it started from.
_CHANGE = (
    r"(?:增加|增长|增|减少|减|下降|提高|上升|上涨|回落|降低|缩减|压缩|扩大|多|少|降|涨|升|跌"
    r"|增收|减收|增支|减支|增产|减产)"
)
_DIFFERENCE_RE = lazy_re(rf"{_CHANGE}(?:了|约|近|为|幅为|幅达|幅)?$")
_LEVEL_RE = lazy_re(rf"{_CHANGE}(?:到|至|为|成)(?:了|约|近)?$")
_FROM_RE = lazy_re(
    r"(?:^|[^自])(?:从|由)(?!此|于|国家|中央|地方)[^,;:。从由0-9]{0,16}"
    r"(?:(?:19|20)\d\d年(?:底|末)?(?:的|为)?[^,;:。从由0-9]{0,14})?$"
)
_BEFORE = 40
# 两个方面 is a manner of speech; 五十个村 counts villages.
_FEW = 10


@final
class Figure(Record):
    """One number. low, high: what it may stand for, in ``base`` units; step: one unit in its last
    written place (0 where it is exact). role: level, change (the amount of one) or from. scale: 万
    or 亿 as written. quantity: as found in the text.
    """

    __match_args__ = ("quantity", "low", "high", "step", "base", "role", "scale")
    __slots__ = __match_args__

    def __init__(
        self,
        quantity: Quantity,
        low: Fraction,
        high: Fraction,
        step: Fraction,
        base: str,
        role: str,
        scale: str,
    ) -> None:
        self.quantity = quantity
        self.low = low
        self.high = high
        self.step = step
        self.base = base
        self.role = role
        self.scale = scale

    @property
    def start(self) -> int:
        """Where the number begins in the text, approximators left out."""
        return self.quantity.start

    @property
    def end(self) -> int:
        """Where it ends, unit and approximators included."""
        return self.quantity.end

    @property
    def value(self) -> Fraction:
        """The middle of what it may stand for."""
        return (self.low + self.high) / 2

    @property
    def kind(self) -> str:
        """The kind of quantity."""
        return self.quantity.kind


@cache
def _readings() -> dict[str, str]:
    """What each word of inexactness says: about, over, under, min or max."""
    tables = (approximators_before(), approximators_inside(), approximators_after())
    return {a.word: a.reading for table in tables for group in table.values() for a in group}


def read_figures(folded: str) -> Iterator[Figure]:
    """Yield the figures of a text in order; ratios and numbers that are no statistic are left out.

    >>> text = "由3.2万元增加到5万元"
    >>> [(f.base, f.role, float(f.low), float(f.high)) for f in read_figures(text)]
    [('元', 'from', 31500.0, 32500.0), ('元', 'level', 45000.0, 55000.0)]
    """
    return figures_of(folded, find_quantities(folded))


def figures_of(folded: str, quantities: Iterable[Quantity]) -> Iterator[Figure]:
    """Yield the figures among the quantities of a text, as `read_figures` does."""
    for quantity in quantities:
        value = quantity.value
        if value is None:
            continue
        kind = quantity.kind
        if kind == "rhetorical" and (quantity.unit in _PEOPLE or value >= _FEW):
            kind = "count"
        if kind in _KINDS:
            if kind != quantity.kind:
                quantity = quantity.replaced(kind=kind)
            yield _figure(folded, quantity, value)


def _figure(folded: str, quantity: Quantity, value: Decimal) -> Figure:
    number = folded[quantity.number_start : quantity.number_end]
    low, high, step, base = _span(
        number, value, quantity.value_max, quantity.kind, quantity.unit, quantity.approx
    )
    role = _role(folded, quantity.start)
    return Figure(quantity, low, high, step, base, role, scale_tail(number, "万亿"))


# Fractions are slow, and speeches say the same few hundred numbers again and again.
@lru_cache(4096)
def _span(
    number: str,
    value: Decimal,
    value_max: Decimal | None,
    kind: str,
    unit: str,
    approx: tuple[str, ...],
) -> tuple[Fraction, Fraction, Fraction, str]:
    """Return low, high, step and base of a number as written."""
    step = _last_place(number, value, kind)
    low = Fraction(value)
    low, high = _honest(low, low if value_max is None else Fraction(value_max), step, approx)
    base = "人" if unit in _PEOPLE else unit
    converted = convert(Decimal(1), unit) if kind in ("money", "measure") else None
    if converted is None:
        return low, high, step, base
    factor, base = converted
    return low * factor, high * factor, step * factor, base


def _last_place(number: str, value: Decimal, kind: str) -> Fraction:
    """One unit in the last written place; 0 for a count that is written out in full."""
    match = _ARABIC_RE.match(number)
    if match and match.end() == len(number):
        scale = Fraction(1)
        for char in match["scale"]:
            scale *= _SCALES[char]
        decimals = len(match["decimals"] or "")
        exact = scale == 1 and not decimals and kind == "count"
        # 1.5倍 is not written 2倍.
        scale = Fraction(scale, 2) if kind == "multiple" and not decimals else scale
        return Fraction(0) if exact else Fraction(scale) / 10**decimals
    if kind == "count" and number[-1:] not in ("万", "亿"):
        return Fraction(0)
    if kind == "multiple":
        return Fraction(1, 2)
    place = 1
    while value and value % (place * 10) == 0 and place < 10**12:
        place *= 10
    return Fraction(place) if number[-1:] in ("万", "亿") else Fraction(1)


def _honest(
    value: Fraction, top: Fraction, step: Fraction, approx: tuple[str, ...]
) -> tuple[Fraction, Fraction]:
    """What a number may stand for: rounding, and much more where words make it inexact."""
    low, high = value - step / 2, top + step / 2
    known = _readings()
    for word in approx:
        reading = known.get(word, "about")
        wide = abs(top) / 4 + step
        if reading in ("over", "min", "about"):
            high = max(high, top + wide)
        if reading in ("under", "max", "about"):
            low = min(low, value - wide)
    return low, high


def _role(folded: str, start: int) -> str:
    before = folded[max(0, start - _BEFORE) : start]
    if before.isascii():  # no words
        return "level"
    if _LEVEL_RE.search(before[-6:]):
        return "level"
    if _DIFFERENCE_RE.search(before[-6:]):
        return "change"
    return "from" if _FROM_RE.search(before) else "level"


def written(figure: Figure, folded: str) -> str:
    """The number and its unit as they stand in the text, without approximators."""
    q = figure.quantity
    start, end = min(q.number_start, q.unit_start), max(q.number_end, q.unit_end)
    return folded[start:end] if q.unit_start < q.unit_end else folded[q.number_start : q.number_end]


def show(value: Fraction, like: Figure | None = None, *, unit: str = "", places: int = 2) -> str:
    """``value`` as a plain number with a unit; in the unit and with the scale of ``like``.

    >>> show(Fraction(7900, 379), unit="%")
    '20.84%'
    """
    number = value
    if like is not None:
        q = like.quantity
        unit = like.scale + q.unit
        if q.kind in ("money", "measure") and (one := convert(Decimal(1), q.unit)):
            number /= one[0]
        for char in like.scale:
            number /= _SCALES[char]
    text = f"{float(number):.{places}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + unit

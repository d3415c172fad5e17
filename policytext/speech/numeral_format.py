"""Writing a number in each style that Chinese texts use."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from policytext.errors import UsageError

Style = Literal["arabic", "grouped", "fullwidth", "chinese", "financial", "mixed"]
STYLES: tuple[Style, ...] = ("arabic", "grouped", "fullwidth", "chinese", "financial", "mixed")

_LIMIT = 10**16
_DIGITS = "零一二三四五六七八九"
_FULLWIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
_FINANCIAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


def format_number(n: int | Decimal, style: Style) -> str:
    """Return ``n`` as written in ``style``; :func:`parse_number` reads every one back.

    Styles: ``arabic`` 1234.5, ``grouped`` 1,234.5, ``fullwidth`` １２３４．５, ``chinese``
    一千二百三十四点五, ``financial`` 壹仟贰佰叁拾肆点伍, ``mixed`` (万 and 亿 after arabic
    digits) 1.2345万. Raises UsageError for an unknown style and beyond 10**16 in words.

    >>> format_number(20050, "chinese"), format_number(15, "financial")
    ('二万零五十', '壹拾伍')
    >>> format_number(Decimal("1.4e12"), "mixed")
    '1.4万亿'
    """
    value = Decimal(n)
    if not value.is_finite():
        raise UsageError(f"number {n}: expected a finite one")
    sign, value = ("-", value.copy_negate()) if value < 0 else ("", value)
    if style == "arabic":
        return sign + _plain(value)
    if style == "grouped":
        return sign + f"{value:,f}"
    if style == "fullwidth":
        return ("－" if sign else "") + _plain(value).translate(_FULLWIDTH)
    if style == "mixed":
        return sign + _format_mixed(value)
    if style not in ("chinese", "financial"):
        raise UsageError(f"number style {style!r}: expected one of {', '.join(STYLES)}")
    if value > _LIMIT:
        raise UsageError(f"{n}: words reach to 10**16; use style 'arabic'")
    words = _format_words(value)
    if style == "financial":
        words = ("一" + words if words.startswith("十") else words).translate(_FINANCIAL)
    return ("负" if sign else "") + words


def _plain(value: Decimal) -> str:
    return f"{value:f}"


def _format_mixed(value: Decimal) -> str:
    for exponent, word in ((16, "亿亿"), (12, "万亿"), (8, "亿"), (4, "万")):
        if value >= 10**exponent:
            sign, digits, places = value.as_tuple()
            assert isinstance(places, int), "a number is finite"
            shifted = _plain(Decimal((sign, digits, places - exponent)))
            return (shifted.rstrip("0").rstrip(".") if "." in shifted else shifted) + word
    return _plain(value)


def _format_words(value: Decimal) -> str:
    whole, _, fraction = _plain(value).partition(".")
    words = _format_integer(int(whole))
    if words.startswith("一十"):
        words = words[1:]
    return words + ("点" + "".join(_DIGITS[int(digit)] for digit in fraction) if fraction else "")


def _format_integer(n: int) -> str:
    for unit, word in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if n >= unit:
            head, rest = divmod(n, unit)
            if not rest:
                return _format_integer(head) + word
            gap = "零" if rest < unit // 10 else ""
            return _format_integer(head) + word + gap + _format_integer(rest)
    return _DIGITS[n]

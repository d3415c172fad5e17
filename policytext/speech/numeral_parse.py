"""Reading one complete numeral: arabic, full-width, Chinese words, financial, mixed."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from functools import lru_cache

#: Longest numeral read, in characters and in digits; what is longer is no number a speech states.
MAX_CHARS = 80
MAX_DIGITS = 40

ZEROS = "零〇○◯"
DIGITS = "一二三四五六七八九"
SCALES = "十百千万亿兆"

FINANCIAL = "壹贰叁肆伍陆柒捌玖拾佰仟"
_PLAIN_OF_FINANCIAL = "一二三四五六七八九十百千"
#: Characters that a numeral in words is written with, 几, 数 and 上 of vague ones among them.
NUMERAL_CHARS = frozenset(ZEROS + DIGITS + SCALES + FINANCIAL + "两廿卅卌半几数上")
_VARIANTS = {
    "兩": "两", "倆": "两", "俩": "两", "萬": "万", "億": "亿", "點": "点", "負": "负",
    "參": "叁", "参": "叁", "弎": "叁",
    "貳": "贰", "弍": "贰", "陸": "陆", "弌": "壹", "〇": "零", "○": "零", "◯": "零", "幺": "一",
    "－": "-", "−": "-", "＋": "+", "·": ".", "．": ".", "，": ",", "\u00a0": " ", "\u2009": " ",
    "\u202f": " ", "\u3000": " ",
}  # fmt: skip
_FOLD = str.maketrans({chr(0xFF10 + d): str(d) for d in range(10)} | _VARIANTS)
_TO_PLAIN = str.maketrans(FINANCIAL, _PLAIN_OF_FINANCIAL)
_FINANCIAL = frozenset(FINANCIAL)
_PLAIN_WORDS = frozenset(_PLAIN_OF_FINANCIAL + "两")
_SHORT_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}

_ARABIC_RE = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?"
    r"|[0-9]+(?:\.[0-9]+)?",
)
_DIGIT_BY_DIGIT_RE = re.compile(r"[零一二三四五六七八九0]{2,}")
_DECIMAL_RE = re.compile(
    r"(?P<whole>[^.点]+)(?:\.(?P<arabic>[0-9]+)|点(?P<words>[零一二三四五六七八九]+))"
    r"(?P<scales>[十百千]?万?亿{0,2})"
)
_TOKEN_RE = re.compile(r"[0-9]+|.")
_DIGIT_VALUE = {char: value for value, char in enumerate("零" + DIGITS)} | {"两": 2}
_UNIT_VALUE = {"十": 10, "百": 100, "千": 1000}
_SCALE_VALUE = _UNIT_VALUE | {"拾": 10, "佰": 100, "仟": 1000, "万": 10**4, "亿": 10**8}
#: The default context rounds to 28 digits; a product must stay exact.
_EXACT = Context(prec=2 * MAX_DIGITS + 40)
_ZHAO = 10**12
_YI = 10**8
_WAN = 10**4


def parse_number(s: str) -> Decimal | None:
    """Return the exact value of one complete, well-formed numeral, or None.

    Read are arabic digits (also full-width, with ``,`` or spaces between groups of three, with
    ``.``, ``·`` or ``．`` as decimal point), Chinese words (also 两, 廿, 卅, 万万 for 亿, the
    financial characters 壹贰叁, years digit by digit), both mixed (1.4万亿, 3亿5千万), and a
    sign (``-``, ``－``, ``负``). A last digit without its place takes the next lower one, as
    in speech: 一万五 is 15000, 三百六 is 360. 半 is 0.5; 一万半 and 两三 are no single number.

    >>> parse_number("一亿二千万")
    Decimal('120000000')
    >>> parse_number("１,２３４.5"), parse_number("两千零五"), parse_number("壹仟贰佰")
    (Decimal('1234.5'), Decimal('2005'), Decimal('1200'))
    >>> parse_number("两三") is None
    True
    """
    return _parse(s) if len(s) <= MAX_CHARS else None


# Speeches say the same few hundred numbers again and again.
@lru_cache(4096)
def _parse(s: str) -> Decimal | None:
    text = s.strip().translate(_FOLD)
    negative = text[:1] in ("-", "负")
    if negative or text[:1] == "+":
        text = text[1:]
    value = _parse_unsigned(text)
    return value.copy_negate() if negative and value is not None else value


def _parse_unsigned(text: str) -> Decimal | None:
    if _ARABIC_RE.fullmatch(text):
        return _arabic(text)
    if text == "半":
        return Decimal("0.5")
    if not _FINANCIAL.isdisjoint(text):
        # 队伍十分 and 大陆百姓 hold no number; 壹万二千 does.
        if text[0] in "伍陆肆" and any(char in _PLAIN_WORDS for char in text):
            return None
        text = text.translate(_TO_PLAIN)
    for short, long in _SHORT_TENS.items():
        text = text.replace(short, long)
    if not text.isascii():
        text = text.replace(" ", "")
    return _parse_words(text.replace("万万", "亿"))


def _arabic(text: str) -> Decimal | None:
    digits = text.replace(",", "").replace(" ", "")
    return Decimal(digits) if len(digits) <= MAX_DIGITS else None


def _parse_words(text: str) -> Decimal | None:
    if not text:
        return None
    if _ARABIC_RE.fullmatch(text):
        return _arabic(text)
    if decimal := _DECIMAL_RE.fullmatch(text):
        return _parse_decimal(decimal)
    if _DIGIT_BY_DIGIT_RE.fullmatch(text) and not text.isascii():
        return _parse_digits(text)
    if "兆" in text:
        left, _, right = text.rpartition("兆")
        return _join(_parse_left(left, allowed="", below=10**4), right, _ZHAO)
    if "亿" in text:
        left, _, right = text.rpartition("亿")
        # 亿亿 is 10**16; any other second 亿 on the left (三亿四亿) makes two numbers.
        whole = _parse_left(left, allowed="亿" if left.endswith("亿") else "", below=10**16)
        return _join(whole, right, _YI)
    if "万" in text:
        left, _, right = text.rpartition("万")
        return _join(_parse_left(left, allowed="", below=_WAN), right, _WAN)
    return _parse_section(text)


def _parse_left(left: str, *, allowed: str, below: int) -> Decimal | None:
    """Return the multiplier written before 万 or 亿; a missing one (万亿) is one."""
    if not left:
        return Decimal(1)
    banned = "亿" if below > _WAN else "亿万"
    body = left[:-1] if allowed else left
    if any(char in body for char in banned) or left[0] == "零":
        return None
    value = _parse_words(left)
    # Digits may run on before a scale word (50150万); words may not (五万一百万).
    fits = value is not None and value > 0 and (value < below or left.isascii())
    return value if fits else None


def _join(whole: Decimal | None, right: str, unit: int) -> Decimal | None:
    """Return ``whole * unit`` and what follows the scale word, or None if that does not fit."""
    if whole is None:
        return None
    if not right:
        return multiply(whole, unit)
    if whole != int(whole):
        return None
    below = unit
    if right[0] == "零":
        # 零 stands for places left out: below the scale word, or before it (四千万零六千).
        right, below = right[1:], unit if int(whole) % 10 == 0 else unit // 10
        if right[:1] == "零":
            return None
    elif right == "两":
        return None
    elif len(right) == 1 and right in _DIGIT_VALUE:
        return whole * unit + _DIGIT_VALUE[right] * (unit // 10)
    elif len(right) == 1 and right.isdigit():
        return whole * unit + int(right) * (unit // 10)
    if right[:1] in ("百", "千", "万"):
        return None
    rest = _parse_words(right)
    if rest is None or not 0 < rest < below or rest != int(rest):
        return None
    return whole * unit + rest


def _parse_decimal(match: re.Match[str]) -> Decimal | None:
    whole = _parse_words(match["whole"])
    if whole is None or whole != int(whole):
        return None
    words = match["words"]
    if words is not None and match["whole"].isascii():
        return None
    digits = match["arabic"] or "".join(str(_DIGIT_VALUE[char]) for char in words)
    if len(digits) > MAX_DIGITS:
        return None
    value = Decimal(f"{int(whole)}.{digits}")
    return multiply(value, scale_value(match["scales"])) if match["scales"] else value


def _parse_digits(text: str) -> Decimal | None:
    """Return a number spoken digit by digit; 七八 and 三五 are a range of two numbers instead."""
    if len(text) > MAX_DIGITS:
        return None
    values = [0 if char == "0" else _DIGIT_VALUE[char] for char in text]
    if len(values) == 2 and (values[0] + 1 == values[1] or values == [3, 5]):
        return None
    return Decimal("".join(map(str, values)))


def _parse_section(text: str) -> Decimal | None:
    """Return the value of words below 万: 三千零五十, 一百一十五, 三百六, 5百."""
    if text == "零":
        return Decimal(0)
    total, place = 0, _WAN
    zero = False
    coefficient: str | None = None
    for token in _TOKEN_RE.findall(text):
        if unit := _UNIT_VALUE.get(token):
            skips_no_place = zero and unit * 10 >= place
            bare = coefficient is None and token != "十" and total > 0
            if unit >= place or skips_no_place or bare or (coefficient == "两" and unit == 10):
                return None
            total += (1 if coefficient is None else _digit(coefficient)) * unit
            place, coefficient, zero = unit, None, False
        elif token == "零":
            if zero or coefficient is not None or total == 0:
                return None
            zero = True
        elif coefficient is None and (token in _DIGIT_VALUE or token.isascii()):
            if not (token in _DIGIT_VALUE or token.isdigit()) or len(token) > 2:
                return None
            coefficient = token
        else:
            return None
    if coefficient is None:
        return None if zero else Decimal(total)
    return _last_digit(total, place, coefficient, zero=zero)


def _last_digit(total: int, place: int, coefficient: str, *, zero: bool) -> Decimal | None:
    if place == _WAN:
        return Decimal(_digit(coefficient))
    if coefficient == "两" or len(coefficient) > 1 or (zero and place == 10):
        return None
    return Decimal(total + _digit(coefficient) * (1 if zero else place // 10))


def _digit(token: str) -> int:
    return _DIGIT_VALUE[token] if token in _DIGIT_VALUE else int(token)


def multiply(value: Decimal, factor: int) -> Decimal:
    """Return the exact product, without digits after the point that say nothing.

    >>> multiply(Decimal("1.4"), 10**12)
    Decimal('1400000000000')
    """
    product = _EXACT.multiply(value, Decimal(factor))
    whole = product.to_integral_value()
    return whole if whole == product else product


def scale_tail(words: str, scales: str = "百千万亿佰仟") -> str:
    """Return the scale words a number ends with.

    >>> scale_tail("3千万")
    '千万'
    """
    return words[len(words.rstrip(scales)) :]


def scale_value(words: str) -> int:
    """Return the product of scale words: 万亿 is 10**12, an empty string is 1.

    >>> scale_value("千万")
    10000000
    """
    product = 1
    for char in words:
        product *= _SCALE_VALUE[char]
    return product

"""A numeral with its unit: 4万多名, 百分之五, 3元5角, 三分之一."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import final

from policytext.speech.numeral_find import (
    FRACTION_RE,
    RATIO_RE,
    SHARE_RE,
    START_RE,
    Numeral,
    match_unit,
    read_numeral,
)
from policytext.speech.numeral_parse import multiply, parse_number
from policytext.text.lazy import lazy_re
from policytext.text.record import Record

_SHARE_UNITS = {"百": ("%", "percent"), "千": ("‰", "percent"), "万": ("‱", "percent")}
_HALF_RE = lazy_re(r"半(?![个年月天日小数径导边路封岛夜球壁成自价空截票工])")
_OPEN_UNIT_RE = lazy_re(r"个([多半余])(百分点|月|小时|星期|世纪|季度|钟头|学期)")
_YI_RE = lazy_re(r"个([多半]?)亿")
# What each of these begins with: compared much faster, and most are never needed.
_OPENED = ("个多", "个半", "个余")
_YI = ("个亿", "个多亿", "个半亿")
_PER_RE = lazy_re(r"(?:年|月|日|天|时|小时|分钟|分|秒|h|s|d)(?![A-Za-z])")
_EVERY_RE = lazy_re(r"每(?:小时|分钟|秒|时|立方米|平方米)(?=[,。;、!?)\s]|$)")
_COINS_RE = lazy_re(
    r"([0-9一二两三四五六七八九])[角毛](?:([0-9一二两三四五六七八九])分(?!之)|([0-9])(?![0-9个])"
    r"|([一二三四五六七八九])(?=[钱,。;!?、到至\s]|$))?"
)
_SPOKEN_COIN_RE = lazy_re(r"([1-9一二三四五六七八九])(?=[钱,。;!?、到至\s]|左右|以[上下]|$)钱?")
_FEN_RE = lazy_re(r"([0-9一二两三四五六七八九])分(?![之别])钱?")
_TENTHS_RE = lazy_re(r"[1-9一二三四五六七八九](?=[,。;!?、高宽深长的)到至\s]|左右|以[上下]|$)")
# A fraction or ratio shows its 分之, /, : or 比 within so many characters.
_RATIO_WITHIN = 18
_HALVED_KINDS = ("measure", "money", "multiple", "duration")
_YUAN = ("元", "块", "块钱")
_JIAO = ("角", "毛")


@final
class Part(Record):
    """One number with its unit, half-open offsets into the text.

    unit and kind are empty where no unit stands there. style and approx as in Numeral.
    """

    __match_args__ = (
        "start", "end", "value", "value_max", "unit", "kind", "family", "style", "approx",
        "number_start", "number_end", "unit_start", "unit_end",
    )  # fmt: skip
    __slots__ = __match_args__

    def __init__(
        self,
        start: int,
        end: int,
        value: Decimal | None,
        value_max: Decimal | None,
        unit: str,
        kind: str,
        family: str,
        style: str,
        approx: tuple[str, ...],
        number_start: int,
        number_end: int,
        unit_start: int,
        unit_end: int,
    ) -> None:
        self.start = start
        self.end = end
        self.value = value
        self.value_max = value_max
        self.unit = unit
        self.kind = kind
        self.family = family
        self.style = style
        self.approx = approx
        self.number_start = number_start
        self.number_end = number_end
        self.unit_start = unit_start
        self.unit_end = unit_end


def read_part(text: str, start: int) -> Part | None:
    """Return the number that begins at ``start`` with its unit, or None if none can be read.

    >>> part = read_part("6.5%—7%", 0)
    >>> part.value, part.unit, part.kind, part.end
    (Decimal('6.5'), '%', 'percent', 4)
    """
    char = text[start]
    if char in "百千万" and (share := SHARE_RE.match(text, start)):
        return _read_share(text, share)
    ahead = text[start : start + _RATIO_WITHIN]
    whole = FRACTION_RE.match(text, start) if "分之" in ahead or "/" in ahead else None
    if whole is None and (":" in ahead or "比" in ahead):
        whole = RATIO_RE.match(text, start)
    if whole and (part := _read_ratio(whole)):
        return part
    if char == "半" and text.startswith("半数", start) and not text.startswith("半数字", start):
        return Part(
            start, start + 2, None, None, "", "ratio", "", "chinese", (), start, start + 2,
            start + 2, start + 2,
        )  # fmt: skip
    numeral = read_numeral(text, start)
    return _with_unit(text, numeral) if numeral else None


def _read_share(text: str, share: re.Match[str]) -> Part | None:
    at = share.end()
    negative = text[at] in "负-"
    if at + negative >= len(text) or not START_RE.match(text, at + negative):
        return None
    numeral = read_numeral(text, at + negative, follows="share")
    if numeral is None:
        return None
    unit, kind = _SHARE_UNITS[share["per"]]
    value = numeral.value
    if negative and value is not None:
        value = value.copy_negate()
    return Part(
        share.start(), numeral.end, value, numeral.value_max, unit, kind, "share", numeral.style,
        numeral.approx, numeral.start, numeral.end, share.start(), share.end(),
    )  # fmt: skip


def _read_ratio(match: re.Match[str]) -> Part | None:
    run = match.group()
    if "/" in run and "又" not in run:
        above, _, below = run.partition("/")
        if int(above) >= int(below) or int(above) == 0:
            return None
    if "分之" in run:
        below, _, above = run.rpartition("又")[2].partition("分之")
        # 百分之, 千分之 and 万分之 are shares; 三百分之一 is a fraction of three hundred.
        if below in ("百", "千", "万") or parse_number(below) is None or _open_numerator(above):
            return None
    start, end = match.span()
    return Part(
        start, end, None, None, "", "ratio", "", "arabic" if run[0].isdigit() else "chinese", (),
        start, end, end, end,
    )  # fmt: skip


def _open_numerator(words: str) -> bool:
    return parse_number(words) is None


def _with_unit(text: str, numeral: Numeral) -> Part:
    value, high = numeral.value, numeral.value_max
    approx, end = numeral.approx, numeral.end
    unit = kind = family = ""
    unit_start = unit_end = end
    at = end
    while at < end + 4 and text[at : at + 1] == " ":
        at += 1
    found = match_unit(text, at)
    counted, halved = text[at : at + 1] == "个", text[end : end + 1] == "半"
    if found is None and not counted and not halved:
        return Part(
            numeral.start, end, value, high, "", "", "", numeral.style, approx,
            numeral.start, end, end, end,
        )  # fmt: skip
    opened = None
    if counted and text.startswith(_OPENED, at):
        opened = _OPEN_UNIT_RE.match(text, at)
    if halved and numeral.value == 1 and numeral.end - numeral.start == 1:
        if text[numeral.start] == "一" and text[end + 1 : end + 2] not in ("个", "年", "天"):
            kind, value, end = "ratio", None, end + 1
            unit_start = unit_end = end
    elif counted and text.startswith(_YI, at) and (yi := _YI_RE.match(text, at)):
        return _with_yi(text, numeral, yi)
    elif opened:
        points = opened[2] == "百分点"
        unit, kind = ("百分点", "points") if points else ("个" + opened[2], "duration")
        unit_start, unit_end = at, opened.end()
        if opened[1] == "半":
            value = None if value is None else value + Decimal("0.5")
        else:
            approx = (*approx, opened[1])
    elif found:
        unit, kind, family, unit_end = found
        unit_start = at
    if unit_end > end:
        end = unit_end
    part = Part(
        numeral.start, end, value, high, unit, kind, family, numeral.style, approx,
        numeral.start, numeral.end, unit_start, unit_end,
    )  # fmt: skip
    return _finish_unit(text, part) if found and not opened and kind != "ratio" else part


def _with_yi(text: str, numeral: Numeral, yi: re.Match[str]) -> Part:
    """Return 三个亿, 一个多亿元, 两个半亿 with 亿 multiplied in."""
    value, high, approx = numeral.value, numeral.value_max, numeral.approx
    if value is not None:
        value = multiply(value + (Decimal("0.5") if yi[1] == "半" else 0), 10**8)
    if yi[1] == "多":
        approx = (*approx, "多")
    unit, kind, family, end = match_unit(text, yi.end()) or ("", "count", "", yi.end())
    return Part(
        numeral.start, end, value, None if high is None else multiply(high, 10**8), unit, kind,
        family, "arabic" if numeral.style == "arabic" else "chinese", approx, numeral.start,
        yi.end(), yi.end(), end,
    )  # fmt: skip


def _finish_unit(text: str, part: Part) -> Part:
    """Add what belongs to the unit: 成 as tenths, 三斤半, 3元5角, 元/平方米."""
    first = text[part.unit_start]
    if first == "成":
        return _tenths(text, part)
    if first == "折":
        return _discount(part)
    if part.unit in _YUAN or part.unit in _JIAO:
        part = _with_coins(text, part)
    if part.unit == "米" and part.value is not None and part.value < 10:
        part = _with_tenths(text, part)
    small = part.value is not None and part.value_max is None and part.value < 100
    halved = small and part.kind in _HALVED_KINDS and text.startswith("半", part.end)
    if halved and _HALF_RE.match(text, part.end):
        end = part.end + 1
        half = Decimal("0.5") + (part.value or 0)
        part = part.replaced(value=half, end=end, unit_end=end)
    each = part.kind == "measure" and text.startswith("每", part.end)
    if each and (every := _EVERY_RE.match(text, part.end)):
        unit = part.unit + every.group()
        return part.replaced(unit=unit, end=every.end(), unit_end=every.end())
    if part.kind in ("measure", "money") and text[part.end : part.end + 1] == "/":
        at = part.end + 1 + (text[part.end + 1 : part.end + 2] in ("百", "千", "万", "亿"))
        per = match_unit(text, at)
        other = _PER_RE.match(text, part.end + 1)
        end = per[3] if per else other.end() if other else 0
        if end:
            unit = f"{part.unit}/{text[part.end + 1 : end]}"
            part = part.replaced(unit=unit, end=end, unit_end=end)
    return part


def _tenths(text: str, part: Part) -> Part:
    value, high = part.value, part.value_max
    bare = part.replaced(unit="", kind="", family="", end=part.number_end,
                         unit_start=part.number_end, unit_end=part.number_end)  # fmt: skip
    if part.style == "vague":
        return part
    if value is None or max(value, high or value) > 10:
        return bare
    end = part.end
    half = Decimal(0)
    if high is None and text.startswith("半", end) and _HALF_RE.match(text, end):
        half, end = Decimal(5), end + 1
    elif high is None and (rest := _TENTHS_RE.match(text, end)):
        half, end = parse_number(rest.group()) or half, rest.end()
    low = multiply(value, 10) + half
    high = None if high is None else multiply(high, 10)
    return part.replaced(value=low, value_max=high, end=end, unit_end=end)


def _discount(part: Part) -> Part:
    """Return 八折 as 80 %, 八五折 and 75折 as 85 and 75 %: the price that is left."""
    value = part.value
    if value is None or part.value_max is not None or not 0 < value < 100:
        return part.replaced(unit="折", kind="name", family="label")
    value = multiply(value, 10) if value < 10 else value
    style = "chinese" if part.style == "digits" else part.style
    return part.replaced(value=value, style=style)


def _with_tenths(text: str, part: Part) -> Part:
    """Add the digit of 一米八, 3米5."""
    tenths = _TENTHS_RE.match(text, part.end)
    digit = parse_number(tenths.group()) if tenths else None
    if tenths is None or digit is None or part.value is None or part.value_max is not None:
        return part
    end = tenths.end()
    return part.replaced(value=part.value + digit / 10, end=end, unit_end=end)


def _with_coins(text: str, part: Part) -> Part:
    if part.value is None or part.value_max is not None:
        return part
    if part.unit in _JIAO:
        fen = _FEN_RE.match(text, part.end)
        if fen is None and part.unit == "毛":
            fen = _SPOKEN_COIN_RE.match(text, part.end)
        digit = parse_number(fen[1]) if fen else None
        if fen is None or digit is None or part.value >= 10:
            return part
        value = part.value / 10 + digit / 100
        return part.replaced(value=value, unit="元", end=fen.end(), unit_end=fen.end())
    coins = text[part.end + 1 : part.end + 2] in _JIAO and _COINS_RE.match(text, part.end)
    if coins:
        jiao, fen_digit = (
            parse_number(coins[1]),
            parse_number(coins[2] or coins[3] or coins[4] or "0"),
        )
    elif part.unit == "块" and (coins := _SPOKEN_COIN_RE.match(text, part.end)):
        jiao, fen_digit = parse_number(coins[1]), Decimal(0)
    else:
        return part
    if jiao is None or fen_digit is None:
        return part
    value = part.value + jiao / 10 + fen_digit / 100
    unit = "元" if part.unit == "块" else part.unit
    return part.replaced(
        value=value, unit=unit, kind="money", family="currency", end=coins.end(),
        unit_end=coins.end(),
    )  # fmt: skip

"""Finding numerals in running text: one compiled scan, each numeral read once."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import final

from policytext.speech.numeral_parse import (
    DIGITS,
    FINANCIAL,
    MAX_CHARS,
    MAX_DIGITS,
    ZEROS,
    multiply,
    parse_number,
    scale_value,
)
from policytext.speech.quantity_lexicons import approximators_inside, units_by_first
from policytext.text.lazy import HANZI, lazy_re
from policytext.text.record import Record

_CN = f"{ZEROS}{DIGITS}两"
_FRACTION_TERM = f"(?:[{_CN}十百千万亿]{{1,8}}|[0-9]{{1,6}}[千万]?)"
# 千瓦, 千克 and 千伏 are units, 百分之 and 十分之 begin a share: their first character is no scale.
_SCALE = (
    r"(?:百(?!分[之点]|帕)|千(?!分之|字节|比特|[瓦克伏卡帕赫焦牛])|万(?!分之)|亿|[佰仟]"
    rf"|兆(?=[{_CN}十百千万]{{1,12}}亿))"
)
# 两千陆续: of the characters for digits in accounts some begin other words.
_ACCOUNT = "[壹贰叁柒捌玖]|[肆伍陆](?=[拾佰仟万亿])|拾(?=[壹贰叁肆伍陆柒捌玖万亿零])"
_WORD = f"(?:[{_CN}廿卅卌]|十(?!分之)|{_SCALE}|{_ACCOUNT})"
_ARABIC = (
    r"(?:(?:[0-9]{3,6}\. [0-9]{1,2}(?=[万亿])|[0-9]{1,2}\. [0-9]{1,2}(?=[%‰]))"
    r"|[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])"
    rf"|[0-9]{{1,3}}(?: [0-9]{{3}}){{1,5}}(?= ?(?:{HANZI}|%))|[0-9]+)"
    r"(?:[.·．][0-9]+)?"
)
_ARABIC_SCALE = _SCALE.replace("焦牛]", "焦牛米]")
_MIXED_TAIL = (
    rf"(?: ?{_ARABIC_SCALE}(?:{_SCALE})*"
    rf"(?:(?:[0-9]{{1,4}}|[{DIGITS}两零])(?=零?{_ARABIC_SCALE}|十)十?)?){{0,6}}"
)

ARABIC_RE = re.compile(
    rf"{_ARABIC}{_MIXED_TAIL}(?:(?<=万)[0-9]{{4}}(?![0-9年.,])|(?<=[百千万亿])[1-9](?=[元个]))?"
)
CHINESE_RE = re.compile(
    rf"{_WORD}+(?: [万亿]+)?(?:点[{ZEROS}{DIGITS}]+(?![刻分是要])(?:十(?!分)|{_SCALE})*)?"
)
FINANCIAL_RE = lazy_re(
    rf"(?:[壹贰叁肆柒捌玖]|拾[万亿])[{FINANCIAL}零万亿{DIGITS}十百千]{{1,{MAX_CHARS}}}"
    rf"|拾[{DIGITS}](?=[万亿元圆])[{FINANCIAL}零万亿{DIGITS}十百千]{{0,{MAX_CHARS}}}"
    rf"|[{FINANCIAL}][{FINANCIAL}零万亿]{{1,{MAX_CHARS}}}"
)
VAGUE_RE = re.compile(
    r"好?几[十百千万亿]*(?!分之)|数(?:十(?!分)|[百千万亿])+(?!分之)|上[百千万亿]+(?!分之)"
)
FRACTION_RE = re.compile(
    rf"(?<![0-9.])(?:(?:[{_CN}]{{1,3}}|[0-9]{{1,4}})又)?{_FRACTION_TERM} ?分之 ?{_FRACTION_TERM}"
    rf"(?:点[{_CN}]{{1,8}}|\.[0-9]{{1,4}})?"
    r"|(?<![0-9./])(?:[0-9]{1,3}又)?[0-9]{1,4}/[0-9]{1,5}(?![0-9/.年月])"
)
SHARE_RE = re.compile(
    r"(?P<per>百|千|万)分(?:之 ?(?=[负\-0-9零〇○一二两三四五六七八九十百几数半])"
    r"|(?<=百分)(?=百(?![百千万亿分姓货])))"
)
RATIO_RE = re.compile(
    r"(?<![0-9.:])[0-9]{1,6}(?:\.[0-9]{1,6})?(?: ?: ?[0-9]{1,6}(?:\.[0-9]{1,6})?){1,6}(?![0-9:])"
    r"|(?<![0-9.:])[0-9]{1,4}(?:\.[0-9]{1,6})?(?:比[0-9]{1,4}(?:\.[0-9]{1,6})?){1,4}(?![0-9.%])"
    rf"|[{_CN}十百]{{1,4}}(?:点[{_CN}]{{1,4}})?(?:比[{_CN}十百]{{1,4}}(?:点[{_CN}]{{1,4}})?){{1,4}}"
)
#: Where a numeral can begin; the patterns above read it there. One character class comes first,
#: so that the scan over everything else runs inside the regular expression engine.
START_RE = re.compile(
    rf"[0-9{_CN}十百千万亿廿卅卌半几数上{FINANCIAL}]"
    rf"(?:(?<=[0-9{_CN}十百千万亿廿卅卌半几])|(?<=[数上])(?=[十百千万亿])"
    rf"|(?<=[{FINANCIAL}])(?=[{FINANCIAL}零万亿])|(?<=[壹贰叁柒捌玖])(?=[十百千])"
    rf"|(?<=拾)(?=[{DIGITS}][万亿元圆]))"
)
#: A run of numeral characters that cannot be read is left as a whole.
RUN_RE = lazy_re(rf"(?s:[0-9]+|[{_CN}十百千万亿廿卅卌]+|[{FINANCIAL}]+|.)")

_PAIR_RE = re.compile(
    r"(?<![一二三四五六七八九])(?:一二|[一二]三|两三|三四|四五|五六|六七|七八|八九|三五)"
    r"(?![一二三四五六七八九])"
)
_SPLIT_PAIR_RE = re.compile(r"、([1-9一二三四五六七八九])")
_NEXT = dict(zip("12345678一二三四五六七八", "23456789二三四五六七八九", strict=True))
_NEXT["两"] = "三"
# What 两 the weight stands before; 两 of two things stands before their classifier.
_WEIGHED_RE = lazy_re("多?(?:白银|银|黄金|金|重|油|肉|粮|茶|酒|米|烟|[,。;、!?:)])|$")
_ADDRESS = 24
_ADDRESS_BEFORE_RE = lazy_re(r"[A-Za-z/][0-9A-Za-z%./=&?_-]*\Z")
_ADDRESS_BEHIND_RE = lazy_re("[0-9%.]*[A-Za-z]")
_INFIX_SCALE_RE = re.compile(rf"{_SCALE}*")
# A number without any of these is said digit by digit.
_PLACES = frozenset("十百千万亿点廿卅卌拾佰仟")
# 人数百分之…, 总数千…: the noun ends in 数, no vague number begins there.
_NOUN_BEFORE_SHU = frozenset("人总次户岁指倍分基系多少件参位函代台家个约负正实整")


@final
class Numeral(Record):
    """A numeral of a text: ``text[start:end]``, its value or range, how it is written.

    style: arabic, chinese, scale (only 百千万亿), digits (said digit by digit), half, vague.
    approx: the words of inexactness inside it (多, 余, 几, 来), as written.
    """

    __match_args__ = ("start", "end", "value", "value_max", "style", "approx")
    __slots__ = __match_args__

    def __init__(
        self,
        start: int,
        end: int,
        value: Decimal | None,
        value_max: Decimal | None,
        style: str,
        approx: tuple[str, ...] = (),
    ) -> None:
        self.start = start
        self.end = end
        self.value = value
        self.value_max = value_max
        self.style = style
        self.approx = approx


def read_numeral(text: str, start: int, *, follows: str = "") -> Numeral | None:
    """Return the numeral that begins at ``start`` with scale words and 多, 余, 几, 来 inside it.

    follows: "share" after 百分之, where 五、六 is a range although no unit stands after it.

    >>> read_numeral("2000多亿元", 0)
    Numeral(start=0, end=6, value=Decimal('200000000000'), value_max=None, style='arabic', \
approx=('多',))
    >>> numeral = read_numeral("二三十个", 0)
    >>> numeral.value, numeral.value_max
    (Decimal('20'), Decimal('30'))
    """
    plain = _read_plain(text, start, share=follows == "share")
    if plain is None or plain.style in ("vague", "half"):
        return plain
    return _with_infix(text, plain)


def _read_plain(text: str, start: int, *, share: bool = False) -> Numeral | None:
    char = text[start]
    if char.isdigit():
        match = ARABIC_RE.match(text, start)
        if match is None:
            return None
        return _split_pair(text, _arabic(match), share=share)
    if char == "半":
        return Numeral(start, start + 1, Decimal("0.5"), None, "half")
    if char in "几数上" and (vague := VAGUE_RE.match(text, start)):
        if char == "数" and start and text[start - 1] in _NOUN_BEFORE_SHU:
            return None
        return Numeral(start, vague.end(), None, None, "vague", ())
    if char in FINANCIAL:
        return _financial(text, start)
    match = CHINESE_RE.match(text, start)
    return _split_pair(text, _chinese(match), share=share) if match else None


def _arabic(match: re.Match[str]) -> Numeral:
    run = match.group()
    if run.isdecimal():
        value = Decimal(run) if len(run) <= MAX_DIGITS else None
    else:
        value = parse_number(run.replace(" ", "") if len(run) <= MAX_CHARS else run)
    return Numeral(match.start(), match.end(), value, None, "arabic")


def _financial(text: str, start: int) -> Numeral | None:
    match = FINANCIAL_RE.match(text, start)
    value = parse_number(match.group()) if match else None
    if match is None or value is None:
        return None
    run = match.group()
    # 伍 and 陆 end other words (队伍万人): a scale word alone makes them numerals before 元 only.
    sure = run[0] not in "肆伍陆" or text[match.end() : match.end() + 1] in ("元", "圆")
    if any(char in "拾佰仟千百" or (sure and char in "十万亿") for char in run):
        return Numeral(start, match.end(), value, None, "chinese")
    return None


def _chinese(match: re.Match[str]) -> Numeral:
    start, end, run = match.start(), match.end(), match.group()
    if len(run) > MAX_CHARS:
        return Numeral(start, end, None, None, "digits")
    if run[0] in "百千万亿" and not run.strip("十百千万亿"):
        return Numeral(start, end, parse_number(run), None, "scale")
    value = parse_number(run)
    if value is None and len(run) > 1:
        # 一百零几万 and 四万两白银: the last character belongs to what follows.
        if run[-1] == "零" and match.string.startswith("几", end):
            return Numeral(start, end, parse_number(run[:-1]), None, "chinese")
        if run[-1] == "两" and _WEIGHED_RE.match(match.string, end):
            return Numeral(start, end - 1, parse_number(run[:-1]), None, "chinese")
    if value is not None:
        spoken = len(run) > 1 and _PLACES.isdisjoint(run)
        return Numeral(start, end, value, None, "digits" if spoken else "chinese")
    if pair := _PAIR_RE.search(run):
        at = pair.start()
        low = parse_number(run[: at + 1] + run[at + 2 :])
        high = parse_number(run[:at] + run[at + 1 :])
        if low is not None and high is not None and low < high:
            return Numeral(start, end, low, high, "chinese")
    if len(run) > 1 and run[-1] == "千" and match.string.startswith("米", end):
        # 三十千米: the scale word belongs to the unit.
        shorter = CHINESE_RE.match(match.string, start, end - 1)
        return _chinese(shorter) if shorter else Numeral(start, end, None, None, "digits")
    return Numeral(start, end, None, None, "digits")


def _split_pair(text: str, numeral: Numeral, *, share: bool) -> Numeral:
    """Join 三、四百 and 七、八十 to one range where a unit or scale word shows that it is one."""
    if text[numeral.end : numeral.end + 1] != "、":
        return numeral
    split = _SPLIT_PAIR_RE.match(text, numeral.end)
    if split is None or numeral.value is None or numeral.value_max is not None:
        return numeral
    last = text[numeral.end - 1]
    alone = numeral.style == "chinese" or numeral.end - numeral.start == 1
    before = text[numeral.start - 1] if numeral.start else ""
    if _NEXT.get(last) != split[1] or not alone or before in ("、", "第", "."):
        return numeral
    if split[1].isdigit() and text[split.end() : split.end() + 1].isdigit():
        return numeral
    right = _read_plain_at(text, split.start(1))
    if right is None or right.value is None:
        return numeral
    scale = text[split.end() : right.end]
    head = text[numeral.start : numeral.end]
    low, high = parse_number(head + scale), parse_number(head[:-1] + split[1] + scale)
    follows = share or match_unit(text, right.end) is not None or bool(scale)
    if low is None or high is None or low >= high or not follows:
        return numeral
    return Numeral(numeral.start, right.end, low, high, numeral.style)


def _read_plain_at(text: str, start: int) -> Numeral | None:
    match = (ARABIC_RE if text[start].isdigit() else CHINESE_RE).match(text, start)
    if match is None:
        return None
    return _arabic(match) if text[start].isdigit() else _chinese(match)


def _with_infix(text: str, numeral: Numeral) -> Numeral:
    at = numeral.end
    if text.startswith((" 多", " 余"), at) and text[at - 1].isdigit():
        at += 1  # 70 多亿元
    for entry in approximators_inside().get(text[at : at + 1], ()):
        after = at + len(entry.word)
        if entry.not_before and entry.not_before.stands_at(text, after):
            continue
        last = text[numeral.end - 1]
        if entry.word in ("几", "来") and last not in "十百千万亿0零廿卅":
            continue
        if entry.word == "几" and text[after : after + 1] == "十":
            after += 1  # 一百几十个: the tens are open, the hundreds stand
        scale = _INFIX_SCALE_RE.match(text, after)
        words = scale.group() if scale else ""
        end = after + len(words)
        if entry.word == "来" and not words and match_unit(text, end) is None:
            continue
        low, high = _scaled_values(text[numeral.start : numeral.end], numeral, words)
        approx = (*numeral.approx, entry.word)
        return Numeral(numeral.start, end, low, high, numeral.style, approx)
    return numeral


def _scaled_values(run: str, numeral: Numeral, words: str) -> tuple[Decimal | None, Decimal | None]:
    """Return the value with the scale words after 多: 三亿三千五百|多|万 is 三亿三千五百万."""
    low, high = numeral.value, numeral.value_max
    if not words or low is None or len(words) > 8:
        return low, high
    run = run.rstrip("零")
    joined = parse_number(run + words) if high is None else None
    if joined is not None:
        return joined, None
    factor = scale_value(words)
    return multiply(low, factor), None if high is None else multiply(high, factor)


def _in_address(text: str, start: int, end: int) -> bool:
    """Say whether a % stands in an encoded address: letters in one run with it."""
    before = _ADDRESS_BEFORE_RE.search(text, max(0, start - _ADDRESS), start)
    return bool(before or _ADDRESS_BEHIND_RE.match(text, end, end + _ADDRESS))


def match_unit(text: str, start: int) -> tuple[str, str, str, int] | None:
    """Return (unit, kind, family, end) of the longest unit that stands at ``start``, or None.

    >>> match_unit("人次以上", 0), match_unit("人口", 0)
    (('人次', 'count', 'classifier', 2), None)
    """
    for entry in units_by_first().get(text[start : start + 1], ()):
        if not text.startswith(entry.written, start):
            continue
        end = start + len(entry.written)
        if entry.not_before and entry.not_before.stands_at(text, end):
            continue
        following = text[end : end + 1]
        if following.isascii() and following.isalnum() and entry.written[-1].isascii():
            # 5%30%65% lost its commas, %E4%205%20b is an address.
            percent = entry.written == "%" and following.isdigit()
            if not percent or _in_address(text, start, end):
                continue
        if entry.family == "magnitude":
            end = start + len(entry.unit)  # 级 of 级地震: the word after only tells what 级 is
        return entry.unit, entry.kind, entry.family, end
    return None

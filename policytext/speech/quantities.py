"""All number expressions of a text, with unit, kind and the words that make them inexact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import final

from policytext.speech.not_statistics import (
    STATISTIC_KINDS,
    classify,
    match_fixed,
    short_quotes,
    skip_fixed_word,
)
from policytext.speech.numeral_find import RUN_RE, START_RE
from policytext.speech.quantity_lexicons import (
    Approximator,
    approximators_after,
    approximators_before,
)
from policytext.speech.quantity_parts import Part, read_part
from policytext.speech.quantity_ranges import Row, join_range, lend_unit, read_row
from policytext.speech.quantity_signs import with_signs
from policytext.text.record import Record

_NO_WORDS: tuple[str, ...] = ()
_BRIDGE = ("占", "为", "有", "达", "了", "到", "合", "计", "在")
_SUMS = frozenset("值额入税资产,，、;；")
_ASIDE_RE = re.compile(r"\((?:不?含|包括)[^()\n]{0,6}\)")
_ROW_LINKS = frozenset("、和与及至到-—~")
# What is neither date nor name, seen at once: 8.9%, 35万.
_MEASURED_RE = re.compile(r"[0-9]+(?:\.[0-9]+)?[%万亿元]")
_DOUBLING_RE = re.compile(r"(?P<times>[一两二三四五六七八九十1-9])番")


@final
class Quantity(Record):
    """One number expression; ``text[start:end]`` is the shortest span that holds all of it.

    value, value_max: plain numbers, 万 and 亿 multiplied out; value_max only for a range; both
    None for ratios and for what states no number (几百). unit: as reported ("" where none
    stands there). kind: count, money, percent, points, ratio, multiple, measure; or, for what
    is no statistic, rank, duration, date, age, rhetorical, vague, enumerator, name.
    approx: the words of inexactness in their order. number_start:number_end is the number
    without them around it, unit_start:unit_end the unit (an empty span where there is none;
    before the number in 百分之五 and $5).
    """

    __match_args__ = (
        "start", "end", "value", "value_max", "unit", "kind", "approx", "number_start",
        "number_end", "unit_start", "unit_end",
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
        self.approx = approx
        self.number_start = number_start
        self.number_end = number_end
        self.unit_start = unit_start
        self.unit_end = unit_end

    @property
    def is_statistic(self) -> bool:
        """Whether the kind is one of those that measure something."""
        return self.kind in STATISTIC_KINDS


def find_quantities(folded: str) -> Iterator[Quantity]:
    """Yield every number expression of a width-folded text, in order, none overlapping.

    Fixed words (统一, 十分, 百姓) and bare numerals below one hundred without a unit yield nothing.

    >>> text = "超过1.52万亿美元,增长百分之五十三点九,近2000人次"
    >>> [(text[q.start:q.end], q.kind, q.unit, q.approx) for q in find_quantities(text)]
    [('超过1.52万亿美元', 'money', '美元', ('超过',)), ('百分之五十三点九', 'percent', '%', ()), \
('近2000人次', 'count', '人次', ('近',))]
    """
    quotes = short_quotes(folded)
    quote = next(quotes, None)
    position = floor = 0
    row = Row(None, 0, {})
    last: Quantity | None = None
    while found := START_RE.search(folded, position):
        start = found.start()
        while quote and quote[1] <= start:
            quote = next(quotes, None)
        if end := skip_fixed_word(folded, start):
            position = max(end, start + 1)
            continue
        part = _doubling(folded, start) if folded[start - 1] in "翻了" else None
        measured = part or _MEASURED_RE.match(folded, start)
        if not measured and (fixed := match_fixed(folded, start)):
            kind, position = fixed
            position = max(position, start + 1)
            if kind != "word":
                yield _plain(start, position, kind)
                floor = position
            continue
        part = part or row.parts.get(start) or read_part(folded, start)
        if part is None:
            run = RUN_RE.match(folded, start)
            position = run.end() if run else start + 1
            continue
        quoted = bool(quote and quote[0] < start)
        part = join_range(folded, part)
        if not part.kind and part.value is not None:
            if part.start >= row.end:
                row = read_row(folded, part)
            part = lend_unit(folded, part, row.lender) if row.lender else part
        quantity = _complete(folded, part, floor=floor, quoted=quoted)
        position = max(part.end, start + 1)
        if quantity and last and _continues_rank(folded, last, quantity):
            quantity = quantity.replaced(kind="rank")
        if quantity:
            last = quantity
            position = floor = quantity.end
            yield quantity


def _continues_rank(text: str, last: Quantity, quantity: Quantity) -> bool:
    """Say whether ``quantity`` goes on with the ordinals of 第1、2、3条."""
    link = text[last.end : quantity.start]
    return last.kind == "rank" and quantity.kind in ("count", "rhetorical") and link in _ROW_LINKS


def _plain(start: int, end: int, kind: str) -> Quantity:
    return Quantity(start, end, None, None, "", kind, (), start, end, end, end)


def _doubling(text: str, start: int) -> Part | None:
    """Return 翻一番 as twice, 翻两番 as four times."""
    times = _DOUBLING_RE.match(text, start)
    if times is None:
        return None
    back = 2 if text[start - 2 : start] == "翻了" else 1
    if text[max(0, start - back) : start - back + 1] != "翻" or start < back:
        return None
    power = "一二三四五六七八九十".find(times["times"]) + 1
    power = 2 if times["times"] == "两" else power or int(times["times"])
    end = times.end()
    return Part(
        start - back, end, Decimal(2**power), None, "倍", "multiple", "multiple", "chinese", (),
        start, end - 1, end - 1, end,
    )  # fmt: skip


def _complete(text: str, part: Part, *, floor: int, quoted: bool) -> Quantity | None:
    part = with_signs(text, part, floor)
    start, before, after = part.start, _NO_WORDS, _NO_WORDS
    # 超过 1.52万亿
    near = start - (text[start - 1 : start] == " " and text[start].isdigit())
    if near and text[near - 1] in _before_ends():
        begun, before = _words_before(text, part, near, floor)
        start = begun if before else start
    kind = classify(text, part, approximated=bool(before), quoted=quoted)
    if not kind:
        return None
    end = part.end
    if text[end : end + 1] in _after_starts():
        end, after = _words_after(text, end)
    value, high = part.value, part.value_max
    if kind in ("ratio", "vague", "name", "enumerator"):
        value = high = None
    return Quantity(
        start, end, value, high, part.unit, kind, (*before, *part.approx, *after),
        part.number_start, part.number_end, part.unit_start, part.unit_end,
    )  # fmt: skip


@cache
def _before_ends() -> frozenset[str]:
    return frozenset((*approximators_before(), *_BRIDGE))


@cache
def _after_starts() -> frozenset[str]:
    return frozenset((*approximators_after(), " ", "("))


def _words_before(text: str, part: Part, start: int, floor: int) -> tuple[int, tuple[str, ...]]:
    """Return the start and the approximators right before, over 了, 占, 为, 有, 达 as well.

    start: of the part, or of the blank before it.
    """
    words: tuple[str, ...] = ()
    for _ in range(2):
        entry = _word_ending(text, start, floor)
        at = start
        if entry is None and not words and text[start - 1 : start] in _BRIDGE:
            at = start - 1
            entry = _word_ending(text, at, floor)
            if entry is not None and entry.word in ("过", "超"):
                entry = None
        if entry is None or (entry.word == "过" and not _passes(text, part, start)):
            break
        start = at - len(entry.word)
        words = (entry.word, *words)
    return start, words


def _passes(text: str, part: Part, start: int) -> bool:
    """Say whether 过 before a number is no ending of a verb: 过亿元, 产值过10亿元."""
    return part.style == "scale" or (part.kind == "money" and text[start - 2 : start - 1] in _SUMS)


def _word_ending(text: str, end: int, floor: int) -> Approximator | None:
    for entry in approximators_before().get(text[end - 1 : end], ()):
        start = end - len(entry.word)
        if start < floor or not text.startswith(entry.word, start):
            continue
        if entry.not_after and entry.not_after.ends_at(text, start):
            continue
        return entry
    return None


def _words_after(text: str, end: int) -> tuple[int, tuple[str, ...]]:
    words: tuple[str, ...] = ()
    for _ in range(2):
        aside = _ASIDE_RE.match(text, end)
        at = aside.end() if aside else end + (text[end : end + 1] == " ")
        for entry in approximators_after().get(text[at : at + 1], ()):
            after = at + len(entry.word)
            if not text.startswith(entry.word, at):
                continue
            if entry.not_before and entry.not_before.stands_at(text, after):
                continue
            end, words = after, (*words, entry.word)
            break
        else:
            break
    return end, words

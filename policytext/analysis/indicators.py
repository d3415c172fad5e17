"""Indicators: the same quantity under one name across years, and the table they make."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from ..errors import LexiconError
from ..lexicons import read_cells
from ..speech.numerals import convert
from ..text.lazy import lazy_re
from ..text.widths import fold_width
from .stats import StatRow

LEXICON = "indicators.tsv"
KINDS = frozenset(("rate", "share", "money", "count", "measure", "points", "multiple"))
_GROWTH_RE = lazy_re(r"(?:增长|增速|增幅|涨幅|上涨|降幅|降低|下降|增长率|增长速度|上涨幅度)$")
_FALL_RE = lazy_re(r"降|减|跌|回落|缩|少|贬")
_LEVEL_ENDS = ("到", "至", "为")
_AVERAGE_RE = lazy_re(r"年均|年平均|平均每年|每年平均|平均每年增|每年递增|平均递增")
_SINCE_RE = lazy_re(r"比(?:上年|去年|前年|((?:19|20)\d\d)年?)?[^,;。:]{0,12}$")
_YEARS_RE = lazy_re(
    r"累计|(?<![\d一二三四五六七八九〇零])(?:[两三四五六七八九十]|[2-9])年(?:间|来|共|内|里|累计|新增|建成|完成|[^,]{0,2}增)?"
)
_REACHED_RE = lazy_re(r"达到?$|[到至为]$|超过$|突破$")
_FROM_RE = lazy_re(r"[从由]")
_CLAUSE_RE = lazy_re(r"[,;。:!?]")
# What may stand before or behind the noun without changing what is measured.
_LEAD_RE = lazy_re(
    r"(?:全国|我国|全省|全市|全县|全区|全州|我省|我市|我县|我区|本市|本省|今年|去年|上年|当年|本年|明年|全年|年末|年底"
    r"|(?:19|20)\d\d年(?:末|底)?|年内|全社会(?!固定|消费|用电|研究|研发|劳动)|预计|预期|力争|争取|确保|保证|实现|完成|达到|使|将|把|其中|累计|继续|约"
    r"|共|的|主要|经济社会发展|国民经济和社会发展|预期目标|目标|是|:|,|、|对|为|安排|拟安排|提供|保持|平均)+"
)
_TAIL_RE = lazy_re(
    r"(?:的|控制|保持|维持|稳定|预期|目标|力争|计划|分别|累计|达到|约|为|是|总体|实际|同比|平均每年|年均|预算|总计|合计|将)+$"
)
_TOTAL_TAIL_RE = lazy_re(r"(?:总额|总量|总数|总规模|人数|数量)$")
_NEW_RE = lazy_re(r"^(新增|净增)(城镇|农村|城乡|城市|农业)")
# A pronoun or a bare measure says nothing outside its sentence.
_NO_NOUN_RE = lazy_re(
    r"[这该其此]|上述|(?:总额|总数|总量|比重|比例|占比|规模|数量|人数|增幅|涨幅|降幅|增长|增加|下降|减少)"
    r"(?:增长|增加|下降|减少)?(?:\(|$)|.$"
)
_QUOTES = str.maketrans("", "", "“”‘’「」『』《》\"' \t\n")
TARGET = "target"
_LONGEST = 80


class Indicator(NamedTuple):
    """One line of the lexicon: name, kinds (rate, share, money …), the sign of a rate (+, - or
    empty), and the pattern of the whole subject."""

    name: str
    kinds: frozenset[str]
    sign: str
    pattern: re.Pattern[str]


class Named(NamedTuple):
    """What a statistic measures. name: of the indicator. falls: whether its value counts
    negative (the growth of something that fell). known: whether the lexicon has it."""

    name: str
    falls: bool
    known: bool


@cache
def load_indicators() -> tuple[Indicator, ...]:
    """Return the lexicon of indicators in its order.

    Raises LexiconError with the line where a kind, a sign or a pattern is malformed.
    """
    found = []
    for where, (name, kinds, sign, source) in read_cells(LEXICON, 4):
        if not kinds.split() or not KINDS.issuperset(kinds.split()) or sign not in ("", "+", "-"):
            raise LexiconError(
                f"{where}: {kinds!r} {sign!r}; expected of {', '.join(sorted(KINDS))}, and + or -"
            )
        try:
            pattern = re.compile(source)
        except re.error as error:
            raise LexiconError(f"{where}: {source!r} is no regular expression: {error}") from error
        found.append(Indicator(name, frozenset(kinds.split()), sign, pattern))
    return tuple(found)


@lru_cache(maxsize=8192)
def clean_subject(subject: str) -> str:
    """Return a subject without time, scope, verbs, quotes and 的; 新增城镇就业 as 城镇新增就业.

    >>> clean_subject("全国新增城镇就业"), clean_subject("居民消费价格总水平涨幅控制")
    ('城镇新增就业', '居民消费价格总水平涨幅')
    """
    text = fold_width(subject[:_LONGEST]).translate(_QUOTES).replace("的", "")
    for _ in range(3):
        lead, tail = _LEAD_RE.match(text), _TAIL_RE.search(text)
        begin = lead.end() if lead else 0
        end = tail.start() if tail else len(text)
        if begin >= end or (begin, end) == (0, len(text)):
            break
        text = text[begin:end]
    return _NEW_RE.sub(r"\2\1", text)


def name_indicator(row: StatRow) -> str:
    """Return the name of what a statistic measures, the same for all its ways of writing.

    The lexicon decides first; else it is the subject, cleaned, with 增长 or 下降 for a change.
    Growth over several years is an indicator of its own (年均增长; 增长(比2002年)).
    """
    return read_indicator(row).name


def read_indicator(row: StatRow) -> Named:
    """Return name and sign of what a statistic measures."""
    change = row.change
    moves = bool(change) and not change.endswith(_LEVEL_ENDS)
    named = _named(clean_subject(row.subject), row.kind, change if moves else "")
    span = _span(row, moves=moves)
    return named._replace(name=named.name + span) if span else named


@lru_cache(maxsize=8192)
def _named(subject: str, kind: str, change: str) -> Named:
    growth = bool(change) or bool(_GROWTH_RE.search(subject))
    wanted = ("rate" if growth else "share",) if kind == "percent" else (kind,)
    falls = bool(_FALL_RE.search(change)) if change else False
    # 增长 by an amount of money is another quantity than the money itself.
    amount = bool(change) and kind != "percent"
    for entry in load_indicators():
        if entry.kinds.isdisjoint(wanted) or not entry.pattern.fullmatch(subject):
            continue
        if amount:
            return Named(entry.name + ("减少" if falls else "增加"), False, True)
        rises = bool(change) and not falls
        down = (entry.sign == "+" and falls) or (entry.sign == "-" and rises)
        return Named(entry.name, down, True)
    base = _TOTAL_TAIL_RE.sub("", subject) or subject
    if not change:
        return Named(base, False, False)
    verbs = ("增长", "下降") if kind == "percent" else ("增加", "减少")
    verb = verbs[falls]
    return Named(base if base.endswith(verb) else base + verb, False, False)


def _span(row: StatRow, *, moves: bool) -> str:
    """Say where a number is not that of one year: (年均), (比2002年), (累计)."""
    before, earlier = _clauses(row.sentence, row.raw)
    if _AVERAGE_RE.search(before):
        return "(年均)"
    if moves:
        since = _SINCE_RE.search(before) or _SINCE_RE.search(earlier)
        if since and since[1] and (row.ref_year is None or int(since[1]) != row.ref_year - 1):
            return f"(比{since[1]}年)"
    years = _YEARS_RE.search(before) or (_YEARS_RE.search(earlier) if moves else None)
    reached = row.change.endswith(_LEVEL_ENDS) or _REACHED_RE.search(before)
    # 城镇新增就业5771万人; 人均纯收入年均增长8.9%: what is added counts for the same years.
    added = "新增" in row.subject and _AVERAGE_RE.search(row.sentence)
    if (years or added) and not reached and row.kind not in ("points", "multiple"):
        return "(累计)"
    return ""


@lru_cache(maxsize=256)
def _clauses(sentence: str, raw: str) -> tuple[str, str]:
    """The clause of a number up to it, and the clause before."""
    folded = _folded(sentence)
    at = folded.find(fold_width(raw))
    clauses = _CLAUSE_RE.split(folded[max(0, at - 60) : max(0, at)])
    return clauses[-1], clauses[-2] if len(clauses) > 1 else ""


@lru_cache(maxsize=64)
def _folded(sentence: str) -> str:
    """A sentence, which mostly has several numbers, with its widths folded."""
    return fold_width(sentence)


class Cell(NamedTuple):
    """A candidate for one cell of the table; the least counts.

    distance: years between the speech and the one in which the value is expected. aside: a target
    that is given to the dot (目标 are 8%左右) outside a sentence on goals. order: its place in the
    speeches. value: negative for a fall. unit: its own. known: whether the lexicon has it.
    row: the statistic.
    """

    distance: int
    aside: bool
    order: int
    value: int | float
    unit: str
    known: bool
    row: StatRow


Key = tuple[str, str, str]


def pivot_rows(rows: Iterable[StatRow]) -> tuple[list[str], list[list[object]]]:
    """Return the columns (indicator, unit, then the years) and a row an indicator.

    rows: statistics of any number of speeches. A target's indicator ends in `` (target)``, so that
    what was aimed at and what came out stand in two rows. Values of one indicator are put into
    its most frequent unit where units convert (斤 and 吨). Where several speeches give a value for
    a year, the one given nearest to that year counts, then the first. Statistics whose year the
    text does not tell have no column and are left out, as are ratios. Rows with most years come
    first, then those of the lexicon, then in the order they are first met.
    """
    series = list_series(rows)
    years = sorted({year for one in series for year in one.cells})
    table: list[list[object]] = []
    for one in series:
        values = [one.value(year) if year in one.cells else None for year in years]
        name = f"{one.name} ({one.reading})" if one.reading else one.name
        table.append([name, one.unit, *values])
    return ["indicator", "unit", *map(str, years)], table


class Series(NamedTuple):
    """One indicator through the years.

    name: of the indicator. reading: ``target``, or empty for results. unit: of all its values.
    cells: the value that counts for each year, in its own unit, with the row it is from.
    """

    name: str
    reading: str
    unit: str
    cells: dict[int, Cell]

    def value(self, year: int) -> int | float:
        """Return the value for a year in the unit of the indicator."""
        return _in_unit(self.cells[year], self.unit)


def list_series(rows: Iterable[StatRow]) -> list[Series]:
    """Return the indicators in the statistics, chosen and ordered as in `pivot_rows`."""
    cells: dict[Key, dict[int, Cell]] = {}
    units: dict[Key, Counter[str]] = {}
    for order, row in enumerate(without_starts(rows)):
        year = row.ref_year
        if year is None and row.reading == TARGET:
            year = row.year
        if row.value is None or year is None or not row.subject:
            continue
        key, cell = _cell(row, year, order)
        if not cell.known and _NO_NOUN_RE.match(key[0]):
            continue
        by_year = cells.setdefault(key, {})
        units.setdefault(key, Counter())[_shown(row.unit)] += 1
        if year not in by_year or cell[:3] < by_year[year][:3]:
            by_year[year] = cell
    out = []
    for key, by_year in sorted(cells.items(), key=_rank):
        unit = max(units[key].items(), key=lambda item: item[1])[0]
        out.append(Series(key[0], key[1], unit, by_year))
    return out


def _cell(row: StatRow, year: int, order: int) -> tuple[Key, Cell]:
    named = read_indicator(row)
    target = row.reading == TARGET
    key = (named.name, TARGET if target else "", _family(row))
    value = -row.value if named.falls and row.value is not None else row.value
    assert value is not None  # rows without a value are left out before
    distance = abs((row.year or year) - year - (not target))
    aside = target and "目标" not in row.sentence and not row.approx
    return key, Cell(distance, aside, order, value, row.unit, named.known, row)


def without_starts(rows: Iterable[StatRow]) -> Iterator[StatRow]:
    """Yield the rows without the levels a change started from: 从A增加到B is B's year."""
    last: StatRow | None = None
    for row in rows:
        if last is not None and not _starts(last, row):
            yield last
        last = row
    if last is not None:
        yield last


def _starts(old: StatRow, new: StatRow) -> bool:
    return (
        new.change.endswith(_LEVEL_ENDS)
        and (old.doc, old.subject, old.unit, old.ref_year)
        == (new.doc, new.subject, new.unit, new.ref_year)
        and old.sentence == new.sentence
        and bool(_FROM_RE.search(_clauses(old.sentence, old.raw)[0]))
    )


def _rank(item: tuple[tuple[str, str, str], dict[int, Cell]]) -> tuple[int, int, int]:
    by_year = item[1]
    first = min(by_year.values(), key=lambda cell: cell.order)
    return -len(by_year), 0 if first.known else 1, first.order


_PEOPLE = frozenset(("人", "名", "位", "口"))


def _shown(unit: str) -> str:
    return "人" if unit in _PEOPLE else unit


def _family(row: StatRow) -> str:
    """What units of one row must have in common: the base they convert to, else the unit."""
    if row.kind in ("measure", "money") and (one := convert(Decimal(1), row.unit)):
        return one[1]
    return _shown(row.unit)


def _in_unit(cell: Cell, unit: str) -> int | float:
    """The value of a cell in ``unit``."""
    if cell.unit == unit or _shown(cell.unit) == unit:
        return cell.value
    own, other = convert(Decimal(1), cell.unit), convert(Decimal(1), unit)
    if own is None or other is None:
        return cell.value
    value = Fraction(str(cell.value)) * own[0] / other[0]
    return int(value) if value.denominator == 1 else round(float(value), 6)

"""Two levels and what lies between them: 由A增加到B,增加D,增长r%; B,比上年增加D,增长r%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from ...text.lazy import lazy_re
from .claims import Claim
from .figures import Figure, show, written
from .shares import fits_percent
from .words import words_of

_TO_RE = lazy_re(
    r"(?:到|至|为|成|达)了?(?:约|近)?(?:(?:(?:19|20)\d\d|上|去|今)年(?:底|末|度)?的?|现在的?|目前的?)?$"
)
_SINCE_RE = lazy_re(r"是((?:19|20)\d\d)年的$")
_YEAR_RE = lazy_re(r"(?:19|20)\d\d(?=年)")
_EACH_YEAR_RE = lazy_re(r"年均|年平均|每年|平均递增")
_FALL_RE = lazy_re(r"(?:减|降|下跌|回落|缩|少|跌)[^增升]{0,4}$")
_UP_RE = lazy_re(
    r"(?:增加|增长|提高|上升|扩大|上涨|提升)(?:到|至|为)[约近]?(?:(?:19|20)\d\d年[底末]?的?)?$"
)
_DOWN_RE = lazy_re(
    r"(?:减少|下降|降低|缩小|减|降|下调|压缩)(?:到|至|为)[约近]?(?:(?:19|20)\d\d年[底末]?的?)?$"
)
# 从第10位上升到第3位 goes up by going down.
_RANKS = frozenset(("位", "名", "度"))
_OTHER_BASE_RE = lazy_re(r"[;。:!?\n]|其中|同口径|可比")
_GAP = 16
_REACH = 400  # how far before a level the years of both are looked for


def find_growth(folded: str, start: int, figures: Sequence[Figure]) -> Iterator[Claim]:
    """Yield the claims about a change between two levels in a sentence that begins at ``start``.

    Rates of value in constant prices (国内生产总值, 产值, 收入) fit no levels in current prices and
    are not checked.
    """
    for i, figure in enumerate(figures):
        if figure.role == "from":
            yield from _from_to(folded, start, figures, i)
        elif figure.kind == "multiple" and i + 1 < len(figures):
            if claim := _times_and_rate(folded, start, figure, figures[i + 1]):
                yield claim
        elif figure.role == "change" and figure.kind in ("count", "money", "measure"):
            yield from _with_change(folded, start, figures, i)


def _from_to(folded: str, start: int, figures: Sequence[Figure], i: int) -> Iterator[Claim]:
    old = figures[i]
    rest = figures[i + 1 : i + 5]
    if not rest or rest[0].base != old.base or old.low <= 0:
        return
    new, after = rest[0], rest[1:]
    if new.role == "change" and len(rest) > 1 and rest[1].base == old.base:
        new, after = rest[1], (rest[0], *rest[2:])
    reached = folded[max(old.end, new.start - 16) : new.start]
    if not _TO_RE.search(reached) or new.start - old.end > 40:
        return
    if _OTHER_BASE_RE.search(folded[old.end : new.start]):
        return
    if claim := _wrong_way(folded, old, new):
        yield claim
        return
    real = bool(words_of("real").search(folded[max(start, old.start - 40) : old.start]))
    at = new.end
    for figure in after:
        gap = folded[at : figure.start] if figure.start >= at else ""
        if len(gap) > _GAP or _OTHER_BASE_RE.search(gap) or figure.role == "from":
            return
        if gap.count(",") > 1 or _names_subject(gap):
            return
        claim = _between(folded, start, old, new, figure, gap, real)
        if claim:
            yield claim
        at = max(at, figure.end)


_HEAD_WORD_RE = lazy_re(
    r"五年|年均|年平均|每年|平均|同比|累计|总共|共|净|实际|分别|约|近|一年|增幅|降幅|也就是|即"
)
_HEAD_VERB_RE = lazy_re(r"[递增减降下提上扩回缩翻多少涨升跌超为达是]")
_COMPARED = 8


def _names_subject(gap: str) -> bool:
    """Whether a clause between two figures names another subject than the levels."""
    return bool(gap.strip(",、")) and not _opens_with_change(gap)


def _opens_with_change(gap: str) -> bool:
    """Whether words of no subject (年均, 同比, 比 and up to eight characters) lead to a verb.

    Each place is looked at once: as one expression 比比比… would be read in every possible way.
    """
    places = [int(gap[:1] in ",、(")]
    if places[0]:
        places.append(0)
    seen: set[int] = set()
    while places:
        at = places.pop()
        if at in seen:
            continue
        seen.add(at)
        if _HEAD_VERB_RE.match(gap, at):
            return True
        if word := _HEAD_WORD_RE.match(gap, at):
            places.append(word.end())
        if gap.startswith("比", at):
            limit = min(len(gap), at + 1 + _COMPARED)
            comma = gap.find(",", at, limit)
            places += range(at + 1, (comma if comma >= 0 else limit) + 1)
    return False


def _between(
    folded: str, start: int, old: Figure, new: Figure, figure: Figure, gap: str, real: bool
) -> Claim | None:
    """Compare one figure with the two levels before it."""
    if figure.role != "change" and figure.kind != "multiple":
        return None
    text = written(figure, folded)
    yearly = bool(_EACH_YEAR_RE.search(gap))
    shares = old.kind == "percent"
    if not yearly and (figure.kind == "points" if shares else figure.base == old.base):
        low, high = _apart(old, new)
        ok = low <= figure.high + (figure.step / 2 if shares else 0) and high >= figure.low
        apart = abs(new.value - old.value)
        computed = show(apart, unit="个百分点") if shares else show(apart, new)
        return Claim(old.start, figure.end, "change", text, computed, ok)
    if shares:
        return None
    if figure.kind == "percent":
        claim = (
            _each_year(folded, start, old, new, figure)
            if yearly
            else _rate(folded, old, new, figure)
        )
    else:
        claim = _times(old, new, figure, text) if figure.kind == "multiple" and not yearly else None
    return None if claim and real and not claim.ok else claim


def _rate(folded: str, old: Figure, new: Figure, figure: Figure) -> Claim:
    low, high = new.low / old.high - 1, new.high / old.low - 1
    if new.value < old.value:
        low, high = -high, -low
    computed = show(abs(new.value / old.value - 1) * 100, unit="%")
    ok = fits_percent(figure, low, high)
    return Claim(old.start, figure.end, "growth", written(figure, folded), computed, ok)


def _times(old: Figure, new: Figure, figure: Figure, text: str) -> Claim | None:
    """增长2倍 is read as three times as much, and as twice; 翻一番 only as twice."""
    if new.value <= old.value:
        return None
    low, high = new.low / old.high, new.high / old.low
    least, most = figure.low, figure.high + figure.step / 2
    readings = (0,) if "番" in text else (0, 1)
    ok = any(low - less <= most and high - less >= least for less in readings)
    # 是2010年的2.6倍 is the one, 增长2倍 mostly the other.
    less = readings[-1] if figure.role == "change" else 0
    computed = show(new.value / old.value - less, unit="倍")
    return Claim(old.start, figure.end, "growth", text, computed, ok)


def _wrong_way(folded: str, old: Figure, new: Figure) -> Claim | None:
    """由5亿元增加到3亿元: a rise that falls."""
    verb = folded[max(old.end, new.start - 14) : new.start]
    if old.quantity.unit in _RANKS or new.quantity.unit in _RANKS:
        return None
    rises, falls = bool(_UP_RE.search(verb)), bool(_DOWN_RE.search(verb))
    if rises == falls or not ((rises and new.high < old.low) or (falls and new.low > old.high)):
        return None
    return Claim(old.start, new.end, "change", written(new, folded), written(old, folded), False)


def _times_and_rate(folded: str, start: int, times: Figure, rate: Figure) -> Claim | None:
    """2010年达到70.5亿元,是2005年的2.7倍,年均增长22%: what the rate makes of that many years."""
    gap = folded[times.end : rate.start]
    if rate.kind != "percent" or rate.role != "change":
        return None
    since = _SINCE_RE.search(folded[max(start, times.start - 12) : times.start])
    until = since and _YEAR_RE.search(folded, max(start, times.start - _REACH), times.start)
    if not since or not until:
        return None
    years = int(until[0]) - int(since[1])
    if not _EACH_YEAR_RE.search(gap) or len(gap) > _GAP or not 1 < years < 60 or rate.high <= 0:
        return None
    low, high = (float(1 + r / 100) ** years for r in (rate.low, rate.high))
    ok = float(times.low) <= high and float(times.high + times.step / 2) >= low
    if not ok and words_of("real").search(folded[max(start, times.start - 60) : rate.start]):
        return None
    middle = (float(times.value) ** (1 / years) - 1) * 100
    computed = show(Fraction(middle), unit="%")
    return Claim(times.start, rate.end, "growth", written(rate, folded), computed, ok)


def _apart(old: Figure, new: Figure) -> tuple[Fraction, Fraction]:
    low, high = new.low - old.high, new.high - old.low
    return (low, high) if new.value >= old.value else (-high, -low)


def _each_year(folded: str, start: int, old: Figure, new: Figure, figure: Figure) -> Claim | None:
    """年均增长: with the years of both levels, or those that an earlier 从…年到…年 states.

    The latter may be those of something else, so they can only confirm.
    """
    years = [int(y) for y in _YEAR_RE.findall(folded, max(0, old.start - 24), new.start)]
    sure = len(years) >= 2
    if not sure:
        earlier = _YEAR_RE.findall(folded, max(start, old.start - _REACH), old.start)
        years = [int(y) for y in earlier][:2]
    if len(years) < 2 or not 0 < years[-1] - years[-2] < 60 or new.value <= old.value:
        return None
    n = years[-1] - years[-2]
    low = float(new.low / old.high) ** (1 / n) - 1
    high = float(new.high / old.low) ** (1 / n) - 1
    computed = float(new.value / old.value) ** (1 / n) - 1
    ok = fits_percent(figure, Fraction(low), Fraction(high))
    if not ok and not sure:
        return None
    text = written(figure, folded)
    return Claim(
        old.start, figure.end, "growth", text, show(Fraction(computed) * 100, unit="%"), ok
    )


def _with_change(folded: str, start: int, figures: Sequence[Figure], i: int) -> Iterator[Claim]:
    """B,比上年增加D,增长r% and 比上年增加D,达到B,增长r%."""
    change = figures[i]
    near = [*figures[max(0, i - 1) : i], *figures[i + 1 : i + 3]]
    levels = [f for f in near if f.base == change.base and f.role == "level"]
    rates = [
        f for f in near if f.kind == "percent" and f.role == "change" and f.start > change.start
    ]
    if not levels or not rates:
        return
    level, rate = levels[0], rates[0]
    first, last = min(level.start, change.start), rate.end
    text = folded[first:last]
    if _OTHER_BASE_RE.search(text) or len(text) > 70 or level.start > rate.start:
        return
    after = sorted((level, change, rate), key=lambda f: f.start)
    gaps = [folded[a.end : b.start] for a, b in pairwise(after)]
    if any(len(g) > _GAP or g.count(",") > 1 or _names_subject(g) for g in gaps):
        return
    if level.start > change.start and not _TO_RE.search(folded[level.start - 3 : level.start]):
        return
    if _EACH_YEAR_RE.search(text):
        return
    falls = bool(_FALL_RE.search(folded[max(0, change.start - 6) : change.start]))
    sign = -1 if falls else 1
    old_low = level.low - sign * (change.high if sign > 0 else change.low)
    old_high = level.high - sign * (change.low if sign > 0 else change.high)
    if old_low <= 0:
        return
    ok = fits_percent(rate, change.low / old_high, change.high / old_low)
    if not ok and words_of("real").search(folded[max(start, first - 40) : last]):
        return
    value = change.value / (level.value - sign * change.value) * 100
    yield Claim(first, last, "growth", written(rate, folded), show(value, unit="%"), ok)

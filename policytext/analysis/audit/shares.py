"""Part, whole and percentage: 379名党员中…79名、占20.9%; 应到50人,实到48人,到会率96%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ...text.lazy import lazy_re
from .claims import Claim
from .figures import Figure, show, written
from .words import words_of

_SHARE_RE = lazy_re(
    r"^[^,;。占0-9%]{0,16}[,、;]?\s*[^,;。占0-9%]{0,8}占(?P<base>[^,;。占]{0,24}?)(?P<link>的?(?:比重|比例|比|份额)?(?:\([^()]{0,20}\))?(?:为|是|达到|达|约|近)?)$"
)
# 女党员1597名,占党员总数的21%: a part itself.
_PART_RE = lazy_re(
    r"[^,;。占0-9%]{0,16}[,、;]?\s*[^,;。占0-9%]{0,8}占(?P<base>[^,;。占0-9]{0,24})[0-9百]"
)
_OWN_BASE_RE = lazy_re(r"^(?:其|其中|总数|总量|总额|总人数|总人口|全部|总|总体|比)?(?:的)?$")
# 占年度计划10亿元的80%: the whole stands between.
_SHARE_OF_RE = lazy_re(r"占[^,;。:占0-9]{0,12}$")
_OF_RE = lazy_re(r"[^,;。0-9]{0,8}的(?:比例|比重)?(?:为|约)?")
_AMONG_RE = lazy_re(r"^[^,;。:0-9]{0,16}(?:之?中(?:[,:、]|有)|里[,:])|^[^。0-9]{0,30}其中")
_WHOLE_RE = lazy_re(r"(?:共|总|共有|总数|总计|合计)[^,;。0-9]{0,14}$")
_RATE_RE = lazy_re(r"(?P<stem>[^,;。、0-9的]{2,6})率(?:为|达|达到|是|约)?$")
_STEM_LIMIT = 3
_BACK = 24


def find_shares(
    folded: str, figures: Sequence[Figure], earlier: Sequence[Figure]
) -> Iterator[Claim]:
    """Yield the claims that a part is so many percent of a whole.

    figures: of the sentence. earlier: of those before it in its paragraph. The whole is the number
    that 占 names, or, where it names none, a number of the same unit before the part. A share that
    fits none is wrong only where one of them is marked as the whole: 379名党员中, 其中, 共.
    """
    for i, percent in enumerate(figures):
        if percent.kind != "percent" or i == 0:
            continue
        if claim := _share(folded, figures, i, earlier) or _rate(folded, figures, i):
            yield claim


def _share(
    folded: str, figures: Sequence[Figure], i: int, earlier: Sequence[Figure]
) -> Claim | None:
    percent, part = figures[i], figures[i - 1]
    known: list[Figure] = list(figures[max(0, i - _BACK) : i - 1])
    inner = None
    if i > 1 and _SHARE_OF_RE.search(folded[max(figures[i - 2].end, part.start - 16) : part.start]):
        inner, part = part, figures[i - 2]
        known = [inner]
    if not _counts(part) or percent.role != "level":
        return None
    between = folded[part.end : percent.start]
    match = None if inner else _SHARE_RE.match(between)
    if inner is None and match is None:
        return None
    if inner is not None and not _OF_RE.fullmatch(folded[inner.end : percent.start]):
        return None
    base = match["base"] if match else ""
    wholes = [f for f in known if _may_hold(f, part)]
    own = _OWN_BASE_RE.match(base) or words_of("whole").sub("", base) == part.quantity.unit
    if inner is None and not own:
        wholes = [f for f in wholes if _is_named(folded, f, base)]
        sure = wholes if len(wholes) == 1 else []
        wholes += [f for f in earlier if _may_hold(f, part) and _is_named(folded, f, base)]
    else:
        sure = [f for f in wholes if f is inner or _is_whole(folded, f, part)]
    claim = _judge(folded, "share", part, percent, wholes, sure)
    if claim and not claim.ok and known and "其中" in folded[known[-1].end : part.start]:
        # 24名正职中,19人是“60后”,其中书记8人,占79.2%: it may be the 19 that are meant.
        outer = known[-1]
        held = [f for f in known[:-1] if _may_hold(f, outer)]
        meant = _judge(folded, "share", outer, percent, held, ())
        return meant or claim
    return claim


def _may_hold(whole: Figure, part: Figure) -> bool:
    return whole.base == part.base and whole.role == "level" and whole.low >= part.low


def _judge(
    folded: str,
    check: str,
    part: Figure,
    percent: Figure,
    wholes: Sequence[Figure],
    sure: Sequence[Figure],
) -> Claim | None:
    """Compare with each whole, the surest first; none that fits is a claim against a sure one."""
    # Equal numbers once; the surest stands first.
    distinct = {(f.low, f.high): f for f in [*reversed(sure), *reversed(wholes)]}
    for whole in distinct.values():
        if fits_percent(percent, part.low / whole.high, part.high / whole.low):
            return _claim(folded, check, part, percent, whole, True)
    return _claim(folded, check, part, percent, sure[-1], False) if sure else None


def fits_percent(percent: Figure, low: Fraction, high: Fraction) -> bool:
    """Whether a percentage as written, rounded or cut off, can stand for low to high (as 0.2)."""
    step = percent.step
    return low * 100 < percent.high + step / 2 and high * 100 >= percent.low


def _claim(
    folded: str, check: str, part: Figure, percent: Figure, whole: Figure, ok: bool
) -> Claim:
    computed = show(part.value / whole.value * 100, unit="%")
    start = min(part.start, whole.start)
    # The evidence of a share is the part and the percentage; the whole may stand far before.
    start = start if percent.end - start <= 80 else part.start
    return Claim(start, percent.end, check, written(percent, folded), computed, ok)


def _counts(figure: Figure) -> bool:
    return figure.kind in ("count", "money", "measure") and bool(figure.base) and figure.low > 0


def _is_whole(folded: str, whole: Figure, part: Figure) -> bool:
    """Whether a number is marked as the whole of what follows: 379名党员中, 共…, …其中."""
    after = folded[whole.end : min(whole.end + 48, part.start)]
    if _AMONG_RE.match(after):
        return True
    if _PART_RE.match(after):
        return False
    return bool(_WHOLE_RE.search(folded[max(0, whole.start - 18) : whole.start])) and "," in after


def _is_named(folded: str, whole: Figure, base: str) -> bool:
    """Whether the noun after 占 stands right beside a number."""
    core = words_of("whole").sub("", base)
    if (own := _PART_RE.match(folded, whole.end)) and core in own["base"]:
        return False
    around = folded[max(0, whole.start - len(base) - 4) : whole.start]
    return len(core) >= 2 and (core in around or folded.startswith(core, whole.end))


def _rate(folded: str, figures: Sequence[Figure], i: int) -> Claim | None:
    """抽查100批,合格95批,合格率95%: the stem of the rate stands before the part."""
    percent, part = figures[i], figures[i - 1]
    match = _RATE_RE.search(folded[max(part.end, percent.start - 12) : percent.start])
    if i < 2 or not match or not _counts(part) or percent.start - part.end > 14:
        return None
    whole = figures[i - 2]
    if whole.base != part.base or whole.low < part.low or part.start - whole.end > 14:
        return None
    verb = folded[whole.end : part.start]
    stem = match["stem"].lstrip(",、;")
    sure = [whole] if any(c in verb for c in stem[-_STEM_LIMIT:] if c not in "的了") else []
    return _judge(folded, "rate", part, percent, [whole], sure)

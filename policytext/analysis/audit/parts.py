"""A whole and its parts: 229人,其中48人…154人…; 甲…乙…合计…."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ...text.lazy import lazy_re
from .claims import Claim
from .figures import Figure, show, written
from .words import pairs, words_of

_NEW_TOPIC_RE = lazy_re(r"[。!?;\n]")
_TOTAL_RE = lazy_re(r"(?:合计|共计|总计|总共)(?:为|达|达到|有)?$")
_CLAUSE_RE = lazy_re(r"[,;:。!?()\n]")
_MEAN_RE = lazy_re(r"(?:年均|平均|人均|户均|每[年月日天人户亩个])[^,;。0-9]{0,10}$")
_COMPARED_RE = lazy_re(r"比|人均|平均|每|年均|最")
_MOST = 12
_AMONG = "其中"


def find_parts(folded: str, start: int, end: int, figures: Sequence[Figure]) -> Iterator[Claim]:
    """Yield the claims about parts in the sentence ``folded[start:end]``, whose figures are given.

    The sum of the parts is checked where they claim to be complete, where it fits, and where
    parts that exclude each other exceed the whole; else the first part against the whole.
    """
    at = folded.find(_AMONG, start, end)
    starts = [f.start for f in figures]
    while at >= 0:
        after = folded.find(_AMONG, at + 2, end)
        i = bisect_left(starts, at)
        near = figures[max(0, i - _MOST) : i + 3 * _MOST]
        yield from _among(folded, at, after if after >= 0 else end, near)
        at = after
    yield from _totals(folded, figures)


def _among(folded: str, at: int, end: int, figures: Sequence[Figure]) -> Iterator[Claim]:
    limit = _extent(folded, at, end)
    inside = [f for f in figures if at < f.start and f.end <= limit]
    first = next((f for f in inside if f.role == "level" and _measures(f)), None)
    if first is None or first.start - at > 40 or _is_compared(folded, at, first):
        return
    before = [f for f in figures if f.end <= at and f.base == first.base and _measures(f)]
    levels = [f for f in before[-4:] if f.role == "level" and not _is_mean(folded, f)]
    if not levels or at - levels[-1].end > 60:
        return
    # 299个(新建40个),其中229个: the nearest number that can hold the part.
    whole = next((f for f in reversed(levels) if f.high >= first.low), levels[-1])
    if (
        folded[at - 1] == "("
        and at - 1 != whole.end
        and _CLAUSE_RE.search(folded[whole.end : at - 1])
    ):
        return
    parts = _parallel(folded, at, inside, first, whole)
    if limit < end and (over := _over_semicolons(folded, at, end, figures, first, whole)):
        parts = over
    elif len(parts) == 1 and (other := _counterpart(folded, at, first, whole, figures)):
        parts.append(other)
    if len(parts) > 1 and (claim := _sum(folded, at, parts, whole)):
        # 总人口45万人,其中城镇人口31万人,…,其中男性22万人: parts of the first, not of the nearest.
        others = () if claim.ok else (_sum(folded, at, parts, f) for f in reversed(before))
        yield next((other for other in others if other and other.ok), claim)
        return
    highest = max(f.high for f in before)
    if first.low > highest or first.low <= whole.high:
        yield Claim(
            whole.start, first.end, "part", written(first, folded), written(whole, folded),
            first.low <= highest,
        )  # fmt: skip


def _measures(figure: Figure) -> bool:
    return figure.kind in ("count", "money", "measure") and bool(figure.base)


def _is_mean(folded: str, figure: Figure) -> bool:
    """年均2040亿元 is no whole of anything."""
    return bool(_MEAN_RE.search(folded[max(0, figure.start - 14) : figure.start]))


def _extent(folded: str, at: int, end: int) -> int:
    """Where what 其中 opens ends: its bracket, else ; or the sentence (其中: goes on over ;)."""
    if folded[at - 1 : at] == "(":
        close = folded.find(")", at, end)
        return close if close >= 0 else end
    if folded[at + 2 : at + 3] == ":":
        return end
    stop = _NEW_TOPIC_RE.search(folded, at, end)
    return stop.start() if stop else end


def _is_compared(folded: str, at: int, first: Figure) -> bool:
    """其中 … 比上年, 人均, 每人: the number after it is no part of the number before."""
    return bool(_COMPARED_RE.search(folded, at, first.start))


def _parallel(
    folded: str, at: int, inside: Sequence[Figure], first: Figure, whole: Figure
) -> list[Figure]:
    """The parts that follow one another, each a noun and a number that ends its clause."""
    parts: list[Figure] = []
    previous = at + 2
    for figure in inside:
        if figure.kind == "percent" or (figure.base == first.base and figure.role == "change"):
            # What is said of a part: its share, its growth.
            previous = figure.end
            continue
        gap = folded[previous : figure.start]
        marks = gap.count(",") + gap.count("、") + gap.count(";")
        if figure.base != first.base or figure.role != "level" or figure.low > whole.high:
            break
        if parts and (marks > 1 or len(gap) > 30):
            break
        parts.append(figure)
        previous = figure.end
    return parts


def _over_semicolons(
    folded: str, at: int, end: int, figures: Sequence[Figure], first: Figure, whole: Figure
) -> list[Figure]:
    """甲3人,占30%;乙7人,占70%: the parts before ; and behind, if together they are the whole."""
    inside = [f for f in figures if at < f.start and f.end <= end]
    parts = _parallel(folded, at, inside, first, whole)
    low, high = sum(p.low for p in parts), sum(p.high for p in parts)
    return parts if len(parts) > 1 and low <= whole.high and high >= whole.low else []


def _counterpart(
    folded: str, at: int, first: Figure, whole: Figure, figures: Sequence[Figure]
) -> Figure | None:
    """其中,中央3亿元,增加1亿元;地方2亿元: the other of a pair, behind what is said of the one."""
    name = folded[at + 2 : first.start]
    for figure in figures:
        if figure.start < first.end or figure.base != first.base or figure.role != "level":
            continue
        begin = max(folded.rfind(c, first.end, figure.start) for c in ",;") + 1
        other = folded[begin : figure.start]
        if figure.start - first.end > 40 or not begin or figure.low > whole.high:
            return None
        return figure if any(_is_pair([name, other], pair) for pair in pairs()) else None
    return None


def _sum(folded: str, at: int, parts: list[Figure], whole: Figure) -> Claim | None:
    low = sum((p.low for p in parts), Fraction(0))
    high = sum((p.high for p in parts), Fraction(0))
    texts = []
    previous = at
    for part in parts:
        texts.append(folded[previous : part.start])
        previous = part.end
    fits = low <= whole.high and high >= whole.low
    names = "".join(texts)
    complete = bool(words_of("rest").search(texts[-1])) or (
        len(parts) == 2 and any(_is_pair(texts, pair) for pair in pairs())
    )
    # One of two groups may share members with the other: 党纪处分315人、政务处分40人.
    apart = (
        len(parts) > 2
        and not words_of("shared").search(names)
        and all(_ends_clause(folded, p) for p in parts)
    )
    if not fits and not complete and not (apart and low > whole.high):
        return None
    total = sum((p.value for p in parts), Fraction(0))
    computed = show(total, whole)
    return Claim(whole.start, parts[-1].end, "parts", written(whole, folded), computed, fits)


def _is_pair(texts: list[str], pair: tuple[str, str]) -> bool:
    a, b = pair
    return (a in texts[0] and b in texts[1]) or (b in texts[0] and a in texts[1])


def _ends_clause(folded: str, figure: Figure) -> bool:
    return folded[figure.end : figure.end + 1] in ",;、。)和" or figure.end == len(folded)


def _totals(folded: str, figures: Sequence[Figure]) -> Iterator[Claim]:
    """甲3人,乙4人,合计7人: the numbers before 合计, each in a clause of its own."""
    for i, total in enumerate(figures):
        if not _measures(total) or not _TOTAL_RE.search(
            folded[max(0, total.start - 6) : total.start]
        ):
            continue
        parts: list[Figure] = []
        right = total.start
        for figure in reversed(figures[max(0, i - _MOST) : i]):
            gap = folded[figure.end : right]
            if figure.base != total.base or figure.role != "level" or len(gap) > 30:
                break
            if not gap[:1] or gap[0] not in ",;、和" or _TOTAL_RE.search(gap[:-1]):
                break
            parts.insert(0, figure)
            right = figure.start
        if len(parts) < 2:
            continue
        low, high = sum(p.low for p in parts), sum(p.high for p in parts)
        fits = low <= total.high and high >= total.low
        # With numbers of the same unit before them the parts may not be all that is counted.
        others = any(f.base == total.base for f in figures[max(0, i - 3 * _MOST) : i - len(parts)])
        if fits or not others:
            computed = show(sum((p.value for p in parts), Fraction(0)), total)
            yield Claim(parts[0].start, total.end, "sum", written(total, folded), computed, fits)

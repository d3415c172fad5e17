"""Years that a title, a plan or a bracket states together with how many they are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ...lexicons import read_cells
from ...speech.numerals import parse_number
from ...text.lazy import lazy_re
from .claims import Claim

_TO = r"年?(?:-{1,2}|—{1,2}|–|~|至|到)"
_SPAN = rf"(?P<a>(?:19|20)\d\d){_TO}(?P<b>(?:19|20)\d\d)年?"
_N = r"(?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})"
# 《2006-2010年人才规划》…五年目标; 从1978年到2008年这30年; 五年规划(2006-2010年).
_SPAN_RE = lazy_re(_SPAN)
_AFTER_RE = lazy_re(
    rf"^[^。;:!?\n]{{0,30}}?(?<![第几多每近前后再]){_N}年(?:来|间|期|中|内)?"
    r"(?P<noun>[^。,;!?\n]{0,8})"
)
_DIRECT_RE = lazy_re(rf"^的?(?:这|整整)?{_N}(?:个)?年(?:来|间|期间|中|里|时间)?")
_BEFORE_RE = lazy_re(
    rf"(?<![第几多每近前后再\d]){_N}年(?:发展|工作|建设|行动)?(?:规划|计划|纲要|目标|方案)?[(《“]*$"
)
_PLAN_NOUN_RE = lazy_re(r"规划|计划|纲要|目标|方案|任务|行动")
_NUMBERED_RE = lazy_re(r"“?(?P<short>[一二三四五六七八九十]{1,2}五)”?(?:规划|计划|时期|期间)?\($")
_NTH_RE = lazy_re(r"第(?P<nth>[一二三四五六七八九十]{1,2})个五年(?:规划|计划)(?:时期|期间)?\($")
_ANNIVERSARY_RE = lazy_re(
    r"(?P<year>(?:19|20)\d\d)年,?(?:我们)?(?:是|为|正值|正逢|恰逢|适逢|迎来|迎来了|时值|将迎来)(?P<name>[^,。;:!?\d]{2,16}?)"
    r"(?P<n>\d{1,3}|[一二三四五六七八九十百]{1,5})周年"
)
_REACH = 40


@cache
def _plans() -> tuple[dict[str, tuple[int, int]], dict[int, tuple[int, int]]]:
    rows = [cells for _, cells in read_cells("plans.tsv", 5)]
    by_name = {row[1]: (int(row[2]), int(row[3])) for row in rows}
    return by_name, {int(row[0]): (int(row[2]), int(row[3])) for row in rows}


def find_years(folded: str) -> Iterator[Claim]:
    """Yield the claims that a span of years is so many years, or is that of a numbered plan.

    2006-2010 is five years by those it names and four by their difference; both readings hold.

    >>> text = "《巴东县2006-2010年人才规划》明确了五年目标任务"
    >>> [(c.claimed, c.computed, c.ok) for c in find_years(text)]
    [('五年', '5年', True)]
    """
    for match in _SPAN_RE.finditer(folded):
        first, last = int(match["a"]), int(match["b"])
        if not 0 < last - first < 100:
            continue
        claim = _numbered(folded, match.start(), match.end(), (first, last)) or _counted(
            folded, match.start(), match.end(), last - first
        )
        if claim:
            yield claim
    yield from _anniversaries(folded)


def _anniversaries(folded: str) -> Iterator[Claim]:
    """2007年是建党86周年."""
    for match in _ANNIVERSARY_RE.finditer(folded):
        name = max((n for n in _bases() if match["name"].endswith(n)), key=len, default="")
        number = parse_number(match["n"])
        if not name or number is None:
            continue
        years = int(match["year"]) - _bases()[name]
        yield Claim(
            match.start(), match.end(), "years", match["n"] + "周年", f"{years}周年",
            int(number) == years,
        )  # fmt: skip


@cache
def _bases() -> dict[str, int]:
    """The year each anniversary is counted from."""
    rows = [cells for _, cells in read_cells("anniversaries.tsv", 4)]
    return {name: int(row[1]) for row in rows for name in row[0].split("|")}


def _numbered(folded: str, start: int, end: int, span: tuple[int, int]) -> Claim | None:
    """“十一五”(2006-2010年)."""
    before = folded[max(0, start - 20) : start]
    by_name, by_number = _plans()
    match = _NUMBERED_RE.search(before)
    known = by_name.get(match["short"]) if match else None
    if not match and (match := _NTH_RE.search(before)):
        number = parse_number(match["nth"])
        known = by_number.get(int(number)) if number is not None else None
    if not match or known is None:
        return None
    computed = f"{known[0]}-{known[1]}"
    claimed = f"{span[0]}-{span[1]}"
    # A span inside the plan's own is a part of it.
    ok = known[0] <= span[0] and span[1] <= known[1]
    return Claim(start - len(match.group()), end, "years", claimed, computed, ok)


def _counted(folded: str, start: int, end: int, difference: int) -> Claim | None:
    before, after = folded[max(0, start - 24) : start], folded[end : end + _REACH]
    left, right, sure = start, end, True
    if match := _DIRECT_RE.match(after):
        right = end + match.end()
    elif match := _BEFORE_RE.search(before):
        left = start - len(before) + match.start()
    elif (match := _AFTER_RE.match(after)) and (
        _PLAN_NOUN_RE.search(match["noun"]) and _PLAN_NOUN_RE.search(after[: match.start("n")])
    ):
        right = end + match.start("n") + len(match["n"]) + 1
        # Another plan may have been named in between.
        sure = "《" not in after[: match.start("n")]
    else:
        return None
    number = parse_number(match["n"])
    if number is None:
        return None
    ok = int(number) in (difference, difference + 1)
    if not ok and not sure:
        return None
    years = difference if int(number) == difference else difference + 1
    return Claim(left, right, "years", match["n"] + "年", f"{years}年", ok)

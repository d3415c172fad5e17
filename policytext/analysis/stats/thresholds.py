"""Classes named by a bound: 销售收入超10亿元企业13户, 3个5000万元以上项目."""

from __future__ import annotations

from ...speech.numerals import Quantity
from ...text.lazy import lazy_re
from .behind import read_behind
from .phrases import Before, read_before, read_noun
from .place import Place
from .segments import one_line

_BOUNDS = frozenset(("以上", "以下", "以内", "超", "超过", "过", "突破", "不足"))
_NAME_RE = lazy_re("[一-鿿]{0,8}")
_NAME = 16  # characters of what stands between the bound and the number
_AHEAD = 24


def class_before(at: Place) -> str:
    """Return the class that a number counts, named by the bound before it, or ""."""
    folded, stats, i = at.folded, at.segment.stats, at.i
    bound, q = stats[i - 1], stats[i]
    if not _is_bound(bound, q) or q.start - bound.end > _NAME:
        return ""
    name = one_line(folded[bound.start : q.start])
    before = _before_bound(at)
    measured = "" if before.linked or before.change else read_noun(before.noun).text
    return measured + name


def class_behind(at: Place) -> str:
    """Return the class that a number counts, named by the bound behind it, or ""."""
    folded, stats, i = at.folded, at.segment.stats, at.i
    if i + 1 == len(stats) or not _is_bound(stats[i + 1], stats[i]):
        return ""
    q, bound = stats[i], stats[i + 1]
    end = stats[i + 2].start if i + 2 < len(stats) else min(at.segment.end, bound.end + _AHEAD)
    measured = one_line(folded[q.end : bound.start]).strip()
    if not _NAME_RE.fullmatch(measured):
        return ""
    noun = read_behind(one_line(folded[bound.end : end]), more=i + 2 < len(stats))
    return one_line(folded[q.end : bound.end]).strip() + noun if noun else ""


def class_said(at: Place) -> str:
    """Return the class of which 的占 or 的有 says how many: 收入5万元以上的占68%, or ""."""
    stats, i = at.segment.stats, at.i
    if not i or not at.gap.startswith("的") or _BOUNDS.isdisjoint(stats[i - 1].approx):
        return ""
    bound = stats[i - 1]
    measured = read_noun(_before_bound(at).noun).text
    return measured + one_line(at.folded[bound.start : bound.end])


def _before_bound(at: Place) -> Before:
    """Return what stands before the number that is before the one at a place."""
    stats, i = at.segment.stats, at.i
    start = stats[i - 1].start
    since = stats[i - 2].end if i > 1 else at.segment.start
    return read_before(one_line(at.folded[max(since, start - _AHEAD) : start]))


def _is_bound(bound: Quantity, counted: Quantity) -> bool:
    return (
        counted.kind == "count"
        and (bound.kind in ("money", "measure", "percent") or bound.unit != counted.unit)
        and not _BOUNDS.isdisjoint(bound.approx)
    )

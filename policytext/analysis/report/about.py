"""What a page says of each document beside its row: reasons for its year, examples of repairs."""

from __future__ import annotations

from collections.abc import Sequence

from .part import ReportPart

# Of each document so many at least.
FEW = 2


def cut_about(
    parts: Sequence[ReportPart], *, shown: int, top: int
) -> tuple[list[ReportPart], int, int]:
    """Return the parts with about ``top`` reasons and as many examples in all, so many of each of
    the ``shown`` first documents; and how many reasons are left, of how many."""
    each = max(FEW, top // max(1, shown))
    cut = [
        part._replace(reasons=part.reasons[:each], examples=part.examples[:each])
        if i < shown
        else part._replace(reasons=(), examples=())
        for i, part in enumerate(parts)
    ]
    count = [sum(len(part.reasons) for part in some) for some in (cut, parts[:shown])]
    return cut, count[0], count[1]

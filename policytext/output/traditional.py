"""Rows in traditional script, for readers who want to print so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

# Names and source text stay as they are.
_AS_IS = frozenset({"doc", "path", "encoding", "before", "after", "script", "kind", "level"})


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("s2t")


def in_traditional(
    rows: Iterable[Sequence[object]], columns: Sequence[str]
) -> Iterator[tuple[object, ...]]:
    """Yield the rows with their text in traditional script (OpenCC's ``s2t``)."""
    as_is = [name in _AS_IS for name in columns]
    for row in rows:
        yield tuple(
            value
            if keep or not isinstance(value, str) or value.isascii()
            else to_traditional(value)
            for value, keep in zip(row, as_is, strict=True)
        )


def to_traditional(text: str) -> str:
    """Return simplified text in traditional script.

    >>> to_traditional("政府工作报告")
    '政府工作報告'
    """
    return str(_converter().convert(text))

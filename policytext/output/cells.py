"""How a value looks in a cell: one rule for every format.

Numbers have at most six decimals, without trailing zeros and without an exponent; what is no
number at all (NaN, infinity) is an empty cell, and so is None. Truth values are ``true`` and
``false``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

Row = Sequence[Any]
DECIMALS = 6
# Beyond this a float has no digits after the point, and its digits are noise.
_EXACT = 2.0**53
_PLAIN = frozenset((str, int, type(None)))
_FORMULA_START = frozenset("=+-@\t\r\n\0＝＋－＠")


class Field(NamedTuple):
    """A column: its ``name``, the ``type`` of its values (int, float, bool or str; None where
    nothing says so) and whether a value may be missing (``optional``)."""

    name: str
    type: type | None
    optional: bool


def fields_of(row_type: type | None, columns: Sequence[str]) -> list[Field]:
    """The columns with the types that the annotations of ``row_type`` give them.

    >>> class Term(NamedTuple):
    ...     term: str
    ...     year: int | None
    >>> fields_of(Term, ["year"])
    [Field(name='year', type=<class 'int'>, optional=True)]
    """
    hints: Mapping[str, Any] = get_type_hints(row_type) if row_type is not None else {}
    return [Field(name, *_plain_type(hints.get(name))) for name in columns]


def _plain_type(hint: Any) -> tuple[type | None, bool]:
    if hint is None:
        return None, True
    members = get_args(hint) if not isinstance(hint, type) else (hint,)
    if getattr(get_origin(hint), "__name__", "") == "Literal":
        members = tuple({type(value) for value in members})
    kinds = {member for member in members if member is not type(None)}
    optional = type(None) in members
    if kinds == {bool}:
        return bool, optional
    if kinds == {int}:
        return int, optional
    if kinds and kinds <= {int, float}:
        return float, optional
    return str, optional


def infer_fields(fields: Sequence[Field], rows: Sequence[Row]) -> list[Field]:
    """``fields`` with the missing types taken from the values in ``rows``."""
    if all(field.type for field in fields):
        return list(fields)
    columns = list(zip(*rows, strict=True)) or [()] * len(fields)
    return [
        field if field.type else Field(field.name, _type_of(column), True)
        for field, column in zip(fields, columns, strict=True)
    ]


def _type_of(column: Sequence[object]) -> type:
    kinds = {type(value) for value in column if value is not None}
    if kinds in ({bool}, {int}):
        return kinds.pop()
    return float if kinds and kinds <= {int, float} else str


def number(value: float) -> int | float | None:
    """``value`` rounded to six decimals: an int where nothing is left of them, None for no number.

    >>> number(17.0), number(-0.0), number(2 / 3), number(float("nan"))
    (17, 0, 0.666667, None)
    """
    if not isfinite(value):
        return None
    rounded = round(value, DECIMALS)
    return int(rounded) if rounded.is_integer() and abs(rounded) < _EXACT else rounded


def cell_value(value: object) -> str | int | float | bool | None:
    """``value`` as JSON, a sheet or a database takes it.

    >>> cell_value(("五位一体",)), cell_value(0.1 + 0.2)
    ("('五位一体',)", 0.3)
    """
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return number(value)
    return str(value)


def cell_text(value: object) -> str:
    """``value`` as a cell of text.

    >>> cell_text(None), cell_text(53.90), cell_text(0.000001), cell_text(False)
    ('', '53.9', '0.000001', 'false')
    """
    if isinstance(value, str):
        return str(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _float_texts((value,))[0]
    return str(value)


def _float_texts(values: Sequence[float]) -> list[str]:
    distinct = set(values)
    if 2 * len(distinct) < len(values):
        # the rates of rare terms are the same few numbers again and again
        known = dict(zip(distinct, _float_texts(tuple(distinct)), strict=True))
        return [known[value] for value in values]
    texts = [f"{value:.6f}".rstrip("0").rstrip(".") for value in values]
    if not _ODD_TEXTS.isdisjoint(texts):
        texts = [_ODD.get(text, text) for text in texts]
    return texts


_ODD = {"-0": "0", "nan": "", "inf": "", "-inf": ""}
_ODD_TEXTS = frozenset(_ODD)


def text_column(column: Sequence[object]) -> Sequence[object]:
    """The values of a column, ready to be joined: str, int or None (an empty cell) only.

    A column of strings and ints comes back untouched, one of floats takes one pass.
    """
    kinds = set(map(type, column))
    if kinds <= _PLAIN:
        return column
    if kinds == {float}:
        return _float_texts(column)  # type: ignore[arg-type]
    return [cell_text(value) for value in column]


def disarm(column: Sequence[object]) -> Sequence[object]:
    """``column`` with an apostrophe before each string a spreadsheet would run as a formula.

    Those start with ``= + - @``, their full-width forms, a tab, a line break or NUL
    (OWASP, "CSV Injection"; ASVS 1.2.10). Numbers stay numbers, also negative ones.

    >>> disarm(["=1+1", "－26.95％", -3, "发展", None])
    ["'=1+1", "'－26.95％", -3, '发展', None]
    """
    return [
        f"'{value}" if isinstance(value, str) and value[:1] in _FORMULA_START else value
        for value in column
    ]

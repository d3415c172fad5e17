"""Rows as a pandas DataFrame, for the Python API."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from policytext.output.cells import Row, fields_of, infer_fields

if TYPE_CHECKING:
    import pandas as pd

_INT64 = range(-(2**63), 2**63)


def to_frame(
    rows: Iterable[Row], columns: Sequence[str], *, row_type: type | None = None
) -> pd.DataFrame:
    """The rows as a frame with the given columns, also where there is no row at all.

    Types come from the annotations of ``row_type`` (by default the type of the first row), and
    from the values where there are none: int is ``int64``, or ``Int64`` where a value may be
    missing; bool is ``bool`` or ``boolean``; float is ``float64`` with NaN for a missing value,
    in full precision; text is ``object`` with None for a missing value. An int column that
    holds more than 64 bits becomes ``float64``.

    >>> frame = to_frame([("稳", 2022, 78)], ["term", "year", "count"])
    >>> int(frame["count"].sum())
    78
    """
    import pandas as pd

    held = list(rows)
    if row_type is None and held and hasattr(held[0], "_fields"):
        row_type = type(held[0])
    fields = infer_fields(fields_of(row_type, columns), held)
    values: list[Sequence[object]] = list(zip(*held, strict=True)) or [()] * len(fields)
    series = {}
    for position, (field, column) in enumerate(zip(fields, values, strict=True)):
        if field.type is int:
            missing = field.optional and (row_type is not None or None in column)
            dtype = "Int64" if missing else "int64"
            if any(isinstance(value, int) and value not in _INT64 for value in column):
                dtype = "float64"
        elif field.type is bool:
            dtype = "boolean" if field.optional and None in column else "bool"
        else:
            dtype = "float64" if field.type is float else "object"
        series[position] = pd.Series(list(column), dtype=dtype)
    frame = pd.DataFrame(series)
    frame.columns = pd.Index(list(columns), dtype="object")
    return frame

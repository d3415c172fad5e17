"""Rows as files that other programs open: Excel sheets, Parquet files, SQLite tables."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from itertools import chain
from typing import TYPE_CHECKING, Any

from policytext.errors import UsageError
from policytext.output.cells import Field, Row, cell_text, cell_value, infer_fields, number
from policytext.output.formats import Batches
from policytext.output.sink import OutputError, is_special, naming, written_aside

if TYPE_CHECKING:
    import pyarrow as pa
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_SHEET_ROWS = 1_048_576
_SHEET_CELL = 32_767
_WIDEST = 60
_INT64 = range(-(2**63), 2**63)
# What XML 1.0 cannot hold: most controls, halves of surrogate pairs, two non-characters.
_NOT_XML_RE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_SHEET_NAME_RE = re.compile(r"[\[\]:*?/\\]")


def write_xlsx(
    batches: Batches, fields: Sequence[Field], path: str, *, name: str, header: bool
) -> None:
    """One sheet called ``name``, its header frozen; text is text, whatever it starts with.

    Characters that XML cannot hold become U+FFFD, text longer than a cell holds ends in ``…``.
    Raises OutputError where the rows are more than a sheet holds.
    """
    with _needing("openpyxl", "xlsx"):
        from openpyxl import Workbook
        from openpyxl.utils import get_column_letter

    with written_aside(path) as temporary:
        book = Workbook(write_only=True)
        sheet = book.create_sheet(_NOT_IN_SHEET_NAME_RE.sub("_", name)[:31])
        stream = iter(batches)
        first = next(stream, [])
        names = [field.name for field in fields]
        top: list[Row] = [names] if header else []
        for i, column in enumerate(zip(*top, *first, strict=True), 1):
            sheet.column_dimensions[get_column_letter(i)].width = _sheet_width(column)
        if header:
            sheet.freeze_panes = "A2"
        try:
            _fill_sheet(sheet, chain([top, first], stream), path)
        except BaseException:
            # left open, the sheet's generators complain when they are collected
            with suppress(OSError, StopIteration):
                sheet.close()
            raise
        with naming(path):
            book.save(temporary)


def _fill_sheet(sheet: WriteOnlyWorksheet, batches: Batches, path: str) -> None:
    written = 0
    for batch in batches:
        written += len(batch)
        if written > _SHEET_ROWS:
            raise OutputError(
                path, f"an Excel sheet ends at {_SHEET_ROWS:,} rows; write .csv or .parquet"
            )
        with naming(path):
            for row in batch:
                sheet.append([_sheet_cell(sheet, value) for value in row])


def _sheet_cell(sheet: WriteOnlyWorksheet, value: object) -> object:
    from openpyxl.cell import WriteOnlyCell

    plain = cell_value(value)
    if not isinstance(plain, str):
        return plain
    text = _NOT_XML_RE.sub("\ufffd", plain)
    if len(text) > _SHEET_CELL:
        text = text[: _SHEET_CELL - 1] + "…"
    cell = WriteOnlyCell(sheet, text)
    # openpyxl takes "=…" for a formula and "#N/A" for an error
    cell.data_type = "s"
    return cell


def _sheet_width(column: Sequence[object]) -> int:
    cells = [cell_text(value)[:_WIDEST] for value in column[:1000]]
    return min(_WIDEST, 2 + max(sum(1 if c.isascii() else 2 for c in cell) for cell in cells))


def write_parquet(
    batches: Batches, fields: Sequence[Field], path: str, *, name: str, header: bool
) -> None:
    """A Parquet file whose columns have the types of ``fields`` (int64, double, string, bool).

    Where a type is not known in advance all rows are held in memory to find it.
    Raises OutputError where an int column holds a number beyond 64 bits.
    """
    with _needing("pyarrow", "parquet"):
        import pyarrow as pa
        import pyarrow.parquet as pq

    with written_aside(path) as temporary:
        if not all(field.type for field in fields):
            rows = list(chain.from_iterable(batches))
            fields = infer_fields(fields, rows)
            batches = [rows] if rows else []
        types = {int: pa.int64(), float: pa.float64(), bool: pa.bool_(), str: pa.string()}
        schema = pa.schema([(field.name, types[field.type or str]) for field in fields])
        with naming(path):
            file = open(temporary, "wb")  # noqa: SIM115 - naming_close closes it
        with naming_close(file, path):
            writer = pq.ParquetWriter(file, schema)
            with naming_close(writer, path):
                for batch in batches:
                    columns = zip(zip(*batch, strict=True), fields, schema.types, strict=True)
                    arrays = [
                        _arrow_array(column, field, arrow_type, path)
                        for column, field, arrow_type in columns
                    ]
                    with naming(path):
                        writer.write_batch(pa.record_batch(arrays, schema=schema))


def _arrow_array(
    column: Sequence[object], field: Field, arrow_type: pa.DataType, path: str
) -> pa.Array[Any]:
    import pyarrow as pa

    values: Sequence[object] = column
    if field.type is float:
        values = [_double(value) for value in column]
    elif field.type is str or field.type is None:
        values = [None if value is None else storable(cell_text(value)) for value in column]
    try:
        return pa.array(values, arrow_type)
    except OverflowError as error:
        cause = f"column {field.name} holds a number beyond 64 bits; write .csv or .json"
        raise OutputError(path, cause) from error


def _double(value: Any) -> float | None:
    if value is None:
        return None
    try:
        plain = number(float(value))
    except OverflowError:
        return None
    return None if plain is None else float(plain)


def write_sqlite(
    batches: Batches, fields: Sequence[Field], path: str, *, name: str, header: bool
) -> None:
    """A table called ``name`` in the database ``path``, which keeps its other tables.

    A table of that name is replaced, in one transaction: on failure the database is as it was.
    Raises OutputError where ``path`` is no database, is locked or is full.
    """
    if is_special(path):
        raise OutputError(path, "is no regular file; SQLite needs one")
    if os.path.isfile(path) and os.path.getsize(path):
        _fill_database(batches, fields, path, path, name)
    else:
        with written_aside(path) as temporary:
            _fill_database(batches, fields, temporary, path, name)


def _fill_database(
    batches: Batches, fields: Sequence[Field], file: str, path: str, name: str
) -> None:
    import sqlite3

    sql_types = {int: "INTEGER", float: "REAL", bool: "INTEGER", str: "TEXT"}
    columns = ", ".join(
        f"{_quoted(field.name)} {sql_types[field.type] if field.type else ''}".rstrip()
        for field in fields
    )
    table = _quoted(name)
    insert = f"INSERT INTO {table} VALUES ({', '.join('?' * len(fields))})"
    with _naming_sql(path), closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute(f"DROP TABLE IF EXISTS {table}")
            connection.execute(f"CREATE TABLE {table} ({columns})")
            for batch in batches:
                rows = [[storable(cell_value(value)) for value in row] for row in batch]
                connection.executemany(insert, rows)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def _naming_sql(path: str) -> Iterator[None]:
    import sqlite3

    try:
        yield
    except sqlite3.Error as error:
        raise OutputError(path, str(error)) from error


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def storable(value: Any) -> Any:
    """``value`` as a database takes it: text without halves of surrogate pairs (written
    ``\\udcff``), integers beyond 64 bits as floats or, beyond those, as text."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, int) and value not in _INT64:
        try:
            return float(value)
        except OverflowError:
            return str(value)
    return value


@contextmanager
def naming_close(stream: Any, path: str) -> Iterator[None]:
    """Close ``stream`` at the end, naming ``path`` where that fails."""
    try:
        yield
    except BaseException:
        with suppress(OSError, ValueError):
            stream.close()
        raise
    with naming(path):
        stream.close()


@contextmanager
def _needing(library: str, format: str) -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        raise UsageError(
            f"writing {format} needs {library}, which is not installed (pip install {library}); "
            "csv, json and sqlite need nothing"
        ) from error


FILE_WRITERS: dict[str, Callable[..., None]] = {
    "xlsx": write_xlsx,
    "parquet": write_parquet,
    "sqlite": write_sqlite,
}

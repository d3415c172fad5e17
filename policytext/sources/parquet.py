"""Parquet files, as one stream of rows or a row group at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from gzip import GzipFile
from typing import IO, Any

from policytext.errors import InputError
from policytext.sources.documents import CHUNK, Document, open_bytes, report_errors
from policytext.sources.limits import TABLE_LIMIT
from policytext.sources.naming import printable
from policytext.sources.parsed import is_parsed, read_parsed
from policytext.sources.references import OnError, Reference, RowGroup, describe
from policytext.sources.tables import (
    NAME_COLUMNS,
    Failures,
    Row,
    documents_of,
    no_column,
    row_name,
    text_column_of,
)

BATCH_ROWS = 64


@contextmanager
def _open(stream: IO[bytes], shown: str) -> Iterator[Any]:
    """Open a Parquet file. Raises InputError where it, or what is read from it, is broken."""
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    # Parquet is read from its end: what cannot jump there (a packed stream) is read whole.
    jumps = stream.seekable() and not isinstance(stream, GzipFile)
    source = stream if jumps else io.BytesIO(_unpacked(stream, shown))
    try:
        yield ParquetFile(source, pre_buffer=False)
    except (ArrowException, OSError, ValueError) as error:
        raise InputError(shown, f"broken Parquet file: {describe(error)}") from None


def _unpacked(stream: IO[bytes], shown: str) -> bytes:
    """Read a stream to its end. Raises InputError beyond TABLE_LIMIT."""
    chunks: list[bytes] = []
    size = 0
    while chunk := stream.read(CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > TABLE_LIMIT:
            raise InputError(
                shown, f"unpacks to more than {TABLE_LIMIT >> 20} MiB; unpack it first"
            )
    return b"".join(chunks)


def read_parquet(
    stream: IO[bytes], reference: Reference, text_column: str | None, on_error: OnError
) -> Iterator[Document]:
    """Yield the documents of a Parquet file, or of one row group of it: of any table with a
    column of text, or of a parsed corpus.

    A row that cannot be used goes to ``on_error``. Raises InputError where the file is broken.
    """
    shown = printable(reference.path)
    with _open(stream, shown) as table:
        if is_parsed(table.schema_arrow.metadata):
            yield from read_parsed(table, reference)
            return
        _check_columns(table, shown, text_column)
        rows = _rows(table, shown, reference.rows)
        yield from documents_of(rows, "utf-8", reference, text_column, Failures(on_error))


def _check_columns(table: Any, shown: str, text_column: str | None) -> str:
    columns = table.schema_arrow.names
    column = text_column_of(columns, text_column)
    if column is None:
        raise InputError(shown, no_column(text_column, columns))
    return column


def _rows(table: Any, shown: str, rows: RowGroup | None) -> Iterator[Row]:
    number = rows.first - 1 if rows else 0
    groups = [rows.group] if rows else None
    for batch in table.iter_batches(batch_size=BATCH_ROWS, row_groups=groups):
        for cells in batch.to_pylist():
            number += 1
            yield Row(number, f"{shown}#{number}", cells)


def split_parquet(
    reference: Reference, text_column: str | None, on_error: OnError
) -> Iterator[Reference]:
    """Yield a reference for each row group of a Parquet file; the documents are named as they are
    when it is read whole. What cannot be read goes to ``on_error``."""
    shown = printable(reference.path)
    with (
        report_errors(shown, on_error),
        open_bytes(reference) as stream,
        _open(stream, shown) as table,
    ):
        columns = table.schema_arrow.names
        named: list[str] = []
        column = ""
        if not is_parsed(table.schema_arrow.metadata):
            column = _check_columns(table, shown, text_column)
            named = [c for c in NAME_COLUMNS if c in columns]
        used: set[str] = set()
        first = 1
        for index in range(table.num_row_groups):
            group = table.metadata.row_group(index)
            cells = table.read_row_group(index, columns=named).to_pylist() if named else ()
            names = [
                row_name(Row(number, "", row), column, reference, used)
                for number, row in enumerate(cells or [{}] * group.num_rows, first)
            ]
            rows = RowGroup(index, first, tuple(names))
            yield reference._replace(rows=rows, size=group.total_byte_size)
            first += group.num_rows

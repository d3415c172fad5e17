"""Parquet files, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from policytext.errors import InputError
from policytext.sources.limits import TABLE_LIMIT
from policytext.sources.references import describe
from policytext.sources.tables import HEAD, Row, no_column, text_column_of

BATCH_ROWS = 64


def _unpacked(stream: IO[bytes], shown: str) -> bytes:
    """Read a stream to its end. Raises InputError beyond TABLE_LIMIT."""
    chunks: list[bytes] = []
    size = 0
    while chunk := stream.read(HEAD):
        chunks.append(chunk)
        size += len(chunk)
        if size > TABLE_LIMIT:
            raise InputError(
                shown, f"unpacks to more than {TABLE_LIMIT >> 20} MiB; unpack it first"
            )
    return b"".join(chunks)


def parquet_rows(stream: IO[bytes], shown: str, text_column: str | None) -> Iterator[Row]:
    """Yield the rows of a Parquet file, a few at a time."""
    import io
    from gzip import GzipFile

    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    # Parquet is read from its end: what cannot jump there (a packed stream) is read whole.
    jumps = stream.seekable() and not isinstance(stream, GzipFile)
    source = stream if jumps else io.BytesIO(_unpacked(stream, shown))
    try:
        table = ParquetFile(source, pre_buffer=False)
        columns = table.schema_arrow.names
        if text_column_of(columns, text_column) is None:
            raise InputError(shown, no_column(text_column, columns))
        number = 0
        for batch in table.iter_batches(batch_size=BATCH_ROWS):
            for cells in batch.to_pylist():
                number += 1
                yield Row(number, f"{shown}#{number}", cells)
    except (ArrowException, OSError, ValueError) as error:
        raise InputError(shown, f"broken Parquet file: {describe(error)}") from None

"""The one writer of rows that all commands share."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from policytext.output.cells import Row, fields_of
from policytext.output.formats import RENDERERS
from policytext.output.sink import open_sink
from policytext.output.target import FILE_FORMATS, Target

if TYPE_CHECKING:
    from policytext.output.terminal import Styles

# Rows that are rendered together. A terminal's table takes its widths from the first batch.
BATCH, TABLE_BATCH, TERMINAL_TABLE_BATCH = 1000, 5000, 500
# Whoever reads along waits no longer than this for rows that are there.
SECONDS = 0.2


def write_rows(
    rows: Iterable[Row],
    columns: Sequence[str],
    target: Target,
    *,
    name: str = "rows",
    row_type: type | None = None,
    styles: Styles | None = None,
) -> int:
    """Write ``rows`` under the names ``columns`` to ``target`` as they arrive; return how many.

    ``row_type``: the NamedTuple whose annotations give the columns their types (by default the
    type of the first row; it matters for Parquet, SQLite and the alignment of numbers). ``name``:
    what a sheet or a database table is called. ``styles``: for a terminal's table, by column, a
    function from a cell's text to a rich ``Text``.

    A file appears when everything is written, and not at all on failure. Raises OutputError
    where the target cannot be written, and BrokenPipeError where a reader has gone: nothing to
    report then, standard output is already turned off. Raises ValueError for rows whose length
    is not that of ``columns``.
    """
    count = 0

    def counted(batches: Iterable[Sequence[Row]]) -> Iterator[Sequence[Row]]:
        nonlocal count
        for batch in batches:
            if len(batch[0]) != len(columns):
                raise ValueError(f"a row of {len(batch[0])} values for {len(columns)} columns")
            count += len(batch)
            yield batch

    if row_type is None:
        rows, row_type = _first_type(rows)
    fields = fields_of(row_type, columns)
    if target.format in FILE_FORMATS:
        from policytext.output.binary import FILE_WRITERS

        assert target.path is not None
        batches = counted(batched(rows, BATCH))
        FILE_WRITERS[target.format](batches, fields, target.path, name=name, header=target.header)
        return count
    if target.format == "table":
        import shutil

        from policytext.output.terminal import render_table

        width = shutil.get_terminal_size().columns if target.terminal else None
        size = TERMINAL_TABLE_BATCH if target.terminal else TABLE_BATCH
        batches = counted(batched(rows, size))
        chunks = render_table(batches, fields, width=width, header=target.header, styles=styles)
    else:
        options = {"excel": True} if target.excel else {}
        batches = counted(batched(rows, BATCH, seconds=0 if target.terminal else SECONDS))
        chunks = RENDERERS[target.format](batches, fields, header=target.header, **options)
    with open_sink(target.path, compressed=target.compressed) as sink:
        for text in chunks:
            sink.write(text)
    return count


def _first_type(rows: Iterable[Row]) -> tuple[Iterable[Row], type | None]:
    if isinstance(rows, Sequence):
        first = rows[:1]
    else:
        rows = iter(rows)
        first = list(islice(rows, 1))
        rows = chain(first, rows)
    kind = type(first[0]) if first else None
    return rows, kind if hasattr(kind, "_fields") else None


def batched(
    rows: Iterable[Row], size: int, *, seconds: float | None = None
) -> Iterator[Sequence[Row]]:
    """Lists of at most ``size`` rows; a row that comes ``seconds`` after the first of its list is
    the last of it.

    >>> [len(batch) for batch in batched([("稳",), ("进",), ("好",)], 2)]
    [2, 1]
    """
    if isinstance(rows, list) and seconds != 0:
        for start in range(0, len(rows), size):
            yield rows[start : start + size]
        return
    batch: list[Row] = []
    clock = time.monotonic
    since = clock()
    for row in rows:
        batch.append(row)
        if len(batch) >= size or (seconds is not None and clock() - since >= seconds):
            yield batch
            batch = []
            since = clock()
    if batch:
        yield batch

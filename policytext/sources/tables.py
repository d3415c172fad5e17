"""Tables with a document a row: JSON lines, CSV and Parquet, read row by row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import IO, NamedTuple

from policytext.errors import InputError
from policytext.sources.documents import Document
from policytext.sources.limits import LINE_LIMIT, TEXT_LIMIT, too_long
from policytext.sources.naming import printable
from policytext.sources.references import Reference, describe, document_name
from policytext.text.decode import decode, detect

TEXT_COLUMNS = ("text", "content")
NAME_COLUMNS = ("doc", "file", "id", "title")
HEAD = 1 << 20
"""Bytes from which a table's encoding is told."""
LONG_LINE = f"a line of more than {LINE_LIMIT >> 20} MiB; give each document a row of its own"
BROKEN_RE = re.compile(r"[\ud800-\udfff]")

OnError = Callable[[InputError], None]


class Row(NamedTuple):
    """One record: its number from 1, where it stands (``file.csv:12``), its cells by column."""

    number: int
    place: str
    cells: Mapping[str, object]


def read_table(
    stream: IO[bytes], reference: Reference, text_column: str | None, on_error: OnError
) -> Iterator[Document]:
    """Yield a document for each row of a table; see `Document` for what becomes of the columns.

    A row that cannot be used goes to ``on_error``, named ``file:line``, and the next is read.
    Raises InputError where the whole table cannot be read.
    """
    used: set[str] = set()
    columns: Sequence[str] = ()
    missing = found = failed = 0
    place = shown = printable(reference.path)

    def report(error: InputError) -> None:
        nonlocal failed
        failed += 1
        on_error(error)

    if reference.format == "parquet":
        from policytext.sources.parquet import parquet_rows

        encoding, rows = "utf-8", parquet_rows(stream, shown, text_column)
    else:
        head, whole = _peek(stream)
        codec, encoding = detect(head, shown)
        lines = _lines(whole, codec)
        if reference.format == "jsonl":
            rows = _json_rows(lines, shown, report)
        else:
            rows = _csv_rows(lines, shown, text_column, report)
    for row in rows:
        column = text_column_of(row.cells, text_column)
        if column is None:
            missing += 1
            if missing == 1:
                place, columns = row.place, list(row.cells)
            continue
        found += 1
        try:
            text = _text(row, column)
            metadata = _metadata(row, column, encoding)
        except InputError as error:
            report(error)
            continue
        name = _row_name(row, metadata, reference, used)
        path = f"{shown}#{row.number}"
        yield Document(name, path, text, encoding, metadata, reference.format)
    if missing:
        rest = "" if missing == 1 else f" (and {missing - 1} more rows)"
        on_error(InputError(place, no_column(text_column, columns) + rest))
    elif not found and not failed:
        on_error(InputError(shown, "no row that can be read in this table"))


def text_column_of(columns: Iterable[str], wanted: str | None) -> str | None:
    """Return the column that holds the text: the wanted one, else ``text``, else ``content``.

    >>> text_column_of(["year", "content"], None)
    'content'
    """
    there = set(columns)
    return next((c for c in ((wanted,) if wanted else TEXT_COLUMNS) if c in there), None)


def no_column(wanted: str | None, columns: Sequence[str]) -> str:
    """Return what to say of a table without a column for the text."""
    sought = f"no column {wanted!r}" if wanted else "no column 'text' or 'content'"
    there = ", ".join(map(printable, columns)) or "none"
    return f"{sought}; there are: {there}; name the one with the text with --text-column"


def _text(row: Row, column: str) -> str:
    """Return the text of a row. Raises InputError if it has none that can be used."""
    value = row.cells[column]
    if isinstance(value, bytes):
        return decode(value, row.place).text
    if value is None or (isinstance(value, str) and not value.strip()):
        raise InputError(row.place, f"empty, there is no text in column {column!r}")
    if not isinstance(value, str):
        raise InputError(row.place, f"column {column!r} holds {type(value).__name__}, not text")
    if len(value) > TEXT_LIMIT:
        raise InputError(row.place, too_long(TEXT_LIMIT))
    if "\x00" in value:
        raise InputError(row.place, f"a NUL character in column {column!r}")
    return value


def _metadata(row: Row, column: str, encoding: str) -> dict[str, str]:
    """Return the other cells as text. Raises InputError if bytes of the row fit no encoding."""
    cells = {name: _cell(value) for name, value in row.cells.items() if value is not None}
    for name, cell in cells.items():
        for part in (name, cell):
            if not part.isascii() and (broken := BROKEN_RE.search(part)):
                raise InputError(row.place, f"not {encoding}: {printable(broken[0])} stands in it")
    del cells[column]
    return cells


def _cell(value: object) -> str:
    """Return a cell as text: 2008.0 as 2008, lists and objects as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list | dict):
        import json

        return json.dumps(value, ensure_ascii=False, default=str)
    return value.hex() if isinstance(value, bytes) else str(value)


def _row_name(row: Row, metadata: Mapping[str, str], reference: Reference, used: set[str]) -> str:
    """Name a row's document by its own column, else by its table and number; once each."""
    column = next((c for c in NAME_COLUMNS if metadata.get(c, "").strip()), None)
    if column is None:
        name = f"{reference.name}-{row.number}"
    elif column == "file":
        name = document_name(metadata[column].strip())
    else:
        name = printable(metadata[column].strip())
    # ids and titles are unique in their own table at best; doc and file are meant as names.
    if column in ("id", "title") and reference.several:
        name = f"{reference.name}/{name}"
    if name in used:
        name = f"{name}-{row.number}"
    used.add(name)
    return name


class _Joined:
    """A stream whose beginning was read already."""

    def __init__(self, head: bytes, stream: IO[bytes]) -> None:
        self.head = head
        self.stream = stream

    def lines(self) -> Iterator[bytes | None]:
        """Yield the lines of both, none of them cut at the seam; None for one that is too long."""
        *whole, last = self.head.split(b"\n")
        for line in whole:
            yield line + b"\n"
        while last := last + self.stream.readline(LINE_LIMIT):
            if len(last) < LINE_LIMIT or last.endswith(b"\n"):
                yield last
            else:
                while last and not last.endswith(b"\n"):
                    last = self.stream.readline(LINE_LIMIT)
                yield None
            last = b""


def _peek(stream: IO[bytes]) -> tuple[bytes, _Joined]:
    """Return the first bytes of a stream, and the whole of it."""
    head = b""
    while len(head) < HEAD and (chunk := stream.read(HEAD - len(head))):
        head += chunk
    return head, _Joined(head, stream)


def _lines(whole: _Joined, codec: str) -> Iterator[str | None]:
    """Yield decoded lines; bytes that do not fit become lone surrogates, found row by row.

    None stands for a line that is too long.
    """
    if codec.startswith("utf-16"):
        yield from _wide_lines(whole, codec)
        return
    for line in whole.lines():
        yield None if line is None else line.decode(codec, "surrogateescape")
        if codec == "utf-8-sig":
            codec = "utf-8"


def _wide_lines(whole: _Joined, codec: str) -> Iterator[str | None]:
    """Decode lines of UTF-16, whose line end is two bytes."""
    import codecs

    decoder = codecs.getincrementaldecoder(codec)()
    rest: list[str] = []
    size = 0
    for piece in chain(whole.lines(), [b""]):
        text = decoder.decode(piece or b"", piece == b"")
        size += len(text)
        if piece is None or 2 * size > LINE_LIMIT:
            raise ValueError(LONG_LINE)
        rest.append(text)
        if "\n" in text:
            *lines, last = "".join(rest).split("\n")
            for line in lines:
                yield line + "\n"
            rest, size = [last], len(last)
    if any(rest):
        yield "".join(rest)


def _json_rows(lines: Iterable[str | None], shown: str, on_error: OnError) -> Iterator[Row]:
    """Yield the objects of JSON lines, numbered by line."""
    import json

    for number, line in enumerate(lines, 1):
        place = f"{shown}:{number}"
        if line is None:
            on_error(InputError(place, LONG_LINE))
            continue
        if not line.strip():
            continue
        try:
            cells = json.loads(line)
        except (ValueError, RecursionError) as error:
            cause = getattr(error, "msg", None) or describe(error)
            on_error(InputError(place, f"not valid JSON: {cause}"))
            continue
        if isinstance(cells, dict):
            yield Row(number, place, cells)
        else:
            kind = type(cells).__name__
            on_error(InputError(place, f"a JSON {kind}, an object is expected in each line"))


def _csv_rows(
    lines: Iterator[str | None], shown: str, text_column: str | None, on_error: OnError
) -> Iterator[Row]:
    """Yield the records of a CSV file under its header; comma, semicolon or tab."""
    import csv

    first = next(lines, "") or ""
    delimiter = max(",;\t", key=first.count)

    def short(line: str | None) -> str:
        if line is None:
            raise csv.Error(LONG_LINE)
        return line

    previous = csv.field_size_limit(TEXT_LIMIT)
    try:
        reader = csv.reader(chain([first], map(short, lines)), delimiter=delimiter, strict=True)
        header: list[str] | None = None
        number = 0
        while True:
            place = f"{shown}:{reader.line_num + 1}"
            csv.field_size_limit(TEXT_LIMIT)
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                on_error(
                    InputError(
                        place,
                        LONG_LINE if str(error) == LONG_LINE else f"broken CSV: {describe(error)}",
                    )
                )
                continue
            if header is None:
                header = [name.strip() for name in cells]
                if text_column_of(header, text_column) is None:
                    raise InputError(shown, no_column(text_column, header))
            elif cells:
                number += 1
                if len(cells) == len(header):
                    yield Row(number, place, dict(zip(header, cells, strict=True)))
                else:
                    cause = f"{len(cells)} cells, the header has {len(header)}"
                    on_error(InputError(place, cause))
    finally:
        csv.field_size_limit(previous)

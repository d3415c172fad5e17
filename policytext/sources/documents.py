"""From a reference to the documents it holds."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, cast

from policytext.errors import InputError
from policytext.sources.limits import FILE_LIMIT, TEXT_LIMIT, too_long
from policytext.sources.naming import TABLES, printable
from policytext.sources.references import (
    Reference,
    describe,
    list_references,
    refuse_special,
)

if TYPE_CHECKING:
    from policytext.sources.parsed import Record

CHUNK = 1 << 20
PACKED = (b"%PDF-", b"PK\x03\x04")
"""How files begin that hold pictures and the like beside their text."""


@dataclass(frozen=True, slots=True)
class Document:
    """One text as it was found, before anything is done to it.

    ``name``: file stem, unique in its listing; of a table's row its doc, file, id or title.
    ``path``: as given or found, ``file.csv#3`` for the third row of a table.
    ``text``: the decoded file, line ends as they are; of HTML, .docx and .pdf what their reader
    took out of them, a paragraph a line. Offsets refer to this.
    ``encoding``: utf-8, utf-8-sig, utf-16-le, utf-16-be, gb18030 or big5; empty for .docx and .pdf.
    ``metadata``: a row's other columns; ``title`` and ``date`` that HTML, .docx or .pdf give
    (``date`` is when the page or file was made, not when the speech was given).
    ``format``: text, html, docx, pdf, jsonl, csv, parquet, or parsed, whose ``record`` holds what
    was worked out when its corpus was built.
    """

    name: str
    path: str
    text: str
    encoding: str = "utf-8"
    metadata: Mapping[str, str] = field(default_factory=dict)
    format: str = "text"
    record: Record | None = None


def open_documents(
    paths: Sequence[str],
    *,
    text_column: str | None = None,
    on_error: Callable[[InputError], None],
) -> Iterator[Document]:
    """Yield the documents that paths, globs, ``-`` and URLs hold, each as soon as it is read.

    ``text_column`` names the column of tables that holds the text (``text``, else ``content``).
    Whatever cannot be read goes to ``on_error`` as InputError, and the rest is read.
    """
    for reference in list_references(paths, on_error):
        yield from read_reference(reference, text_column=text_column, on_error=on_error)


def read_reference(
    reference: Reference,
    *,
    text_column: str | None = None,
    on_error: Callable[[InputError], None],
) -> Iterator[Document]:
    """Yield the documents of one reference: one of a file, one a row of a table.

    Tables are streamed. Errors go to ``on_error``, as in `open_documents`.
    """
    shown = printable(reference.path)
    with report_errors(shown, on_error), open_bytes(reference) as stream:
        if reference.format == "parquet":
            from policytext.sources.parquet import read_parquet

            yield from read_parquet(stream, reference, text_column, on_error)
        elif reference.format in TABLES:
            from policytext.sources.tables import read_table

            yield from read_table(stream, reference, text_column, on_error)
        else:
            yield read_document(read_all(stream, shown), reference)


@contextmanager
def report_errors(shown: str, on_error: Callable[[InputError], None]) -> Iterator[None]:
    """Pass what goes wrong with the input called ``shown`` to ``on_error``, as InputError."""
    try:
        yield
    except InputError as error:
        on_error(error)
    except EOFError:
        on_error(InputError(shown, "truncated gzip data; get the file again"))
    except ImportError as error:
        on_error(InputError(shown, f"needs a package that is not installed: {describe(error)}"))
    except MemoryError:
        on_error(InputError(shown, "too large for this computer's memory"))
    except (OSError, ValueError) as error:
        on_error(InputError(shown, describe(error)))


@contextmanager
def open_bytes(reference: Reference) -> Iterator[IO[bytes]]:
    """Open what a reference stands for, unpacked if its name ends in ``.gz``."""
    shown = printable(reference.path)
    with _open_raw(reference) as raw:
        if not reference.path.partition("::")[0].partition("?")[0].lower().endswith(".gz"):
            yield raw
            return
        import gzip
        import zlib

        try:
            with gzip.GzipFile(fileobj=raw) as stream:
                yield cast(IO[bytes], stream)
        except (gzip.BadGzipFile, zlib.error) as error:
            raise InputError(shown, f"broken gzip data: {describe(error)}") from None


@contextmanager
def _open_raw(reference: Reference) -> Iterator[IO[bytes]]:
    if reference.kind == "stdin":
        if sys.stdin is None:
            raise InputError("-", "stdin is closed")
        yield sys.stdin.buffer
    elif reference.kind == "url":
        from policytext.sources.remote import open_url

        with open_url(reference.path) as stream:
            yield stream
    else:
        # Not to wait for ever if a pipe has taken the file's place since it was listed.
        descriptor = os.open(reference.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with open(descriptor, "rb") as file:
            refuse_special(reference.path, os.fstat(descriptor).st_mode)
            yield file


def read_all(stream: IO[bytes], shown: str) -> bytes:
    """Return a stream to its end. Raises InputError where it is longer than one document may be."""
    chunks: list[bytes] = []
    size = 0
    limit = TEXT_LIMIT
    while chunk := stream.read(CHUNK):
        if not chunks and chunk.startswith(PACKED):
            limit = FILE_LIMIT
        chunks.append(chunk)
        size += len(chunk)
        if size > limit:
            raise InputError(shown, too_long(limit))
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def read_document(data: bytes, reference: Reference) -> Document:
    """Return the document that the bytes of one file hold. Raises InputError."""
    shown = printable(reference.path)
    form = reference.format
    if form == "auto":
        form = _sniff(data)
    if form == "text":
        from policytext.text.decode import decode

        text, encoding = decode(data, shown)
        return Document(reference.name, shown, text, encoding)
    if not data.strip():
        raise InputError(shown, "empty, there is no text in it")
    from policytext.sources import formats

    readers = {
        "html": formats.read_html,
        "docx": formats.read_docx,
        "pdf": formats.read_pdf,
    }
    content = readers[form](data, shown)
    if len(content.text) > TEXT_LIMIT:
        raise InputError(shown, too_long(TEXT_LIMIT))
    return Document(
        reference.name,
        shown,
        content.text,
        content.encoding,
        content.metadata,
        format=form,
    )


def _sniff(data: bytes) -> str:
    """Tell the format of a file whose name does not say by its first bytes."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04") and b"word/" in data:
        return "docx"
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "html" if head.startswith((b"<!doctype html", b"<html")) else "text"

"""A parsed corpus: a Parquet file of speeches that need not be read, repaired and cut again.

It is an ordinary table as well: a row a document, with the columns of
``policytext.speech.kept.KeptSpeech`` and of `SourceMark`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import __version__
from .documents import Document
from .naming import printable
from .references import Reference

if TYPE_CHECKING:
    import pyarrow as pa

# In the file's own metadata: which version made it, and what cut its tokens.
MARK = b"policytext"
BATCH_ROWS = 16


class SourceMark(NamedTuple):
    """The file a document was read from, to tell later whether it has changed.

    source_file: its path from the root; empty where there is no file (stdin, URLs). source_size,
    source_mtime: bytes, and nanoseconds since 1970. source_sha256: of its bytes.
    """

    source_file: str = ""
    source_size: int = 0
    source_mtime: int = 0
    source_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What a parsed corpus holds of one document.

    cells: by column. cut_by: the key of the segmenter of its tokens. version: of policytext when
    it was made. changed: the path of its source, if that is another file by now, else empty.
    """

    cells: Mapping[str, Any]
    cut_by: str
    version: str
    changed: str

    @property
    def outdated(self) -> bool:
        """Whether another version of policytext made it, which may have read it otherwise."""
        return self.version != __version__


@lru_cache(maxsize=4)
def mark_source(path: str) -> SourceMark:
    """Return the mark of the file ``path``; an empty one where there is none.

    path: as a document bears it, ``file.csv#3`` for a row of a table.
    """
    if not os.path.isfile(path):
        path = path.rpartition("#")[0]
    try:
        status = os.stat(path)
        return SourceMark(os.path.abspath(path), status.st_size, status.st_mtime_ns, _sha256(path))
    except (OSError, ValueError):
        return SourceMark()


def _sha256(path: str) -> str:
    from hashlib import file_digest

    with open(path, "rb") as file:
        return file_digest(file, "sha256").hexdigest()


@lru_cache(maxsize=4)
def has_changed(mark: SourceMark) -> bool:
    """Whether the file of a mark is there and holds other bytes than when it was marked.

    Its bytes are looked at only where its size is the same and its time is not.
    """
    try:
        status = os.stat(mark.source_file)
        if status.st_size != mark.source_size:
            return True
        return status.st_mtime_ns != mark.source_mtime and (
            _sha256(mark.source_file) != mark.source_sha256
        )
    except (OSError, ValueError):
        return False


def schema(cut_by: str) -> pa.Schema:
    """Return the columns of a parsed corpus, with the marks of who made it."""
    import pyarrow as pa

    text, place = pa.string(), pa.int32()
    span = [("start", place), ("end", place)]
    columns: dict[str, pa.DataType] = dict.fromkeys(("doc", "path", "encoding"), text)
    columns |= dict.fromkeys(("year", "year_from", "year_to"), pa.int16())
    names = [
        "year_evidence",
        "title",
        "speaker",
        "occasion",
        "place",
        "level",
        "published",
        "script",
        "text",
    ]
    columns |= dict.fromkeys(names, text)
    heading = [*span, ("depth", place), ("number", text), ("section", text), ("title", text)]
    columns |= {
        "headings": pa.list_(pa.struct(heading)),
        "paragraphs": pa.list_(pa.struct([*span, ("section", text)])),
        "sentences": pa.list_(pa.struct([*span, ("section", text)])),
        "tokens": pa.list_(text),
        "source": text,
        "edits": pa.list_(pa.struct([*span, ("after", text), ("kind", text)])),
        "damaged": pa.list_(pa.struct(span)),
        "metadata": text,
        "facts": text,
        "evidence": text,
        "source_file": text,
        "source_size": pa.int64(),
        "source_mtime": pa.int64(),
        "source_sha256": text,
    }
    made = json.dumps({"version": __version__, "words": cut_by})
    return pa.schema(list(columns.items()), metadata={MARK: made.encode()})


def write_parsed(rows: Iterable[Mapping[str, Any]], path: str, cut_by: str) -> None:
    """Write a parsed corpus to the file ``path`` as rows arrive, a megabyte or two at a time."""
    from pyarrow.parquet import ParquetWriter

    columns = schema(cut_by)
    with ParquetWriter(path, columns, compression="zstd") as writer:
        batch: list[Mapping[str, Any]] = []
        size = 0
        for row in rows:
            batch.append(row)
            size += len(row["source"])
            if size > 1 << 19:
                writer.write_table(_as_table(batch, columns, size))
                batch, size = [], 0
        writer.write_table(_as_table(batch, columns, size))


def _as_table(rows: list[Mapping[str, Any]], columns: pa.Schema, size: int) -> pa.Table:
    """Rows with ``size`` characters of text as an Arrow table."""
    import pyarrow as pa
    from pyarrow.json import ParseOptions, ReadOptions, read_json

    if not rows or size > 1 << 22:  # as JSON, a long text would be held once more
        return pa.Table.from_pylist(rows, columns)
    # What makes arrays of Python's values imports pandas, which takes a quarter of a second.
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    options = ReadOptions(use_threads=False, block_size=len(lines) + 1)
    parsing = ParseOptions(explicit_schema=columns, unexpected_field_behavior="error")
    return read_json(BytesIO(lines), options, parsing).replace_schema_metadata(columns.metadata)


def is_parsed(metadata: Mapping[bytes, bytes] | None) -> bool:
    """Whether the metadata of a Parquet file are those of a parsed corpus."""
    return MARK in (metadata or {})


def read_parsed(table: Any, reference: Reference) -> Iterator[Document]:
    """Yield the documents of a parsed corpus, each with its `Record`.

    table: the open ``ParquetFile``. reference: to it, or to one of its row groups.
    """
    made = json.loads(table.schema_arrow.metadata[MARK])
    groups = [reference.rows.group] if reference.rows else None
    for batch in table.iter_batches(batch_size=BATCH_ROWS, row_groups=groups):
        for cells in batch.to_pylist():
            mark = SourceMark(*(cells[name] for name in SourceMark._fields))
            changed = printable(mark.source_file) if has_changed(mark) else ""
            record = Record(cells, made["words"], made["version"], changed)
            yield Document(
                cells["doc"],
                cells["path"],
                cells["source"],
                cells["encoding"],
                json.loads(cells["metadata"]),
                "parsed",
                record,
            )

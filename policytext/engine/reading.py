"""From the paths that a user gives to speeches, in batches that one process reads at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..errors import InputError
from ..sources.documents import Document, read_reference
from ..sources.naming import TABLES
from ..sources.references import Reference, list_references

if TYPE_CHECKING:
    from ..sources import Years
    from ..speech.model import Speech

OnError = Callable[[InputError], None]
Overrides = Mapping[str, Mapping[str, str]]

# What one process gets at a time.
BATCH_BYTES, BATCH_DOCUMENTS = 262_144, 512


@dataclass(frozen=True)
class Reading:
    """How documents become speeches.

    text_column: of tables. years: only speeches of these years. overrides: facts known from
    outside, by document name.
    """

    text_column: str | None = None
    years: Years | None = None
    overrides: Overrides = field(default_factory=dict)


@dataclass
class Tally:
    """What happened to the inputs: how many were read, in error, undated, of other years."""

    read: int = 0
    failed: int = 0
    undated: int = 0
    other_years: int = 0
    # Of parsed corpora: the sources that are other files by now, and the documents that another
    # version parsed.
    changed: list[str] = field(default_factory=list)
    outdated: int = 0

    def add(self, other: Tally) -> None:
        """Add what another process counted."""
        self.changed += other.changed
        self.outdated += other.outdated
        self.read += other.read
        self.failed += other.failed
        self.undated += other.undated
        self.other_years += other.other_years


@dataclass(frozen=True)
class Batch:
    """What a process is given: references to single documents, or documents (rows of a table).

    size: bytes, or characters of rows.
    """

    items: tuple[Reference | Document, ...]
    size: int


def make_speech(document: Document, overrides: Overrides) -> Speech:
    """Return the speech in a document, with what is known of it from outside."""
    from ..speech.model import read_speech

    known = {k: v for k, v in document.metadata.items() if v}
    if "date" in known:
        known.setdefault("published", known.pop("date"))
    if document.format in ("html", "docx", "pdf"):
        # What a page or a file says of itself: good for a bound, no word on the speech's year.
        known = {k: v for k, v in known.items() if k == "published"}
    if overrides:
        from ..sources.metadata import metadata_for

        known |= metadata_for(document.name, document.path, overrides)
    record = document.record
    if record is not None and not record.outdated:
        from ..speech.kept import restore_speech

        return restore_speech(record.cells, known, record.cut_by)
    return read_speech(
        document.text,
        doc=document.name,
        path=document.path,
        encoding=document.encoding,
        metadata=known,
    )


def list_batches(
    references: Iterable[Reference],
    reading: Reading,
    on_error: OnError,
    *,
    size: int = BATCH_BYTES,
    documents: int = BATCH_DOCUMENTS,
) -> Iterator[Batch]:
    """Yield the inputs in their order, in batches of ``size`` bytes for one process each.

    Files of one document, and row groups, go as references and are read where they are analysed;
    rows of other tables are read here, since a table is one stream.
    """
    batch: list[Reference | Document] = []
    filled = 0
    for reference in references:
        items: Iterable[Reference | Document] = (reference,)
        if _is_stream(reference):
            items = read_reference(reference, text_column=reading.text_column, on_error=on_error)
        for item in items:
            batch.append(item)
            filled += item.size if isinstance(item, Reference) else len(item.text)
            if filled >= size or len(batch) >= documents:
                yield Batch(tuple(batch), filled)
                batch, filled = [], 0
    if batch:
        yield Batch(tuple(batch), filled)


def _is_stream(reference: Reference) -> bool:
    """Whether only one process can read it: a table that is not split, or stdin."""
    return reference.kind == "stdin" or (reference.format in TABLES and reference.rows is None)


def split_tables(
    references: Iterable[Reference], reading: Reading, on_error: OnError
) -> Iterator[Reference]:
    """Yield the references, those to Parquet files as their row groups, which several processes
    can read at the same time. What cannot be split is read as a stream, and says then why."""
    for reference in references:
        if reference.format == "parquet" and not reference.path.lower().endswith(".gz"):
            from ..sources.parquet import split_parquet

            yield from split_parquet(reference, reading.text_column, on_error)
        else:
            yield reference


def read_batch(batch: Batch, reading: Reading, tally: Tally, on_error: OnError) -> Iterator[Speech]:
    """Yield the speeches of a batch that are of the years asked for."""
    for item in batch.items:
        documents: Iterable[Document] = (item,) if isinstance(item, Document) else ()
        if isinstance(item, Reference):
            documents = read_reference(item, text_column=reading.text_column, on_error=on_error)
        for document in documents:
            tally.read += 1
            if document.record is not None:
                tally.outdated += document.record.outdated
                tally.changed += filter(None, [document.record.changed])
            speech = make_speech(document, reading.overrides)
            if reading.years is not None and speech.year is None:
                tally.undated += 1
            elif reading.years is not None and speech.year not in reading.years:
                tally.other_years += 1
            else:
                yield speech


def read_speeches(
    paths: Sequence[str], reading: Reading, *, on_error: OnError, tally: Tally
) -> Iterator[Speech]:
    """Yield the speeches in ``paths`` in their order, one at a time.

    What cannot be read goes to ``on_error`` and the rest is still read; ``tally`` counts.
    """
    failed = counting(on_error, tally)
    for batch in list_batches(list_references(paths, failed), reading, failed):
        yield from read_batch(batch, reading, tally, failed)


def counting(on_error: OnError, tally: Tally) -> OnError:
    """Return ``on_error`` such that ``tally`` counts what fails."""

    def failed(error: InputError) -> None:
        tally.failed += 1
        on_error(error)

    return failed

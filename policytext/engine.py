"""Runs an analysis over many documents: in this process or in several, always in their order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .errors import InputError
from .readahead import can_read_ahead, read_ahead
from .sources.documents import Document, read_reference
from .sources.naming import TABLES
from .sources.references import Reference, list_references

if TYPE_CHECKING:
    from .sources import Years
    from .speech.lexicon import Term
    from .speech.model import Speech
    from .speech.words import Segmenter

T = TypeVar("T")
OnError = Callable[[InputError], None]
Overrides = Mapping[str, Mapping[str, str]]

# From so many bytes of input on it is worth it to read ahead in a second process, and to analyse
# in several: below, starting them costs more than they save.
WORTH_READING_AHEAD, WORTH_PROCESSES = 500_000, 4_000_000
# What one process gets at a time, and how many of these wait in line for each.
BATCH_BYTES, BATCH_DOCUMENTS, IN_LINE = 131_072, 64, 4


@dataclass(frozen=True)
class WordSettings:
    """How text is cut into words; equal settings share one segmenter.

    terms: of the user's lexicons, on top of the built-in ones (``builtin``). engine: see
    ``policytext.speech.words.ENGINES``. hmm: jieba's model for unknown words.
    """

    terms: tuple[Term, ...] = ()
    engine: str = "rjieba"
    hmm: bool = True
    builtin: bool = True


@cache
def segmenter(settings: WordSettings) -> Segmenter:
    """Return the segmenter for ``settings``, made once in each process."""
    from .speech.lexicon import Term, load_terms
    from .speech.words import Segmenter
    from .text.script import to_simplified

    own = [Term(to_simplified(t.word), t.freq, t.tag) for t in settings.terms]
    terms = [*load_terms(), *own] if settings.builtin else own
    return Segmenter(terms, engine=settings.engine, hmm=settings.hmm)


@dataclass(frozen=True)
class WithWords(Generic[T]):
    """An analysis that cuts text into words: called with a speech, it finds the segmenter of
    ``settings`` in the process it runs in."""

    analyse: Callable[..., T]
    settings: WordSettings

    def __call__(self, speech: Speech) -> T:
        """Return ``analyse(speech, words=...)``."""
        return self.analyse(speech, words=segmenter(self.settings))


@dataclass(frozen=True)
class InTwoSteps(Generic[T]):
    """An analysis whose ``first`` step needs the terms of the segmenter and whose ``second``, on
    what that returns, its dictionary: two processes can do them at the same time."""

    first: Callable[..., Any]
    second: Callable[..., T]
    settings: WordSettings

    def __call__(self, speech: Speech) -> T:
        """Return ``second(first(speech, words=...), words=...)``."""
        return self.finish(self.begin(speech))

    def begin(self, speech: Speech) -> Any:
        """Return what the first step makes of a speech."""
        return self.first(speech, words=segmenter(self.settings))

    def finish(self, begun: Any) -> T:
        """Return what the second step makes of that."""
        return self.second(begun, words=segmenter(self.settings))


@dataclass(frozen=True)
class AfterYear(Generic[T]):
    """An analysis that asks for the year of the speeches. The first step is half the way to it, so
    that two processes have as much to do. settings: of the words ``analyse`` cuts, if it does."""

    analyse: Callable[[Speech], T]
    settings: WordSettings | None = None

    def __call__(self, speech: Speech) -> T:
        """Return ``analyse(speech)``."""
        return self.analyse(speech)

    def begin(self, speech: Speech) -> Speech:
        """Return the speech with what its dating rests on worked out."""
        speech.prepare_dating()
        return speech

    def finish(self, begun: Speech) -> T:
        """Return ``analyse`` of the speech."""
        return self.analyse(begun)


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

    def add(self, other: Tally) -> None:
        """Add what another process counted."""
        self.read += other.read
        self.failed += other.failed
        self.undated += other.undated
        self.other_years += other.other_years


# What a process is given: references to single documents, or documents (rows of a table).
Batch = Sequence[Reference | Document]


def make_speech(document: Document, overrides: Overrides) -> Speech:
    """Return the speech in a document, with what is known of it from outside."""
    from .speech.model import read_speech

    known = {k: v for k, v in document.metadata.items() if v}
    if "date" in known:
        known.setdefault("published", known.pop("date"))
    if document.format in ("html", "docx", "pdf"):
        # What a page or a file says of itself: good for a bound, no word on the speech's year.
        known = {k: v for k, v in known.items() if k == "published"}
    if overrides:
        from .sources.metadata import metadata_for

        known |= metadata_for(document.name, document.path, overrides)
    return read_speech(
        document.text,
        doc=document.name,
        path=document.path,
        encoding=document.encoding,
        metadata=known,
    )


def list_batches(paths: Sequence[str], reading: Reading, on_error: OnError) -> Iterator[Batch]:
    """Yield the inputs in their order, in batches for one process each.

    Files of one document go as references and are read where they are analysed; rows of tables
    are read here, since a table is one stream.
    """
    batch: list[Reference | Document] = []
    size = 0
    for reference in list_references(paths, on_error):
        items: Iterable[Reference | Document] = (reference,)
        if reference.format in TABLES or reference.kind == "stdin":
            items = read_reference(reference, text_column=reading.text_column, on_error=on_error)
        for item in items:
            batch.append(item)
            size += item.size if isinstance(item, Reference) else len(item.text)
            if size >= BATCH_BYTES or len(batch) >= BATCH_DOCUMENTS:
                yield batch
                batch, size = [], 0
    if batch:
        yield batch


def read_batch(batch: Batch, reading: Reading, tally: Tally, on_error: OnError) -> Iterator[Speech]:
    """Yield the speeches of a batch that are of the years asked for."""
    for item in batch:
        documents: Iterable[Document] = (item,) if isinstance(item, Document) else ()
        if isinstance(item, Reference):
            documents = read_reference(item, text_column=reading.text_column, on_error=on_error)
        for document in documents:
            tally.read += 1
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
    failed = _counting(on_error, tally)
    for batch in list_batches(paths, reading, failed):
        yield from read_batch(batch, reading, tally, failed)


def _counting(on_error: OnError, tally: Tally) -> OnError:
    def failed(error: InputError) -> None:
        tally.failed += 1
        on_error(error)

    return failed


def input_size(paths: Sequence[str]) -> int:
    """Return the bytes of input as far as they are known; those behind a URL count as many."""
    total = 0
    for reference in list_references(paths, lambda error: None):
        total += WORTH_PROCESSES if reference.kind == "url" else reference.size
    return total


def run(
    analyse: Callable[[Speech], T],
    paths: Sequence[str],
    reading: Reading,
    *,
    on_error: OnError,
    tally: Tally,
    jobs: int | None = None,
) -> Iterator[T]:
    """Yield what ``analyse`` makes of each speech in ``paths``, in their order.

    jobs: number of processes, None to choose. Results are the same for any number. With more than
    one, ``analyse`` and what it returns travel between processes and must be picklable.
    """
    size = input_size(paths) if jobs is None else 0
    if jobs is None and size >= WORTH_PROCESSES:
        jobs = os.cpu_count() or 1
        if hasattr(os, "sched_getaffinity"):
            jobs = len(os.sched_getaffinity(0))
    if (jobs or 1) > 1:
        return _run_in_processes(analyse, paths, reading, on_error, tally, jobs or 1)
    if size >= WORTH_READING_AHEAD and can_read_ahead():
        staged = analyse if isinstance(analyse, InTwoSteps | AfterYear) else None
        begin = staged.begin if staged else None
        ahead = _read_speeches_ahead(paths, reading, on_error, tally, begin)
        settings = getattr(analyse, "settings", None)
        if settings is not None:
            # While the other process reads.
            segmenter(settings).load()
        return map(staged.finish if staged else analyse, ahead)
    return map(analyse, read_speeches(paths, reading, on_error=on_error, tally=tally))


def _read_speeches_ahead(
    paths: Sequence[str],
    reading: Reading,
    on_error: OnError,
    tally: Tally,
    begin: Callable[[Speech], Any] | None,
) -> Iterator[Any]:
    """As ``read_speeches``, in a second process that starts at once; what ``begin`` makes of each
    speech, where it is given."""

    def produce() -> Iterator[Any]:
        errors: list[InputError] = []
        counted = Tally()
        for speech in read_speeches(paths, reading, on_error=errors.append, tally=counted):
            yield from errors
            errors.clear()
            yield [speech if begin is None else begin(speech)]
        yield from errors
        yield counted

    def received(items: Iterator[Any]) -> Iterator[Any]:
        for item in items:
            if isinstance(item, InputError):
                on_error(item)
            elif isinstance(item, Tally):
                tally.add(item)
            else:
                yield item[0]

    return received(read_ahead(produce))


_work: tuple[Callable[[Speech], Any], Reading] | None = None


def _start_worker(analyse: Callable[[Speech], Any], reading: Reading) -> None:
    import signal

    # Ctrl-C reaches the parent, which stops its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    global _work
    _work = analyse, reading


def _analyse_batch(batch: Batch) -> tuple[list[Any], list[InputError], Tally]:
    assert _work is not None  # set when the process starts
    analyse, reading = _work
    errors: list[InputError] = []
    tally = Tally()
    results = [analyse(s) for s in read_batch(batch, reading, tally, errors.append)]
    return results, errors, tally


def _run_in_processes(
    analyse: Callable[[Speech], T],
    paths: Sequence[str],
    reading: Reading,
    on_error: OnError,
    tally: Tally,
    jobs: int,
) -> Iterator[T]:
    import multiprocessing
    from threading import Semaphore

    failed = _counting(on_error, tally)
    # fork shares what is loaded; where there is none, workers load it themselves.
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else None)
    line = Semaphore(IN_LINE * jobs)

    def wait_in_line() -> Iterator[Batch]:
        for batch in list_batches(paths, reading, failed):
            line.acquire()
            yield batch

    with context.Pool(jobs, _start_worker, (analyse, reading)) as pool:
        for results, errors, counted in pool.imap(_analyse_batch, wait_in_line()):
            line.release()
            for error in errors:
                failed(error)
            tally.add(counted)
            yield from results

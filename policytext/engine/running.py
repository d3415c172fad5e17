"""Chooses how an analysis is run over many documents; results always come in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import InputError, UsageError
from ..sources.references import Reference, list_references
from .ahead import can_read_ahead, read_ahead
from .analyses import analyse_speeches, pack_results, segmenter, stages
from .mapping import cores
from .reading import (
    BATCH_BYTES,
    Batch,
    OnError,
    Reading,
    Tally,
    counting,
    list_batches,
    read_batch,
    split_tables,
)

if TYPE_CHECKING:
    from ..speech.model import Speech
    from .pool import Done

# From so many bytes of input on it is worth it to read ahead in a second process, and to analyse
# in several: below, starting them costs more than they save.
WORTH_READING_AHEAD, WORTH_PROCESSES = 500_000, 4_000_000
ENGINES = ("local", "dask")


@dataclass(frozen=True)
class Workers:
    """Who does the work. What comes out is the same whoever does.

    jobs: number of processes, None to choose. engine: ``local`` or ``dask``. scheduler: address
    of a Dask scheduler; None for the one of Dask's configuration, else a cluster on this machine.
    progress: told of bytes done and of all bytes (0 where unknown) as batches are done.
    """

    jobs: int | None = None
    engine: str = "local"
    scheduler: str | None = None
    progress: Callable[[int, int], None] | None = None

    def __post_init__(self) -> None:
        if self.engine not in ENGINES:
            raise UsageError(f"--engine {self.engine}: unknown; known are {', '.join(ENGINES)}")
        if self.scheduler is not None and self.engine != "dask":
            raise UsageError(f"--scheduler {self.scheduler}: is for --engine dask")


def run(
    analyse: Callable[[Speech], Any],
    paths: Sequence[str],
    reading: Reading,
    *,
    on_error: OnError,
    tally: Tally,
    workers: Workers | None = None,
) -> Iterator[Any]:
    """Yield what ``analyse`` makes of each speech in ``paths``, in their order; of `Merged`, what
    it makes of several speeches in a row.

    With more than one process, ``analyse`` and what it returns travel and must be picklable.
    What cannot be read goes to ``on_error``; ``tally`` counts.
    """
    workers = workers or Workers()
    failed = counting(on_error, tally)
    references = list(list_references(paths, failed))
    if workers.engine == "dask":
        from .cluster import analyse_on_cluster

        done = analyse_on_cluster(references, analyse, reading, failed, workers)
        return _collect(done, failed, tally, references, workers)
    jobs = workers.jobs or _choose_jobs(references)
    if jobs > 1:
        from .pool import analyse_in_processes

        split = split_tables(references, reading, failed)
        batches = list_batches(split, reading, failed, size=_batch_bytes(references, jobs))
        done = analyse_in_processes(batches, analyse, reading, jobs)
        return _collect(done, failed, tally, references, workers)
    if workers.jobs is None and _size(references) >= WORTH_READING_AHEAD and can_read_ahead():
        return _analyse_ahead(analyse, references, reading, on_error, tally)
    watched = _watched(list_batches(references, reading, failed), references, workers)
    return _analyse_here(analyse, watched, reading, failed, tally)


def _size(references: Iterable[Reference]) -> int:
    return sum(reference.size for reference in references)


def _batch_bytes(references: Iterable[Reference], jobs: int) -> int:
    """Bytes of a batch: the larger, the less is said twice; but each process is to get many."""
    return min(max(_size(references) // (32 * jobs), BATCH_BYTES), 4 * BATCH_BYTES)


def _choose_jobs(references: Sequence[Reference]) -> int:
    """As many processes as there are cores, if the input is large or on another machine."""
    remote = any(reference.kind == "url" for reference in references)
    if not remote and _size(references) < WORTH_PROCESSES:
        return 1
    return cores()


def _analyse_here(
    analyse: Callable[[Speech], Any],
    batches: Iterable[Batch],
    reading: Reading,
    on_error: OnError,
    tally: Tally,
) -> Iterator[Any]:
    for batch in batches:
        yield from analyse_speeches(analyse, read_batch(batch, reading, tally, on_error))


def _collect(
    done: Iterable[Done],
    on_error: OnError,
    tally: Tally,
    references: Sequence[Reference],
    workers: Workers,
) -> Iterator[Any]:
    """Yield the results of batches analysed elsewhere; pass on errors and counts."""
    finished, total = 0, _size(references)
    for results, errors, counted, size in done:
        for error in errors:
            on_error(error)
        tally.add(counted)
        finished += size
        if workers.progress is not None:
            workers.progress(finished, total)
        yield from results


def _watched(
    batches: Iterable[Batch], references: Sequence[Reference], workers: Workers
) -> Iterator[Batch]:
    """Yield the batches; when the next one is asked for, the one before is done."""
    if workers.progress is None:
        yield from batches
        return
    finished, total = 0, _size(references)
    for batch in batches:
        yield batch
        finished += batch.size
        workers.progress(finished, total)


def _analyse_ahead(
    analyse: Callable[[Speech], Any],
    references: Sequence[Reference],
    reading: Reading,
    on_error: OnError,
    tally: Tally,
) -> Iterator[Any]:
    """As `_analyse_here`, with the speeches read, and begun upon, in a second process that starts
    at once."""
    staged = stages(analyse)

    def produce() -> Iterator[Any]:
        errors: list[InputError] = []
        counted = Tally()
        failed = counting(errors.append, counted)
        for batch in list_batches(references, reading, failed):
            for speech in read_batch(batch, reading, counted, failed):
                yield from errors
                errors.clear()
                yield [staged.begin(speech) if staged else speech]
        yield from errors
        yield counted

    def received(items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            if isinstance(item, InputError):
                on_error(item)
            elif isinstance(item, Tally):
                tally.add(item)
            else:
                yield item[0]

    ahead = received(read_ahead(produce))
    each = staged or analyse
    settings = getattr(each, "settings", None)
    if settings is not None:
        # While the other process reads.
        segmenter(settings).load()
    return pack_results(analyse, map(staged.finish if staged else each, ahead))

"""Batches of documents in several processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import InputError, PolicytextError
from .analyses import analyse_speeches
from .reading import Batch, Reading, Tally, read_batch

if TYPE_CHECKING:
    from ..speech.model import Speech

# How many batches wait in line for each process.
IN_LINE = 4


class Done(NamedTuple):
    """What a process made of a batch; size is that of the batch."""

    results: list[Any]
    errors: list[InputError]
    tally: Tally
    size: int


def analyse_batch(batch: Batch, analyse: Callable[[Speech], Any], reading: Reading) -> Done:
    """Return what ``analyse`` makes of the speeches of a batch."""
    errors: list[InputError] = []
    tally = Tally()
    speeches = read_batch(batch, reading, tally, errors.append)
    results = list(analyse_speeches(analyse, speeches))
    return Done(results, [error.alone() for error in errors], tally, batch.size)


_work: tuple[Callable[[Speech], Any], Reading] | None = None


def _start_worker(analyse: Callable[[Speech], Any], reading: Reading) -> None:
    # Ctrl-C reaches the parent, which stops its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()
    global _work
    _work = analyse, reading


def _end_with_parent() -> None:
    """Leave when the parent is gone: killed, it cannot stop its workers."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _analyse_batch(batch: Batch) -> Done:
    assert _work is not None  # set when the process starts
    return analyse_batch(batch, *_work)


def analyse_in_processes(
    batches: Iterable[Batch], analyse: Callable[[Speech], Any], reading: Reading, jobs: int
) -> Iterator[Done]:
    """Yield what ``jobs`` processes make of the batches, in their order.

    A few batches for each process are under way at a time, so that memory is bounded. When the
    caller stops early, so do the processes. Raises PolicytextError where one of them is killed.
    """
    # Each process loads what it needs, at the same time as the others; loaded here before, it would
    # make this one as large as they are.
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else None)
    pool = ProcessPoolExecutor(
        jobs, mp_context=context, initializer=_start_worker, initargs=(analyse, reading)
    )
    line: deque[Future[Done]] = deque()
    try:
        for batch in batches:
            line.append(pool.submit(_analyse_batch, batch))
            if len(line) >= IN_LINE * jobs:
                yield line.popleft().result()
        while line:
            yield line.popleft().result()
    except BrokenProcessPool:
        raise PolicytextError(
            "a worker process was killed, perhaps for want of memory; try fewer with --jobs"
        ) from None
    finally:
        _stop(pool)


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the processes at once, whatever they are at."""
    # The executor's own way waits for what is under way.
    for process in list((pool._processes or {}).values()):
        process.terminate()
    pool.shutdown(wait=True, cancel_futures=True)

"""A function over a list of things, in this process or in several."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

A = TypeVar("A")
T = TypeVar("T")


def cores() -> int:
    """Return how many processes can run at a time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def map_in_processes(
    function: Callable[[A], T], items: Sequence[A], *, jobs: int | None = None
) -> Iterator[T]:
    """Yield ``function`` of each item, in their order.

    jobs: number of processes, None for as many as there are cores. Results are the same for any
    number. With more than one, the function, the items and the results must be picklable.
    """
    import multiprocessing

    jobs = min(jobs or cores(), len(items))
    threading = sys.modules.get("threading")
    alone = threading is None or threading.active_count() == 1
    # fork shares what is loaded; a process with other threads must not fork.
    if jobs < 2 or not alone or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(function, items)
        return
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        yield from pool.imap(function, items)

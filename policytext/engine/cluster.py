"""Batches of documents on the workers of a Dask cluster.

What is read is read there: the client sends references (paths, URLs, row groups of Parquet files)
and gets results. Rows of JSON lines and CSV, one stream each, and stdin are read by the client.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from .. import __version__
from ..errors import PolicytextError, UsageError
from .analyses import Merged
from .mapping import cores
from .pool import Done, analyse_batch
from .reading import OnError, Reading, Tally, list_batches, split_tables

if TYPE_CHECKING:
    from ..sources.references import Reference
    from ..speech.model import Speech
    from .running import Workers

# A task costs the scheduler a millisecond, so it should do more than a local batch; and how many
# of them wait in line for each thread of the workers.
BATCH_BYTES, BATCH_DOCUMENTS, IN_LINE = 2_000_000, 500, 4
# So many results become one on a worker.
BRANCHES = 8


def analyse_on_cluster(
    references: Sequence[Reference],
    analyse: Callable[[Speech], Any],
    reading: Reading,
    on_error: OnError,
    workers: Workers,
) -> Iterator[Done]:
    """Yield what the workers make of the documents, in their order.

    Where ``analyse`` is `Merged` and says how, results are merged on the workers, a tree of them,
    and the whole comes as one. Raises UsageError where Dask is not installed or no scheduler
    answers, PolicytextError where workers have another version, or a batch kills them.
    """
    batches = list_batches(
        split_tables(references, reading, on_error),
        reading,
        on_error,
        size=BATCH_BYTES,
        documents=BATCH_DOCUMENTS,
    )
    with _client(workers) as client:
        from distributed.scheduler import KilledWorker

        submit = partial(client.submit, pure=False)
        waiting = IN_LINE * max(1, sum(client.nthreads().values()))
        try:
            leaves = (submit(analyse_batch, batch, analyse, reading) for batch in batches)
            if isinstance(analyse, Merged) and analyse.merge is not None:
                yield _merged(_paced(leaves, waiting), submit, analyse.merge)
            else:
                for future in _paced(leaves, waiting):
                    yield future.result()
        except KilledWorker as error:
            raise PolicytextError(
                f"a batch of documents killed the Dask workers it was given to: {error}"
            ) from None


def _paced(futures: Iterable[Any], waiting: int) -> Iterator[Any]:
    """Yield the futures in their order, each when it is done; ``waiting`` of them are under way."""
    import distributed

    wait: Any = distributed.wait

    line: deque[Any] = deque()
    for future in futures:
        line.append(future)
        if len(line) >= waiting:
            wait([line[0]])
            yield line.popleft()
    while line:
        wait([line[0]])
        yield line.popleft()


def _merged(
    leaves: Iterable[Any],
    submit: Callable[..., Any],
    merge: Callable[[list[Any]], Any],
) -> Done:
    """Merge neighbours on the workers, then what comes out, until one result is left."""
    levels: list[list[Any]] = [[]]
    for leaf in leaves:
        levels[0].append(leaf)
        level = 0
        while len(levels[level]) == BRANCHES:
            if level + 1 == len(levels):
                levels.append([])
            levels[level + 1].append(submit(_merge_done, levels[level], merge))
            levels[level] = []
            level += 1
    # What stands higher came earlier.
    rest = [future for level in reversed(levels) for future in level]
    if not rest:
        return Done([], [], Tally(), 0)
    done: Done = submit(_merge_done, rest, merge).result()
    return done


def _merge_done(parts: list[Done], merge: Callable[[list[Any]], Any]) -> Done:
    tally = Tally()
    for part in parts:
        tally.add(part.tally)
    return Done(
        [merge([result for part in parts for result in part.results])],
        [error for part in parts for error in part.errors],
        tally,
        sum(part.size for part in parts),
    )


@contextmanager
def _client(workers: Workers) -> Iterator[Any]:
    """Connect to the scheduler that is named, or to one started for this run."""
    try:
        import dask
        import distributed
    except ImportError:
        raise UsageError(
            "--engine dask: Dask is not installed here; pip install 'policytext[dask]'"
        ) from None
    # Its functions have no types.
    untyped: Any = distributed
    address = workers.scheduler or dask.config.get("scheduler-address", None)
    if address is None:
        import logging

        cluster = untyped.LocalCluster(
            n_workers=workers.jobs or cores(),
            threads_per_worker=1,
            dashboard_address=":0",
            silence_logs=logging.ERROR,
        )
        with cluster, untyped.Client(cluster) as client:
            yield client
        return
    try:
        client = untyped.Client(address, timeout=10)
    except (OSError, ValueError) as error:
        cause = " ".join(str(error).split())
        raise UsageError(
            f"--scheduler {address}: no Dask scheduler answers there ({cause})"
        ) from None
    with client:
        _check_versions(client)
        yield client


def _check_versions(client: Any) -> None:
    """Raise PolicytextError where a worker would give other rows than this version."""
    if not client.nthreads():
        client.wait_for_workers(1, timeout=30)
    for worker, version in client.run(_version, on_error="return").items():
        if isinstance(version, OSError):
            continue  # it has just gone; the others do its share
        if isinstance(version, BaseException):
            raise version
        if version != __version__:
            raise PolicytextError(
                f"Dask worker {worker} has policytext {version}, here it is {__version__}; "
                "install the same version there"
            )


def _version() -> str:
    return __version__

"""A second process that reads and repairs while this one loads its dictionary and counts."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, TypeVar

from ..interrupts import CHILDREN

T = TypeVar("T")

# Linux: what fcntl calls F_SETPIPE_SZ, and the largest pipe an ordinary user may have.
_SET_PIPE_SIZE, _PIPE_SIZE = 1031, 1 << 20


def can_read_ahead() -> bool:
    """Whether this system can split off a reader: it can fork, and has a second core for it."""
    if not hasattr(os, "fork") or not hasattr(os, "sched_getaffinity"):
        return False
    # A process with other threads must not fork: they may hold locks.
    threading = sys.modules.get("threading")
    return len(os.sched_getaffinity(0)) > 1 and (threading is None or threading.active_count() == 1)


def read_ahead(produce: Callable[[], Iterator[T]]) -> Iterator[T]:
    """Yield what ``produce()`` yields, from a forked process that runs ahead by up to a megabyte.

    It starts at once, before the first item is asked for. The items must be picklable. An
    exception in ``produce`` is raised here, after the items before it; when the caller stops
    early, the other process ends too.
    """
    reader, writer = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _produce(produce, writer)
    os.close(writer)
    CHILDREN.add(child)
    return _receive(child, reader)


def _receive(child: int, reader: int) -> Iterator[Any]:
    import pickle

    try:
        with open(reader, "rb") as stream:
            while True:
                more, item = pickle.load(stream)
                if more is None:
                    return
                if not more:
                    raise item
                yield item
    except EOFError:
        raise RuntimeError("the reading process was killed") from None
    except (KeyboardInterrupt, GeneratorExit):
        # It may be far from its next item, at which it would notice.
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        raise
    finally:
        with suppress(ChildProcessError):
            os.waitpid(child, 0)
        CHILDREN.discard(child)


def _produce(produce: Callable[[], Iterator[T]], writer: int) -> None:
    """In the child: send (True, item) for each, then (None, None), or (False, error)."""
    import pickle

    # Ctrl-C reaches the parent too, whose end closes the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    with suppress(ImportError, OSError):
        from fcntl import fcntl

        fcntl(writer, _SET_PIPE_SIZE, _PIPE_SIZE)
    with open(writer, "wb") as stream:
        try:
            for item in produce():
                pickle.dump((True, item), stream, pickle.HIGHEST_PROTOCOL)
                stream.flush()
            pickle.dump((None, None), stream)
        except Exception as error:
            pickle.dump((False, error), stream)
    os._exit(0)

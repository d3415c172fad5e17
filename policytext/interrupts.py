"""Ctrl-C, a closed terminal and SIGTERM: the command ends at once and leaves nothing behind.

The first signal is raised as an exception, so that whatever is under way puts itself in order.
Where that takes too long, or a library swallows the exception, and at the second signal, files that
are half written and processes that were started are removed from here, and this process ends.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import Any, NoReturn

# To be kept up by those who make them: files written aside, and processes split off by hand.
UNFINISHED_FILES: set[str] = set()
CHILDREN: set[int] = set()

SECONDS = 1.0
"""How long the work has to put itself in order."""

_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
_received = 0


class Stopped(KeyboardInterrupt):
    """A signal has asked to stop. It is no Exception, so that nothing takes it for a failure."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def signal_code() -> int:
    """Return the exit code for the signal that came, as a shell gives it (SIGTERM: 143), else 0."""
    return _received


def die_quietly() -> None:
    """Let Ctrl-C end the process without a word, for as long as there is nothing to put in order:
    while modules are loaded, and when all is done."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def raise_signals() -> None:
    """From now on raise `Stopped` in the main thread for the first signal, and leave at the next.

    What is ignored (nohup, a job in the background of a script) stays so. Processes forked from
    this one get the usual behaviour of SIGTERM and SIGHUP back, and own none of its files.
    """
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)
    sys.unraisablehook = _leave_if_swallowed
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_forget)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    global _received
    _received = 128 + number
    for other in _SIGNALS:
        if signal.getsignal(other) is _stop:
            signal.signal(other, _leave)
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, lambda *_: _leave(number, None))
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
    raise Stopped(number)


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    """Remove what is half done, and end this process without anything else."""
    for path in list(UNFINISHED_FILES):
        for end in ("", "-journal"):  # SQLite keeps one beside its file
            _quietly(os.unlink, path + end)
    end_children()
    os._exit(128 + number)


def end_children() -> None:
    """End the processes that were split off and are still there."""
    for child in list(CHILDREN):
        _quietly(os.kill, child, signal.SIGKILL)
    if "multiprocessing" in sys.modules:
        for process in sys.modules["multiprocessing"].active_children():
            process.kill()


def _quietly(action: Any, *arguments: Any) -> None:
    # Done already, or not to be done: there is nobody left to tell.
    try:
        action(*arguments)
    except OSError:
        return


def _leave_if_swallowed(unraisable: Any) -> None:
    """An exception in a finalizer goes nowhere; this one must not be lost."""
    if isinstance(unraisable.exc_value, Stopped):
        _leave(unraisable.exc_value.number, None)
    sys.__unraisablehook__(unraisable)


def _forget() -> None:
    """In a forked process: the files and the other processes are the parent's."""
    UNFINISHED_FILES.clear()
    CHILDREN.clear()
    sys.unraisablehook = sys.__unraisablehook__
    for number in _SIGNALS:
        if signal.getsignal(number) in (_stop, _leave):
            # Ctrl-C goes to the whole group; the parent sees to its children.
            signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else signal.SIG_DFL)

"""A progress bar on stderr, for work that takes more than a second or so."""

from __future__ import annotations

import sys
import time
from typing import Any

SECONDS = 1.0
_PER_SECOND = 5


class ProgressBar:
    """Told of bytes done and of all bytes; shows how far the work is, its rate and the time left.

    There is nothing to see of it before a second has gone, or where stderr is no terminal.
    """

    def __init__(self, *, quiet: bool) -> None:
        self._wanted = not quiet and sys.stderr is not None and sys.stderr.isatty()
        self._started = time.monotonic()
        self._bar: Any = None
        self._task: Any = None

    def __call__(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` bytes are done; a total of 0 is unknown."""
        if not self._wanted:
            return
        if self._bar is None:
            if time.monotonic() - self._started < SECONDS:
                return
            self._show(total)
        self._bar.update(self._task, completed=min(done, total) if total else done)

    def _show(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            DownloadColumn,
            Progress,
            TimeRemainingColumn,
            TransferSpeedColumn,
        )

        self._bar = Progress(
            BarColumn(),
            DownloadColumn(),
            TransferSpeedColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
            refresh_per_second=_PER_SECOND,
            redirect_stdout=False,
            redirect_stderr=True,
        )
        self._task = self._bar.add_task("", total=total or None)
        self._bar.start()

    def stop(self) -> None:
        """Take the bar away, for good."""
        self._wanted = False
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

"""Bytes to standard output or to a file that appears whole or not at all."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Protocol

from policytext.errors import PolicytextError
from policytext.interrupts import UNFINISHED_FILES

STDOUT = "standard output"


class OutputError(PolicytextError):
    """Rows cannot be written: the message is one line and starts with the name of the target."""

    def __init__(self, name: str, cause: str) -> None:
        super().__init__(f"{name}: {cause}")
        self.name = name
        self.cause = cause


class ByteStream(Protocol):
    """What a sink needs of a stream: an open file, a gzip file, or a stand-in for stdout."""

    def write(self, data: bytes, /) -> object: ...

    def flush(self) -> object: ...


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Turn a failure of the system while writing to ``name`` into an OutputError.

    A closed pipe passes through as BrokenPipeError: whoever reads has had enough.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(name, _cause(error)) from error


def _cause(error: OSError) -> str:
    text = error.strerror or str(error).partition("\n")[0] or type(error).__name__
    return text[0].lower() + text[1:]


class Sink:
    """Takes text, writes UTF-8 bytes, and names the target in every failure.

    What has no UTF-8 form (half of a surrogate pair, an undecodable byte of a file name) is
    written as ``\\udcff``, which in JSON is the very character again.
    """

    def __init__(self, stream: ByteStream, name: str, *, flushing: bool) -> None:
        self._stream = stream
        self._name = name
        self._flushing = flushing

    def write(self, text: str) -> None:
        """Write ``text``, and hand it on at once where somebody may be reading."""
        with naming(self._name):
            self._stream.write(text.encode("utf-8", "backslashreplace"))
            if self._flushing:
                self._stream.flush()


@contextmanager
def open_sink(path: str | None, *, compressed: bool = False) -> Iterator[Sink]:
    """Open ``path`` (None: standard output) for text.

    A regular file is written aside and takes its name when the block ends without an exception;
    otherwise nothing of it remains and an older file of that name is left as it was. Devices and
    FIFOs are written directly.
    """
    if path is None:
        with _stdout() as stream:
            yield Sink(stream, STDOUT, flushing=True)
    elif is_special(path):
        with _open_file(path, path, compressed=compressed) as file:
            yield Sink(file, path, flushing=not compressed)
    else:
        with (
            written_aside(path) as temporary,
            _open_file(temporary, path, compressed=compressed) as file,
        ):
            yield Sink(file, path, flushing=False)


@contextmanager
def _open_file(path: str, name: str, *, compressed: bool) -> Iterator[ByteStream]:
    with naming(name):
        file = open(path, "wb")  # noqa: SIM115 - _closing names what goes wrong
    with _closing(file, name):
        if compressed:
            stream = _compress(file)
            with _closing(stream, name):
                yield stream
        else:
            yield file


@contextmanager
def written_aside(path: str) -> Iterator[str]:
    """The name of an empty file beside ``path`` that replaces it when the block ends well."""
    final = os.path.realpath(path)
    _check_place(path, final)
    temporary = os.path.join(os.path.dirname(final), f".policytext-{os.urandom(6).hex()}.tmp")
    UNFINISHED_FILES.add(temporary)
    try:
        with naming(path):
            os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        yield temporary
        with naming(path):
            _copy_mode(final, temporary)
            os.replace(temporary, final)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    finally:
        UNFINISHED_FILES.discard(temporary)


class _TriedError(Exception):
    """Ends a trial."""


def check_target(path: str | None) -> None:
    """Raise OutputError where no file can be written to ``path`` (None: standard output): to be
    told before work that takes long. Nothing is left of the trial."""
    if path is not None and not is_special(path):
        with suppress(_TriedError), written_aside(path):
            raise _TriedError


def check_folder(folder: str) -> None:
    """Raise OutputError where a folder for files can neither be made nor written to."""
    there = os.path.realpath(folder)
    while not os.path.exists(there):
        there = os.path.dirname(there)
    if not os.path.isdir(there):
        raise OutputError(folder, f"{there} is a file, not a folder")
    if not os.access(there, os.W_OK | os.X_OK):
        raise OutputError(folder, f"permission denied: {there} is read-only")


def _check_place(path: str, final: str) -> None:
    """Find before the work, not after it, what would be in the way of the last step."""
    if path.endswith("/") or os.path.isdir(final):
        raise OutputError(path, "is a folder; give a file name in it")
    folder = os.path.dirname(final)
    if not os.path.isdir(folder):
        lack = "is a file, not a folder" if os.path.exists(folder) else "does not exist; make it"
        raise OutputError(path, f"the folder {folder} {lack}")
    with naming(path), suppress(FileNotFoundError):
        os.stat(final)
        if not os.access(final, os.W_OK):
            raise OutputError(path, "permission denied: the file is read-only")


def _copy_mode(existing: str, fresh: str) -> None:
    try:
        mode = os.stat(existing).st_mode
    except FileNotFoundError:
        return
    os.chmod(fresh, stat.S_IMODE(mode))


def is_special(path: str) -> bool:
    """Whether ``path`` is a device, a FIFO or a socket: something that cannot be replaced."""
    if path.startswith("/dev/"):
        return True
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


@contextmanager
def _closing(stream: IO[bytes], name: str) -> Iterator[None]:
    """Close ``stream`` at the end: the failure to write its last bytes is one as any other."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            stream.close()
        raise
    with naming(name):
        stream.close()


def _compress(file: IO[bytes]) -> IO[bytes]:
    import gzip

    # no name and no time inside: the same rows give the same bytes
    return gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0)  # type: ignore[return-value]


class _TextOnly:
    """Standard output that takes text only, as notebooks and some callers replace it."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, data: bytes, /) -> object:
        return self._stream.write(data.decode("utf-8"))

    def flush(self) -> object:
        return self._stream.flush()


@contextmanager
def _stdout() -> Iterator[ByteStream]:
    if sys.stdout is None:
        raise OutputError(STDOUT, "is closed; write to a file with -o FILE")
    stream: ByteStream
    try:
        stream = sys.stdout.buffer
    except AttributeError:
        stream = _TextOnly(sys.stdout)
    try:
        with naming(STDOUT):
            sys.stdout.flush()
        yield stream
    except (OutputError, BrokenPipeError):
        abandon_stdout()
        raise


def abandon_stdout() -> None:
    """Send whatever is still to come on standard output nowhere.

    To be called after a failure to write there, such as the BrokenPipeError of ``| head``:
    otherwise the interpreter tries again on its way out and complains about it.
    """
    try:
        descriptor = sys.stdout.fileno()
    except (AttributeError, OSError, ValueError, io.UnsupportedOperation):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, descriptor)
    finally:
        os.close(nowhere)


def same_file(output: str | None, inputs: Iterable[str]) -> str | None:
    """The first of ``inputs`` that is the very file ``output`` would overwrite, else None.

    Links count as the file they lead to. URLs and names that do not exist are no such input.
    """
    if output is None or is_special(output):
        return None
    try:
        target = os.stat(output)
    except (OSError, ValueError):
        return None
    for name in inputs:
        try:
            if os.path.samestat(target, os.stat(name)):
                return name
        except (OSError, ValueError):
            continue
    return None

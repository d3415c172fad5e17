"""What there is to read: paths, folders, globs, stdin and URLs, listed without opening any."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from policytext.errors import InputError
from policytext.sources.naming import (
    FORMATS,
    TABLES,
    format_of,
    is_url,
    printable,
    split_name,
    unique_names,
)

OnError = Callable[[InputError], None]


class RowGroup(NamedTuple):
    """Rows of a Parquet file that are read together: which of its row groups, the number of its
    first row from 1, and the names of the documents in them."""

    group: int
    first: int
    names: tuple[str, ...]


class Reference(NamedTuple):
    """One thing to read, cheap to keep, to sort and to send to another process.

    ``path``: as given or as found below a folder; ``kind``: file, stdin or url; ``format``: text,
    html, docx, pdf, jsonl, csv, parquet, or auto where the suffix does not say and the first bytes
    decide; ``name``: of the document, or of the table that holds the documents, unique in its
    listing; ``size``: bytes, 0 where unknown; ``several``: other tables are listed with this one;
    ``rows``: of a Parquet file, only those of one row group.
    """

    path: str
    kind: str
    format: str
    name: str
    size: int = 0
    several: bool = False
    rows: RowGroup | None = None


class _Found(NamedTuple):
    path: str
    kind: str
    format: str
    size: int
    real: str
    """What tells two ways to the same file: its path without symbolic links."""


def list_references(paths: Sequence[str], on_error: OnError) -> Iterator[Reference]:
    """Yield what the paths stand for, in their order, folders and globs sorted by path.

    A file that is reached twice is listed once. Hidden files and unknown suffixes are passed over
    inside folders; symbolic links are followed, loops are not. What cannot be listed (missing,
    unreadable, a pipe, a folder without readable files, a glob without match) goes to
    ``on_error`` as InputError, and the rest is listed.
    """
    found: dict[str, _Found] = {}
    for path in paths:
        for item in _expand(path, on_error):
            found.setdefault(item.real, item)
    items = list(found.values())
    names = unique_names(["stdin" if item.kind == "stdin" else item.path for item in items])
    several = sum(item.format in TABLES for item in items) > 1
    for item, name in zip(items, names, strict=True):
        yield Reference(item.path, item.kind, item.format, name, item.size, several)


def _expand(path: str, on_error: OnError) -> Iterator[_Found]:
    """List one argument."""
    try:
        if path == "-":
            yield _Found(path, "stdin", "auto", 0, path)
        elif path.lower().startswith(("file://", "local://")) and "::" not in path:
            yield from _expand(path.split("://", 1)[1], on_error)
        elif is_url(path) and not os.path.lexists(path):
            from policytext.sources.remote import list_url

            for url, form, size, identity in list_url(path):
                yield _Found(url, "url", form, size, identity)
        elif any(c in path for c in "*?[") and not os.path.lexists(path):
            yield from _expand_glob(path, on_error)
        else:
            yield from _expand_path(path, on_error)
    except InputError as error:
        on_error(error)
    except (OSError, ValueError) as error:
        on_error(InputError(printable(path) or "''", describe(error)))


def _expand_path(path: str, on_error: OnError) -> Iterator[_Found]:
    """List a file or a folder."""
    if not path:
        raise InputError("''", "an empty path; give a file, a folder, a glob, a URL or -")
    try:
        status = os.stat(path)
    except FileNotFoundError:
        cause = "a symbolic link to nothing" if os.path.islink(path) else "no such file or folder"
        raise InputError(printable(path), cause) from None
    if stat.S_ISDIR(status.st_mode):
        found = _walk(path, on_error)
        if not found:
            known = " ".join(FORMATS)
            raise InputError(printable(path), f"no file to read in this folder (reads {known})")
        yield from found
        return
    refuse_special(path, status.st_mode)
    if _is_stdout(status):
        raise InputError(printable(path), "is what this command writes to; name another file")
    form = format_of(path) or "auto"
    yield _Found(path, "file", form, status.st_size, os.path.realpath(path))


def refuse_special(path: str, mode: int) -> None:
    """Raise InputError for a pipe, device or socket: reading it could wait for ever."""
    if stat.S_ISREG(mode):
        return
    if stat.S_ISDIR(mode):
        raise InputError(printable(path), "a folder, not a file")
    kind = "pipe (FIFO)" if stat.S_ISFIFO(mode) else "device or socket"
    raise InputError(printable(path), f"a {kind}, not a file; send it to stdin and name it -")


def _walk(top: str, on_error: OnError) -> list[_Found]:
    """List the files below a folder, sorted by path; each folder once, so that no loop lasts."""
    found: list[_Found] = []
    seen: set[str] = set()
    # Links wait until what lies there by itself is listed: a file goes by its own path.
    folders, links = [(top, os.path.realpath(top))], list[str]()
    while folders or links:
        if folders:
            path, real = folders.pop()
        else:
            path = links.pop()
            real = os.path.realpath(path)
            if not os.path.isdir(path):
                _add_file(path, real, found, on_error)
                continue
        if real in seen:
            continue
        seen.add(real)
        try:
            with os.scandir(path) as entries:
                listed = sorted(entries, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            on_error(InputError(printable(path), describe(error)))
            continue
        for entry in listed:
            if entry.name.startswith("."):
                continue
            if entry.is_symlink():
                links.append(entry.path)
            elif entry.is_dir(follow_symlinks=False):
                folders.append((entry.path, os.path.join(real, entry.name)))
            else:
                _add_file(entry.path, os.path.join(real, entry.name), found, on_error)
        links.sort(reverse=True)
    return sorted(found)


def _add_file(path: str, real: str, found: list[_Found], on_error: OnError) -> None:
    """Add a file found in a folder if its suffix is one that is read."""
    form = format_of(path)
    if form is None:
        return
    try:
        status = os.stat(path)
        refuse_special(path, status.st_mode)
    except InputError as error:
        on_error(error)
    except FileNotFoundError:
        gone = "a symbolic link to nothing" if os.path.islink(path) else "no such file any more"
        on_error(InputError(printable(path), gone))
    except OSError as error:
        on_error(InputError(printable(path), describe(error)))
    else:
        # The shell made `policytext freq . > freq.csv` its file before anything was listed.
        if not _is_stdout(status):
            found.append(_Found(path, "file", form, status.st_size, real))


def _is_stdout(status: os.stat_result) -> bool:
    """Whether a file is the one that standard output goes to."""
    try:
        return stat.S_ISREG(status.st_mode) and os.path.samestat(status, os.fstat(1))
    except OSError:
        return False  # closed


def _expand_glob(pattern: str, on_error: OnError) -> Iterator[_Found]:
    """List what a glob matches; ``**`` stands for any number of folders."""
    matches = _match_deep(pattern) if "**" in pattern else _match_flat(pattern)
    # With corpus/* the user named no kind of file, with *.log one that is to be read as text.
    any_kind = not pattern.endswith("*")
    some = False
    for path in matches:
        if os.path.isdir(path):
            found = _walk(path, on_error)
        elif any_kind or format_of(path):
            found = list(_expand_path(path, on_error))
        else:
            continue
        some = some or bool(found)
        yield from found
    if not some:
        raise InputError(printable(pattern), "no readable file matches")


def glob_reads(pattern: str, path: str) -> bool:
    """Whether a file of that name, were it there, would be read with a glob.

    >>> glob_reads("corpus/*.csv", "corpus/freq.csv"), glob_reads("corpus/*", "corpus/freq.xlsx")
    (True, False)
    """
    wanted = _PathPattern(os.path.abspath(pattern).split(os.sep))
    parts = os.path.abspath(path).split(os.sep)
    if wanted.matches(parts):
        return format_of(path) is not None or not pattern.endswith("*")
    # A folder that matches is read with all that lies in it.
    within = any(wanted.matches(parts[:n]) for n in range(1, len(parts)))
    return within and format_of(path) is not None


def _match_flat(pattern: str) -> list[str]:
    from glob import glob

    return sorted(glob(pattern))


def _match_deep(pattern: str) -> list[str]:
    """Match a glob with ``**`` over a walk that cannot loop, unlike the standard library's."""
    parts = pattern.split("/")
    fixed = next(i for i, part in enumerate(parts) if any(c in part for c in "*?["))
    top = "/".join(parts[:fixed]) or ("/" if pattern.startswith("/") else ".")
    prefix = "" if top == "." and not pattern.startswith("./") else top.rstrip("/") + "/"
    if not os.path.isdir(top):
        return []
    wanted = _PathPattern(parts[fixed:])
    seen, folders, matches = set[str](), [top], list[str]()
    while folders:
        folder = folders.pop()
        real = os.path.realpath(folder)
        if real in seen or not os.access(folder, os.R_OK | os.X_OK):
            continue
        seen.add(real)
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            below = os.path.relpath(path, top).split(os.sep)
            if name.startswith("."):
                continue
            if os.path.isdir(path):
                folders.append(path)
            elif wanted.matches(below):
                matches.append(prefix + "/".join(below))
    return sorted(matches)


class _PathPattern:
    """A glob as a list of parts to match against the parts of a path."""

    def __init__(self, parts: Sequence[str]) -> None:
        import fnmatch
        import re

        # A last ** stands for files at any depth.
        self.parts = [*parts, "*"] if parts[-1] == "**" else list(parts)
        self.compiled = {p: re.compile(fnmatch.translate(p)) for p in self.parts if p != "**"}

    def matches(self, path: Sequence[str]) -> bool:
        """Whether the whole path matches: one pass per part of the pattern."""
        reached = {0}
        for part in self.parts:
            if part == "**":
                reached = set(range(min(reached), len(path) + 1))
            else:
                fits = self.compiled[part].match
                reached = {at + 1 for at in reached if at < len(path) and fits(path[at])}
            if not reached:
                return False
        return len(path) in reached


def describe(error: Exception) -> str:
    """Return the cause of a system error in a few words, without its number."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return " ".join(str(error).split()) or type(error).__name__


def document_name(path: str) -> str:
    """Return the stem of a path, printable."""
    return printable(split_name(path)[1])

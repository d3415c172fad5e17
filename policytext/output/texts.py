"""Cleaned texts to standard output, to one file, or to a folder with a file a document."""

from __future__ import annotations

import os
from collections.abc import Iterable

from .sink import OutputError, naming, open_sink

_NOT_IN_NAMES = {ord(c): "_" for c in '\\:*?"<>|'} | dict.fromkeys(range(32), "_")

# Bytes; file systems take 255, with the suffix and while it is written aside.
_LONGEST_NAME = 200


def write_texts(texts: Iterable[tuple[str, str]], output: str | None) -> None:
    """Write ``(document name, text)`` pairs.

    output: None for standard output; a folder (it ends in a slash, is there already, or has no
    suffix) for a file ``NAME.txt`` a document; else one file with all texts, a blank line between.
    Raises OutputError where the target cannot be written.
    """
    if output is None or not is_folder(output):
        with open_sink(output) as sink:
            for i, (_, text) in enumerate(texts):
                sink.write(("\n" if i else "") + as_file(text))
        return
    for name, text in texts:
        path = os.path.join(output, *map(_file_name, name.split("/"))) + ".txt"
        with naming(os.path.dirname(path)):
            os.makedirs(os.path.dirname(path), exist_ok=True)
        with open_sink(path) as sink:
            sink.write(as_file(text))


def _file_name(part: str) -> str:
    """Return a part of a document's name as a name that a file can have.

    A table may call its documents anything: ../x must stay in the folder, and what is too long for
    a file system is cut, with a sum of the whole so that it stays unique.
    """
    name = part.translate(_NOT_IN_NAMES).encode("utf-8", "replace").decode()
    if name.strip(".") == "":
        return name.replace(".", "_") or "_"
    if len(name.encode()) <= _LONGEST_NAME:
        return name
    import hashlib

    mark = "~" + hashlib.sha256(name.encode()).hexdigest()[:12]
    return name.encode()[: _LONGEST_NAME - len(mark)].decode("utf-8", "ignore") + mark


def as_file(text: str) -> str:
    """Return the text as a file: no blank lines at its edges, a newline at its end."""
    return text.strip("\r\n") + "\n"


def is_folder(path: str) -> bool:
    """Whether texts are to be written into a folder of that name, not to a file."""
    if os.path.isdir(path) or path.endswith(("/", os.sep)):
        return True
    if path.startswith("/dev/") or os.path.splitext(path)[1]:
        return False
    if os.path.exists(path):
        raise OutputError(path, "is a file; name a folder for a file a document, or FILE.txt")
    return True

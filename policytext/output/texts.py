"""Cleaned texts to standard output, to one file, or to a folder with a file a document."""

from __future__ import annotations

import os
from collections.abc import Iterable

from .sink import OutputError, naming, open_sink

_NOT_IN_NAMES = {ord(c): "_" for c in '\\:*?"<>|'} | dict.fromkeys(range(32), "_")


def write_texts(texts: Iterable[tuple[str, str]], output: str | None) -> None:
    """Write ``(document name, text)`` pairs.

    output: None for standard output; a folder (it ends in a slash, is there already, or has no
    suffix) for a file ``NAME.txt`` a document; else one file with all texts, a blank line between.
    Raises OutputError where the target cannot be written.
    """
    if output is None or not _is_folder(output):
        with open_sink(output) as sink:
            for i, (_, text) in enumerate(texts):
                sink.write(("\n" if i else "") + as_file(text))
        return
    for name, text in texts:
        path = os.path.join(output, *(p.translate(_NOT_IN_NAMES) for p in name.split("/"))) + ".txt"
        with naming(os.path.dirname(path)):
            os.makedirs(os.path.dirname(path), exist_ok=True)
        with open_sink(path) as sink:
            sink.write(as_file(text))


def as_file(text: str) -> str:
    """Return the text as a file: no blank lines at its edges, a newline at its end."""
    return text.strip("\r\n") + "\n"


def _is_folder(path: str) -> bool:
    if os.path.isdir(path) or path.endswith(("/", os.sep)):
        return True
    if path.startswith("/dev/") or os.path.splitext(path)[1]:
        return False
    if os.path.exists(path):
        raise OutputError(path, "is a file; name a folder for a file a document, or FILE.txt")
    return True

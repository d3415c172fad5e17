"""What documents are called: file stems, made unique by their folders."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence

FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".pdf": "pdf",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
}
"""Suffixes that are read, each also with ``.gz`` after it."""

TABLES = frozenset({"jsonl", "csv", "parquet"})
"""Formats with a document a row."""

URL_RE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?:://|::)")
UNPRINTABLE_RE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def is_url(path: str) -> bool:
    """Whether a path is for fsspec: ``scheme://…`` or chained with ``::``.

    >>> is_url("s3://corpus/2008.txt"), is_url("corpus/2008.txt")
    (True, False)
    """
    return URL_RE.match(path) is not None


def printable(path: str) -> str:
    r"""Return a path as one line of valid Unicode, whatever bytes its name is made of.

    >>> printable("讲话\n稿\udcff.txt")
    '讲话\\n稿\\xff.txt'
    """
    return UNPRINTABLE_RE.sub(_escape, path)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if 0xDC80 <= code <= 0xDCFF:  # how Python keeps a byte that is not valid in a file name
        return f"\\x{code - 0xDC00:02x}"
    return match[0].encode("unicode_escape").decode("ascii")


def split_name(path: str) -> tuple[str, str, str]:
    """Return ``(folder, stem, suffix)`` of a path or URL; ``.gz`` is part of neither.

    >>> split_name("报告/2008.txt.gz")
    ('报告', '2008', '.txt')
    >>> split_name("zip://gwr/2008.txt::corpus.zip")
    ('gwr', '2008', '.txt')
    """
    if match := URL_RE.match(path):
        path = path[match.end() :].split("::", 1)[0]
        if match[0].lower().startswith("http"):
            path = re.split(r"[?#]", path, maxsplit=1)[0]
    folder, base = os.path.split(path.rstrip("/"))
    if base.lower().endswith(".gz"):
        base = base[:-3]
    stem, suffix = os.path.splitext(base)
    return folder, stem, suffix


def format_of(path: str) -> str | None:
    """Return the format that a path's suffix stands for, None for any other suffix."""
    return FORMATS.get(split_name(path)[2].lower())


def unique_names(paths: Sequence[str]) -> list[str]:
    """Return a document name for each path, in the same order: its stem, unique among them.

    Where stems collide, as many folders stand before each of them as tell all of them apart; files
    of one folder that differ in their suffix only keep it. The names do not depend on the order.

    >>> unique_names(["省/2008.txt", "市/2008.txt", "市/2009.txt"])
    ['省/2008', '市/2008', '2009']
    """
    parts = [split_name(path) for path in paths]
    twins = Counter((folder, stem) for folder, stem, _ in parts)
    leaves = [s + x if twins[f, s] > 1 else s for f, s, x in parts]
    groups: dict[str, list[int]] = {}
    for index, leaf in enumerate(leaves):
        groups.setdefault(leaf, []).append(index)
    names = list(leaves)
    for leaf, members in groups.items():
        if len(members) == 1:
            continue
        folders = [_folders(parts[index][0]) for index in members]
        for depth in range(1, max(map(len, folders)) + 1):
            found = ["/".join((*folder[-depth:], leaf)) for folder in folders]
            if len(set(found)) == len(found):
                break
        else:
            found = [paths[index] for index in members]
        for index, name in zip(members, found, strict=True):
            names[index] = name
    return [printable(name) for name in names]


def _folders(folder: str) -> list[str]:
    return [part for part in folder.replace(os.sep, "/").split("/") if part not in ("", ".")]

"""Whether what is to be written is read too, now or the next time the same paths are read."""

from __future__ import annotations

import os
from collections.abc import Sequence

from policytext.sources.naming import format_of, is_url
from policytext.sources.references import glob_reads, list_references


def read_as_input(output: str, paths: Sequence[str], *, folder: bool = False) -> str | None:
    """Return the first of ``paths`` through which ``output`` is read, or would be once it is there.

    ``folder``: texts are to be written into it. Devices and pipes are never read; neither is what
    lies in a folder among the inputs under a suffix that is not read.
    """
    if os.path.lexists(output) and not folder and not os.path.isfile(output):
        return None
    sample = os.path.join(output, "讲话.txt") if folder else output
    real = os.path.realpath(sample)
    for path in paths:
        if path == "-" or is_url(path):
            continue
        if _reaches(path, real, sample):
            return path
    return _listed(output, paths) if os.path.isfile(output) else None


def _reaches(path: str, real: str, output: str) -> bool:
    """Whether the name alone says that a path stands for a file."""
    if any(c in path for c in "*?[") and not os.path.lexists(path):
        return glob_reads(path, output)
    top = os.path.realpath(path)
    if not os.path.isdir(top):
        return top == real
    below = os.path.relpath(real, top).split(os.sep)
    hidden = any(part.startswith(".") for part in below)  # .. is outside
    return not hidden and format_of(output) is not None


def _listed(output: str, paths: Sequence[str]) -> str | None:
    """The path that leads to an existing file over links or by another name of it."""
    target = os.stat(output)
    for reference in list_references(paths, lambda error: None):
        if reference.kind != "file":
            continue
        try:
            if os.path.samestat(target, os.stat(reference.path)):
                return reference.path
        except OSError:
            continue  # gone since it was listed
    return None

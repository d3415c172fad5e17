"""URLs, through fsspec: listing and opening."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, cast

from policytext.errors import InputError
from policytext.sources.naming import FORMATS, format_of, printable


@contextmanager
def _said(url: str) -> Iterator[None]:
    """Turn what a file system of fsspec raises into InputError.

    Its back ends come from many packages, each with errors of its own (aiohttp, botocore, adlfs …)
    that cannot be imported here: this is the one place where any Exception is caught.
    """
    try:
        yield
    except InputError:
        raise
    except FileNotFoundError as error:
        # Over http this stands for a refused connection too, which only its cause says.
        cause = _one_line(error.__cause__) if error.__cause__ else "no such file or folder"
        raise InputError(printable(url), cause) from None
    except ImportError as error:
        cause = f"needs a package that is not installed: {_one_line(error)}"
        raise InputError(printable(url), cause) from None
    except Exception as error:
        raise InputError(printable(url), _one_line(error)) from error


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__


def list_url(url: str) -> list[tuple[str, str, int, str]]:
    """Return ``(url, format, bytes, identity)`` of each file that a URL stands for, sorted by URL.

    Two spellings of the same file (``memory://a`` and ``memory:///a``) have the same identity.
    The URL is a file, a folder or a glob, if its file system can list; ``::`` chains file systems.
    Raises InputError if it cannot be listed or holds nothing that can be read.
    """
    from fsspec.core import url_to_fs

    head, chain, rest = url.partition("::")
    scheme = head.split("://")[0].lower()
    magic = "*" in head or (scheme not in ("http", "https") and any(c in head for c in "?["))
    if scheme in ("http", "https") and not magic:
        return [(url, format_of(url) or "auto", 0, url)]
    with _said(url):
        fs, root = url_to_fs(url)
        if magic:
            found = cast(dict[str, Any], fs.glob(root, detail=True))
        elif fs.isdir(root):
            found = cast(dict[str, Any], fs.find(root, detail=True))
        else:
            identity = fs.unstrip_protocol(root) + chain + rest
            return [(url, format_of(url) or "auto", int(fs.size(root) or 0), identity)]
        listed = []
        below = root.rstrip("/") if not magic else ""
        for path, info in found.items():
            # A glob that names its suffix wants those files, whatever they are called.
            form = format_of(path) or ("auto" if magic and not head.endswith("*") else None)
            hidden = any(part.startswith(".") for part in path[len(below) :].split("/"))
            if info.get("type") == "directory" or form is None or hidden:
                continue
            full = fs.unstrip_protocol(path) + chain + rest
            listed.append((full, form, int(info.get("size") or 0), full))
    if not listed:
        raise InputError(printable(url), f"no readable file there (reads {' '.join(FORMATS)})")
    return sorted(listed)


@contextmanager
def open_url(url: str) -> Iterator[IO[bytes]]:
    """Open a URL for reading bytes. Raises InputError for whatever goes wrong there."""
    with _said(url):
        import fsspec

        with fsspec.open(url, "rb") as stream:
            yield cast(IO[bytes], stream)

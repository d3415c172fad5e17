"""How much one input may hold: memory has to be enough for whatever a folder contains."""

from __future__ import annotations

TEXT_LIMIT = 1 << 25
"""Bytes of the text of one document, unpacked (32 MiB): eleven million Chinese characters, three
hundred times the longest congress report. A command takes some 40 bytes of memory for each."""

FILE_LIMIT = 1 << 28
"""Bytes of a .docx or .pdf, and of what a .docx unpacks to (256 MiB): pictures are in them."""

LINE_LIMIT = 1 << 26
"""Bytes of one line of a .jsonl or .csv (64 MiB)."""

TABLE_LIMIT = 1 << 30
"""Bytes of a packed Parquet file (1 GiB), which is read from its end and so has to be unpacked."""


def too_long(limit: int) -> str:
    """Return the cause to give for what is longer.

    >>> too_long(TEXT_LIMIT)
    'more than 32 MiB in one document; split it, or make a table of it, a document a row'
    """
    return f"more than {limit >> 20} MiB in one document; split it, or make a table of it, " + (
        "a document a row"
    )

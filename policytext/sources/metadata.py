"""Facts about documents that the user gives in a CSV file."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping

from policytext.errors import InputError, UsageError
from policytext.sources.naming import printable, split_name
from policytext.sources.references import describe
from policytext.text.decode import decode

KEYS = ("file", "doc")
YEAR_RE = re.compile(r"[12][0-9]{3}")

Metadata = Mapping[str, Mapping[str, str]]


def read_metadata(path: str) -> Metadata:
    """Return what a CSV file says of each document, by the document's name.

    It has a column ``file`` or ``doc`` and any of year, title, speaker, occasion, place, level,
    published; further columns are kept. Column names are lower-cased, empty cells left out. A
    document is there under its name as given and without its suffix; look it up with
    `metadata_for`.

    Raises UsageError (``file:line``) if the file cannot be read, has no such column, gives a
    document twice, a row with too few or too many cells, or a year that is no 4-digit number.
    """
    import csv

    shown = printable(path)
    try:
        with open(path, "rb") as file:
            text = decode(file.read(), shown).text
    except OSError as error:
        raise UsageError(f"{shown}: {describe(error)}") from None
    except InputError as error:
        raise UsageError(str(error)) from None
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    table: dict[str, Mapping[str, str]] = {}
    first_line: dict[str, int] = {}
    header: list[str] = []
    while True:
        line = reader.line_num + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            break
        except csv.Error as error:
            raise UsageError(f"{shown}:{line}: broken CSV: {describe(error)}") from None
        if not any(cells):
            continue
        if not header:
            header = _header(cells, shown, line)
            continue
        row = _row(header, cells, f"{shown}:{line}")
        given = next(row.pop(key) for key in KEYS if key in row)
        name = _key(given)
        if name in first_line:
            where = f"line {first_line[name]}"
            raise UsageError(f"{shown}:{line}: {given!r} was given in {where} already; keep one")
        first_line[name] = line
        facts = {column: cell for column, cell in row.items() if cell}
        table[name] = table[_normal(given)] = facts
    return table


def _header(cells: list[str], shown: str, line: int) -> list[str]:
    header = [cell.lower() for cell in cells]
    if not any(key in header for key in KEYS):
        there = ", ".join(cells)
        raise UsageError(f"{shown}:{line}: no column 'file' or 'doc'; there are: {there}")
    return header


def _row(header: list[str], cells: list[str], place: str) -> dict[str, str]:
    """Return a row by column. Raises UsageError if it cannot be used."""
    if len(cells) != len(header):
        raise UsageError(f"{place}: {len(cells)} cells, the header has {len(header)}")
    row = dict(zip(header, cells, strict=True))
    if not any(row.get(key) for key in KEYS):
        raise UsageError(f"{place}: no document named in column 'file' or 'doc'")
    for key in KEYS:
        if key in row and not row[key]:
            del row[key]
    year = row.get("year", "")
    if year and not YEAR_RE.fullmatch(year):
        raise UsageError(f"{place}: year {year!r}, expected four digits (2008) or nothing")
    return row


def metadata_for(doc: str, path: str, table: Metadata) -> Mapping[str, str]:
    """Return what a table of `read_metadata` says of one document, nothing if it is not there.

    Looked up in this order: its name, its path, ever shorter ends of its path (``gwr/2008``,
    ``2008``), its name without folders.

    >>> metadata_for("2008", "corpus/gwr/2008.txt", {"2008": {"year": "2008"}})
    {'year': '2008'}
    """
    key = _key(path)
    ends = [key]
    while "/" in key:
        key = key.partition("/")[2]
        ends.append(key)
    for name in (_normal(doc), _key(doc), *ends, _key(doc).rpartition("/")[2]):
        if name in table:
            return table[name]
    return {}


def _normal(name: str) -> str:
    """Write a name one way: / between folders, letters with accents in one character."""
    return unicodedata.normalize("NFC", name.strip().replace(os.sep, "/").removeprefix("./"))


def _key(name: str) -> str:
    """Return a document's name or path without its suffix, if it is one that is read."""
    from policytext.sources.naming import format_of

    name = _normal(name)
    if format_of(name) is None:
        return name
    stem, suffix = split_name(name)[1:]
    base = name.rpartition("/")[2]
    return name[: len(name) - len(base)] + (stem if suffix else base)

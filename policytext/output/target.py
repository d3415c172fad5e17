"""Where rows go and in what format, decided from the options alone."""

from __future__ import annotations

from typing import NamedTuple

from policytext.errors import UsageError

TEXT_FORMATS = ("table", "csv", "tsv", "json", "jsonl", "md")
FILE_FORMATS = ("xlsx", "parquet", "sqlite")
FORMATS = (*TEXT_FORMATS, *FILE_FORMATS)
SUFFIXES = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".md": "md",
    ".txt": "table",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
}
_EXCEL_FORMATS = ("csv", "tsv", "xlsx")
_STDOUT_NAMES = ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")


class Target(NamedTuple):
    """Where rows go and how they are written.

    ``format``: one of `FORMATS`. ``path``: a file, or None for standard output. ``terminal``:
    standard output is a terminal. ``compressed``: gzip the text. ``excel``: start with a byte
    order mark and disarm formulas. ``header``: write the column names first (formats that name
    every value, such as JSON and Parquet, always do).
    """

    format: str
    path: str | None = None
    terminal: bool = False
    compressed: bool = False
    excel: bool = False
    header: bool = True


def choose_target(
    format: str | None,
    output: str | None,
    *,
    stdout_is_terminal: bool,
    excel: bool = False,
    header: bool = True,
) -> Target:
    """The target that ``-f FORMAT``, ``-o OUTPUT``, ``--excel`` and ``--no-header`` ask for.

    A given format wins over the suffix of the file. Without both, a terminal gets a table and
    anything else CSV, as do the devices under ``/dev``; ``--excel`` asks for CSV in any case.
    Raises UsageError for an unknown format or suffix and for combinations that cannot be written.

    >>> choose_target(None, None, stdout_is_terminal=True).format
    'table'
    >>> target = choose_target(None, "词频.csv.gz", stdout_is_terminal=True)
    >>> target.format, target.compressed, target.terminal
    ('csv', True, False)
    """
    path = None if output in _STDOUT_NAMES else output
    if path is not None:
        _check_path(path)
    compressed = path is not None and path.lower().endswith(".gz")
    if format is not None:
        chosen = _known_format(format)
    elif path is not None:
        chosen = _format_of_suffix(path)
    else:
        chosen = "table" if stdout_is_terminal and not excel else "csv"
    if chosen in FILE_FORMATS:
        if path is None or path.startswith("/dev/"):
            raise UsageError(f"{chosen} cannot be printed; give a file with -o FILE.{chosen}")
        if compressed:
            raise UsageError(f"{path}: {chosen} cannot be gzipped; leave off .gz")
    if excel and chosen not in _EXCEL_FORMATS:
        raise UsageError(
            f"--excel is for {', '.join(_EXCEL_FORMATS)}, not for {chosen}; leave one of them off"
        )
    return Target(
        format=chosen,
        path=path,
        terminal=path is None and stdout_is_terminal,
        compressed=compressed,
        excel=excel,
        header=header,
    )


def _check_path(path: str) -> None:
    if not path:
        raise UsageError("-o is empty; give a file name, or - for standard output")
    if "\0" in path:
        raise UsageError(f"{path!r}: a file name cannot hold a NUL character")
    if "://" in path:
        raise UsageError(f"{path}: output goes to local files only; write one and copy it there")


def _known_format(format: str) -> str:
    name = format.strip().lower()
    if name not in FORMATS:
        raise UsageError(f"unknown format {format!r}; known are {', '.join(FORMATS)}")
    return name


def _format_of_suffix(path: str) -> str:
    name = path.replace("\\", "/").rsplit("/", 1)[-1].lower().removesuffix(".gz")
    dot = name.rfind(".")
    suffix = name[dot:] if dot >= 0 else ""
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    if path.startswith("/dev/"):
        return "csv"
    what = f"unknown suffix {suffix}" if suffix else "no suffix tells the format"
    known = " ".join(SUFFIXES)
    raise UsageError(f"{path}: {what}; known are {known} (text also .gz), or name one with -f")

"""Rows as text: CSV, TSV, JSON, JSON lines and Markdown, batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from policytext.output.cells import (
    Field,
    Row,
    cell_text,
    cell_value,
    disarm,
    infer_fields,
    text_column,
)

Batches = Iterable[Sequence[Row]]
Renderer = Callable[..., Iterator[str]]
BOM = "\ufeff"


def render_csv(
    batches: Batches, fields: Sequence[Field], *, header: bool = True, excel: bool = False
) -> Iterator[str]:
    r"""CSV: quotes only where needed, ``\n`` after each row, None as an empty cell.

    ``excel`` puts a byte order mark first, so that Excel reads UTF-8, and disarms formulas.

    >>> rows = [("稳中求进", 17, 0.5), ("三农,三严", None, -1.0)]
    >>> "".join(render_csv([rows], [Field("term", str, False)], header=False))
    '稳中求进,17,0.5\n"三农,三严",,-1\n'
    """
    yield from _render_cells(batches, fields, _csv_text, header=header, excel=excel)


def render_tsv(
    batches: Batches, fields: Sequence[Field], *, header: bool = True, excel: bool = False
) -> Iterator[str]:
    r"""TSV without any quoting: tab, line feed, carriage return and backslash inside a cell are
    written ``\t \n \r \\``, as Miller reads and writes them.

    >>> "".join(render_tsv([[("甲\t乙", 1)]], [], header=False))
    '甲\\t乙\t1\n'
    """
    yield from _render_cells(batches, fields, _tsv_text, header=header, excel=excel)


def _render_cells(
    batches: Batches,
    fields: Sequence[Field],
    join: Callable[[list[Sequence[object]]], str],
    *,
    header: bool,
    excel: bool,
) -> Iterator[str]:
    start = BOM if excel else ""
    if header:
        names = [[field.name] for field in fields]
        start += join([disarm(name) for name in names] if excel else list(names))
    if start:
        yield start
    for batch in batches:
        columns: Iterable[Sequence[object]] = zip(*batch, strict=True)
        if excel:
            columns = map(disarm, columns)
        yield join([text_column(column) for column in columns])


def _csv_text(columns: list[Sequence[object]]) -> str:
    # A column at a time takes a quarter of the time of csv.writer where cells are long.
    cells = [_csv_cells(column) for column in columns]
    if len(cells) == 1:
        cells = [[cell or '""' for cell in cells[0]]]
    return "\n".join(map(",".join, zip(*cells, strict=True))) + "\n"


def _csv_cells(column: Sequence[object]) -> Sequence[str]:
    """Return the cells of a column, quoted where they hold what ends a cell or a row.

    A lone carriage return is quoted too: readers take it for the end of a row.
    """
    kinds = set(map(type, column))
    if kinds == {int}:
        return list(map(str, column))
    texts: Sequence[str] = (
        column  # type: ignore[assignment]
        if kinds == {str}
        else ["" if value is None else str(value) for value in column]
    )
    whole = "\0".join(texts)
    if "," in whole or '"' in whole or "\n" in whole or "\r" in whole:
        return [
            '"' + text.replace('"', '""') + '"'
            if "," in text or '"' in text or "\n" in text or "\r" in text
            else text
            for text in texts
        ]
    return texts


_TSV_ESCAPES = str.maketrans({"\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\"})


def _tsv_text(columns: list[Sequence[object]]) -> str:
    cells = [
        ["" if value is None else str(value).translate(_TSV_ESCAPES) for value in column]
        for column in columns
    ]
    return "".join("\t".join(row) + "\n" for row in zip(*cells, strict=True))


def render_json(batches: Batches, fields: Sequence[Field], *, header: bool = True) -> Iterator[str]:
    r"""One JSON array of objects, an object a line; None and NaN are null.

    >>> fields = [Field("term", str, False), Field("dp", float, False)]
    >>> "".join(render_json([[("稳", 0.5)]], fields))
    '[\n{"term": "稳", "dp": 0.5}\n]\n'
    """
    opening = "[\n"
    for lines in _json_lines(batches, fields):
        yield opening + ",\n".join(lines)
        opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"


def render_jsonl(
    batches: Batches, fields: Sequence[Field], *, header: bool = True
) -> Iterator[str]:
    """JSON lines: an object a row, never ASCII-escaped; None and NaN are null."""
    for lines in _json_lines(batches, fields):
        yield "\n".join(lines) + "\n"


def _json_lines(batches: Batches, fields: Sequence[Field]) -> Iterator[list[str]]:
    import json

    names = [field.name for field in fields]
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    for batch in batches:
        columns = [[cell_value(value) for value in column] for column in zip(*batch, strict=True)]
        rows = zip(*columns, strict=True)
        yield [encode(dict(zip(names, row, strict=True))) for row in rows]


_MD_ESCAPES = str.maketrans(
    {
        "\\": "\\\\",
        "|": "\\|",
        "*": "\\*",
        "`": "\\`",
        "<": "&lt;",
        "&": "&amp;",
        "\n": "<br>",
        "\r": " ",
        "\t": " ",
    }
)


def render_md(batches: Batches, fields: Sequence[Field], *, header: bool = True) -> Iterator[str]:
    r"""A Markdown pipe table, numbers to the right.

    ``|`` and what Markdown or HTML would act on is escaped, a line break is ``<br>``. Without a
    header the rows alone, to be appended to a table.

    >>> fields = [Field("term", str, False), Field("count", int, False)]
    >>> print("".join(render_md([[("三农|两新", 17)]], fields)), end="")
    | term | count |
    | --- | ---: |
    | 三农\|两新 | 17 |
    """
    start = header
    for batch in batches:
        text = _md_header(infer_fields(fields, batch)) if start else ""
        start = False
        columns = [
            [cell_text(value).translate(_MD_ESCAPES).replace("](", "]\\(") for value in column]
            for column in zip(*batch, strict=True)
        ]
        yield text + "".join(f"| {' | '.join(row)} |\n" for row in zip(*columns, strict=True))
    if start:
        yield _md_header(fields)


def _md_header(fields: Sequence[Field]) -> str:
    names = [field.name.translate(_MD_ESCAPES) for field in fields]
    rules = ["---:" if field.type in (int, float) else "---" for field in fields]
    return f"| {' | '.join(names)} |\n| {' | '.join(rules)} |\n"


RENDERERS: dict[str, Renderer] = {
    "csv": render_csv,
    "tsv": render_tsv,
    "json": render_json,
    "jsonl": render_jsonl,
    "md": render_md,
}

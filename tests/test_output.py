"""Which target an option asks for, how cells look, and the text formats that rows become."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.errors import UsageError
from policytext.output import (
    Target,
    choose_target,
    to_frame,
)
from policytext.output.cells import cell_text, fields_of, number
from policytext.output.formats import RENDERERS
from policytext.output.writer import batched

thorough = settings(derandomize=True, deadline=None, max_examples=150)


class Term(NamedTuple):
    term: str
    year: int | None
    count: int  # type: ignore[assignment]
    dp: float
    ok: bool | None


TERMS = [
    Term("稳中求进", 2022, 78, 0.5, True),
    Term('三农,"两新"', None, 17, -0.0, None),
    Term("一是\n二是", 2019, -3, 2 / 3, False),
]


def render(format: str, rows: list[Any], columns: Any, *, batch: int = 2, **options: Any) -> str:
    kind = type(rows[0]) if rows and hasattr(rows[0], "_fields") else None
    fields = fields_of(kind, columns)
    return "".join(RENDERERS[format](batched(rows, batch), fields, **options))


# -- which target --


@pytest.mark.parametrize(
    ("format", "output", "terminal", "expected"),
    [
        (None, None, True, Target("table", terminal=True)),
        (None, None, False, Target("csv")),
        (None, "-", True, Target("table", terminal=True)),
        (None, "/dev/stdout", False, Target("csv")),
        ("CSV", None, True, Target("csv", terminal=True)),
        ("table", None, False, Target("table")),
        (None, "结果.TSV", True, Target("tsv", "结果.TSV")),
        (None, "a.b/c.ndjson", False, Target("jsonl", "a.b/c.ndjson")),
        (None, "x.txt", True, Target("table", "x.txt")),
        (None, "x.md", True, Target("md", "x.md")),
        (None, "x.db", True, Target("sqlite", "x.db")),
        (None, "x.json.gz", True, Target("json", "x.json.gz", compressed=True)),
        ("csv", "x.xlsx", True, Target("csv", "x.xlsx")),
        ("jsonl", "x", True, Target("jsonl", "x")),
        ("jsonl", "x.gz", True, Target("jsonl", "x.gz", compressed=True)),
        (None, "/dev/fd/9", True, Target("csv", "/dev/fd/9")),
        ("parquet", "x", False, Target("parquet", "x")),
    ],
)
def test_target(format: str | None, output: str | None, terminal: bool, expected: Target) -> None:
    chosen = choose_target(format, output, stdout_is_terminal=terminal, excel=False, header=True)
    assert chosen == expected


def test_excel_asks_for_csv_on_a_terminal_too() -> None:
    assert choose_target(None, None, stdout_is_terminal=True, excel=True).format == "csv"
    assert choose_target(None, "x.xlsx", stdout_is_terminal=True, excel=True).format == "xlsx"


@pytest.mark.parametrize(
    ("format", "output", "excel", "message"),
    [
        ("yaml", None, False, "unknown format 'yaml'; known are table, csv, tsv, json, jsonl, md"),
        (None, "x.xls", False, r"x\.xls: unknown suffix \.xls; known are \.csv \.tsv"),
        (None, "folder.csv/x", False, "no suffix tells the format"),
        (None, "x.gz", False, "no suffix tells the format"),
        (None, "", False, "-o is empty"),
        (None, "a\0.csv", False, "NUL"),
        (None, "s3://bucket/x.csv", False, "local files only"),
        (None, "x.parquet.gz", False, "cannot be gzipped"),
        ("xlsx", None, False, "cannot be printed; give a file with -o FILE.xlsx"),
        ("sqlite", "/dev/null", False, "cannot be printed"),
        ("json", None, True, "--excel is for csv, tsv, xlsx, not for json"),
    ],
)
def test_no_target(format: str | None, output: str | None, excel: bool, message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        choose_target(format, output, stdout_is_terminal=False, excel=excel, header=True)
    assert "\n" not in str(caught.value)


# -- cells --


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        ("", ""),
        (0.0, "0"),
        (-0.0, "0"),
        (-0.0000001, "0"),
        (0.0000005001, "0.000001"),
        (0.1 + 0.2, "0.3"),
        (53.90, "53.9"),
        (-5.25, "-5.25"),
        (11113000.0, "11113000"),
        (1e15 + 0.5, "1000000000000000.5"),
        (1e22, "10000000000000000000000"),
        (float("nan"), ""),
        (float("inf"), ""),
        (float("-inf"), ""),
        (12345678901234567890, "12345678901234567890"),
        (True, "true"),
        (False, "false"),
        ("-0", "-0"),
        ("nan", "nan"),
        (Path("a/b"), "a/b"),
    ],
)
def test_cell_text(value: object, expected: str) -> None:
    assert cell_text(value) == expected
    assert render("csv", [(value, "x")], ["a", "b"], header=False) == f"{expected},x\n"


@pytest.mark.parametrize(
    ("hint", "kind", "optional"),
    [
        (int, int, False),
        (int | None, int, True),
        (float | None, float, True),
        (int | float | None, float, True),
        (bool, bool, False),
        (bool | None, bool, True),
        (str, str, False),
        (Literal["term", "phrase"], str, False),
        (Literal[1, 2], int, False),
        (tuple[str, ...], str, False),
        (int | str, str, False),
        (Path | None, str, True),
    ],
)
def test_type_of_a_column(hint: Any, kind: type, optional: bool) -> None:
    row_type = type("Row", (), {"__annotations__": {"cell": hint}})
    assert fields_of(row_type, ["cell", "other"]) == [
        ("cell", kind, optional),
        ("other", None, True),
    ]


@thorough
@given(st.floats())
def test_a_number_is_the_same_in_every_format(value: float) -> None:
    text = cell_text(value)
    plain = number(value)
    assert "e" not in text
    assert text == "" if plain is None else float(text) == plain
    if plain is not None:
        assert abs(plain - value) <= 0.5000001e-6
        assert json.loads(json.dumps(plain)) == plain


# -- text formats --


def test_csv() -> None:
    assert render("csv", TERMS, Term._fields) == (
        "term,year,count,dp,ok\n"
        "稳中求进,2022,78,0.5,true\n"
        '"三农,""两新""",,17,0,\n'
        '"一是\n二是",2019,-3,0.666667,false\n'
    )


def test_tsv_escapes_instead_of_quoting() -> None:
    rows = [('甲\t乙\\n"', 1, None), ("丙\r\n丁", 2.5, "")]
    assert render("tsv", rows, ["a", "b", "c"]) == (
        'a\tb\tc\n甲\\t乙\\\\n"\t1\t\n丙\\r\\n丁\t2.5\t\n'
    )


def test_json_is_one_array_and_never_escaped() -> None:
    text = render("json", TERMS, Term._fields)
    assert json.loads(text)[0] == {
        "term": "稳中求进",
        "year": 2022,
        "count": 78,
        "dp": 0.5,
        "ok": True,
    }
    assert json.loads(text)[1]["year"] is None
    assert "稳中求进" in text
    assert text.count("\n") == len(TERMS) + 2
    assert render("json", [(float("nan"), float("inf"))], ["a", "b"]) == (
        '[\n{"a": null, "b": null}\n]\n'
    )


def test_jsonl_has_an_object_a_line() -> None:
    lines = render("jsonl", TERMS, Term._fields).splitlines()
    assert [json.loads(line)["count"] for line in lines] == [78, 17, -3]
    assert json.loads(lines[1])["dp"] == 0


def test_markdown_cells_stay_cells() -> None:
    hostile = [("a|b\\|c", 1), ("<script>&*`x`", 2), ("一\n二", 3), ("[x](javascript:y)", 4)]
    lines = render("md", hostile, ["term", "count"]).splitlines()
    assert lines == [
        "| term | count |",
        "| --- | ---: |",
        "| a\\|b\\\\\\|c | 1 |",
        "| &lt;script>&amp;\\*\\`x\\` | 2 |",
        "| 一<br>二 | 3 |",
        "| [x]\\(javascript:y) | 4 |",
    ]


@pytest.mark.parametrize(
    ("format", "with_header", "without"),
    [
        ("csv", "term,year,count,dp,ok\n", ""),
        ("tsv", "term\tyear\tcount\tdp\tok\n", ""),
        ("json", "[]\n", "[]\n"),
        ("jsonl", "", ""),
        (
            "md",
            "| term | year | count | dp | ok |\n| --- | ---: | ---: | ---: | --- |\n",
            "",
        ),
    ],
)
def test_no_rows(format: str, with_header: str, without: str) -> None:
    fields = fields_of(Term, Term._fields)
    assert "".join(RENDERERS[format]([], fields)) == with_header
    assert "".join(RENDERERS[format]([], fields, header=False)) == without


cells = st.one_of(
    st.none(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.booleans(),
    st.text(st.sampled_from("稳中求进,\"'\t\r\n\\|=+-@\0\u2028\ud800\udcff a")),
)
tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.tuples(*[cells] * width), max_size=7)
)  # fmt: skip


@thorough
@given(tables)
def test_csv_reads_back_whatever_is_in_it(rows: list[tuple[object, ...]]) -> None:
    columns = [f"c{i}" for i in range(len(rows[0]) if rows else 1)]
    text = render("csv", rows, columns)
    read = list(csv.reader(io.StringIO(text, newline="")))
    expected = [[cell_text(value) for value in row] for row in rows]
    assert read == [columns, *expected]
    # one large batch with many values again and again takes the shorter way
    text = render("csv", rows * 3, columns, batch=100)
    assert list(csv.reader(io.StringIO(text, newline=""))) == [columns, *expected * 3]


@thorough
@given(tables)
def test_tsv_reads_back_whatever_is_in_it(rows: list[tuple[object, ...]]) -> None:
    columns = [f"c{i}" for i in range(len(rows[0]) if rows else 1)]
    escapes = {"\\t": "\t", "\\n": "\n", "\\r": "\r", "\\\\": "\\"}

    def unescape(cell: str) -> str:
        out, i = "", 0
        while i < len(cell):
            step = 2 if cell[i] == "\\" else 1
            out += escapes.get(cell[i : i + step], cell[i : i + step])
            i += step
        return out

    lines = render("tsv", rows, columns, header=False).split("\n")
    assert lines.pop() == ""
    read = [[unescape(cell) for cell in line.split("\t")] for line in lines]
    assert read == [[cell_text(value) for value in row] for row in rows]


@thorough
@given(tables)
def test_json_reads_back_whatever_is_in_it(rows: list[tuple[object, ...]]) -> None:
    columns = [f"c{i}" for i in range(len(rows[0]) if rows else 1)]
    for format in ("json", "jsonl"):
        text = render(format, rows, columns).encode("utf-8", "backslashreplace").decode()
        read = (
            json.loads(text) if format == "json" else list(map(json.loads, text.split("\n")[:-1]))
        )
        assert [list(entry) for entry in read] == [columns] * len(rows)
        for entry, row in zip(read, rows, strict=True):
            for got, value in zip(entry.values(), row, strict=True):
                if isinstance(value, str):
                    # two halves side by side are one character to JSON
                    value = value.encode("utf-16", "surrogatepass").decode(
                        "utf-16", "surrogatepass"
                    )
                assert got == (number(value) if isinstance(value, float) else value)


@thorough
@given(tables)
def test_every_line_of_markdown_has_its_cells(rows: list[tuple[object, ...]]) -> None:
    width = len(rows[0]) if rows else 1
    text = render("md", rows, [f"c{i}" for i in range(width)])
    for line in text.split("\n")[:-1]:
        bare = line.replace("\\\\", "").replace("\\|", "")
        assert bare.count("|") == width + 1


def test_a_row_of_another_length_is_refused() -> None:
    for format in RENDERERS:
        with pytest.raises(ValueError, match="argument"):
            render(format, [("a", 1), ("b",)], ["x", "y"])


def test_excel_marks_utf8_and_disarms_formulas() -> None:
    rows = [
        ("=1+1", -3, -2.5),
        ("@x", 1, None),
        ("－26.95％", 2, 0.0),
        ("发展", 3, 1.0),
        ("", 4, 2.0),
    ]
    text = render("csv", rows, ["+a", "b", "c"], excel=True)
    assert text == ("\ufeff'+a,b,c\n'=1+1,-3,-2.5\n'@x,1,\n'－26.95％,2,0\n发展,3,1\n,4,2\n")
    for start in "=+-@\t\r\n\0":
        read = next(
            csv.reader(
                io.StringIO(
                    render("csv", [(start + "x", 1)], ["a", "b"], header=False, excel=True)[1:],
                    newline="",
                )
            )
        )
        assert read[0] == f"'{start}x"
    assert render("tsv", [("=x",)], ["a"], excel=True) == "\ufeffa\n'=x\n"
    assert render("csv", [("=x",)], ["a"], excel=False, header=False) == "=x\n"


# -- frames --


class Mixed(NamedTuple):
    year: int | None
    count: int  # type: ignore[assignment]
    value: int | float | None
    kind: Literal["term", "phrase"]
    note: str | None
    ok: bool
    sure: bool | None


def test_to_frame_has_the_types_of_the_row_type() -> None:
    rows = [
        Mixed(2022, 1, 53.9, "term", None, True, None),
        Mixed(None, 2, None, "phrase", "稳", False, True),
    ]
    expected = ["Int64", "int64", "float64", "object", "object", "bool", "boolean"]
    frame = to_frame(rows, Mixed._fields)
    assert [str(dtype) for dtype in frame.dtypes] == expected
    assert list(frame.columns) == list(Mixed._fields)
    assert frame["note"].tolist() == [None, "稳"]
    assert frame["year"].sum() == 2022
    assert frame["value"].isna().tolist() == [False, True]
    empty = to_frame(iter([]), Mixed._fields, row_type=Mixed)
    assert list(empty.columns) == list(Mixed._fields)
    assert [str(dtype) for dtype in empty.dtypes][:3] == expected[:3]


def test_to_frame_finds_types_in_plain_rows() -> None:
    frame = to_frame(
        [("粮食", 1, None, 2**70), ("水", 2, 3, 1)], ["indicator", "2013", "2014", "big"]
    )
    assert [str(dtype) for dtype in frame.dtypes] == ["object", "int64", "Int64", "float64"]
    assert to_frame([], ["a", "b"]).shape == (0, 2)
    # full precision, unlike what is printed
    assert to_frame([(2 / 3,)], ["dp"])["dp"][0] == 2 / 3

"""Files that other programs open, files that appear whole or not at all, standard output."""

from __future__ import annotations

import gzip
import io
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from policytext.output import (
    FORMATS,
    OutputError,
    Target,
    choose_target,
    same_file,
    write_rows,
)
from policytext.output import binary as binary_module
from policytext.output.writer import batched


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


RAISING_AFTER = 1500
CSV = (
    "term,year,count,dp,ok\n"
    "稳中求进,2022,78,0.5,true\n"
    '"三农,""两新""",,17,0,\n'
    '"一是\n二是",2019,-3,0.666667,false\n'
)


def failing(error: BaseException) -> Iterator[Term]:
    yield from TERMS * (RAISING_AFTER // 3)
    raise error


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# -- files that other programs open --


def test_xlsx_text_is_text(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "词频.xlsx"
    rows = [("=1+1", 2022, 0.1 + 0.2, True), ("#N/A", None, float("nan"), None)]
    rows += [("\x1b\ud800\uffff稳", -1, -0.0, False), ("长" * 40_000, 1, 1.0, True)]
    target = choose_target(None, str(path), stdout_is_terminal=False)
    assert write_rows(rows, ["term", "year", "dp", "ok"], target, name="a/b") == 4
    sheet = openpyxl.load_workbook(path)["a_b"]
    read = list(sheet.iter_rows(values_only=True))
    assert read[:4] == [
        ("term", "year", "dp", "ok"),
        ("=1+1", 2022, 0.3, True),
        ("#N/A", None, None, None),
        ("\ufffd\ufffd\ufffd稳", -1, 0, False),
    ]
    assert len(read[4][0]) == 32_767
    assert read[4][0].endswith("长…")
    assert {sheet.cell(row, 1).data_type for row in (2, 3, 4)} == {"s"}
    assert sheet.freeze_panes == "A2"


def test_xlsx_ends_where_excel_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binary_module, "_SHEET_ROWS", 3)
    target = Target("xlsx", str(tmp_path / "x.xlsx"), header=False)
    assert write_rows(TERMS, Term._fields, target) == 3
    with pytest.raises(OutputError, match=r"x\.xlsx: an Excel sheet ends at 3 rows"):
        write_rows(TERMS, Term._fields, target._replace(header=True))
    assert left_in(tmp_path) == ["x.xlsx"]


def test_parquet_has_the_types_of_the_row_type(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    path = str(tmp_path / "x.parquet")
    assert write_rows(iter(TERMS), Term._fields, Target("parquet", path)) == 3
    table = parquet.read_table(path)
    assert [str(field.type) for field in table.schema] == [
        "string",
        "int64",
        "int64",
        "double",
        "bool",
    ]
    assert table.column("year").to_pylist() == [2022, None, 2019]
    assert table.column("dp").to_pylist() == [0.5, 0.0, 0.666667]
    assert write_rows([], Term._fields, Target("parquet", path), row_type=Term) == 0
    assert parquet.read_table(path).schema == table.schema


def test_parquet_finds_types_in_rows_without_them(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    path = str(tmp_path / "x.parquet")
    rows: list[Any] = (
        [("粮食产量", None, 1, "a\udcff")] + [("x", None, 2, "b")] * 2000 + [("y", None, 0.5, 3)]
    )
    assert (
        write_rows(iter(rows), ["indicator", "2013", "2014", "raw"], Target("parquet", path))
        == 2002
    )
    table = parquet.read_table(path)
    assert [str(field.type) for field in table.schema] == ["string", "string", "double", "string"]
    assert table.column("raw").to_pylist()[0] == "a\\udcff"
    assert table.column("raw").to_pylist()[-1] == "3"


def test_parquet_names_the_column_that_overflows(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    target = Target("parquet", str(tmp_path / "x.parquet"))
    with pytest.raises(OutputError, match="column count holds a number beyond 64 bits"):
        write_rows([Term("稳", 1, 2**63, 0.0, None)], Term._fields, target)
    assert left_in(tmp_path) == []


def test_sqlite_replaces_its_table_and_keeps_the_others(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    target = choose_target(None, str(path), stdout_is_terminal=False)
    write_rows(TERMS, Term._fields, target, name="docs")
    write_rows([("旧", 1)], ["term", "n"], target, name='fr"eq')
    big = [("a\udcff", 2**70, 2**5000, float("nan"), -0.0)]
    assert write_rows(big, ["a", "b", "c", "d", "e"], target, name='fr"eq') == 1
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*), sum(count) FROM docs").fetchone() == (3, 92)
    assert connection.execute("SELECT term FROM docs WHERE year IS NULL").fetchall() == [
        (TERMS[1].term,)
    ]
    row = connection.execute('SELECT * FROM "fr""eq"').fetchone()
    assert row[:2] == ("a\\udcff", float(2**70))
    assert row[3:] == (None, 0)
    types = connection.execute("SELECT type FROM pragma_table_info('docs')").fetchall()
    assert [kind for (kind,) in types] == ["TEXT", "INTEGER", "INTEGER", "REAL", "INTEGER"]
    connection.close()


def test_sqlite_is_as_it_was_after_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    target = Target("sqlite", str(path))
    write_rows(TERMS, Term._fields, target, name="freq")
    with pytest.raises(KeyboardInterrupt):
        write_rows(failing(KeyboardInterrupt()), Term._fields, target, name="freq")
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM freq").fetchone() == (3,)
    connection.close()
    path.write_text("这不是数据库，只是一段文字。" * 100, encoding="utf-8")
    with pytest.raises(OutputError, match=r"x\.db: file is not a database"):
        write_rows(TERMS, Term._fields, target)
    assert left_in(tmp_path) == ["x.db"]


# -- files that appear whole or not at all --

FILES = ["x.csv", "x.csv.gz", "x.json", "x.xlsx", "x.parquet", "x.sqlite"]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), ValueError("bad"), OSError(5, "read error")]
)
def test_a_failure_leaves_the_old_file(tmp_path: Path, name: str, error: BaseException) -> None:
    path = tmp_path / name
    target = choose_target(None, str(path), stdout_is_terminal=False)
    with pytest.raises(type(error)) as caught:
        write_rows(failing(error), Term._fields, target)
    assert caught.value is error, "a failure of the rows is not one of the output"
    assert left_in(tmp_path) == []
    write_rows(TERMS, Term._fields, target)
    before = path.read_bytes()
    with pytest.raises(type(error)):
        write_rows(failing(error), Term._fields, target)
    assert path.read_bytes() == before
    assert left_in(tmp_path) == [name]


@pytest.mark.parametrize("name", FILES)
def test_where_nothing_can_be_written(tmp_path: Path, name: str) -> None:
    def never() -> Iterator[Term]:
        raise AssertionError("rows were asked for before the place was looked at")
        yield

    missing = tmp_path / "no" / name
    (tmp_path / name).mkdir()
    for path, cause in ((missing, "does not exist"), (tmp_path / name, "is a folder")):
        target = choose_target(None, str(path), stdout_is_terminal=False)
        with pytest.raises(OutputError) as caught:
            write_rows(never(), Term._fields, target, row_type=Term)
        assert str(caught.value).startswith(f"{path}: ")
        assert cause in str(caught.value)
        assert "\n" not in str(caught.value)
    assert left_in(tmp_path) == [name]


def test_what_is_in_the_way_is_found_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path, cause in (
        (f"{tmp_path}/file/x.csv", "is a file, not a folder"),
        (f"{tmp_path}/new/", "is a folder"),
        (f"{tmp_path}/{'长' * 100}.csv", "file name too long"),
    ):
        with pytest.raises(OutputError, match=cause):
            write_rows(failing(AssertionError()), Term._fields, Target("csv", path))
    assert left_in(tmp_path) == ["file"]


def test_rows_of_another_length_than_the_columns_are_refused(tmp_path: Path) -> None:
    for format in FORMATS:
        with pytest.raises(ValueError, match="a row of 5 values for 1 columns"):
            write_rows(TERMS, ["term"], Target(format, str(tmp_path / "x")))
    assert left_in(tmp_path) == []


def test_a_read_only_file_or_folder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("old")
    # root may write anywhere, so the system's answers are replaced
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_: False)
        with pytest.raises(OutputError, match=r"x\.csv: permission denied: the file is read-only"):
            write_rows(TERMS, Term._fields, Target("csv", str(path)))

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        with pytest.raises(OutputError, match=r"x\.csv: permission denied"):
            write_rows(TERMS, Term._fields, Target("csv", str(path)))
    assert path.read_text() == "old"


def test_a_full_disk_is_named() -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("needs /dev/full")
    for format in ("csv", "json", "table"):
        with pytest.raises(OutputError, match="/dev/full: no space left on device"):
            write_rows(TERMS * 1000, Term._fields, Target(format, "/dev/full"))


def test_a_link_is_followed_and_the_mode_kept(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    write_rows(TERMS, Term._fields, Target("csv", str(link)))
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8").startswith("term,")
    assert real.stat().st_mode & 0o777 == 0o640
    fresh = tmp_path / "fresh.csv"
    write_rows(TERMS, Term._fields, Target("csv", str(fresh)))
    (tmp_path / "plain").write_text("")
    assert fresh.stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_fifo_is_written_directly(tmp_path: Path) -> None:
    fifo = tmp_path / "x.csv"
    os.mkfifo(fifo)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(fifo.read_text(encoding="utf-8")))
    reader.start()
    write_rows(TERMS, Term._fields, Target("csv", str(fifo)))
    reader.join(5)
    assert read[0].startswith("term,year")
    assert left_in(tmp_path) == ["x.csv"]
    with pytest.raises(OutputError, match="no regular file"):
        write_rows(TERMS, Term._fields, Target("sqlite", str(fifo)))


def test_gzip_is_the_same_bytes_every_time(tmp_path: Path) -> None:
    one, two = tmp_path / "1.csv.gz", tmp_path / "2.csv.gz"
    for path in (one, two):
        write_rows(TERMS, Term._fields, choose_target(None, str(path), stdout_is_terminal=False))
    assert one.read_bytes() == two.read_bytes()
    assert gzip.decompress(one.read_bytes()).decode() == CSV


def test_same_file(tmp_path: Path) -> None:
    speech, other, link = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.txt"
    speech.write_text("稳")
    other.write_text("稳")
    link.symlink_to(speech)
    inputs = ["s3://bucket/a.txt", str(tmp_path / "none"), str(other), str(speech)]
    assert same_file(str(link), inputs) == str(speech)
    assert same_file(str(other), [str(speech), str(link)]) is None
    assert same_file(str(tmp_path / "new.csv"), inputs) is None
    assert same_file(None, inputs) is None
    assert same_file("/dev/null", ["/dev/null"]) is None
    assert same_file(str(speech), [str(tmp_path), "a\0b"]) is None


# -- standard output --

SCRIPT = """
import sys
from policytext.output import *
row = ("\\u7a33\\u4e2d\\udcff", 0.5)
rows = (row for _ in range(int(sys.argv[2])))
try:
    write_rows(rows, ["\\u8bcd", "dp"], choose_target(sys.argv[1], None, stdout_is_terminal=False))
except OutputError as error:
    print(error, file=sys.stderr)
    sys.exit(2)
except BrokenPipeError:
    sys.exit(0)
"""


def run(format: str, rows: int, redirect: str = "", **environment: str) -> Any:
    command = f'"{sys.executable}" -c "$SCRIPT" {format} {rows} {redirect}'
    root = str(Path(__file__).parents[1])
    environment = {**os.environ, "SCRIPT": SCRIPT, "PYTHONPATH": root, **environment}
    return subprocess.run(["sh", "-c", command], capture_output=True, env=environment, timeout=60)


def test_stdout_is_utf8_whatever_the_locale() -> None:
    for format in ("csv", "jsonl"):
        done = run(format, 2, LC_ALL="C", LANG="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
        assert done.stderr == b""
        assert "稳中\\udcff" in done.stdout.decode("utf-8")
        assert b"\r" not in done.stdout


def test_a_closed_pipe_ends_quietly() -> None:
    done = run("csv", 200_000, "| head -n 1")
    assert (done.stdout.decode(), done.stderr) == ("词,dp\n", b"")


def test_a_full_device_is_said_once() -> None:
    done = run("csv", 50_000, "> /dev/full")
    assert done.returncode == 2
    assert done.stderr == b"standard output: no space left on device\n"
    assert run("csv", 1, "> /dev/full").stderr == done.stderr


def test_a_closed_stdout_is_said() -> None:
    done = run("csv", 1, ">&-")
    assert done.returncode == 2
    assert done.stderr == b"standard output: is closed; write to a file with -o FILE\n"


def test_stdout_may_take_text_only(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    assert write_rows(TERMS, Term._fields, Target("csv")) == 3
    assert stream.getvalue() == CSV


def test_import_and_csv_are_light() -> None:
    code = (
        "import sys; from policytext.output import *;"
        "import policytext.analysis.keyness, policytext.analysis.dispersion;"
        "write_rows([('稳', 1.5)], ['a', 'b'], Target('csv'));"
        "heavy = {'rich', 'pandas', 'numpy', 'openpyxl', 'pyarrow', 'sqlite3', 'gzip', 'scipy'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    root = str(Path(__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=root, text=True, encoding="utf-8"
    )
    assert (done.stdout, done.stderr) == ("a,b\n稳,1.5\n", "[]\n")


def test_rows_are_handed_on_while_others_are_awaited(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])

    def slow() -> Iterator[tuple[int]]:
        yield (1,)
        now[0] += 0.5
        yield (2,)
        yield (3,)

    assert [len(batch) for batch in batched(slow(), 10, seconds=0.2)] == [2, 1]
    assert [len(batch) for batch in batched(slow(), 10, seconds=0)] == [1, 1, 1]
    assert [len(batch) for batch in batched(slow(), 2)] == [2, 1]
    assert list(batched([], 3)) == list(batched(iter(()), 3)) == []


def test_every_format_counts_its_rows(tmp_path: Path) -> None:
    for format in FORMATS:
        for rows in (iter(TERMS), TERMS, tuple(TERMS), (t for t in TERMS)):
            assert write_rows(rows, Term._fields, Target(format, str(tmp_path / format))) == 3, (
                format
            )
        assert write_rows(iter(()), Term._fields, Target(format, str(tmp_path / format))) == 0

"""Where documents come from: every input is read, or named in one line with the cause."""

from __future__ import annotations

import gzip
import io
import json
import os
import pickle
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.errors import InputError, UsageError
from policytext.sources import (
    Document,
    default_corpus,
    is_years,
    list_references,
    load_config,
    metadata_for,
    open_documents,
    parse_years,
    read_metadata,
    read_reference,
    unique_names,
)

SEEDS = Path(__file__).parent.parent / "seeds"
TEXT = "各位代表，现在我代表国务院，向大会报告政府工作。"


def read(*paths: object, text_column: str | None = None) -> tuple[list[Document], list[str]]:
    """Documents and error messages."""
    errors: list[InputError] = []
    names = [str(path) for path in paths]
    found = list(open_documents(names, text_column=text_column, on_error=errors.append))
    assert not any("\n" in str(error) for error in errors)
    return found, [str(error) for error in errors]


def names_of(documents: Sequence[Document]) -> list[str]:
    return [document.name for document in documents]


def write(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    return folder


# Paths ---------------------------------------------------------------------------------------


def test_folder_is_walked_sorted_without_hidden_and_unknown(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/c.md", "a/.x.txt", ".git/d.txt", "a/e.jpg", "a/z/f.TXT")
    found, errors = read(tmp_path)
    assert names_of(found) == ["c", "f", "b"]
    assert errors == []
    assert found[2] == Document("b", str(tmp_path / "b.txt"), TEXT, "utf-8", {}, "text")


def test_the_same_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a/x.txt", "b/y.txt")
    (tmp_path / "b" / "link.txt").symlink_to(tmp_path / "a" / "x.txt")
    monkeypatch.chdir(tmp_path)
    found, errors = read("b/y.txt", ".", "*/x.txt", "**/*.txt", tmp_path / "a", "./a/x.txt")
    assert names_of(found) == ["y", "x"]
    assert errors == []


def test_copies_are_documents_of_their_own(tmp_path: Path) -> None:
    write(tmp_path, "a/x.txt")
    os.link(tmp_path / "a" / "x.txt", tmp_path / "y.txt")
    assert names_of(read(tmp_path)[0]) == ["x", "y"]


def test_loops_of_links_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a/x.txt", "b/y.txt")
    for name, target in (("a/up", ".."), ("a/up2", ".."), ("b/side", "../a"), ("b/self", ".")):
        (tmp_path / name).symlink_to(target)
    (tmp_path / "l.txt").symlink_to("l.txt")
    found, errors = read(tmp_path)
    assert names_of(found) == ["x", "y"]
    assert len(errors) == 1
    assert "l.txt" in errors[0]
    monkeypatch.chdir(tmp_path)
    assert sorted(names_of(read("**/*.txt")[0])) == ["x", "y"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.txt", ["x"]),
        ("a/*", ["z", "y"]),
        ("**/*.md", ["y"]),
        ("a/**", ["z", "y"]),
        ("**/b/*.txt", ["z"]),
        ("[xyz].txt", ["x"]),
        ("*.log", ["w"]),
        ("**/?.txt", ["z", "x"]),
    ],
)
def test_globs(
    pattern: str, expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "x.txt", "w.log", "a/y.md", "a/b/z.txt", "a/b/.h.txt", "a/p.png")
    monkeypatch.chdir(tmp_path)
    found, errors = read(pattern)
    assert (names_of(found), errors) == (expected, [])


def test_a_name_with_glob_characters_is_a_name(tmp_path: Path) -> None:
    write(tmp_path, "讲话[1].txt", "讲话1.txt")
    assert names_of(read(tmp_path / "讲话[1].txt")[0]) == ["讲话[1]"]


def test_names_that_are_hard_to_print(tmp_path: Path) -> None:
    raw = os.path.join(os.fsencode(tmp_path), b"\xd6\xd0.txt")
    Path(os.fsdecode(raw)).write_text(TEXT, encoding="utf-8")
    write(tmp_path, "-rf.txt", "a\nb.txt")
    (tmp_path / "e\nf.txt").touch()
    found, errors = read(tmp_path)
    assert names_of(found) == ["-rf", "a\\nb", "\\xd6\\xd0"]
    assert len(errors) == 1
    assert "e\\nf.txt: empty" in errors[0]
    for document in found:
        (document.name + document.path).encode("utf-8")


def test_what_cannot_be_read_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "z.txt")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "cut.txt").write_bytes(TEXT.encode()[:-1])
    (tmp_path / "dangling.txt").symlink_to("nowhere.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "bad.txt.gz").write_bytes(gzip.compress(TEXT.encode())[:-12])
    (tmp_path / "none.txt.gz").write_bytes(b"not gzip at all")
    (tmp_path / "only").mkdir()
    (tmp_path / "only" / "x.png").touch()
    found, errors = read(
        tmp_path, tmp_path / "gone.txt", tmp_path / "only", "/dev/null", tmp_path / "*.tex", ""
    )
    assert names_of(found) == ["a", "z"]
    expected = [
        ("dangling.txt", "symbolic link to nothing"),
        ("pipe.txt", "pipe (FIFO)"),
        ("gone.txt", "no such file or folder"),
        ("only", "no file to read in this folder"),
        ("/dev/null", "device or socket"),
        ("*.tex", "no readable file matches"),
        ("''", "empty path"),
        ("bad.txt.gz", "truncated gzip"),
        ("cut.txt", "truncated UTF-8"),
        ("empty.txt", "empty"),
        ("none.txt.gz", "broken gzip"),
    ]
    assert len(errors) == len(expected)
    for name, cause in expected:
        assert any(name in e.split(": ")[0] and cause in e for e in errors), (name, errors)


def test_unreadable_file_and_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the system refuses them, also where the tests run as root."""
    write(tmp_path, "a.txt", "b.txt", "c/d.txt")
    really_open, really_scan = os.open, os.scandir

    def refuse_open(path: str, flags: int) -> int:
        if str(path).endswith("a.txt"):
            raise PermissionError(13, "Permission denied", path)
        return really_open(path, flags)

    def refuse_scan(path: str) -> object:
        if str(path).endswith("c"):
            raise PermissionError(13, "Permission denied", path)
        return really_scan(path)

    monkeypatch.setattr(os, "open", refuse_open)
    monkeypatch.setattr(os, "scandir", refuse_scan)
    found, errors = read(tmp_path)
    assert names_of(found) == ["b"]
    assert [e.rsplit("/", 1)[1] for e in errors] == [
        "c: permission denied",
        "a.txt: permission denied",
    ]


def test_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(TEXT.encode("gb18030")))
    monkeypatch.setattr(sys, "stdin", stdin)
    found, errors = read("-", "-")
    assert found == [Document("stdin", "-", TEXT, "gb18030")]
    assert errors == []
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert read("-") == ([], ["-: empty, there is no text in it"])


def test_references_are_cheap_to_send_and_read_the_same(tmp_path: Path) -> None:
    write(tmp_path, "a/x.txt", "b/x.txt")
    errors: list[InputError] = []
    references = list(list_references([str(tmp_path)], errors.append))
    assert [(r.name, r.format, r.size) for r in references] == [
        ("a/x", "text", len(TEXT.encode())),
        ("b/x", "text", len(TEXT.encode())),
    ]
    assert sorted(references) == references
    sent = [pickle.loads(pickle.dumps(r)) for r in references]
    found = [d for r in sent for d in read_reference(r, on_error=errors.append)]
    assert found == read(tmp_path)[0]
    assert pickle.loads(pickle.dumps(found)) == found


def test_unknown_suffix_is_told_by_its_first_bytes(tmp_path: Path) -> None:
    (tmp_path / "notes.log").write_text(TEXT, encoding="utf-8")
    (tmp_path / "page").write_text(f"<!DOCTYPE html><body><p>{TEXT}</p></body>", encoding="utf-8")
    found, errors = read(tmp_path / "notes.log", tmp_path / "page")
    assert [(d.name, d.format, d.text) for d in found] == [
        ("notes", "text", TEXT),
        ("page", "html", TEXT),
    ]
    assert errors == []


def test_lines_end_as_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("一、\r\n二、\n三、\r".encode())
    assert read(tmp_path)[0][0].text == "一、\r\n二、\n三、\r"


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["gwr/2008.txt", "city/2008.txt", "city/2009.txt"], ["gwr/2008", "city/2008", "2009"]),
        (["a/x/1.txt", "b/x/1.txt", "b/y/1.txt"], ["a/x/1", "b/x/1", "b/y/1"]),
        (["a/1.txt", "a/1.html", "b/2.txt"], ["1.txt", "1.html", "2"]),
        (["1.txt", "a/1.txt.gz"], ["1", "a/1"]),
        (["在全县会议上的讲话.docx"], ["在全县会议上的讲话"]),
        (["s3://b/2008/报告.txt", "s3://b/2009/报告.txt"], ["2008/报告", "2009/报告"]),
        (["https://example.org/a/1.html?x=2#y"], ["1"]),
        ([], []),
    ],
)
def test_unique_names(paths: list[str], expected: list[str]) -> None:
    assert unique_names(paths) == expected
    assert unique_names(paths[::-1]) == expected[::-1]


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    st.sets(st.from_regex(r"(/?[ab]/){0,3}[xy]\.(txt|csv|txt\.gz)", fullmatch=True), max_size=12)
)
def test_names_are_unique_and_do_not_depend_on_the_order(paths: set[str]) -> None:
    ordered = sorted({os.path.normpath(path) for path in paths})
    names = unique_names(ordered)
    assert len(set(names)) == len(ordered)
    assert unique_names(ordered[::-1]) == names[::-1]


# URLs ----------------------------------------------------------------------------------------


def test_memory_urls() -> None:
    import fsspec

    fs = fsspec.filesystem("memory")
    for name in ("/corpus/b.txt", "/corpus/a/c.txt", "/corpus/.h.txt", "/corpus/x.png"):
        fs.pipe(name, TEXT.encode("gb18030"))
    fs.pipe("/corpus/t.jsonl.gz", gzip.compress(json.dumps({"text": TEXT}).encode()))
    try:
        found, errors = read("memory://corpus", "memory://corpus/*.txt", "memory://corpus/b.txt")
        assert names_of(found) == ["c", "b", "t-1"]
        assert {d.text for d in found} == {TEXT}
        assert errors == []
        assert names_of(read("memory://corpus/**/*.txt")[0]) == ["c", "b"]
        assert read("memory://corpus/gone.txt")[1] == [
            "memory://corpus/gone.txt: no such file or folder"
        ]
    finally:
        fs.rm("/corpus", recursive=True)


def test_zip_urls(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("gwr/b.txt", TEXT)
    url = f"::{tmp_path / 'c.zip'}"
    assert names_of(read("zip://*.txt" + url)[0]) == ["a"]
    assert names_of(read("zip://" + url)[0]) == ["a", "b"]
    assert names_of(read("zip://gwr/b.txt" + url)[0]) == ["b"]
    assert read(f"file://{tmp_path / 'c.zip'}")[1][0].endswith(
        "read the texts in it as zip://*.txt::FILE"
    )
    found, errors = read("zip://gone.txt" + url, f"zip://*.txt::{tmp_path / 'gone.zip'}", "zzz://x")
    assert found == []
    assert len(errors) == 3
    assert "zzz" in errors[2]


# Tables --------------------------------------------------------------------------------------


def test_jsonl(tmp_path: Path) -> None:
    rows = [
        {"id": "甲", "text": TEXT, "year": 2008, "tags": ["党建"], "none": None, "ok": True},
        {"text": TEXT + "二"},
    ]
    lines = [json.dumps(rows[0], ensure_ascii=False), "", "{broken", "[1]", json.dumps(rows[1])]
    lines += ['{"text": "甲", "tags": ["\\udc00"]}']
    lines += ['{"text": 5}', '{"text": " "}', '{"body": "x"}', '{"text": "\\ud800"}', "[" * 9999]
    path = tmp_path / "t.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    found, errors = read(path)
    assert [(d.name, d.path, d.text, d.format) for d in found] == [
        ("甲", f"{path}#1", TEXT, "jsonl"),
        ("t-5", f"{path}#5", TEXT + "二", "jsonl"),
    ]
    assert found[0].metadata == {"id": "甲", "year": "2008", "tags": '["党建"]', "ok": "true"}
    assert [e.split(": ")[0].rpartition(":")[2] for e in errors] == [
        "3",
        "4",
        "6",
        "7",
        "8",
        "10",
        "11",
        "9",
    ]
    assert "there are: body" in errors[-1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "cp950"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_every_encoding(encoding: str, delimiter: str, tmp_path: Path) -> None:
    text = "第一段，過去一年\r\n第二段“三個代表”"
    rows = [["file", "year", "content"], ["gwr/2008.txt", "2008", f'"{text}"'], ["b", "", "正文"]]
    data = "\r\n".join(delimiter.join(row) for row in rows)
    (tmp_path / "t.csv").write_bytes(data.encode(encoding))
    found, errors = read(tmp_path)
    assert errors == []
    assert [(d.name, d.text) for d in found] == [("2008", text), ("b", "正文")]
    assert found[0].metadata == {"file": "gwr/2008.txt", "year": "2008"}
    assert found[1].path.endswith("t.csv#2")


def test_csv_broken_rows_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = ["doc,text", "a,正文一", "b,正文,多", "c", "", 'd,"x"y', "e,\0", "f,", "g,正文二"]
    good = "\n".join(rows).encode()
    path.write_bytes(good + "\nh,\u6b63".encode()[:-1] + b"\ni,\xe6\xad\xa3\n")
    found, errors = read(path)
    assert names_of(found) == ["a", "g", "i"]
    assert [e.split(": ")[0].rpartition(":")[2] for e in errors] == ["3", "4", "6", "7", "8", "10"]


def test_csv_with_a_quote_that_never_ends(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('doc,text\na,正文\nb,"正文\nc,正文\n', encoding="utf-8")
    found, errors = read(tmp_path)
    assert names_of(found) == ["a"]
    assert "t.csv:3: broken CSV" in errors[0]


def test_csv_giant_field(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("text\n" + "发展" * 200_000, encoding="utf-8")
    assert len(read(tmp_path)[0][0].text) == 400_000


def test_missing_column_names_those_there_are(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("标题,正文\na,b\n", encoding="utf-8")
    assert read(path) == (
        [],
        [
            f"{path}: no column 'text' or 'content'; there are: 标题, 正文; "
            "name the one with the text with --text-column"
        ],
    )
    assert read(path, text_column="正文")[0][0].text == "b"
    assert "no column 'body'" in read(path, text_column="body")[1][0]


def test_parquet(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "t.parquet"
    table = pa.table(
        {"title": ["报告", "报告", None], "text": [TEXT, TEXT, None], "year": [2008.0, None, 1.5]}
    )
    pq.write_table(table, path, row_group_size=1)
    (tmp_path / "u.parquet.gz").write_bytes(gzip.compress(path.read_bytes()))
    (tmp_path / "v.parquet").write_bytes(path.read_bytes()[:200])
    pq.write_table(pa.table({"a": [1]}), tmp_path / "w.parquet")
    found, errors = read(tmp_path)
    # Two tables: a title alone would not say which.
    assert names_of(found) == ["t/报告", "t/报告-2", "u/报告", "u/报告-2"]
    assert found[0].metadata == {"title": "报告", "year": "2008"}
    assert names_of(read(path)[0]) == ["报告", "报告-2"]
    assert [e.split(": ")[1].split(",")[0] for e in errors] == [
        "empty",
        "empty",
        "broken Parquet file",
        "no column 'text' or 'content'; there are",
    ] or "there are: a" in errors[-1]
    assert len(errors) == 4


def test_truncated_table_gives_the_rows_before(tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"{TEXT}{i * i * 7919}"}) for i in range(20000)]
    data = gzip.compress("\n".join(lines).encode())
    (tmp_path / "t.jsonl.gz").write_bytes(data[: len(data) * 3 // 4])
    found, errors = read(tmp_path)
    assert len(found) > 1000
    assert "truncated gzip" in errors[0]


# HTML, .docx, .pdf ---------------------------------------------------------------------------

LINES = [f"第{i}，过去一年，全县组织工作取得了新的成绩，增长{i}.5％，群众满意。" for i in range(30)]
MENU = '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/n">新闻中心</a></li></ul>'
FOOT = "<div id='footer'>版权所有 京ICP备05070218号</div><script>var 脚本 = 1;</script>"


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "big5", "none", "wrong"])
@pytest.mark.parametrize("layout", ["p", "br", "table"])
def test_html(layout: str, charset: str, tmp_path: Path) -> None:
    body = {
        "p": "".join(f"<p>　　{line}</p>" for line in LINES),
        "br": "<br/>\n".join(f"&nbsp;&nbsp;{line}" for line in LINES),
        "table": f"<table><tr><td>{''.join(f'<p>{line}</p>' for line in LINES)}</td></tr></table>",
    }[layout]
    meta = {"none": "", "wrong": "<meta charset='utf-8'>"}
    head = meta.get(charset, f"<meta charset={charset}>")
    page = (
        f"<html><head>{head}<title>工作报告</title>"
        "<meta name='pubdate' content='2008-03-19'></head>"
        f"<body>{MENU}<div class='content'><h1>工作报告</h1>{body}</div>{FOOT}</body></html>"
    )
    written = {"gb2312": "gb18030", "wrong": "gb18030", "none": "gb18030", "big5": "big5"}
    if charset == "big5":
        from opencc import OpenCC

        page = OpenCC("s2t").convert(page).replace("羣", "群").replace("衆", "眾")
    (tmp_path / "p.html").write_bytes(page.encode(written.get(charset, "utf-8"), "ignore"))
    (document,), errors = read(tmp_path)
    assert errors == []
    assert document.encoding == written.get(charset, "utf-8")
    lines = [line.strip() for line in document.text.split("\n")]
    assert sum("取得" in line for line in lines) == len(LINES)
    if charset != "big5":
        assert set(LINES) <= set(lines)
        assert document.metadata == {"title": "工作报告", "date": "2008-03-19"}
    for junk in ("首页", "脚本", "ICP"):
        assert junk not in document.text


@pytest.mark.parametrize("page", ["<html><body><script>x</script></body></html>", "<p></p>", "  "])
def test_html_without_text_is_an_error(page: str, tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text(page, encoding="utf-8")
    found, errors = read(tmp_path)
    assert found == []
    assert len(errors) == 1


def make_docx(path: Path) -> None:
    import docx

    document = docx.Document()
    document.core_properties.title = "工作报告"
    document.add_heading("一、工作回顾", 1)
    document.add_paragraph("过去一年，").add_run("成绩显著。")
    table = document.add_table(2, 2)
    for index, cell in enumerate(c for row in table.rows for c in row.cells):
        cell.text = f"格{index}"
    document.add_paragraph("二、工作安排")
    document.save(str(path))


def replace_part(path: Path, name: str, change: object) -> None:
    """Rewrite one part of a package: ``change`` is bytes, or called with the bytes there."""
    with zipfile.ZipFile(path) as package:
        parts = {n: package.read(n) for n in package.namelist()}
    parts[name] = change(parts.get(name, b"")) if callable(change) else change  # type: ignore[assignment]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, data in parts.items():
            package.writestr(part, data)


def test_docx(tmp_path: Path) -> None:
    make_docx(tmp_path / "r.docx")
    (document,), errors = read(tmp_path)
    assert errors == []
    assert document.text.split("\n") == [
        "一、工作回顾",
        "过去一年，成绩显著。",
        "格0\t格1",
        "格2\t格3",
        "二、工作安排",
    ]
    assert document.metadata["title"] == "工作报告"


def test_docx_tracked_changes_and_controls(tmp_path: Path) -> None:
    path = tmp_path / "r.docx"
    make_docx(path)
    inserted = (
        "<w:sdt><w:sdtContent><w:p><w:ins><w:r><w:t>新增</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del></w:p></w:sdtContent></w:sdt><w:sectPr"
    )
    change = lambda data: data.replace(b"<w:sectPr", inserted.encode(), 1)  # noqa: E731
    replace_part(path, "word/document.xml", change)
    assert read(path)[0][0].text.endswith("二、工作安排\n新增")


def test_docx_numbers_that_word_counts(tmp_path: Path) -> None:
    path = tmp_path / "r.docx"
    make_docx(path)
    levels = [
        ("chineseCountingThousand", "%1、"),
        ("japaneseCounting", "（%2）"),
        ("decimal", "%3."),
    ]
    made = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    made = f'<w:abstractNum w:abstractNumId="99">{made}</w:abstractNum>'
    number = '<w:num w:numId="99"><w:abstractNumId w:val="99"/></w:num></w:numbering>'
    replace_part(
        path,
        "word/numbering.xml",
        lambda data: data.replace(b"<w:num ", made.encode() + b"<w:num ", 1).replace(
            b"</w:numbering>", number.encode()
        ),
    )
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="99"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
        for level, text in [
            (0, "回顾"),
            (1, "经济"),
            (1, "民生"),
            (2, "就业"),
            (0, "安排"),
            (1, "农业"),
        ]
    )
    replace_part(
        path,
        "word/document.xml",
        lambda data: data.replace(b"<w:sectPr", body.encode() + b"<w:sectPr", 1),
    )
    (document,), errors = read(path)
    assert errors == []
    assert document.text.split("\n")[-6:] == [
        "一、回顾",
        "（一）经济",
        "（二）民生",
        "1.就业",
        "二、安排",
        "（一）农业",
    ]


def test_hostile_docx(tmp_path: Path) -> None:
    make_docx(tmp_path / "ok.docx")
    good = (tmp_path / "ok.docx").read_bytes()
    for name in ("bomb", "entities", "part"):
        (tmp_path / f"{name}.docx").write_bytes(good)
    (tmp_path / "cut.docx").write_bytes(good[: len(good) // 2])
    (tmp_path / "fake.docx").write_bytes(b"PK\x03\x04 not a package")
    (tmp_path / "old.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    replace_part(tmp_path / "bomb.docx", "word/media/x.png", b"\0" * (257 << 20))
    declare = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    replace_part(
        tmp_path / "entities.docx",
        "word/document.xml",
        lambda data: declare + data.split(b"?>", 1)[1].replace("一、".encode(), b"&e;"),
    )
    replace_part(tmp_path / "part.docx", "word/document.xml", b"<broken")
    found, errors = read(tmp_path)
    assert names_of(found) == ["ok"]
    assert [e.rsplit("/", 1)[1].split(".docx: ")[0] for e in errors[:2]] == ["bomb", "cut"]
    causes = dict(e.rsplit("/", 1)[1].split(": ", 1) for e in errors if "entities" not in e)
    assert "257 MiB" in causes["bomb.docx"]
    assert "truncated or broken" in causes["cut.docx"]
    assert "encrypted" in causes["old.docx"]
    assert "broken" in causes["part.docx"]
    assert any("declares XML entities" in e for e in errors)
    assert len(errors) == 6


def make_pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """Write a PDF whose font maps glyphs to Chinese by a ToUnicode table."""
    characters = sorted({c for page in pages for line in page for c in line})
    code = {c: index + 1 for index, c in enumerate(characters)}
    mapping = "".join(f"<{code[c]:04x}> <{ord(c):04x}>\n" for c in characters)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange\n"
        f"<0000> <ffff>\nendcodespacerange\n{len(characters)} beginbfchar\n{mapping}endbfchar\n"
        "endcmap end end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H "
        "/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /DW 1000 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    kids = []
    for page in pages:
        shown = [f"<{''.join(f'{code[c]:04x}' for c in line)}> Tj 0 -14 Td" for line in page]
        stream = "BT /F1 12 Tf 50 780 Td\n" + "\n".join(shown) + "\nET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return (out + f"xref\n0 {size}\n0000000000 65535 f \n{table}" + trailer).encode()


def test_pdf_joins_wrapped_lines_over_pages(tmp_path: Path) -> None:
    pages = [
        [
            "工作报告",
            "一、工作回顾",
            "过去一年我们全面贯彻落实中央的各项决策部署和要求改革开",
            "- 1 -",
        ],
        ["放取得新的进展人民生活水平继续提高各项事业都有发展。", "⼆、⼯作安排", "- 2 -"],
    ]
    (tmp_path / "r.pdf").write_bytes(make_pdf(pages))
    (document,), errors = read(tmp_path)
    assert errors == []
    joined = pages[0][2] + pages[1][0]
    assert document.text.split("\n") == ["工作报告", "一、工作回顾", joined, "二、工作安排"]
    assert (document.format, document.encoding) == ("pdf", "")


def test_hostile_pdf(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from pypdf import PdfReader, PdfWriter

    good = make_pdf([["工作报告正文"]])
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(good)))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    blank = PdfWriter()
    blank.add_blank_page(100, 100)
    blank.write(tmp_path / "scan.pdf")
    (tmp_path / "cut.pdf").write_bytes(good[:200])
    (tmp_path / "fake.pdf").write_bytes(TEXT.encode())
    (tmp_path / "none.pdf").touch()
    found, errors = read(tmp_path)
    assert found == []
    causes = dict(e.rsplit("/", 1)[1].split(": ", 1) for e in errors)
    assert "password" in causes["locked.pdf"]
    assert "scan" in causes["scan.pdf"]
    assert "broken PDF" in causes["cut.pdf"]
    assert "broken PDF" in causes["fake.pdf"]
    assert "empty" in causes["none.pdf"]
    assert capfd.readouterr() == ("", "")


# Configuration, metadata, years --------------------------------------------------------------


def test_default_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    samples, note = default_corpus(below)
    assert len(read(*samples)[0]) == 5
    assert note is not None
    assert "five" in note or "5" in note
    (below / "seeds").mkdir()
    assert default_corpus(below) == ([str(below / "seeds")], None)
    monkeypatch.chdir(below)
    assert default_corpus(Path()) == (["seeds"], None)
    (tmp_path / "pyproject.toml").write_text('[tool.policytext]\ncorpus = ["x", "s3://b/y"]\n')
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.ruff]\nline-length = 100\n")
    (tmp_path / "a" / "policytext.toml").write_text('script = "traditional"\n')
    assert default_corpus(below) == ([str(tmp_path / "x"), "s3://b/y"], None)
    assert load_config(below) == {"script": "traditional"}
    assert load_config(tmp_path / "a" / "b") == {"script": "traditional"}


@pytest.mark.parametrize(
    ("toml", "part"),
    [
        ("corpsu = 'x'", "unknown key 'corpsu'; known keys are corpus, metadata"),
        ("corpus = 5", "expected a string or a list"),
        ("corpus = ['a', 5]", "expected a string or a list"),
        ("metadata = ['a']", "expected a string"),
        ("script = 'latin'", "simplified or traditional"),
        ("format = 'pdf'", "table or csv"),
        ("corpus = ", "not valid TOML"),
    ],
)
def test_bad_config(toml: str, part: str, tmp_path: Path) -> None:
    (tmp_path / "policytext.toml").write_text(toml)
    with pytest.raises(UsageError) as caught:
        load_config(tmp_path)
    assert str(caught.value).startswith(str(tmp_path / "policytext.toml"))
    assert part in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_metadata(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    rows = "File,Year,speaker,来源\ngwr/2008.txt,2008,温家宝,网\nb.docx, 2012 ,,\nc,,,\n"
    path.write_text(rows, encoding=encoding)
    table = read_metadata(str(path))
    wanted = {"year": "2008", "speaker": "温家宝", "来源": "网"}
    assert metadata_for("2008", "/data/gwr/2008.txt", table) == wanted
    assert metadata_for("gwr/2008", "gwr/2008.txt.gz", table) == wanted
    assert metadata_for("b", "x/b.docx", table) == {"year": "2012"}
    assert metadata_for("y/b", "y/b.txt", table) == {"year": "2012"}
    assert metadata_for("2008", "/data/city/2008.txt", table) == {}
    assert metadata_for("d", "d.txt", table) == {}


@pytest.mark.parametrize(
    ("rows", "part"),
    [
        ("name,year\na,2008\n", ":1: no column 'file' or 'doc'; there are: name, year"),
        ("doc,year\na,08\n", ":2: year '08', expected four digits"),
        ("doc,year\n\na,2008年\n", ":3: year '2008年'"),
        ("doc,year\na,2008\na.txt,2009\n", ":3: 'a.txt' was given in line 2 already"),
        ("doc,year\na,2008,x\n", ":2: 3 cells, the header has 2"),
        ("doc,year\n,2008\n", ":2: no document named"),
        ('doc,year\n"a,2008\n', "broken CSV"),
        ("", "empty"),
    ],
)
def test_bad_metadata(rows: str, part: str, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(UsageError, match=r"m\.csv") as caught:
        read_metadata(str(tmp_path / "m.csv"))
    assert part in str(caught.value)


def test_missing_metadata_file() -> None:
    with pytest.raises(UsageError, match=r"gone\.csv: no such file"):
        read_metadata("gone.csv")


@pytest.mark.parametrize(
    ("spec", "inside", "outside"),
    [
        ("2008", [2008], [2007, 2009]),
        ("2005-2007", [2005, 2006, 2007], [2004, 2008]),
        ("2008,2012", [2008, 2012], [2010]),
        ("2005-2007,2010", [2006, 2010], [2008]),
        (" 2005 － 2007，２０１０年 ", [2006, 2010], [2008]),
        ("2005—2007年", [2006], [2008]),
    ],
)
def test_years(spec: str, inside: list[int], outside: list[int]) -> None:
    years = parse_years(spec)
    assert is_years(spec)
    assert all(year in years for year in inside)
    assert not any(year in years for year in (*outside, None, "2008"))
    assert parse_years(str(years)) == years


@pytest.mark.parametrize(
    "spec", ["", "08", "20080", "2010-2005", "2008-", "a", "2008,,2009", "0999"]
)
def test_bad_years(spec: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_years(spec)
    assert repr(spec) in str(caught.value)


def test_importing_and_reading_text_loads_nothing_heavy() -> None:
    heavy = "fsspec pyarrow pandas trafilatura docx pypdf charset_normalizer lxml csv zipfile"
    code = (
        "import sys; from policytext.sources import open_documents\n"
        f"n = len(list(open_documents([{str(SEEDS)!r}], on_error=print)))\n"
        f"print(n, [m for m in {heavy.split()!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "5 []\n"

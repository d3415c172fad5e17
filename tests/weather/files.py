"""Files that cannot be read, each with what is to be said of it."""

from __future__ import annotations

import gzip
import io
import json
import os
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

GOOD = (
    "在全县组织工作会议上的讲话\n同志们:\n一、2007年工作回顾\n"
    "2007年，全县坚持“三级联创”，新增就业1200人，改革取得成效。\n"
    "二、2008年工作安排\n今年要深化改革，新增就业1500人。\n"
)
GOOD_BYTES = GOOD.encode()


class Bad(NamedTuple):
    """name: of the file. make: writes it at a path. cause: a regular expression for what is said
    after the name. rows: documents that are still read from it."""

    name: str
    make: Callable[[Path], object]
    cause: str
    rows: int = 0


def written(data: bytes) -> Callable[[Path], object]:
    """Return what writes these bytes."""
    return lambda path: path.write_bytes(data)


def linked(target: str) -> Callable[[Path], object]:
    """Return what makes a symbolic link."""
    return lambda path: path.symlink_to(target)


def docx(**parts: bytes) -> bytes:
    """Return a .docx with one paragraph; ``parts`` replace or add members by their stem."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    members = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
        ).encode(),
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{relation}" Target="word/document.xml"/>'
            "</Relationships>"
        ).encode(),
        "word/document.xml": (
            f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>{GOOD}</w:t></w:r></w:p>'
            "</w:body></w:document>"
        ).encode(),
    }
    members |= {f"word/{stem}.xml": data for stem, data in parts.items()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return packed.getvalue()


def pdf(*, encrypted: bool = False) -> bytes:
    """Return a PDF with one blank page, locked with a password or not."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if encrypted:
        writer.encrypt("secret", algorithm="RC4-128")
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


def bomb(megabytes: int) -> bytes:
    """Return gzip data that unpacks to so many megabytes of one line."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = ("改革" * 174763).encode()  # a megabyte
    return b"".join([*(packer.compress(block) for _ in range(megabytes)), packer.flush()])


def jsonl(*rows: object) -> bytes:
    """Return JSON lines; a row of bytes stands as it is."""
    lines = [
        r if isinstance(r, bytes) else json.dumps(r, ensure_ascii=False).encode() for r in rows
    ]
    return b"\n".join(lines) + b"\n"


ENTITY = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b"<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
)
BIG5 = "在全縣組織工作會議上,我們要堅持改革開放,加快經濟發展。\n".encode("big5") * 9
ROW = {"text": GOOD}

FILES = [
    Bad("empty.txt", written(b""), "empty, there is no text in it"),
    Bad("blank.txt", written(" \u3000\n\t\u200b\n".encode()), "empty, there is no text in it"),
    Bad("marked.txt", written(b"\xef\xbb\xbf"), "empty, there is no text in it"),
    Bad("random.txt", written(bytes(range(256)) * 8), "binary, not text"),
    Bad("picture.txt", written(b"\x89PNG\r\n\x1a\n" + bytes(64)), "not text but a PNG image"),
    Bad("program.txt", written(b"\x7fELF" + bytes(64)), "not text but a program"),
    Bad("cut.txt", written(GOOD_BYTES[:-2]), "truncated UTF-8 at byte"),
    Bad("holed.txt", written(GOOD_BYTES[:40] + GOOD_BYTES[41:]), "damaged UTF-8 at byte"),
    Bad("odd-utf16.txt", written(GOOD.encode("utf-16-le")[:-1]), "truncated UTF-16 LE at byte"),
    Bad(
        "nul.txt", written(GOOD_BYTES[:60] + b"\0" + GOOD_BYTES[60:]), "binary, not text: NUL byte"
    ),
    Bad("nuls.txt", written(bytes(4096)), "binary, not text|empty"),
    Bad("lost.txt", written(BIG5[:5] + BIG5[6:]), "damaged Big5 near byte 4: a byte is lost there"),
    Bad("latin.txt", written("Économie générale, 1953 à 1957.\n".encode("latin-1") * 20), "no enc"),
    Bad("long.txt", lambda p: _long(p, (1 << 25) + 3), "more than 32 MiB in one document"),
    Bad("cut.docx", written(docx()[:400]), "truncated or broken .docx"),
    Bad("not.docx", written(GOOD_BYTES), "truncated or broken .docx"),
    Bad("old.docx", written(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), "old or encrypted"),
    Bad("bomb.docx", written(docx(bomb=bytes((1 << 28) + 1))), "unpacks to 256 MiB, more than 256"),
    Bad("entity.docx", written(docx(document=ENTITY)), "declares XML entities; not read"),
    Bad("deep.docx", written(docx(document=b"<a>" * 9999)), "broken .docx"),
    Bad("locked.pdf", lambda p: p.write_bytes(pdf(encrypted=True)), "an encrypted PDF"),
    Bad("scan.pdf", lambda p: p.write_bytes(pdf()), "no text in this PDF of 1 pages"),
    Bad("cut.pdf", lambda p: p.write_bytes(pdf()[:200]), "truncated or broken PDF|no text in this"),
    Bad("not.pdf", written(GOOD_BYTES), "truncated or broken PDF"),
    Bad("empty.html", written(b"<html><script>var a=1</script></html>"), "no text found in this"),
    Bad("column.csv", written(b"year,words\n2008,a\n"), "no column 'text' or 'content'; there are"),
    Bad("head.csv", written(b"text,year\n"), "no row that can be read in this table"),
    Bad("ragged.csv", written(f'text,year\na,b,c\n"{GOOD}",2008\n'.encode()), "3 cells, the he", 1),
    Bad("quote.csv", written(b'text,year\n"never closed,2008\n' + b"x\n" * 99), "broken CSV"),
    Bad(
        "giant.csv",
        lambda p: p.write_bytes(b'text,year\n"' + b"a" * ((1 << 25) + 1) + b'",2008\n'),
        "broken CSV: field larger than field limit",
    ),
    Bad("broken.jsonl", written(jsonl(ROW, b'{"text": "a', ROW)), "not valid JSON", 2),
    Bad("list.jsonl", written(jsonl(ROW, [1], ROW)), "a JSON list, an object is expected", 2),
    Bad("number.jsonl", written(jsonl(ROW, {"text": 7}, ROW)), "holds int, not text", 2),
    Bad("deep.jsonl", written(jsonl(ROW, b"[" * 99999, ROW)), "not valid JSON", 2),
    Bad("bytes.jsonl", written(jsonl(ROW, b'{"text": "\xff"}', ROW)), "not utf-8", 2),
    Bad("no.jsonl", written(jsonl({"words": "a"})), "no column 'text' or 'content'"),
    Bad("not.parquet", written(b"PAR1" + bytes(60)), "broken Parquet file"),
    Bad("cut.txt.gz", written(gzip.compress(GOOD_BYTES)[:-12]), "truncated gzip data"),
    Bad("not.txt.gz", written(GOOD_BYTES), "broken gzip data"),
    Bad("spoilt.txt.gz", lambda p: p.write_bytes(_spoilt()), "broken gzip data"),
    Bad("bomb.txt.gz", written(bomb(40)), "more than 32 MiB in one document"),
    Bad("bomb.jsonl.gz", written(bomb(80)), "a line of more than 64 MiB"),
    Bad("nowhere.txt", linked("missing.txt"), "a symbolic link to nothing"),
    Bad("loop.txt", linked("loop.txt"), "too many levels of symbolic links"),
    Bad("pipe.txt", os.mkfifo, "a pipe \\(FIFO\\), not a file"),
]


def _long(path: Path, size: int) -> None:
    with open(path, "wb") as file:
        file.truncate(size)
        file.write(GOOD_BYTES)


def _spoilt() -> bytes:
    data = bytearray(gzip.compress(GOOD_BYTES))
    data[-6] ^= 1
    return bytes(data)


# Names are hostile too; the files are as good as any.
NAMES = ["新\n行.txt", "-o.txt", "--help.txt", "\udcff\udcfe.txt", "空 格.txt", "*.txt", "a:b.txt"]

"""What is often named .txt and is no text, told by its first bytes."""

from __future__ import annotations

from policytext.errors import InputError

SIGNATURES = (
    (b"%PDF-", "a PDF document, name it .pdf"),
    (
        b"PK\x03\x04",
        "a ZIP archive (or .docx, .xlsx); read the texts in it as zip://*.txt::FILE",
    ),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Office document (.doc); save it as .docx or text",
    ),
    (b"{\\rtf", "an RTF document; save it as .docx or text"),
    (b"\x1f\x8b", "gzip data, name it .gz"),
    (b"BZh91AY&SY", "bzip2 data; unpack it first"),
    (b"\xfd7zXZ\x00", "xz data; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
    (b"PAR1", "a Parquet table, name it .parquet"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF89a", "a GIF image"),
    (b"GIF87a", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xff\xfe\x00\x00", "UTF-32; save it as UTF-8"),
    (b"\x00\x00\xfe\xff", "UTF-32; save it as UTF-8"),
)

# Those that can pass for UTF-8.
TEXT_SIGNATURES = tuple(s for s, _ in SIGNATURES if s.isascii())


def refuse_signature(data: bytes, name: str) -> None:
    """Raise InputError where the first bytes are those of a known kind of binary file."""
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            raise InputError(name, f"not text but {kind}")

"""Bytes to text: which encoding a file is in, decided by what it says, never by trust alone."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from policytext.errors import InputError
from policytext.text.signatures import TEXT_SIGNATURES, refuse_signature

SAMPLE = 1 << 16
"""Bytes that are scored where UTF-8 does not fit; decoding itself always covers the whole file."""

THRESHOLD = 0.5
"""Least share of common characters among the Chinese ones for a reading to be believed.

Measured on government reports and speeches in both scripts: in snippets of 20 characters the right
reading scores 0.64 or more and the best wrong one 0.47 or less, in snippets of 200 it is 0.81
against 0.21.
"""


class Decoded(NamedTuple):
    """A file as text.

    ``text``: the characters, line ends as they are, without the byte order mark.
    ``encoding``: utf-8, utf-8-sig, utf-16-le, utf-16-be, gb18030 or big5.
    """

    text: str
    encoding: str


class Reading(NamedTuple):
    """What a sample of bytes looks like in one encoding: how much of it makes sense.

    ``rank`` compares readings: common less uncommon characters, per character.
    ``share`` is the part of the characters beyond ASCII that are common in Chinese, 0 to 1.
    """

    rank: float
    share: float
    encoding: str


CANDIDATES = {
    "utf-8": "UTF-8",
    "gb18030": "GB18030",
    "big5": "Big5",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
}
"""Encodings that are tried, with the names that messages show."""

# Code page 950 is Big5 as Windows and the web write it (A1E3 is ～, but ∼ in Python's big5); the
# Hong Kong set adds what Taiwan's lacks (裏 着 衆).
CODECS = {"big5": ("cp950", "big5hkscs")}

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
)

VISIBLE_RE = re.compile(r"[^\s\u200b-\u200d\u2060\ufeff\x00]")
HIGH_BYTE_RE = re.compile(rb"[\x80-\xff]")
# No text has these, but UTF-16 read as UTF-8 does (、 is 01 30); a few dozen characters of it can
# be valid UTF-8, more cannot.
CONTROL_RE = re.compile(r"[\x00-\x08\x0e-\x1f]")
SHORT = 400
# Plain in any encoding: says nothing about which one it is.
NEUTRAL_RE = re.compile(r"[\t\n\x0c\r\x20-\x7e]+")
# What Chinese is punctuated and numbered with, full-width forms included.
SIGNS = (
    "　、。〃々〈〉《》「」『』【】〔〕〇〖〗—―‖…‥‘’“”·•‧×÷±°℃％‰①②③④⑤⑥⑦⑧⑨⑩○●□■△▲★☆※→"
    + "".join(chr(c) for c in range(0xFF01, 0xFF5F))
)


def decode(data: bytes, name: str, *, declared: str | None = None) -> Decoded:
    """Return the text of ``data`` and the encoding it was found to be in.

    Valid UTF-8 is taken as such. Otherwise each of GB18030, Big5 and UTF-16 is scored by the share
    of common Chinese characters in what it would read, simplified and traditional alike, and the
    best must then fit the whole file. ``declared`` is what the file says of itself (an HTML meta
    charset), one more vote between readings that both make sense. ``name`` heads the messages.

    Raises InputError for empty and binary data and where no encoding fits: it names the best
    candidate, the byte offset where that one fails, and what to do.

    >>> decode("各位代表".encode("gb18030"), "1979.txt")
    Decoded(text='各位代表', encoding='gb18030')
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(data, name, declared)
    if not VISIBLE_RE.search(text):
        raise InputError(name, "empty, there is no text in it")
    if data.startswith(TEXT_SIGNATURES):
        refuse_signature(data, name)
    if "\x00" in text or (len(data) < SHORT and _is_utf16(data, text)):
        return _decode_other(data, name, declared)
    if text[0] == "\ufeff":
        return Decoded(text[1:], "utf-8-sig")
    return Decoded(text, "utf-8")


def _is_utf16(data: bytes, text: str) -> bool:
    """Whether a short valid UTF-8 text is really Chinese in UTF-16 without a mark."""
    if not CONTROL_RE.search(text):
        return False
    best = _rank(data, None)[0]
    return best.encoding.startswith("utf-16") and best.share >= THRESHOLD


def detect(head: bytes, name: str) -> tuple[str, str]:
    """Return ``(codec, encoding)`` for a stream that begins with ``head``: see `decode`.

    ``head`` may end inside a character. ``codec`` is what Python opens the stream with,
    ``encoding`` the name to show. Raises InputError as `decode` does.

    >>> detect("年份,正文\\n".encode("gb18030"), "a.csv")
    ('gb18030', 'gb18030')
    """
    if not head.strip():
        raise InputError(name, "empty, there is no text in it")
    for mark, codec, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark) and not head.startswith(b"\xff\xfe\x00\x00"):
            return {"utf-8": "utf-8-sig", "gb18030": codec}.get(codec, "utf-16"), encoding
    if b"\x00" not in head and _fits(head, "utf-8"):
        refuse_signature(head, name)
        return "utf-8", "utf-8"
    refuse_signature(head, name)
    best = _rank(head, None)[0]
    if best.share < THRESHOLD:
        raise InputError(name, _no_fit(head, best))
    for codec in CODECS.get(best.encoding, (best.encoding,)):
        if _fits(head, codec):
            return codec, best.encoding
    # Single broken rows of a table are reported where they stand; the encoding is still clear.
    return CODECS.get(best.encoding, (best.encoding,))[0], best.encoding


def _decode_other(data: bytes, name: str, declared: str | None) -> Decoded:
    """Decode what is not plain UTF-8."""
    refuse_signature(data, name)
    for mark, codec, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data, len(mark), (codec,), encoding, name)
    best = _rank(data, declared)[0]
    if best.share < THRESHOLD:
        raise InputError(name, _no_fit(data, best))
    return _decode_as(data, 0, CODECS.get(best.encoding, (best.encoding,)), best.encoding, name)


def _decode_as(data: bytes, skip: int, names: Sequence[str], encoding: str, name: str) -> Decoded:
    """Decode ``data`` after its mark with the first codec that fits; the error says where not."""
    furthest: UnicodeDecodeError | None = None
    for codec in names:
        try:
            text = data[skip:].decode(codec)
        except UnicodeDecodeError as error:
            if furthest is None or error.start > furthest.start:
                furthest = error
            continue
        if codec == "big5hkscs" and not _is_hong_kong(text):
            break
        if not VISIBLE_RE.search(text):
            raise InputError(name, "empty, there is no text in it")
        if "\x00" in text:
            raise InputError(name, _binary(data))
        if encoding in CODECS or encoding == "gb18030":
            _refuse_lost_byte(text, codec, encoding, name)
        return Decoded(text, encoding)
    assert furthest is not None
    raise InputError(name, _broken(data, skip + furthest.start, furthest, encoding))


def _refuse_lost_byte(text: str, codec: str, encoding: str, name: str) -> None:
    """Raise InputError where a byte is gone and what follows was still valid."""
    from policytext.text.lost_bytes import find_lost_byte

    at = find_lost_byte(text, codec, _common_characters())
    if at is not None:
        offset = len(text[:at].encode(codec))
        cause = f"damaged {CANDIDATES[encoding]} near byte {offset}: a byte is lost there"
        raise InputError(name, f"{cause}; get the file again")


def _is_hong_kong(text: str) -> bool:
    """Whether the characters that only the Hong Kong set has are those of Hong Kong (衆 着 裏).

    A lost byte makes rare characters of that set out of plain Big5; one or two may be real.
    """
    from collections import Counter

    extra = Counter(c for c in text if c >= "\u3400" and not c.encode("cp950", "ignore"))
    known = sum(n for c, n in extra.items() if ord(c) in _common_characters())
    return extra.total() < 3 or known >= extra.total() / 2


def _broken(data: bytes, at: int, error: UnicodeDecodeError, encoding: str) -> str:
    """Say where a file stops being the encoding it is in."""
    shown = CANDIDATES.get(encoding, "UTF-8")
    # A byte that cannot end a character is told from a file that simply stops too early.
    if any(sign in error.reason for sign in ("unexpected end", "incomplete", "truncated")):
        return f"truncated {shown} at byte {at}: the file ends inside a character; get it again"
    tried = ", ".join(other for other in CANDIDATES.values() if other != shown)
    return (
        f"damaged {shown} at byte {at} (0x{data[at]:02x}), and it makes no sense as {tried}; "
        f"mend that byte or get the file again"
    )


def _no_fit(data: bytes, best: Reading) -> str:
    """Say that no encoding makes sense of the file, and how far UTF-8 and the best one get."""
    if b"\x00" in data:
        return _binary(data)
    tried = ", ".join(CANDIDATES.values())
    try:
        data.decode("utf-8")
        at = 0
    except UnicodeDecodeError as error:
        at = error.start
    found = f"UTF-8 fails at byte {at} (0x{data[at]:02x})"
    if best.encoding != "utf-8":
        found += f", {CANDIDATES[best.encoding]} gives only {best.share:.0%} common characters"
    return f"no encoding fits (tried {tried}): {found}; convert it to UTF-8"


def _binary(data: bytes) -> str:
    return f"binary, not text: NUL byte at byte {data.index(0)}"


def _fits(head: bytes, codec: str) -> bool:
    """Whether the beginning of a stream is valid, its last character perhaps cut."""
    try:
        codecs.getincrementaldecoder(codec)().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _rank(data: bytes, declared: str | None) -> list[Reading]:
    """Score every candidate encoding on a sample, best first."""
    first = HIGH_BYTE_RE.search(data)
    # A page can begin with kilobytes of markup that reads the same everywhere. A first high byte
    # starts a character in the byte-wise encodings; UTF-16 must be cut at an even offset.
    start = first.start() if first else 0
    readings = []
    for encoding in CANDIDATES:
        begin = start & ~1 if encoding.startswith("utf-16") else start
        sample = data[begin : begin + SAMPLE]
        texts = [sample.decode(c, "replace") for c in CODECS.get(encoding, (encoding,))]
        readings.append(max(_score(text, encoding) for text in texts))
    favoured = _canonical(declared)
    # A declaration moves a reading up only among those that make sense by themselves.
    return sorted(
        readings,
        key=lambda r: r.rank + (0.1 if r.encoding == favoured and r.share >= THRESHOLD else 0),
        reverse=True,
    )


def _score(text: str, encoding: str) -> Reading:
    """Score one reading of a sample."""
    telling = NEUTRAL_RE.sub("", text)
    common = len(telling) - len(telling.translate(_common_characters()))
    if not telling:
        # All ASCII: that is news only where every second byte is NUL.
        plain = encoding.startswith("utf-16")
        return Reading(0.5 if plain else -1.0, 1.0 if plain else 0.0, encoding)
    uncommon = len(telling) - common
    return Reading((common - uncommon) / len(text), common / len(telling), encoding)


def _canonical(declared: str | None) -> str | None:
    """Return the candidate that a declared charset means, None for any other."""
    if declared is None:
        return None
    key = declared.strip().lower().replace("_", "-")
    if key.startswith(("gb", "cp936", "ms936", "euc-cn", "x-gbk", "hz-gb")):
        return "gb18030"
    if key.startswith(("big5", "cp950", "x-big5")):
        return "big5"
    return key if key in CANDIDATES else None


@cache
def _common_characters() -> dict[int, None]:
    """The characters of lexicons/common_chars.txt and Chinese signs, as a deletion table."""
    from policytext.lexicons import read_lines

    characters = "".join(line for _, line in read_lines("common_chars.txt")).replace("\t", "")
    return dict.fromkeys(map(ord, characters + SIGNS))

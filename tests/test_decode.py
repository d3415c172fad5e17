"""Bytes to text: every encoding is found or the file is refused, never read wrong in silence."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.errors import InputError
from policytext.text.decode import decode, detect

HERE = Path(__file__).parent
SEEDS = sorted((HERE.parent / "seeds").glob("*.txt"))
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "\\": "\\"}
SCRIPTS = {"simplified": "t2s", "traditional": "s2t"}


def read_cases() -> list[tuple[str, bytes, str, str]]:
    """Label, bytes, the text they are (empty for raw bytes), what is expected."""
    cases = []
    for line in (HERE / "cases" / "encodings.tsv").read_text(encoding="utf-8").split("\n"):
        if not line.strip() or line.startswith("#"):
            continue
        label, given_as, expected = line.split("\t")
        codec, _, text = given_as.partition(":")
        if codec == "hex":
            cases.append((label, bytes.fromhex(text), "", expected))
            continue
        text = re.sub(r"\\(.)", lambda m: ESCAPES[m[1]], text)
        cases.append((label, text.encode(codec), text, expected))
    return cases


CASES = read_cases()


def test_there_are_enough_cases() -> None:
    refused = sum(expected.startswith("error") for *_, expected in CASES)
    assert len(CASES) >= 40
    assert refused >= len(CASES) / 5


@pytest.mark.parametrize(("label", "data", "text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_case(label: str, data: bytes, text: str, expected: str) -> None:
    if expected.startswith("error: "):
        with pytest.raises(InputError) as caught:
            decode(data, "讲话.txt")
        message = str(caught.value)
        assert message.startswith("讲话.txt: ")
        assert expected.removeprefix("error: ") in message
        assert "\n" not in message
    else:
        found = decode(data, "讲话.txt")
        assert found.encoding == expected
        assert found.text == text.removeprefix("\ufeff")


@cache
def in_script(path: Path, script: str) -> str:
    from opencc import OpenCC

    return str(OpenCC(SCRIPTS[script]).convert(path.read_text(encoding="utf-8")))


ENCODINGS = [
    ("utf-8", "utf-8"),
    ("utf-8-sig", "utf-8-sig"),
    ("utf-16", "utf-16-le"),
    ("utf-16-le", "utf-16-le"),
    ("utf-16-be", "utf-16-be"),
    ("gb18030", "gb18030"),
    ("cp950", "big5"),
    ("big5hkscs", "big5"),
]


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize(("codec", "expected"), ENCODINGS)
def test_seeds_in_every_encoding(codec: str, expected: str, script: str) -> None:
    if expected == "big5" and script == "simplified":
        pytest.skip("Big5 writes no simplified characters")
    for path in SEEDS:
        whole = in_script(path, script)
        # What the encoding cannot write (toned letters in Big5) is left out beforehand.
        whole = whole.encode(codec, "ignore").decode(codec)
        starts = range(0, len(whole) - 200, 400)
        for text in (whole, whole[:200], *(whole[i : i + 60] for i in starts)):
            assert decode(text.encode(codec), path.name) == (text, expected)


def test_detect_needs_no_whole_characters() -> None:
    data = in_script(SEEDS[0], "simplified").encode("gb18030")
    assert {detect(data[:n], "a.csv") for n in range(300, 310)} == {("gb18030", "gb18030")}


def test_declared_charset_does_not_outweigh_the_text() -> None:
    data = "在全县党建工作会议上的讲话".encode("gb18030")
    assert decode(data, "a.html", declared="big5").encoding == "gb18030"
    assert decode(data, "a.html", declared="nonsense").encoding == "gb18030"


def test_message_says_what_was_tried_and_what_to_do() -> None:
    with pytest.raises(InputError) as caught:
        decode("Доклад о работе".encode("cp1251"), "a.txt")
    for part in ("UTF-8", "UTF-16", "GB18030", "Big5", "byte 0 (0xc4)", "convert it to UTF-8"):
        assert part in str(caught.value)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    """Property: what comes back is never empty, has no NUL, and writes the same bytes again."""
    try:
        text, encoding = decode(data, "x")
    except InputError:
        return
    assert text.strip()
    assert "\x00" not in text
    if encoding in ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"):
        assert text.encode(encoding) in (data, data[2:])


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80))
def test_valid_utf8_is_never_read_as_anything_else(text: str) -> None:
    text = "讲" + text
    found = decode(text.encode(), "x")
    assert found.text == text.removeprefix("\ufeff")

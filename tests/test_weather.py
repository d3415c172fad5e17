"""No input breaks any command: each is named with its cause in one line, and the rest is done."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from fuzz.invariants import check_bytes, check_numbers, check_text
from fuzz.pieces import PIECES
from hypothesis import given, settings
from hypothesis import strategies as st
from weather.commands import COMMANDS, call, call_words, words_for
from weather.files import FILES, GOOD, GOOD_BYTES, NAMES, Bad
from weather.texts import TEXTS, make_text

from policytext.cli.app import COMMANDS as NAMES_OF_COMMANDS

pytestmark = pytest.mark.slow

CASES = Path(__file__).parent / "cases" / "weather.tsv"
PRINTED = re.compile(r"policytext: (?P<name>.*?)(?:[:#]\d+)?: (?P<cause>.*)")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("good") / "good.txt"
    path.write_bytes(GOOD_BYTES)
    return str(path)


@pytest.fixture(scope="module")
def expected(good: str) -> dict[str, str]:
    """What each command prints of the good file alone."""
    return {name: call(name, [good]).out for name in COMMANDS}


@pytest.fixture(scope="module")
def bad_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("bad")
    for bad in FILES:
        bad.make(folder / bad.name)
    return {bad.name: str(folder / bad.name) for bad in FILES}


def test_every_command_is_in_the_table() -> None:
    # These write a file rather than rows, through the same inputs.
    assert {words[0] for words in COMMANDS.values()} == set(NAMES_OF_COMMANDS) - {"build", "report"}


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("bad", FILES, ids=lambda bad: bad.name)
def test_a_bad_file_is_named_and_the_rest_is_done(
    name: str, bad: Bad, bad_files: dict[str, str], good: str, expected: dict[str, str]
) -> None:
    path = bad_files[bad.name]
    ran = call(name, [path, good])
    assert ran.code == 1
    # A comparison reads its corpus once for each side, and says it once.
    assert len(ran.lines) == 1, ran.lines
    said = PRINTED.fullmatch(ran.lines[0])
    assert said, ran.lines
    assert said["name"] == path
    assert re.search(bad.cause, said["cause"]), said["cause"]
    if bad.rows == 0:
        assert ran.out == expected[name]
    else:
        assert ran.out.count("\n") >= expected[name].count("\n")


@pytest.mark.parametrize("bad", [b for b in FILES if not b.rows], ids=lambda bad: bad.name)
def test_nothing_else_to_read_is_2(bad: Bad, bad_files: dict[str, str]) -> None:
    assert call("docs", [bad_files[bad.name]]).code == 2


@pytest.mark.parametrize("name", COMMANDS)
def test_a_folder_of_nothing_but_bad_weather(
    name: str, bad_files: dict[str, str], good: str
) -> None:
    folder = str(Path(bad_files["empty.txt"]).parent)
    ran = call(name, [folder, good])
    assert ran.code == 1
    assert sorted(said["name"] for said in map(PRINTED.fullmatch, ran.lines) if said) == sorted(
        bad_files.values()
    )


@pytest.mark.parametrize("label", TEXTS)
def test_a_hostile_text_is_read_by_every_command(label: str, tmp_path: Path) -> None:
    path = str(tmp_path / "t.txt")
    Path(path).write_bytes(make_text(label).encode())
    for name in COMMANDS:
        own = ["diff", path, path, *COMMANDS[name][3:]] if name.startswith("diff") else None
        ran = call_words(own or words_for(name, [path]), "-q")
        assert (ran.code, ran.lines) == (0, []), name


@pytest.mark.parametrize("name", COMMANDS)
def test_names_are_only_names(name: str, tmp_path: Path, expected: dict[str, str]) -> None:
    for n, hostile in enumerate(NAMES):
        path = tmp_path / str(n) / hostile
        path.parent.mkdir()
        path.write_bytes(GOOD_BYTES)
    ran = call(name, [str(tmp_path)])
    assert ran.code == 0
    assert ran.lines == []
    assert "\udcff" not in ran.out
    assert call(name, [str(tmp_path / "0" / NAMES[0])]).code == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_a_file_that_may_not_be_read(
    name: str, tmp_path: Path, good: str, expected: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "closed.txt"
    path.write_bytes(GOOD_BYTES)
    path.chmod(0)
    if os.access(path, os.R_OK):  # as root
        opened = os.open

        def refuse(name: str, *more: int) -> int:
            if name == str(path):
                raise PermissionError(13, "Permission denied", name)
            return opened(name, *more)

        monkeypatch.setattr(os, "open", refuse)
    ran = call(name, [str(path), good])
    assert (ran.code, ran.out) == (1, expected[name])
    assert ran.lines == [f"policytext: {path}: permission denied"]


@pytest.mark.parametrize("name", COMMANDS)
def test_html_with_scripts_and_a_hundred_thousand_tags(
    name: str, tmp_path: Path, good: str
) -> None:
    path = tmp_path / "deep.html"
    body = "".join(f"<p>{line}</p>" for line in GOOD.splitlines())
    path.write_text("<html><script>while(1);</script>" + "<div>" * 100_000 + body, encoding="utf-8")
    ran = call(name, [str(path), good])
    assert ran.code in (0, 1)
    assert len(ran.lines) == ran.code
    assert "while" not in ran.out


def cases() -> list[str]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[0].replace("\\n", "\n") for line in lines if line[:1] != "#"]


@pytest.mark.parametrize("text", cases())
def test_what_once_broke(text: str) -> None:
    check_text(text)


# Each lost byte takes a search of its own.
QUICK = [piece for piece in PIECES if not set(piece) & set("?？\ufffd\ue000")]


@given(st.lists(st.sampled_from(QUICK), max_size=60).map("".join))
@settings(max_examples=300)
def test_any_text_is_repaired_and_read(text: str) -> None:
    check_text(text)
    check_numbers(text)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    check_bytes(data)

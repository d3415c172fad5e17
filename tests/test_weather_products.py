"""No input breaks what `build` and `report` write: the rest is in it, and it is whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from weather.commands import call_words
from weather.files import FILES, GOOD_BYTES, NAMES
from weather.texts import TEXTS, make_text

pytestmark = pytest.mark.slow

PRODUCTS = {"build": "parsed.parquet", "report": "page.html"}


def written(command: str, output: Path, *paths: Path) -> tuple[int, list[str]]:
    """Call a command that writes a file; return its exit code and lines of stderr."""
    named = [f"--corpus={path}" for path in paths]
    ran = call_words([command, *named, "-o", str(output), "-q"])
    return ran.code, ran.lines


@pytest.mark.parametrize("command", PRODUCTS)
def test_bad_files_are_named_and_the_rest_is_in_it(command: str, tmp_path: Path) -> None:
    bad = [b for b in FILES if not b.rows]
    folder, good = tmp_path / "bad", tmp_path / "good" / "good.txt"
    folder.mkdir()
    good.parent.mkdir()
    for one in bad:
        one.make(folder / one.name)
    good.write_bytes(GOOD_BYTES)
    alone, output = tmp_path / f"alone-{PRODUCTS[command]}", tmp_path / PRODUCTS[command]
    assert written(command, alone, good) == (0, [])
    code, lines = written(command, output, folder, good)
    assert code == 1
    named = {re.sub(r"[:#]\d+$", "", line.split(": ")[1]) for line in lines}
    assert named == {str(folder / one.name) for one in bad}
    assert len(lines) == len(bad)
    assert output.read_bytes() == alone.read_bytes()


@pytest.mark.parametrize("label", TEXTS)
@pytest.mark.parametrize("command", PRODUCTS)
def test_a_hostile_text_is_read(command: str, label: str, tmp_path: Path) -> None:
    path, output = tmp_path / "t.txt", tmp_path / PRODUCTS[command]
    path.write_bytes(make_text(label).encode())
    assert written(command, output, path) == (0, [])
    assert output.stat().st_size > 0


@pytest.mark.parametrize("command", PRODUCTS)
def test_names_are_only_names(command: str, tmp_path: Path) -> None:
    output = tmp_path / PRODUCTS[command]
    for n, hostile in enumerate(NAMES):
        path = tmp_path / "in" / str(n) / hostile
        path.parent.mkdir(parents=True)
        path.write_bytes(GOOD_BYTES)
    assert written(command, output, tmp_path / "in") == (0, [])
    assert output.stat().st_size > 0

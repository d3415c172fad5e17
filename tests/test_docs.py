"""The examples in README.md and docs/ are run: console blocks in a shell, >>> blocks as doctests.

``python tests/test_docs.py --update`` writes the present output into the console blocks.
"""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
CONSOLE_RE = re.compile(r"```console\n(.*?)```", re.DOTALL)


def run_console(block: str) -> str:
    """The block with what its commands print now."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    out = []
    for line in block.splitlines():
        if line.startswith("$ "):
            done = subprocess.run(
                ["bash", "-c", line[2:]],
                cwd=ROOT,
                env={**os.environ, "PATH": path, "COLUMNS": "100"},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                check=False,
            )
            out += [line, *done.stdout.splitlines()]
    return "\n".join(out) + "\n"


BLOCKS = [
    pytest.param(block, id=f"{page.name}-{i}")
    for page in PAGES
    for i, block in enumerate(CONSOLE_RE.findall(page.read_text(encoding="utf-8")))
]


def test_there_are_examples() -> None:
    assert len(BLOCKS) >= 8


@pytest.mark.parametrize("block", BLOCKS)
def test_console(block: str) -> None:
    assert run_console(block) == block


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    failed, _ = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert failed == 0


if __name__ == "__main__" and "--update" in sys.argv:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        page.write_text(
            CONSOLE_RE.sub(lambda m: f"```console\n{run_console(m[1])}```", text), encoding="utf-8"
        )

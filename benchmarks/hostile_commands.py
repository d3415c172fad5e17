"""Processor time of each command on hostile text: ``python benchmarks/hostile_commands.py``.

Every command is a whole process over 100 KB in all (``diff``: two files of half as much), its
output thrown away. Prints a row for each text and command over a limit (a second by default) and
exits 1 if there is one. ``--limit SECONDS``, ``--kilobytes N``, and words that labels of texts must
hold to be taken.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from weather.asked import read_arguments, text_of
from weather.commands import COMMANDS, words_for
from weather.texts import Make

VIEWS = ([], ["--wording"], ["--stats"], ["--slogans"])


def calls(path: str) -> list[list[str]]:
    """Return the words of all commands over one file."""
    found = [words_for(name, [path]) for name, words in COMMANDS.items() if words[0] != "diff"]
    found += [["stats", "--all", f"--corpus={path}"]]
    half = f"{path}.half.txt"
    found += [["diff", half, half, *view] for view in VIEWS]
    found += [["report", f"--corpus={path}", "-o", f"{path}.html"]]
    found += [["build", path, "-o", f"{path}.parquet"]]
    return found


def processor_seconds(words: list[str]) -> float:
    """Return the processor time of one call; a call that fails is an error."""
    command = [sys.executable, "-m", "policytext", *words]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"exit {process.returncode}: {' '.join(words)}")
    return used.ru_utime + used.ru_stime


def write(path: str, make: Make, size: int) -> None:
    """Write a text that takes about ``size`` bytes."""
    Path(path).write_bytes(text_of(make, size).encode("utf-8", "surrogatepass"))


def main() -> int:
    """Time every command on every text; return the exit code."""
    asked = read_arguments(__doc__)
    runs = slow = 0
    print("seconds,command,text")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "text.txt")
        for label, make in asked.texts.items():
            write(path, make, asked.size)
            write(f"{path}.half.txt", make, asked.size // 2)
            for words in calls(path):
                runs += 1
                seconds = processor_seconds(words)
                if seconds > asked.limit:  # others use the machine too
                    seconds = min(seconds, processor_seconds(words))
                if seconds > asked.limit:
                    slow += 1
                    shown = " ".join(word for word in words if path not in word)
                    print(f"{seconds:.2f},{shown},{label}", flush=True)
    print(f"{runs} runs, {slow} over {asked.limit} s", file=sys.stderr)
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main())

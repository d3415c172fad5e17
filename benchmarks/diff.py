#!/usr/bin/env python3
"""Times `policytext diff` against `policytext freq` over the same files, as ratios from one run.

    benchmarks/diff.py FOLDER  [--runs N] [--jobs N]

FOLDER: one speech a year or more, so that the first and the second half of its files (by name) can
be compared. Whole processes, output to a file, best of N runs each, in turn. Prints CSV: what,
seconds, and its time over that of freq (for the wording of ten times as much: over that of once).
"""

from __future__ import annotations

import argparse
import csv
import io
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

POLICYTEXT = (sys.executable, "-m", "policytext")


def best_seconds(commands: dict[str, list[str]], runs: int) -> dict[str, float]:
    """Best wall time of each command, run one after the other so that all meet the same noise."""
    best = dict.fromkeys(commands, float("inf"))
    with tempfile.TemporaryFile() as out:
        for _ in range(runs):
            for name, command in commands.items():
                out.seek(0)
                start = time.perf_counter()
                subprocess.run(command, stdout=out, stderr=subprocess.DEVNULL, check=True)
                best[name] = min(best[name], time.perf_counter() - start)
    return best


def speech_years(folder: Path) -> list[int]:
    """The years of the speeches in a folder, in order."""
    command = [*POLICYTEXT, "docs", str(folder), "-q", "-f", "csv"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return sorted(int(row["year"]) for row in csv.DictReader(io.StringIO(found)) if row["year"])


def enlarge(source: Path, target: Path, times: int) -> None:
    """Write a speech several times over, each time with other characters in its sentences."""
    text = source.read_text(encoding="utf-8")
    first = 0x3400  # rare characters: as many different sentences, and nothing else changed
    copies = (text.replace("。", chr(first + k) + "。") for k in range(times))
    target.write_text("\n".join(copies), encoding="utf-8")


def main() -> None:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--jobs", type=int)
    asked = parser.parse_args()
    files = sorted(asked.folder.rglob("*.txt"))
    if len(files) < 2:
        parser.error(f"{asked.folder}: {len(files)} .txt files there, two or more expected")
    jobs = ["--jobs", str(asked.jobs)] if asked.jobs else []
    years = speech_years(asked.folder)
    middle = len(years) // 2
    spans = f"{years[0]}-{years[middle - 1]}", f"{years[middle - 1] + 1}-{years[-1]}"
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        halves = work / "a", work / "b"
        for half, part in zip(
            halves, (files[: len(files) // 2], files[len(files) // 2 :]), strict=True
        ):
            half.mkdir()
            for i, file in enumerate(part):
                shutil.copy(file, half / f"{i:03}-{file.name}")
        pair = [str(file) for file in files[-2:]]
        large = [str(work / f"large{i}.txt") for i in range(2)]
        for small, big in zip(pair, large, strict=True):
            enlarge(Path(small), Path(big), 10)
        diff = [*POLICYTEXT, "diff", *jobs]
        corpus = ["-c", str(asked.folder)]
        commands = {
            "freq": [*POLICYTEXT, "freq", *jobs, str(asked.folder)],
            "diff, two folders": [*diff, *map(str, halves)],
            "diff, years": [*diff, *spans, *corpus],
            "diff --yearly": [*diff, "--yearly", *corpus],
            "docs": [*POLICYTEXT, "docs", *jobs, str(asked.folder)],
            "diff --wording, the last two": [*diff, "--wording", *pair],
            "diff --wording, ten times that": [*diff, "--wording", *large],
        }
        times = best_seconds(commands, asked.runs)
    print("what,seconds,ratio")
    *_, once, tenfold = times
    for what, seconds in times.items():
        base = times[once] if what == tenfold else times["freq"]
        print(f'"{what}",{seconds:.3f},{seconds / base:.2f}')


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Times `policytext stats` against JioNLP's extraction of money alone, as ratios from one run.

    benchmarks/stats.py FILE_OR_FOLDER...  [--runs N] [--peer PYTHON]

Whole processes on one core, output to a file, best of N runs each, in turn. --peer: the Python of
an environment with jionlp, where this one has none. Prints CSV: what, seconds, and how policytext
compares (its time over theirs).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SCRIPT = """
import sys, jionlp
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        for found in jionlp.ner.extract_money(file.read()):
            print(path, found["text"], found["offset"])
"""


def best_times(commands: dict[str, list[str]], output: Path, runs: int) -> dict[str, float]:
    """Best wall time of each command; they take turns, so that noise strikes all alike."""
    best = dict.fromkeys(commands, float("inf"))
    for _ in range(runs):
        for name, command in commands.items():
            with open(output, "wb") as file:
                start = time.perf_counter()
                subprocess.run(command, stdout=file, stderr=subprocess.DEVNULL, check=True)
                best[name] = min(best[name], time.perf_counter() - start)
    return best


def main() -> None:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peer", default=sys.executable)
    asked = parser.parse_args()
    files = sorted(
        str(f) for p in map(Path, asked.paths) for f in ([p] if p.is_file() else p.rglob("*.txt"))
    )
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    own = [sys.executable, "-m", "policytext"]
    peer = "jionlp.ner.extract_money"
    commands = {
        "stats": [*own, "stats", "--jobs", "1", "-f", "csv", *files],
        "stats --pivot": [*own, "stats", "--pivot", "--jobs", "1", "-f", "csv", *files],
        "audit": [*own, "audit", "--jobs", "1", "-f", "csv", *files],
        peer: [asked.peer, "-c", SCRIPT, *files],
        "policytext --help": [*own, "--help"],
        "import jionlp": [asked.peer, "-c", "import jionlp"],
    }
    with tempfile.TemporaryDirectory() as folder:
        times = best_times(commands, Path(folder) / "out", asked.runs)
    print("what,seconds,policytext_over_it")
    for name, value in times.items():
        ratio = f"{times['stats'] / value:.2f}" if name == peer else ""
        print(f'"{name}",{value:.3f},{ratio}')


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Times `policytext freq` against the scripts people write by hand, as ratios from one run.

    benchmarks/freq.py FILE_OR_FOLDER...  [--runs N]

Whole processes, output to a file, best of N runs each, in turn. Prints CSV: what, seconds, and
how policytext compares (its time over theirs). Needs policytext, jieba, rjieba and typer.
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
import sys, {module}
from collections import Counter
counts = Counter()
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        counts.update({module}.{function}(file.read()))
for term, count in counts.most_common():
    print(term, count)
"""


def seconds(command: list[str], output: Path, runs: int) -> float:
    """Best wall time of a command whose output goes to a file."""
    best = float("inf")
    for _ in range(runs):
        with open(output, "wb") as file:
            start = time.perf_counter()
            subprocess.run(command, stdout=file, stderr=subprocess.DEVNULL, check=True)
            best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    files = sorted(
        str(f) for p in map(Path, asked.paths) for f in ([p] if p.is_file() else p.rglob("*.txt"))
    )
    one = max(files, key=os.path.getsize)
    python = sys.executable
    own = [python, "-m", "policytext"]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"

        def time_of(*command: str) -> float:
            return seconds(list(command), out, asked.runs)

        jieba = SCRIPT.format(module="jieba", function="lcut")
        rjieba = SCRIPT.format(module="rjieba", function="cut")
        # The first run of jieba writes its cache; that is not what is measured.
        time_of(python, "-c", "import jieba; jieba.lcut('x')")
        times = {
            "freq, all files": time_of(*own, "freq", *files),
            "jieba.lcut + Counter, all files": time_of(python, "-c", jieba, *files),
            "rjieba.cut + Counter, all files": time_of(python, "-c", rjieba, *files),
            "freq, largest file": time_of(*own, "freq", one),
            "import jieba; jieba.lcut('x')": time_of(python, "-c", "import jieba; jieba.lcut('x')"),
            "policytext --help": time_of(*own, "--help"),
            "import typer": time_of(python, "-c", "import typer"),
        }
    pairs = {
        "jieba.lcut + Counter, all files": "freq, all files",
        "rjieba.cut + Counter, all files": "freq, all files",
        "import jieba; jieba.lcut('x')": "freq, largest file",
        "import typer": "policytext --help",
    }
    print("what,seconds,policytext_over_it")
    for name, value in times.items():
        ratio = f"{times[pairs[name]] / value:.2f}" if name in pairs else ""
        print(f'"{name}",{value:.3f},{ratio}')


if __name__ == "__main__":
    main()

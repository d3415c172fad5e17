#!/usr/bin/env python3
"""Time and memory of every command on corpora of 10 MB, 100 MB and 1 GB.

    benchmarks/scale.py FOLDER [--megabytes 10,100,1000] [--commands freq,slogans] [--damaged]

Makes corpora in FOLDER from the sentences of seeds/, put together anew by a seeded generator in
documents of 20 to 60 KB, and runs each command over them as a whole process, CSV to a file. In the
same run: the scripts people write by hand, with jieba, rjieba, and pandas with jieba. Prints CSV:
megabytes, what, jobs, seconds, cpu_seconds, mb_per_second, over_rjieba (its time over that of the
bare rjieba script on the same files), peak_mb (of all its processes together, shared pages counted
once).

--damaged takes the sentences as they were found, with their damage, instead of the cleaned ones.
Linux only: memory is read from /proc.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

ROOT = Path(__file__).resolve().parents[1]
BARE = """
import sys, {module}
from collections import Counter
from pathlib import Path
counts = Counter()
for path in sorted(Path(sys.argv[1]).iterdir()):
    counts.update({module}.{function}(path.read_text(encoding="utf-8")))
for term, count in counts.most_common():
    print(term, count)
"""
PANDAS = """
import sys, jieba, pandas as pd
from pathlib import Path
files = sorted(Path(sys.argv[1]).iterdir())
frame = pd.DataFrame({"text": [f.read_text(encoding="utf-8") for f in files]})
words = frame["text"].apply(jieba.lcut).explode()
words.value_counts().to_csv(sys.stdout)
"""
PEERS = {
    "rjieba.cut + Counter": BARE.format(module="rjieba", function="cut"),
    "jieba.lcut + Counter": BARE.format(module="jieba", function="lcut"),
    "pandas + jieba.lcut": PANDAS,
}
# Slower peers are not worth waiting for beyond this, and pandas keeps all tokens in memory.
PEER_MEGABYTES = {"jieba.lcut + Counter": 100, "pandas + jieba.lcut": 10}
COMMANDS = {
    "freq": ["freq"],
    "slogans": ["slogans"],
    "stats": ["stats"],
    "audit": ["audit"],
    "docs": ["docs"],
    "outline": ["outline"],
    "clean": ["clean"],
    "kwic": ["kwic", "改革", "-c"],
    "trend": ["trend", "改革", "创新", "-c"],
    "diff": ["diff", "2000-2010", "2011-2020", "-c"],
    "build": ["build", "-o", "{folder}/built.parquet"],
}


def sentences(*, damaged: bool) -> list[str]:
    """The sentences of the seeds, cleaned or as they are."""
    if damaged:
        texts = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "seeds").glob("*.txt"))]
    else:
        import policytext

        texts = list(policytext.read(ROOT / "seeds").texts())
    return [s for text in texts for s in re.split(r"(?<=[。！？\n])", text) if s.strip()]


def make_corpus(folder: Path, megabytes: int, *, damaged: bool) -> Path:
    """Return a folder of about so many megabytes; the same for the same arguments."""
    place = folder / f"{megabytes}mb{'-damaged' if damaged else ''}"
    if place.exists():
        return place
    unfinished = place.with_suffix(".part")
    unfinished.mkdir(parents=True)
    rng = random.Random(megabytes)
    pool = sentences(damaged=damaged)
    total = number = 0
    while total < megabytes * 1_000_000:
        wanted = rng.randrange(20_000, 60_000)
        parts = [f"在会议上的讲话\n（{rng.randrange(2000, 2021)}年3月5日）\n同志们：\n"]
        size = 0
        while size < wanted:
            parts.append(rng.choice(pool))
            size += len(parts[-1].encode())
            if rng.random() < 0.2:
                parts.append("\n")
        (unfinished / f"{number:06}.txt").write_text("".join(parts), encoding="utf-8")
        total += size
        number += 1
    unfinished.rename(place)
    return place


def processes(pid: int) -> Iterator[int]:
    """A process and all that it has started."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from processes(int(child))


def memory(pid: int) -> int:
    """Bytes that a process and its children hold, a shared page counted once."""
    total = 0
    try:
        for one in list(processes(pid)):
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
            total += int(re.search(r"^Pss:\s+(\d+)", rollup, re.M)[1]) * 1024  # type: ignore[index]
    except (OSError, TypeError):
        return 0  # one of them has just ended
    return total


def measure(command: Sequence[str], output: Path) -> tuple[float, float, int]:
    """Wall time and processor time of a command in seconds, and the peak of its memory in bytes."""
    peak = 0
    before = getrusage(RUSAGE_CHILDREN)
    with open(output, "wb") as file:
        start = time.perf_counter()
        running = subprocess.Popen(command, stdout=file, stderr=subprocess.DEVNULL)
        while running.poll() is None:
            peak = max(peak, memory(running.pid))
            time.sleep(0.05)
        seconds = time.perf_counter() - start
    if running.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {running.returncode}")
    after = getrusage(RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, cpu, peak


def main() -> None:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--megabytes", default="10,100,1000")
    parser.add_argument("--commands", default=",".join(COMMANDS))
    parser.add_argument("--jobs", default="1,2")
    parser.add_argument("--damaged", action="store_true")
    asked = parser.parse_args()
    out = csv.writer(sys.stdout)
    columns = "megabytes what jobs seconds cpu_seconds mb_per_second over_rjieba peak_mb"
    out.writerow(columns.split())
    result = asked.folder / "out"
    for megabytes in map(int, asked.megabytes.split(",")):
        corpus = make_corpus(asked.folder, megabytes, damaged=asked.damaged)
        rjieba = 0.0
        runs = [
            (name, "", [sys.executable, "-c", script, str(corpus)])
            for name, script in PEERS.items()
            if megabytes <= PEER_MEGABYTES.get(name, megabytes)
        ]
        for name in asked.commands.split(","):
            words = [word.format(folder=asked.folder) for word in COMMANDS[name]]
            for jobs in asked.jobs.split(","):
                own = [sys.executable, "-m", "policytext", *words, str(corpus), "--jobs", jobs]
                runs.append((name, jobs, own))
        for name, jobs, command in runs:
            seconds, cpu, peak = measure(command, result)
            rjieba = rjieba or seconds
            figures = (seconds, cpu, megabytes / seconds, seconds / rjieba)
            cells = [f"{figure:.2f}" for figure in figures]
            out.writerow([megabytes, name, jobs, *cells, round(peak / 1e6)])
            sys.stdout.flush()


if __name__ == "__main__":
    main()

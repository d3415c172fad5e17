#!/usr/bin/env python3
"""Times `policytext report` against the three commands whose work it does, and opens its page.

    benchmarks/report.py FILE_OR_FOLDER...  [--runs N]

Whole processes, output to a file, best of N runs each, in turn. Prints CSV: what, value, unit.
`report_over_commands` is the time of report over that of freq, slogans and stats together. Where
playwright and Chromium are installed, also how long the page takes until it answers and until all
plots are drawn.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

COMMANDS = ("freq", "slogans", "stats")


def seconds(command: str, paths: list[str], output: Path) -> float:
    """Wall time of a command whose output goes to a file."""
    start = time.perf_counter()
    words = [sys.executable, "-m", "policytext", command, *paths, "-q", "-o", str(output)]
    subprocess.run(words, check=True)
    return time.perf_counter() - start


def open_page(path: Path, runs: int) -> tuple[float, float]:
    """Milliseconds until the page answers, and until all is drawn, in a browser that is running:
    the best of some."""
    from playwright.sync_api import sync_playwright

    ready, drawn = [], []
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for _ in range(runs):
            page = browser.new_page()
            start = time.perf_counter()
            page.goto(path.as_uri())
            ready.append(float(page.evaluate("document.documentElement.dataset.ready")))
            page.wait_for_selector("html[data-drawn]")
            drawn.append((time.perf_counter() - start) * 1000)
            page.close()
        browser.close()
    return min(ready), min(drawn)


def main() -> None:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    best = dict.fromkeys((*COMMANDS, "report"), float("inf"))
    print("what,value,unit")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        for _ in range(asked.runs):
            for command in COMMANDS:
                took = seconds(command, asked.paths, Path(folder) / "out.csv")
                best[command] = min(best[command], took)
            best["report"] = min(best["report"], seconds("report", asked.paths, page))
        for command, value in best.items():
            print(f"{command},{value:.2f},s")
        ratio = best["report"] / sum(best[command] for command in COMMANDS)
        print(f"report_over_commands,{ratio:.2f},times")
        print(f"page,{page.stat().st_size / 1e6:.2f},MB")
        if find_spec("playwright") and shutil.which("chromium"):
            ready, drawn = open_page(page, asked.runs)
            print(f"page_answers,{ready:.0f},ms")
            print(f"page_drawn,{drawn:.0f},ms")


if __name__ == "__main__":
    main()

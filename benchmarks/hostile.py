"""Time of each step of each command on 100 KB of hostile text: ``python benchmarks/hostile.py``.

Prints a row for each text and step over a limit (a second by default) and exits 1 if there is one.
``--limit SECONDS``, ``--kilobytes N``, and words that labels of texts must hold to be taken.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from weather.stages import seconds_of
from weather.texts import TEXTS, Make


def text_of(make: Make, size: int) -> str:
    """Return the text of which UTF-8 takes about ``size`` bytes."""
    sample = make(1000)
    return make(size * 1000 // len(sample.encode()))


def main() -> int:
    """Time every text; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=float, default=1.0)
    parser.add_argument("--kilobytes", type=int, default=100)
    parser.add_argument("labels", nargs="*")
    asked = parser.parse_args()
    seconds_of("坡?lián)岆U救 改(dǎo)2007年增长1.5%“三个代表”。")  # loads the dictionaries
    slow = 0
    print("seconds,step,text")
    for label, make in TEXTS.items():
        if asked.labels and not any(word in label for word in asked.labels):
            continue
        for step, seconds in seconds_of(text_of(make, 1000 * asked.kilobytes)).items():
            if seconds > asked.limit:
                slow += 1
                print(f"{seconds:.2f},{step},{label}", flush=True)
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main())

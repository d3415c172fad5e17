"""Time of each step of each command on 100 KB of hostile text: ``python benchmarks/hostile.py``.

Prints a row for each text and step over a limit (a second by default) and exits 1 if there is one.
``--limit SECONDS``, ``--kilobytes N``, and words that labels of texts must hold to be taken.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from weather.asked import read_arguments, text_of
from weather.stages import seconds_of


def main() -> int:
    """Time every text; return the exit code."""
    asked = read_arguments(__doc__)
    seconds_of("坡?lián)岆U救 改(dǎo)2007年增长1.5%“三个代表”。")  # loads the dictionaries
    slow = 0
    print("seconds,step,text")
    for label, make in asked.texts.items():
        for step, seconds in seconds_of(text_of(make, asked.size)).items():
            if seconds > asked.limit:
                slow += 1
                print(f"{seconds:.2f},{step},{label}", flush=True)
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main())

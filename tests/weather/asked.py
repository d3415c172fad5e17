"""What the benchmarks on hostile text are asked for on the command line."""

from __future__ import annotations

import argparse
from typing import NamedTuple

from .texts import TEXTS, Make


class Asked(NamedTuple):
    """limit: seconds. size: of a text in bytes. texts: those to take, by label."""

    limit: float
    size: int
    texts: dict[str, Make]


def read_arguments(description: str | None) -> Asked:
    """Return what the arguments of the program ask for."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--limit", type=float, default=1.0)
    parser.add_argument("--kilobytes", type=int, default=100)
    parser.add_argument("labels", nargs="*")
    asked = parser.parse_args()
    texts = {
        label: make
        for label, make in TEXTS.items()
        if not asked.labels or any(word in label for word in asked.labels)
    }
    return Asked(asked.limit, 1000 * asked.kilobytes, texts)


def text_of(make: Make, size: int) -> str:
    """Return the text of which UTF-8 takes about ``size`` bytes."""
    sample = make(1000)
    return make(size * 1000 // len(sample.encode("utf-8", "surrogatepass")))

"""Runs an analysis over many documents: in this process, in several or on a cluster, always with
the same rows in the same order.
"""

from .analyses import AfterYear, InTwoSteps, Merged, WithWords, WordSettings, segmenter
from .reading import OnError, Overrides, Reading, Tally, list_batches, read_speeches
from .running import Workers, run

__all__ = [
    "AfterYear",
    "InTwoSteps",
    "Merged",
    "OnError",
    "Overrides",
    "Reading",
    "Tally",
    "WithWords",
    "WordSettings",
    "Workers",
    "list_batches",
    "read_speeches",
    "run",
    "segmenter",
]

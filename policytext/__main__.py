"""The program: ``policytext`` and ``python -m policytext``."""

from __future__ import annotations

import gc
from typing import NoReturn

from .interrupts import die_quietly


def main() -> NoReturn:
    """Run the command line; Ctrl-C while it is still being loaded ends it without a word."""
    die_quietly()
    # Looking for cycles among a million strings takes time, and there are none to speak of.
    gc.set_threshold(1_000_000, 20, 20)
    from .cli.app import main as run

    run()


if __name__ == "__main__":
    main()

"""The program: ``policytext`` and ``python -m policytext``."""

from __future__ import annotations

from typing import NoReturn

from .interrupts import die_quietly


def main() -> NoReturn:
    """Run the command line; Ctrl-C while it is still being loaded ends it without a word."""
    die_quietly()
    from .cli.app import main as run

    run()


if __name__ == "__main__":
    main()

"""Fuzz the way from bytes to rows: ``python tests/fuzz/fuzz_text.py [libFuzzer options]``.

Needs atheris (pip install atheris). ``-max_total_time=600`` runs for ten minutes; what breaks is
written to ``crash-*`` in the working folder, and belongs into tests/cases/weather.tsv.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["policytext"]):
    from invariants import WARM, check_bytes, check_text
    from pieces import text_of

    for _ in range(2):  # the first may take its time
        try:
            check_text(WARM)
        except AssertionError:
            continue


def test_one_input(data: bytes) -> None:
    """One case: the first byte tells whether the rest is a file or a text of pieces."""
    if data[:1] < b"\x40":
        check_bytes(data[1:])
    else:
        check_text(text_of(data[1:]))


if __name__ == "__main__":
    atheris.Setup(sys.argv, test_one_input)
    atheris.Fuzz()

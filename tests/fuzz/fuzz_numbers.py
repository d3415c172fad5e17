"""Fuzz numerals and quantities: ``python tests/fuzz/fuzz_numbers.py [libFuzzer options]``.

As fuzz_text.py, for the numbers alone, with many more cases a second.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["policytext"]):
    from invariants import WARM, check_numbers
    from pieces import text_of

    for _ in range(2):  # the first may take its time
        try:
            check_numbers(WARM)
        except AssertionError:
            continue


def test_one_input(data: bytes) -> None:
    """One case: the first byte tells whether the rest is UTF-8 or a text of pieces."""
    if data[:1] < b"\x40":
        check_numbers(data[1:].decode("utf-8", "ignore"))
    else:
        check_numbers(text_of(data[1:]))


if __name__ == "__main__":
    atheris.Setup(sys.argv, test_one_input)
    atheris.Fuzz()

"""Script: the dictionaries of OpenCC's t2s, our corrections, and length that holds."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from policytext.text.script import convert_t2s, name_script, opencc_tables, tables, to_simplified

LINES = (Path(__file__).parent / "cases" / "script.tsv").read_text(encoding="utf-8").split("\n")
CASES = [line.split("\t") for line in LINES if line and not line.startswith("#")]
assert len(CASES) >= 30


@cache
def opencc(profile: str) -> OpenCC:
    return OpenCC(profile)


@pytest.mark.parametrize(("before", "after"), CASES)
def test_to_simplified(before: str, after: str) -> None:
    assert to_simplified(before) == after
    assert to_simplified(after) == after


def test_the_fast_matcher_equals_opencc(seeds: dict[str, str]) -> None:
    for text in seeds.values():
        for source in (text, opencc("s2t").convert(text)):
            assert convert_t2s(source, opencc_tables()) == opencc("t2s").convert(source)


PIECES = sorted(opencc_tables().phrases) + list("藉覆乾瞭著麼了不以為發後裏鐘鍾")


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_the_fast_matcher_equals_opencc_on_phrases(text: str) -> None:
    assert convert_t2s(text, opencc_tables()) == opencc("t2s").convert(text)


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=40))
def test_length_holds_and_twice_is_once(text: str) -> None:
    once = to_simplified(text)
    assert len(once) == len(text)
    assert to_simplified(once) == once


def test_corrections_keep_length() -> None:
    using = tables()
    assert all(len(before) == len(after) for before, after in using.phrases.items())


def test_name_script(seeds: dict[str, str]) -> None:
    assert {name: name_script(text) for name, text in seeds.items()} == {
        "000": "traditional",
        "001": "simplified",
        "002": "traditional",
        "003": "simplified",
        "004": "traditional",
    }
    assert name_script("農业會议资料偉大") == "mixed"
    assert name_script("2008") == "simplified"

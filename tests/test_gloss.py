"""Pinyin glosses go, other brackets stay."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.text.edits import apply_edits
from policytext.text.gloss import find_glosses, readings, syllable

CASES = Path(__file__).parent / "cases" / "gloss.tsv"
_ESCAPE_RE = re.compile(r"\\u([0-9a-f]{4})")


def _cases() -> list[tuple[str, str, str]]:
    content = CASES.read_text(encoding="utf-8")
    rows = [line.split("\t") for line in content.split("\n") if line and line[0] != "#"]
    plain = [[_unescaped(cell) for cell in row] for row in rows]
    return [(label, text, expected) for label, text, expected in plain]


def _unescaped(cell: str) -> str:
    return _ESCAPE_RE.sub(lambda m: chr(int(m.group(1), 16)), cell).replace("¶", "\n")


@pytest.mark.parametrize(("label", "text", "expected"), _cases())
def test_cases(label: str, text: str, expected: str) -> None:
    edits, damaged = find_glosses(text)
    assert apply_edits(text, edits) == (text if expected == "=" else expected)
    assert damaged == []
    assert all(edit.kind == "gloss" and edit.after == "" for edit in edits)


def test_there_are_enough_cases() -> None:
    cases = _cases()
    assert len(cases) >= 65
    assert sum(expected == "=" for _, _, expected in cases) >= 25


def test_seeds(seeds: dict[str, str]) -> None:
    counts = {name: len(find_glosses(text)[0]) for name, text in seeds.items()}
    assert counts["000"] > 800
    assert [counts[name] for name in ("001", "002", "003", "004")] == [0, 0, 0, 0]
    text = apply_edits(seeds["000"], find_glosses(seeds["000"])[0])
    assert not re.search(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+\)", text)


def test_removing_again_finds_nothing(seeds: dict[str, str]) -> None:
    text = apply_edits(seeds["000"], find_glosses(seeds["000"])[0])
    assert find_glosses(text) == ([], [])


HANZI = "導認學習進關規務黨領設長行重樂為發傳調處還個們縣區國際經濟實現"


@given(st.lists(st.tuples(st.sampled_from(HANZI), st.booleans()), max_size=20), st.data())
def test_glossing_is_undone(chars: list[tuple[str, bool]], data: st.DataObject) -> None:
    glossed = ""
    for char, with_gloss in chars:
        glossed += char
        if with_gloss:
            glossed += f"({data.draw(st.sampled_from(sorted(readings(char))))})"
    edits, _ = find_glosses(glossed)
    assert apply_edits(glossed, edits) == "".join(char for char, _ in chars)


@given(st.text(alphabet="(（a)）ā認rèn真 ,。\u0300", max_size=80))
def test_edits_delete_only_brackets(text: str) -> None:
    last = 0
    for start, end, after, _ in find_glosses(text)[0]:
        assert last < start
        assert after == ""
        assert text[start] in "(（"
        assert text[end - 1] in ")）"
        last = end


@given(st.text(alphabet=st.characters(exclude_characters="(（"), max_size=80))
def test_text_without_brackets_is_left(text: str) -> None:
    assert find_glosses(text) == ([], [])


def test_readings() -> None:
    assert {"háng", "xíng"} <= readings("行")
    assert {"cháng", "zhǎng"} <= readings("长")
    assert readings("縣") >= {"xiàn"}
    assert "rèn" not in readings("真")
    assert syllable("lv\u0300") == syllable("lu\u0308\u0300") == "lǜ"

"""The large tables of words: sorted, and those that their script makes."""

from __future__ import annotations

import importlib.util
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import pytest

from policytext.lexicons import SortedTable, read_text
from policytext.text.dictionary import ONLY_PREFIX, general_rows, is_word, log_share
from policytext.text.habit import after_in_reports, inside_words
from policytext.text.pairs import OFFICIAL_WORDS

SCRIPT = Path(__file__).parent.parent / "tools" / "make_words.py"
SORTED = (
    "char_pairs.tsv",
    "dictionary.tsv",
    "habits.tsv",
    "official_pairs.tsv",
    "word_pairs.tsv",
)


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_words", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", SORTED)
def test_tables_are_sorted(name: str) -> None:
    lines = [line for line in read_text(name).split("\n") if line and not line.startswith("# ")]
    assert lines == sorted(lines)
    table = SortedTable(name)
    for line in (lines[0], lines[len(lines) // 2], lines[-1]):
        key, _, rest = line.partition("\t")
        assert table.find(key) == rest
    assert table.find("") is None
    assert table.find("\uffff") is None


@pytest.mark.skipif(version("jieba") != "0.42.1", reason="made from jieba 0.42.1")
def test_tables_are_those_of_jieba() -> None:
    script = _script()
    counts = script.read_jieba()
    assert read_text("dictionary.tsv") == script.words_table(counts)
    assert read_text("char_pairs.tsv") == script.pairs_table(counts)
    score = general_rows()["改"].score
    assert score["革"] == log_share(counts["改革"])
    assert score[""] == log_share(counts["改"])
    assert score["革开"] == ONLY_PREFIX
    assert sum(inside_words(char).times for char in {c for word in counts for c in word}) == sum(
        len(word) * count for word, count in counts.items()
    )


def test_counts_of_official_prose_add_up() -> None:
    lines = [line.split("\t") for line in read_text("official_pairs.tsv").splitlines()]
    rows = [line for line in lines if not line[0].startswith("# ")]
    for _, _, total, kinds, *groups in rows:
        counts = [(int(count), words) for count, *words in (group.split(" ") for group in groups)]
        assert int(kinds) == sum(len(words) for _, words in counts)
        assert int(total) == sum(count * len(words) for count, words in counts)
    assert sum(int(row[1]) for row in rows) == OFFICIAL_WORDS


def test_what_is_no_word() -> None:
    assert is_word("改革")
    assert is_word("A股")
    assert not is_word("改革开")
    assert not is_word("龘龘")
    assert not is_word("")


def test_the_key_of_every_beginning_is_no_character() -> None:
    assert after_in_reports("") is not None
    assert after_in_reports("-") is None

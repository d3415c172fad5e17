"""Term frequencies against a naive count, and the rows that the options let through."""

import gc
import re
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.analysis.counting import count_ngrams, count_terms, merge_parts, pack_counts
from policytext.analysis.dispersion import gries_dp
from policytext.analysis.freq import FreqQuery, FreqRow, freq_rows
from policytext.errors import UsageError
from policytext.speech.lexicon import Term
from policytext.speech.model import read_speech
from policytext.speech.words import Segmenter, is_word

WORDS = Segmenter([Term("三级联创", None, "nz")])
PARTS = st.sampled_from(["坚持", "改革", "开放", "，", "三级联创", "的", "8.5%", "。", "\n"])
TEXTS = st.lists(st.lists(PARTS, min_size=1, max_size=20).map("".join), min_size=1, max_size=4)


def freq(texts: list[str], **options: Any) -> list[tuple[object, ...]]:
    query = FreqQuery(**options)
    speeches = [
        read_speech(text, doc=f"d{i}", metadata={"year": str(2008 + i), "level": "county"})
        for i, text in enumerate(texts)
    ]
    return list(freq_rows([pack_counts(count_terms(s, WORDS, query) for s in speeches)], query))


@given(TEXTS)
def test_counts_and_dispersion_are_the_naive_ones(texts: list[str]) -> None:
    tokens = [[t for t in WORDS.tokens(text) if is_word(t)] for text in texts]
    total = Counter(token for part in tokens for token in part)
    size = total.total()
    expected = [
        FreqRow(
            term,
            count,
            count / size * 1e6,
            sum(term in part for part in tokens),
            gries_dp([part.count(term) for part in tokens], [len(part) for part in tokens]),
        )
        for term, count in sorted(total.items(), key=lambda item: (-item[1], item[0]))
    ]
    found = freq(texts, keep_numbers=True)
    assert [row[:2] for row in found] == [row[:2] for row in expected]
    for mine, naive in zip(found, expected, strict=True):
        assert mine[2:] == pytest.approx(naive[2:])


@given(TEXTS)
def test_groups_add_up(texts: list[str]) -> None:
    whole = {row[0]: row[1] for row in freq(texts)}
    for by, cells in (("year", 1), ("doc", 1), ("level", 1), ("section", 2)):
        summed: Counter[object] = Counter()
        for row in freq(texts, by=by):
            summed[row[cells]] += row[cells + 1]  # type: ignore[assignment]
        assert summed == whole


TEXT = "坚持改革，坚持三级联创。增长8.5%的要求，改革的要求。"

OPTIONS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["坚持", "改革", "的", "要求", "三级联创", "增长"]),
    ({"top": 2}, ["坚持", "改革"]),
    ({"min_count": 2}, ["坚持", "改革", "的", "要求"]),
    ({"min_docs": 2}, []),
    ({"stopwords": frozenset("的")}, ["坚持", "改革", "要求", "三级联创", "增长"]),
    ({"keep_numbers": True, "pattern": re.compile("8|增")}, ["8.5%", "增长"]),
    ({"pattern": re.compile("^改")}, ["改革"]),
    ({"lengths": (4, None)}, ["三级联创"]),
    ({"lengths": (1, 1)}, ["的"]),
    ({"tags": ("nz",)}, ["三级联创"]),
    ({"ngram": 2, "min_count": 2}, ["的 要求"]),
    ({"ngram": 2, "stopwords": frozenset("的")}, ["坚持 三级联创", "坚持 改革"]),
    (
        {"ngram": 3, "keep_numbers": True, "pattern": re.compile("8")},
        ["8.5% 的 要求", "增长 8.5% 的"],
    ),
]


@pytest.mark.parametrize(("options", "terms"), OPTIONS)
def test_options(options: dict[str, Any], terms: list[str]) -> None:
    at = 0
    assert [row[at] for row in freq([TEXT], **options)] == terms


def test_counting_leaves_nothing_to_the_collector() -> None:
    speech = read_speech("深化改革，扩大开放。", doc="a")
    gc.collect()
    gc.disable()
    try:
        packed = [pack_counts([count_terms(speech, WORDS, FreqQuery())]) for _ in range(2)]
        rows = list(freq_rows([merge_parts(packed)], FreqQuery()))
        assert gc.collect() == 0
    finally:
        gc.enable()
    assert {row[1] for row in rows} == {2}


def test_per_million_does_not_depend_on_the_rows_left_out() -> None:
    assert freq([TEXT])[0][2] == freq([TEXT], stopwords=frozenset("的"), top=1)[0][2]


def test_columns() -> None:
    assert FreqQuery().columns == ("term", "count", "per_million", "docs", "dp")
    assert FreqQuery(by="year", pos=True).columns == (
        *("year", "term", "count", "per_million", "docs", "dp", "pos"),
    )
    assert FreqQuery(by="section").columns[:2] == ("doc", "section")


def test_pos() -> None:
    assert {row[0]: row[-1] for row in freq([TEXT], pos=True)}["三级联创"] == "nz"


def test_ngrams_do_not_cross_punctuation() -> None:
    assert count_ngrams(["甲", "乙", "，", "丙", "\n", "丁", "戊"], 2) == {"甲 乙": 1, "丁 戊": 1}
    assert count_ngrams(["甲"], 2) == {}


def test_mistakes_are_explained() -> None:
    with pytest.raises(UsageError, match="--by month: unknown group; known are year, doc"):
        FreqQuery(by="month")
    with pytest.raises(UsageError, match="expected 1 or more"):
        FreqQuery(ngram=0)

"""Sentences aligned and redlined: cases that readers agree on, and what must hold for any text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.analysis.diff.alignment import align_sentences
from policytext.analysis.diff.candidates import NEAREST, find_candidates
from policytext.analysis.diff.redline import (
    Part,
    common_blocks,
    compare_texts,
    mark_edits,
    parse_edits,
    similarity,
    split_tokens,
    undo_edits,
)
from policytext.analysis.diff.wording import Passage, WordingRow, list_passages, wording_rows
from policytext.engine import WordSettings, segmenter
from policytext.speech.model import read_speech
from policytext.text.widths import fold_width

WORDS = WordSettings()
CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "wording.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def compare(a: list[str], b: list[str]) -> list[WordingRow]:
    sides = [[Passage("", line, text) for line, text in enumerate(side, 1)] for side in (a, b)]
    return list(wording_rows(*sides, settings=WORDS))


def test_enough_cases() -> None:
    assert len(CASES) >= 30
    assert sum(not edits for *_, edits in CASES) >= len(CASES) / 5


@pytest.mark.parametrize(("label", "a", "b", "edits"), CASES, ids=[case[0] for case in CASES])
def test_case(label: str, a: str, b: str, edits: str) -> None:
    rows = compare([a], [b])
    if not edits:
        assert [row.status for row in rows] == ["dropped", "new"]
        return
    (row,) = rows
    assert (row.status, row.edits) == ("reworded", edits)
    assert row.similarity is not None
    assert 0 < row.similarity <= 1
    assert undo_edits(edits) == (a, b)


def test_rows_follow_b_and_dropped_sentences_stand_where_they_stood() -> None:
    a = ["一、回顾", "粮食连年丰收。", "外贸稳定增长。", "二、安排", "稳健的货币政策要松紧适度。"]
    b = [
        "一、回顾",
        "稳健的货币政策要灵活适度。",
        "脱贫攻坚全面胜利。",
        "二、安排",
        "外贸稳定增长。",
    ]
    assert [(row.status, row.line_a, row.line_b) for row in compare(a, b)] == [
        ("kept", 1, 1),
        ("dropped", 2, None),
        ("reworded", 5, 2),
        ("new", None, 3),
        ("kept", 4, 4),
        ("kept", 3, 5),
    ]


def test_kept_is_the_same_but_for_width_and_space() -> None:
    (row,) = compare(["增长８．５％，好于预期。"], ["增长 8.5%,好于预期。"])
    assert (row.status, row.similarity, row.edits) == ("kept", 1.0, "")
    assert row.text_a == "增长８．５％，好于预期。"


def test_equal_sentences_are_paired_in_order_and_once() -> None:
    rows = compare(["谢谢大家！"] * 3, ["谢谢大家！"] * 2)
    assert [(row.status, row.line_a) for row in rows] == [("kept", 1), ("kept", 2), ("dropped", 3)]


def test_the_better_pair_wins() -> None:
    old = "推进户籍制度改革，放宽城镇落户条件。"
    rows = compare(
        [old], ["推进户籍制度改革。", "加快户籍制度改革，放宽城镇落户条件。", "谢谢大家！"]
    )
    assert [row.status for row in rows] == ["new", "reworded", "new"]


def test_less_will_do_beside_a_pair() -> None:
    """外资 alone would not be enough; between sentences that were kept it is."""
    a, b = "更加积极有效利用外资。", "提高利用外资水平。"
    assert [row.status for row in compare([a], [b])] == ["dropped", "new"]
    kept = "修订外商投资产业指导目录。"
    rows = compare([kept, a], [kept, b])
    assert [row.status for row in rows] == ["kept", "reworded"]
    far = [f"第{k}项工作{k}。" for k in range(6)]
    rows = compare([kept, *far, a], [kept, *far[::-1], b])
    assert [row.status for row in rows].count("reworded") == 1


def test_where_no_word_is_the_same_characters_are_compared() -> None:
    kept = "坚持依法治国。"
    _, row = compare([kept, "加强普法宣传教育。"], [kept, "深入开展普法教育。"])
    assert row.edits == "{-加强-}{+深入开展+}普法{-宣传-}教育。"
    assert row.similarity == 0.5


def test_a_speech_gives_its_sentences_with_section_and_line(seeds: dict[str, str]) -> None:
    speech = read_speech(seeds["001"], doc="001")
    passages = list_passages(speech)
    assert len(passages) == len(speech.sentences) > 100
    assert all(p.text and "\n" not in p.text and p.line >= 1 for p in passages)
    assert {p.section for p in passages} == {s.section for s in speech.sentences}


@pytest.mark.parametrize("pair", [("000", "002"), ("001", "003"), ("001", "001"), ("004", "000")])
def test_every_sentence_of_the_seeds_is_in_one_row(
    pair: tuple[str, str], seeds: dict[str, str]
) -> None:
    a, b = (list_passages(read_speech(seeds[name], doc=name)) for name in pair)
    rows = list(wording_rows(a, b, settings=WORDS))
    check_rows(rows, a, b)
    if pair[0] == pair[1]:
        assert {row.status for row in rows} == {"kept"}
    assert sum(row.status == "reworded" for row in rows) < len(rows) / 2


def check_rows(rows: list[WordingRow], a: list[Passage], b: list[Passage]) -> None:
    """What holds for any two texts: see the test above."""
    from_a = [Passage(*row[2:5]) for row in rows if row.line_a is not None]  # type: ignore[arg-type]
    from_b = [Passage(*row[5:8]) for row in rows if row.line_b is not None]  # type: ignore[arg-type]
    assert sorted(from_a) == sorted(a)
    assert from_b == list(b)
    dropped = [Passage(*row[2:5]) for row in rows if row.status == "dropped"]  # type: ignore[arg-type]
    left = iter(a)
    assert all(passage in left for passage in dropped), "dropped sentences in the order of A"
    for row in rows:
        same = "".join(fold_width(row.text_a).split()) == "".join(fold_width(row.text_b).split())
        assert (row.status == "kept") == same
        assert (row.similarity is None) == (row.status in ("dropped", "new"))
        if row.status == "reworded":
            assert undo_edits(row.edits) == (row.text_a, row.text_b)
        else:
            assert not row.edits


PIECES = st.sampled_from(
    [
        "坚持",
        "改革",
        "货币政策",
        "灵活",
        "适度",
        "，",
        "的",
        "８．５％",
        "8.5%",
        "{",
        "-}",
        "\\",
        "5G",
        " ",
    ]
)
SENTENCES = st.lists(
    st.lists(PIECES, min_size=1, max_size=12).map("".join).filter(str.strip), max_size=12
)


@given(SENTENCES, SENTENCES)
def test_every_sentence_is_in_one_row(a: list[str], b: list[str]) -> None:
    sides = [[Passage("", line, text) for line, text in enumerate(side, 1)] for side in (a, b)]
    check_rows(list(wording_rows(*sides, settings=WORDS)), *sides)


@given(SENTENCES)
def test_a_text_against_itself_is_all_kept(a: list[str]) -> None:
    rows = compare(a, a)
    assert [(row.status, row.line_a) for row in rows] == [("kept", row.line_b) for row in rows]


@given(SENTENCES, SENTENCES)
def test_candidates_are_the_same_both_ways(a: list[str], b: list[str]) -> None:
    found = find_candidates(a, b)
    assert found == {(i, j) for j, i in find_candidates(b, a)}
    assert len(found) <= NEAREST * (len(a) + len(b))


TOKENS = st.lists(st.text("改革开放{}-+\\，", min_size=1, max_size=3), max_size=20)


@given(TOKENS, TOKENS)
def test_edits_can_be_undone(old: list[str], new: list[str]) -> None:
    parts = compare_texts(old, new)
    texts = "".join(old), "".join(new)
    assert ("".join(p.old for p in parts), "".join(p.new for p in parts)) == texts
    assert undo_edits(mark_edits(parts)) == texts
    assert 0 <= similarity(parts) <= 1
    # A replacement comes back as a deletion and an addition.
    assert mark_edits(parse_edits(mark_edits(parts))) == mark_edits(parts)


@given(st.lists(st.integers(0, 4), max_size=30), st.lists(st.integers(0, 4), max_size=30))
def test_common_blocks_are_the_longest_common_subsequence(a: list[int], b: list[int]) -> None:
    blocks = list(common_blocks(a, b))
    for start, end, other in blocks:
        assert a[start:end] == b[other : other + end - start]
    assert blocks == sorted(blocks)
    assert [other for *_, other in blocks] == sorted(other for *_, other in blocks)
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            longest = table[i][j] + 1 if x == y else max(table[i][j + 1], table[i + 1][j])
            table[i + 1][j + 1] = longest
    assert sum(end - start for start, end, _ in blocks) == table[-1][-1]


@given(SENTENCES)
def test_tokens_make_up_their_sentences(sentences: list[str]) -> None:
    tokens = segmenter(WORDS).tokens
    folded = [fold_width(sentence) for sentence in sentences]
    assert ["".join(cut) for cut in split_tokens(folded, tokens)] == folded


def test_edits_are_whole_words() -> None:
    parts = compare_texts(["现代", "农业", "发展"], ["现代", "渔业", "发展"])
    assert parts == [Part("现代", "现代"), Part("农业", "渔业"), Part("发展", "发展")]


def test_a_text_too_long_to_compare_word_by_word_is_compared_by_clauses() -> None:
    old = [c for k in range(1200) for c in (f"第{k}项", "任务", "，")]
    new = [*old[:1500], "新的", "任务", "，", *old[1503:]]
    changed = [part for part in compare_texts(old, new) if part.old != part.new]
    assert changed == [Part("第500项任务，", "新的任务，")]


@pytest.mark.parametrize(
    "sentence",
    ["坚持改革开放，加强工作领导。", "第{}项任务完成，投资{}万元。", "甲{}乙" * 40 + "。", "{}"],
    ids=["equal", "numbered", "long", "numbers"],
)
def test_ten_thousand_sentences_alike(sentence: str) -> None:
    a = [sentence.replace("{}", str(k)) for k in range(10_000 // (1 + len(sentence) // 20))]
    b = [*a[5:], *a[:3], "另一句话。"]
    matches = align_sentences(a, b, segmenter(WORDS).tokens)
    assert len({m.i for m in matches}) == len({m.j for m in matches}) == len(matches)
    assert sum(m.kept for m in matches) >= len(a) - 5


def test_one_sentence_of_a_hundred_thousand_characters() -> None:
    a = "".join(f"新建{k}个项目和{k * 7}公里公路" for k in range(6000))
    rows = compare([a], [a.replace("新建", "改建")])
    assert sum(row.line_a is not None for row in rows) == 1

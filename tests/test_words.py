"""Words: equal to jieba where no lexicon speaks, listed terms and numbers always whole."""

import subprocess
import sys

import pytest
from ahocorasick_rs import AhoCorasick, MatchKind
from hypothesis import given
from hypothesis import strategies as st

from policytext.errors import UsageError
from policytext.speech.lexicon import Term, load_terms
from policytext.speech.words import (
    Segmenter,
    fold_for_words,
    is_number,
    is_word,
)
from policytext.text.repair import repair_text

TERMS = [Term("三级联创", None, "nz"), Term("科学发展观", None, "nz"), Term("一带一路", None, None)]
OWN = Segmenter(TERMS)

NUMBERS = """
增长8.5%左右|8.5%
增长８．５％左右|8.5%
增长5·8％|5.8%
达到1.4万亿斤|1.4万亿
完成3千万亩|3千万
下降-26.95%|-26.95%
投资1,234.5万元|1,234.5万
2008年组织工作|2008
建成C919大飞机|
治理PM2.5污染|
发展5G网络|
“9+3”学生|9|3
10-15%之间|10|15%
增长6.5%－7%|6.5%|7%
增长6.5%-7%|6.5%|7%
人口１２．５万，降幅－3％|12.5万|-3%
修路1．2万公里|1.2万
第1．深化改革|1
1998，1999两年|1998|1999
2008年-2012年规划|2008|2012
约６６００多万人|6600
没有数字|
""".strip().split("\n")


@pytest.mark.parametrize("case", NUMBERS)
def test_a_number_is_one_token(case: str) -> None:
    text, *numbers = case.split("|")
    tokens = OWN.tokens(text)
    assert [t for t in tokens if is_number(t)] == [n for n in numbers if n]


def test_a_term_is_whole_whatever_its_neighbours() -> None:
    for left in ("坚持", "的", "大", "两个", "5", ""):
        for right in ("的要求", "建设", "，", "%", ""):
            for term in TERMS:
                assert term.word in OWN.tokens(left + term.word + right)


@pytest.mark.parametrize("others", ["\U000f0000\U000f0001", "\x01\x02\x03", "\x01\x08\x0e\x1b"])
def test_a_text_that_holds_the_marks_keeps_them(others: str) -> None:
    text = f"坚持{others[0]}三级联创5万{others}的要求"
    assert "".join(OWN.tokens(text)) == text
    assert {"三级联创", "5万"} <= set(OWN.tokens(text))


def test_equal_to_jieba_without_a_lexicon(seeds: dict[str, str]) -> None:
    """Token for token, numbers masked: in 2008-2012年 the engines' own cuts differ."""
    fast, reference = Segmenter(engine="rjieba"), Segmenter(engine="jieba")
    count = 0
    for source in seeds.values():
        text = repair_text(source).text
        tokens = reference.tokens(text)
        count += len(tokens)
        assert fast.tokens(text) == tokens
    assert count > 15_000


def test_no_listed_term_is_split_in_the_seeds(seeds: dict[str, str]) -> None:
    words = Segmenter(load_terms())
    found = 0
    terms = AhoCorasick(list(words.whole), matchkind=MatchKind.LeftmostLongest)
    for source in seeds.values():
        text = repair_text(source).text
        ends, at = {0}, 0
        for token in words.tokens(text):
            at += len(token)
            ends.add(at)
        for _, start, end in terms.find_matches_as_indexes(fold_for_words(text)):
            found += 1
            assert {start, end} <= ends
            assert not any(i in ends for i in range(start + 1, end))
    assert found > 300


@pytest.mark.parametrize("hmm", [True, False])
def test_engines_agree(hmm: bool) -> None:
    text = "各级党组织坚持三级联创，2007年增长8.5%，赵乐际同志强调要抓好退牧还草。"
    engines = [Segmenter(TERMS, engine=name, hmm=hmm) for name in ("rjieba", "jieba")]
    assert engines[0].tokens(text) == engines[1].tokens(text)
    assert engines[0].tagged(text) == engines[1].tagged(text)


@given(st.lists(st.sampled_from(["三级联创", "科学发展观", "坚持", "8.5%", "，", "的", "５", "a"])))
def test_tokens_give_the_text_again(parts: list[str]) -> None:
    text = "".join(parts)
    assert "".join(OWN.tokens(text)) == fold_for_words(text)
    assert OWN.count(text).total() == len(OWN.tokens(text))
    assert [token for token, _ in OWN.tagged(text)] == OWN.tokens(text)


@pytest.mark.parametrize(
    ("token", "word"),
    [("改革", True), ("8.5%", True), ("A股", True), ("，", False), ("——", False), (" ", False)],
)
def test_is_word(token: str, word: bool) -> None:
    assert is_word(token) is word


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(UsageError, match="'pkuseg'; known are rjieba, jieba"):
        Segmenter(engine="pkuseg")


def test_jieba_reads_no_cache_from_the_temporary_folder(tmp_path: object) -> None:
    """A planted cache file changes nothing and none is written."""
    code = (
        "import marshal, os, sys, tempfile;"
        "planted = os.path.join(tempfile.gettempdir(), 'jieba.cache');"
        "marshal.dump(({'坚持改革': 9, '坚': 0, '坚持': 0, '坚持改': 0}, 9), open(planted, 'wb'));"
        "from policytext.speech.words import Segmenter;"
        "print(Segmenter(engine='jieba').tokens('坚持改革'));"
        "print(os.listdir(tempfile.gettempdir()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"TMPDIR": str(tmp_path), "PYTHONUTF8": "1", "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split("\n")[:2] == ["['坚持', '改革']", "['jieba.cache']"]

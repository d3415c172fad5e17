"""The built-in word lists keep to their own rules; user lists are checked line by line."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.errors import LexiconError
from policytext.speech.lexicon import (
    Term,
    load_stopwords,
    load_terms,
    read_lexicon,
    read_stopwords,
)

ROOT = Path(__file__).parent.parent
TERM_FILES = sorted((ROOT / "policytext" / "lexicons" / "terms").glob("*.txt"))
HINTS = "shorthand.txt"


def cases(name: str, columns: int) -> list[list[str]]:
    lines = (ROOT / "tests" / "cases" / name).read_text(encoding="utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert {len(row) for row in rows} == {columns}
    return rows


def listed(kind: str) -> set[str]:
    rows = cases("lexicon_words.tsv", 2)
    words = {word for row in rows if row[0] == kind for word in row[1].split()}
    assert len(words) >= 45
    return words


def unescape(text: str) -> str:
    named = {"n": "\n", "r": "\r", "t": "\t"}
    return re.sub(
        r"\\(?:u([0-9a-f]{4})|([nrt]))",
        lambda m: chr(int(m[1], 16)) if m[1] else named[m[2]],
        text,
    )


def matches(text: str, words: frozenset[str], longest: int) -> Iterator[tuple[int, int]]:
    """Yield the leftmost-longest listed terms of a short text."""
    at = 0
    while at < len(text):
        ends = range(min(len(text), at + longest), at + 2, -1)
        end = next((end for end in ends if text[at:end] in words), at)
        if end > at:
            yield at, end
        at = max(end, at + 1)


LONG_TERMS = frozenset(term.word for term in load_terms() if len(term.word) > 2)
LONGEST = max(map(len, LONG_TERMS))


@pytest.mark.parametrize("path", TERM_FILES, ids=lambda path: path.stem)
def test_a_built_in_file_keeps_the_rules_for_user_files(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    entries = [line for line in lines if line and not line.startswith("#")]
    assert len(read_lexicon(str(path))) == len(entries) >= 40
    assert lines[0].startswith("# ")
    assert any(line.startswith("# From: ") for line in lines)
    assert lines[-1] == ""
    assert "" not in lines[:-1]
    for line in entries:
        assert re.fullmatch(r"[\u3007\u4e00-\u9fff]{2,} (?:n|nz|nt|ns|l)", line), line


def test_two_characters_stand_in_their_own_file_only() -> None:
    for path in TERM_FILES:
        lengths = {len(term.word) for term in read_lexicon(str(path))}
        assert (lengths == {2}) if path.name == HINTS else min(lengths) >= 3


def test_terms_are_many_distinct_and_composed() -> None:
    words = Counter(term.word for term in load_terms())
    assert [word for word, count in words.items() if count > 1] == []
    assert len(LONG_TERMS) >= 2500
    assert sum(len(word) <= 4 for word in LONG_TERMS) >= 1000
    text = "\n".join(words)
    assert unicodedata.normalize("NFC", text) == text


def test_terms_and_stopwords_are_simplified() -> None:
    from opencc import OpenCC

    text = "\n".join([*(term.word for term in load_terms()), *sorted(load_stopwords())])
    assert OpenCC("t2s").convert(text) == text


def test_plain_jieba_splits_the_terms() -> None:
    """All but the guards are there because jieba alone would cut them; a tenth is tried."""
    import jieba

    tokenizer = jieba.Tokenizer()
    frames = ("{}", "坚持{}的要求", "推进{}建设", "对于{}，")
    for path in TERM_FILES:
        if path.name in {HINTS, "guards.txt"}:
            continue
        for term in read_lexicon(str(path))[::10]:
            assert any(
                start < end < start + len(term.word)
                for frame in frames
                for start in [frame.index("{")]
                for _, _, end in tokenizer.tokenize(frame.format(term.word))
            ), term.word


def test_no_open_class_phrase_is_a_term() -> None:
    assert sorted(listed("never") & {term.word for term in load_terms()}) == []
    assert [
        word
        for word in LONG_TERMS
        if set(word) & set("的了") and len(word) <= 4 and word[:2] != "党的"
    ] == []
    short = [word for word in LONG_TERMS if len(word) <= 6]
    assert [word for word in short if word[0] in "的了是我这那" or word[-1] in "的了是"] == []


def test_no_term_runs_across_a_word_boundary() -> None:
    rows = cases("lexicon_boundaries.tsv", 1)
    assert len(rows) >= 60
    wrong = []
    for (marked,) in rows:
        text = marked.replace("|", "")
        bounds, at = set(), 0
        for piece in marked.split("|"):
            at += len(piece)
            bounds.add(at)
        for start, end in matches(text, LONG_TERMS, LONGEST):
            if any(start < bound < end for bound in bounds):
                wrong.append((marked, text[start:end]))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("以农村党的建设“三级联创”活动为载体", ["三级联创"]),
        ("深入学习实践科学发展观活动", ["深入学习实践科学发展观活动"]),
        ("城镇新增就业1000万人以上", ["城镇新增就业"]),
        ("推动非公有制经济健康发展", ["非公有制经济"]),
        ("发展新质生产力，做到“两个维护”", ["新质生产力", "两个维护"]),
        ("维护香港特别行政区政府权威", ["香港特别行政区政府"]),
        ("五讲四美三热爱和一打三反", ["五讲四美三热爱", "一打三反"]),
        ("他今天很高兴地回家了", []),
        ("桌子上放着一本书", []),
    ],
)
def test_the_longest_term_is_found(text: str, found: list[str]) -> None:
    hits = [text[start:end] for start, end in matches(text, LONG_TERMS, LONGEST)]
    assert [hit for hit in hits if hit in found] == found
    assert found or hits == []


def test_the_sample_speeches_use_the_terms() -> None:
    text = "".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "seeds").glob("*.txt")))
    assert sum(term.word in text for term in load_terms()) >= 30


def test_stopwords_are_function_words() -> None:
    stopwords = load_stopwords()
    assert 300 <= len(stopwords) <= 900
    assert sorted(stopwords & listed("content")) == []
    assert sorted(listed("function") - stopwords) == []
    assert sorted(stopwords & {term.word for term in load_terms()}) == []
    assert all(re.fullmatch(r"[\u4e00-\u9fff]+", word) for word in stopwords)


def test_stopword_file_names_source_and_license_and_has_no_doubles() -> None:
    path = ROOT / "policytext" / "lexicons" / "stopwords.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "MIT" in "".join(lines[:6])
    assert "stopwords-iso" in "".join(lines[:6])
    words = [line for line in lines if not line.startswith("#")]
    assert len(words) == len(set(words)) == len(load_stopwords())
    assert read_stopwords(str(path)) == load_stopwords()


def test_user_lexicons(tmp_path: Path) -> None:
    rows = cases("lexicon_errors.tsv", 3)
    assert len(rows) >= 60
    assert sum(row[2].startswith("ok") for row in rows) * 5 >= len(rows)
    path = tmp_path / "user.txt"
    for label, content, expected in rows:
        path.write_bytes(unescape(content).encode("utf-8"))
        if expected.startswith("ok "):
            assert len(read_lexicon(str(path))) == int(expected[3:]), label
            continue
        line, _, message = expected.partition(":")
        with pytest.raises(LexiconError) as caught:
            read_lexicon(str(path))
        assert str(caught.value).startswith(f"{path}:{line}: {message}"), label
        assert "\n" not in str(caught.value), label


def test_columns_of_a_user_lexicon(tmp_path: Path) -> None:
    path = tmp_path / "user.txt"
    path.write_text("# 我的词\n三级联创 5 nz\n一村一品 l\n\n两免一补 0\n五保户\n", encoding="utf-8")
    assert read_lexicon(str(path)) == (
        Term("三级联创", 5, "nz"),
        Term("一村一品", None, "l"),
        Term("两免一补", 0, None),
        Term("五保户", None, None),
    )


def test_all_bad_lines_are_reported_together(tmp_path: Path) -> None:
    path = tmp_path / "user.txt"
    lines = ["三级联创 5"] + [f"n 词{number}" for number in range(13)]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        read_lexicon(str(path))
    shown = str(caught.value).split("\n")
    assert [line.split(": ")[0] for line in shown[:10]] == [f"{path}:{n}" for n in range(2, 12)]
    assert shown[10:] == ["and 3 more"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_encodings_of_user_files(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "user.txt"
    path.write_bytes("三级联创 5 nz\n一村一品\n".encode(encoding))
    assert read_lexicon(str(path)) == (Term("三级联创", 5, "nz"), Term("一村一品", None, None))
    path.write_bytes("# 词\n我们\n的\n".encode(encoding))
    assert read_stopwords(str(path)) == {"我们", "的"}


def test_bytes_of_no_encoding_and_missing_files(tmp_path: Path) -> None:
    path = tmp_path / "user.txt"
    path.write_bytes(b"\xff\xff\xff\x00")
    for read in (read_lexicon, read_stopwords):
        with pytest.raises(LexiconError, match="neither UTF-8 nor GB18030"):
            read(str(path))
        with pytest.raises(LexiconError, match="cannot be read"):
            read(str(tmp_path / "none.txt"))
        with pytest.raises(LexiconError, match="cannot be read"):
            read(str(tmp_path))


def test_stopword_files(tmp_path: Path) -> None:
    path = tmp_path / "stop.txt"
    path.write_bytes(b"")
    assert read_stopwords(str(path)) == frozenset()
    path.write_text("\ufeff的\n# 注释\n 了 \n\n的\n", encoding="utf-8")
    assert read_stopwords(str(path)) == {"的", "了"}
    path.write_text("的\n了 和\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"stop\.txt:2: “了 和” is several words"):
        read_stopwords(str(path))


CHARACTERS = st.characters(categories=["Lo", "Lu", "Ll", "Nd", "Po", "Sm"])
WORDS = st.text(CHARACTERS, min_size=1, max_size=12).filter(
    lambda word: any(map(str.isalnum, word)) and not word.startswith("#")
)
TAGS = st.none() | st.sampled_from(["n", "nz", "nt", "ns", "l", "v", "eng"])
FREQS = st.none() | st.integers(0, 10**18 - 1)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(st.builds(Term, WORDS, FREQS, TAGS), min_size=1, unique_by=lambda t: t.word))
def test_every_list_of_valid_terms_comes_back(
    tmp_path_factory: pytest.TempPathFactory, terms: list[Term]
) -> None:
    path = tmp_path_factory.mktemp("lexicon") / "user.txt"
    lines = (" ".join(str(x) for x in term if x is not None) for term in terms)
    path.write_text("\ufeff" + "\n".join(lines), encoding="utf-8")
    assert read_lexicon(str(path)) == tuple(terms)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8")))
def test_any_bytes_give_terms_or_a_lexicon_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("lexicon") / "user.txt"
    path.write_bytes(data)
    message = ""
    try:
        terms = read_lexicon(str(path))
    except LexiconError as error:
        message, terms = str(error), ()
    assert bool(terms) != message.startswith(str(path))
    assert all(term.word.strip() == term.word != "" for term in terms)

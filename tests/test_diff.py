"""Two sides compared: which speeches are read for which side, terms against a naive count, slogans
and statistics by their rows, and the command line."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import policytext
from policytext.analysis.counting import count_terms
from policytext.analysis.diff import (
    VIEWS,
    TermQuery,
    View,
    compare_sides,
    compare_years,
    make_view,
    parse_sides,
    term_view,
    yearly_columns,
)
from policytext.analysis.diff.slogans import SloganDetailRow, add_slogans, slogan_rows
from policytext.analysis.freq import FreqQuery
from policytext.analysis.keyness import MEASURES, log_odds_z, log_ratio, p_value, signed_g2, stars
from policytext.analysis.slogans import list_slogans
from policytext.cli.app import build_app
from policytext.engine import WordSettings, segmenter
from policytext.errors import UsageError
from policytext.speech.model import Speech, read_speech
from policytext.speech.words import is_word

WORDS = WordSettings(builtin=False)
PARTS = st.sampled_from(["坚持", "改革", "开放", "，", "农业", "的", "8.5%", "。", "\n"])
TEXTS = st.lists(PARTS, max_size=30).map("".join)


class Corpus:
    """Speeches of a year each; remembers what was read."""

    def __init__(self, texts: Sequence[tuple[int | None, str]]) -> None:
        self.texts = texts
        self.runs: list[Sequence[str] | None] = []

    def run(
        self, analyse: Callable[[Speech], Any], paths: Sequence[str] | None, /
    ) -> Iterator[Any]:
        """Run over the texts, or over those of which the name is in ``paths``."""
        self.runs.append(paths)
        for i, (year, text) in enumerate(self.texts):
            if paths is None or f"d{i}" in paths:
                metadata = {"year": str(year)} if year else {}
                yield analyse(read_speech(text, doc=f"d{i}", metadata=metadata))


def terms(
    corpus: Corpus, a: str, b: str, **options: Any
) -> tuple[list[tuple[Any, ...]], tuple[str, ...]]:
    view = term_view(TermQuery(**options), WORDS)
    return list(compare_sides(corpus.run, *parse_sides(a, b), view)), view.columns


@given(TEXTS, TEXTS)
def test_terms_are_those_of_a_naive_count(a: str, b: str) -> None:
    cut = segmenter(WORDS).tokens
    in_a, in_b = (Counter(filter(is_word, cut(read_speech(t, doc="").text))) for t in (a, b))
    vocabulary = sorted(in_a | in_b)
    odds = log_odds_z([in_a[t] for t in vocabulary], [in_b[t] for t in vocabulary])
    expected = {}
    for term, z in zip(vocabulary, odds, strict=True):
        numbers = in_a[term], in_b[term], in_a.total(), in_b.total()
        expected[term] = (
            *numbers[:2],
            in_a[term] / in_a.total() * 1e6 if in_a else 0,
            in_b[term] / in_b.total() * 1e6 if in_b else 0,
            log_ratio(*numbers),
            signed_g2(*numbers),
            z,
        )
    found, _ = terms(Corpus([(2008, a), (2009, b)]), "2008", "2009", keep_numbers=True)
    assert len(found) == len(expected)
    for term, *values in found:
        assert values == pytest.approx(expected[term])
    assert [row[0] for row in found] == sorted(
        expected, key=lambda term: (-abs(expected[term][5]), term)
    )


@given(TEXTS, TEXTS)
def test_exchanging_the_sides_changes_the_signs(a: str, b: str) -> None:
    corpus = Corpus([(2008, a), (2009, b)])
    forth, _ = terms(corpus, "2008", "2009")
    back, _ = terms(corpus, "2009", "2008")
    assert back == [
        (t, in_b, in_a, per_b, per_a, *(-x for x in values))
        for t, in_a, in_b, per_a, per_b, *values in forth
    ]


@given(TEXTS)
def test_no_difference_between_a_text_and_itself(a: str) -> None:
    found, columns = terms(
        Corpus([(2008, a), (2009, a)]), "2008", "2009", measures=("chi2", "pmi", "percent_diff")
    )
    at = columns.index("log_ratio")
    assert all(row[1] == row[2] and not any(row[at:]) for row in found)


TEXT_A = "坚持改革，扩大开放。改革，改革。发展农业的办法，增长8.5%。"
TEXT_B = "坚持创新，扩大开放。创新，创新，创新。发展工业的办法，增长9%。"
PAIR = Corpus([(2008, TEXT_A), (2009, TEXT_B)])

OPTIONS: list[tuple[dict[str, Any], list[str]]] = [
    ({"top": 2}, ["创新", "改革"]),
    ({"min_count": 3}, ["创新", "改革"]),
    ({"sort": "term", "top": 3}, ["农业", "创新", "办法"]),
    ({"sort": "count_b", "top": 1}, ["创新"]),
    ({"sort": "count_a", "top": 1}, ["改革"]),
    ({"sort": "p", "significance": True, "top": 1}, ["创新"]),
    ({"sort": "stars", "significance": True, "top": 1}, ["创新"]),
    ({"sort": "odds_ratio", "measures": ("odds_ratio",), "top": 2}, ["创新", "改革"]),
    ({"ngram": 2, "top": 1}, ["农业 的"]),
    ({"ngram": 2, "stopwords": frozenset("的"), "top": 3}, ["发展 农业", "坚持 改革", "发展 工业"]),
    ({"keep_numbers": True, "sort": "term", "top": 2}, ["8.5%", "9%"]),
    ({"stopwords": frozenset(["创新", "改革"]), "top": 1}, ["农业"]),
]


@pytest.mark.parametrize(("options", "expected"), OPTIONS, ids=[",".join(o[0]) for o in OPTIONS])
def test_options(options: dict[str, Any], expected: list[str]) -> None:
    found, _ = terms(PAIR, "2008", "2009", **options)
    assert [row[0] for row in found] == expected


def test_stop_words_stay_in_the_base() -> None:
    with_all, _ = terms(PAIR, "2008", "2009")
    without, _ = terms(PAIR, "2008", "2009", stopwords=frozenset("的"))
    assert without == [row for row in with_all if row[0] != "的"]
    assert len(without) == len(with_all) - 1


def test_added_measures_and_significance() -> None:
    found, columns = terms(
        PAIR, "2008", "2009", measures=("pmi", "g2", "pmi", "chi2_yates"), significance=True
    )
    assert columns[8:] == ("pmi", "chi2_yates", "p", "stars")
    total_a, total_b = (
        sum(
            part.size for part in count_terms(read_speech(t, doc=""), segmenter(WORDS), FreqQuery())
        )
        for t in (TEXT_A, TEXT_B)
    )
    for row in found:
        numbers = row[1], row[2], total_a, total_b
        assert row[8:10] == (MEASURES["pmi"](*numbers), MEASURES["chi2_yates"](*numbers))
        assert row[10:] == (p_value(row[6]), stars(row[6]))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"sort": "freq"}, "--sort freq: no such column; there are term, count_a"),
        ({"sort": "pmi"}, "add it with --measure pmi"),
        ({"sort": "p"}, "add it with --significance"),
        ({"measures": ("keyness",)}, "--measure keyness: unknown measure; known are g2"),
    ],
)
def test_query_errors(options: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError) as error:
        TermQuery(**options)
    assert said in str(error.value)


def test_years_are_read_once_and_paths_for_their_side_alone() -> None:
    corpus = Corpus([(2008, "改革。"), (2009, "改革，开放。"), (None, "改革。"), (2010, "农业。")])
    found, _ = terms(corpus, "2008-2009", "2009-2010")
    assert corpus.runs == [None]
    counts = {row[0]: row[1:3] for row in found}
    assert counts == {"改革": (2, 1), "开放": (1, 1), "农业": (0, 1)}
    corpus.runs.clear()
    found, _ = terms(corpus, "d2", "2010")
    assert corpus.runs == [None, ("d2",)]
    assert {row[0]: row[1:3] for row in found} == {"改革": (1, 0), "农业": (0, 1)}
    corpus.runs.clear()
    assert terms(corpus, "d0", "d0")[0] == [("改革", 1, 1, 1e6, 1e6, 0, 0, 0)]
    assert corpus.runs == [("d0",), ("d0",)]


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        (
            "2008",
            "2031",
            "B (2031): the corpus has no speech of these years; it has 2008, 2010-2011",
        ),
        ("1990-1999", "2008", "A (1990-1999): the corpus has no speech of these years"),
        ("2008", "nowhere", "B (nowhere): no speech could be read there"),
        ("", "2008", "A is empty"),
        ("2010-2008", "2008", "write 2008-2010"),
    ],
)
def test_a_side_without_speeches(a: str, b: str, said: str) -> None:
    corpus = Corpus([(2008, "改革。"), (2010, "开放。"), (2011, "农业。"), (None, "改革。")])
    with pytest.raises(UsageError) as error:
        terms(corpus, a, b)
    assert said in str(error.value)


def test_a_corpus_without_years_says_so() -> None:
    with pytest.raises(UsageError, match="none of its documents has a year"):
        terms(Corpus([(None, "改革。")]), "2008", "2009")
    view = term_view(TermQuery(), WORDS)
    for texts, said in ([], "has none"), ([(2008, "改革。"), (None, "农业。")], "has only 2008"):
        with pytest.raises(UsageError, match=said):
            compare_years(Corpus(texts).run, view)


@pytest.mark.parametrize("name", VIEWS)
def test_yearly_is_each_year_with_the_one_before(name: str) -> None:
    texts = ["发展“三农”，新增就业100人。", "深化改革。", "发展“三农”，新增就业300人。"]
    corpus = Corpus([(2012, texts[2]), (2007, texts[0]), (None, "农业。"), (2009, texts[1])])
    view: View[Any, Any] = make_view(name, TermQuery(), WORDS)
    found = list(compare_years(corpus.run, view))
    assert yearly_columns(view)[:2] == ("year_a", "year_b")
    expected = []
    for a, b in (("2007", "2009"), ("2009", "2012")):
        rows = list(compare_sides(corpus.run, *parse_sides(a, b), view))
        expected += [(int(a), int(b), *row) for row in rows]
        assert all(len(row) == len(view.columns) for row in rows)
    assert found == expected
    assert found


SLOGANS: list[tuple[str, str, str, list[tuple[object, ...]]]] = [
    ("new", "", "推进“三农”工作。", [("三农", "shorthand", "new", 0, 1, "", "", "")]),
    ("dropped", "“带病”提拔，“带病”上岗。", "", [("带病", "term", "dropped", 2, 0, "", "", "")]),
    (
        "kept",
        "学习“三个代表”。",
        "落实“三个代表”，践行“三个代表”。",
        [("三个代表", "shorthand", "kept", 1, 2, "", "", "")],
    ),
    (
        "other number",
        "坚定“三个自信”。",
        "坚定“四个自信”。",
        [("四个自信", "shorthand", "revised", 1, 1, "三个自信", "", "")],
    ),
    (
        "other items",
        "按照提高工作效率、提高服务水平的“两提高”要求。",
        "按照提高农民收入、提高粮食产量的“两提高”要求。",
        [
            (
                *("两提高", "shorthand", "revised", 1, 1, ""),
                *("提高工作效率|提高服务水平", "提高农民收入|提高粮食产量"),
            )
        ],
    ),
    (
        "same items",
        "按照有机构、有场所、有制度的“三有”要求。",
        "按照有机构、有场所、有制度的“三有”要求，落实“三有”。",
        [("三有", "shorthand", "kept", 1, 2, "", "有机构|有场所|有制度", "有机构|有场所|有制度")],
    ),
    (
        "both numbers on one side",
        "推进“两新”和“三新”。",
        "推进“三新”。",
        [
            ("两新", "shorthand", "dropped", 1, 0, "", "", ""),
            ("三新", "shorthand", "kept", 1, 1, "", "", ""),
        ],
    ),
    ("nothing", "深化改革。", "扩大开放。", []),
]


@pytest.mark.parametrize(
    ("a", "b", "expected"), [c[1:] for c in SLOGANS], ids=[c[0] for c in SLOGANS]
)
def test_slogans(a: str, b: str, expected: list[tuple[object, ...]]) -> None:
    sides: list[dict[str, Any]] = [{}, {}]
    for side, text in zip(sides, (a, b), strict=True):
        add_slogans(side, list_slogans(read_speech(text, doc="")))
    found = list(slogan_rows(*sides, details=True))
    assert found == [SloganDetailRow(*row) for row in expected]  # type: ignore[arg-type]
    assert list(slogan_rows(*sides)) == [row[:5] for row in expected]


def test_statistics_side_by_side() -> None:
    old = "2009年工作安排\n城镇新增就业900万人以上，城镇登记失业率控制在4.6%以内。粮食产量1亿斤。"
    new = "2010年工作安排\n城镇新增就业1000万人以上，城镇登记失业率控制在4.5%以内。造林30万亩。"
    corpus = Corpus([(2009, old), (2010, new)])
    view = make_view("stats", TermQuery(), WORDS)
    rows = {
        row[0]: row[1:] for row in compare_sides(corpus.run, *parse_sides("2009", "2010"), view)
    }
    names = {name.removesuffix(" (target)"): row for name, row in rows.items()}
    jobs = names["城镇新增就业"]
    assert jobs[:4] == ("人", 9000000, 10000000, 1000000)
    assert jobs[4] == pytest.approx(100 / 9)
    assert names["城镇登记失业率"][:4] == ("%", 4.6, 4.5, -0.1)
    assert [row for row in names.values() if row[1] is None and row[2] == 300000]
    assert [row for row in names.values() if row[2] is None and row[1] == 100000000]
    same = list(compare_sides(corpus.run, *parse_sides("2009", "2009"), view))
    assert same
    assert all(row[4] == 0 and row[6] == row[7] for row in same)


def call(*words: str, stdin: str | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(build_app(), ["diff", *words], input=stdin)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


HEADERS = {
    "terms": "term,count_a,count_b,per_million_a,per_million_b,log_ratio,g2,log_odds_z",
    "slogans": "slogan,kind,status,count_a,count_b",
    "stats": "indicator,unit,value_a,value_b,change,change_percent,raw_a,raw_b",
    "wording": "status,similarity,section_a,line_a,text_a,section_b,line_b,text_b,edits",
}


@pytest.fixture
def corpus(tmp_path: Path) -> str:
    """A folder with a speech of 2008, one of 2010 and one of 2011."""
    for year, text in (
        (2008, "坚持“三级联创”，改革取得成效。城镇新增就业1200人。稳健的货币政策要松紧适度。"),
        (2010, "坚持“四级联创”，改革开放。城镇新增就业1500人。稳健的货币政策要灵活适度。"),
        (2011, "深化改革，改革，改革。城镇新增就业1600人。"),
    ):
        heading = f"{year}年政府工作报告\n{year}年3月5日\n今年是{year}年。\n"
        (tmp_path / f"{year}.txt").write_text(heading + text, "utf-8")
    return str(tmp_path)


@pytest.mark.parametrize("name", VIEWS)
def test_the_command_prints_what_the_corpus_gives(name: str, corpus: str) -> None:
    option = [] if name == "terms" else [f"--{name}"]
    code, out, err = call("2008", "2010", "-c", corpus, *option)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == HEADERS[name]
    read = policytext.read(corpus)
    frame = read.diff(2008, "2010", view=name)
    rows = list(csv.reader(io.StringIO(out)))
    assert ",".join(frame.columns) == HEADERS[name]
    assert len(frame) == len(rows) - 1 > 0
    code, out, _ = call("--yearly", corpus, *option)
    yearly = list(csv.reader(io.StringIO(out)))
    assert (code, ",".join(yearly[0])) == (0, f"year_a,year_b,{HEADERS[name]}")
    assert [row[2:] for row in yearly if row[:2] == ["2008", "2010"]] == rows[1:]
    assert {tuple(row[:2]) for row in yearly[1:]} == {("2008", "2010"), ("2010", "2011")}
    assert len(read.diff(view=name)) == len(yearly) - 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["2008", "-c", "seeds"], "compares two sides"),
        (["2008", "2012", "2015"], "compares two sides"),
        (["2008", "2031", "-c", "seeds"], "it has 2008, 2010-2011"),
        (["seeds", "seeds", "-c", "seeds"], "A and B are both paths"),
        (["-", "2008", "-c", "-"], "read only once"),
        (["-", "-"], "read only once"),
        (["2008", "2015", "--wording", "--top", "3"], "it has every row"),
        (["2008", "2015", "--slogans", "--stats"], "different rows"),
        (["2008", "2015", "--with-items"], "--with-items is for --slogans"),
    ],
)
def test_usage_errors(words: list[str], said: str, corpus: str) -> None:
    code, out, err = call(*(corpus if word == "seeds" else word for word in words))
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_learned_terms_come_from_both_sides(tmp_path: Path) -> None:
    for name, text in (("a", "建设“甲乙丙丁县”。"), ("b", "“甲乙丙丁县”，甲乙丙丁县改革。")):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    paths = str(tmp_path / "a.txt"), str(tmp_path / "b.txt")
    code, out, err = call(*paths, "--learn")
    assert (code, err) == (0, "")
    assert "甲乙丙丁县,1,2," in out
    frame = policytext.read(paths[0]).diff(*paths, learn=True)
    assert frame.set_index("term").loc["甲乙丙丁县", "count_b"] == 2
    assert "甲乙丙丁县" not in set(policytext.read(paths[0]).diff(*paths)["term"])


def test_standard_input_against_a_year(corpus: str) -> None:
    code, out, _ = call("2011", "-", "-c", corpus, "--sort", "count_b", stdin="农业。" * 50)
    assert code == 0
    rows = list(csv.reader(io.StringIO(out)))
    assert rows[1][:3] == ["农业", "0", "50"]
    assert ["改革", "2"] in [row[:2] for row in rows]


def test_no_input_is_overwritten(corpus: str) -> None:
    file = f"{corpus}/2008.txt"
    for words in (["2008", "2008", "-c", file], [file, corpus], [corpus, file]):
        code, _, err = call(*words, "-o", file)
        assert (code, "is an input too" in err) == (2, True)


def test_an_unreadable_file_costs_exit_code_1(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("改革，开放。", "utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    code, out, err = call(str(tmp_path), str(tmp_path / "a.txt"))
    assert code == 1
    assert "b.txt" in err
    assert len(out.splitlines()) == 3

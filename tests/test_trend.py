"""trend: counts a year, which terms rose or fell, sparklines and plots."""

import csv
import io
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import policytext
from policytext.analysis.change import kendall_tau, trend_z
from policytext.analysis.counting import count_terms
from policytext.analysis.freq import FreqQuery
from policytext.analysis.kwic import KwicQuery, list_kwic
from policytext.analysis.patterns import make_search
from policytext.analysis.trend import (
    Contribution,
    TrendQuery,
    TrendRow,
    count_trend,
    trend_rows,
)
from policytext.engine import WordSettings, segmenter
from policytext.errors import UsageError
from policytext.output import plot
from policytext.output.plot import Line, chart, check_plot, plot_lines
from policytext.output.sparkline import WIDEST, sparkline, with_sparklines
from policytext.speech.model import Speech, read_speech

ROOT = Path(__file__).resolve().parent.parent


def speech(text: str, year: int | None, doc: str = "x") -> Speech:
    return read_speech(text, doc=doc, metadata={"year": str(year)} if year else {})


def trend(speeches: list[Speech], query: TrendQuery) -> list[TrendRow]:
    words = segmenter(WordSettings())
    return trend_rows((count_trend(s, words, query) for s in speeches), query)


FEW = [
    speech("深化改革开放,改革创新。", 2012),
    speech("推进改革,发展经济。", 2012),
    speech("发展经济,发展民生,发展教育。", 2014),
    speech("改革经济。", None),
]


def test_rows() -> None:
    rows = trend(FEW, TrendQuery(make_search(["改革", "创新", "法治"])))
    assert [row[:3] + row[4:] for row in rows] == [
        ("改革", 2012, 3, 2),
        ("改革", 2013, None, None),
        ("改革", 2014, 0, 0),
        ("创新", 2012, 1, 1),
        ("创新", 2013, None, None),
        ("创新", 2014, 0, 0),
        ("法治", 2012, 0, 0),
        ("法治", 2013, None, None),
        ("法治", 2014, 0, 0),
    ]
    size = sum(count_terms(s, segmenter(WordSettings()), FreqQuery())[0].size for s in FEW[:2])
    assert rows[0].per_million == pytest.approx(3e6 / size)
    assert rows[1].per_million is None


def test_nothing_dated() -> None:
    assert trend([FEW[3]], TrendQuery(make_search(["改革"]))) == []
    assert trend([], TrendQuery(make_search(["改革"]))) == []
    assert trend([], TrendQuery(top=3)) == []
    assert trend([], TrendQuery(slogans=True)) == []


def test_a_speech_without_words() -> None:
    (row,) = trend([speech("。。", 2012)], TrendQuery(make_search(["改革"])))
    assert row == ("改革", 2012, 0, 0.0, 0)


def test_strings_are_kwic_rows_and_tokens_are_freq(seeds: dict[str, str]) -> None:
    words = segmenter(WordSettings())
    speeches = [read_speech(source, doc=name) for name, source in seeds.items()]
    terms = ("组织", "党员", "创新", "三级联创", "工作", "稳")
    for tokens in (False, True):
        search = make_search(terms, tokens=tokens)
        rows = trend(speeches, TrendQuery(search, tokens=tokens))
        by_kwic = Counter(
            (row.keyword, row.year)
            for s in speeches
            for row in list_kwic(s, words, query=KwicQuery(search))
        )
        by_freq: Counter[tuple[str, int | None]] = Counter()
        plain: Counter[tuple[str, int | None]] = Counter()
        for s in speeches:
            counted = count_terms(s, words, FreqQuery())[0].counts
            for term in terms:
                by_freq[term, s.year] += counted[term]
                plain[term, s.year] += s.folded.count(term)
        assert len({row.year for row in rows}) == 9
        for row in rows:
            key = (row.term, row.year)
            assert (row.count or 0) == by_kwic[key] == (by_freq if tokens else plain)[key]


TEXTS = st.lists(
    st.tuples(
        st.text(st.sampled_from("改革开放发展经济，。\n"), max_size=30), st.integers(2000, 2006)
    ),
    max_size=6,
)


@given(TEXTS)
def test_sums(texts: list[tuple[str, int]]) -> None:
    speeches = [speech(text, year) for text, year in texts]
    words = segmenter(WordSettings())
    for tokens, given_terms in ((False, ["改革", "发展", "革"]), (True, ["改革", "发展 经济"])):
        search = make_search(given_terms, tokens=tokens)
        rows = trend(speeches, TrendQuery(search, tokens=tokens))
        found = [list_kwic(s, words, query=KwicQuery(search)) for s in speeches]
        assert sum(row.count or 0 for row in rows) == sum(map(len, found))
        years = {s.year for s in speeches}
        assert {row.year for row in rows if row.count is not None} == years
        assert len(rows) == len(given_terms) * (max(years) - min(years) + 1 if years else 0)
        for row in rows:
            assert (row.count is None) == (row.per_million is None) == (row.docs is None)
            assert (row.docs or 0) <= min(row.count or 0, sum(s.year == row.year for s in speeches))
    ngrams: Counter[str] = Counter()
    for s in speeches:
        ngrams += count_terms(s, words, FreqQuery(ngram=2))[0].counts
    assert sum(row.count or 0 for row in rows if row.term == "发展 经济") == ngrams["发展 经济"]


def test_expressions() -> None:
    (row, *_) = trend(FEW[:2], TrendQuery(make_search(["改革|创新"], regex=True)))
    assert (row.term, row.count) == ("改革|创新", 4)
    search = make_search([".*展", "x+"], regex=True, tokens=True)
    rows = trend([speech("发展经济,发展中国家,发展民生。", 2012)], TrendQuery(search, tokens=True))
    assert [(row.count, row.docs) for row in rows] == [(2, 1), (0, 0)]


RISING = [
    speech("推进法治。" * n + "召开会议。" * 10 + "抓好农业。" * (12 - n), 2000 + n)
    for n in (1, 2, 4, 8, 11)
]


@pytest.mark.parametrize("tokens", [True, False])
@pytest.mark.parametrize("measure", ["z", "tau"])
def test_terms_that_rose_or_fell(tokens: bool, measure: str) -> None:
    query = TrendQuery(top=4, tokens=tokens, measure=measure, min_count=5)
    rows = trend(RISING, query)
    terms = list(dict.fromkeys(row.term for row in rows))
    assert set(terms) == {"推进", "法治", "抓好", "农业"}
    assert len(rows) == 4 * 11
    counts = [row.count for row in rows if row.term == "法治" and row.count is not None]
    assert counts == [1, 2, 4, 8, 11]


def test_top_of_the_terms_given() -> None:
    query = TrendQuery(make_search(["会议", "法治", "人工智能"]), top=1)
    assert {row.term for row in trend(RISING, query)} == {"法治"}


def test_rare_words_and_stopwords_are_not_chosen() -> None:
    assert trend(RISING, TrendQuery(top=9, min_count=60)) == []
    stopped = TrendQuery(top=9, min_count=5, stopwords=frozenset({"法治", "推进"}))
    assert {row.term for row in trend(RISING, stopped)} == {"抓好", "农业", "召开", "会议"}


SLOGANS = [
    speech("坚持“三级联创”，落实“三级联创”和“十五”计划、“十五”规划。占百分之十五。", 2008),
    speech("三级联创活动,“五个一”工程。“稳”字当头，“稳”字。他说：“五个一工程。”", 2009),
    speech("继续三级联创、“五个一”。“带病”上岗。", 2010),
]


@pytest.mark.parametrize("tokens", [True, False])
def test_slogans(tokens: bool) -> None:
    rows = trend(SLOGANS, TrendQuery(slogans=True, tokens=tokens))
    # Quoted once, a bare numeral or a single character is none to follow.
    assert list(dict.fromkeys(row.term for row in rows)) == ["三级联创", "五个一"]
    counts = [row.count for row in rows]
    if tokens:
        words = segmenter(WordSettings())
        terms = ("三级联创", "五个一")
        assert counts == [words.count(s.text)[term] for term in terms for s in SLOGANS]
    else:
        assert counts == [2, 1, 1, 0, 2, 1]
    (one,) = {row.term for row in trend(SLOGANS, TrendQuery(slogans=True, top=1))}
    assert one in {"三级联创", "五个一"}
    assert trend(SLOGANS, TrendQuery(slogans=True, min_count=3)) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "no TERM given"),
        ({"search": make_search(["改革"]), "slogans": True}, "give one of them"),
        ({"top": 0}, "expected 1 or more"),
        ({"top": 3, "measure": "slope"}, "known are z, tau"),
    ],
)
def test_a_query_that_cannot_be_answered(options: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        TrendQuery(**options)  # type: ignore[arg-type]


SERIES = st.lists(
    st.tuples(st.integers(0, 8), st.integers(1, 30), st.integers(1, 4)), min_size=2, max_size=8
)


@given(SERIES)
def test_trend_z_is_the_correlation_of_single_tokens(
    series: list[tuple[int, int, int]],
) -> None:
    years: list[int] = []
    for _, _, gap in series:
        years.append((years[-1] if years else 1990) + gap)
    counts = [min(k, n) for k, n, _ in series]
    sizes = [n for _, n, _ in series]
    z = trend_z(years, counts, sizes)
    # z^2 = N r^2, r over all tokens between "is the term" and the year (Agresti 2002, eq. 3.15
    # with N for N - 1).
    hit = [int(i < k) for k, n in zip(counts, sizes, strict=True) for i in range(n)]
    when = [year for year, n in zip(years, sizes, strict=True) for _ in range(n)]
    expected = 0.0
    if len(set(hit)) > 1:
        expected = stats.pearsonr(hit, when).statistic * len(hit) ** 0.5
    assert z == pytest.approx(expected, abs=1e-9)
    assert trend_z([-y for y in reversed(years)], counts[::-1], sizes[::-1]) == pytest.approx(-z)
    assert trend_z([y + 50 for y in years], counts, sizes) == pytest.approx(z, abs=1e-9)


@given(st.lists(st.integers(0, 5), min_size=2, max_size=12))
def test_kendall_tau(rates: list[int]) -> None:
    tau = kendall_tau([float(rate) for rate in rates])
    if len(set(rates)) == 1:
        assert tau == 0
    else:
        expected = stats.kendalltau(range(len(rates)), rates).statistic
        assert tau == pytest.approx(expected, abs=1e-12)


def test_no_trend() -> None:
    assert trend_z([2000, 2001], [0, 0], [10, 10]) == 0
    assert trend_z([2000, 2001], [10, 10], [10, 10]) == 0
    assert trend_z([2000], [3], [10]) == 0
    assert trend_z([], [], []) == 0
    assert kendall_tau([]) == kendall_tau([1.0]) == 0


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ([], ""),
        ([0], "_"),
        ([0, 0.0], "__"),
        ([None], " "),
        ([5], "█"),
        ([1, 2, 3, 4, 5, 6, 7, 8], "▁▂▃▄▅▆▇█"),
        ([0.001, None, 8, 0], "▁ █_"),
        ([2] * 100, "█" * 34),
        ([None] * 60 + [1.0] * 20, " " * 30 + "█" * 10),
    ],
)
def test_sparkline(values: list[float | None], line: str) -> None:
    assert sparkline(values) == line


@given(st.lists(st.none() | st.floats(0, 1e9), max_size=200))
def test_a_sparkline_is_short(values: list[float | None]) -> None:
    assert len(sparkline(values)) == len(values) if len(values) <= WIDEST else WIDEST


def test_a_sparkline_a_term() -> None:
    rows, columns = with_sparklines(
        trend(FEW, TrendQuery(make_search(["改革", "发展"]))),
        TrendRow._fields,
        of="per_million",
        by="term",
    )
    assert columns[-1] == "sparkline"
    assert [row[-1] for row in rows][::3] == ["█ _", rows[3][-1]]
    assert {row[-1] for i, row in enumerate(rows) if i % 3} == {""}


LINES = [
    Line("中国特色社会主义", ((2000, 10.0), (2001, 20.0), (2002, None), (2003, 5.0), (2004, 8.0))),
    Line("改革", ((2000, 1.0), (2001, 2.0), (2002, None), (2003, 0.0), (2004, 3.0))),
]


def test_a_plot_has_a_name_that_says_its_kind() -> None:
    for name in ("a", "a.pdf", "svg"):
        with pytest.raises(UsageError, match=r"expected a file name in \.svg, \.png, \.html"):
            check_plot(name, ["改革"])


def test_without_the_library_one_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plot, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match="pip install vl-convert-python") as caught:
        check_plot("a.svg", ["改革"])
    assert "\n" not in str(caught.value)


def test_names_that_cannot_be_measured_get_room() -> None:
    right = [chart(LINES, room_for_names=room)["padding"]["right"] for room in (False, True)]
    assert right[1] - right[0] >= 8 * 6
    assert chart([])["data"]["values"] == []


def test_svg(tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    path = tmp_path / "a.svg"
    plot_lines(LINES, str(path))
    svg = path.read_text(encoding="utf-8")
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    assert {"中国特色社会主义", "改革", "2000", "2004", "per million tokens"} <= set(texts)
    assert "Noto Sans CJK SC" in svg
    # A year without speeches breaks the line in two.
    drawn = re.findall(r'aria-roledescription="line mark"[^>]* d="([^"]*)"', svg)
    assert [d.count("M") for d in drawn] == [2, 2]
    # The name fits the picture, whatever fonts this machine has.
    width = float(re.findall(r'width="(\d+)"', svg)[0])
    assert width >= plot.WIDTH + 8 * 12


def test_html_needs_nothing_from_outside(tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    path = tmp_path / "a.html"
    plot_lines(LINES, str(path))
    page = path.read_text(encoding="utf-8")
    assert "中国特色社会主义" in page
    assert 'lang="zh-Hans"' in page
    assert not re.findall(r"<(?:script|link)[^>]*(?:src|href)=", page)


def test_a_name_is_text_in_every_picture(tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    lines = [Line('</script><script>alert(1)</script>&"改', ((2000, 1.0),))]
    for suffix in ("svg", "html"):
        path = tmp_path / f"a.{suffix}"
        plot_lines(lines, str(path))
        text = path.read_text(encoding="utf-8")
        assert "alert(1)" in text
        assert "<script>alert" not in text


@pytest.mark.parametrize("lines", [[], [Line("改革", ((2000, None),))]])
def test_a_plot_of_nothing(lines: list[Line], tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    path = tmp_path / "a.svg"
    plot_lines(lines, str(path))
    assert path.read_text(encoding="utf-8").startswith("<svg")


def test_png_with_a_font_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("vl_convert")
    assert plot.missing_characters("abc 12") == ""
    nowhere = "\U0010fffc"
    assert plot.missing_characters(f"a{nowhere}{nowhere}") == nowhere
    path = tmp_path / "a.png"
    with pytest.raises(UsageError, match="fonts-noto-cjk"):
        plot_lines([Line(nowhere, ((2000, 1.0),))], str(path))
    assert not path.exists()
    plot_lines([Line("GDP", ((2000, 1.0), (2001, 2.0)))], str(path))
    assert path.read_bytes().startswith(b"\x89PNG")


def call(*words: str) -> tuple[int, str, str]:
    from typer.testing import CliRunner

    from policytext.cli.app import build_app

    result = CliRunner().invoke(build_app(["trend", "freq"]), ["trend", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def corpus(tmp_path: Path) -> str:
    for year, text in ((2008, "深化改革，扩大就业。"), (2010, "改革改革。"), (0, "改革的意见。")):
        meta = f"{year}年政府工作报告\n" if year else ""
        (tmp_path / f"{year}.txt").write_text(f"{meta}同志们：\n{text}\n", encoding="utf-8")
    (tmp_path / "m.csv").write_text("file,year\n2008.txt,2008\n2010.txt,2010\n", encoding="utf-8")
    return str(tmp_path)


def test_command(corpus: str) -> None:
    where = ("-c", f"{corpus}/*.txt", "--metadata", f"{corpus}/m.csv")
    code, out, err = call("改革", "就業", *where)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert list(rows[0]) == list(TrendRow._fields)
    assert [(r["term"], r["year"], r["count"], r["docs"]) for r in rows] == [
        ("改革", "2008", "1", "1"),
        ("改革", "2009", "", ""),
        ("改革", "2010", "2", "1"),
        ("就业", "2008", "1", "1"),
        ("就业", "2009", "", ""),
        ("就业", "2010", "0", "0"),
    ]
    assert (code, err) == (
        0,
        "policytext: 1 of 3 documents have no year and are left out (policytext docs shows why)\n",
    )
    assert call("改革", "就業", *where, "--jobs", "2", "-q") == (0, out, "")
    assert call("就业", *where, "--year", "2008")[1].splitlines()[1].startswith("就业,2008,1,")
    assert call("就業", *where, "--script", "traditional")[1].splitlines()[1].startswith("就業")
    _, _, said = call("扩大就", "--tokens", *where)
    assert "扩大|就" in said


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--regex", "--top", "3"),
        ("改革", "--slogans"),
        ("改革", "--by", "doc"),
        ("(", "--regex"),
        ("改革", "--plot", "a.pdf"),
        ("--top", "2", "--measure", "x"),
    ],
)
def test_usage(words: tuple[str, ...], corpus: str) -> None:
    code, out, err = call(*words, "-c", corpus)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1


def test_a_plot_never_overwrites_an_input(corpus: str) -> None:
    pytest.importorskip("vl_convert")
    page = Path(corpus) / "page.html"
    page.write_text("<p>2008年，改革。</p>", encoding="utf-8")
    assert call("改革", "-c", str(page), "--plot", str(page))[0] == 2
    assert "改革" in page.read_text(encoding="utf-8")


def test_plotting_is_loaded_when_it_is_needed(corpus: str) -> None:
    import subprocess

    code = (
        "import sys; from policytext.cli.app import build_app; build_app(['trend', 'kwic']);"
        "heavy = ('vl_convert', 'regex', 'pandas', 'rich', 'rjieba');"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_api(tmp_path: Path) -> None:
    frame = policytext.read(ROOT / "seeds").trend("党员", tokens=True)
    assert list(frame.columns) == list(TrendRow._fields)
    assert list(frame["year"]) == list(range(2007, 2016))
    assert frame["count"].isna().sum() == 5
    freq = policytext.read(ROOT / "seeds").freq().set_index("term")
    assert frame["count"].sum() == freq.loc["党员", "count"]
    path = tmp_path / "undated.txt"
    path.write_text("同志们：改革。", encoding="utf-8")
    with pytest.warns(UserWarning, match="1 documents without a year"):
        assert len(policytext.read(path).trend("改革")) == 0


def test_an_undated_speech_contributes_nothing() -> None:
    words = segmenter(WordSettings())
    assert count_trend(FEW[3], words, TrendQuery(top=1)) == Contribution(None)

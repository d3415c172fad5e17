"""What a report holds, and the page as text; `test_report_browser.py` opens it."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import policytext
from policytext.analysis.report import Limits, Report, build_report, report_analysis
from policytext.analysis.report.sentences import encode_cuts
from policytext.cli.app import build_app
from policytext.corpus import Corpus
from policytext.engine import WordSettings
from policytext.errors import UsageError
from policytext.output import plot
from policytext.output.report import choose_language, list_plots, render, render_report, write_plots
from policytext.output.report.charts import chart_specs
from policytext.output.report.data import page_data, to_json
from policytext.output.report.words import load_words
from policytext.speech.lexicon import load_stopwords

pytest.importorskip("vl_convert")

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "policytext" / "output" / "report" / "page"
APP = build_app()
HOSTILE = "<script>alert(1)</script>\"'{{7*7}}</title><img src=x onerror=alert(2)>\u2028&lt;"


def call(*words: str, stdin: str | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(APP, ["report", *words], input=stdin)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def make(corpus: Corpus, limits: Limits = Limits()) -> Report:  # noqa: B008
    return build_report(
        corpus.run(report_analysis(corpus.words)),
        stopwords=load_stopwords(),
        settings=WordSettings(),
        limits=limits,
    )


def embedded(page: str) -> dict[str, Any]:
    """The data in a page, read as a browser reads it."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return policytext.read(str(ROOT / "seeds"))


@pytest.fixture(scope="module")
def report(corpus: Corpus) -> Report:
    return make(corpus)


@pytest.fixture(scope="module")
def page(report: Report) -> str:
    return render_report(report, language="en", room=7_600_000)


@pytest.fixture(scope="module")
def data(page: str) -> dict[str, Any]:
    return embedded(page)


def test_the_tables_are_those_of_the_commands(corpus: Corpus, report: Report) -> None:
    freq = corpus.freq(top=400)
    assert [r[:4] for r in report.terms] == [tuple(r)[:4] for r in freq.values.tolist()]
    slogans = corpus.slogans()
    assert [line[:5] for line in report.slogans] == [
        tuple(row[:5]) for row in slogans.astype(object).where(slogans.notna(), None).values
    ]
    assert [row.raw for row in report.numbers] == corpus.stats()["raw"].tolist()
    assert [row.claimed for row in report.claims] == corpus.audit()["claimed"].tolist()
    assert [part.doc.doc for part in report.parts] == corpus.docs()["doc"].tolist()


def test_what_changed_is_what_diff_prints(corpus: Corpus, report: Report) -> None:
    assert [(change.a, change.b) for change in report.changes] == [
        (2007, 2008), (2008, 2012), (2012, 2015),
    ]  # fmt: skip
    for change in report.changes:
        rows = corpus.diff(change.a, change.b, min_count=2)
        for up in (True, False):
            expected = rows[(rows["g2"] > 0) == up]["term"].tolist()[:20]
            assert [row.term for row in change.terms if (row.g2 > 0) == up] == expected
        wording = corpus.diff(change.a, change.b, view="wording")["status"].value_counts()
        assert change.wording
        assert {k: n for k, n in change.wording.counts.items() if n} == wording.to_dict()
        slogans = corpus.diff(change.a, change.b, view="slogans")["status"].value_counts()
        assert len(change.slogans) + change.slogans_left == slogans.sum() - slogans.get("kept", 0)


def test_telling_terms_tell_a_year_from_the_rest(corpus: Corpus, report: Report) -> None:
    rows = corpus.diff("2007-2012", 2015, min_count=2)
    assert [row.term for row in report.telling[2015]] == rows[rows["g2"] > 0]["term"][:20].tolist()


def test_every_place_holds_its_evidence(report: Report) -> None:
    texts = [sentence.text for sentence in report.sentences]
    numbers = [(row.raw, row.spot) for row in report.numbers]
    quoted = [(line.slogan, spot) for line in report.slogans for spot in line.uses]
    assert len(numbers) > 50
    assert len(quoted) > 200
    wrong = [
        (words, texts[spot.sentence][spot.start : spot.end])
        for words, spot in numbers + quoted
        if words not in texts[spot.sentence] or spot.start >= spot.end
    ]
    assert wrong == []
    exact = sum(texts[s.sentence][s.start : s.end] == words for words, s in numbers)
    assert exact == len(numbers)


def tokens_of(text: str, cuts: str) -> list[str]:
    out, at = [], 0
    for digit in cuts:
        out.append(text[at : at + int(digit, 36)])
        at += int(digit, 36)
    assert at == len(text)
    return out


def test_terms_can_be_found_again_as_tokens(report: Report) -> None:
    found: dict[str, int] = {}
    for sentence in report.sentences:
        for token in tokens_of(sentence.text, sentence.cuts):
            found[token] = found.get(token, 0) + 1
    assert {line.term: line.count for line in report.terms} == {
        line.term: found[line.term] for line in report.terms
    }


@given(st.lists(st.integers(0, 120)))
def test_cuts_keep_lengths(lengths: list[int]) -> None:
    assert sum(int(digit, 36) for digit in encode_cuts(lengths)) == sum(lengths)


def test_a_line_end_inside_a_sentence_moves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("2008年工作总结\n今年新增就业\n1200人，坚持“三级\n联创”。\n", encoding="utf-8")
    made = make(policytext.read(str(path)))
    (row,) = made.numbers
    text = made.sentences[row.spot.sentence].text
    assert text[row.spot.start : row.spot.end] == "1200人"
    (line,) = made.slogans
    (spot,) = line.uses
    assert made.sentences[spot.sentence].text[spot.start : spot.end] == "三级联创"


def test_processes_change_nothing(corpus: Corpus, page: str) -> None:
    assert call(str(ROOT / "seeds"), "--lang", "en", "--jobs", "2")[1] == page


def test_targets_stand_apart_from_results(tmp_path: Path) -> None:
    for year in (2008, 2009):
        (tmp_path / f"{year}.txt").write_text(
            f"{year}年政府工作报告\n一、{year - 1}年工作回顾\n"
            f"{year - 1}年，城镇新增就业1200万人。\n"
            f"二、{year}年工作安排\n{year}年的预期目标是：城镇新增就业900万人。\n",
            encoding="utf-8",
        )
    made = make(policytext.read(str(tmp_path)))
    readings = {line.reading: [p.year for p in line.points] for line in made.indicators}
    assert readings == {"": [2007, 2008], "target": [2008, 2009]}
    for line in made.indicators:
        for point in line.points:
            assert made.numbers[point.row].value == point.value


# What a page says where there is nothing to show, for one text.
EMPTY = [
    ("坚持改革。\n", {"years": [], "telling": {}, "changes": [], "indicators": []}),
    ("2008年政府工作报告\n今年要改革。\n", {"years": [2008], "telling": {}, "changes": []}),
]


@pytest.mark.parametrize(("text", "expected"), EMPTY)
def test_one_speech(text: str, expected: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    code, out, _ = call(str(tmp_path / "a.txt"), "--lang", "zh")
    held = embedded(out)
    assert code == 0
    assert {key: held[key] for key in expected} == expected


def test_limits_are_kept_and_told(corpus: Corpus) -> None:
    small = Limits(docs=2, terms=10, slogans=5, stats=7, claims=3, pairs=1, compared=10, uses=1)
    made = make(corpus, small)
    told = {item.what: (item.shown, item.total) for item in made.left_out}
    assert told["docs"] == (2, 5)
    assert told["terms"][0] == len(made.terms) == 10
    assert told["numbers"][0] == len(made.numbers) == 7
    assert told["pairs"] == (1, 3)
    assert made.changes[0].wording is None
    held = page_data(made, room=60_000)
    assert len(held["docs"]["rows"]) == 2
    assert len(held["names"]) == 5
    what, shown, total, command = held["left_out"][-1]
    assert (what, command) == ("sentences", "kwic")
    assert len(held["sentences"]["text"]) == shown < total == len(made.sentences)
    assert sum(held["sentences"]["counts"]) == shown


@pytest.mark.parametrize("room", [20_000, 60_000, 150_000])
def test_a_page_keeps_to_its_size(report: Report, room: int) -> None:
    held = page_data(report, room=room + len(to_json(page_data(report, room=0)).encode()))
    without = {**held, "sentences": {**held["sentences"], "text": [], "cuts": []}}
    spent = len(to_json(held).encode()) - len(to_json(without).encode())
    assert 0.5 * room < spent < 1.05 * room


def test_rows_lead_to_the_same_sentence_when_some_are_left_out(report: Report) -> None:
    whole = page_data(report, room=7_000_000)
    bare = len(to_json(page_data(report, room=0)).encode())
    part = page_data(report, room=bare + 30_000)
    at = whole["numbers"]["columns"].index("spot")
    held = 0
    for row, other in zip(whole["numbers"]["rows"], part["numbers"]["rows"], strict=True):
        if other[at][0] >= 0:
            held += 1
            before = whole["sentences"]["text"][row[at][0]]
            assert part["sentences"]["text"][other[at][0]] == before
    assert 0 < held < len(whole["numbers"]["rows"])


def test_a_thousand_speeches_stay_under_eight_megabytes(report: Report) -> None:
    """The rows of a thousand: the seeds two hundred times, as the merge would leave them."""
    times = 200
    size = len(report.sentences)
    many = replace(
        report,
        parts=report.parts * times,
        shown_docs=len(report.parts) * times,
        first=[first + i * size for i in range(times) for first in report.first],
        sentences=report.sentences * times,
        numbers=(report.numbers * times)[: Limits().stats],
        slogans=(report.slogans * times)[: Limits().slogans],
        claims=(report.claims * times)[: Limits().claims],
        changes=(report.changes * times)[: Limits().pairs],
    )
    page = render_report(many, language="zh", room=Limits().page_bytes)
    assert 4_000_000 < len(page.encode()) < 8_000_000
    assert embedded(page)["left_out"][-1][0] == "sentences"


def hostile_page(tmp_path: Path) -> str:
    (tmp_path / "a.txt").write_text(
        f"{HOSTILE}\n2008年，坚持“</script><b>三级联创”，新增就业1200人。\n", encoding="utf-8"
    )
    table = tmp_path / "facts.csv"
    table.write_text(
        'file,year,title,place\na.txt,2008,"' + HOSTILE.replace('"', '""') + '","</script>"\n',
        encoding="utf-8",
    )
    code, out, _ = call(str(tmp_path / "a.txt"), "--metadata", str(table), "--lang", "en")
    assert code == 0
    return out


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        assert not any(name.startswith("on") for name, _ in attrs)


def test_documents_cannot_add_markup(tmp_path: Path, page: str) -> None:
    hostile = hostile_page(tmp_path)
    tags, usual = Tags(), Tags()
    tags.feed(hostile)
    usual.feed(page)
    assert tags.found == usual.found
    assert embedded(hostile)["docs"]["rows"][0][5] == HOSTILE
    assert "\u2028" not in hostile
    assert "7*7" in hostile
    assert ">49<" not in hostile


@given(st.text())
def test_no_text_ends_the_script_it_is_in(text: str) -> None:
    written = to_json([text, {text: text}])
    assert not re.search("[<>&\u2028\u2029]", written)
    if text.isascii():
        assert json.loads(written) == [text, {text: text}]


def test_the_policy_lets_in_these_scripts_and_styles_alone(page: str) -> None:
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    rules = dict(part.split(" ", 1) for part in policy.replace("&#39;", "'").split("; "))
    assert rules["default-src"] == "'none'"
    assert set(rules) == {
        "default-src", "base-uri", "form-action", "img-src", "style-src", "script-src",
    }  # fmt: skip
    assert rules["img-src"] == "data:"
    assert "unsafe" not in policy
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        bodies = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        hashes = [base64.b64encode(hashlib.sha256(b.encode()).digest()).decode() for b in bodies]
        assert rules[rule] == " ".join(f"'sha256-{h}'" for h in hashes)


def test_nothing_is_fetched(page: str) -> None:
    assert not re.search(r"<(link|img|iframe|object|embed|base)\b", page.partition("<script")[0])
    assert not re.search(r'\b(src|href)="(?!#)', page.partition("<script")[0])
    own = "".join(
        path.read_text("utf-8") for path in sorted(PAGE.glob("*.js")) if path.name != render.VEGA
    )
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", own)
    assert not re.search(r"\bfetch\(|XMLHttpRequest|WebSocket|import\(", own)


def test_both_languages_say_all() -> None:
    words = load_words()
    assert words["zh"].keys() == words["en"].keys()
    assert all(words[language][key] for language in words for key in words[language])
    for key in words["en"]:
        holes = [sorted(re.findall(r"\{\d\}", words[language][key])) for language in words]
        assert holes[0] == holes[1], key
    used = set()
    for path in PAGE.iterdir():
        source = path.read_text("utf-8")
        used |= set(re.findall(r'\bsay\("(\w+)"', source)) | set(
            re.findall(r"words\.(\w+)", source)
        )
        used |= {f"col_{key}" for key in re.findall(r'numberColumn\("(\w+)"', source)}
    assert used - {"hasOwn", "tsv"} <= words["en"].keys()


@pytest.mark.parametrize(
    ("given", "environment", "expected"),
    [
        ("zh", {"LANG": "en_US.UTF-8"}, "zh"),
        (None, {"LANG": "zh_TW.UTF-8"}, "zh"),
        (None, {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"LC_MESSAGES": "zh_CN", "LANG": "de_DE"}, "zh"),
        (None, {}, "en"),
    ],
)
def test_language(given: str | None, environment: dict[str, str], expected: str) -> None:
    assert choose_language(given, environment) == expected


def test_another_language_is_refused() -> None:
    with pytest.raises(UsageError, match="--lang fr: expected zh or en"):
        choose_language("fr")


# The contract of all commands, as far as it goes for a page.


def test_stdin_is_like_a_file(tmp_path: Path) -> None:
    text = "2008年工作总结\n坚持“三级联创”。\n"
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    one, other = embedded(call(str(path))[1]), embedded(call("-", stdin=text)[1])
    assert one["terms"] == other["terms"]
    assert one["sentences"] == other["sentences"]


def test_what_cannot_be_read_is_named_and_the_rest_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2008年政府工作报告\n改革。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    target = tmp_path / "r.html"
    code, out, err = call(str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "-o", str(target))
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "b.txt" in err
    assert embedded(target.read_text("utf-8"))["names"] == [["a", 2008]]


def test_nothing_readable_is_2_and_writes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "r.html"
    code, out, err = call(str(tmp_path / "none.txt"), "-o", str(target))
    assert (code, out, target.exists()) == (2, "", False)
    assert err == f"policytext: {tmp_path / 'none.txt'}: no such file or folder\n"


def test_years_left_out_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("改革。\n", encoding="utf-8")
    code, out, err = call(str(tmp_path), "--year", "2008")
    assert code == 0
    assert "have no year and are left out" in err
    assert embedded(out)["names"] == []


MISTAKES = [
    (["-o", "out.csv"], "-o out.csv: expected a file name in .html"),
    (["--lang", "fr"], "--lang fr: expected zh or en"),
    (["-o", "nowhere/r.html"], "nowhere does not exist"),
]


@pytest.mark.parametrize(("words", "message"), MISTAKES)
def test_mistakes_are_explained_in_one_line(words: list[str], message: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("改革。\n", encoding="utf-8")
    code, out, err = call(str(tmp_path / "a.txt"), *words)
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


def test_an_input_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<p>坚持改革。</p>", encoding="utf-8")
    code, _, err = call(str(path), "-o", str(path))
    assert code == 2
    assert "is an input too" in err


def test_traditional_script(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2008年政府工作报告\n深化改革发展。\n", encoding="utf-8")
    out = call(str(tmp_path), "--script", "traditional")[1]
    assert any("深化改革發展" in text for text in embedded(out)["sentences"]["text"])
    assert embedded(out)["names"] == [["a", 2008]]


def test_a_missing_library_is_told_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policytext.output.report.plots.find_spec", lambda name: None)
    code, out, err = call("nowhere.txt", "--plots", str(tmp_path))
    assert (code, out) == (2, "")
    assert err.endswith("pip install vl-convert-python\n")
    assert err.count("\n") == 1


# Plots as files.


def test_every_plot_is_drawn_with_marks(report: Report, tmp_path: Path) -> None:
    drawn = list(list_plots(report, language="zh"))
    names = {plot.name.partition("-")[0] for plot in drawn}
    assert names == set(chart_specs(load_words()["en"]))
    missing = write_plots(drawn, str(tmp_path / "plots"))
    for one in drawn:
        text = (tmp_path / "plots" / f"{one.name}.svg").read_text("utf-8")
        marks = re.findall(r'<g class="mark-(?:rect|symbol|line) role-mark.*?</g>', text, re.DOTALL)
        assert any("<path" in mark for mark in marks), one.name
        assert 'xml:lang="zh-Hans"' in text
        assert "Noto Sans CJK SC" in text
        assert (tmp_path / "plots" / f"{one.name}.png").exists() == (not missing)
    slogans = (tmp_path / "plots" / "slogans.svg").read_text("utf-8")
    assert ">三级联创</text>" in slogans


def test_axes_have_titles_and_lines_more_than_colour(report: Report) -> None:
    for name, spec in chart_specs(load_words()["zh"]).items():
        layers = spec.get("layer", [spec])
        titles = [layer.get("encoding", {}).get("x", {}).get("title") for layer in layers]
        y = spec["encoding"].get("y", {})
        assert all(titles), name
        assert y.get("title") or y.get("type") == "nominal" or name == "indicator"
        if spec.get("mark", {}).get("type") == "line":
            assert {"color", "strokeDash", "shape"} <= spec["encoding"].keys()


def test_without_a_chinese_font_there_is_no_png_but_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for year in (2007, 2008):
        (texts / f"{year}.txt").write_text(f"{year}年工作总结\n深化改革。\n", encoding="utf-8")
    monkeypatch.setattr(plot, "_drawn", lambda char: b"box")
    folder, target = tmp_path / "plots", tmp_path / "r.html"
    code, _, err = call(str(texts), "-o", str(target), "--plots", str(folder), "--lang", "zh")
    assert code == 0
    assert "no PNG, since no font on this machine has" in err
    assert "fonts-noto-cjk" in err
    assert {path.suffix for path in folder.iterdir()} == {".svg"}

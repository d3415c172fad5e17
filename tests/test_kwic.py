"""kwic: what a TERM finds, what stands around it, and where that is in the source."""

import csv
import io
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policytext
from policytext.analysis import patterns
from policytext.analysis.kwic import KwicQuery, KwicRow, kwic_rows, list_kwic
from policytext.analysis.patterns import make_search
from policytext.cli.kwic import kwic
from policytext.engine import WordSettings, segmenter
from policytext.errors import UsageError
from policytext.output.cells import fields_of
from policytext.output.concordance import align_keywords, cut_end, cut_start
from policytext.output.terminal import display_width, render_table
from policytext.output.traditional import to_traditional
from policytext.speech.model import Speech, read_speech
from policytext.text.edits import apply_edits
from policytext.text.repair import repair_text
from policytext.text.script import to_simplified

ROOT = Path(__file__).resolve().parent.parent
LINES = (ROOT / "tests/cases/patterns.tsv").read_text(encoding="utf-8").split("\n")
CASES = [line.split("\t") for line in LINES if line and not line.startswith("#")]


def search(mode: str, terms: str) -> patterns.Search:
    return make_search(terms.split("|||"), regex="regex" in mode, tokens="tokens" in mode)


def concordance(text: str, *terms: str, doc: str = "x", **options: object) -> list[KwicRow]:
    modes = {name: bool(options.pop(name, False)) for name in ("regex", "tokens")}
    query = KwicQuery(make_search(terms, **modes), **options)  # type: ignore[arg-type]
    speech = read_speech(text, doc=doc)
    return list(kwic_rows([list_kwic(speech, segmenter(WordSettings()), query=query)], query))


def test_there_are_cases() -> None:
    assert len(CASES) >= 50
    assert sum(not case[4] for case in CASES) >= len(CASES) // 5


@pytest.mark.parametrize(("mode", "terms", "text", "found"), [c[1:] for c in CASES])
def test_case(mode: str, terms: str, text: str, found: str) -> None:
    speech = read_speech(text.replace("\\n", "\n"), doc="x")
    query = KwicQuery(search(mode, terms))
    rows = list_kwic(speech, segmenter(WordSettings()), query=query)
    assert [row.keyword for row in rows] == [f for f in found.split("|") if f]


@pytest.mark.parametrize(
    ("terms", "regex", "message"),
    [
        ([], False, "no TERM given"),
        ([""], False, "is empty"),
        (["\u3000"], False, "is empty"),
        (["\u200b"], False, "is empty"),
        (["("], True, "not a regular expression: missing )"),
        (["(" * 5000], True, "not a regular expression"),
        (["a{1000000000}"], True, "more than 100,000 times"),
        (["(?:a{999}){999}"], True, "more than 100,000 times"),
        (["\udcff"], False, "no text"),
    ],
)
def test_a_term_that_cannot_be_used(terms: list[str], regex: bool, message: str) -> None:
    with pytest.raises(UsageError, match=re.escape(message)):
        make_search(terms, regex=regex)


def test_an_expression_that_would_never_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "SECONDS", 0.2)
    with pytest.raises(UsageError, match="not done with one text"):
        concordance("改" * 3000, "(改|改改)+x", regex=True)
    with pytest.raises(UsageError, match="not done with one text"):
        patterns.match_tokens(["a" * 3000], ["(a|aa)+x"])


def test_context() -> None:
    text = "一、改革\n同志们:要坚持改革\n开放。扩大就业,改革分配。\n改革。"
    assert [(r.left, r.keyword, r.right) for r in concordance(text, "改革", context=4)] == [
        ("一、", "改革", ""),
        (":要坚持", "改革", "开放。扩"),
        ("大就业,", "改革", "分配。"),
        ("", "改革", "。"),
    ]
    assert [(r.left, r.right) for r in concordance(text, "改革", context=0)] == [("", "")] * 4
    assert [(r.left, r.right) for r in concordance(text, "改革", sentence=True)][1:] == [
        ("同志们:要坚持", "开放。"),
        ("扩大就业,", "分配。"),
        ("", "。"),
    ]
    (row,) = concordance(text, "开放。扩大", sentence=True)
    assert (row.left, row.right) == ("同志们:要坚持改革", "就业,改革分配。")


def test_an_endless_sentence_is_cut() -> None:
    (row,) = concordance("很" * 300 + "改革" + "好" * 3000, "改革", sentence=True)
    assert (len(row.left), len(row.right)) == (300, 500)
    # What has no end is cut into sentences of a thousand characters.
    (row,) = concordance("很" * 3100 + "改革" + "好" * 3000, "改革", sentence=True)
    assert (len(row.left), len(row.right)) == (100, 500)


def test_place() -> None:
    text = "在全县会议上的讲话\r\n2008年\r\n一、工作回顾\r\n(一)推进。认(rèn)真改革。\r\n"
    (row,) = concordance(text, "认真改革")
    assert (row.section, row.line, row.keyword) == ("一/(一)", 4, "认真改革")
    assert text[row.start : row.end] == "认(rèn)真改革"


def test_order() -> None:
    speeches = [
        read_speech("深化改革乙。", doc="b", metadata={"year": "2010"}),
        read_speech("推进改革甲。", doc="a"),
        read_speech("强化改革丙。", doc="c", metadata={"year": "2008"}),
    ]

    def docs(sort: str | None, limit: int | None = None) -> list[str]:
        query = KwicQuery(make_search(["改革"]), sort=sort, limit=limit)
        return [r.doc for r in kwic_rows((list_kwic(s, query=query) for s in speeches), query)]

    assert docs(None) == ["b", "a", "c"]
    assert docs(None, 2) == ["b", "a"]
    assert docs("doc") == ["a", "b", "c"]
    assert docs("year") == ["c", "b", "a"]
    assert docs("year", 1) == ["c"]
    # 化 stands before two of them; then 强 and 深 decide.
    assert docs("left") == ["c", "b", "a"]
    assert docs("right") == ["c", "b", "a"]


@pytest.mark.parametrize("options", [{"sort": "up"}, {"context": -1}, {"limit": 0}])
def test_an_option_that_cannot_be_used(options: dict[str, object]) -> None:
    with pytest.raises(UsageError, match=r"expected|known are"):
        concordance("改革", "改革", **options)


TEXT = st.text(st.sampled_from("改革开放新、，。 \n　A1（“”一"), max_size=60)
TERM = st.text(st.sampled_from("改革开放新、，A1（"), min_size=1, max_size=3)


def by_hand(speech: Speech, term: str) -> int:
    """The occurrences of a term, paragraph by paragraph, by plain means."""
    count = 0
    for paragraph in speech.paragraphs:
        text = speech.folded[paragraph.start : paragraph.end].strip()
        text = re.sub(r"(?<=[A-Z0-9])\s*\n\s*(?=[A-Z0-9])", " ", text)
        count += re.sub(r"\s*\n\s*", "", text).count(term)
    return count


@given(TEXT, st.lists(TERM, min_size=1, max_size=4))
def test_rows_are_what_counting_finds(text: str, terms: list[str]) -> None:
    speech = read_speech(text, doc="x")
    given = make_search(terms)
    rows = list_kwic(speech, query=KwicQuery(given, context=5))
    assert len(rows) == sum(by_hand(speech, term) for term in given.terms)
    if "\n" not in speech.text.strip():
        assert len(rows) == sum(speech.folded.count(term) for term in given.terms)
    for row in rows:
        assert repair_text(text[row.start : row.end]).text.replace("\n", "").replace(
            " ", ""
        ) == row.keyword.replace(" ", "")
        assert row.line == text[: row.start].count("\n") + 1
        assert "\n" not in row.left + row.keyword + row.right
        assert len(row.left) <= 5
        assert len(row.right) <= 5
    assert all((a.start, -a.end) <= (b.start, -b.end) for a, b in pairwise(rows))


@given(TEXT, TERM)
def test_a_sentence_holds_its_context(text: str, term: str) -> None:
    given = make_search([term])
    speech = read_speech(text, doc="x")
    near = list_kwic(speech, query=KwicQuery(given, context=1))
    whole = list_kwic(speech, query=KwicQuery(given, sentence=True))
    assert [row[5:6] + row[7:] for row in near] == [row[5:6] + row[7:] for row in whole]


@given(TEXT, TERM)
def test_an_expression_of_plain_characters_is_the_string(text: str, term: str) -> None:
    speech = read_speech(text, doc="x")
    plain = make_search([term])
    as_expression = patterns.Search((re.escape(plain.terms[0]),), regex=True)
    assert list_kwic(speech, query=KwicQuery(plain)) == list_kwic(
        speech, query=KwicQuery(as_expression)
    )


@given(st.text(max_size=20))
def test_folding_an_expression_keeps_it_valid(text: str) -> None:
    pattern = re.escape(text)
    if any("\ud800" <= c <= "\udfff" for c in text):
        return
    folded = patterns.fold_expression(pattern)
    assert re.compile(folded)
    assert patterns.fold_expression(folded) == folded


TERMS = ("组织", "党员", "创新", "三级联创", "工作")


def test_offsets_in_damaged_sources(seeds: dict[str, str]) -> None:
    seen = 0
    for name, source in seeds.items():
        speech = read_speech(source, doc=name)
        rows = list_kwic(speech, query=KwicQuery(make_search(TERMS)))
        assert len(rows) == sum(speech.folded.count(term) for term in TERMS)
        for row in rows:
            raw = source[row.start : row.end]
            inside = [e for e in speech.clean.edits if e.start < row.end and row.start < e.end]
            assert all(row.start <= e.start and e.end <= row.end for e in inside)
            moved = [e._replace(start=e.start - row.start, end=e.end - row.start) for e in inside]
            assert row.keyword in to_simplified(apply_edits(raw, moved))
            # What a lost byte took is restored by what stands around it, not by itself.
            if all(e.kind != "shift" for e in inside):
                assert repair_text(raw).text == row.keyword
                seen += 1
            assert row.line == len(re.findall(r"\r\n|\r|\n", source[: row.start])) + 1
            assert row.left + row.keyword + row.right in speech.text.replace("\n", "")
    assert seen >= 300


def test_tokens_are_the_tokens_of_the_text(seeds: dict[str, str]) -> None:
    words = segmenter(WordSettings())
    for name, source in seeds.items():
        speech = read_speech(source, doc=name)
        counts = words.count(speech.text)
        for term in TERMS:
            query = KwicQuery(make_search([term], tokens=True))
            rows = list_kwic(speech, words, query=query)
            assert len(rows) == counts[term]
            assert {row.keyword for row in rows} <= {term}
            strings = {
                (r.start, r.end) for r in list_kwic(speech, query=KwicQuery(search("", term)))
            }
            assert {(r.start, r.end) for r in rows} <= strings


@given(st.text(st.sampled_from("改革aＡ ，é"), max_size=30), st.integers(0, 20))
def test_cut_to_a_width(text: str, width: int) -> None:
    for cut in (cut_start, cut_end):
        assert display_width(cut(text, width)) <= width
        if display_width(text) <= width:
            assert cut(text, width) == text
    assert cut_start(text[::-1], width) == cut_end(text, width)[::-1]


def shown(rows: Sequence[KwicRow], width: int) -> list[str]:
    aligned, columns = align_keywords(rows, KwicRow._fields, width=width)
    batches = [list(aligned)]
    chunks = render_table(batches, fields_of(KwicRow, columns), width=width)
    return re.sub(r"\x1b\[[\d;]*m", "", "".join(chunks)).splitlines()


@pytest.mark.parametrize("width", [70, 90, 120, 200])
def test_keywords_stand_under_each_other(width: int) -> None:
    text = "深化改革,扩大开放。全面深化经济体制改革和政治体制改革,坚定不移推进改革。" * 3
    lines = shown(concordance(text, "改革", context=20), width)
    assert len(lines) == 1 + 12
    columns = {
        display_width(line[: line.index("  改革")]) for line in lines[1:] if "  改革" in line
    }
    assert len(columns) == 1
    assert max(map(display_width, lines)) <= width


def call(*words: str) -> tuple[int, str, str]:
    from typer.testing import CliRunner

    from policytext.cli.app import build_app

    result = CliRunner().invoke(build_app(["kwic", "freq"]), ["kwic", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_command(tmp_path: Path) -> None:
    assert kwic.__doc__
    path = tmp_path / "a.txt"
    path.write_text("2008年工作会议\n深化改革，扩大就业。\n", encoding="utf-8")
    code, out, err = call("改革", "就業", "-c", str(path))
    assert (code, err) == (0, "")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert list(rows[0]) == list(KwicRow._fields)
    assert [row["keyword"] for row in rows] == ["改革", "就业"]
    assert call("就业", "--tokens", "-c", str(path), "--jobs", "2")[1].count("\n") == 2
    assert call("创新", "-c", str(path)) == (0, out.split("\n")[0] + "\n", "")
    assert call("改革", "-c", str(path), "--script", "traditional")[1].count("擴大就業") == 1
    assert call("改", "-c", str(path), "--limit", "1", "--no-header")[1].count("\n") == 1
    assert call("-c", str(path))[0] == 2
    assert call("(", "--regex", "-c", str(path))[0] == 2
    assert call("改革", "-c", str(tmp_path / "none"))[0] == 2


def test_api() -> None:
    frame = policytext.read(ROOT / "seeds").kwic(["三级联创", "五个一"], sort="year", limit=4)
    assert list(frame.columns) == list(KwicRow._fields)
    assert len(frame) == 4
    assert frame["year"].is_monotonic_increasing


def test_a_shifted_frame_is_found_and_pointed_at() -> None:
    """A term of which a character stands in damaged bytes: the offsets take in the damage."""
    source = "要全面加強組織體系??h委要負總責。\n"
    (row,) = concordance(source, "县委")
    assert (row.left[-3:], row.keyword, row.right[:2]) == ("体系。", "县委", "要负")
    assert source[row.start : row.end] == "??h委"


@pytest.mark.parametrize("script", ["traditional", "full-width", "crlf", "spaced ends"])
def test_rows_do_not_depend_on_how_a_text_is_written(script: str, seeds: dict[str, str]) -> None:
    text = read_speech(seeds["004"], doc="x").text
    other = {
        "traditional": to_traditional,
        "full-width": lambda t: t.translate({c: c + 0xFEE0 for c in b",;()0123456789%"}),
        "crlf": lambda t: t.replace("\n", "\r\n"),
        "spaced ends": lambda t: t.replace("\n", "  \n"),
    }[script](text)
    first, second = (concordance(t, *TERMS, context=0) for t in (text, other))
    assert len(first) > 50
    places = [[(r.section, r.line, r.keyword) for r in rows] for rows in (first, second)]
    assert places[0] == places[1]

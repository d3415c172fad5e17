"""Quoted spans: nesting, damage, broken quotes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.speech.quotes import find_quotes, find_titles
from policytext.text.widths import fold_width

CASES = Path(__file__).parent / "cases" / "quotes.tsv"


def read_cases() -> list[tuple[str, str, list[str]]]:
    out = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        label, text, expected = line.replace("\\n", "\n").split("\t")
        out.append((label, text, expected.split(" // ") if expected else []))
    return out


@pytest.mark.parametrize(("label", "text", "expected"), read_cases())
def test_cases(label: str, text: str, expected: list[str]) -> None:
    folded = fold_width(text)
    assert [folded[q.start : q.end] for q in find_quotes(folded)] == expected, label


def test_there_are_enough_cases() -> None:
    cases = read_cases()
    assert len(cases) >= 80
    assert sum(1 for *_, expected in cases if not expected) * 5 >= len(cases)


TEXT = st.text(alphabet="三级联创的、,。:;\n活动要5+X" + "“”‘’「」『』\"'《》()", max_size=60)


@given(TEXT)
def test_spans_are_in_order_and_apart(text: str) -> None:
    last = 0
    for quote in find_quotes(text):
        assert last <= quote.outer_start <= quote.start < quote.end <= quote.outer_end <= len(text)
        last = quote.outer_end


@given(st.lists(st.text(alphabet="三级联创人才强县", min_size=1, max_size=6), max_size=5))
def test_whole_quotes_are_found_in_every_style(words: list[str]) -> None:
    for opener, closer in ("“”", "‘’", "「」", "『』", '""'):
        text = "".join(f"开展{opener}{word}{closer}活动。" for word in words)
        assert [text[q.start : q.end] for q in find_quotes(text)] == words


@given(TEXT, TEXT)
def test_a_broken_line_changes_nothing_far_away(first: str, other: str) -> None:
    # An empty line of text between keeps a quote from running on.
    clean = "\n各位代表:\n开展“三级联创”活动。"
    text = first.replace("\n", "") + "\n。。。" + clean
    found = [text[q.start : q.end] for q in find_quotes(text)]
    assert found[-1] == "三级联创"


@pytest.mark.parametrize(
    "unit", ["“", "”", '"', "“一", "一”", "“”", "‘“", "《", "“一\n", "“甲。乙”的"]
)
def test_hostile_input_comes_back(unit: str) -> None:
    for quote in find_quotes(unit * 20_000):
        assert quote.end - quote.start < 400


def test_deep_nesting() -> None:
    text = "“" * 20_000 + "三农" + "”" * 20_000
    assert len(find_quotes(text)) <= 1


def test_titles() -> None:
    text = "学习《关于印发《规定》的通知》和《“十三五”规划》。《没有结束\n》"
    assert [text[q.start : q.end] for q in find_titles(text)] == [
        "关于印发《规定》的通知",
        "“十三五”规划",
    ]
    assert find_titles("没有书名。") == []

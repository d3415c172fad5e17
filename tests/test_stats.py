"""list_stats: what each number measures, by which change, for which year; and the filters."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policytext
from policytext.analysis.stats import (
    KINDS,
    OTHER_KINDS,
    StatQuery,
    StatRow,
    list_stats,
    query_stats,
)
from policytext.analysis.stats.lexicon import ROLES, read_guards, read_words
from policytext.analysis.stats.segments import split_segments
from policytext.analysis.stats.trail import Trail
from policytext.errors import UsageError
from policytext.sources import parse_years
from policytext.speech.model import Speech, read_speech
from policytext.speech.numerals import find_quantities

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "stats.tsv")
    .read_text(encoding="utf-8")
    .split("\n")
    if line and not line.startswith("#")
]


def said(text: str, year: str = "2008") -> Speech:
    return read_speech(text, doc="x", metadata={"year": year} if year else {})


def only(text: str, year: str = "2008") -> StatRow:
    (row,) = list_stats(said(text, year))
    return row


def test_table_is_large_and_asks_for_nothing_often_enough() -> None:
    assert all(len(case) == 2 for case in CASES), [case for case in CASES if len(case) != 2]
    assert len(CASES) >= 155
    assert sum(case[1] == "-" for case in CASES) * 5 >= len(CASES)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_statistics(text: str, expected: str) -> None:
    found = [
        f"{r.raw}|{r.subject}|{r.change}|{r.ref_year or ''}|{r.reading}"
        for r in list_stats(said(text))
    ]
    assert found == ([] if expected == "-" else expected.split(" ; "))


def test_values_are_plain_numbers() -> None:
    row = only("国内生产总值达到24.66万亿元。")
    assert (row.value, row.value_max, row.unit, row.kind) == (
        24_660_000_000_000,
        None,
        "元",
        "money",
    )
    assert isinstance(row.value, int)
    row = only("经济增长6.5%—7%。")
    assert (row.value, row.value_max, row.unit) == (6.5, 7, "%")
    row = only("减少三分之一。")
    assert (row.value, row.kind, row.unit) == (None, "ratio", "")


def test_offsets_reopen_the_source() -> None:
    source = "一、工作回顾\r\n全縣公開選拔副科級年輕干部１０名(其中女幹部４名)。\r\n"
    rows = list_stats(said(source))
    assert [source[r.start : r.end] for r in rows] == ["１０名", "４名"]
    assert [(r.line, r.section, r.subject) for r in rows] == [
        (2, "一", "副科级年轻干部"),
        (2, "一", "女干部"),
    ]


def test_a_line_broken_inside_a_noun_changes_nothing() -> None:
    row = only("全县新建改建农村\n公路130公里。")
    assert (row.subject, row.sentence) == ("农村公路", "全县新建改建农村公路130公里。")


def test_traditional_script_gives_the_same_rows() -> None:
    simplified = "去年,全县农民人均纯收入达到4140元,增长9.5%。"
    traditional = "去年,全縣農民人均純收入達到4140元,增長9.5%。"
    assert list_stats(said(simplified)) == list_stats(said(traditional))


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        ("今年新建学校5所。", "2008", 2008),
        ("去年新建学校5所。", "2008", 2007),
        ("前年新建学校5所。", "2008", 2006),
        ("2004年新建学校5所。", "2008", 2004),
        ("二○○四年新建学校5所。", "2008", 2004),
        ("2003年到2007年新建学校5所。", "2008", 2007),
        ("五年来新建学校5所。", "2008", 2007),
        ("五年新建学校5所。", "2008", 2007),
        ("到2010年新建学校5所。", "2008", 2010),
        ("比2002年增加5所。", "2008", None),
        ("去年新建学校5所。", "", None),
        ("2006年新建学校5所。", "", 2006),
        ("一、2005年的工作\n新建学校5所,设施齐全。", "2008", 2005),
        ("一、2007年的工作\n今年,新建学校5所,设施齐全。", "2008", 2007),
        ("一、去年工作回顾\n今年,新建学校5所,设施齐全。", "2008", 2008),
        ("学校众多。", "2008", "no statistic"),
    ],
)
def test_year_a_number_is_for(text: str, year: str, expected: int | str | None) -> None:
    rows = list_stats(said(text, year))
    assert [r.ref_year for r in rows] == ([] if expected == "no statistic" else [expected])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今年要新建学校5所。", "target"),
        ("力争新建学校5所。", "target"),
        ("到2010年新建学校5所。", "target"),
        ("已经新建学校5所。", "result"),
        ("去年新建学校5所。", "result"),
        ("二、今年的主要任务\n新建学校5所。", "target"),
        ("一、过去一年工作回顾\n新建学校5所。", "result"),
        ("今年的主要预期目标是:\n新建学校5所。", "target"),
    ],
)
def test_targets_and_results(text: str, expected: str) -> None:
    assert only(text).reading == expected


def test_all_kinds_add_what_measures_nothing() -> None:
    text = "35岁以下年轻党员12名,六项制度,历时半年,3月5日召开,排名第三。"
    plain, wide = list_stats(said(text)), list_stats(said(text), all_kinds=True)
    assert [r.kind for r in plain] == ["count"]
    assert {"age", "count", "rhetorical", "date", "rank"} <= {r.kind for r in wide}
    assert [r for r in wide if r.kind in KINDS] == plain
    assert all(r.kind in KINDS + OTHER_KINDS for r in wide)
    assert [r.start for r in wide] == sorted(r.start for r in wide)
    assert {r.subject for r in wide if r.kind == "rhetorical"} == {"制度"}
    assert {r.reading for r in wide if r.kind in OTHER_KINDS} == {""}


TEXT = "去年财政收入120亿元,增长12%;新建学校5所;森林覆盖率提高2个百分点;今年增长6%—8%。"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (StatQuery(), ["120亿元", "12%", "5所", "2个百分点", "6%—8%"]),
        (StatQuery(kinds=("money", "points")), ["120亿元", "2个百分点"]),
        (StatQuery(units=("%",)), ["12%", "6%—8%"]),
        (StatQuery(minimum=7, maximum=12), ["12%", "6%—8%"]),
        (StatQuery(minimum=1e10), ["120亿元"]),
        (StatQuery(ref_years=parse_years("2007")), ["120亿元", "12%", "5所", "2个百分点"]),
        (StatQuery(ref_years=parse_years("1999")), []),
        (StatQuery(kinds=("rank",)), []),
    ],
)
def test_filters(query: StatQuery, expected: list[str]) -> None:
    assert [r.raw for r in query_stats(said(TEXT), query=query)] == expected


def test_filters_refuse_what_they_do_not_know() -> None:
    with pytest.raises(UsageError, match="--kind age2"):
        StatQuery(kinds=("age2",))
    with pytest.raises(UsageError, match="--min 3 is greater than --max 2"):
        StatQuery(minimum=3, maximum=2)


def test_api_returns_typed_columns() -> None:
    frame = policytext.read("seeds").stats(kinds=["percent"], subject="党员")
    assert list(frame.columns) == list(StatRow._fields)
    assert set(frame["unit"]) == {"%"}
    assert str(frame["value"].dtype) == "float64"
    assert frame["subject"].str.contains("党员").all()


def test_lexicon_is_consistent() -> None:
    words = read_words()
    assert set(words) == set(ROLES)
    assert all(words.values())
    known = {
        word for role in ("begin", "manner", "stop", "aside", "act", "open") for word in words[role]
    }
    assert set(read_guards()) <= known | {"要", "将", "再", "过", "计划", "建议"}


def test_a_long_sentence_is_cut_around_its_number() -> None:
    row = only("工作顺利" * 1000 + "党员10名" + "工作顺利" * 1000 + "。")
    assert len(row.sentence) <= 1000
    assert "10名" in row.sentence


_PIECES = st.sampled_from(
    [
        "全县",
        "党员",
        "10名",
        "、",
        ",",
        "。",
        "(",
        ")",
        "其中",
        "增长",
        "8%",
        "由",
        "提高到",
        "2007年",
        "的",
        "分别",
        "和",
        "今年",
        "要",
        "\n",
        "比上年",
        "万元",
        "五年",
        "六项制度",
        "“",
        "”",
        "占",
        "了",
        "3亿元",
    ]
)


@given(st.lists(_PIECES, max_size=40).map("".join))
@settings(max_examples=200)
def test_every_statistic_gets_one_row_whatever_stands_around_it(text: str) -> None:
    speech = said(text)
    rows = list_stats(speech)
    inside = [
        q
        for q in find_quantities(speech.folded)
        if q.is_statistic and any(s.start <= q.start < s.end for s in speech.sentences)
    ]
    assert len(rows) == len(inside)
    for row, q in zip(rows, inside, strict=True):
        assert (row.start, row.end) == speech.clean.source_span(q.start, q.end)
        assert row.reading in ("target", "result")
        assert len(row.subject) <= 80


@given(st.lists(_PIECES, max_size=40).map("".join))
@settings(max_examples=100)
def test_segments_hold_every_statistic_once_and_never_overlap(text: str) -> None:
    folded = said(text).folded
    quantities = list(find_quantities(folded))
    segments = list(split_segments(folded, 0, len(folded), quantities))
    held = [q for segment in segments for q in segment.stats]
    assert held == [q for q in quantities if q.is_statistic]
    for a, b in pairwise(segments):
        assert a.end <= b.start
    for segment in segments:
        assert all(segment.start <= q.start and q.end <= segment.end for q in segment.stats)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    st.text(st.sampled_from("今后年每平均人目标1,"), min_size=60, max_size=300),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 90)), min_size=3, max_size=60),
    st.sampled_from(
        [("今后|目标(?!1)", "今后|目标"), ("每(?<!平均每)[年人](?!平均)", "每[年人]"), ("年", "年")]
    ),
)
def test_a_trail_finds_what_a_search_finds(
    text: str, steps: list[tuple[int, int]], sources: tuple[str, str]
) -> None:
    expression, bare = map(re.compile, sources)
    trail, start = Trail(text, expression, bare), 0
    for step, size in steps:
        start += step - 1
        found = expression.search(text, max(0, start), max(0, start) + size)
        assert trail.stands_in(max(0, start), max(0, start) + size) == bool(found)

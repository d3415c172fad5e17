"""Names of indicators, and the table of indicators by year."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.analysis.indicators import (
    clean_subject,
    load_indicators,
    name_indicator,
    pivot_rows,
    read_indicator,
)
from policytext.analysis.stats import StatRow

TABLE = Path(__file__).parent / "cases" / "indicators.tsv"
CASES = [
    (line + "\t" * 6).split("\t")[:7]
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def stat(
    subject: str,
    value: float | None,
    *,
    year: int = 2008,
    ref_year: int | None = 2007,
    unit: str = "%",
    kind: str = "percent",
    change: str = "",
    reading: str = "result",
    before: str = "",
    doc: str = "a",
    raw: str = "8.5",
    after: str = "。",
) -> StatRow:
    return StatRow(
        doc=doc, year=year, section="", line=1, subject=subject, value=value, value_max=None,
        unit=unit, kind=kind, approx="", change=change, ref_year=ref_year, raw=raw,
        sentence=(before or subject + change) + raw + after, start=0, end=1, reading=reading,
    )  # fmt: skip


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60
    same = [case for case in CASES if case[1] == case[5]]
    assert 5 * len(same) >= len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_name(case: list[str]) -> None:
    _, subject, kind, change, before, expected, falls = case
    named = read_indicator(stat(subject, 8.5, kind=kind, change=change, before=before))
    assert (named.name, named.falls) == (expected, falls == "-")


def test_lexicon_names_itself() -> None:
    entries = load_indicators()
    assert len({entry.name for entry in entries}) >= 150
    for entry in entries:
        assert not entry.pattern.fullmatch(""), entry.name
    # The plain nouns of the levels are found under their own name.
    for name in ("国内生产总值", "进出口总额", "财政收入", "外汇储备", "固定资产投资"):
        assert name_indicator(stat(name, 1, kind="money", unit="元")) == name


@given(st.text(alphabet="全国新增城镇就业人数的年均增长控制在目标国内生产总值", max_size=20))
def test_cleaning_twice_is_cleaning_once_for_words(subject: str) -> None:
    cleaned = clean_subject(subject)
    assert len(cleaned) <= len(subject)
    assert "的" not in cleaned


def test_readings_years_and_units_stand_apart() -> None:
    rows = [
        stat("国内生产总值", 8, change="增长", ref_year=2008, reading="target"),
        stat("国内生产总值", 11.4, change="增长"),
        stat("国内生产总值", 9, change="增长", year=2009, ref_year=2008, doc="b"),
        stat("国内生产总值", 24.66e12, kind="money", unit="元"),
        stat("粮食产量", 1_000_000, kind="measure", unit="吨"),
        stat("粮食总产量", 1_200_000, kind="measure", unit="吨", year=2009, ref_year=2008),
        stat("粮食产量", 3_000_000_000, kind="measure", unit="斤", year=2010, ref_year=2009),
    ]  # fmt: skip
    columns, table = pivot_rows(rows)
    assert columns == ["indicator", "unit", "2007", "2008", "2009"]
    assert sorted(table, key=lambda row: str(row[0])) == [
        ["国内生产总值", "元", 24.66e12, None, None],
        ["国内生产总值增长", "%", 11.4, 9, None],
        ["国内生产总值增长 (target)", "%", None, 8, None],
        ["粮食产量", "吨", 1_000_000, 1_200_000, 1_500_000],
    ]
    assert table[0][0] == "粮食产量"


def test_the_speech_nearest_to_the_year_counts_then_the_first() -> None:
    rows = [
        stat("外汇储备", 3, year=2012, ref_year=2007, kind="money", unit="美元"),
        stat("外汇储备", 1, year=2008, ref_year=2007, kind="money", unit="美元", doc="b"),
        stat("外汇储备", 2, year=2008, ref_year=2007, kind="money", unit="美元", doc="b"),
    ]
    assert pivot_rows(rows)[1] == [["外汇储备", "美元", 1]]


def test_a_target_in_a_sentence_on_goals_counts_first() -> None:
    rows = [
        stat("财政赤字率", 3, ref_year=2008, reading="target"),
        stat("财政赤字率", 2, ref_year=2008, reading="target", before="主要目标是财政赤字率"),
    ]
    assert pivot_rows(rows)[1] == [["财政赤字率 (target)", "%", 2]]


def test_a_target_that_is_inexact_counts_before_one_to_the_dot() -> None:
    rows = [
        stat("国内生产总值", 10.3, ref_year=2008, reading="target", change="增长"),
        stat("国内生产总值", 8, ref_year=2008, reading="target", change="增长")._replace(
            approx="左右"
        ),
    ]
    assert pivot_rows(rows)[1] == [["国内生产总值增长 (target)", "%", 8]]


def test_a_level_from_which_something_rose_is_no_value_of_the_year() -> None:
    sentence = {"before": "财政收入从", "raw": "3亿元", "after": "增加到5亿元。"}
    reached = {"before": "财政收入从3亿元增加到", "raw": "5亿元"}
    rows = [
        stat("财政收入", 3e8, kind="money", unit="元", **sentence),
        stat("财政收入", 5e8, kind="money", unit="元", change="增加到", **reached),
    ]
    assert pivot_rows(rows)[1] == [["财政收入", "元", 5e8]]


def test_falls_count_negative() -> None:
    rows = [stat("出口总额", 16, change="下降"), stat("单位国内生产总值能耗", 4, change="下降")]
    assert {str(r[0]): r[2] for r in pivot_rows(rows)[1]} == {
        "出口总额增长": -16,
        "单位国内生产总值能耗降低": 4,
    }


@pytest.mark.parametrize(
    "row",
    [
        stat("国内生产总值", None, kind="ratio"),
        stat("国内生产总值", 8, ref_year=None),
        stat("", 8),
        stat("这个比重", 8),
        stat("总额", 8, kind="money", unit="元"),
    ],
)
def test_what_has_no_cell(row: StatRow) -> None:
    assert pivot_rows([row]) == (["indicator", "unit"], [])


def test_no_rows_no_years() -> None:
    assert pivot_rows([]) == (["indicator", "unit"], [])


def test_what_is_added_beside_a_yearly_average_is_the_sum_of_years() -> None:
    jobs = stat(
        "城镇新增就业", 57710000, kind="count", unit="人", after="；人均纯收入年均增长8.9%。"
    )
    assert read_indicator(jobs).name == "城镇新增就业(累计)"
    jobs = stat("城镇新增就业", 11020000, kind="count", unit="人", after="；人均纯收入增长8.9%。")
    assert read_indicator(jobs).name == "城镇新增就业"

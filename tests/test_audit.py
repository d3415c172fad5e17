"""Claims that a text can check: which are found, which hold."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from policytext.analysis.audit import AuditRow, audit_rows, audit_speech
from policytext.analysis.audit.claims import CHECKS
from policytext.analysis.audit.figures import read_figures
from policytext.analysis.audit.shares import fits_percent
from policytext.cli.app import build_app
from policytext.speech.model import read_speech

TABLE = Path(__file__).parent / "cases" / "audit.tsv"
CASES = [
    tuple(line.split("\t"))
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def audit(text: str) -> list[AuditRow]:
    return audit_speech(read_speech(text, doc="x"))


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 130
    assert 5 * sum(not expected for _, expected in CASES) >= len(CASES)
    assert sum("fails" in expected for _, expected in CASES) >= 35


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:24] for case in CASES])
def test_claims(text: str, expected: str) -> None:
    rows = audit(text.replace("\\n", "\n"))
    found = [f"{r.check} {r.claimed} {r.computed} {'holds' if r.ok else 'fails'}" for r in rows]
    assert "; ".join(found) == expected
    assert {row.check for row in rows} <= set(CHECKS)


@pytest.fixture(scope="module")
def seed_rows(seeds: dict[str, str]) -> dict[str, list[AuditRow]]:
    return {name: audit_speech(read_speech(text, doc=name)) for name, text in seeds.items()}


def test_seeds(seed_rows: dict[str, list[AuditRow]]) -> None:
    rows = seed_rows
    assert sum(map(len, rows.values())) >= 40
    failing = [row for found in rows.values() for row in found if not row.ok]
    assert [(r.doc, r.line, r.check, r.claimed, r.computed) for r in failing] == [
        ("000", 9, "list", "5", "4"),
        ("000", 11, "share", "20.9%", "20.84%"),
    ]
    holding = [(row.line, row.check, row.claimed, row.computed) for row in rows["000"] if row.ok]
    for claim in (
        (5, "headings", "三点", "3"),
        (7, "headings", "五个方面", "5"),
        (9, "part", "4名", "10名"),
        (9, "parts", "229人", "229人"),
        (9, "list", "六项", "6"),
        (11, "share", "32%", "31.93%"),
        (11, "share", "70.7%", "70.71%"),
        (17, "headings", "两项", "2"),
        (17, "headings", "三项", "3"),
        (25, "years", "五年", "5年"),
        (26, "list", "两", "2"),
    ):
        assert claim in holding


def test_offsets_reopen_the_source(
    seeds: dict[str, str], seed_rows: dict[str, list[AuditRow]]
) -> None:
    for name, rows in seed_rows.items():
        for row in rows:
            evidence = seeds[name][row.start : row.end]
            assert evidence
            assert seeds[name].count("\n", 0, row.start) + 1 == row.line
            assert row.sentence


def test_failing_claims_come_first() -> None:
    one, two = "五十人,其中女六十人。", "五十人,其中女三十人。"
    speeches = [audit(two), audit(one), audit(two)]
    assert [row.ok for row in audit_rows(speeches)] == [False, True, True]
    assert [row.ok for row in audit_rows(speeches, failed=True)] == [False]


def test_command() -> None:
    result = CliRunner().invoke(build_app(["audit"]), ["audit", "-q", "--failed", str(SEEDS)])
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == ",".join(AuditRow._fields)
    assert len(lines) == 3
    assert all(",false," in line for line in lines[1:])


@given(st.integers(2, 5000), st.integers(1, 5000), st.integers(0, 2))
def test_a_rounded_share_always_holds(whole: int, part: int, places: int) -> None:
    part = min(part, whole)
    share = round(Fraction(100 * part, whole), places)
    text = f"今年发展党员{whole}名,其中女党员{part}名,占{float(share):.{places}f}%。"
    assert all(row.ok for row in audit(text))


@given(st.integers(100, 5000), st.integers(10, 99), st.integers(3, 40))
def test_a_share_off_by_more_never_holds(whole: int, part: int, off: int) -> None:
    share = 100 * part / whole + off
    rows = audit(f"今年发展党员{whole}名,其中女党员{part}名,占{share:.1f}%。")
    assert [row.ok for row in rows if row.check == "share"] == [False]


@given(st.lists(st.integers(2, 900), min_size=3, max_size=6), st.integers(1, 50))
def test_parts_hold_when_they_sum_up_and_fail_when_they_exceed(parts: list[int], more: int) -> None:
    names = ("提拔任职", "交流任职", "改任职务", "引咎辞职", "转任岗位", "退出岗位")
    listed = ",".join(f"{name}{part}人" for name, part in zip(names, parts, strict=False))
    whole = sum(parts)
    (row,) = audit(f"共调整干部{whole}人,其中{listed}。")
    assert (row.check, row.ok) == ("parts", True)
    if whole - more > max(parts):
        (row,) = audit(f"共调整干部{whole - more}人,其中{listed}。")
        assert (row.check, row.ok, row.computed) == ("parts", False, f"{whole}人")


@given(st.integers(2, 9))
def test_headings_are_counted(number: int) -> None:
    numerals = "一二三四五六七八九"
    body = "".join(f"{n}、提高认识。\n要重视这项工作。\n" for n in numerals[:number])
    for stated in range(2, 10):
        (row,) = audit(f"下面我讲{numerals[stated - 1]}点意见。\n{body}同志们,让我们努力奋斗!")
        assert (row.check, row.computed, row.ok) == ("headings", str(number), stated == number)


@given(st.decimals("0.1", "999.9", places=1), st.sampled_from(["", "万", "亿"]))
def test_a_figure_can_stand_for_itself(value: object, scale: str) -> None:
    (figure,) = read_figures(f"投入{value}{scale}元")
    assert figure.low <= figure.value <= figure.high
    assert figure.high - figure.low == figure.step


def test_rounding_is_judged_by_the_places_written() -> None:
    (percent,) = read_figures("占20.9%")
    assert not fits_percent(percent, Fraction(79, 379), Fraction(79, 379))
    assert fits_percent(percent, Fraction(2085, 10000), Fraction(2085, 10000))
    (whole,) = read_figures("占21%")
    assert fits_percent(whole, Fraction(79, 379), Fraction(79, 379))


@pytest.mark.parametrize(
    "unit",
    ["其中3人,", "3人,占5%,", "甲三项、", "由3元增加到5元,增长8%,", "合计3人,", "三点:一是。二是。",
     "2006-2010年五年", "三个关系(甲", "379名党员中", "(一)一是第一,", "\n一、"],
)  # fmt: skip
def test_hostile_text_ends(unit: str) -> None:
    rows = audit(unit * (12_000 // len(unit)))
    assert all(row.start <= row.end for row in rows)

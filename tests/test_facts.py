"""Title, speaker, occasion, place, level and date: what the text tells, and nothing it does not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.lexicons import read_lines
from policytext.speech.facts import Facts, read_facts
from policytext.speech.jurisdiction import count_places, read_jurisdiction
from policytext.text.boilerplate import find_boilerplate
from policytext.text.edits import apply_edits

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
LEVELS = {"", "central", "province", "prefecture", "county", "township"}


def _cases() -> list[tuple[str, str, str, str]]:
    text = (HERE / "cases" / "facts.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.split("\n") if line and not line.startswith("#")]
    return [(label, page, field, expected) for label, page, field, expected in rows]


def _read(source: str) -> tuple[Facts, str]:
    body = apply_edits(source, find_boilerplate(source))
    return read_facts(source, body), body


@pytest.mark.parametrize(("label", "page", "field", "expected"), _cases())
def test_facts(label: str, page: str, field: str, expected: str) -> None:
    facts, _ = _read(page.replace("¶", "\n"))
    assert getattr(facts, field) == ("" if expected == "-" else expected), label


def test_enough_cases() -> None:
    cases = _cases()
    assert len(cases) >= 60
    assert sum(expected == "-" for *_, expected in cases) * 5 >= len(cases)
    assert min(Counter(field for _, _, field, _ in cases).values()) >= 2


@pytest.mark.parametrize(
    ("name", "want"),
    [
        (
            "001",
            (
                "把全面从严治党要求贯彻落实到组织工作各个方面——在全省组织部长会议上的讲话",
                "",
                "全省组织部长会议",
                "四川省",
                "province",
                "2023-05-29",
            ),
        ),
        (
            "003",
            (
                "在全市基层组织建设年活动现场推进会上的讲话",
                "",
                "全市基层组织建设年活动现场推进会",
                "白银市",
                "prefecture",
                "2012-10-13",
            ),
        ),
    ],
)
def test_simplified_seeds(name: str, want: tuple[str, ...]) -> None:
    facts, body = _read(next(SEEDS.glob(f"{name}_*.txt")).read_text(encoding="utf-8"))
    got = (facts.title, facts.speaker, facts.occasion, facts.place, facts.level, facts.published)
    assert got == want
    assert facts.title_start is not None
    assert "".join(body[facts.title_start : facts.title_end].split()) == facts.title


def test_title_span_takes_the_whole_line() -> None:
    facts, body = _read("\n  在全县会议上的讲话五\n同志们:\n我讲三点意见。")
    assert body[facts.title_start : facts.title_end] == "在全县会议上的讲话五"


def test_every_place_is_found_by_its_own_name() -> None:
    for _, line in read_lines("places.tsv"):
        province, prefecture, counties = line.split("\t")
        for name in (province, prefecture, *counties.split()):
            if len(name) > 1 and name[-1] in "省市县区盟旗":
                assert count_places(f"在{name}召开")[name] == 1


def test_places_are_listed_once() -> None:
    rows = [tuple(line.split("\t")[:2]) for _, line in read_lines("places.tsv")]
    assert len(set(rows)) == len(rows)
    assert len({province for province, _ in rows}) == 34


_PIECES = st.sampled_from(
    [
        "在全县会议上的讲话",
        "同志们:",
        "——",
        "张建国",
        "县长",
        "全市",
        "我县",
        "县委",
        "全国",
        "2008年3月5日",
        "我代表国务院,",
        "白银市",
        "靖远县",
        "会宁县",
        "作者:",
        "(",
        ")",
        "\n",
        "\n",
        "\r\n",
        "。",
        "时间:2022-03-29 03:34:00",
    ]
)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(st.lists(_PIECES, max_size=24).map("".join))
def test_facts_stand_in_the_text(source: str) -> None:
    facts, body = _read(source)
    assert facts.level in LEVELS
    flat = "".join(source.split())
    assert "".join(facts.title.split()) in flat
    assert facts.speaker in flat
    assert facts.occasion in flat
    if facts.title_start is not None and facts.title_end is not None:
        assert 0 <= facts.title_start < facts.title_end <= len(body)
    assert read_facts(source, body) == facts


@pytest.mark.parametrize(
    "piece",
    ["在", "今天召开", "全县", "作者:", "张建国", "白银市", "(讲话", "——", "讲话\n", "第五届"],
)
def test_hostile_repetition_ends(piece: str) -> None:
    text = piece * (30000 // len(piece))
    assert read_facts(text, text).level in LEVELS
    assert read_jurisdiction(text)[0] in LEVELS

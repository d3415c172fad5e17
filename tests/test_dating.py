"""The year of a speech: the cases of cases/dating.tsv, the calendar, what always holds."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.errors import LexiconError
from policytext.lexicons import read_lines
from policytext.speech.dating import date_speech, describe
from policytext.speech.evidence import calendar
from policytext.speech.evidence.meetings import cited

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "dating.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
    if line and not line.startswith("#")
]
SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
WORDS = re.findall(
    r"\S+|\n",
    """今年 去年 明年 是 党的 十七大 十六届五中、六中全会 迎接 召开 精神 2008年 到2020年 “十一五”
    开局之年 改革开放 三十周年 庆祝 。 , 科学发展观 工作回顾 刚刚过去的 一九七九年 国际金融危机
    08年 同志们: 第十一届全国人大第三次会议 基层组织建设年""",
)
speeches = st.lists(st.sampled_from(WORDS), max_size=25).map("".join)


def test_enough_cases() -> None:
    assert len(CASES) >= 70
    assert sum(not case[1] for case in CASES) >= len(CASES) / 5
    assert len({case[0] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_case(case: list[str]) -> None:
    _, year, title, published, text = case
    dating = date_speech(text.replace("\\n", "\n"), title=title, published=published)
    assert dating.year == (int(year) if year else None), describe(dating)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("坚持改革开放。", (1978, None)),
        ("以“三个代表”重要思想为指导。", (2000, None)),
        ("以习近平同志为总书记的党中央高度重视。", (2012, 2016)),
        ("学习党的十六届六中全会精神。", (2006, 2007)),
        ("春风又绿江南岸。", (None, None)),
        ("筹办北京奥运会是一件大事,科学发展观要落实。", (2003, 2008)),
    ],
)
def test_bounds(text: str, bounds: tuple[int | None, int | None]) -> None:
    dating = date_speech(text)
    assert (dating.year_from, dating.year_to) == bounds, describe(dating)


def test_page_date_is_only_a_bound() -> None:
    dating = date_speech("同志们,今天开会。", published="2022-03-29 03:34:00")
    assert (dating.year, dating.year_from, dating.year_to) == (None, None, 2022)
    assert describe(dating) == "page of 2022-03-29 03:34:00: not after 2022"


def test_conflict_drops_the_weakest_and_says_so() -> None:
    text = "(2007年3月5日)\n同志们:学习党的十七大精神。"
    dating = date_speech(text)
    assert dating.year == 2007
    text += (
        "科学发展观要落实。今年召开的党的十七大是一次盛会。汶川地震后,党的十七届三中全会胜利召开。"
    )
    dating = date_speech(text)
    dropped = [e for e in dating.evidence if e.dropped]
    assert dropped
    assert not any(e.admits(dating.year or 0) for e in dropped)
    assert "set aside: " in describe(dating)


def test_title_given_apart_counts_and_has_no_place() -> None:
    dating = date_speech("各位代表:现在报告工作。", title="1998年政府工作报告")
    assert dating.year == 1998
    assert [(e.start, e.end) for e in dating.evidence] == [(0, 0)]


def test_headings_given_apart() -> None:
    text = (
        "一、2023年工作回顾 全镇上下同心协力,各项工作都有进步。二、2024年工作安排 要抓好以下几点。"
    )
    assert date_speech(text, headings=["2023年工作回顾", "2024年工作安排"]).year == 2024


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("十六届五中、六中全会", [2005, 2006]),
        ("党的十八届三中、四中全会", [2013, 2014]),
        ("第十七届中央委员会第三次全体会议", [2008]),
        ("党的十九届二中三中全会", [2018, 2018]),
        ("第十一届全国人民代表大会第三次会议", [2010]),
        ("五届全国人大四次会议", [1981]),
        ("全国人大五届三次会议", [1980]),
        ("十八届中央纪委五次全会", [2015]),
        ("中共第八次全国代表大会", [1956]),
        ("党的二十大报告", [2022]),
        ("省委十届四次全会", []),
        ("市第十五届人民代表大会第三次会议", []),
        ("十届全国人大常委会第十四次会议", []),
        ("县第十二次党代会", []),
        ("省纪委十届五次全会", []),
        ("中央纪委十八届五次全会", [2015]),
        ("喜迎二十大奋进新征程", [2022]),
        ("中国工会十六大精神", []),
        ("推进十大工程和十五大行动", []),
        ("三十届三中全会", []),
        ("五届人大三次会议", []),
        ("我代表国务院报告。五届人大三次会议以后,", [1980]),
    ],
)
def test_meetings_cited(text: str, years: list[int]) -> None:
    assert [citation.meeting.held.year for citation in cited(text)] == years


@settings(derandomize=True, max_examples=300, deadline=None)
@given(speeches, st.sampled_from(["", "2012-10-13", "发布 2008年"]))
def test_what_always_holds(text: str, published: str) -> None:
    dating = date_speech(text, published=published)
    assert dating == date_speech(text, published=published)
    low, high = dating.year_from or 0, dating.year_to or 9999
    assert low <= high
    assert dating.year is None or low <= dating.year <= high
    for piece in dating.evidence:
        assert 0 <= piece.start <= piece.end <= len(text)
        assert piece.dropped or dating.year is None or piece.admits(dating.year)
        span = " ".join(text[piece.start : piece.end].split())
        for words in re.findall(r"^“([^“”…]+)”", piece.wording):
            assert piece.kind in ("heading", "year") or words in span
    describe(dating)


@settings(derandomize=True, max_examples=100, deadline=None)
@given(speeches, st.integers(1990, 2026))
def test_a_page_never_moves_a_year_past_itself(text: str, page: int) -> None:
    dating = date_speech(text, published=f"{page}-05-01")
    if dating.year is not None and dating.year > page:
        assert any(e.kind == "page" and e.dropped for e in dating.evidence)


@pytest.mark.parametrize(
    "unit",
    [
        "今年",
        "2008年",
        "十",
        "十六届五中、",
        "周年",
        "改革开放",
        "年,是",
        "党的十七大",
        "今年的了的了",
        "“十一五”",
        "\n",
    ],
)
def test_hostile_repetition_ends(unit: str) -> None:
    date_speech(unit * (40_000 // len(unit)), published="2020-01-01")


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_seed_evidence_stands_in_the_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for piece in date_speech(text).evidence:
        if piece.kind == "meeting" and piece.wording.startswith("“"):
            assert text[piece.start : piece.end] in piece.wording


def _rows(name: str) -> list[list[str]]:
    return [line.split("\t") for _, line in read_lines(name)]


def test_calendar_is_sorted_and_sourced() -> None:
    kinds = ["congress", "plenum", "npc", "ccdi"]
    rows = _rows("calendar.tsv")
    keys = [(kinds.index(row[0]), row[3], row[4]) for row in rows]
    assert keys == sorted(keys)
    assert len({tuple(row[:3]) for row in rows}) == len(rows)
    for kind, number, session, first, last, source in rows:
        assert date.fromisoformat(first) <= date.fromisoformat(last), (kind, number, session)
        assert len(source) > 8
        assert (session == "-") == (kind == "congress")


def test_calendar_is_complete() -> None:
    known = calendar.meetings()
    assert [n for kind, n, _ in known if kind == "congress"] == list(range(1, 21))
    sessions = {(kind, n): [] for kind, n, _ in known if kind in ("plenum", "npc")}
    for kind, number, session in known:
        if (kind, number) in sessions:
            sessions[kind, number].append(session)
    for (kind, number), found in sessions.items():
        first = 2 if (kind, number) == ("plenum", 7) else 1
        assert found == list(range(first, first + len(found))), (kind, number)
    assert [n for kind, n in sessions if kind == "npc"] == list(range(1, 15))
    assert [n for kind, n in sessions if kind == "plenum"] == list(range(7, 21))


def test_calendar_agrees_with_itself() -> None:
    rows = {
        (r[0], int(r[1]), r[2]): (date.fromisoformat(r[3]), date.fromisoformat(r[4]))
        for r in _rows("calendar.tsv")
    }
    for number in range(8, 21):
        closed = rows["congress", number, "-"][1]
        assert 0 <= (rows["plenum", number, "1"][0] - closed).days <= 4, number
    for number in range(7, 20):
        last = max(v[1] for k, v in rows.items() if k[:2] == ("plenum", number))
        assert last <= rows["congress", number + 1, "-"][0], number
    yearly = [v[0].year for k, v in rows.items() if k[0] == "npc" and v[0].year >= 1978]
    assert yearly == list(range(1978, 2027))
    for (kind, number, _), (first, _) in rows.items():
        if kind == "ccdi":
            assert first >= rows["congress", number, "-"][1]


def test_plans_follow_each_other() -> None:
    plans = list(calendar.plans().values())
    assert [plan.number for plan in plans] == list(range(1, 16))
    assert all(plan.last - plan.first == 4 for plan in plans)
    assert all(b.first == a.last + 1 for a, b in pairwise(plans) if a.number != 2)


def test_words_are_dated_once_and_in_order() -> None:
    for table in (
        calendar.watchwords(),
        calendar.campaigns(),
        calendar.events(),
        calendar.leaders(),
    ):
        words = [entry.word for entry in table]
        assert len(set(words)) == len(words), sorted(w for w in words if words.count(w) > 1)
        for entry in table:
            years = [m.year for m in (entry.known, entry.begun, entry.ended) if m is not None]
            assert years == sorted(years), entry
            assert all(1949 <= year <= calendar.last_year() for year in years), entry


def test_bad_lexicon_line_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar, "read_lines", lambda _: iter([(7, "plenum\t17\t3")]))
    calendar.meetings.cache_clear()
    with pytest.raises(LexiconError, match=r"^calendar.tsv:7: 3 columns given"):
        calendar.meetings()
    calendar.meetings.cache_clear()

"""Slogans: kinds, stated numbers, items, aggregation, lifecycle."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.analysis.slogans import (
    SloganQuery,
    SloganRow,
    find_slogans,
    list_slogans,
    slogan_rows,
    slogan_status_rows,
    slogan_year_rows,
)
from policytext.analysis.slogans.stated import read_stated
from policytext.analysis.slogans.unquoted import PlainTexts, count_unquoted
from policytext.errors import PolicytextError, UsageError
from policytext.speech.model import Speech, read_speech
from policytext.text.widths import fold_width

CASES = Path(__file__).parent / "cases"


def read_cases() -> list[tuple[str, str, list[tuple[str, str, str, str]]]]:
    out = []
    for line in (CASES / "slogans.tsv").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        label, text, expected = line.replace("\\n", "\n").split("\t")
        rows = []
        for row in expected.split(" // ") if expected else []:
            slogan, kind, *rest = row.split(" / ")
            rows.append((slogan, kind, *rest, *[""] * (2 - len(rest))))
        out.append((label, text, rows))
    return out


def speech(text: str, *, doc: str = "x", year: int | None = None) -> Speech:
    return read_speech(text, doc=doc, metadata={"year": str(year)} if year else {})


@pytest.mark.parametrize(("label", "text", "expected"), read_cases())
def test_cases(label: str, text: str, expected: list[tuple[str, str, str, str]]) -> None:
    found = [(u.slogan, u.kind, u.stated, u.items) for u in list_slogans(speech(text))]
    assert found == expected, label


def test_there_are_enough_cases() -> None:
    cases = read_cases()
    assert len(cases) >= 80
    nothing = sum(1 for *_, rows in cases if not any(row[3] for row in rows))
    assert sum(1 for *_, rows in cases if not rows) * 5 >= len(cases), nothing


def stated_cases() -> list[tuple[str, str]]:
    lines = (CASES / "stated.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")[:2]) for line in lines if line and line[0] != "#"]  # type: ignore[misc]


@pytest.mark.parametrize(("slogan", "expected"), stated_cases())
def test_stated(slogan: str, expected: str) -> None:
    assert read_stated(fold_width(slogan)) == expected


def test_there_are_enough_stated_cases() -> None:
    cases = stated_cases()
    assert len(cases) >= 110
    assert sum(1 for _, expected in cases if not expected) * 5 >= len(cases)


def test_an_occurrence_reopens_in_the_source() -> None:
    source = "一、工作\n認(rèn)真開(kāi)展“三級聯(lián)創(chuàng)”活動(dòng)。\n"
    (use,) = list_slogans(speech(source))
    assert (use.slogan, use.line) == ("三级联创", 2)
    assert source[use.start : use.end].startswith("三級聯")
    assert use.sentence == "认真开展“三级联创”活动。"


def test_titles_on_demand() -> None:
    text = "学习《公务员法》,开展“双联”行动。"
    assert [u.kind for u in list_slogans(speech(text))] == ["shorthand"]
    assert [(u.slogan, u.kind) for u in list_slogans(speech(text), titles=True)] == [
        ("公务员法", "title"),
        ("双联", "shorthand"),
    ]


def rows_of(*speeches: Speech, **query: object) -> list[SloganRow]:
    asked = SloganQuery(**query)  # type: ignore[arg-type]
    return list(slogan_rows((find_slogans(s) for s in speeches), asked))


def test_variants_are_one_slogan() -> None:
    rows = rows_of(
        speech("要“走出去、引进来”。", doc="a", year=2001),
        speech("要“走出去，引进来”,也要「走出去 引进來」。要“走出去、引进来”!", doc="b", year=2003),
    )
    assert [(r.slogan, r.kind, r.count, r.docs) for r in rows] == [
        ("走出去、引进来", "phrase", 4, 2)
    ]
    assert (rows[0].first_year, rows[0].last_year) == (2001, 2003)


def test_an_explanation_in_brackets_is_no_part_of_the_slogan() -> None:
    rows = rows_of(
        speech("开展“两提高”活动。达到“两提高(提高效率、水平)”。"),
        speech("继续“两提高”。", doc="y"),
    )
    assert [(r.slogan, r.count, r.items) for r in rows] == [("两提高", 3, "提高效率|水平")]


def test_the_best_items_are_kept() -> None:
    rows = rows_of(
        speech("通过抓学习、抓管理、抓规划“四抓”并举。"),
        speech("通过抓学习、抓管理、抓规划、抓重点“四抓”并举。", doc="y"),
        speech("落实“四抓”。", doc="z"),
    )
    assert rows[0].items == "抓学习|抓管理|抓规划|抓重点"
    assert rows[0].example == "通过抓学习、抓管理、抓规划“四抓”并举。"


def test_unquoted_counts_the_same_words_without_quotes() -> None:
    (row,) = rows_of(
        speech("坚持“科学发展观”。以科学发展观为指导,落实科学发展观。“科学发展观”好。")
    )
    assert (row.count, row.unquoted) == (2, 2)


def test_unquoted_prefers_the_longer_slogan() -> None:
    rows = rows_of(speech("抓“发展”,坚持“科学发展观”。科学发展观管全局,发展是硬道理。"))
    assert {r.slogan: r.unquoted for r in rows} == {"发展": 1, "科学发展观": 1}


def test_unquoted_leaves_single_characters_empty() -> None:
    (row,) = rows_of(speech("极“左”思潮,左右摇摆。"))
    assert (row.slogan, row.unquoted) == ("左", None)


def test_unquoted_in_other_spelling() -> None:
    rows = rows_of(speech("坚持“走出去、引进来”。要走出去，引进来,要走出去引进来。"))
    assert [(r.slogan, r.count, r.unquoted) for r in rows] == [("走出去、引进来", 1, 2)]


def test_numerals_do_not_run_on() -> None:
    texts = [(None, "百分之十五,十五项,十五计划,二十五期间")]
    assert count_unquoted(texts, {"十五": "十五"}) == {("十五", None): 1}


@given(st.lists(st.text(alphabet="三农发展观科学，、", max_size=30), max_size=8))
def test_one_pass_counts_as_a_loop_does(texts: list[str]) -> None:
    words = ("科学发展观", "发展")
    found = count_unquoted([(None, t) for t in texts], {w: w for w in words})
    long = sum(t.count("科学发展观") for t in texts)
    short = sum(t.replace("科学发展观", "。").count("发展") for t in texts)
    assert found == {
        k: v for k, v in {(words[0], None): long, (words[1], None): short}.items() if v
    }


def test_texts_come_back_from_the_file() -> None:
    texts = PlainTexts(bytes_in_memory=10)
    kept = [(2000 + i, f"第{i}篇讲话\x00的正文") for i in range(20)]
    for year, text in kept:
        texts.add(text, year)
    assert list(texts) == kept == list(texts)
    texts.close()


def test_a_full_temporary_folder_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    with pytest.raises(PolicytextError, match=r"missing: .*TMPDIR"):
        PlainTexts(bytes_in_memory=1).add("三级联创", None)


def test_filters() -> None:
    text = "“三讲”教育,“三讲”教育,“人才强县”,按照有机构、有场所的“两有”要求。"
    assert [r.slogan for r in rows_of(speech(text), min_count=2)] == ["三讲"]
    assert [r.slogan for r in rows_of(speech(text), kinds=("term",))] == ["人才强县"]
    assert [r.slogan for r in rows_of(speech(text), with_items=True)] == ["两有"]
    with pytest.raises(UsageError, match="known are quotation, shorthand"):
        SloganQuery(kinds=("slogan",))


CORPUS = (
    ("a", 2001, "落实“三讲”,落实“两基”。"),
    ("b", 2003, "落实“两基”。两基攻坚。"),
    ("c", 2008, "落实“两基”,实施“双联”。"),
    ("d", None, "落实“三讲”。"),
    ("e", 2012, "实施“双联”和“三讲”。"),
)


def corpus() -> list[Speech]:
    return [speech(text, doc=doc, year=year) for doc, year, text in CORPUS]


def test_by_year() -> None:
    found = map(find_slogans, corpus())
    rows = [r[:2] + r[3:] for r in slogan_year_rows(found, SloganQuery(kinds=("shorthand",)))]
    assert rows == [
        (2001, "三讲", 1, 0, 1),
        (2001, "两基", 1, 0, 1),
        (2003, "两基", 1, 1, 1),
        (2008, "两基", 1, 0, 1),
        (2008, "双联", 1, 0, 1),
        (2012, "三讲", 1, 0, 1),
        (2012, "双联", 1, 0, 1),
        (None, "三讲", 1, 0, 1),
    ]


def test_status() -> None:
    rows = slogan_status_rows(map(find_slogans, corpus()), SloganQuery(), years={2008})
    assert [(r.slogan, r.status, r.count, r.before, r.last_before) for r in rows] == [
        ("双联", "new", 1, 0, None),
        ("两基", "continued", 1, 2, 2003),
        ("三讲", "last seen before", 0, 1, 2001),
    ]


def test_status_of_the_last_year() -> None:
    rows = slogan_status_rows(map(find_slogans, corpus()), SloganQuery())
    assert [(r.slogan, r.status) for r in rows] == [
        ("三讲", "continued"),
        ("双联", "continued"),
        ("两基", "last seen before"),
    ]


def test_status_of_a_year_without_speeches_is_empty() -> None:
    assert not list(slogan_status_rows(map(find_slogans, corpus()), SloganQuery(), years={1990}))


def test_order_does_not_depend_on_the_order_of_documents() -> None:
    columns = slice(0, 9)  # the example is the first one that is read
    forward = [r[columns] for r in rows_of(*corpus())]
    assert forward == [r[columns] for r in rows_of(*reversed(corpus()))]


def test_seeds(seeds: dict[str, str]) -> None:
    uses = {doc: list_slogans(speech(text)) for doc, text in seeds.items()}
    assert {doc: len(found) for doc, found in uses.items()} == {
        "000": 82,
        "001": 104,
        "002": 3,
        "003": 19,
        "004": 21,
    }
    assert [u.items for u in uses["000"] if u.slogan == "五有"] == [
        "有组织机构|有场所设施|有管理制度|有活动内容|有良好效果",
        "",
    ]


@given(st.text(alphabet='三级联创的、,，。:;\n活动一是二要5+X（）()“”‘’"《》', max_size=80))
def test_any_text_gives_sound_rows(text: str) -> None:
    source = speech(text)
    for use in list_slogans(source, titles=True):
        assert 0 <= use.start < use.end <= len(text)
        assert bool(use.stated) <= (use.kind == "shorthand")
        assert not use.items or use.kind == "shorthand"
        assert "\n" not in use.slogan
        assert all(use.items.split("|")) or not use.items


@pytest.mark.parametrize(
    "unit", ["“三级联创”、", "有机构、", "一是学习,", "“两有”(", "三", "是不是?这“3个是不是”"]
)
def test_hostile_input_comes_back(unit: str) -> None:
    found = find_slogans(speech(unit * 5_000 + "“五有”" + unit * 5_000))
    assert found.uses

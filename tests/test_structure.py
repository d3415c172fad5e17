"""Headings, sections, paragraphs and sentences."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.speech.headings import mark_at
from policytext.speech.sentences import split_sentences
from policytext.speech.structure import read_structure
from policytext.text.widths import fold_width

CASES = Path(__file__).parent / "cases"


def table(name: str, least: int) -> list[list[str]]:
    lines = (CASES / name).read_text(encoding="utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    assert len(rows) >= least
    return rows


@pytest.mark.parametrize(("line", "number", "title"), table("headings.tsv", 35))
def test_heading(line: str, number: str, title: str) -> None:
    text = line + "\n" + "正文" * 40 + "。"
    folded = fold_width(text)
    headings = read_structure(text, folded).headings
    if not number:
        assert headings == ()
        assert mark_at(folded, 0) is None
        return
    assert [(h.number, h.title) for h in headings][:1] == [(number, title)]
    assert text[headings[0].start : headings[0].end].endswith(title)


@pytest.mark.parametrize(("paragraph", "sentences"), table("sentences.tsv", 14))
def test_sentences(paragraph: str, sentences: str) -> None:
    found = split_sentences(fold_width(paragraph), 0, len(paragraph))
    assert "|".join(paragraph[a:b] for a, b in found) == sentences


def sections(text: str) -> list[str]:
    return [h.section for h in read_structure(text, fold_width(text)).headings]


def test_sections_nest_by_style() -> None:
    text = (
        "一、回顾\n(一)党建。有成绩:一是抓学习。二是抓管理。\n(二)人才。略。\n"
        "二、计划\n(一)目标。略。\n1、第一步。略。\n2、第二步。略。\n三、结语\n略。\n"
    )
    assert sections(text) == [
        *("一", "一/(一)", "一/(一)/一是", "一/(一)/二是", "一/(二)"),
        *("二", "二/(一)", "二/(一)/1", "二/(一)/2", "三"),
    ]


def test_a_list_inside_a_series_that_goes_on() -> None:
    text = "第一、严格控制规模。略。\n一、总规模。略。\n二、项目。略。\n第二、整顿企业。略。\n"
    assert sections(text) == ["第一", "第一/一", "第一/二", "第二"]


def test_enumerators_need_a_second() -> None:
    assert sections("这里一是多余的话。别的没有。") == []
    assert sections("主要有:一是抓学习,二是抓管理。") == ["一是", "二是"]


def test_a_plain_line_between_paragraphs_is_a_heading() -> None:
    long = "过去的一年,我们的经济工作是在克服困难中前进的,取得了新的成绩。"
    text = f"各位代表:\n\n{long}\n\n\n关于国内建设\n\n\n{long}\n一、农业\n{long}\n"
    found = read_structure(text, text).headings
    assert [(h.depth, h.number, h.title) for h in found] == [
        (1, "", "关于国内建设"),
        (2, "一", "农业"),
    ]


def test_a_line_broken_inside_a_sentence_is_one_paragraph() -> None:
    text = "今年是我国与\n印度\n共同倡导五项原则三十周年。\n\n另一段。\n"
    spans = [(p.start, p.end) for p in read_structure(text, text).paragraphs]
    assert [text[a:b].replace("\n", "") for a, b in spans] == [
        "今年是我国与印度共同倡导五项原则三十周年。",
        "另一段。",
    ]


@given(st.text(alphabet="一二三、是要(（)）“”‘’。，：第要——1.\n 　党建工作", max_size=120))
def test_whatever_the_text_offsets_hold(text: str) -> None:
    folded = fold_width(text)
    structure = read_structure(text, folded)
    for heading in structure.headings:
        assert 0 <= heading.start <= heading.end <= len(text)
        assert text[heading.start : heading.end].replace("\n", "").endswith(heading.title)
    starts = [h.start for h in structure.headings]
    assert starts == sorted(starts)
    covered = [i for p in structure.paragraphs for i in range(p.start, p.end)]
    assert len(covered) == len(set(covered))
    # Nothing but white space is left out of paragraphs, and nothing of them out of sentences.
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(covered)
    in_sentences = {
        i
        for p in structure.paragraphs
        for a, b in split_sentences(folded, p.start, p.end)
        for i in range(a, b)
    }
    assert {i for i in covered if not text[i].isspace()} <= in_sentences

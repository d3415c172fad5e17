"""The repairs together: what is clean stays, twice is once, and every row can be reopened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from policytext.analysis.outline import outline_speech
from policytext.analysis.repairs import list_repairs
from policytext.speech.model import Speech, read_speech
from policytext.text.edits import apply_edits, undo_edits
from policytext.text.repair import repair_text
from policytext.text.script import to_simplified

NAMES = ["000", "001", "002", "003", "004"]


def speech_of(text: str) -> Speech:
    return read_speech(text, doc="x", metadata={"year": "2008"})


@pytest.mark.parametrize("name", NAMES)
def test_repairs_point_at_the_source_and_can_be_undone(seeds: dict[str, str], name: str) -> None:
    source = seeds[name]
    speech = speech_of(source)
    clean = speech.clean
    assert apply_edits(source, clean.edits) == clean.repaired
    assert undo_edits(clean.repaired, source, clean.edits) == source
    rows = list_repairs(speech)
    assert rows
    for row in rows:
        assert source[row.start : row.end] == row.before
        assert row.line == source.count("\n", 0, row.start) + 1
    # The rows alone lead from the source to the clean text.
    at, out = 0, []
    for row in rows:
        if row.kind != "damaged":
            out += [source[at : row.start], row.after]
            at = row.end
    assert "".join([*out, source[at:]]) == clean.text


@pytest.mark.parametrize("name", NAMES)
def test_headings_point_at_the_source(seeds: dict[str, str], name: str) -> None:
    source = seeds[name]
    speech = speech_of(source)
    rows = outline_speech(speech)
    assert len(rows) == len(speech.headings)
    lines = source.split("\n")
    for row, heading in zip(rows, speech.headings, strict=True):
        start, end = speech.clean.source_span(heading.start, heading.end)
        again = to_simplified(repair_text(source[start:end]).text)
        assert again.endswith(row.title[-4:])
        assert heading.number[:1] in to_simplified(lines[row.line - 1])


@pytest.mark.parametrize("name", NAMES)
def test_clean_twice_is_clean_once(seeds: dict[str, str], name: str) -> None:
    once = repair_text(seeds[name]).text
    assert repair_text(once).text == once


CLEAN = [
    "各位代表：\n\n　　现在，我代表国务院，向大会作政府工作报告，请予审议。\n",
    "国内生产总值增长８．５％，财政收入增长5·8%。\n",
    "是不是各级党委都抓了党建?是不是都成为从严管党的书记?这“3个是不是”，是提醒。\n",
    "治理PM2.5(细颗粒物)，GDP(国内生产总值)增长，(a)项、(WTO)规则。\n",
    "县(市、区)委书记，**区、XX县。\n",
    "“三级联创”、‘公司+农户’、「一国两制」、『四个现代化』。\n",
]


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_comes_out_unchanged(text: str) -> None:
    clean = repair_text(text)
    assert clean.text == text
    assert clean.edits == ()
    assert clean.damaged == ()


@given(st.lists(st.sampled_from([*CLEAN, "，", "一、", "2008年"]), max_size=6).map("".join))
def test_clean_text_comes_out_unchanged_however_it_is_put_together(text: str) -> None:
    assert repair_text(text).text == text


def test_the_script_of_the_source_does_not_show(seeds: dict[str, str]) -> None:
    """A simplified speech and its machine-made traditional version give the same text."""
    source = seeds["001"]
    assert repair_text(OpenCC("s2t").convert(source)).text == repair_text(source).text


@given(st.text(alphabet="導(dǎo)语?!;边@“”。A1 \u200b\r\n\t\u3000：時间", max_size=60))
def test_whatever_the_text_rows_hold(text: str) -> None:
    speech = speech_of(text)
    clean = speech.clean
    assert undo_edits(clean.repaired, text, clean.edits) == text
    assert len(clean.repaired) == len(clean.text)
    for row in list_repairs(speech):
        assert text[row.start : row.end] == row.before

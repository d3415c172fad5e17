"""Reading four times as much takes about four times as long, whatever is repeated in the text."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import partial

import pytest

from policytext.analysis.diff.alignment import align_sentences
from policytext.engine import WordSettings, segmenter
from policytext.speech.dating import date_speech
from policytext.speech.facts import read_facts
from policytext.speech.sentences import split_sentences
from policytext.speech.structure import read_structure
from policytext.text.widths import fold_width

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_collector")]

SIZE = 6_000  # characters
# Four times the text: 4 where time grows with it, 16 where it grows with its square.
MOST = 9.0
TRIES = 4
HEADS = ("", "代表国务院,")
UNITS = re.findall(
    r"\S+",
    """2008年 08年 一九九八年 2008年2月3日 60周年 改革开放三十周年 党的十七大 十二大以后
    五届人大三次会议 十届全国人大三次会议 届三中、四中 “十一五” 第十二个五年计划 今年 今年在 迎接
    去年(2007年 到2020年 三个代表 北京奥运会 一、 (一) 一是抓,二是管, 第一, —— “ 》 ( 【讲话】 张三
    作者: 在会上 .txt 国务院 各县 土家 讲话 同志们 1. ①""",
)
UNITS += ["\t", "\u3000", "\n", "\r\n", " \n", "一、抓\n", "。\n\n", "\u00a0", "年\n"]


def read_all(text: str) -> None:
    folded = fold_width(text)
    structure = read_structure(text, folded)
    for paragraph in structure.paragraphs:
        split_sentences(folded, paragraph.start, paragraph.end)
    date_speech(folded, headings=[h.title for h in structure.headings])
    read_facts(text, text)


def _read_part(text: str, times: int) -> None:
    read_all(text[: times * SIZE])


def grows_evenly(work: Callable[[int], object]) -> bool:
    """Whether four times the size takes less than MOST times the time, at best of some tries."""
    best = {1: float("inf"), 4: float("inf")}
    for _ in range(TRIES):
        for times in best:
            start = time.process_time()
            work(times)
            best[times] = min(best[times], time.process_time() - start)
        # Below a millisecond there is nothing to compare.
        if best[4] < MOST * max(best[1], 0.005):
            return True
    return False


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_growth(unit: str) -> None:
    read_all("同志们:今年是2008年。")  # compiles and loads
    for head in HEADS:
        text = head + unit * (4 * SIZE)
        assert grows_evenly(partial(_read_part, text)), head


def test_growth_of_the_alignment() -> None:
    tokens = segmenter(WordSettings(builtin=False)).tokens
    a = [f"第{k}项任务是建设第{k * 7}号工程,投资{k}万元。" for k in range(2000)]
    b = [f"建设第{k * 7}号工程,再投资{k + 1}万元。" for k in range(2000)]
    assert grows_evenly(lambda times: align_sentences(a[: 500 * times], b[: 500 * times], tokens))

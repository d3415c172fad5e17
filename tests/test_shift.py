"""Shifted GBK frames come back, and nothing else is touched."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.speech.model import read_speech
from policytext.text import shift
from policytext.text.edits import apply_edits
from policytext.text.fluency import Fluency
from policytext.text.frames import char_of, frame_of
from policytext.text.lattice import Lattice, Reading
from policytext.text.paths import Kept
from policytext.text.run_graph import Run
from policytext.text.shift import find_shifts
from policytext.text.spellings import forms_of, plain

CASES = Path(__file__).parent / "cases" / "shift.tsv"
ESCAPES = {"\\ufffd": "\ufffd", "\\ue2a6": "\ue2a6"}


def _cases() -> list[tuple[str, str, str]]:
    content = CASES.read_text(encoding="utf-8")
    for written, char in ESCAPES.items():
        content = content.replace(written, char)
    rows = [line.split("\t") for line in content.split("\n") if line and line[0] != "#"]
    return [(label, text, expected) for label, text, expected in rows]


def _repair(text: str) -> str:
    return apply_edits(text, find_shifts(text)[0])


def _damage(before: str, after: str) -> str | None:
    """``before`` 。 ``after`` with the first byte of 。 lost, read on as GBK; or None."""
    raw = b"\xa3" + after.encode("gbk")
    shown, at, eaten = "?", 0, 0
    while at < len(raw):
        first = raw[at]
        if first < 0x80:  # the second byte of a character: in step again
            eaten = (at + 1 - 1) // 2
            return before + shown + chr(first) + after[eaten:]
        pair = raw[at : at + 2]
        if len(pair) < 2 or pair[1] < 0x40:
            return None
        hidden = (0xAA <= first <= 0xAF or first >= 0xF8) and pair[1] >= 0xA1
        shown += "" if hidden else pair.decode("gbk", "replace").replace("\ufffd", "?")[:1]
        at += 2
    return None


@pytest.mark.parametrize(("label", "text", "expected"), _cases())
def test_cases(label: str, text: str, expected: str) -> None:
    edits, damaged = find_shifts(text)
    if expected in "=!":
        assert edits == []
        assert bool(damaged) == (expected == "!")
    else:
        assert apply_edits(text, edits) == expected
        assert damaged == []
        assert all(edit.kind == "shift" for edit in edits)


def test_there_are_enough_cases() -> None:
    cases = _cases()
    assert len(cases) >= 90
    assert sum(expected == "=" for _, _, expected in cases) * 3 >= len(cases)


@pytest.mark.parametrize(("label", "text", "expected"), _cases())
def test_repairing_again_changes_nothing(label: str, text: str, expected: str) -> None:
    once = _repair(text)
    assert _repair(once) == once


def test_seeds(seeds: dict[str, str]) -> None:
    restored = {name: find_shifts(text) for name, text in seeds.items()}
    assert all(damaged == [] for _, damaged in restored.values())
    counts = {name: len(edits) for name, (edits, _) in restored.items()}
    assert counts == {"000": 10, "001": 0, "002": 0, "003": 0, "004": 2}
    clean = apply_edits(seeds["000"], restored["000"][0])
    for passage in ("。”這幾年來", "。基本思路是，抓住重點,突破難點", "滑坡搶險救", "開展營造良好"):
        assert passage in clean
    assert clean.count("。縣") == 6
    clean = apply_edits(seeds["004"], restored["004"][0])
    assert "本領。《決定》對各級" in clean
    assert "主動權。基礎不牢,地動山搖" in clean


def test_edits_are_sorted_and_disjoint(seeds: dict[str, str]) -> None:
    edits, _ = find_shifts(seeds["000"])
    assert all(a.end <= b.start for a, b in pairwise(edits))


def test_offsets_do_not_depend_on_line_ends(seeds: dict[str, str]) -> None:
    text = seeds["000"].replace("\r\n", "\n")
    for edit in find_shifts(text)[0]:
        assert text[edit.start] == "?"
        assert "\n" not in text[edit.start : edit.end]


CLAUSES = (
    "各级党组织要认真学习贯彻中央精神",
    "經濟社會發展取得了新的成就",
    "這項工作由縣委組織部負責",
    "認真解決人民群眾反映強烈的問題",
    "進一步轉變政府職能",
    "農村面貌發生了深刻變化",
    "必須堅持以經濟建設為中心",
    "教育事業得到很大發展",
    "財政收入比上年增長百分之八",
    "領導干部要帶頭執行各項規定",
    "廣大黨員積極參加學習",
    "環境保護得到加強",
)


@given(st.lists(st.sampled_from(CLAUSES), min_size=2, max_size=5), st.sampled_from(["，", "。"]))
@settings(max_examples=40)
def test_damage_is_undone_or_reported(clauses: list[str], mark: str) -> None:
    before, after = clauses[0], mark.join(clauses[1:]) + "。"
    text = _damage(before, after)
    if text is None:
        return
    edits, damaged = find_shifts(text)
    restored = apply_edits(text, edits)
    was, now = plain(f"{before}。{after}"), plain(restored)
    # A lost pair leaves no trace: 党组织认真学习 reads as well as 党组织要认真学习.
    a_word_less = len(was) - 2 <= len(now) < len(was) and _is_part(now, was)
    assert now == was or damaged or a_word_less


def _is_part(some: str, whole: str) -> bool:
    """Whether the characters of ``some`` stand in ``whole`` in their order."""
    rest = iter(whole)
    return all(char in rest for char in some)


@given(st.text(alphabet="?？!！;；,：:ＡAaQ@1的是我們党委縣。，\ufffd\ue2a6(lián)", max_size=60))
@settings(max_examples=60)
def test_hostile_text_stays_consistent(text: str) -> None:
    edits, damaged = find_shifts(text)
    ends = 0
    for start, end in sorted([(e.start, e.end) for e in edits] + damaged):
        assert ends <= start < end <= len(text)
        ends = end


@given(st.text(alphabet=st.characters(exclude_characters="?？\ufffd"), max_size=80))
def test_text_without_marks_is_left(text: str) -> None:
    assert find_shifts(text) == ([], [])


def test_many_marks_are_bounded() -> None:
    text = "我们?!的工作" * 3000 + "好吗??" * 3000
    assert find_shifts(text)[0] == []


def test_a_text_in_which_nothing_is_restored_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Lattice] = []

    class Counted(Lattice):
        def read(self, leads: frozenset[int]) -> list[Reading]:
            read.append(self)
            return super().read(leads)

    monkeypatch.setattr(shift, "Lattice", Counted)
    noise = [chr(0x4E00 + 37 * at % 20000) for at in range(9000)]
    text = "?!".join("".join(noise[at : at + 9]) for at in range(0, 9000, 9))
    edits, damaged = find_shifts(text)
    assert edits == []
    assert len(damaged) > 100
    assert sum(lattice.steps for lattice in read) < 8000
    assert len(read) < 60


def test_no_reading_has_two_stops_in_a_row() -> None:
    # A comma can hide with both of its bytes, so as many could stand here as one likes.
    shown = "辗ㄐ麄鹘逃钊脒M行"
    measure = Fluency("普法宣傳教育深入進行")
    run = Run(measure, shown, lambda end, swallowed: "", folded=False, respelt=False)
    found = Lattice(measure, run, keep=40).read(frozenset([0xC6]))
    texts = [reading.text for reading in found]
    assert texts[:2] == ["普法宣傳教育深入進", "普法宣傳教育，深入進"]
    assert not [text for text in texts if "，，" in text]


@given(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5))
def test_frames_of_characters(char: str) -> None:
    frame = frame_of(char)
    assert frame is not None
    assert char_of(*frame) == char


def test_frames_of_other_characters() -> None:
    assert frame_of("\ue2a6") == (0xF9, 0xB5)
    assert frame_of("A") is None
    assert frame_of("\ud800") is None
    assert frame_of("\U00020000") is None
    assert char_of(0xF9, 0xB5) is None
    assert char_of(0xA1, 0xA3) == "。"


def test_spellings_have_their_bytes() -> None:
    assert {spelt for _, _, spelt in forms_of("县")} == {"县", "縣"}
    assert all(char_of(first, second) == spelt for first, second, spelt in forms_of("发"))


def test_what_reads_well_scores_higher() -> None:
    measure = Fluency("縣委出臺了五年培訓規劃。")
    assert measure.words("县委出台了") > measure.words("舅悸肥牵") + 20
    right, wrong = (sum(measure.habit.chances("。", t)) for t in ("各级政府", "肚级政将"))
    assert right > wrong + 5
    assert measure.script_cost("发") < measure.script_cost("發")


def test_the_best_ways_to_a_place_are_kept() -> None:
    values = [-1.0, -3.0, -2.0, -2.0, -5.0, -0.5, -4.0, -20.0]
    kept = Kept(3)
    for number, value in enumerate(values):
        if value >= kept.least:
            kept.keep(str(number), (value, "", ""))
    best = sorted((path[0] for path in kept.paths.values()), reverse=True)
    assert best[:3] == sorted(values, reverse=True)[:3]
    assert kept.least == -2.0
    kept.keep("0", (-0.75, "", ""))  # the same text in a better way takes no second place
    assert kept.paths["0"][0] == -0.75
    assert kept.least == -2.0


@pytest.mark.parametrize(
    ("text", "line"),
    [
        # （征求意見稿） lost its first byte to the space before it, its last to the line.
        ("縣人民政府縣長\n\n 。ㄕ髑笠庖姼澹\n\n各位代表：", " \u3000（征求意見稿）"),
        ("縣人民政府縣長\n\n。會議開始\n\n各位代表：", "。會議開始"),
    ],
)
def test_a_line_may_end_a_run(text: str, line: str) -> None:
    assert read_speech(text, doc="x").clean.repaired.split("\n")[2] == line


def test_a_gloss_may_follow_a_run() -> None:
    text = "確保完成全年招商引資任務?,F(xiàn)在,我先講兩個方面的問題。"
    assert (
        read_speech(text, doc="x").text == "确保完成全年招商引资任务。现在,我先讲两个方面的问题。"
    )

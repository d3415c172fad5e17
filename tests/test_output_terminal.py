"""Tables for people: widths, folding, colour, and cells that must not drive a terminal."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.output.cells import fields_of
from policytext.output.terminal import display_width, fit_widths, render_table, visible
from policytext.output.writer import batched

thorough = settings(derandomize=True, deadline=None, max_examples=150)


def table(rows: list[Any], columns: Any, *, width: int | None, **options: Any) -> str:
    kind = type(rows[0]) if rows and hasattr(rows[0], "_fields") else None
    fields = fields_of(kind, columns)
    return "".join(render_table(batched(rows, 500), fields, width=width, **options))


@pytest.fixture
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    for name in ("COLORTERM", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


def test_a_piped_table_is_aligned_and_never_wrapped() -> None:
    text = table(
        [("稳中求进", 5, "长" * 200), ("三农", 1234, "x")], ["term", "n", "text"], width=None
    )
    lines = text.splitlines()
    assert lines[0] == f"term{' ' * 9}n  text"
    assert lines[1] == "─" * 8 + "  " + "─" * 4 + "  " + "─" * 400
    assert lines[2] == "稳中求进     5  " + "长" * 200
    assert lines[3] == "三农      1234  x"
    assert len(lines) == 4


@pytest.mark.usefixtures("plain_terminal")
def test_numbers_stand_under_each_other_by_their_points() -> None:
    rows = [("甲", 11113000, "x"), ("乙", 53.9, "x"), ("丙", None, "x"), ("丁", -0.25, "x")] * 200
    for width in (None, 80):
        lines = table(rows, ["subject", "value", "unit"], width=width).splitlines()
        lines = [line.rstrip() for line in lines if line[0] in "甲乙丙丁"]
        assert len(lines) == 800
        assert (
            lines[:4]
            == lines[796:]
            == [
                "甲       11113000     x",
                "乙             53.9   x",
                "丙                    x",
                "丁             -0.25  x",
            ]
        )


def test_an_empty_table_has_its_header() -> None:
    assert table([], ["term", "n"], width=None) == "term  n\n────  ─\n"
    assert table([], ["term", "n"], width=None, header=False) == ""
    assert table([], ["term", "n"], width=80).startswith("term  n\n")


@pytest.mark.usefixtures("plain_terminal")
def test_a_terminal_table_folds_and_fits() -> None:
    rows = [("稳中求进", 123456, "坚持改革开放" * 30)] * 3
    for width in (40, 60, 200):
        text = table(rows, ["term", "n", "sentence"], width=width)
        assert max(map(display_width, text.splitlines())) <= width
        assert text.count("123456") == 3
        assert text.replace(" ", "").replace("\n", "").count("开放") >= 60
        assert "…" not in text


@pytest.mark.usefixtures("plain_terminal")
def test_columns_for_programs_make_room_first() -> None:
    row = ("a" * 30, "", "句" * 60, 1000, 2000)
    columns = ["doc", "empty_column", "sentence", "start", "end"]
    assert "start" in table([row], columns, width=100).splitlines()[0]
    narrow = table([row], columns, width=50)
    assert "start" not in narrow.splitlines()[0]
    assert narrow.splitlines()[-1].startswith("(not shown for want of room: start, end;")


@pytest.mark.usefixtures("plain_terminal")
def test_a_narrow_terminal_gets_blocks_with_everything() -> None:
    row = tuple(f"值{i}" * 5 for i in range(12))
    text = table([row, row], [f"column{i}" for i in range(12)], width=60)
    lines = text.splitlines()
    assert lines[0].split() == ["column0", row[0]]
    assert sum(line.startswith("column11") for line in lines) == 2
    assert max(map(display_width, lines)) <= 60


def test_hostile_cells_cannot_drive_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    hostile = "\x1b]0;x\x07\x1b[2J\x9b31m\x7f\u202e[bold]红[/bold]\r\n\t\ud800"
    for width in (None, 60, 10):
        text = table([(hostile, hostile[::-1])] * 600, ["a", "b"], width=width)
        assert not {*text} & {"\x1b", "\x07", "\x9b", "\x7f", "\u202e", "\r", "\t"}
        assert "[bold]" in text.replace(" ", "").replace("\n", "") or width == 10
    assert visible("稳中求进 zhong\u3000") == "稳中求进 zhong\u3000"


def test_colour_is_there_and_goes_with_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    from rich.text import Text

    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    styles = {"keyword": lambda text: Text(text, style="red")}
    rows = [("我们坚持", "改革"), ("全面深化", "改革")]
    assert "\x1b[31m改革" in table(rows, ["left", "keyword"], width=80, styles=styles)
    assert "\x1b" not in table(rows, ["left", "keyword"], width=None, styles=styles)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "[31m" not in table(rows, ["left", "keyword"], width=80, styles=styles)


@pytest.mark.usefixtures("plain_terminal")
def test_later_batches_keep_the_widths_of_the_first() -> None:
    rows = [("三农", 1)] * 500 + [("坚持稳中求进工作总基调", 2)]
    terminal = table(rows, ["term", "n"], width=80).splitlines()
    assert terminal[-1].split() == ["坚…", "2"]
    assert display_width(terminal[-1]) == display_width(terminal[1].rstrip())
    assert table(rows, ["term", "n"], width=None).splitlines()[-1] == "坚持稳中求进工作总基调  2"
    assert len(terminal) == 502


@thorough
@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 30)), max_size=8), st.integers(-5, 400)
)
def test_fit_widths(columns: list[tuple[int, int]], room: int) -> None:
    natural = [n for n, _ in columns]
    floors = [min(n, f) for n, f in columns]
    widths = fit_widths(natural, floors, room)
    if widths is None:
        assert sum(floors) > room
        return
    assert sum(widths) <= room
    assert all(f <= w <= n for f, w, n in zip(floors, widths, natural, strict=True))
    if sum(natural) <= room:
        assert widths == natural


def test_a_very_long_cell_is_neither_lost_nor_slow() -> None:
    # 100,000 characters: anything quadratic would hold the tests up for minutes
    cell = "稳\x1b" * 50_000
    rows = [(cell, 1), ("a" * 100_000, 2), ("\u0301" * 100_000, 3)]
    assert table(rows, ["term", "n"], width=None).count("稳␛") == 50_000
    folded = table(rows, ["term", "n"], width=80)
    assert (folded.count("稳"), folded.count("a")) == (50_000, 100_000)

"""find_quantities: which numbers a text holds, what they measure and what they are not."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext import lexicons
from policytext.errors import LexiconError
from policytext.lexicons import Beside
from policytext.speech import quantity_lexicons
from policytext.speech.numerals import Quantity, find_quantities, format_number
from policytext.speech.quantity_lexicons import (
    KINDS,
    approximators_after,
    approximators_before,
    approximators_inside,
    convert,
    fixed_patterns,
    fixed_words,
    units,
)

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "quantities.tsv")
    .read_text(encoding="utf-8")
    .split("\n")
    if line and not line.startswith("#")
]
_FOLD = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20}


def describe(text: str, quantity: Quantity) -> str:
    value = "" if quantity.value is None else f"{quantity.value:f}"
    if quantity.value_max is not None:
        value += f"..{quantity.value_max:f}"
    raw = text[quantity.start : quantity.end]
    cells = [raw, quantity.kind, value, quantity.unit, "+".join(quantity.approx)]
    return "|".join(cells).rstrip("|")


def test_table_is_large_and_asks_for_nothing_often_enough() -> None:
    assert all(len(case) == 4 for case in CASES), [case for case in CASES if len(case) != 4]
    nothing = sum(case[2] == "-" for case in CASES)
    assert len(CASES) >= 380
    assert nothing * 5 >= len(CASES)


@pytest.mark.parametrize(("label", "text", "statistics", "others"), CASES)
def test_find_quantities(label: str, text: str, statistics: str, others: str) -> None:
    folded = text.translate(_FOLD)
    found = list(find_quantities(folded))
    assert [describe(folded, q) for q in found if q.is_statistic] == (
        [] if statistics == "-" else statistics.split(" ; ")
    ), label
    assert [f"{folded[q.start : q.end]}|{q.kind}" for q in found if not q.is_statistic] == (
        [] if others == "-" else others.split(" ; ")
    ), label


def test_fields_say_where_number_and_unit_stand() -> None:
    text = "约有4万多名党员,增长百分之五点三,$20"
    many, share, money = find_quantities(text)
    assert (text[many.start : many.end], many.approx) == ("约有4万多名", ("约", "多"))
    assert text[many.number_start : many.number_end] == "4万多"
    assert text[many.unit_start : many.unit_end] == "名"
    assert text[share.number_start : share.number_end] == "五点三"
    assert text[share.unit_start : share.unit_end] == "百分之"
    assert text[money.unit_start : money.unit_end] == "$"


texts = st.lists(
    st.one_of(
        st.sampled_from(
            "一二两三五十百千万亿零点半几多余近约 元%名个年月日第前至到-、,。:/.()“”《》翻番倍成"
        ),
        st.sampled_from(["12", "3.5", "1,234", "百分之", "分之", "个百分点", "公里", "平方米"]),
        st.sampled_from(["超过", "左右", "以上", "PM", "kg", "统一", "十六届", "2008年", "人口"]),
    ),
    max_size=25,
).map("".join)


@settings(derandomize=True, max_examples=600, deadline=None)
@given(texts)
def test_quantities_are_in_order_disjoint_and_inside_the_text(text: str) -> None:
    end = 0
    for quantity in find_quantities(text):
        assert end <= quantity.start < quantity.end <= len(text)
        assert quantity.start <= quantity.number_start < quantity.number_end <= quantity.end
        assert 0 <= quantity.unit_start <= quantity.unit_end <= len(text)
        assert quantity.kind in KINDS
        if quantity.value_max is not None:
            assert quantity.value is not None
            assert quantity.value < quantity.value_max
        for word in quantity.approx:
            assert word in text[quantity.start : quantity.end]
        end = quantity.end


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    st.integers(min_value=100, max_value=10**16 - 1),
    st.sampled_from(["元", "公里", "倍", "个百分点", "吨"]),
    st.sampled_from(["arabic", "grouped", "chinese", "mixed"]),
)
def test_a_number_written_in_any_style_is_found_with_its_unit(
    n: int, unit: str, style: str
) -> None:
    text = f"共计{format_number(n, style)}{unit}。"  # type: ignore[arg-type]
    (quantity,) = find_quantities(text)
    assert quantity.value == Decimal(n)
    assert (quantity.start, quantity.end) == (2, len(text) - 1)
    assert quantity.unit == unit.removeprefix("个")


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.decimals(min_value=0, max_value=1000, places=2))
def test_percent_in_signs_and_in_words_is_the_same_value(n: Decimal) -> None:
    signs = next(find_quantities(f"{n}%"))
    words = next(find_quantities("百分之" + format_number(n, "chinese")))
    assert signs.value == words.value == n
    assert signs.unit == words.unit == "%"


@pytest.mark.parametrize(
    "piece",
    [
        *("1", "一", "一百", "万", "1,", "123,", "1.", "1:", "1-", "5至", "1%-", "1、", "一、"),
        *("一分之", "百分之", "“", "“1", "《1", "1 ", "123 ", "1多", "近", "近1", "1个多", "半"),
        *("1/2", "十", "一零", "一点一", "1万1千", "壹", "壹拾", "一比", "2008-", "及以上", "上百"),
        *("壹百", "壹千佰伍", "拾一元", "1分之", "1又", "两角", "一块", "1和1之间", "三十千米"),
        *("1-1-1元", "1/1/1/", "12:"),
        *("-1", "负一", "1和", "\n1.", "《", "第1、", "十一五", "3月", "翻一番", "第", "1亿"),
    ],
)
def test_hostile_repetition_ends(piece: str) -> None:
    text = piece * (30_000 // len(piece))
    found = sum(1 for _ in find_quantities(text))
    assert found <= len(text)


def test_a_number_of_a_million_digits_has_no_value() -> None:
    (quantity,) = find_quantities("9" * 10**6 + "元")
    assert quantity.value is None


def test_every_unit_is_found_after_a_number() -> None:
    missed = []
    for unit in units().values():
        # 室, 楼 and 国集团 are read as names with their number; 成 and 折 have a limit.
        if unit.kind in ("rank", "name") or unit.written in ("成", "折"):
            continue
        text = f"共350{' ' if unit.written[0].isascii() else ''}{unit.written}。"
        found = list(find_quantities(text))
        if not found or found[0].unit != unit.unit:
            missed.append((unit.written, [describe(text, q) for q in found]))
    assert missed == []


def test_units_convert_exactly() -> None:
    assert convert(Decimal(15), "亩") == (Fraction(10000), "平方米")
    assert convert(Decimal("1.5"), "公里") == (Fraction(1500), "米")
    assert convert(Decimal(2), "斤") == (Fraction(1), "千克")
    assert convert(Decimal(1), "名") is None


def test_every_fixed_word_is_passed_over() -> None:
    assert len(fixed_words()) > 300
    noisy = []
    for words in fixed_words().values():
        for word, _ in words:
            found = [q for q in find_quantities(f"我们{word}。") if q.is_statistic]
            if found:
                noisy.append(word)
    assert noisy == []


def test_fixed_patterns_have_a_kind_each() -> None:
    pattern, kinds = fixed_patterns()
    assert pattern.groups == len(kinds)
    assert set(kinds) <= {*KINDS, "word"}


@pytest.mark.parametrize(
    ("name", "line", "message"),
    [
        ("units", "米\t米\tlenght\tlength", "units.tsv:7: 'lenght', expected one of"),
        ("units", "米\t米", "units.tsv:7: 2 columns, expected 4 to 7"),
        ("fixed_words", "统一\tname\twhy", "not_statistics.tsv:7: literal words"),
        ("fixed_words", "苹果\tword\twhy", "not_statistics.tsv:7: '苹果' holds no numeral"),
        ("fixed_patterns", "re:(一)\tname\twhy", "not_statistics.tsv:7: write"),
        ("fixed_patterns", "re:[\tname\twhy", "not_statistics.tsv:7: '\\[' is no regular"),
        ("approximators_before", "约\tbeside\tabout", "approximators.tsv:7: 'beside'"),
    ],
)
def test_a_broken_lexicon_line_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, line: str, message: str
) -> None:
    monkeypatch.setattr(lexicons, "read_lines", lambda _: iter([(7, line)]))
    loader = getattr(quantity_lexicons, name)
    with pytest.raises(LexiconError, match=message):
        loader.__wrapped__()


def test_factors_and_patterns_of_the_lexicons_are_well_formed() -> None:
    for unit in units().values():
        assert not unit.factor or Fraction(unit.factor) > 0, unit
        assert unit.not_before is None or not unit.not_before.stands_at("", 0)
    for table in (approximators_before(), approximators_inside(), approximators_after()):
        for entry in (entry for group in table.values() for entry in group):
            assert entry.not_before is None or not entry.not_before.stands_at("", 0)
            assert entry.not_after is None or not entry.not_after.ends_at("", 0)


def test_a_broken_pattern_of_a_lexicon_is_named_when_it_is_used() -> None:
    with pytest.raises(LexiconError, match=r"units.tsv:7: '\['.* is no regular expression"):
        Beside("units.tsv:7", "[").stands_at("米", 0)


def test_a_label_goes_on_over_the_end_of_a_line() -> None:
    kinds = [q.kind for q in find_quantities("广义货币M\n2增长13.6%,细颗粒物(PM\n2.5)下降")]
    assert kinds == ["name", "percent", "name"]

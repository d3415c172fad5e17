"""parse_number reads what people write, and every style that format_number writes."""

from __future__ import annotations

from decimal import Decimal
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.errors import UsageError
from policytext.speech.numerals import STYLES, format_number, parse_number

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "numerals.tsv")
    .read_text(encoding="utf-8")
    .split("\n")
    if line and not line.startswith("#")
]

PEER = {
    text: (value, theirs)
    for text, value, theirs in (
        line.split("\t")
        for line in (Path(__file__).parent / "cases" / "numerals_cn2an.tsv")
        .read_text(encoding="utf-8")
        .split("\n")
        if line and not line.startswith("#")
    )
}

integers = st.one_of(
    st.integers(min_value=0, max_value=10**16),
    # zeros inside are where numerals in words go wrong
    st.lists(st.sampled_from("0001259"), min_size=1, max_size=16).map(lambda d: int("".join(d))),
)
decimals = st.builds(
    lambda whole, places, negative: (-1 if negative else 1) * Decimal(whole).scaleb(-places),
    integers,
    st.integers(min_value=0, max_value=6),
    st.booleans(),
)


def test_table_is_large_and_asks_for_nothing_often_enough() -> None:
    assert all(len(case) == 3 for case in CASES), [case for case in CASES if len(case) != 3]
    nothing = sum(case[2] == "-" for case in CASES)
    assert len(CASES) >= 150
    assert nothing * 5 >= len(CASES)


@pytest.mark.parametrize(("label", "text", "value"), CASES)
def test_parse_number(label: str, text: str, value: str) -> None:
    assert parse_number(text) == (None if value == "-" else Decimal(value)), label


@settings(derandomize=True, max_examples=300, deadline=None)
@given(integers)
def test_every_integer_reads_back_in_every_style(n: int) -> None:
    for style in STYLES:
        assert parse_number(format_number(n, style)) == n, style


@settings(derandomize=True, max_examples=200, deadline=None)
@given(decimals)
def test_every_decimal_reads_back_in_every_style(n: Decimal) -> None:
    for style in STYLES:
        assert parse_number(format_number(n, style)) == n, style


@pytest.mark.parametrize("exponent", range(17))
def test_round_numbers_and_their_neighbours(exponent: int) -> None:
    for n in {10**exponent - 1, 10**exponent, 10**exponent + 1, 2 * 10**exponent} - {10**16 + 1}:
        if n <= 10**16:
            for style in STYLES:
                assert parse_number(format_number(n, style)) == n, (n, style)


@settings(derandomize=True, max_examples=500, deadline=None)
@given(st.text(alphabet="零〇一二两三五九十百千万亿点廿壹拾仟0159.,· -负半几", max_size=12))
def test_any_text_gives_an_exact_number_or_nothing(text: str) -> None:
    value = parse_number(text)
    assert value is None or (isinstance(value, Decimal) and value.is_finite())


def test_values_are_exact_beyond_the_default_precision() -> None:
    assert parse_number("1234567890123456789012345678901.5万") == Decimal(
        "12345678901234567890123456789015000"
    )


def test_format_number_says_what_it_cannot_write() -> None:
    with pytest.raises(UsageError, match=r"10\*\*16"):
        format_number(10**16 + 1, "chinese")
    with pytest.raises(UsageError, match="arabic, grouped"):
        format_number(1, "roman")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="finite"):
        format_number(Decimal("NaN"), "arabic")


@pytest.mark.parametrize("text", ["9" * 10**6, "一" * 10**6, "一百" * 500_000, "万" * 10**6])
def test_a_numeral_of_a_million_characters_is_no_number(text: str) -> None:
    assert parse_number(text) is None


def test_cn2an_differs_only_where_the_table_says() -> None:
    cn2an = pytest.importorskip("cn2an")
    if version("cn2an") != "0.5.24":
        pytest.skip("the table is of cn2an 0.5.24")
    for _, text, value in CASES:
        try:
            theirs = str(cn2an.cn2an(text, "smart"))
        except (ValueError, KeyError):  # a KeyError for 一亿二
            theirs = "-"
        if text in PEER:
            assert PEER[text] == (value, theirs), text
        else:
            assert (theirs == value) or Decimal(theirs) == Decimal(value), text

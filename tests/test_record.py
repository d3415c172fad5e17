"""Records: what equals, what is pickled, and that each names the fields of its constructor."""

from __future__ import annotations

import ast
import pickle
from pathlib import Path

import pytest

import policytext
from policytext.speech.numerals import find_quantities

SOURCES = sorted(Path(policytext.__file__).parent.rglob("*.py"))
RECORDS = [
    pytest.param(node, id=f"{path.stem}.{node.name}")
    for path in SOURCES
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.ClassDef) and [ast.unparse(base) for base in node.bases] == ["Record"]
]
TEXT = "投资约3至5万元,增长8%,共有近200名干部。"


def test_there_are_records() -> None:
    assert len(RECORDS) > 10


@pytest.mark.parametrize("record", RECORDS)
def test_fields_are_those_of_the_constructor(record: ast.ClassDef) -> None:
    assigned = {
        ast.unparse(node.targets[0]): node.value
        for node in record.body
        if isinstance(node, ast.Assign)
    }
    (init,) = (
        node
        for node in record.body
        if isinstance(node, ast.FunctionDef) and node.name == "__init__"
    )
    names = [arg.arg for arg in init.args.args[1:]]
    assert list(ast.literal_eval(assigned["__match_args__"])) == names
    assert ast.unparse(assigned["__slots__"]) == "__match_args__"
    set_there = [line for line in ast.unparse(init).splitlines()[1:] if line.strip()]
    assert set_there == [f"    self.{name} = {name}" for name in names]


def test_equal_where_all_fields_are() -> None:
    first, again = list(find_quantities(TEXT)), list(find_quantities(TEXT))
    assert first == again
    assert len(set(first + again)) == len(first) == 3
    assert first[0] != first[1]
    assert first[0] != TEXT


def test_pickled_and_back() -> None:
    found = list(find_quantities(TEXT))
    assert pickle.loads(pickle.dumps(found)) == found


def test_replaced_leaves_the_first_as_it_was() -> None:
    share = list(find_quantities(TEXT))[1]
    other = share.replaced(kind="points", unit="百分点")
    assert (other.kind, other.unit, other.value) == ("points", "百分点", share.value)
    assert (share.kind, share.unit) == ("percent", "%")
    assert share.replaced() == share
    assert other != share
    with pytest.raises(TypeError, match="units: expected of start, end, value"):
        share.replaced(units="%")


def test_says_what_it_holds() -> None:
    assert repr(list(find_quantities(TEXT))[1]).startswith("Quantity(start=11, end=13, value=")

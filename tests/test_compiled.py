"""The modules that a wheel holds compiled are such as mypyc compiles to the same."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
HOOK = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]
MODULES = [f"{folder}/{name}.py" for folder, names in HOOK["modules"].items() for name in names]


def parse(module: str) -> ast.Module:
    return ast.parse((ROOT / module).read_text("utf-8"))


@pytest.mark.parametrize("module", MODULES)
def test_no_property_is_kept(module: str) -> None:
    # It would be worked out each time it is asked for.
    names = {node.id for node in ast.walk(parse(module)) if isinstance(node, ast.Name)}
    assert "cached_property" not in names


@pytest.mark.parametrize("module", MODULES)
def test_no_generator_expression_is_to_stop_early(module: str) -> None:
    # It would be worked out to its end.
    for node in ast.walk(parse(module)):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            assert not isinstance(node.value, ast.GeneratorExp), f"line {node.lineno}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            lazy = node.func.id in ("next", "islice", "takewhile", "zip", "map", "filter", "iter")
            given = any(isinstance(argument, ast.GeneratorExp) for argument in node.args)
            assert not (lazy and given), f"line {node.lineno}"


def test_the_version_of_the_compiler_is_the_one_that_checks_the_types() -> None:
    dev = PYPROJECT["project"]["optional-dependencies"]["dev"]
    checked = [need for need in dev if "mypy" in need]
    assert [need for need in HOOK["needs"] if "mypy" in need] == checked

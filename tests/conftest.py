"""Settings of all tests: hypothesis runs the same cases every time."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("fixed", derandomize=True, deadline=None, database=None)
settings.load_profile("fixed")

# Scripts that need a fuzzer.
collect_ignore_glob = ["fuzz/fuzz_*.py"]

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def seeds() -> dict[str, str]:
    """The five sample speeches by name, decoded, as they came."""
    found = sorted((ROOT / "seeds").glob("*.txt"))
    assert len(found) == 5
    return {path.stem[:3]: path.read_bytes().decode("utf-8") for path in found}


@pytest.fixture(scope="module")
def no_collector() -> Iterator[None]:
    """For measures of time: what other tests have left is not looked through again and again."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()

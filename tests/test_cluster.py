"""Work on a Dask cluster: the same bytes as here, also when a worker is killed."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from policytext.cli.app import build_app
from policytext.engine import Reading, Tally, Workers, cluster, run
from policytext.errors import InputError, UsageError
from policytext.speech.model import Speech

ROOT = Path(__file__).parents[1]
distributed = pytest.importorskip("distributed")
pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.slow]

COMMANDS = [
    ["freq"],
    ["freq", "--by", "year", "--pos"],
    ["freq", "--by", "section"],
    ["freq", "--learn"],
    ["docs"],
    ["clean", "--repairs"],
    ["slogans"],
    ["slogans", "--each"],
    ["stats"],
    ["stats", "--pivot"],
    ["audit"],
    ["kwic", "改革", "-c"],
    ["trend", "改革", "-c"],
    ["trend", "--top", "3", "-c"],
    ["diff", "2008", "2015", "-c"],
    ["diff", "2008", "2015", "--slogans", "-c"],
    ["diff", "2008", "2015", "--stats", "-c"],
    ["diff", "2008", "2015", "--wording", "-c"],
]


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as local:
        yield local.scheduler_address


@pytest.fixture
def folder(tmp_path: Path) -> str:
    for i in range(40):
        (tmp_path / f"{i:02}.txt").write_text(f"坚持改革开放{i}。", encoding="utf-8")
    (tmp_path / "05x.txt").write_bytes(b"")
    rows = "".join(f'{{"id": "r{i}", "text": "深化改革{i}。"}}\n' for i in range(50))
    (tmp_path / "table.jsonl").write_text(rows + "{broken\n", encoding="utf-8")
    return str(tmp_path)


def call(*words: str) -> str:
    done = CliRunner().invoke(build_app(), [*words, "-f", "csv"])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_bytes_are_the_same(words: list[str], scheduler: str) -> None:
    seeds = str(ROOT / "seeds/00[1-3]*.txt")
    there = call(*words, seeds, "--engine", "dask", "--scheduler", scheduler)
    assert there == call(*words, seeds, "--jobs", "1")


def name_and_size(speech: Speech) -> tuple[str, int]:
    time.sleep(0.02)
    return speech.doc, len(speech.text)


def results(folder: str, workers: Workers) -> tuple[list[tuple[str, int]], list[str], Tally]:
    errors: list[str] = []
    tally = Tally()

    def on_error(error: InputError) -> None:
        errors.append(str(error))

    found = run(name_and_size, [folder], Reading(), on_error=on_error, tally=tally, workers=workers)
    return list(found), sorted(errors), tally


def test_errors_and_counts_are_the_same(folder: str, scheduler: str) -> None:
    there = results(folder, Workers(engine="dask", scheduler=scheduler))
    assert there == results(folder, Workers(jobs=1))
    assert len(there[0]) == 90
    assert len(there[1]) == 2


def test_many_results_are_merged_in_their_order(
    folder: str, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "BATCH_DOCUMENTS", 3)
    monkeypatch.setattr(cluster, "BRANCHES", 2)
    words = ["freq", "--keep-numbers", folder]
    there = CliRunner().invoke(
        build_app(), [*words, "--engine", "dask", "--scheduler", scheduler, "-f", "csv"]
    )
    here = CliRunner().invoke(build_app(), [*words, "-j", "1", "-f", "csv"])
    assert (there.stdout, there.exit_code) == (here.stdout, here.exit_code)
    assert here.exit_code == 1


@pytest.mark.parametrize("seconds", [0.02, 0.3])
def test_a_worker_killed_in_the_middle_changes_nothing(
    folder: str, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    monkeypatch.setattr(cluster, "BATCH_DOCUMENTS", 4)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as local:
        pid = next(iter(local.workers.values())).pid

        def kill() -> None:
            time.sleep(seconds)
            os.kill(pid, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        there = results(folder, Workers(engine="dask", scheduler=local.scheduler_address))
        killer.join()
    assert there == results(folder, Workers(jobs=1))


def test_a_scheduler_that_is_not_there() -> None:
    with pytest.raises(UsageError, match="no Dask scheduler answers there"):
        results("seeds", Workers(engine="dask", scheduler="tcp://127.0.0.1:9"))


@pytest.mark.parametrize(
    ("workers", "message"),
    [
        ({"engine": "spark"}, "--engine spark: unknown; known are local, dask"),
        ({"scheduler": "tcp://h:1"}, "--scheduler tcp://h:1: is for --engine dask"),
    ],
)
def test_mistakes(workers: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Workers(**workers)  # type: ignore[arg-type]

"""Reading in several processes, and ahead in a second one: same results, errors, and endings."""

import os
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from weather.files import docx

from policytext import read
from policytext.analysis.counting import Counted, pack_counts
from policytext.analysis.freq import FreqTable
from policytext.engine import Reading, Tally, Workers, list_batches, run, running
from policytext.engine.ahead import read_ahead
from policytext.engine.pool import analyse_batch
from policytext.errors import InputError
from policytext.sources.references import list_references
from policytext.speech.model import Speech


def name_and_size(speech: Speech) -> tuple[str, int]:
    return speech.doc, len(speech.text)


@pytest.fixture
def folder(tmp_path: Path) -> str:
    for i in range(30):
        (tmp_path / f"{i:02}.txt").write_text("坚持改革开放。" * (i + 1), encoding="utf-8")
    (tmp_path / "05x.txt").write_bytes(b"")
    (tmp_path / "table.jsonl").write_text(
        "".join(f'{{"id": "r{i}", "text": "深化改革{i}。"}}\n' for i in range(100)) + "{broken\n",
        encoding="utf-8",
    )
    return str(tmp_path)


def results(folder: str, jobs: int | None) -> tuple[list[tuple[str, int]], list[str], Tally]:
    errors: list[str] = []
    tally = Tally()
    found = run(
        name_and_size,
        [folder],
        Reading(),
        on_error=lambda error: errors.append(str(error)),
        tally=tally,
        workers=Workers(jobs),
    )
    return list(found), sorted(errors), tally


def test_processes_do_not_change_results_or_errors(folder: str) -> None:
    one = results(folder, 1)
    assert len(one[0]) == 130
    assert len(one[1]) == 2
    assert one[2].read == 130
    for jobs in (2, 3):
        assert results(folder, jobs) == one


def test_errors_travel_without_what_led_to_them(tmp_path: Path) -> None:
    # Where Dask is loaded, pickles carry causes too, and those of lxml cannot be pickled.
    path = tmp_path / "deep.docx"
    path.write_bytes(docx(document=b"<a>" * 9999))
    errors: list[InputError] = []
    (batch,) = list_batches(list_references([str(path)], errors.append), Reading(), errors.append)
    (error,) = analyse_batch(batch, name_and_size, Reading()).errors
    assert "broken .docx" in str(error)
    assert error.__cause__ is None
    assert error.__context__ is None


def test_reading_ahead_does_not_change_them_either(
    folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = results(folder, 1)
    monkeypatch.setattr(running, "WORTH_READING_AHEAD", 0)
    monkeypatch.setattr(running, "can_read_ahead", lambda: True)
    assert results(folder, None) == one


def test_batches_keep_the_order(folder: str) -> None:
    references = list_references([folder], lambda error: None)
    batches = list(list_batches(references, Reading(), lambda error: None, documents=20))
    names = [item.name for batch in batches for item in batch.items]
    assert names == sorted(names[:31]) + [f"r{i}" for i in range(100)]
    assert max(len(batch.items) for batch in batches) == 20


def test_read_ahead_yields_everything_in_order() -> None:
    big = ["改革" * 100_000 + str(i) for i in range(20)]
    assert list(read_ahead(lambda: iter(big))) == big


def test_read_ahead_raises_what_went_wrong_after_what_came_before() -> None:
    def produce() -> Iterator[int]:
        yield 1
        raise InputError("x.txt", "broken")

    ahead = read_ahead(produce)
    assert next(ahead) == 1
    with pytest.raises(InputError, match=r"x\.txt: broken"):
        next(ahead)


def test_read_ahead_that_is_left_early_leaves_no_process() -> None:
    def produce() -> Iterator[str]:
        while True:
            yield "改" * 10_000

    ahead = read_ahead(produce)
    assert next(ahead)[0] == "改"
    ahead.close()  # type: ignore[attr-defined]
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_read_ahead_says_when_the_reader_was_killed() -> None:
    def produce() -> Iterator[int]:
        yield 1
        os.kill(os.getpid(), 9)

    with pytest.raises(RuntimeError, match="reading process was killed"):
        list(read_ahead(produce))


def test_the_api_warns_of_what_it_cannot_read(folder: str) -> None:
    corpus = read(folder)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        frame = corpus.docs()
    assert len(frame) == 130
    assert sorted(str(w.message).split("/")[-1].split(":")[0] for w in said) == [
        "05x.txt",
        "table.jsonl",
    ]
    assert len(corpus.errors) == 2


def test_memory_of_counts_does_not_grow_with_documents() -> None:
    counts = Counter({f"词{i}": i + 1 for i in range(200)})
    table = FreqTable()
    for _ in range(2000):
        (part,) = pack_counts([[Counted((), 100, counts, {})]])
        table.add(part)
    # Postings beyond a megabyte are in a file.
    held = table.postings._terms.buffer_info()[1] * table.postings._terms.itemsize
    assert held * 3 < 2 << 20
    assert len(table.ids) == 200
    table.postings.close()

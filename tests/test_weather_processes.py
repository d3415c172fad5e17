"""What happens around a command: full disks, signals, closed pipes, other runs, other locales."""

from __future__ import annotations

import os
import signal
import stat
import time
from pathlib import Path

import pytest
from weather.commands import COMMANDS, Ran, call, run, start, words_for
from weather.files import GOOD, GOOD_BYTES

pytestmark = pytest.mark.slow

# Rows of other commands may be none.
PRINTING = [name for name in COMMANDS if not name.startswith("diff")]


@pytest.fixture
def good(tmp_path: Path) -> str:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_bytes(GOOD_BYTES)
    return str(folder / "good.txt")


@pytest.fixture
def corpus(tmp_path: Path) -> str:
    """Enough for a second process, and for a second or two of work."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for n in range(150):
        (folder / f"{n}.txt").write_text(GOOD * 40, encoding="utf-8")
    return str(folder)


def left_behind(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.name.startswith("."))


# Where rows go


@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk_is_said(name: str, good: str) -> None:
    with open("/dev/full", "wb") as full:
        ran = run(words_for(name, [good]), stdout=full)
    assert ran.code == 2
    assert ran.lines == ["policytext: standard output: no space left on device"]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_closed_stdout_is_said(name: str, good: str) -> None:
    ran = run(words_for(name, [good]), stdout=None, preexec_fn=lambda: os.close(1))
    assert ran.code == 2
    assert ran.lines == ["policytext: standard output: is closed; write to a file with -o FILE"]


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("place", ["nowhere/out.csv", "good.txt/out.csv", "closed/out.csv", "."])
def test_a_place_where_nothing_can_be_written(
    name: str, place: str, good: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "clean" and place in ("nowhere/out.csv", "."):
        pytest.skip("a folder is what it writes to")
    (tmp_path / "good.txt").write_bytes(GOOD_BYTES)
    (tmp_path / "closed").mkdir(mode=0o500)
    opened = os.open

    def refuse(path: str, *more: int) -> int:  # root may write anywhere
        if str(path).startswith(str(tmp_path / "closed")):
            raise PermissionError(13, "Permission denied", path)
        return opened(path, *more)

    monkeypatch.setattr(os, "open", refuse)
    ran = call(name, [good], "-o", str(tmp_path / place))
    assert ran.code == 2
    assert len(ran.lines) == 1
    assert ran.lines[0].startswith(f"policytext: {tmp_path / place}: ")
    assert left_behind(tmp_path) == left_behind(tmp_path / "closed") == []


@pytest.mark.parametrize("name", COMMANDS)
def test_an_input_is_never_overwritten(name: str, good: str, tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(good)
    twin = tmp_path / "twin.txt"
    os.link(good, twin)
    for output in (good, str(link), str(twin)):
        ran = call(name, [good], "-o", output)
        assert (ran.code, len(ran.lines)) == (2, 1), ran
        assert "input" in ran.lines[0]
    assert Path(good).read_bytes() == GOOD_BYTES


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("through", ["", "/*", "/*.csv", "/../in", "/**"])
def test_an_output_is_never_read_as_input(name: str, through: str, good: str) -> None:
    folder = Path(good).parent
    (folder / "table.csv").write_text(f'text\n"{GOOD}"\n', encoding="utf-8")
    ran = call(name, [f"{folder}{through}"], "-o", str(folder / "out.csv"))
    assert ran.code == 2, ran
    assert ran.lines == [
        f"policytext: {folder}/out.csv: is or would be read as input with {folder}{through}; "
        "write to a place outside it"
    ]
    assert not (folder / "out.csv").exists()


def test_what_is_not_read_may_be_written_beside_the_inputs(good: str) -> None:
    folder = Path(good).parent
    for output in ("out.xlsx", "out.json", ".out.csv"):
        assert call("freq", [str(folder)], "-o", str(folder / output)).code == 0
    assert call("freq", [str(folder / "*.txt")], "-o", str(folder / "out.csv")).code == 0


def test_clean_does_not_write_among_its_inputs(good: str) -> None:
    folder = Path(good).parent
    for output in (folder, folder / "clean"):
        ran = call("clean", [str(folder)], "-o", str(output))
        assert (ran.code, len(ran.lines)) == (2, 1)
    assert [p.name for p in folder.iterdir()] == ["good.txt"]


def test_clean_stays_in_its_folder_whatever_documents_are_called(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    names = ["../../up", "/etc/x", "..", "a/../../b", "很长的名字" * 99, "很长的名字" * 99 + "二"]
    rows = "".join(f"{name},{GOOD.splitlines()[0]}\n" for name in names)
    table.write_text("doc,text\n" + rows, encoding="utf-8")
    out = tmp_path / "deep" / "out"
    assert call("clean", [str(table)], "-o", f"{out}/").code == 0
    written = [p for p in tmp_path.rglob("*") if p.is_file() and p != table]
    assert len(written) == len(names)
    assert all(out in p.parents for p in written)


def test_the_shell_may_write_into_the_folder_that_is_read(good: str) -> None:
    folder = Path(good).parent
    with open(folder / "out.csv", "wb") as out:
        ran = run(["freq", str(folder)], stdout=out)
    assert (ran.code, ran.lines) == (0, [])
    assert (folder / "out.csv").read_text("utf-8").startswith("term,count")
    with open(folder / "out.csv", "wb") as out:
        ran = run(["freq", str(folder / "out.csv")], stdout=out)
    assert (ran.code, len(ran.lines)) == (2, 1)


# Signals


def processes_below(parent: int) -> list[int]:
    """Ids of the processes that descend from one, which may be gone."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == parent:
                found += [int(entry.name), *processes_below(int(entry.name))]
    return found


def alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="looks at processes in /proc")
@pytest.mark.parametrize("wait", [0.1, 0.5, 1.0, 1.8])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("jobs", ["1", "2", ""])
def test_a_signal_ends_everything_at_once(
    number: int, code: int, wait: float, jobs: str, corpus: str, tmp_path: Path
) -> None:
    output = tmp_path / "out.csv"
    words = ["stats", corpus, "-o", str(output), *(["--jobs", jobs] if jobs else [])]
    process = start(words)
    time.sleep(wait)
    below = processes_below(process.pid)
    process.send_signal(number)
    _, err = process.communicate(timeout=20)
    if process.returncode != 0:  # it may have been done before
        # A shell reports death by a signal, as in the first moments, as 128 and its number too.
        assert process.returncode in (code, -number), err
        if output.exists():  # the signal came in the last moment: all is there
            whole = tmp_path / "whole.csv"
            start(["stats", corpus, "-o", str(whole)]).communicate(timeout=60)
            assert output.read_bytes() == whole.read_bytes()
    # Python has its own word on Ctrl-C until the program has begun.
    assert err == b"" or (number == signal.SIGINT and b"policytext/cli" not in err)
    assert left_behind(tmp_path) == []
    deadline = time.monotonic() + 5
    while any(map(alive, below)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(alive, below))


def test_an_older_output_survives_a_signal(corpus: str, tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    output.write_text("old")
    process = start(["stats", corpus, "-o", str(output)])
    time.sleep(0.7)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    assert process.returncode == 0 or output.read_text() == "old"


def test_what_ignores_ctrl_c_goes_on(good: str) -> None:
    # As a script's job in the background, or under nohup.
    process = start(["freq", good], preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    assert out.startswith(b"term,count")


# What is around


def test_a_planted_cache_of_jieba_is_not_trusted(good: str, tmp_path: Path) -> None:
    import marshal

    planted = tmp_path / "tmp"
    planted.mkdir()
    words = {"全县组织工作会议": 10**9, "全": 0, "全县": 0}
    for name in ("jieba.cache", "jieba.u.cache"):
        (planted / name).write_bytes(marshal.dumps((words, 10**9)))
    os.utime(planted / "jieba.cache", (2**31, 2**31))
    environment = os.environ | {"TMPDIR": str(planted)}
    for engine in ("jieba", "rjieba"):
        more = ["freq", good, "--segmenter", engine]
        assert run(more, env=environment) == run(more)
    assert sorted(p.name for p in planted.iterdir()) == ["jieba.cache", "jieba.u.cache"]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_locale_without_chinese_changes_nothing(name: str, good: str) -> None:
    plain = {"LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "ascii"}
    words = words_for(name, [good, "没有.txt"])
    there = run(words, env=os.environ | {"LC_ALL": "C.UTF-8"})
    here = run(words, env=os.environ | plain)
    assert (here.code, here.out) == (there.code, there.out)
    assert len(here.lines) == len(there.lines) == 1


def test_two_runs_at_once_give_two_whole_files(corpus: str, tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    both = [start(["kwic", "改革", "-c", corpus, "-o", str(output)]) for _ in range(2)]
    for process in both:
        _, err = process.communicate(timeout=120)
        assert (process.returncode, err) == (0, b"")
    alone: Ran = run(["kwic", "改革", "-c", corpus])
    assert output.read_text("utf-8") == alone.out
    assert left_behind(tmp_path) == []
    assert stat.S_IMODE(output.stat().st_mode) & 0o600 == 0o600


@pytest.mark.parametrize("name", PRINTING)
def test_a_reader_that_goes_ends_it_quietly(name: str, corpus: str) -> None:
    process = start(words_for(name, [corpus]))
    assert process.stdout is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr is not None
    err = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=120), err) == (0, b"")

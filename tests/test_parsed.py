"""A parsed corpus: every command gives the rows it gives of the texts themselves; what is stale is
said."""

import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import policytext
from policytext import read
from policytext.engine import Reading, Tally, Workers, read_speeches, run
from policytext.errors import UsageError
from policytext.sources import parsed

ROOT = Path(__file__).parents[1]
# Without those whose repair takes seconds.
SEEDS = "seeds/00[1-3]*.txt"
COMMANDS = [
    ["freq"],
    ["freq", "--by", "section", "--ngram", "2"],
    ["freq", "--pos", "--by", "year"],
    ["freq", "--no-hmm"],
    ["freq", "--metadata", "{meta}", "--by", "year"],
    ["docs"],
    ["docs", "--metadata", "{meta}"],
    ["outline"],
    ["clean"],
    ["clean", "--repairs"],
    ["slogans", "--each"],
    ["stats", "--all"],
    ["audit"],
    ["kwic", "改革", "-c"],
    ["trend", "改革", "--tokens", "-c"],
    ["diff", "2008", "2015", "--wording", "-c"],
    ["report", "-q"],
]


def policytext_cli(*words: str, cwd: Path = ROOT) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "policytext", *words],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    corpus = tmp_path_factory.mktemp("built") / "corpus.parquet"
    assert policytext_cli("build", SEEDS, "-o", str(corpus)) == (0, "", "")
    return corpus


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_rows_are_those_of_the_texts(words: list[str], built: Path, tmp_path: Path) -> None:
    meta = tmp_path / "meta.csv"
    meta.write_text("doc,year,title\n001_aed499d8bb92d2d1,1999,某讲话\n", encoding="utf-8")
    words = [word.format(meta=meta) for word in words]
    assert policytext_cli(*words, str(built)) == policytext_cli(*words, SEEDS)


def test_nothing_is_parsed_again(built: Path) -> None:
    for speech in read_speeches(
        [str(built)], Reading(), on_error=lambda error: None, tally=Tally()
    ):
        worked_out = {"structure", "sentences", "dating", "facts", "script", "kept_tokens"}
        assert worked_out <= vars(speech).keys()


def test_it_is_a_table_that_others_read(built: Path) -> None:
    frame = pq.read_table(built).to_pandas().set_index("doc")
    row = frame.loc["001_aed499d8bb92d2d1"]
    assert (row["year"], row["place"]) == (2015, "四川省")
    assert "".join(row["tokens"]) == row["text"]
    for sentence in row["sentences"]:
        assert row["text"][sentence["start"] : sentence["end"]].strip()
    assert row["source"] == (ROOT / "seeds/001_aed499d8bb92d2d1.txt").read_text(encoding="utf-8")


def name(speech: object) -> str:
    return str(vars(speech)["doc"])


@pytest.mark.parametrize("jobs", [1, 2])
def test_row_groups_are_read_by_several_processes(jobs: int, built: Path, tmp_path: Path) -> None:
    table = pq.read_table(built)
    small = tmp_path / "small.parquet"
    pq.write_table(table, small, row_group_size=2)
    found = run(
        name,
        [str(small)],
        Reading(),
        on_error=lambda error: None,
        tally=Tally(),
        workers=Workers(jobs),
    )
    assert list(found) == sorted(path.stem for path in ROOT.glob(SEEDS))


def test_a_changed_source_is_said(tmp_path: Path) -> None:
    text, corpus = tmp_path / "a.txt", str(tmp_path / "c.parquet")
    text.write_text("坚持改革。", encoding="utf-8")
    read(text).build(corpus)
    # Touched, but the same.
    text.touch()
    assert policytext_cli("freq", corpus)[2] == ""
    text.write_text("坚持开放。", encoding="utf-8")
    code, out, err = policytext_cli("freq", corpus)
    assert code == 0
    assert "改革" in out
    assert err.splitlines() == [
        f"policytext: {text} has changed since the corpus was built, and the rows are of what it "
        "holds; policytext build makes it anew"
    ]
    text.unlink()
    assert policytext_cli("freq", corpus)[2] == ""


def test_another_version_parses_again_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("坚持改革。", encoding="utf-8")
    corpus = str(tmp_path / "c.parquet")
    monkeypatch.setattr(parsed, "__version__", "0.0.1")
    read(tmp_path / "a.txt").build(corpus)
    made = json.loads(pq.read_schema(corpus).metadata[parsed.MARK])
    assert made["version"] == "0.0.1" != policytext.__version__
    code, out, err = policytext_cli("freq", corpus)
    assert (code, out) == policytext_cli("freq", str(tmp_path / "a.txt"))[:2]
    assert "1 documents were parsed by another version" in err


def test_the_file_must_be_parquet(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"c\.csv: a parsed corpus is a Parquet file"):
        read("seeds").build(tmp_path / "c.csv")

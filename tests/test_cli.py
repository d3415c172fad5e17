"""The contract that every command keeps: inputs, outputs, exit codes."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from policytext import __version__
from policytext.cli.app import COMMANDS as NAMES
from policytext.cli.app import build_app

ROOT = Path(__file__).resolve().parent.parent
TEXT = (
    "在全县组织工作会议上的讲话\n同志们:\n一、2007年工作回顾\n"
    "2007年，全县坚持“三级联创”，新增就业1200人，改革取得成效。\n"
    "二、2008年工作安排\n今年要深化改革，新增就业1500人。\n"
)
# What each command is called with, and the header it prints.
COMMANDS: dict[str, tuple[list[str], str]] = {
    "freq": (["freq"], "term,count,per_million,docs,dp"),
    "docs": (
        ["docs"],
        "doc,year,year_from,year_to,year_evidence,title,speaker,occasion,place,level,published,"
        "script,encoding,chars,tokens,repaired,damaged,path",
    ),
    "outline": (["outline"], "doc,year,section,depth,title,line,chars"),
    "slogans": (
        ["slogans"],
        "slogan,kind,count,unquoted,docs,first_year,last_year,stated,items,example",
    ),
    "clean": (["clean", "--repairs"], "doc,line,kind,before,after,start,end"),
    "stats": (
        ["stats"],
        "doc,year,section,line,subject,value,value_max,unit,kind,approx,change,ref_year,raw,"
        "sentence,start,end,reading",
    ),
    "audit": (["audit"], "doc,year,section,line,check,claimed,computed,ok,sentence,start,end"),
    "kwic": (["kwic", "改革"], "doc,year,section,line,left,keyword,right,start,end"),
    "trend": (["trend", "改革"], "term,year,count,per_million,docs"),
}
# These have positionals of their own.
WITH_CORPUS = {"kwic", "trend"}


APP = build_app()


def call(*words: str, stdin: str | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(APP, list(words), input=stdin)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def on(name: str, *paths: str) -> list[str]:
    """The words that call a command on these paths."""
    words = COMMANDS[name][0]
    if name in WITH_CORPUS:
        return [*words, *(f"--corpus={path}" for path in paths)]
    return [*words, *paths]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def speech(tmp_path: Path) -> str:
    path = tmp_path / "speech.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


every = pytest.mark.parametrize("name", sorted(COMMANDS))


@every
def test_header(name: str, speech: str) -> None:
    header = COMMANDS[name][1]
    code, out, err = call(*on(name, speech))
    assert (code, out.split("\n")[0], err) == (0, header, "")
    assert out.endswith("\n")
    assert "\r" not in out
    code, bare, _ = call(*on(name, speech), "--no-header")
    assert bare == out.split("\n", 1)[1]


@every
def test_stdin_is_like_a_file(name: str, speech: str) -> None:
    from_file = rows(call(*on(name, speech))[1])
    from_stdin = rows(call(*on(name, "-"), stdin=TEXT)[1])
    names = {"doc", "path"}
    assert [{k: v for k, v in row.items() if k not in names} for row in from_stdin] == [
        {k: v for k, v in row.items() if k not in names} for row in from_file
    ]


@every
def test_a_byte_order_mark_changes_nothing(name: str, speech: str) -> None:
    plain = call(*on(name, speech))[1]
    Path(speech).write_text(TEXT, encoding="utf-8-sig")
    marked = call(*on(name, speech))[1]
    assert marked.replace("utf-8-sig", "utf-8") == plain


@every
def test_what_cannot_be_read_is_named_and_the_rest_is_done(
    name: str, speech: str, tmp_path: Path
) -> None:
    empty, binary = tmp_path / "empty.txt", tmp_path / "binary.txt"
    empty.write_bytes(b"")
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    whole = call(*on(name, speech))
    code, out, err = call(*on(name, str(empty), speech, str(binary), str(tmp_path / "none.txt")))
    assert (code, out) == (1, whole[1])
    lines = err.splitlines()
    assert len(lines) == 3
    for path in ("empty.txt", "binary.txt", "none.txt"):
        assert sum(path in line for line in lines) == 1
    assert "Traceback" not in err


@every
def test_nothing_readable_is_2(name: str, tmp_path: Path) -> None:
    code, out, err = call(*on(name, str(tmp_path / "none.txt")))
    assert code == 2
    assert out.count("\n") <= 1
    assert err == f"policytext: {tmp_path / 'none.txt'}: no such file or folder\n"


@every
@pytest.mark.parametrize("format", ["tsv", "json", "jsonl", "md", "table"])
def test_formats(name: str, format: str, speech: str) -> None:
    header = COMMANDS[name][1]
    count = len(rows(call(*on(name, speech))[1]))
    code, out, _ = call(*on(name, speech), "-f", format)
    assert code == 0
    if format == "json":
        assert len(json.loads(out)) == count
    if format == "jsonl":
        assert [list(json.loads(line)) for line in out.splitlines()][:1] in (
            [],
            [header.split(",")],
        )


@every
def test_output_file(name: str, speech: str, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    code, out, _ = call(*on(name, speech), "-o", str(target))
    assert (code, out) == (0, "")
    assert target.read_text(encoding="utf-8") == call(*on(name, speech))[1]
    code, _, err = call(*on(name, speech), "-o", speech)
    assert code == 2
    assert "is an input too" in err
    assert Path(speech).read_text(encoding="utf-8") == TEXT


@every
def test_processes_do_not_change_the_output(name: str) -> None:
    one = call(*on(name, str(ROOT / "seeds")), "--jobs", "1")[1]
    assert call(*on(name, str(ROOT / "seeds")), "--jobs", "2")[1] == one


@every
def test_help(name: str) -> None:
    code, out, _ = call(name, "--help")
    assert code == 0
    assert "--format" in out


def test_every_command_is_in_the_table() -> None:
    # These have tests of their own for their contract.
    assert set(COMMANDS) == set(NAMES) - {"build", "diff", "report"}


def test_year_leaves_out_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text("坚持改革。\n", encoding="utf-8")
    code, out, err = call("docs", str(tmp_path), "--year", "2008")
    assert code == 0
    assert [row["doc"] for row in rows(out)] == ["a"]
    assert "1 of 2 documents have no year and are left out" in err
    assert call("docs", str(tmp_path), "--year", "2008", "-q")[2] == ""
    code, out, err = call("docs", str(tmp_path), "--year", "1999")
    assert len(rows(out)) == 0
    assert "no speech of 1999" in err


def test_metadata_overrides(speech: str, tmp_path: Path) -> None:
    table = tmp_path / "facts.csv"
    table.write_text("file,year,speaker\nspeech.txt,2011,王某\n", encoding="utf-8")
    row = rows(call("docs", speech, "--metadata", str(table))[1])[0]
    assert (row["year"], row["speaker"], row["year_evidence"]) == ("2011", "王某", "metadata")


def test_lexicon_and_stopwords(speech: str, tmp_path: Path) -> None:
    lexicon, stop = tmp_path / "own.txt", tmp_path / "stop.txt"
    lexicon.write_text("新增就业 n\n", encoding="utf-8")
    stop.write_text("改革\n", encoding="utf-8")
    terms = {r["term"]: r for r in rows(call("freq", speech, "--lexicon", str(lexicon))[1])}
    assert terms["新增就业"]["count"] == "2"
    assert "改革" in terms
    terms = {r["term"]: r for r in rows(call("freq", speech, "--stopwords", str(stop))[1])}
    assert "改革" not in terms
    lexicon.write_text("n 三级联创\n", encoding="utf-8")
    code, _, err = call("freq", speech, "--lexicon", str(lexicon))
    assert code == 2
    assert f"{lexicon}:1" in err


def test_traditional_output(speech: str) -> None:
    out = call("outline", speech, "--script", "traditional")[1]
    assert "2008年工作安排" in out
    assert "2007年工作回顧" in out
    assert call("freq", speech, "--script", "klingon")[0] == 2


def test_clean_prints_the_text_and_fills_a_folder(speech: str, tmp_path: Path) -> None:
    assert call("clean", speech)[1] == TEXT
    assert call("clean", speech, "-o", str(tmp_path / "out/"))[0] == 0
    assert (tmp_path / "out" / "speech.txt").read_text(encoding="utf-8") == TEXT
    assert call("clean", speech, "-o", str(tmp_path / "all.txt"))[0] == 0
    assert (tmp_path / "all.txt").read_text(encoding="utf-8") == TEXT


MISTAKES = [
    (["freq", "--by", "month"], "--by month: unknown group; known are year, doc, level, section"),
    (["freq", "--pattern", "("], "--pattern (: not a regular expression"),
    (["freq", "--length", "4-2"], "--length 4-2: the first number is the smaller one: 2-4"),
    (["freq", "--ngram", "2", "--pos"], "--pos and --tags are for single tokens"),
    (["freq", "--segmenter", "ltp"], "unknown segmenter 'ltp'; known are rjieba, jieba"),
    (["freq", "-f", "xml"], "xml"),
    (["freq", "-o", "out.xyz"], ".xyz"),
    (["docs", "--year", "O8"], "O8"),
    (["docs", "--metadata", "none.csv"], "none.csv"),
]


@pytest.mark.parametrize(("words", "message"), MISTAKES)
def test_mistakes_are_explained_in_one_line(words: list[str], message: str, speech: str) -> None:
    code, out, err = call(*words, speech)
    assert code == 2
    assert out == ""
    assert message in err
    assert len(err.splitlines()) == 1


def shell(command: str, **env: str) -> "subprocess.CompletedProcess[str]":
    own = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", **env}
    return subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**os.environ, **own},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_closed_pipe_ends_quietly() -> None:
    done = shell("python -m policytext freq seeds/001* | head -n 1; echo ${PIPESTATUS[0]}")
    assert done.stdout == "term,count,per_million,docs,dp\n0\n"
    assert done.stderr == ""


def test_both_launchers_give_the_same_code_and_output() -> None:
    for words in ("--version", "freq seeds/002* --top 3", "freq nowhere.txt", "freq --by x"):
        first, second = shell(f"policytext {words}"), shell(f"python -m policytext {words}")
        assert (first.returncode, first.stdout, first.stderr) == (
            second.returncode,
            second.stdout,
            second.stderr,
        )
    assert shell("policytext --version").stdout == f"policytext {__version__}\n"


def test_ascii_locales_do_not_change_the_bytes() -> None:
    plain = shell("policytext freq seeds/002*")
    posix = shell("policytext freq seeds/002*", LANG="C", LC_ALL="C", PYTHONUTF8="0")
    assert (posix.returncode, posix.stdout) == (0, plain.stdout)


def test_help_loads_neither_pandas_nor_jieba_nor_rich() -> None:
    code = (
        "import sys; sys.argv = ['policytext', '--help']\n"
        "from policytext.cli.app import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'pandas', 'jieba', 'rjieba', 'rich', 'opencc', 'pyarrow'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_default_corpus_ships_with_the_package(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "policytext", "docs"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert len(rows(done.stdout)) == 5
    assert "sample speeches" in done.stderr


def test_a_project_names_its_corpus(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "policytext.toml").write_text('corpus = "texts"\n', encoding="utf-8")
    done = shell(f"cd {tmp_path} && policytext docs -f jsonl")
    assert (json.loads(done.stdout)["doc"], done.stderr) == ("a", "")


@pytest.mark.parametrize("flag", ["--corpus", "--metadata", "--segmenter", "--excel", "--jobs"])
def test_the_help_of_a_shared_option_stands_once_in_the_source(flag: str) -> None:
    sources: Sequence[Path] = sorted((ROOT / "policytext" / "cli").glob("*.py"))
    field = flag.removeprefix("--")
    pattern = re.compile(rf"^    {field}: Annotated", re.MULTILINE)
    assert sum(len(pattern.findall(path.read_text("utf-8"))) for path in sources) == 1

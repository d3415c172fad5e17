"""The corpus teaches its words: its shorthands are one token after a first pass."""

from pathlib import Path

import pytest

from policytext import read
from policytext.analysis.learn import learn_from
from policytext.engine import Reading, Workers
from policytext.errors import UsageError

TEXT = (
    "全县开展“四必谈”活动，落实“双票双考”制度。四必谈制度见到实效，"
    "推广“红色细胞”。“红色细胞”很好。\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> str:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    return str(tmp_path)


def test_learned_terms(folder: str) -> None:
    words = [term.word for term in learn_from([folder], Reading())]
    assert words == ["双票双考", "四必谈", "红色细胞"]


@pytest.mark.parametrize("engine", ["rjieba", "jieba"])
def test_learned_terms_are_tokens_on_every_engine(folder: str, engine: str) -> None:
    corpus = read(f"{folder}/a.txt", segmenter=engine)
    counts = corpus.freq(learn=True).set_index("term")["count"]
    assert (counts["四必谈"], counts["双票双考"], counts["红色细胞"]) == (2, 1, 2)
    assert "红色细胞" not in set(corpus.freq()["term"])


def test_trend_learns_too(folder: str) -> None:
    dated = read(f"{folder}/a.txt", metadata={"a": {"year": "2008"}})
    counts = dated.trend("红色细胞", tokens=True, learn=True)["count"].tolist()
    assert counts == [2]
    assert dated.trend("红色细胞", tokens=True)["count"].tolist() == [0]


def test_jobs_teach_the_same(folder: str) -> None:
    one, two = (learn_from([folder], Reading(), workers=Workers(jobs)) for jobs in (1, 2))
    assert one == two


def test_stdin_cannot_be_read_twice() -> None:
    with pytest.raises(UsageError, match="reads the corpus twice"):
        learn_from(["-"], Reading())

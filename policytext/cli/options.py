"""The options every command shares, declared once, and what they are turned into."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from ..errors import UsageError
from .progress import ProgressBar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..engine import Reading, Tally, WordSettings
    from ..speech.model import Speech

T = TypeVar("T")


@dataclass
class Inputs:
    """Which speeches to read, and how."""

    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Files, folders, globs, URLs or - for stdin; .txt .md .html .docx .pdf are one "
            "document each, .jsonl .csv .parquet one a row; each also as .gz. "
            "Default: the corpus of policytext.toml, else ./seeds, else the sample speeches.",
            show_default=False,
        ),
    ] = None
    corpus: Annotated[
        list[str] | None,
        typer.Option(
            "--corpus", "-c", metavar="PATH", help="Same as PATH; repeatable.", show_default=False
        ),
    ] = None
    year: Annotated[
        str | None,
        typer.Option(
            metavar="YEARS",
            help="Only speeches given then: 2008, 2005-2010 or 2008,2012.",
            show_default=False,
        ),
    ] = None
    metadata: Annotated[
        str | None,
        typer.Option(
            metavar="FILE.csv",
            help="Facts that override what is inferred: a column file (or doc), and any of "
            "year, title, speaker, occasion, place, level, published.",
            show_default=False,
        ),
    ] = None
    text_column: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The column of a table that holds the text (default: text, else content).",
            show_default=False,
        ),
    ] = None
    lexicon: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FILE",
            help="More terms to keep whole, in jieba's format: term [freq] [tag]; repeatable.",
            show_default=False,
        ),
    ] = None
    stopwords: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Function words to leave out of the rows, instead of the built-in list.",
            show_default=False,
        ),
    ] = None
    segmenter: Annotated[
        str, typer.Option(metavar="NAME", help="rjieba, or jieba: the same, slower.")
    ] = "rjieba"
    hmm: Annotated[
        bool,
        typer.Option("--hmm/--no-hmm", help="Put unknown words together by jieba's model."),
    ] = True
    script: Annotated[
        str | None,
        typer.Option(
            metavar="SCRIPT",
            help="Print in simplified (default) or traditional script.",
            show_default=False,
        ),
    ] = None
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            min=1,
            metavar="N",
            help="Number of processes; default: all cores for more than a few megabytes.",
            show_default=False,
        ),
    ] = None
    engine: Annotated[
        str, typer.Option(metavar="NAME", help="Where the work is done: local, or dask.")
    ] = "local"
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Of a Dask scheduler, tcp://host:8786 (default: that of Dask's configuration, "
            "else a cluster on this machine).",
            show_default=False,
        ),
    ] = None
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No notes on stderr; errors still are.")
    ] = False


@dataclass
class CorpusInputs(Inputs):
    """As Inputs, for a command with other positionals: the corpus is given with -c alone."""

    paths: list[str] | None = field(default=None, init=False)


# Options of the commands that print terms.
KeepStopwords = Annotated[
    bool, typer.Option("--keep-stopwords", help="Print function words (的, 和) too.")
]
KeepNumbers = Annotated[bool, typer.Option("--keep-numbers", help="Print bare numbers too.")]


@dataclass
class Outputs:
    """Where the rows go, and in which format."""

    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="table, csv, tsv, json, jsonl or md; default: table on a terminal, else csv.",
            show_default=False,
        ),
    ] = None
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to FILE in the format of its suffix, also .xlsx .parquet .sqlite.",
            show_default=False,
        ),
    ] = None
    excel: Annotated[
        bool,
        typer.Option(
            "--excel", help="For Excel: a byte order mark, and no cell that runs as a formula."
        ),
    ] = False
    no_header: Annotated[
        bool, typer.Option("--no-header", help="Leave out the line of column names.")
    ] = False


def note(message: str, *, quiet: bool = False) -> None:
    """Say something on stderr."""
    if not quiet:
        print(f"policytext: {message}", file=sys.stderr)


class Session:
    """One run of a command: its inputs as asked for, and what became of them."""

    def __init__(self, inputs: Inputs) -> None:
        from pathlib import Path

        from ..engine import Tally, Workers
        from ..sources import default_corpus, load_config

        self.inputs = inputs
        self.tally: Tally = Tally()
        self.progress = ProgressBar(quiet=inputs.quiet)
        self.workers: Workers = Workers(inputs.jobs, inputs.engine, inputs.scheduler, self.progress)
        config = load_config(Path.cwd())
        self.config = config
        paths = [*(inputs.paths or ()), *(inputs.corpus or ())]
        if not paths:
            paths, said = default_corpus(Path.cwd())
            if said:
                note(said, quiet=inputs.quiet)
        self.paths = paths
        self.script = inputs.script or config.get("script") or "simplified"
        if self.script not in ("simplified", "traditional"):
            raise UsageError(f"--script {self.script}: expected simplified or traditional")
        self.reading = self._read_options()

    def _read_options(self) -> Reading:
        """How documents become speeches, from the options."""
        from ..engine import Reading
        from ..sources import parse_years, read_metadata

        metadata = self.inputs.metadata or self.config.get("metadata")
        return Reading(
            text_column=self.inputs.text_column,
            years=parse_years(self.inputs.year) if self.inputs.year else None,
            overrides=read_metadata(metadata) if metadata else {},
        )

    def words(self, *, learn: bool = False) -> WordSettings:
        """How text is cut, from the options.

        learn: read the corpus first, and add the shorthands and terms it teaches.
        """
        from ..engine import WordSettings
        from ..speech.lexicon import read_lexicon
        from ..speech.words import ENGINES

        if self.inputs.segmenter not in ENGINES:
            raise UsageError(
                f"unknown segmenter {self.inputs.segmenter!r}; known are {', '.join(ENGINES)}"
            )
        files = self.inputs.lexicon or self.config.get("lexicon") or ()
        terms = tuple(term for file in files for term in read_lexicon(file))
        if learn:
            from ..analysis.learn import learn_from

            # The user's own entries come last and win.
            terms = learn_from(self.paths, self.reading, workers=self.workers) + terms
        return WordSettings(terms, self.inputs.segmenter, self.inputs.hmm)

    def stopwords(self) -> frozenset[str]:
        """The function words to leave out of the rows."""
        from ..speech.lexicon import load_stopwords, read_stopwords

        file = self.inputs.stopwords or self.config.get("stopwords")
        return read_stopwords(file) if file else load_stopwords()

    def run(self, analyse: Callable[[Speech], Any]) -> Iterator[Any]:
        """Yield what ``analyse`` makes of each speech; afterwards say what was left out."""
        from ..engine import run

        try:
            yield from run(
                analyse,
                self.paths,
                self.reading,
                on_error=lambda error: print(f"policytext: {error}", file=sys.stderr),
                tally=self.tally,
                workers=self.workers,
            )
        finally:
            self.progress.stop()
        self._say_what_is_stale()
        left_out = self.tally.undated + self.tally.other_years
        if left_out and left_out == self.tally.read:
            note(f"no speech of {self.reading.years} among {left_out}", quiet=self.inputs.quiet)
        if self.tally.undated:
            left = f"{self.tally.undated} of {self.tally.read} documents have no year"
            note(f"{left} and are left out (policytext docs shows why)", quiet=self.inputs.quiet)

    def without_bar(self, rows: Iterable[T]) -> Iterator[T]:
        """Yield the rows; from the first one on there is no progress bar among them."""
        for row in rows:
            self.progress.stop()
            yield row

    def _say_what_is_stale(self) -> None:
        """Of parsed corpora: say what is not as it was when they were built."""
        quiet = self.inputs.quiet
        changed = list(dict.fromkeys(self.tally.changed))
        if changed:
            more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
            verb = "have" if more else "has"
            note(
                f"{changed[0]}{more} {verb} changed since the corpus was built, and the rows are "
                "of what it holds; policytext build makes it anew",
                quiet=quiet,
            )
        if self.tally.outdated:
            note(
                f"{self.tally.outdated} documents were parsed by another version of policytext "
                "and are parsed again; policytext build makes the corpus anew",
                quiet=quiet,
            )

    def option_files(self) -> list[str]:
        """Files that options and the configuration name: read, so not to be written."""
        config, given = self.config, self.inputs
        named = (
            given.metadata or config.get("metadata"),
            given.stopwords or config.get("stopwords"),
        )
        lexicons = given.lexicon or config.get("lexicon") or []
        return [*filter(None, named), *lexicons]

    @property
    def exit_code(self) -> int:
        """0 all done, 1 some input could not be read, 2 none could."""
        if not self.tally.failed:
            return 0
        return 1 if self.tally.read else 2

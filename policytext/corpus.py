"""The Python API: a corpus whose methods are the subcommands and return DataFrames."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .engine import Reading, Tally, WordSettings, read_speeches, run, segmenter
from .errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from .speech.model import Speech

Paths = str | PathLike[str] | Iterable[str | PathLike[str]]


class Corpus:
    """Speeches to analyse; every method reads them anew, one at a time.

    errors: what could not be read by the last method called; a warning is given for each, and
    the rest is used.
    """

    def __init__(self, paths: Sequence[str], reading: Reading, words: WordSettings) -> None:
        self.paths = list(paths)
        self.reading = reading
        self.words = words
        self.errors: list[InputError] = []

    def speeches(self) -> Iterator[Speech]:
        """Yield the speeches, in the order of the paths."""
        self.errors = []

        def on_error(error: InputError) -> None:
            self.errors.append(error)
            warnings.warn(str(error), stacklevel=2)

        return read_speeches(self.paths, self.reading, on_error=on_error, tally=Tally())

    def docs(self) -> pd.DataFrame:
        """A row a document: columns of ``policytext.analysis.docs.DocRow``."""
        from .analysis.docs import DocRow, describe_document

        describe = partial(describe_document, words=segmenter(self.words))
        return _frame(run(describe, self.speeches()), DocRow._fields)

    def outline(self) -> pd.DataFrame:
        """A row a heading: columns of ``policytext.analysis.outline.OutlineRow``."""
        from .analysis.outline import OutlineRow, outline_speech

        return _frame(_each(outline_speech, self.speeches()), OutlineRow._fields)

    def repairs(self) -> pd.DataFrame:
        """A row a repair: columns of ``policytext.analysis.repairs.RepairRow``."""
        from .analysis.repairs import RepairRow, list_repairs

        return _frame(_each(list_repairs, self.speeches()), RepairRow._fields)

    def texts(self) -> pd.Series[str]:
        """The clean texts, indexed by document."""
        import pandas as pd

        texts = {speech.doc: speech.text for speech in self.speeches()}
        return pd.Series(texts, name="text", dtype="str")

    def freq(
        self,
        *,
        top: int | None = None,
        min_count: int = 1,
        min_docs: int = 1,
        ngram: int = 1,
        by: str | None = None,
        pos: bool = False,
        tags: Sequence[str] = (),
        pattern: str | None = None,
        lengths: tuple[int, int | None] = (1, None),
        stopwords: Iterable[str] | None = None,
        keep_numbers: bool = False,
    ) -> pd.DataFrame:
        """A row a term: columns of ``policytext.analysis.freq.FreqRow``.

        stopwords: None for the built-in list, ``()`` to keep function words. The other arguments
        are the options of ``policytext freq``.
        """
        from .analysis.freq import FreqQuery, count_terms, freq_rows
        from .speech.lexicon import load_stopwords

        query = FreqQuery(
            ngram=ngram,
            by=by,
            pos=pos or bool(tags),
            tags=tuple(tags),
            top=top,
            min_count=min_count,
            min_docs=min_docs,
            pattern=re.compile(pattern) if pattern is not None else None,
            lengths=lengths,
            stopwords=load_stopwords() if stopwords is None else frozenset(stopwords),
            keep_numbers=keep_numbers,
        )
        count = partial(count_terms, words=segmenter(self.words), query=query)
        return _frame(freq_rows(run(count, self.speeches()), query), query.columns)


def read(
    paths: Paths | None = None,
    *,
    years: str | int | None = None,
    metadata: str | PathLike[str] | Mapping[str, Mapping[str, str]] | None = None,
    text_column: str | None = None,
    lexicon: Paths = (),
    engine: str = "rjieba",
    hmm: bool = True,
) -> Corpus:
    """Return the corpus in ``paths``; nothing is read before a method asks for it.

    paths: files, folders, globs, URLs; None for the corpus of policytext.toml, else ./seeds, else
    the sample speeches. years: ``2008``, ``"2005-2010"``. metadata: a CSV file, or facts by
    document name. The other arguments are the options of the command line.
    Raises UsageError where an option is malformed.

    >>> read("seeds").freq(top=3, min_docs=5)["term"].tolist() # doctest: +SKIP
    """
    from .sources import default_corpus, parse_years, read_metadata
    from .speech.lexicon import read_lexicon

    given = _as_list(paths) if paths is not None else default_corpus(Path.cwd())[0]
    overrides: Mapping[str, Mapping[str, str]]
    if metadata is None or isinstance(metadata, Mapping):
        overrides = metadata or {}
    else:
        overrides = read_metadata(fspath(metadata))
    terms = tuple(term for file in _as_list(lexicon) for term in read_lexicon(file))
    reading = Reading(
        text_column=text_column,
        years=parse_years(str(years)) if years is not None else None,
        overrides=overrides,
    )
    return Corpus(given, reading, WordSettings(terms, engine, hmm))


def _as_list(paths: Paths) -> list[str]:
    if isinstance(paths, str | PathLike):
        return [fspath(paths)]
    return [fspath(path) for path in paths]


def _each(analyse: Callable[[Speech], Iterable[Any]], speeches: Iterable[Speech]) -> Iterator[Any]:
    return (row for speech in speeches for row in analyse(speech))


def _frame(rows: Iterable[Sequence[object]], columns: Sequence[str]) -> pd.DataFrame:
    from .output import to_frame

    return to_frame(rows, columns)

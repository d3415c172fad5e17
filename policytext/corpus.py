"""The Python API: a corpus whose methods are the subcommands and return DataFrames."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from .engine import (
    AfterYear,
    InTwoSteps,
    Merged,
    Reading,
    Tally,
    WithWords,
    WordSettings,
    Workers,
    run,
)
from .errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from .speech.model import Speech

T = TypeVar("T")
Paths = str | PathLike[str] | Iterable[str | PathLike[str]]


class Corpus:
    """Speeches to analyse; every method reads them anew, one at a time.

    errors: what could not be read by the last method called; a warning is given for each, and
    the rest is used.
    """

    def __init__(
        self,
        paths: Sequence[str],
        reading: Reading,
        words: WordSettings,
        *,
        workers: Workers | None = None,
    ) -> None:
        self.paths = list(paths)
        self.reading = reading
        self.words = words
        self.workers = workers or Workers()
        self.errors: list[InputError] = []

    def speeches(self) -> Iterator[Speech]:
        """Yield the speeches, in the order of the paths."""
        return self.run(_as_it_is, workers=Workers(jobs=1))

    def run(
        self, analyse: Callable[[Speech], Any], *, workers: Workers | None = None
    ) -> Iterator[Any]:
        """Yield what ``analyse`` makes of each speech, in the order of the paths.

        workers: who does it, None for those of the corpus; see ``policytext.engine.run``.
        """
        self.errors = []

        def on_error(error: InputError) -> None:
            self.errors.append(error)
            warnings.warn(str(error), stacklevel=2)

        return run(
            analyse,
            self.paths,
            self.reading,
            on_error=on_error,
            tally=Tally(),
            workers=workers or self.workers,
        )

    def docs(self) -> pd.DataFrame:
        """A row a document: columns of ``policytext.analysis.docs.DocRow``."""
        from .analysis.docs import DocRow, describe_document

        rows = self.run(WithWords(describe_document, self.words))
        return _frame(rows, DocRow)

    def outline(self) -> pd.DataFrame:
        """A row a heading: columns of ``policytext.analysis.outline.OutlineRow``."""
        from .analysis.outline import OutlineRow, outline_speech

        return _frame(chain.from_iterable(self.run(AfterYear(outline_speech))), OutlineRow)

    def audit(self, *, failed: bool = False) -> pd.DataFrame:
        """A row a checkable claim: columns of ``policytext.analysis.audit.AuditRow``.

        failed: only the claims that do not hold.
        """
        from .analysis.audit import AuditRow, audit_rows, audit_speech

        return _frame(audit_rows(self.run(AfterYear(audit_speech)), failed=failed), AuditRow)

    def build(self, path: str | PathLike[str]) -> None:
        """Write a parsed corpus to ``path`` (.parquet), which `read` takes as its input."""
        from .analysis.build import parse_speech
        from .output.parsed import write_corpus

        write_corpus(self.run(WithWords(parse_speech, self.words)), fspath(path), self.words)

    def repairs(self) -> pd.DataFrame:
        """A row a repair: columns of ``policytext.analysis.repairs.RepairRow``."""
        from .analysis.repairs import RepairRow, list_repairs

        return _frame(chain.from_iterable(self.run(list_repairs)), RepairRow)

    def texts(self) -> pd.Series[str]:
        """The clean texts, indexed by document."""
        import pandas as pd

        from .analysis.repairs import clean_text

        return pd.Series(dict(self.run(clean_text)), name="text", dtype="object")

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
        learn: bool = False,
    ) -> pd.DataFrame:
        """A row a term: columns of ``policytext.analysis.freq.FreqRow``.

        stopwords: None for the built-in list, ``()`` to keep function words. The other arguments
        are the options of ``policytext freq``.
        """
        from .analysis.counting import count_prepared, merge_parts, pack_counts, prepare_terms
        from .analysis.freq import FreqQuery, FreqRow, freq_rows
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
        words = self._words(learn)
        steps = partial(prepare_terms, query=query), partial(count_prepared, query=query)
        count = InTwoSteps(*steps, words)
        packed = self.run(Merged(count, pack_counts, None if query.streams else merge_parts))
        row_type = FreqRow if query.columns == FreqRow._fields else None
        return _frame(freq_rows(packed, query), row_type, query.columns)

    def trend(
        self,
        terms: str | Iterable[str] = (),
        *,
        tokens: bool = False,
        regex: bool = False,
        slogans: bool = False,
        top: int | None = None,
        measure: str = "z",
        min_count: int | None = None,
        stopwords: Iterable[str] | None = None,
        plot: str | PathLike[str] | None = None,
        learn: bool = False,
    ) -> pd.DataFrame:
        """A row a term and year: columns of ``policytext.analysis.trend.TrendRow``.

        plot: a .svg, .png or .html file to draw too. The other arguments are the options of
        ``policytext trend``. Speeches without a year are left out with a warning.

        >>> read("seeds", years="2007-2008").trend("基层组织")["count"].tolist()
        [4, 18]
        """
        from .analysis.patterns import make_search
        from .analysis.trend import TrendQuery, TrendRow, choose_terms, count_trend, merge_trend
        from .speech.lexicon import load_stopwords

        given = [terms] if isinstance(terms, str) else list(terms)
        query = TrendQuery(
            search=make_search(given, regex=regex, tokens=tokens) if given else None,
            slogans=slogans,
            tokens=tokens,
            top=top,
            measure=measure,
            min_count=min_count,
            stopwords=load_stopwords() if stopwords is None else frozenset(stopwords),
        )
        table = merge_trend(
            self.run(WithWords(partial(count_trend, query=query), self._words(learn))), query
        )
        if table.undated:
            warnings.warn(f"{table.undated} documents without a year are left out", stacklevel=2)
        rows = table.rows(choose_terms(table, query))
        if plot is not None:
            from .output.plot import plot_trend

            plot_trend(rows, fspath(plot))
        return _frame(rows, TrendRow)

    def kwic(
        self,
        terms: str | Iterable[str],
        *,
        context: int = 20,
        sentence: bool = False,
        tokens: bool = False,
        regex: bool = False,
        sort: str | None = None,
        limit: int | None = None,
    ) -> pd.DataFrame:
        """A row an occurrence: columns of ``policytext.analysis.kwic.KwicRow``.

        The arguments are the options of ``policytext kwic``.

        >>> read("seeds", years=2008).kwic("三级联创", context=2, limit=1)["right"].tolist()
        ['”活']
        """
        from .analysis.kwic import KwicQuery, KwicRow, kwic_rows, list_kwic
        from .analysis.patterns import make_search

        given = [terms] if isinstance(terms, str) else list(terms)
        query = KwicQuery(
            make_search(given, regex=regex, tokens=tokens),
            context=context,
            sentence=sentence,
            sort=sort,
            limit=limit,
        )
        analyse: Callable[..., list[KwicRow]] = partial(list_kwic, query=query)
        found = self.run(WithWords(analyse, self.words) if tokens else analyse)
        return _frame(kwic_rows(found, query), KwicRow)

    def diff(
        self,
        a: str | int | PathLike[str] | None = None,
        b: str | int | PathLike[str] | None = None,
        *,
        view: str = "terms",
        sort: str = "g2",
        top: int | None = None,
        min_count: int = 1,
        measures: Sequence[str] = (),
        significance: bool = False,
        ngram: int = 1,
        stopwords: Iterable[str] | None = None,
        keep_numbers: bool = False,
        with_items: bool = False,
        learn: bool = False,
    ) -> pd.DataFrame:
        """B against A, each years of this corpus or a path of its own; without them each year
        against the one before it that has speeches, ``year_a`` and ``year_b`` first.

        view: one of ``policytext.analysis.diff.VIEWS``; a row a term, slogan, statistic or
        sentence. The other arguments are the options of ``policytext diff``.
        """
        from .analysis import diff
        from .speech.lexicon import load_stopwords

        query = diff.TermQuery(
            sort=sort,
            top=top,
            min_count=min_count,
            measures=tuple(measures),
            significance=significance,
            ngram=ngram,
            stopwords=load_stopwords() if stopwords is None else frozenset(stopwords),
            keep_numbers=keep_numbers,
        )
        sides = None
        if a is not None or b is not None:
            sides = diff.parse_sides(*("" if side is None else str(side) for side in (a, b)))
        paths = diff.all_paths(self.paths, sides)
        words = Corpus(paths, self.reading, self.words, workers=self.workers)._words(learn)
        chosen = diff.make_view(view, query, words, details=with_items)
        errors: list[InputError] = []

        def read(analyse: Callable[[Speech], T], paths: Sequence[str] | None, /) -> Iterator[T]:
            part = Corpus(self.paths, diff.dated(self.reading), self.words, workers=self.workers)
            if paths is not None:
                part.paths, part.reading = list(paths), self.reading
            yield from part.run(analyse)
            errors.extend(part.errors)

        if sides is None:
            rows, columns = diff.compare_years(read, chosen), diff.yearly_columns(chosen)
        else:
            rows, columns = diff.compare_sides(read, *sides, chosen), chosen.columns
        self.errors = errors
        return _frame(rows, chosen.row_type, columns)

    def slogans(
        self,
        *,
        kinds: Sequence[str] = (),
        min_count: int = 1,
        with_items: bool = False,
        titles: bool = False,
        by: str | None = None,
    ) -> pd.DataFrame:
        """A row a slogan: columns of ``policytext.analysis.slogans.SloganRow``.

        by: ``"year"`` for a row a slogan and year (SloganYearRow).
        """
        from .analysis.slogans import (
            SloganQuery,
            SloganRow,
            SloganYearRow,
            find_slogans,
            slogan_rows,
            slogan_year_rows,
        )

        query = SloganQuery(tuple(kinds), min_count, with_items, titles)
        found = self.run(AfterYear(partial(find_slogans, titles=query.reads_titles)))
        if by == "year":
            return _frame(slogan_year_rows(found, query), SloganYearRow)
        return _frame(slogan_rows(found, query), SloganRow)

    def slogan_uses(self, *, titles: bool = False) -> pd.DataFrame:
        """A row an occurrence: columns of ``policytext.analysis.slogans.SloganUse``."""
        from .analysis.slogans import SloganUse, list_slogans

        found = self.run(AfterYear(partial(list_slogans, titles=titles)))
        return _frame(chain.from_iterable(found), SloganUse)

    def stats(
        self,
        *,
        kinds: Sequence[str] = (),
        units: Sequence[str] = (),
        subject: str | None = None,
        minimum: float | None = None,
        maximum: float | None = None,
        ref_years: str | int | None = None,
        all_kinds: bool = False,
    ) -> pd.DataFrame:
        """A row a statistic: columns of ``policytext.analysis.stats.StatRow``.

        subject: a regular expression. ref_years: ``2007``, ``"2003-2007"``. The other arguments
        are the options of ``policytext stats``.

        >>> read("seeds").stats(subject="女干部")[["value", "unit", "ref_year"]].values.tolist()
        [[4.0, '名', 2007]]
        """
        from .analysis.stats import StatQuery, StatRow, query_stats
        from .sources import parse_years

        query = StatQuery(
            kinds=tuple(kinds),
            units=tuple(units),
            subject=re.compile(subject) if subject is not None else None,
            minimum=minimum,
            maximum=maximum,
            ref_years=parse_years(str(ref_years)) if ref_years is not None else None,
            all_kinds=all_kinds,
        )
        return _frame(
            chain.from_iterable(self.run(AfterYear(partial(query_stats, query=query)))), StatRow
        )

    def indicators(self, *, subject: str | None = None) -> pd.DataFrame:
        """A row an indicator, a column a year: ``policytext stats --pivot``.

        subject: a regular expression on the subjects of the statistics to take.
        """
        from .analysis.indicators import pivot_rows
        from .analysis.stats import StatQuery, query_stats

        query = StatQuery(subject=re.compile(subject) if subject is not None else None)
        rows = chain.from_iterable(self.run(AfterYear(partial(query_stats, query=query))))
        columns, table = pivot_rows(rows)
        return _frame(table, None, columns)

    def report(
        self,
        path: str | PathLike[str] | None = None,
        *,
        lang: str | None = None,
        plots: str | PathLike[str] | None = None,
        stopwords: Iterable[str] | None = None,
    ) -> str:
        """The page of ``policytext report``: HTML that needs nothing else.

        path: a file to write it to as well. lang: ``zh`` or ``en``, None as the locale is. plots: a
        folder for the plots as .svg and .png; a warning tells where no font here has their
        characters, for then there are no .png. Raises UsageError for another language,
        OutputError where a file cannot be written.

        >>> read("seeds", years=2012).report(lang="en").splitlines()[:2]
        ['<!doctype html>', '<html lang="en">']
        """
        from .analysis.report import Limits, build_report, report_analysis
        from .output.report import (
            check_plots,
            choose_language,
            list_plots,
            render_report,
            write_plots,
        )
        from .output.sink import check_target, open_sink
        from .speech.lexicon import load_stopwords

        language = choose_language(lang)
        check_target(None if path is None else fspath(path))
        if plots is not None:
            check_plots(fspath(plots))
        limits = Limits()
        made = build_report(
            self.run(report_analysis(self.words)),
            stopwords=load_stopwords() if stopwords is None else frozenset(stopwords),
            settings=self.words,
            limits=limits,
            jobs=self.workers.jobs,
        )
        page = render_report(made, language=language, room=limits.page_bytes)
        if path is not None:
            with open_sink(fspath(path)) as sink:
                sink.write(page)
        if plots is not None:
            drawn = list(list_plots(made, language=language))
            if missing := write_plots(drawn, fspath(plots)):
                warnings.warn(f"no PNG: no font here has {missing[:10]}", stacklevel=2)
        return page

    def _words(self, learn: bool) -> WordSettings:
        if not learn:
            return self.words
        from .analysis.learn import learn_from

        learned = learn_from(self.paths, self.reading, workers=self.workers)
        return replace(self.words, terms=learned + self.words.terms)


def read(
    paths: Paths | None = None,
    *,
    years: str | int | None = None,
    metadata: str | PathLike[str] | Mapping[str, Mapping[str, str]] | None = None,
    text_column: str | None = None,
    lexicon: Paths = (),
    segmenter: str = "rjieba",
    hmm: bool = True,
    jobs: int | None = None,
    engine: str = "local",
    scheduler: str | None = None,
) -> Corpus:
    """Return the corpus in ``paths``; nothing is read before a method asks for it.

    paths: files, folders, globs, URLs; None for the corpus of policytext.toml, else ./seeds, else
    the sample speeches. years: ``2008``, ``"2005-2010"``. metadata: a CSV file, or facts by
    document name. The other arguments are the options of the command line.
    Raises UsageError where an option is malformed.

    >>> read("seeds", years=2008).docs()["level"].tolist()
    ['county', 'county']
    """
    from .sources import default_corpus, parse_years, read_metadata
    from .speech.lexicon import read_lexicon

    given = _as_list(paths) if paths is not None else default_corpus(Path.cwd())[0]
    overrides: Mapping[str, Mapping[str, str]]
    if metadata is None or isinstance(metadata, Mapping):
        overrides = metadata or {}
    else:
        overrides = read_metadata(fspath(metadata))
    workers = Workers(jobs, engine, scheduler)
    terms = tuple(term for file in _as_list(lexicon) for term in read_lexicon(file))
    reading = Reading(
        text_column=text_column,
        years=parse_years(str(years)) if years is not None else None,
        overrides=overrides,
    )
    return Corpus(given, reading, WordSettings(terms, segmenter, hmm), workers=workers)


def _as_list(paths: Paths) -> list[str]:
    if isinstance(paths, str | PathLike):
        return [fspath(paths)]
    return [fspath(path) for path in paths]


def _as_it_is(speech: Speech) -> Speech:
    return speech


def _frame(
    rows: Iterable[Sequence[object]], row_type: Any, columns: Sequence[str] | None = None
) -> pd.DataFrame:
    from .output import to_frame

    return to_frame(rows, columns or row_type._fields, row_type=row_type)

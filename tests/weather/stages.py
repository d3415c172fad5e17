"""What the commands do with one text, as single steps whose time can be taken."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from policytext.analysis.audit import audit_rows, audit_speech
from policytext.analysis.counting import count_prepared, pack_counts, prepare_terms
from policytext.analysis.diff import TermQuery, make_view
from policytext.analysis.diff.sides import Side, compare_sides
from policytext.analysis.docs import describe_document
from policytext.analysis.freq import FreqQuery, freq_rows
from policytext.analysis.kwic import KwicQuery, list_kwic
from policytext.analysis.outline import outline_speech
from policytext.analysis.patterns import make_search
from policytext.analysis.repairs import clean_text, list_repairs
from policytext.analysis.slogans import SloganQuery, find_slogans, list_slogans, slogan_rows
from policytext.analysis.stats import StatQuery, query_stats
from policytext.analysis.trend import TrendQuery, choose_terms, count_trend, merge_trend
from policytext.engine import WordSettings, segmenter
from policytext.speech.model import Speech, read_speech

SETTINGS = WordSettings()
NO_WORDS: frozenset[str] = frozenset()


def _freq(speech: Speech) -> object:
    query, words = FreqQuery(), segmenter(SETTINGS)
    prepared = prepare_terms(speech, words=words, query=query)
    counted = count_prepared(prepared, words=words, query=query)
    return list(freq_rows([pack_counts([counted])], query))


def _trend(speech: Speech) -> object:
    query = TrendQuery(
        search=None,
        slogans=False,
        tokens=False,
        top=5,
        measure="z",
        min_count=1,
        stopwords=NO_WORDS,
    )
    part = count_trend(speech, words=segmenter(SETTINGS), query=query)
    table = merge_trend(iter([part]), query)
    return table.rows(choose_terms(table, query))


def _kwic(speech: Speech, *, tokens: bool) -> object:
    query = KwicQuery(make_search(["改革"], regex=False, tokens=tokens))
    words = {"words": segmenter(SETTINGS)} if tokens else {}
    return list_kwic(speech, query=query, **words)


def _diff(speech: Speech, *, view: str, other: Speech | None = None) -> object:
    chosen = make_view(view, TermQuery(stopwords=NO_WORDS), SETTINGS)
    sides = Side("A", "a.txt", None), Side("B", "b.txt", None)
    both = iter([speech, other or speech])
    return list(
        compare_sides(lambda analyse, paths, /: iter([analyse(next(both))]), *sides, chosen)
    )


STEPS: dict[str, Callable[[Speech], object]] = {
    "structure": lambda speech: speech.structure,
    "sentences": lambda speech: speech.sentences,
    "facts": lambda speech: speech.facts,
    "year": lambda speech: speech.year,
    "clean": clean_text,
    "repairs": lambda speech: list(list_repairs(speech)),
    "freq": _freq,
    "docs": lambda speech: describe_document(speech, words=segmenter(SETTINGS)),
    "outline": lambda speech: list(outline_speech(speech)),
    "slogans": lambda s: list(slogan_rows(iter([find_slogans(s, titles=True)]), SloganQuery())),
    "slogans --each": lambda speech: list(list_slogans(speech, titles=True)),
    "stats": partial(query_stats, query=StatQuery(all_kinds=True)),
    "audit": lambda speech: list(audit_rows(iter([audit_speech(speech)]), failed=False)),
    "trend": _trend,
    "kwic": partial(_kwic, tokens=False),
    "kwic --tokens": partial(_kwic, tokens=True),
    **{f"diff {view}": partial(_diff, view=view) for view in ("terms", "slogans", "wording")},
}


def seconds_of(text: str) -> dict[str, float]:
    """Return the processor time of each step on a text; ``read`` is its repair."""
    taken: dict[str, float] = {}
    began = time.process_time()
    speech = read_speech(text, doc="x")
    taken["read"] = time.process_time() - began
    # Sentences that are the same pair at once; here none is.
    other = read_speech("另" + speech.text.replace("。", "。另"), doc="y")
    reworded = partial(_diff, view="wording", other=other)
    for name, step in {**STEPS, "diff wording, reworded": reworded}.items():
        began = time.process_time()
        found = step(speech)
        if not isinstance(found, list | tuple | str) and hasattr(found, "__iter__"):
            list(found)
        taken[name] = time.process_time() - began
    return taken

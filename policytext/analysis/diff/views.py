"""The views of a comparison by name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ...engine import WordSettings
from ...errors import UsageError
from .sides import View
from .terms import TermQuery, term_view

VIEWS = ("terms", "slogans", "stats", "wording")


def make_view(
    name: str, query: TermQuery, settings: WordSettings, *, details: bool = False
) -> View[Any, Any]:
    """Return the view of that name, one of ``VIEWS``.

    query: which terms to print; slogans heed its ``top`` and ``min_count``. settings: how text is
    cut. details: what shorthands stand for. Raises UsageError for another name, and for options
    that the view has no use for.
    """
    if name not in VIEWS:
        raise UsageError(f"{name}: no way to compare; known are {', '.join(VIEWS)}")
    if details and name != "slogans":
        raise UsageError("--with-items is for --slogans")
    if name == "terms":
        return term_view(query, settings)
    plain = TermQuery(stopwords=query.stopwords)
    if name == "slogans":
        plain = replace(plain, top=query.top, min_count=query.min_count)
    if query != plain:
        raise UsageError(
            f"--{name} takes no --sort, --measure, --significance, --ngram or --keep-numbers"
            + ("" if name == "slogans" else ", and no --top or --min-count: it has every row")
        )
    if name == "slogans":
        from .slogans import slogan_view

        return slogan_view(min_count=query.min_count, top=query.top, details=details)
    if name == "stats":
        from .stats import stat_view

        return stat_view()
    from .wording import wording_view

    return wording_view(settings)

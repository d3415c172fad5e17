"""Comparing two sides, A and B, or each year with the one before it: terms, wording and more."""

from .sides import (
    Run,
    Side,
    View,
    all_paths,
    compare_sides,
    compare_years,
    dated,
    parse_sides,
    yearly_columns,
)
from .terms import SideCounts, TermQuery, TermRow, term_rows, term_view
from .views import VIEWS, make_view

__all__ = [
    "VIEWS",
    "Run",
    "Side",
    "SideCounts",
    "TermQuery",
    "TermRow",
    "View",
    "all_paths",
    "compare_sides",
    "compare_years",
    "dated",
    "make_view",
    "parse_sides",
    "term_rows",
    "term_view",
    "yearly_columns",
]

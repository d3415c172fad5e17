"""Slogans: every quoted watchword, what kind it is and what it stands for."""

from .lifecycle import (
    SloganStatusRow,
    SloganYearRow,
    slogan_rows,
    slogan_status_rows,
    slogan_year_rows,
)
from .table import SloganQuery, SloganRow, SloganTable
from .uses import Found, SloganUse, find_slogans, list_slogans

__all__ = [
    "Found",
    "SloganQuery",
    "SloganRow",
    "SloganStatusRow",
    "SloganTable",
    "SloganUse",
    "SloganYearRow",
    "find_slogans",
    "list_slogans",
    "slogan_rows",
    "slogan_status_rows",
    "slogan_year_rows",
]

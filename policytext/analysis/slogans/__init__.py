"""Slogans: every quoted watchword, what kind it is and what it stands for."""

from .table import SloganQuery, SloganRow, SloganTable, SloganYearRow, slogan_rows
from .uses import Found, SloganUse, find_slogans, list_slogans

__all__ = [
    "Found",
    "SloganQuery",
    "SloganRow",
    "SloganTable",
    "SloganUse",
    "SloganYearRow",
    "find_slogans",
    "list_slogans",
    "slogan_rows",
]

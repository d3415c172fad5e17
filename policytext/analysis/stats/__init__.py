"""Statistics: every number a speech quotes, what it measures, and for which year."""

from .query import StatQuery, query_stats
from .row import KINDS, OTHER_KINDS, StatRow
from .rows import list_stats

__all__ = ["KINDS", "OTHER_KINDS", "StatQuery", "StatRow", "list_stats", "query_stats"]

"""Statistics: every number a speech quotes, what it measures, and for which year."""

from .rows import StatRow, list_stats

__all__ = ["StatRow", "list_stats"]

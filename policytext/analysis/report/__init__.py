"""A report: one pass over the speeches for all that a page shows of a corpus."""

from .build import Report, build_report, report_analysis
from .limits import LeftOut, Limits

__all__ = ["LeftOut", "Limits", "Report", "build_report", "report_analysis"]

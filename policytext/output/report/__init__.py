"""A report as one self-contained page, and its plots as files."""

from .plots import Plot, list_plots, write_plots
from .render import check_report, render_report
from .words import choose_language

__all__ = ["Plot", "check_report", "choose_language", "list_plots", "render_report", "write_plots"]

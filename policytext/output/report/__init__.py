"""A report as one self-contained page, and its plots as files."""

from .plots import Plot, check_plots, list_plots, write_plots
from .render import render_report
from .words import choose_language

__all__ = ["Plot", "check_plots", "choose_language", "list_plots", "render_report", "write_plots"]

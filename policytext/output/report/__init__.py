"""A report as one self-contained page, and its plots as files."""

from .render import render_report
from .words import choose_language

__all__ = ["choose_language", "render_report"]

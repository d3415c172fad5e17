"""Evidence for the year of a speech: what its words say, each piece with its bounds."""

from __future__ import annotations

from .model import Evidence

__all__ = ["Evidence"]

"""Text analysis for Chinese policy speeches: ``policytext.read(paths).freq()`` and its kin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .corpus import Corpus, read

__version__ = "0.1.0"
__all__ = ["Corpus", "__version__", "read"]


def __getattr__(name: str) -> Any:
    # Loaded at first use: the command line needs the version only.
    if name in ("Corpus", "read"):
        from . import corpus

        return getattr(corpus, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

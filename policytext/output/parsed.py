"""A parsed corpus to a file that appears whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from .sink import naming, written_aside

if TYPE_CHECKING:
    from ..engine import WordSettings


def write_corpus(rows: Iterable[Mapping[str, Any]], path: str, words: WordSettings) -> None:
    """Write the rows of ``policytext.analysis.build`` to ``path``, which must end in .parquet.

    words: what cut the tokens. Raises UsageError for another suffix, OutputError where the file
    cannot be written.
    """
    if not path.lower().endswith(".parquet"):
        raise UsageError(f"-o {path}: a parsed corpus is a Parquet file; name it FILE.parquet")
    from ..engine import segmenter
    from ..sources.parsed import write_parsed

    with written_aside(path) as temporary, naming(path):
        write_parsed(rows, temporary, segmenter(words).key)

"""The corpus teaches its words: slogans that a segmenter should keep whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..speech.lexicon import Term
from .slogans import SloganQuery, SloganRow, find_slogans, slogan_rows

if TYPE_CHECKING:
    from ..engine import Reading, Workers

# Characters of one word: no punctuation, no numbers that the segmenter reads as such.
_WORD_RE = re.compile(r"[\u3400-\u9fff]+")
_LONGEST = 8
_KINDS = ("shorthand", "term")


def learned_terms(slogans: Iterable[SloganRow]) -> list[Term]:
    """Return the terms that a corpus teaches, from its slogans, sorted by word.

    Every shorthand of two to eight Chinese characters (三级联创, 两委), and every term of three to
    eight that is quoted twice or also stands without quotes (人才强县): quoted once, a word may be
    an ordinary one used in a figure. They have no frequency, so that the segmenter keeps them
    whole, and the tag nz.

    >>> row = SloganRow("三级联创", "shorthand", 3, 0, 1, None, None, "3", "", "")
    >>> learned_terms([row, row._replace(slogan="走出去、引进来", kind="phrase")])
    [Term(word='三级联创', freq=None, tag='nz')]
    """
    words = {
        row.slogan
        for row in slogans
        if row.kind in _KINDS
        and _is_word(row.slogan, row.kind)
        and (row.kind == "shorthand" or row.count + (row.unquoted or 0) > 1)
    }
    return [Term(word, None, "nz") for word in sorted(words)]


def learn_from(
    paths: Sequence[str], reading: Reading, *, workers: Workers | None = None
) -> tuple[Term, ...]:
    """Return the terms that the documents in ``paths`` teach, from a pass over all of them.

    What cannot be read is passed over: the pass that counts says so. Raises UsageError for stdin,
    which can be read once only.
    """
    from ..engine import Tally, run

    if "-" in paths:
        raise UsageError("--learn reads the corpus twice, stdin only once; give it as a file")
    found = run(
        find_slogans, paths, reading, on_error=lambda error: None, tally=Tally(), workers=workers
    )
    return tuple(learned_terms(slogan_rows(found, SloganQuery())))


def _is_word(slogan: str, kind: str) -> bool:
    least = 2 if kind == "shorthand" else 3
    return least <= len(slogan) <= _LONGEST and _WORD_RE.fullmatch(slogan) is not None

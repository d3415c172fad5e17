"""How often slogans stand without quotes: one pass over a text, however many slogans there are."""

from __future__ import annotations

import re
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from ...errors import PolicytextError

_SEPARATORS_RE = re.compile("[、,]")


class PlainTexts:
    """Texts kept to be read once more, compressed; beyond ``bytes_in_memory`` in a temporary file.

    Each has a year. Raises PolicytextError where the folder for temporary files is full.
    """

    def __init__(self, *, bytes_in_memory: int = 1 << 23) -> None:
        self._file = tempfile.SpooledTemporaryFile(bytes_in_memory, prefix="policytext-")
        self._index: list[tuple[int | None, int]] = []

    def add(self, text: str, year: int | None) -> None:
        """Keep one text."""
        packed = zlib.compress(text.encode("utf-8", "surrogatepass"), 1)
        try:
            self._file.write(packed)
        except OSError as error:
            raise PolicytextError(
                f"{tempfile.gettempdir()}: {error.strerror or error} (the folder for temporary "
                "files); make room there, or name another folder in TMPDIR"
            ) from error
        self._index.append((year, len(packed)))

    def __iter__(self) -> Iterator[tuple[int | None, str]]:
        self._file.seek(0)
        for year, size in self._index:
            yield year, zlib.decompress(self._file.read(size)).decode("utf-8", "surrogatepass")

    def close(self) -> None:
        """Forget the texts and remove the temporary file."""
        self._file.close()


def spellings(form: str) -> set[str]:
    """Return the ways in which a slogan may stand in plain text: with 、, with , and with neither.

    >>> sorted(spellings("走出去、引进来"))
    ['走出去,引进来', '走出去、引进来', '走出去引进来']
    """
    if not _SEPARATORS_RE.search(form):
        return {form}
    return {form, *(_SEPARATORS_RE.sub(mark, form) for mark in ("、", ",", ""))}


def count_unquoted(
    texts: Iterable[tuple[int | None, str]], slogans: Mapping[str, str]
) -> Counter[tuple[str, int | None]]:
    """Return how often each slogan stands in ``texts``, by (slogan, year of the text).

    texts: pairs (year, text without its quoted spans). slogans: from each spelling to the slogan.
    Where slogans overlap the one that begins first counts, then the longest: 发展 inside an
    unquoted 科学发展观 is not counted when 科学发展观 is a slogan too.
    """
    counts: Counter[tuple[str, int | None]] = Counter()
    patterns = sorted(filter(None, slogans))
    if not patterns:
        return counts
    import ahocorasick_rs

    names = [slogans[pattern] for pattern in patterns]
    automaton = ahocorasick_rs.AhoCorasick(
        patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    for year, text in texts:
        for index, _, _ in automaton.find_matches_as_indexes(text):
            counts[names[index], year] += 1
    return counts

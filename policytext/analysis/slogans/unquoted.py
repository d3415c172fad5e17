"""How often slogans stand without quotes: one pass over a text, however many slogans there are."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import IO

from ...errors import PolicytextError

BYTES_IN_MEMORY = 1 << 23
_SEPARATORS_RE = re.compile("[、,]")
_NUMERAL = "0-9零〇一二三四五六七八九十百千万亿两几第"
_NUMERAL_RE = re.compile(f"[{_NUMERAL}]+")
# A longer quotation is not looked for again: an automaton for one character over and over takes the
# square of its length to build.
_LONGEST = 300
# After a bare numeral: 十五计划 and 九五期间 are plans, 十五项 is a number.
_PLAN_RE = re.compile(
    "”?(?:计划|规划|期间|时期|期末|末|初|以来|普法|纲要|攻关|开局|收官|工程|讲话|扶贫|运动)"
)


class PlainTexts:
    """Texts kept to be read once more; what is more than ``bytes_in_memory`` (8 MiB) moves to a
    temporary file, compressed, so memory does not grow with the corpus.

    Each has a year. Raises PolicytextError where the folder for temporary files is full.
    """

    def __init__(self, *, bytes_in_memory: int = BYTES_IN_MEMORY) -> None:
        self._limit = bytes_in_memory
        self._waiting: list[tuple[int | None, str]] = []
        self._size = 0
        self._file: IO[bytes] | None = None
        self._spilled: list[tuple[int | None, int]] = []

    def add(self, text: str, year: int | None) -> None:
        """Keep one text."""
        self._waiting.append((year, text))
        self._size += 2 * len(text)
        if self._size > self._limit:
            self._spill()

    def _spill(self) -> None:
        import tempfile

        packed = [zlib.compress(t.encode("utf-8", "surrogatepass"), 1) for _, t in self._waiting]
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(prefix="policytext-")  # noqa: SIM115
            self._file.seek(0, 2)
            self._file.writelines(packed)
        except OSError as error:
            raise PolicytextError(
                f"{tempfile.gettempdir()}: {error.strerror or error} (the folder for temporary "
                "files); make room there, or name another folder in TMPDIR"
            ) from error
        years = (year for year, _ in self._waiting)
        self._spilled += zip(years, map(len, packed), strict=True)
        self._waiting, self._size = [], 0

    def __iter__(self) -> Iterator[tuple[int | None, str]]:
        if self._file is not None:
            self._file.seek(0)
            for year, size in self._spilled:
                packed = self._file.read(size)
                yield year, zlib.decompress(packed).decode("utf-8", "surrogatepass")
        yield from self._waiting

    def close(self) -> None:
        """Forget the texts and remove the temporary file."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._waiting, self._spilled = [], []


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

    texts: pairs (year, width-folded text without its quoted spans). slogans: from each spelling to
    the slogan. Where slogans overlap the one that begins first counts, then the longest: 发展
    inside an unquoted 科学发展观 is not counted when 科学发展观 is a slogan too. A numeral at the
    edge of a slogan must not go on in the text, and a slogan that is nothing but a numeral must
    have 计划, 期间 … behind it. What is longer than 300 characters is not looked for.

    >>> count_unquoted([(2001, "十五计划提出,用十五年时间")], {"十五": "十五"})
    Counter({('十五', 2001): 1})
    """
    counts: Counter[tuple[str, int | None]] = Counter()
    patterns = sorted(form for form in slogans if 0 < len(form) <= _LONGEST)
    if not patterns:
        return counts
    import ahocorasick_rs

    names = [slogans[pattern] for pattern in patterns]
    # 0: no numeral at an edge, 1: at the start, 2: at the end, 4: nothing but a numeral.
    edges = [
        bool(_NUMERAL_RE.match(p))
        + 2 * bool(_NUMERAL_RE.match(p[-1]))
        + 4 * bool(_NUMERAL_RE.fullmatch(p))
        for p in patterns
    ]
    automaton = ahocorasick_rs.AhoCorasick(
        patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    for year, text in texts:
        for index, start, end in automaton.find_matches_as_indexes(text):
            if edges[index] and not _stands_alone(text, start, end, edges[index]):
                continue
            counts[names[index], year] += 1
    return counts


def _stands_alone(text: str, start: int, end: int, edge: int) -> bool:
    if edge & 1 and start and _NUMERAL_RE.match(text, start - 1):
        return False
    if edge & 2 and _NUMERAL_RE.match(text, end):
        return False
    return not edge & 4 or _PLAN_RE.match(text, end) is not None

"""Lists of words that are looked for in a text; faster to set up than one large expression."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import final

from ...text.record import Record

# The characters that may not stand before, and behind, a word.
Guard = tuple[str, str]
Finish = Callable[[str, int], int]


@final
class Hit(Record):
    """A word found: its half-open span."""

    __match_args__ = ("start", "end")
    __slots__ = __match_args__

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end


def _as_it_is(text: str, end: int) -> int:
    return end


class WordList:
    """Words, of which the longest that fits is found at each place.

    guards: by word, the characters beside it that make it part of a longer one. finish: given the
    text and the end of a word, returns the end with what belongs to it (了), or -1 for no match.
    """

    def __init__(
        self,
        words: Iterable[str],
        guards: Mapping[str, Guard] | None = None,
        finish: Finish = _as_it_is,
    ) -> None:
        self._finish = finish
        # By their first two characters, the word of one character last; by that one alone.
        self._by_two: dict[str, list[tuple[str, str, str]]] = {}
        self._by_one: dict[str, list[tuple[str, str, str]]] = {}
        for word in sorted(set(words), key=lambda word: (-len(word), word)):
            entry = word, *(guards or {}).get(word, ("", ""))
            if len(word) > 1:
                self._by_two.setdefault(word[:2], []).append(entry)
            else:
                self._by_one[word] = [entry]
        for start, entries in self._by_two.items():
            entries += self._by_one.get(start[0], ())
        # Most places are passed over for the character that stands there.
        self._starts = frozenset(start[0] for start in (*self._by_two, *self._by_one))

    def match(self, text: str, at: int = 0) -> Hit | None:
        """Return the word at an offset.

        >>> WordList(["中", "中期"], {"中": ("", "央")}).match("中期目标")
        Hit(start=0, end=2)
        """
        if text[at : at + 1] not in self._starts:
            return None
        entries = self._by_two.get(text[at : at + 2]) or self._by_one.get(text[at])
        if not entries:
            return None
        for word, before, behind in entries:
            if not text.startswith(word, at):
                continue
            end = at + len(word)
            if (behind and text[end : end + 1] and text[end] in behind) or (
                before and at and text[at - 1] in before
            ):
                continue
            end = self._finish(text, end)
            if end > at:
                return Hit(at, end)
        return None

    def find_all(self, text: str, start: int = 0, stop: int | None = None) -> Iterator[Hit]:
        """Yield the words that begin in ``text[start:stop]``, in order, none overlapping."""
        at, stop = start, len(text) if stop is None else min(stop, len(text))
        starts = self._starts
        while at < stop:
            hit = self.match(text, at) if text[at] in starts else None
            if hit is None:
                at += 1
            else:
                yield hit
                at = hit.end

    def __contains__(self, text: object) -> bool:
        """Whether ``text`` as a whole is one of the words."""
        if not isinstance(text, str):
            return False
        hit = self.match(text)
        return hit is not None and hit.end == len(text)

"""Finding many fixed words in one pass over a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class FixedWords:
    """Words that are looked for in texts all at once.

    Of each character only the low byte is looked at, as a third of UTF-8 is passed over in a third
    of the time, and places in the bytes are places in the text; the few words that only look alike
    are told apart afterwards.
    """

    def __init__(self, words: Iterable[str]) -> None:
        from ahocorasick_rs import BytesAhoCorasick, Implementation

        alike: dict[bytes, list[str]] = {}
        for word in dict.fromkeys(words):
            alike.setdefault(_low_bytes(word), []).append(word)
        self._words = tuple(alike.values())
        # The fastest to search with, if not to build.
        self._automaton = BytesAhoCorasick(alike, implementation=Implementation.DFA)

    def find(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield each word with the offset of each place where it stands, those inside others too.

        >>> list(FixedWords(["改革", "改革开放"]).find("坚持改革开放"))
        [('改革', 2), ('改革开放', 2)]
        """
        places = self._automaton.find_matches_as_indexes(_low_bytes(text), overlapping=True)
        for index, start, _ in places:
            for word in self._words[index]:
                if text.startswith(word, start):
                    yield word, start


def _low_bytes(text: str) -> bytes:
    return text.encode("utf-32-le", "surrogatepass")[::4]

"""Sentences: quotes and brackets keep together, one broken quote costs no more than itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_PAIRED = r"“”‘’「」『』《》()\[\]【】"
_MARK_RE = re.compile(f"[{_PAIRED}。!?…]")
_PAIRED_RE = re.compile(f"[{_PAIRED}]")
# ?! and …… end once.
_END_RE = re.compile("[。!?…]+")
_CLOSER = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "(": ")", "[": "]", "【": "】"}
_OPENER = {closer: opener for opener, closer in _CLOSER.items()}
_TERMINAL = frozenset("。!?…")
# After “…。” the sentence goes on when one of these follows.
_GOES_ON = frozenset(",;:、的等和与及是为之,、）)")
LONGEST = 1000
"""Characters of a sentence, and between two marks that keep one together. The longest sentence of
the government reports since 1978 has 324; each row of a table carries its sentence, so that a text
without punctuation would print itself once for every number in it."""
_PAUSES = ",;:、 \t\n\u3000"


class Sentence(NamedTuple):
    """A sentence: half-open offsets in the text, without surrounding space, and its section."""

    start: int
    end: int
    section: str


def split_sentences(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the half-open spans of the sentences in the paragraph ``folded[start:end]``.

    A 。！？ or … ends a sentence, not inside quotes or brackets that close in the paragraph and
    within LONGEST characters; a closing quote right behind it ends it too, unless the clause goes
    on (的, 、, ，). What is longer than LONGEST is cut at a pause, or else where it is too long.

    >>> text = "他说：“好。就这样。”我们走。"
    >>> [text[a:b] for a, b in split_sentences(text.replace("：", ":"), 0, len(text))]
    ['他说：“好。就这样。”', '我们走。']
    """
    spans: list[tuple[int, int]] = []
    begin = start
    for stop in (*_ends(folded, start, end), end):
        a, b, begin = begin, stop, stop
        if a < b and (folded[a].isspace() or folded[b - 1].isspace()):
            a, b = _strip(folded, a, b)
        if b - a > LONGEST:
            spans += _cut(folded, a, b)
        elif a < b:
            spans.append((a, b))
    return spans


def _ends(folded: str, start: int, end: int) -> list[int]:
    """Where the sentences of a paragraph end, in order."""
    if not _PAIRED_RE.search(folded, start, end):
        # Most paragraphs hold no quote or bracket.
        return [m.end() for m in _END_RE.finditer(folded, start, end)]
    marks = [(m.start(), m.group()) for m in _MARK_RE.finditer(folded, start, end)]
    inside = _closed(marks)
    found: list[int] = []
    depth = 0
    for k, (at, char) in enumerate(marks):
        if k in inside:
            depth += 1 if char in _CLOSER else -1
        ends = depth == 0 and char in _TERMINAL
        if depth == 0 and k in inside and char in _OPENER and char not in ")]】》":
            ends = folded[at - 1] in _TERMINAL and folded[at + 1 : at + 2] not in _GOES_ON
        if not ends:
            continue
        after = folded[at + 1 : at + 2]
        # An unpaired closing quote belongs to what it closes.
        if at + 1 < end and (after in _TERMINAL or (after in _OPENER and k + 1 not in inside)):
            continue
        found.append(at + 1)
    return found


def _closed(marks: list[tuple[int, str]]) -> set[int]:
    """Indices of the quotes and brackets that have their partner, nested properly."""
    inside: set[int] = set()
    stack: list[tuple[int, str]] = []
    for k, (at, char) in enumerate(marks):
        if char in _CLOSER:
            stack.append((k, char))
        elif char in _OPENER:
            opener = _OPENER[char]
            # Look only a few levels up, so that a million open quotes stay linear.
            for back in range(1, min(len(stack), 8) + 1):
                if stack[-back][1] == opener:
                    if at - marks[stack[-back][0]][0] <= LONGEST:
                        inside |= {stack[-back][0], k}
                    del stack[-back:]
                    break
    return inside


def _cut(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence in pieces of LONGEST characters at most, without surrounding space."""
    while end - start > LONGEST:
        limit = start + LONGEST
        pause = max(folded.rfind(c, start, limit) for c in _PAUSES) + 1
        yield _strip(folded, start, pause or limit)
        start, _ = _strip(folded, pause or limit, end)
    if start < end:
        yield start, end


def _strip(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and folded[start].isspace():
        start += 1
    while end > start and folded[end - 1].isspace():
        end -= 1
    return start, end

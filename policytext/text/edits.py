"""Clean text as the decoded source plus an ordered list of edits, and the way back.

From the edits alone come the repairs table, line numbers, the offsets in every row and the
source itself again. Steps that keep length (script, width) cost no edits.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

Span = tuple[int, int]

_LINE_END_RE = re.compile(r"\r\n|\r|\n")


class Edit(NamedTuple):
    """One replacement: ``text[start:end]`` becomes ``after``.

    start, end: half-open character offsets into the text the edit belongs to.
    kind: ``shift``, ``gloss``, ``boilerplate``, ``space`` ...
    """

    start: int
    end: int
    after: str
    kind: str


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return ``text`` with sorted, disjoint ``edits`` carried out.

    >>> apply_edits("認(rèn)真", [Edit(1, 6, "", "gloss")])
    '認真'
    """
    if not edits:
        return text
    out: list[str] = []
    last = 0
    for edit in edits:
        out.append(text[last : edit.start])
        out.append(edit.after)
        last = edit.end
    out.append(text[last:])
    return "".join(out)


def undo_edits(clean: str, source: str, edits: Sequence[Edit]) -> str:
    """Return the source from the edited text: each ``after`` is put back to what stood there."""
    return apply_edits(
        clean,
        [
            Edit(start, end, source[edit.start : edit.end], edit.kind)
            for (start, end), edit in zip(_placed(edits), edits, strict=True)
        ],
    )


def _placed(edits: Sequence[Edit]) -> list[Span]:
    """Where each replacement stands in the edited text."""
    out: list[Span] = []
    shift = 0
    for edit in edits:
        start = edit.start + shift
        out.append((start, start + len(edit.after)))
        shift += len(edit.after) - (edit.end - edit.start)
    return out


class Places:
    """The map between an edited text and its source; built once per list of edits."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self.edits = edits
        placed = _placed(edits)
        self.starts = [start for start, _ in placed]
        self.ends = [end for _, end in placed]

    def source_start(self, at: int) -> int:
        """Source offset of the character at text offset ``at``; deletions before it are left out.

        Inside a replacement: where the replaced span begins.
        """
        i = bisect_right(self.starts, at) - 1
        if i < 0:
            return at
        edit = self.edits[i]
        return edit.start if at < self.ends[i] else edit.end + (at - self.ends[i])

    def source_end(self, at: int) -> int:
        """Source offset just after the character before ``at``; deletions after it are left out.

        Inside a replacement: where the replaced span ends.
        """
        i = bisect_left(self.ends, at)
        if i < len(self.edits) and self.starts[i] < at:
            return self.edits[i].end
        # The last replacement that ends before `at`: deletions at `at` itself come after it.
        if i == 0:
            return at
        return self.edits[i - 1].end + (at - self.ends[i - 1])

    def text_offset(self, at: int) -> int:
        """Text offset of source offset ``at``; inside a replaced span, where its replacement is."""
        lo = bisect_right([e.start for e in self.edits], at) - 1
        if lo < 0:
            return at
        edit = self.edits[lo]
        return self.starts[lo] if at < edit.end else self.ends[lo] + (at - edit.end)


def compose_edits(text: str, first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """Return one list of edits on the source that does ``first`` and then ``second``.

    text: the source after ``first``, to which the offsets of ``second`` refer. An edit of
    ``second`` that cuts into a replacement of ``first`` is joined with it, and keeps its own kind.
    """
    if not first:
        return [e for e in second if text[e.start : e.end] != e.after]
    places = Places(first)
    swallowed: set[int] = set()
    new: list[Edit] = []
    group: list[Edit] = []
    low = high = 0

    def touched(a: int, b: int) -> range:
        """Indices of the replacements that overlap text[a:b], or are deletions inside it."""
        i = bisect_right(places.ends, a)
        while i > 0 and places.ends[i - 1] > a:
            i -= 1
        j = i
        while j < len(first) and places.starts[j] < b:
            j += 1
        return range(i, j)

    def close() -> None:
        if not group:
            return
        local = [Edit(e.start - low, e.end - low, e.after, e.kind) for e in group]
        after = apply_edits(text[low:high], local)
        start, end = places.source_start(low), places.source_end(high)
        new.append(Edit(start, end, after, group[-1].kind))

    for edit in second:
        hit = touched(edit.start, edit.end)
        a, b = edit.start, edit.end
        if len(hit):
            a, b = min(a, places.starts[hit[0]]), max(b, places.ends[hit[-1]])
        if group and a < high:
            group.append(edit)
            high = max(high, b)
        else:
            close()
            group, low, high = [edit], a, b
        swallowed.update(hit)
    close()
    kept = [e for i, e in enumerate(first) if i not in swallowed]
    return sorted(kept + new, key=lambda e: (e.start, e.end))


@dataclass(frozen=True)
class Clean:
    """A decoded source, what was repaired in it, and the text that came out.

    source: the decoded file, untouched. edits: sorted and disjoint, offsets into ``source``.
    text: ``source`` with the edits, in simplified script (same length as before the conversion).
    repaired: the text before its script was converted. damaged: spans of ``source`` that show
    damage that could not be undone with certainty.
    """

    source: str
    edits: tuple[Edit, ...]
    text: str
    repaired: str
    damaged: tuple[Span, ...] = ()

    @cached_property
    def places(self) -> Places:
        """The map between ``text`` and ``source``."""
        return Places(self.edits)

    @cached_property
    def _line_ends(self) -> list[int]:
        if "\r" in self.source:
            return [m.end() for m in _LINE_END_RE.finditer(self.source)]
        # In a fifth of the time.
        return list(accumulate(len(line) + 1 for line in self.source.split("\n")))[:-1]

    def source_span(self, start: int, end: int) -> Span:
        """Return where ``text[start:end]`` stands in ``source``, half-open.

        Deletions at either edge are left out; a cut through a replacement takes all of it.
        """
        if not self.edits:
            return start, end
        a = self.places.source_start(start)
        return a, max(a, self.places.source_end(end))

    def line(self, offset: int) -> int:
        """Return the 1-based line of ``source`` that source offset ``offset`` is in."""
        return bisect_right(self._line_ends, offset) + 1

    def line_at(self, start: int) -> int:
        """Return the 1-based source line of text offset ``start``."""
        return self.line(self.places.source_start(start) if self.edits else start)


def merge_spans(spans: Iterable[Span]) -> list[Span]:
    """Return the spans sorted, overlapping and touching ones joined."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out

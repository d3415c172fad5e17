"""Two wordings as one line: what was deleted as {-old-}, what was added as {+new+}."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ...text.widths import fold_width

# Beyond so many cells the table of a comparison takes too much memory: words, then clauses.
CELLS = 16_000_000
# Characters of a token that count.
LONGEST = 64

_CLAUSE_RE = re.compile(r"[^,，;；:：、。]*[,，;；:：、。]+|[^,，;；:：、。]+")
_ESCAPED_RE = re.compile(r"[\\{}]")
_PART_RE = re.compile(
    r"\{-((?:[^\\{}]|\\.)*)-\}|\{\+((?:[^\\{}]|\\.)*)\+\}|((?:[^\\{}]|\\.)+)", re.DOTALL
)
_UNESCAPE_RE = re.compile(r"\\(.)", re.DOTALL)


class Part(NamedTuple):
    """A stretch of both wordings: equal (``old == new``), deleted, added or replaced."""

    old: str
    new: str


def split_tokens(sentences: Sequence[str], tokens: Callable[[str], list[str]]) -> list[list[str]]:
    """Return the tokens of each sentence; all are cut in one call, which is much faster.

    >>> split_tokens(["改革", "开放"], list)
    [['改', '革'], ['开', '放']]
    """
    out: list[list[str]] = [[] for _ in sentences]
    k, room = 0, len(sentences[0]) + 1 if sentences else 0
    for token in tokens("".join(sentence + "\n" for sentence in sentences)):
        if 0 < len(token) < room:
            out[k].append(token)
            room -= len(token)
            continue
        rest = token
        while rest:
            piece, rest = rest[:room], rest[room:]
            room -= len(piece)
            own = piece if room else piece[:-1]
            if own:
                out[k].append(own)
            if not room:
                k += 1
                room = len(sentences[k]) + 1 if k < len(sentences) else 0
    return out


def common_blocks(a: Sequence[int], b: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, start in b) of the stretches of the longest common subsequence.

    Where the two are too long to compare, only their common beginning and end.
    """
    from rapidfuzz.distance import LCSseq

    shorter = min(len(a), len(b))
    low = next((k for k in range(shorter) if a[k] != b[k]), shorter)
    rest = shorter - low
    high = next((k for k in range(rest) if a[-1 - k] != b[-1 - k]), rest)
    if low:
        yield 0, low, 0
    middle_a, middle_b = a[low : len(a) - high], b[low : len(b) - high]
    if middle_a and middle_b and len(middle_a) * len(middle_b) <= CELLS:
        for op in LCSseq.opcodes(middle_a, middle_b):
            if op.tag == "equal":
                yield low + op.src_start, low + op.src_end, low + op.dest_start
    if high:
        yield len(a) - high, len(a), len(b) - high


def spell(number: int, size: int) -> range:
    """Return a word as one number for each of its characters, so that long ones count for more.

    ``number``: of the word; those of other words are ``LONGEST`` or more away.
    """
    return range(number, number + min(size, LONGEST))


def compare_texts(old: Sequence[str], new: Sequence[str]) -> list[Part]:
    """Return the parts of two texts given as tokens: as many characters equal, in whole words, as
    their order allows.

    A lone character or mark between two replaced stretches joins them, since nobody reads
    ``{-深化-}{+推进+}的{-改革-}{+创新+}`` more easily.
    """
    parts: list[Part] = []
    at_old = at_new = 0
    longest = LONGEST
    if sum(map(len, old)) * sum(map(len, new)) > CELLS:
        old, new, longest = _clauses("".join(old)), _clauses("".join(new)), 1
    for i, j in [*_common_tokens(old, new, longest), (len(old), len(new))]:
        if i > at_old or j > at_new:
            parts.append(Part("".join(old[at_old:i]), "".join(new[at_new:j])))
        if i < len(old):
            before = parts.pop().old if parts and parts[-1].old == parts[-1].new else ""
            parts.append(Part(before + old[i], before + old[i]))
        at_old, at_new = i + 1, j + 1
    return _join_parts(parts)


def _common_tokens(
    old: Sequence[str], new: Sequence[str], longest: int
) -> Iterator[tuple[int, int]]:
    """Yield the (i, j) of the tokens that stand in both in the same order; at most ``longest``
    characters of each count."""
    numbers: dict[str, int] = {}
    spelled: list[list[int]] = []
    # Which token each number of the spelling is of.
    owners: list[list[int]] = []
    for side in (old, new):
        letters: list[int] = []
        own: list[int] = []
        for k, token in enumerate(side):
            number = numbers.setdefault(token, len(numbers) * LONGEST)
            letters += spell(number, min(len(token), longest))
            own += [k] * (len(letters) - len(own))
        spelled.append(letters)
        owners.append(own)
    for start, end, other in common_blocks(*spelled):
        at = start
        while at < end:
            number = spelled[0][at]
            i, j = owners[0][at], owners[1][other + at - start]
            size = min(len(old[i]), longest)
            # Half a token, matched with one that stands elsewhere, is no match.
            if number % LONGEST == 0 and at + size <= end:
                yield i, j
                at += size
            else:
                at += 1


def similarity(parts: Sequence[Part]) -> float:
    """Return the share of both texts that is equal, widths folded, marks and space left out.

    >>> similarity([Part("货币政策要", "货币政策要"), Part("紧。", "松。")])
    0.8333333333333334
    """
    equal = whole = 0
    for old, new in parts:
        sizes = sum(map(str.isalnum, old)), sum(map(str.isalnum, new))
        whole += sum(sizes)
        if old == new or fold_width(old) == fold_width(new):
            equal += sum(sizes)
    return equal / whole if whole else 1.0


def _clauses(text: str) -> list[str]:
    return _CLAUSE_RE.findall(text)


def _join_parts(parts: Sequence[Part]) -> list[Part]:
    out: list[Part] = []
    for k, part in enumerate(parts):
        before = out[-1] if out else None
        if (before is not None and before.old != before.new and part.old != part.new) or (
            before is not None
            and before.old != before.new
            and part.old == part.new
            and len(part.old) == 1
            and k + 1 < len(parts)
            and all((*before, *parts[k + 1]))
        ):
            out[-1] = Part(before.old + part.old, before.new + part.new)
        else:
            out.append(part)
    return out


def mark_edits(parts: Sequence[Part]) -> str:
    r"""Return the parts as one line; ``\``, ``{`` and ``}`` of the texts bear a backslash.

    >>> mark_edits([Part("货币政策要灵活", "货币政策要灵活"), Part("适度", "精准")])
    '货币政策要灵活{-适度-}{+精准+}'
    """
    out = []
    for part in parts:
        old, new = (_ESCAPED_RE.sub(r"\\\g<0>", text) for text in part)
        if part.old == part.new:
            out.append(old)
            continue
        out.append(("{-" + old + "-}" if old else "") + ("{+" + new + "+}" if new else ""))
    return "".join(out)


def parse_edits(edits: str) -> list[Part]:
    """Return the parts of a marked line: the inverse of `mark_edits`, a replacement as two parts.

    >>> parse_edits("要灵活{-适度-}{+精准+}")
    [Part(old='要灵活', new='要灵活'), Part(old='适度', new=''), Part(old='', new='精准')]
    """
    parts = []
    for match in _PART_RE.finditer(edits):
        old, new, same = (_UNESCAPE_RE.sub(r"\1", group or "") for group in match.groups())
        parts.append(Part(same, same) if same else Part(old, new))
    return parts


def undo_edits(edits: str) -> tuple[str, str]:
    """Return the two texts that a marked line was made of.

    >>> undo_edits("要灵活{-适度-}{+精准+}")
    ('要灵活适度', '要灵活精准')
    """
    parts = parse_edits(edits)
    return "".join(part.old for part in parts), "".join(part.new for part in parts)

"""Where a quoted span ends or begins when its mark is lost: read from the words around it."""

from __future__ import annotations

import re

from .cue_words import word_at, word_before

Span = tuple[int, int]

_MARKS = "“”‘’「」『』〝〞〟\"'"
_RUN_RE = re.compile(r"[^\W_]+")
_CODE_RE = re.compile(r"[0-9A-Za-z]+(?:[+.·-][0-9A-Za-z]+)*\+?")
_NUMERALS = frozenset("一二三四五六七八九十两双")
_PARTICLES = frozenset("的等和与及或是为之而在中上里下内这那两三四五六")
_CLOSING = frozenset(",.、。;:!?)]】》…—")
_ENDS = frozenset("。!?")
_LONGEST = 16
_CLAUSES = 30
_SENTENCE = 200
_KNOWN = 20


def goes_on(folded: str, at: int) -> bool:
    """Whether the text at ``at`` goes on as it does after a quoted span.

    >>> goes_on("活动有声有色", 0), goes_on("三级联创", 0)
    (True, False)
    """
    char = folded[at : at + 1]
    if not char or char.isspace() or char in _CLOSING or char in "的等和与及之":
        return True
    return bool(word_at(folded, at, "head"))


def bridge_opening(folded: str, start: int, limit: int, known: frozenset[str]) -> Span | None:
    """Return the span that an opening mark just before ``start`` opened; its closing is lost.

    limit: where the span must end at the latest. known: spans quoted in full elsewhere. None where
    the text does not tell.

    >>> text = "开展“三级联创活动,整体水平提升"
    >>> text[slice(*bridge_opening(text, 3, len(text), frozenset()))]
    '三级联创'
    """
    line = folded.find("\n", start, min(limit, start + _SENTENCE))
    limit = min(limit, start + _SENTENCE) if line < 0 else line
    while start < limit and folded[start].isspace():
        start += 1
    if limit - start < 1 or _titled(folded, start, limit):
        return None
    for length in range(min(_KNOWN, limit - start), 1, -1):
        if folded[start : start + length] in known:
            return start, start + length
    if (code := _CODE_RE.match(folded, start, limit)) and goes_on(folded, code.end()):
        return start, code.end()
    if folded[start - 2 : start - 1] == ":" and (end := _sentence_end(folded, start, limit)):
        return start, end
    return _before_head(folded, start, limit) or _short_clause(folded, start, limit)


def _titled(folded: str, start: int, limit: int) -> bool:
    """“纲要(草案)》: the mark stands for the 《 of a title."""
    closing = folded.find("》", start, limit)
    return closing >= 0 and folded.find("《", start, closing) < 0


def _sentence_end(folded: str, start: int, limit: int) -> int:
    ends = [i for i in (folded.find(c, start, limit) for c in _ENDS) if i >= 0]
    return min(ends) + 1 if ends else 0


def _before_head(folded: str, start: int, limit: int) -> Span | None:
    """The shortest span, over short clauses, that a head noun or 的 follows."""
    clause = start
    for at in range(start + 1, min(limit, start + _CLAUSES)):
        char = folded[at]
        if char in "、," and at > clause and at - clause <= 8:
            clause = at + 1
            continue
        if char in _CLOSING or char in _MARKS or at - clause > _LONGEST:
            return None
        if at - clause < 2 or at - start < 2:
            continue
        if char == "的" or len(word_at(folded, at, "head")) >= 2:
            return start, at
    return None


def _short_clause(folded: str, start: int, limit: int) -> Span | None:
    """A clause of a few characters that its punctuation ends."""
    run = _RUN_RE.match(folded, start, limit)
    if run and 2 <= run.end() - start <= 8 and folded[run.end() : run.end() + 1] in _CLOSING:
        return start, run.end()
    return None


def bridge_closing(folded: str, floor: int, end: int, known: frozenset[str]) -> Span | None:
    """Return the span that a closing mark at ``end`` closed; its opening is lost.

    floor: where the span may begin at the earliest. known: spans quoted in full elsewhere. None
    where the text does not tell.

    >>> text = "开展选人用人问题5+X”专项整治"
    >>> text[slice(*bridge_closing(text, 0, 11, frozenset()))]
    '5+X'
    """
    floor = max(floor, end - _SENTENCE, folded.rfind("\n", max(0, end - _SENTENCE), end) + 1)
    while end > floor and folded[end - 1].isspace():
        end -= 1
    if end <= floor:
        return None
    if folded[end - 1] in _ENDS:
        colon = folded.rfind(":", floor, end)
        return (colon + 1, end) if colon >= 0 else None
    for length in range(min(_KNOWN, end - floor), 1, -1):
        if folded[end - length : end] in known:
            return end - length, end
    begin = end
    while begin > floor and (folded[begin - 1].isascii() and folded[begin - 1] not in ",;:()!? "):
        begin -= 1
    if end - begin >= 2 and _CODE_RE.fullmatch(folded, begin, end):
        return begin, end
    begin = end
    while begin > floor and end - begin < 2 * _LONGEST and folded[begin - 1].isalnum():
        begin -= 1
    return _after_lead(folded, begin, end)


def _after_lead(folded: str, begin: int, end: int) -> Span | None:
    """The end of a run of characters, from its numeral or from behind a verb or particle on."""
    if end - begin < 2:
        return None
    for at in range(max(begin, end - 8), end - 1):
        before = word_before(folded, at, "lead", floor=begin)
        if folded[at] in _NUMERALS and (at == begin or before):
            return at, end
    for at in range(end - 2, begin, -1):
        # A single character may be part of a word: it is believed only as a particle.
        word = word_before(folded, at, "lead", floor=begin)
        if len(word) >= 2 or word in ("的", "了", "以", "把", "和", "与", "及"):
            return at, end
    if end - begin <= 8:
        return begin, end
    for at in range(end - 8, end - 1):
        if folded[at] in _NUMERALS:
            return at, end
    return None

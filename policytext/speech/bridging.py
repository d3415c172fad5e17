"""Where a quoted span ends or begins when its mark is lost: read from the words around it."""

from __future__ import annotations

import re

from .cue_words import word_at, word_before

Span = tuple[int, int]

_MARKS = "“”‘’「」『』〝〞〟\"'"
_RUN_RE = re.compile(r"[^\W_]+")
_CODE_RE = re.compile(r"[0-9A-Za-z]+(?:[+.·-][0-9A-Za-z]+)*\+?")
_NUMERALS = frozenset("一二三四五六七八九十两双")
_MEASURES = frozenset("个大项条种支张方重件")
_PARTICLES = frozenset("的等和与及或是为之而在中上里下内这那两三四五六")
_CLOSING = frozenset(",.、。;:!?)]】》…—")
_ENDS = frozenset("。!?")
# 兴边富民行动。: a noun that ends its clause belongs to the slogan.
_INSIDE = frozenset(["工程", "计划", "行动"])
# 红船精神, 大局意识: two characters alone are no slogan, the noun belongs to them.
_PART_OF_NAME = frozenset(["精神", "意识", "理念", "思想", "观念", "作风"])
_LONGEST = 16
_SENTENCE = 200
_KNOWN = 20


def goes_on(folded: str, at: int) -> bool:
    """Whether the text at ``at`` goes on as it does after a quoted span.

    >>> goes_on("活动有声有色", 0), goes_on("三级联创", 0)
    (True, False)
    """
    char = folded[at : at + 1]
    if not char or char.isspace() or char in _CLOSING or char in "的等和与及之这":
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
    return (
        _even_clauses(folded, start, limit)
        or _before_head(folded, start, limit)
        or _short_clause(folded, start, limit)
    )


def _titled(folded: str, start: int, limit: int) -> bool:
    """“纲要(草案)》: the mark stands for the 《 of a title."""
    closing = folded.find("》", start, limit)
    return closing >= 0 and folded.find("《", start, closing) < 0


def _sentence_end(folded: str, start: int, limit: int) -> int:
    ends = [i for i in (folded.find(c, start, limit) for c in _ENDS) if i >= 0]
    return min(ends) + 1 if ends else 0


def _even_clauses(folded: str, start: int, limit: int) -> Span | None:
    """Clauses of one length, 走出去、引进来, up to where the text goes on: 的方针."""
    if folded[start - 2 : start - 1] == "、":
        # One of several quoted words: “甲”、“乙、丙 ends with 乙.
        return None
    first = _RUN_RE.match(folded, start, min(limit, start + 12))
    if not first or folded[first.end() : first.end() + 1] not in ("、", ","):
        return None
    size = first.end() - start
    inner = _before_head(folded, start, first.end())
    if size > 8 or (
        inner and inner[1] < first.end() and not _ends_with_head(folded, *inner, first)
    ):
        return None
    at, end = first.end(), 0
    while folded[at : at + 1] in ("、", ",") and at + 1 + size <= limit:
        clause = folded[at + 1 : at + 1 + size]
        if not _RUN_RE.fullmatch(clause):
            break
        at += 1 + size
        if at == limit or goes_on(folded, at) or folded[at : at + 1] in _MARKS:
            end = at
    return (start, end) if end else None


def _ends_with_head(folded: str, start: int, at: int, clause: re.Match[str]) -> bool:
    """坚持标准: the head noun after ``at`` is the end of the clause, and part of it."""
    if folded[start] in _NUMERALS and at - start > 2:
        return False
    return at + len(word_at(folded, at, "head")) == clause.end()


def _before_head(folded: str, start: int, limit: int) -> Span | None:
    """The shortest span in a clause that head nouns, 的 or 等 follow."""
    counted = folded[start] in _NUMERALS
    for at in range(start + 2, min(limit, start + _LONGEST + 1)):
        char = folded[at]
        if char in _CLOSING or char in _MARKS or char in "、,":
            return None
        if char == "等" and goes_on(folded, at + 1):
            return start, at
        if char == "的":
            return (start, at) if at - start <= 8 and _head_within(folded, at + 1) else None
        head = word_at(folded, at, "head")
        if len(head) < 2:
            continue
        if counted and at - start == 2 and folded[at - 1] in _MEASURES:
            # 四个结合: the noun is what is counted.
            return start, at + len(head)
        end = at
        while len(word := word_at(folded, end, "head")) >= 2:
            end, head = end + len(word), word
        closed = end >= limit or folded[end] in _CLOSING
        if closed and (head in _INSIDE or (head in _PART_OF_NAME and at - start == 2)):
            return start, end
        if counted or at - start > 2:
            return start, at
    return None


def _head_within(folded: str, at: int) -> bool:
    """Whether a head noun follows soon: 的方针, 的推荐工作程序."""
    return any(len(word_at(folded, k, "head")) >= 2 for k in range(at, at + 6))


def _short_clause(folded: str, start: int, limit: int) -> Span | None:
    """A clause of a few characters that its punctuation ends."""
    run = _RUN_RE.match(folded, start, limit)
    if run and 2 <= run.end() - start <= 6 and folded[run.end() : run.end() + 1] in _CLOSING:
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
    span = _after_lead(folded, begin, end)
    if span and span[0] > begin:
        return span
    return _even_clauses_before(folded, floor, begin, end) or span


def _even_clauses_before(folded: str, floor: int, begin: int, end: int) -> Span | None:
    """Clauses of one length up to the mark: 坚持惩前毖后,治病救人”."""
    size = end - begin
    if not 1 <= size <= 12:
        return None
    # 甲,乙 of a character or two are words in a row before they are one slogan.
    least = 3 if size <= 2 else 2
    at, clauses = begin, 1
    while at - 1 >= floor and folded[at - 1] in "、,":
        before = at - 1 - size
        if before < floor or not _RUN_RE.fullmatch(folded, before, at - 1):
            break
        if before > floor and folded[before - 1] not in "、,":
            # The first clause: what leads to the slogan stands before it in the same clause.
            joins = bool(word_before(folded, before, "lead", floor=floor))
            bare = not folded[before - 1].isalnum()
            if joins or bare or (size == 1 and clauses >= 2):
                at, clauses = before, clauses + 1
            break
        at, clauses = before, clauses + 1
    return (at, end) if clauses >= least else None


def _after_lead(folded: str, begin: int, end: int) -> Span | None:
    """The end of a run of characters, from its numeral or from behind a verb or particle on."""
    if end - begin < 2 or word_at(folded, begin, "head") == folded[begin:end]:
        return None
    for at in range(max(begin, end - 8), end - 1):
        if _counts(folded, at, end):
            while at - 2 >= begin and folded[at - 2] in _NUMERALS:
                at -= 2
            return at, end
    for at in range(end - 2, begin, -1):
        # A single character may be part of a word: it is believed only as a particle.
        if word_at(folded, at, "head") == folded[at:end]:
            continue
        word = word_before(folded, at, "object", floor=begin)
        if len(word) >= 2 or (word == "以" and "为" not in folded[at:end]):
            return at, end
        if folded[at - 1] in "的了把和与及" and folded[at : at + 1] != "谐":
            return at, end
    for at in range(end - 2, begin, -1):
        if end - begin > 6 and folded[at - 1] in "从将对为是":
            return at, end
    return (begin, end) if end - begin <= 8 else None


def _counts(folded: str, at: int, end: int) -> bool:
    """Whether a shorthand begins at ``at``: 三项政策, 三废, 一国两制."""
    if folded[at] not in _NUMERALS or folded[at - 1 : at] in ("第", "十"):
        return False
    if folded[at] == "一":
        return any(folded[i] in _NUMERALS for i in range(at + 2, min(end, at + 4)))
    return folded[at + 1] in _MEASURES or end - at <= 5

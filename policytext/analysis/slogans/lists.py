"""Lists in running text: where they are split, and where their first item begins."""

from __future__ import annotations

import re

from ...speech.cue_words import word_at, word_before

Spans = list[tuple[int, int]]

_OPENERS, _CLOSERS = "“‘「『《(", "”’」』》)"
_OPEN = dict(zip(_OPENERS, _CLOSERS, strict=True))
_CLAUSE = frozenset(",。;:!?\n")
_SPECIALS = "“”‘’「」『』《》(),、;。:!?\n"
_SPECIAL_RE = re.compile(f"[{_SPECIALS}]")
_PLAIN = f"[^{_SPECIALS}]*"
# Pairs in a row that hold no other mark, in a text that is turned round: passed over at once.
_PAIRS_RE = re.compile(
    f"[{_CLOSERS}]{_PLAIN}[{_OPENERS}](?:{_PLAIN}[{_CLOSERS}]{_PLAIN}[{_OPENERS}])*"
)
# Pairs in a row that hold no other bracket, or a mark.
_PAIR = "|".join(f"{re.escape(a)}[^{_OPENERS}{_CLOSERS}]*+{re.escape(b)}" for a, b in _OPEN.items())
_WHOLE_RE = re.compile(f"(?:{_PAIR})(?:{_PLAIN}(?:{_PAIR}))*+|{_SPECIAL_RE.pattern}")
_CLAUSE_END_RE = re.compile("[,。;:!?\n]")
_SENTENCE_END_RE = re.compile("[。!?\n]")
_SENTENCE = frozenset("。:!?\n")
# 及 in 普及, 涉及, 及时 joins nothing.
_CONJUNCTION_RE = re.compile(
    "和(?!谐|平|睦|解)|与(?!会|时|民)|(?<![普涉危顾波推])(?:以?及)(?![时其格早])"
)
ITEM_LIMIT = 60
AFTER = 900  # characters behind a slogan in which it is spelt out
# What stands before a list in its clause may be long, an item may not.
_TOO_LONG = 2 * ITEM_LIMIT
_MOST = 40
_NUMERALS = frozenset("一二三四五六七八九十两双几0123456789")
_MEASURES = frozenset("个大项条种类支张件份位重方座道块组批字")


def split_list(
    folded: str, start: int, end: int, marks: str, *, conjunction: bool = False
) -> Spans:
    """Return the parts of ``folded[start:end]`` between ``marks``, not inside quotes or brackets.

    None of them where there are more than any slogan has. conjunction: split the last part at
    its last 和, 与, 及 or 以及 too.

    >>> text = "农业、农村(社区、村)和农民"
    >>> [text[a:b] for a, b in split_list(text, 0, len(text), "、", conjunction=True)]
    ['农业', '农村(社区、村)', '农民']
    """
    parts: Spans = []
    begin = start
    closers: list[str] = []
    for match in _WHOLE_RE.finditer(folded, start, end):
        char = match.group()
        if len(char) > 1:
            continue
        if char in _OPEN:
            closers.append(_OPEN[char])
        elif closers and char == closers[-1]:
            closers.pop()
        elif not closers and char in marks:
            parts.append((begin, match.start()))
            begin = match.end()
            if len(parts) > _MOST:
                return []
    parts.append((begin, end))
    parts = [span for span in (_trim(folded, a, b) for a, b in parts) if span[1] > span[0]]
    if conjunction and parts:
        parts[-1:] = split_conjunction(folded, *parts[-1])
    return parts


def split_conjunction(folded: str, start: int, end: int) -> Spans:
    """Return the two things that the last 和, 与 or 及 outside brackets joins, or the one."""
    joints = list(_CONJUNCTION_RE.finditer(folded, start + 1, max(start + 1, end - 1)))
    if not joints:
        return [(start, end)]
    inner: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in _SPECIAL_RE.finditer(folded, start, end):
        if match.group() in _OPEN:
            opened.append(match.start())
        elif match.group() in _CLOSERS and opened:
            inner.append((opened.pop(), match.end()))
    for match in reversed(joints):
        if not any(a < match.start() < b for a, b in inner):
            return [_trim(folded, start, match.start()), _trim(folded, match.end(), end)]
    return [(start, end)]


def clause_end(folded: str, start: int, limit: int) -> int:
    """Return where the clause at ``start`` ends, ``limit`` where no mark ends it before."""
    found = _CLAUSE_END_RE.search(folded, start, limit)
    return found.start() if found else limit


def sentence_end(folded: str, start: int, limit: int) -> int:
    """Return where the sentence at ``start`` ends, ``limit`` where no mark ends it before."""
    found = _SENTENCE_END_RE.search(folded, start, limit)
    return found.start() if found else limit


def _trim(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (folded[start].isspace() or folded[start] in "、,;"):
        start += 1
    while end > start and (folded[end - 1].isspace() or folded[end - 1] in "、,;。"):
        end -= 1
    return start, end


def _backwards(folded: str, floor: int, end: int, stops: frozenset[str], marks: str) -> Spans:
    """The parts between ``marks`` before ``end``, last first, back to one of ``stops``."""
    parts: Spans = []
    depth = at = 0
    stop = end
    # Turned round, the search ends where the list begins; it never goes back further than this.
    near = max(floor, end - (_MOST + 2) * (_TOO_LONG + 2))
    turned = folded[near:end][::-1]
    while match := _SPECIAL_RE.search(turned, at):
        char = match.group()
        pairs = _PAIRS_RE.match(turned, match.start()) if char in _CLOSERS else None
        at = (pairs or match).end()
        i = end - at
        if len(parts) >= _MOST or stop - i > _TOO_LONG:
            begin = max(floor, stop - _TOO_LONG)
            break
        if pairs:
            continue
        if char in _CLOSERS:
            depth += 1
        elif char in _OPEN:
            if depth == 0:
                begin = i + 1
                break
            depth -= 1
        elif depth == 0 and char in marks:
            parts.append((i + 1, stop))
            stop = i
        elif depth == 0 and char in stops:
            begin = i + 1
            break
    else:
        begin = floor if near == floor else max(floor, stop - _TOO_LONG)
    parts.append((begin, stop))
    parts.reverse()
    return [span for span in (_trim(folded, a, b) for a, b in parts) if span[1] > span[0]]


def last_items(
    folded: str, floor: int, end: int, wanted: int, slogan: str, *, joined: bool
) -> Spans:
    """Return the items of the list that ends at ``end``; the first one still has what leads to it.

    wanted: how many the slogan states (0: open). joined: 的 or 等 joins list and slogan, which is
    better evidence than a slogan that just stands behind. Nothing where the number does not fit
    and the items are not alike.
    """
    parts = _backwards(folded, floor, end, _CLAUSE, "、")
    for items in (parts, _with_conjunction(folded, parts)):
        if len(items) >= 2 and (len(items) == wanted or (wanted and len(items) > wanted >= 3)):
            if len(items) > wanted and not _alike(folded, items[-wanted - 1 :]):
                continue
            items = items[-wanted:]
            if _fits(folded, items, slogan, joined):
                return items
    if wanted >= 3:
        clauses = _backwards(folded, floor, end, _SENTENCE, ",;")
        if len(clauses) >= wanted and share_words(folded, clauses[-wanted:]):
            return clauses[-wanted:]
    # “五抓” with four of them named: what they share is a word of the slogan.
    if len(parts) >= 3 and (shared := shared_start(folded, parts[1:])) and shared[0] in slogan:
        return parts
    return []


def _with_conjunction(folded: str, parts: Spans) -> Spans:
    if not parts or parts[-1][1] - parts[-1][0] > _TOO_LONG:
        return []
    return [*parts[:-1], *split_conjunction(folded, *parts[-1])]


def _fits(folded: str, items: Spans, slogan: str, joined: bool) -> bool:
    """Whether as many items as stated are what the slogan sums up, not just a list beside it."""
    if any(b - a > ITEM_LIMIT for a, b in items):
        return False
    if any(_is_slogan(folded, a, b) for a, b in items):
        return False
    if not joined and not _names_a_class(slogan) and len(items) < 4:
        # 全面、直接、双向“三通”: an abbreviation sums up what it shares a word with.
        words = set(slogan) - _NUMERALS
        if not all(words & set(folded[a:b]) for a, b in items):
            return False
    return len(items) >= 3 or _alike(folded, items)


def _names_a_class(slogan: str) -> bool:
    """三项政策, 四大板块, 双目标: a numeral and a noun for what the items are."""
    if len(slogan) >= 4 and slogan[0] in _NUMERALS and slogan[1] in _MEASURES:
        return True
    return len(slogan) == 3 and slogan[0] == "双"


def _is_slogan(folded: str, start: int, end: int) -> bool:
    """甲“双报到”: an item that ends with a quoted slogan stands beside this one, not under it."""
    if folded[end - 1] not in "”』」":
        return False
    return folded[_after_leads(folded, start, end)] not in "“『「"


def shared_start(folded: str, items: Spans) -> str:
    """The characters with which all items begin."""
    if not items:
        return ""
    first = folded[items[0][0] : items[0][1]]
    for a, b in items[1:]:
        k = 0
        while k < len(first) and a + k < b and folded[a + k] == first[k]:
            k += 1
        first = first[:k]
    return first


def _shared_end(folded: str, items: Spans) -> int:
    """How many characters all items end with."""
    k = 0
    least = min(b - a for a, b in items)
    while k < least and len({folded[b - 1 - k] for _, b in items}) == 1:
        k += 1
    return k


def share_words(folded: str, items: Spans) -> bool:
    """Items that begin alike (the first somewhere inside) or end alike."""
    shared = shared_start(folded, items[1:])
    if shared and len(items) > 2:
        return folded.find(shared, *items[0]) >= 0
    return _shared_end(folded, items) > 0


def _alike(folded: str, items: Spans) -> bool:
    """Items that begin alike, end alike or are of one length are a list by themselves."""
    if share_words(folded, items):
        return True
    if len(items) == 2:
        return _lead_only(folded, items)
    return len({b - a for a, b in items[1:]}) == 1


def _lead_only(folded: str, items: Spans) -> bool:
    """Whether the first item is as long as the others once the words that lead to it are cut."""
    lengths = {b - a for a, b in items[1:]}
    if len(lengths) != 1:
        return False
    begin = items[0][1] - lengths.pop()
    return begin >= items[0][0] and _is_lead(folded, items[0][0], begin)


def _is_lead(folded: str, start: int, end: int) -> bool:
    """Whether ``folded[start:end]`` is nothing, or ends with a word that can lead to a list."""
    return start == end or bool(word_before(folded, end, "lead", floor=start))


def cut_lead(folded: str, items: Spans, slogan: str) -> tuple[int, int] | None:
    """Return the first item without what leads to it (开展了, 按照, 实现工作方式).

    By what the other items begin with, by their common length, then by words that can lead to a
    list. None where nothing is left.
    """
    start, end = items[0]
    later = items[1:]
    begin = _after_leads(folded, start, end)
    if shared := shared_start(folded, later) if len(later) > 1 else "":
        at = folded.rfind(shared, start, end)
        if at >= 0 and (len(shared) > 1 or shared in slogan or _is_lead(folded, start, at)):
            # 党建带工建、带团建: a short subject stays.
            subject = folded[begin:at]
            return (begin if subject.isalpha() and len(subject) <= 2 else at), end
    lengths = {b - a for a, b in later}
    if len(lengths) == 1:
        at = end - lengths.pop()
        of = folded.rfind("的", max(start, at), end - 1)
        if of > at and not any("的" in folded[a:b] for a, b in later):
            return of + 1, end  # 面临的执政、改革开放、市场经济、外部环境“四大考验”
        if at >= start and (len(later) >= 2 or _is_lead(folded, start, at)):
            return _whole(folded, start, at, end, later), end
    return (begin, end) if begin < end else None


def _whole(folded: str, start: int, at: int, end: int, later: Spans) -> int:
    """Where an item cut by length begins: with its quote, and not with a verb the others lack."""
    if at > start and folded[at - 1] in _OPEN:
        return at - 1
    verb = word_at(folded, at, "verb")
    if len(verb) > 1 and not any(len(word_at(folded, a, "lead")) > 1 for a, _ in later):
        return _after_leads(folded, at, end)
    return at


def _after_leads(folded: str, start: int, end: int) -> int:
    while word := _leading(folded, start, end):
        start += len(word)
    return start


def _leading(folded: str, start: int, end: int) -> str:
    """The word at ``start`` that leads to a list, if something of an item is left behind it."""
    word = word_at(folded, start, "lead")
    if not word or start + len(word) + (1 if len(word) > 1 else 2) > end:
        return ""
    if len(word) > 1 or word in "以把将按由从对了着出":
        return word
    # 要坚持…: a single character leads only to a verb.
    return word if word in "要应须需并也" and len(word_at(folded, start + 1, "lead")) > 1 else ""

"""Words for years, and the words that tell a target from a result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ...lexicons import read_roles
from ...speech.numerals import parse_number
from ...text.lazy import lazy_re
from .lexicon import read_guards
from .wordlist import Guard

LEXICON = "stat_times.tsv"
ROLES = (
    "this", "last", "before_last", "next", "past", "compared",
    "target", "aimed", "held", "done", "tasks", "review", "named",
)  # fmt: skip
_SHIFT = {"this": 0, "last": -1, "before_last": -2, "next": 1, "past": -1}
_BARE = ("target", "aimed", "held", "done")
_YEAR = "(?<![0-9])(?:1[89]|20)[0-9]{2}|[一二][0-9零〇○一二三四五六七八九]{3}"
_PLAN = "[一二三四五六七八九十]{1,2}"
_EXPLICIT_RE = lazy_re(
    rf"(?P<first>{_YEAR}) ?(?:年(?:[0-9一二三四五六七八九十]{{1,2}}月)?)?(?:到|至|—+|-|~|－) ?"
    rf"(?P<last>{_YEAR}) ?年"
    rf"|(?P<year>{_YEAR}) ?年(?:[末底初]|[0-9]{{1,2}}月)?(?P<since>以来|起|至今|开始)?"
    rf"|第(?P<nth>{_PLAN})个五年计划|“?(?P<plan>{_PLAN})五”?(?:计划|规划)?(?:期间|时期|末|以来)"
)
# Where one can begin: a scan for characters costs a tenth of trying the expression everywhere.
_EXPLICIT_START_RE = lazy_re(
    "[12一二三四五六七八九十第“](?<![0-9][12])(?=[0-9零〇○一二三四五六七八九十])"
)
_SIGNS = "年五末"  # of years, of five-year plans, of the century's end
_LOOK_BACK = 12
_CENTURY_RE = re.compile("本世纪末")
_COMING_RE = re.compile("(?:今后|未来)(?P<count>[0-9两三四五六七八九十]{1,2})年")
_DIGITS = str.maketrans("零〇○一二三四五六七八九", "000123456789")


class TimeWords(NamedTuple):
    """signs: characters of which a mention of a year holds one. deictic: words for a year. shift:
    from the year of the speech to theirs. bare: words of some roles, whatever stands beside them.
    The rest: words."""

    signs: re.Pattern[str]
    deictic: re.Pattern[str]
    shift: dict[str, int]
    bare: dict[str, re.Pattern[str]]
    compared: re.Pattern[str]
    target: re.Pattern[str]
    aimed: re.Pattern[str]
    held: re.Pattern[str]
    done: re.Pattern[str]
    tasks: re.Pattern[str]
    review: re.Pattern[str]
    named: re.Pattern[str]


@cache
def time_words() -> TimeWords:
    """Return the lexicon, read once. Raises LexiconError for a role it does not know."""
    roles, guards = {}, read_guards()
    bare: dict[str, re.Pattern[str]] = {}
    shift: dict[str, int] = {}
    for role, words in read_roles(LEXICON, ROLES):
        ordered = sorted(words, key=len, reverse=True)
        roles[role] = "|".join(_guarded(word, guards) for word in ordered)
        if role in _BARE:
            bare[role] = re.compile("|".join(map(re.escape, ordered)))
        if role in _SHIFT:
            shift |= dict.fromkeys(words, _SHIFT[role])
    # Without groups: the engine looks for the first characters at once.
    deictic = "|".join(roles[role] for role in _SHIFT)
    signs = _SIGNS + "".join(word[0] for word in shift if not set(_SIGNS) & set(word))
    return TimeWords(
        re.compile(f"[{signs}]"),
        re.compile(deictic),
        shift,
        bare,
        # 比2002年, 比大丰收的1990年
        re.compile(f"(?:{roles['compared']})(?:[^,;:。]{{0,2}}|[^,;:。比占]{{1,8}}的)$"),
        *(re.compile(roles[role]) for role in ROLES[-7:]),
    )


def _guarded(word: str, guards: dict[str, Guard]) -> str:
    before, behind = guards.get(word, ("", ""))
    # What may not stand before it comes behind it: the engine looks for first characters at once.
    left = f"(?<![{before}]{word})" if before else ""
    return re.escape(word) + left + (f"(?![{behind}])" if behind else "")


class Mention(NamedTuple):
    """A word for a year.

    year: None for 2004年以来, which ends with the period spoken of. explicit: written out.
    compared: behind 比 and the like. origin: behind 由 or 从. first: of 1978年到1982年, which is
    for its last.
    """

    start: int
    end: int
    year: int | None
    explicit: bool
    compared: bool
    origin: bool
    first: int | None = None


def find_years(folded: str, start: int, end: int, speech_year: int | None) -> list[Mention]:
    """Return the words for a year in ``folded[start:end]``, in order.

    >>> [m.year for m in find_years("去年比2002年增长", 0, 10, 2008)]
    [2007, 2002]
    """
    words = time_words()
    found: list[Mention] = []
    if not words.signs.search(folded, start, end):
        return found  # as in most sentences
    for match in _find_explicit(folded, start, end):
        year = _explicit_year(match)
        before = _before(folded, start, match.start())
        compared = bool(words.compared.search(before)) and not before.endswith("到")
        since = match["since"] and match["since"] != "开始"
        year = None if since else year
        first = _plain_year(match["first"])
        origin = before[-1:] in ("由", "从", "自") and not since and first is None
        found.append(Mention(*match.span(), year, True, compared, origin, first))
    if speech_year is not None:
        ends = {mention.end for mention in found}
        coming = list(_COMING_RE.finditer(folded, start, end))
        for match in words.deictic.finditer(folded, start, end):
            if coming and any(c.start() < match.start() < c.end() for c in coming):
                continue  # 五年中央财政 of 今后五年中央财政
            if folded[match.start() - 1] == "的" and match.start() - 1 in ends:
                continue  # 2002年到2006年的五年间
            before = _before(folded, start, match.start())
            year = speech_year + words.shift[match.group()]
            if match.group() == "上年" and (told := _told_before(found, match.start())):
                year = told - 1  # 2006年,三次产业结构由上年的…调整为…
            compared = bool(words.compared.search(before))
            origin = before[-1:] in ("由", "从")
            found.append(Mention(*match.span(), year, False, compared, origin))
        for match in _CENTURY_RE.finditer(folded, start, end):
            year = -(-speech_year // 100) * 100
            found.append(Mention(*match.span(), year, True, compared=False, origin=False))
        for match in coming:
            count = parse_number(match["count"])
            year = speech_year + int(count) - 1 if count else None
            found.append(Mention(*match.span(), year, True, compared=False, origin=False))
    return sorted(found)


def _before(folded: str, start: int, at: int) -> str:
    """Return what stands before a year, from ``start`` at the earliest."""
    return folded[max(start, at - _LOOK_BACK) : at].rstrip(" ")


def _told_before(found: list[Mention], at: int) -> int | None:
    """Return the year written out last before ``at`` that is spoken of, None if there is none."""
    years = [m.year for m in found if m.explicit and m.end <= at and not (m.compared or m.origin)]
    return years[-1] if years else None


def _find_explicit(folded: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the years and plans written out, none overlapping."""
    at = start
    for begin in _EXPLICIT_START_RE.finditer(folded, start, end):
        if begin.start() >= at and (match := _EXPLICIT_RE.match(folded, begin.start(), end)):
            at = match.end()
            yield match


def _explicit_year(match: re.Match[str]) -> int | None:
    if written := match["last"] or match["year"]:
        return _plain_year(written)
    number = parse_number(match["nth"] or match["plan"])
    if not number:
        return None
    # The first two five-year plans ended in 1957 and 1962, the third in 1970.
    return int(number) * 5 + (1952 if number <= 2 else 1955)


def _plain_year(written: str | None) -> int | None:
    """Return 一九七八, 1978 and 二○○八 as numbers."""
    digits = (written or "").translate(_DIGITS)
    return int(digits) if digits else None

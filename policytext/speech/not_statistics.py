"""Telling a statistic from a date, a rank, a name, an enumerator or a manner of speech."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_letters

from policytext.speech.numeral_find import match_unit
from policytext.speech.numeral_parse import DIGITS
from policytext.speech.quantity_lexicons import fixed_patterns, fixed_words
from policytext.speech.quantity_parts import Part
from policytext.text.lazy import lazy_re

STATISTIC_KINDS = frozenset(("count", "money", "percent", "points", "ratio", "multiple", "measure"))
_SURE_KINDS = frozenset(("money", "percent", "points", "multiple", "measure"))

_YEAR = r"(?:(?:1[0-9]|20)[0-9]{2}|[一二][一二三四五六七八九零〇○◯O0]{3})"
_N = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_TO = r"(?: ?(?:[-~～–、和与]|—{1,2}|至|到) ?)"
DATE_RE = re.compile(
    rf"{_YEAR}(?:[-/.][01]?[0-9][-/.][0-3]?[0-9](?![0-9])"
    rf"|年?(?:底|初|末)?{_TO}(?:{_YEAR}|[0-9]{{2}}(?![0-9]))(?:年(?:度|底|末|初)?|(?=[^0-9年万亿千百]|$))"
    rf"| ?年(?:度|底|末|初|代)?(?: ?{_N} ?月(?:份|底|初|末)?(?: ?{_N} ?[日号])?)?)"
    rf"|{_N}(?:(?:{_TO}{_N})? ?(?:月(?:份|底|初|末|上旬|中旬|下旬)?(?: ?{_N}(?:{_TO}{_N})?[日号])?"
    r"|日(?![元圆本均产处供益趋常夜用记报子])|世纪)|点(?:钟|整|半(?!径)|一刻|三刻|[0-9]{1,2}分))"
    r"|(?:[0-9]{2}|[一二三四五六七八九]十)(?:(?:[-~—至到、]|—{2})(?:[0-9]{2}|[一二三四五六七八九]十))?年代"
    r"|(?<![0-9])0[0-9]年"
    r"|(?<![0-9:])(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?![0-9:])"
    r"|[0-9]{1,2} ?时(?![代期间段候任刻常尚空效速有而兴断光])(?:[0-9]{1,2}分)?"
    r"|(?:(?<=[午晨晚上早])|(?<=[午晨晚上早] ))(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2}) ?"
    r"点(?![0-9零一二三四五六七八九])"
)
_YEAR_RE = re.compile(rf"{_YEAR}年")
# 1-2-3, 1/2/3 and what is longer than any ratio are codes, addresses or lists of labels.
_BARE = r"[0-9]{1,20}(?:\.[0-9]{1,20})?"
_LONGEST_ROW = 30
_CHAIN_RE = re.compile(rf"{_BARE}(?:(?:-{_BARE}){{2,}}|(?:/{_BARE}){{2,}}|(?::{_BARE}){{7,}})")
_CLOCK_RE = lazy_re(r"[0-9]{1,2}(?::[0-9]{2}){1,2}")
_SHARED_RE = lazy_re("按[^,;。]{0,4}$|[比例](?!赛)|结构|构成|产业|优化|调整[为到]")
_DAY_RE = lazy_re(r"[日0-9午晚晨早] ?$|时间:?$")
_SPAN_RE = re.compile(
    r"[“‘「『《](?:(?<!《)[^“”‘’「」『』\n。,;]{1,14}[”’」』]|(?<=《)[^《》\n]{1,60}》)"
)
# 例如一百个 holds no 如一: the numeral goes on.
_SCALES = frozenset("十百千万亿")
_ENUMERATOR_END = frozenset("、.．)")
_CLAUSE_START = frozenset("\n。;:!?”) \t")
_NOT_RANK_BEFORE_QIAN = frozenset("目以之此日当年空提先月史天生面跟眼")
_LATIN = frozenset(ascii_letters)


def skip_fixed_word(text: str, start: int) -> int:
    """Return the end of the fixed word whose first numeral stands at ``start``, or 0.

    >>> skip_fixed_word("进一步统一思想", 1), skip_fixed_word("一亿吨", 0)
    (3, 0)
    """
    words = fixed_words()
    found = words.get(text[start : start + 2], ())
    if start:
        found += words.get(text[start - 1 : start + 1], ())
    # 同一九七八年相比: the year begins with the last character of 同一; 十分之一 is no 十分.
    if found and not text.startswith("分之", start + 1) and not _YEAR_RE.match(text, start):
        for word, at in found:
            end = start - at + len(word)
            if (
                at <= start
                and text.startswith(word, start - at)
                and not _longer_unit(text, start, end)
                and not (
                    at == len(word) - 1 and word[at] in DIGITS and text[end : end + 1] in _SCALES
                )
            ):
                return end
    return 0


def _longer_unit(text: str, start: int, end: int) -> bool:
    """Say whether a unit after one numeral character is longer than a fixed word: 三公|里."""
    unit = match_unit(text, start + 1) if start + 2 == end else None
    return unit is not None and unit[3] > end


def match_fixed(text: str, start: int) -> tuple[str, int] | None:
    """Return (kind, end) of the name, date or manner of speech that stands at ``start``.

    >>> match_fixed("十六届六中全会", 0)
    ('name', 7)
    """
    pattern, kinds = fixed_patterns()
    ordinal = text[start - 1 : start] == "第"
    if (match := pattern.match(text, start)) and match.lastindex:
        kind = kinds[match.lastindex - 1]
        if not (ordinal and kind == "vague"):
            return kind, match.end()
    if (match := DATE_RE.match(text, start)) and not ordinal and not _is_proportion(text, match):
        return "date", match.end()
    if (chain := _CHAIN_RE.match(text, start)) and not _is_row(text, chain):
        return "name", chain.end()
    return None


def _is_row(text: str, chain: re.Match[str]) -> bool:
    """Whether numbers share the unit after the last of them: 20/50/90元, 1-2-3万."""
    end = chain.end()
    if end - chain.start() > _LONGEST_ROW:
        return False
    unit = match_unit(text, end)
    return unit[1] in STATISTIC_KINDS if unit else text[end : end + 1] in ("万", "亿")


def _is_proportion(text: str, match: re.Match[str]) -> bool:
    """Whether what looks like a time of day is one: 三次产业结构由18:45:37调整为15:48:37."""
    if not _CLOCK_RE.fullmatch(match.group()):
        return False
    before = text[max(0, match.start() - 16) : match.start()]
    parts = [int(part) for part in match.group().split(":")]
    # Three shares of a whole add up to 100, or 10; a time may too, behind its date.
    whole = len(parts) == 3 and sum(parts) in (10, 100)
    return bool(_SHARED_RE.search(before)) or (whole and not _DAY_RE.search(before))


def short_quotes(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of slogans and titles: short quotes without a comma, and 《…》."""
    for match in _SPAN_RE.finditer(text):
        yield match.span()


def classify(text: str, part: Part, *, approximated: bool, quoted: bool) -> str:
    """Return the kind of a part read from ``text``, or "" where it reports no quantity at all.

    approximated: a word like 超过 or 近 stands before it. quoted: it stands in a short quote or
    title, where a numeral is a slogan's own unless the unit is one of money or of measure.
    """
    start, end = part.start, part.end
    before = text[start - 1 : start]
    after = text[end : end + 1]
    arabic = part.style == "arabic"
    if before == "第":
        return "rank"
    if quoted and (not arabic or part.kind not in _SURE_KINDS):
        return "name"
    if arabic and (label := _classify_label(text, part, before, after)):
        return label
    if part.kind in ("duration", "age", "rank", "name"):
        return "" if part.style == "scale" and part.kind == "name" else part.kind
    if part.value is None and part.kind != "ratio" and part.style in ("arabic", "chinese"):
        return "vague"
    if part.style in ("vague", "scale", "half", "digits"):
        return _classify_loose(part, approximated=approximated)
    if not part.unit and part.kind != "ratio" and _is_enumerator(text, part, before, after):
        return "enumerator"
    if (
        before == "前"
        and part.kind == "count"
        and text[start - 2 : start - 1] not in (_NOT_RANK_BEFORE_QIAN)
    ):
        return "rank"
    if before == "每" and part.kind in ("count", "money", "measure", ""):
        return "rhetorical"
    if part.kind == "measure" and after == "级":
        return "name"
    return _classify_plain(part, after)


def _classify_label(text: str, part: Part, before: str, after: str) -> str:
    """Return name where letters, signs or digits around the number make it a label."""
    # GDP3.2万亿元 measures; PM2.5, C919 and T3 name.
    if before in _LATIN and part.kind not in _SURE_KINDS:
        return "name"
    # The 2 of M2 on a line of its own, as pages set what is written below the line.
    if before == "\n" and not part.unit and text[part.start - 2 : part.start - 1] in _LATIN:
        return "name"
    if before == "-" and text[part.start - 2 : part.start - 1] in _LATIN:
        return "name"
    if after == "+" or (before == "+" and part.kind not in ("percent", "points", "money")):
        return "name"
    if part.kind == "ratio":
        return ""
    if not part.unit and after in _LATIN:
        return "name"
    digits = text[part.number_start : part.number_end]
    if not part.unit and digits.isdigit():
        if len(digits) == 4 and "1900" <= digits <= "2099" and after != "余":
            return "date"
        # A telephone number is not rounded; 8000000农民 is.
        if (len(digits) > 6 and not digits.endswith("000")) or (
            len(digits) > 1 and digits[0] == "0"
        ):
            return "name"
    if before == "." or (after == "." and text[part.end + 1 : part.end + 2].isdigit()):
        return "name"
    if "·" in digits and not part.unit and not any(char in "万亿千百" for char in digits):
        return "date"
    return ""


def _classify_loose(part: Part, *, approximated: bool) -> str:
    if part.style == "digits":
        if part.unit == "年":
            return "date"
        return "name" if part.unit or len(part.approx) else ""
    if part.style == "half":
        return part.kind if part.kind in _SURE_KINDS else "vague" if part.unit else ""
    if part.style == "vague" or part.approx:
        return "vague"
    if part.kind in ("percent", "points"):
        return part.kind
    # 突破万亿元 states a level; 万元户 and 百家企业 only an order of magnitude.
    if approximated and part.unit:
        return part.kind
    return "vague" if part.unit else ""


def _is_enumerator(text: str, part: Part, before: str, after: str) -> bool:
    if part.value is None or part.value >= 100 or part.approx:
        return False
    if before == "(" and after == ")":
        return True
    if after in _ENUMERATOR_END:
        if part.style == "arabic" and after != ")":
            at = part.start
            while at and text[at - 1] in " \t":
                at -= 1
            return at == 0 or text[at - 1] in "\n。;:"
        return not before or before in _CLAUSE_START
    return False


def _classify_plain(part: Part, after: str) -> str:
    if part.kind in _SURE_KINDS or part.kind == "ratio":
        # 三度访华 counts times; 三十度 and 零下五度 measure.
        said = part.style != "arabic" and part.value is not None and 0 <= part.value < 10
        if part.family == "degree" and said:
            return "rhetorical"
        return part.kind
    high = part.value_max if part.value_max is not None else part.value
    if part.kind == "count":
        if part.style == "arabic" or high is None or high >= 100:
            return "count"
        return "rhetorical"
    if part.style != "arabic":
        return "count" if high is not None and high >= 100 else ""
    return "count"

"""The title of a speech among the lines that stand before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .lazy import HANZI, lazy_re
from .site_rules import CHINESE_DATE, DATE, name_pattern

# How the titles of speeches, reports and the essays published beside them end.
_KINDS = (
    "讲话|报告|致辞|致词|发言|演讲|汇报|说明|总结|讲稿|贺词|贺信|开幕词|闭幕词|开幕辞|闭幕辞|祝酒词|祝词|"
    "答词|谈话|述职|党课|主持词|表态|意见|决定|要点|体会|纪要|通知|公报|宣言|倡议书|动员|寄语|献词|感言|"
    "书面发言|讲话稿|发言稿|演讲稿|演讲词|发言材料|交流材料|工作报告|讲话提纲|讲话要点|讲话摘要|讲话精神"
)
_LIST_NUMBER = r"(?: ?(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[ⅠⅡⅢ]))?"
KIND_END_RE = lazy_re(
    rf"(?:{_KINDS})(?:稿|词|材料|全文|摘要|节选|要点|提纲)?{_LIST_NUMBER}(?:\([^()]{{1,30}}\))?$"
)
GREETING_RE = lazy_re(
    rf"(?:(?:各位|尊敬的各?位?|亲爱的)?(?:{HANZI}|[、,]){{0,40}}?"
    r"(?:同志|代表|委员|领导|来宾|朋友|同事|同学|老师|乡亲|同胞|女士|先生|嘉宾|书记|主任|主席|市长|县长)们?(?:、[^。]{0,60})?"
    r"|同志们、朋友们|大家好)[:!,]"
)
_DIGITS = "[一二三四五六七八九十]{1,3}"
_NUMBERED_RE = lazy_re(
    rf"(?:{_DIGITS}(?:、|是|要)|[(（]{_DIGITS}[)）]|第{_DIGITS}[,、:部章节]|首先)"
)
_DATE_LINE_RE = lazy_re(rf"[(（]? ?(?:{DATE}|{CHINESE_DATE})[^。]{{0,30}}$")
_NAME_LINE_RE = lazy_re(rf"(?:[\u4e00-\u9fff、]{{0,24}}(?: {{1,4}}|:))?{name_pattern()}$")
_PREFIX_RE = lazy_re(r"^(?:【[^】]{1,8}】|\[[^\]]{1,8}\]|(?:文章)?标题: ?|[《〈])")
_SUFFIX_RE = lazy_re(
    r"(?:[》〉]| ?\[复制链接\]|"
    r"[(【\[](?:全文完整|完整版?|全文|[^()【】\[\]]{0,4}\d{0,3}篇|[^()【】\[\]]{0,6}[版稿])[)】\]]|"
    r"\.(?:docx?|pdf|txt|html?)|"
    r" ?(?:[_|]| - |--|—)(?!—) ?[^。,_|]{0,12}"
    r"(?:网|范文|文库|大全|频道|文秘|公文|资料|文章|下载|论坛)[^。,_|]{0,6})$"
)
_PREFIX_CHARS = frozenset("【[文标《〈")
_SUFFIX_CHARS, _SUFFIX_MARKS = frozenset("》〉)】]xcftml"), ("_", "|", "-", "—")
_KEY_RE = lazy_re(r"[\W_]+|的")
_LONGEST_NAME = 4
_SENTENCE_END = "。!?;:,…”"
LIMIT = 90


class Line(NamedTuple):
    """A trimmed line: ``start, end`` in the text, and the line with widths folded."""

    start: int
    end: int
    text: str


class Title(NamedTuple):
    """Where a title stands: the numbers of its lines (two or three where it is broken)."""

    lines: tuple[int, ...]
    text: str


def undecorate(line: str) -> str:
    """Return a folded title line without what sites hang on it.

    >>> undecorate("【讲话】在全省组织部长会议上讲话(全文完整)")
    '在全省组织部长会议上讲话'
    """
    for _ in range(4):
        shorter = _PREFIX_RE.sub("", line) if line[:1] in _PREFIX_CHARS else line
        # The end that a suffix has, or the mark in it: most lines have neither.
        if shorter[-1:] in _SUFFIX_CHARS or any(mark in shorter for mark in _SUFFIX_MARKS):
            shorter = _SUFFIX_RE.sub("", shorter)
        shorter = shorter.strip()
        if shorter == line:
            break
        line = shorter
    return line


def title_key(line: str) -> str:
    """Return what of a title counts when two are compared: no decoration, marks, spaces, 的."""
    return _KEY_RE.sub("", undecorate(line))


def is_numbered(line: str) -> bool:
    """Whether a folded line begins with the number of a section of a speech."""
    return _NUMBERED_RE.match(line) is not None


def is_speech(line: str) -> bool:
    """Whether a folded line is the speech itself: a greeting, a numbered heading, prose."""
    if _NUMBERED_RE.match(line) or GREETING_RE.match(line):
        return True
    if len(line) < 16 or _DATE_LINE_RE.match(line):
        return False
    return line[-1] in "。!?;:…”" or len(line) > LIMIT or ("。" in line[:-1])


def is_title_like(line: str) -> bool:
    """Whether a folded line could be a title or a part of one."""
    return (
        4 <= len(line) <= LIMIT
        and line[-1] not in _SENTENCE_END
        and sum("\u3400" <= c <= "\u9fff" for c in line) >= 4
        and not _DATE_LINE_RE.match(line)
        and not _is_name_line(line)
    )


def _is_name_line(line: str) -> bool:
    """Whether a line is a person's name, alone or behind a post."""
    # What is longer than a name needs something between the post and it.
    possible = len(line) <= _LONGEST_NAME or " " in line or ":" in line
    return possible and _NAME_LINE_RE.match(line) is not None


def _joins(lines: Sequence[Line], numbers: Sequence[int]) -> list[Title]:
    """Title-like lines alone and joined with the one or two after them."""
    out = []
    for k in range(len(numbers)):
        for size in (1, 2, 3):
            group = numbers[k : k + size]
            if len(group) < size or not all(is_title_like(lines[j].text) for j in group):
                break
            out.append(Title(tuple(group), "".join(lines[j].text for j in group)))
    return out


def _is_broken(title: Title, lines: Sequence[Line]) -> bool:
    """Whether the lines of ``title`` belong together by themselves: a subtitle, a broken line."""
    first, *rest = (lines[i].text for i in title.lines)
    for text in rest:
        if text.startswith(("—", "--", "-在")):
            continue
        if KIND_END_RE.search(first) or not KIND_END_RE.search(text):
            return False
        if text.startswith(("在", "关于")) or not first.startswith(("在", "关于")):
            return False
    return True


def _may_hold(text: str, key: str) -> bool:
    """False where a line cannot have the key of a title in it: much faster than to look."""
    return not key or (key[-1] in text and key[0] in text and key[len(key) // 2] in text)


def choose_titles(
    lines: Sequence[Line], numbers: Sequence[int], *, also: Sequence[str] = ()
) -> list[Title]:
    """Return every occurrence of the speech's title among ``lines``, the one to keep first.

    numbers: which of the lines stand before the speech and are not the site's. also: further
    lines (the site's own, or below the speech) in which a title may be repeated.
    An empty list: no line is a title.
    """
    options = _joins(lines, numbers)
    if not options:
        return []
    keys = [title_key(option.text) for option in options]
    also = [text for text in also if any(_may_hold(text, key) for key in set(keys))]
    singles = [title_key(lines[i].text) for i in numbers] + [title_key(text) for text in also]
    repeated = {key: singles.count(key) for key in set(keys)}
    inside = "\n".join(_KEY_RE.sub("", text) for text in also)

    def score(k: int) -> tuple[int, int, int]:
        option, key = options[k], keys[k]
        parts = len(option.lines)
        worth = 4 * bool(KIND_END_RE.search(undecorate(option.text)))
        worth += 3 * (repeated[key] > (parts == 1)) + 2 * (len(key) > 5 and key in inside)
        if parts > 1:
            proven = repeated[key] > 0 or (len(key) > 9 and key in inside)
            worth += 2 if proven or _is_broken(option, lines) else -9
        return worth, -option.lines[0], parts

    best = keys[max(range(len(options)), key=score)]
    if not best:
        return []
    found = [option for option, key in zip(options, keys, strict=True) if key == best]
    found.sort(key=lambda t: (undecorate(t.text) != t.text, len(t.lines), t.lines[0]))
    return found


def title_end(line: str, key: str) -> int:
    """Return the offset in ``line`` up to which it spells the title ``key``; 0 where it does not.

    >>> title_end("在全县会议上的讲话同志们:", title_key("在全县会议上的讲话"))
    9
    """
    at = 0
    for i, char in enumerate(line):
        if at == len(key):
            return i
        if char == key[at]:
            at += 1
        elif not _KEY_RE.fullmatch(char):
            return 0
    return 0

"""What kind of slogan a quoted span is: the first rule that fits."""

from __future__ import annotations

import re

from ...speech.cue_words import load_role, word_before
from .stated import count_numerals

KINDS = ("quotation", "shorthand", "phrase", "term", "title")

_SENTENCE_ENDS = frozenset("。!?")
_MARKS = "“”‘’「」『』〝〞〟\"' "
_CLAUSE_RE = re.compile(r"[,、;,;]")
_PARTS_RE = re.compile(r"[。!?;\n]")
# 总要求:, 目标要求:, 提出的口号是: name something; they do not say.
_NOT_SAYING = ("总", "总体", "目标", "工作", "具体", "新", "的", "基本", "这一", "该")
_NOUNS = frozenset(["要求", "规定", "批示", "指示", "讲话", "教育", "希望", "期望", "号召", "总结"])
_SAYING_REACH = 8


def name_kind(folded: str, before: str, *, said: bool = False) -> str:
    """Return the kind of a quoted span: quotation, shorthand, phrase or term.

    folded: the span, width-folded, without its marks. before: what stands before the opening
    mark in its paragraph. said: it follows another quotation, with 、 or , at most between.

    >>> name_kind("三级联创", "开展"), name_kind("走出去,引进来", "坚持")
    ('shorthand', 'phrase')
    >>> name_kind("人才强县", "实施"), name_kind("要解放思想", "他指出:")
    ('term', 'quotation')
    """
    inner = folded.rstrip(_MARKS)
    if inner[-1:] in _SENTENCE_ENDS:
        return "quotation"
    counts = count_numerals(folded)
    if (said or is_said(before)) and not (counts and len(folded) <= 8):
        return "quotation"
    if counts:
        return "shorthand"
    return "phrase" if _CLAUSE_RE.search(folded) else "term"


def is_said(before: str) -> bool:
    """Whether the text before a quote introduces speech: a verb of saying, then a colon.

    >>> is_said("十七大报告中指出:"), is_said("活动的主题是:"), is_said("总要求:")
    (True, False, False)
    """
    before = before.rstrip()
    if before[-1:] != ":":
        return False
    clause = _PARTS_RE.split(before[-40:-1])[-1].rstrip()
    if not clause or clause[-1] in "是为即":
        return False
    verbs = load_role("say")
    for end in range(len(clause), max(0, len(clause) - _SAYING_REACH), -1):
        verb = word_before(clause, end, "say")
        if not verb:
            continue
        head = clause[: end - len(verb)]
        if verb in _NOUNS and head.endswith(_NOT_SAYING):
            continue
        if clause[end : end + 1] == "的" or (len(verb) == 1 and end < len(clause)):
            continue
        if verb in verbs:
            return True
    return False

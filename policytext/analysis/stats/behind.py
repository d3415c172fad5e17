"""The noun behind a number."""

from __future__ import annotations

import re
from functools import lru_cache

from .lexicon import stat_words
from .phrases import trim_noun

_AHEAD = 40
_OPENS = frozenset("“‘《")
_AREA_RE = re.compile(r"(?:省份|省|市|县|村|乡镇|乡|镇|区|国家)(?=年|本级|[参纳实达建的有已被通])")


@lru_cache(4096)
def read_behind(text: str, *, more: bool) -> str:
    """Return the noun right behind a number, "" where none stands there.

    more: another number follows, without punctuation between.

    >>> read_behind("名下岗职工实现了再就业"[1:], more=False)
    '下岗职工'
    """
    words = stat_words()
    text = text[:_AHEAD].lstrip(" ")
    first = text[:1]
    if not (
        "\u4e00" <= first <= "\u9fff" or (first.isascii() and first.isalpha()) or first in _OPENS
    ):
        return ""
    of = text.startswith("的")
    text = text[1:] if of else text
    stop = words.stop.match(text)
    if stop and stop.end > 1 and words.compound.match(text, stop.end):
        stop = None  # 引导基金
    if stop or (more and words.open.match(text)):
        return ""
    sizes = range(2, words.longest + 1)
    if not of and any(words.tail.get(text[:size]) in ("change", "level") for size in sizes):
        return ""
    verb = words.act.match(text)
    if verb and not of and not words.compound.match(text, verb.end):
        return ""
    end = len(text)
    for hit in words.stop.find_all(text, 1):
        word = text[hit.start : hit.end]
        if word in ("和", "与", "及", "以及") and hit.end < len(text):
            continue
        if word == "等" and hit.end + 1 < len(text):
            # 节能、节水等重大项目
            return read_behind(text[hit.end :], more=more)
        if word == "的" and not _ends_person(text[: hit.start]):
            continue
        if words.open.match(word) and words.compound.match(text, hit.end):
            continue  # 技术改造项目
        end = hit.start
        break
    for hit in words.act.find_all(text, 2, end):
        if not words.compound.match(text, hit.end):
            end = hit.start
            break
    head = text[:end]
    for hit in words.person.find_all(head):
        quoted = head.count("“", 0, hit.end) != head.count("”", 0, hit.end)
        if hit.end < len(head) and not quoted and not words.goes_on.match(head, hit.end):
            head = head[: hit.end]
            break
    if area := _AREA_RE.match(head):
        head = head[: area.end()]
    head = head.partition("(")[0] or head
    # 19个村“两委”班子主要负责人年报酬达到1万元: what follows measures the next.
    if more or head.count("“") != head.count("”") or head.endswith("”"):
        head = head.partition("“")[0] or head
    return trim_noun(head.strip(" 、和与及"))


def _ends_person(text: str) -> bool:
    words = stat_words()
    return text.endswith(words.body) or any(
        hit.end == len(text) for hit in words.person.find_all(text)
    )

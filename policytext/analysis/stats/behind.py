"""The noun behind a number."""

from __future__ import annotations

import re
from functools import lru_cache

from .lexicon import stat_words
from .phrases import trim_noun

_AHEAD = 40
_OPENS = frozenset("“‘《")
# 中心基本建成, 县初步建立
_ADVERB_END_RE = re.compile("(?<=.)(?:基本|初步|正式|首次)$")
_NEAR = 12  # characters in which a bracket still belongs to the noun
# 市(州)委书记, 村(社区)第一书记, 县(市、区): another word for the one before, in brackets.
_VARIANT_RE = re.compile(
    r"\((?!含|不含|包括|其中|如|即|指|见|详|另|原|以|均|下同|约|共)"
    r"[\u4e00-\u9fff]{1,4}(?:、[\u4e00-\u9fff]{1,4}){0,3}\)"
)
_AREA = "[省市区县旗盟州乡镇村居场]|街道?|社区|自治[区州县]|直辖市|开发区|[农林]场|管委会|办事处"
_ONLY_AREAS_RE = re.compile(rf"\((?:{_AREA})(?:、(?:{_AREA}))*\)")
_AREA_RE = re.compile(
    "(?:省份|省|市|县|村|乡镇|乡|镇|区|国家)"
    "(?=年|本级|试点(?![县乡镇村项单企])|[参纳实达建的有已被通])"
)


@lru_cache(4096)
def read_behind(text: str, *, more: bool) -> str:
    """Return the noun right behind a number, "" where none stands there.

    more: another number follows, without punctuation between.

    >>> read_behind("名下岗职工实现了再就业"[1:], more=False)
    '下岗职工'
    >>> read_behind("市(州)委书记作了述职", more=False), read_behind("省(区、市)实施", more=False)
    ('市(州)委书记', '省(区、市)')
    """
    text = text[:_AHEAD].lstrip(" ")
    variant = _VARIANT_RE.search(text, 0, _NEAR)
    if variant is None:
        return _read_behind(text, more=more)
    begin, end = variant.span()
    plain = text[:begin] + text[end:]
    noun = read_behind(plain, more=more)
    start = plain.find(noun)
    at = begin - start  # where in the noun the bracket stands
    if start < 0 or at <= 0 or at > len(noun):
        return noun
    if at == len(noun) and not _ONLY_AREAS_RE.fullmatch(variant[0]):
        return noun
    return noun[:at] + variant[0] + noun[at:]


def _read_behind(text: str, *, more: bool) -> str:
    words = stat_words()
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
            return _read_behind(text[hit.end :].lstrip(" "), more=more)
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
    head = _ADVERB_END_RE.sub("", head.partition("(")[0] or head)
    # 19个村“两委”班子主要负责人年报酬达到1万元: what follows measures the next.
    if more or head.count("“") != head.count("”") or head.endswith("”"):
        head = head.partition("“")[0] or head
    return trim_noun(head.strip(" 、和与及"))


def _ends_person(text: str) -> bool:
    words = stat_words()
    return text.endswith(words.body) or any(
        hit.end == len(text) for hit in words.person.find_all(text)
    )

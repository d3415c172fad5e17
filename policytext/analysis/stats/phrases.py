"""The words before a number, taken apart: noun, verb of change, the rest."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import final

from ...text.lazy import HANZI, lazy_re
from ...text.record import Record
from .comparisons import find_comparison
from .lexicon import StatWords, stat_words

_N = "[0-9零〇○一二三四五六七八九十百两几近]"
_TIME = (
    rf"(?:(?:(?:19|20)[0-9]{{2}}、)?(?:截至|截止|到|至|从|自|在|于|以|按|和|与|—|-)?"
    rf"(?:本世纪|上世纪|(?:20|21|二十|二十一)世纪|“?[一二三四五六七八九十]{{1,2}}五”?(?:期间|时期|期末|计划|规划|前[一二三四]年)"
    rf"|“[一二三四五六七八九十]{{1,2}}五”(?!规划|计划|重大)|第?[一二三四]季度"
    rf"|{_N}{{1,4}}(?:多|来|余)? ?(?:年代|年|个月|月份|月|日|天|周(?!岁)|季度)"
    r"|(?:19|20)?[xX×*]{2,4} ?年|(?:去|今|明|前|上|本|当)年|年(?=[末底初内]))"
    rf"(?:度|底|末|初|来|间|内|时(?![间期代速事政效段空光装局])|中(?![央小西部国学等型医心间介])|以来|以后|之后|以前|期间|时间|的时间|里|上半年|下半年|前|后|起|开始|全年|同期)*"
    r"(?:累计|平均|合计|总计|共)?[,、的]?)"
)
TIME_RE = lazy_re(rf"{_TIME}+")
# Without a preposition: 增加到2007年 keeps its 到.
_TIME_END_RE = lazy_re(rf"(?:{_TIME[_TIME.index('(?:本世纪') :]}$")
_COMPARED_HEAD_RE = lazy_re(
    rf"(?:比|较)(?:上年度?|去年|前年|上届|同期|以往|前[一二三四五]年|{_N}{{4}}年)(?:同期|末|底)?"
)
# 从2004年人均700元提高到人均1721元, 扩大到全国40%的县
_PER_HEAD_RE = lazy_re(r"(?:年[的末底]?|[从由到至占])(?:人均|户均|全国|全省|全市|全县|全区)$")
_PER_HEAD_ENDS = frozenset("均国省市县区")
# The characters that the first and the last of these expressions begin with.
_TIME_STARTS = frozenset(
    "0123456789零〇○一二三四五六七八九十百两几近截到至从自在于以按和与—-本上“第去今明前当年xX×*"
)
_COMPARED_STARTS = frozenset("比较")
_TIME_ENDS = frozenset("纪间时划年五”度代月份日天周末底初内来中后里前起始期大计均共,、的")
# 增长目标是在提高质量和效益的基础上增长7%
_BASIS_RE = lazy_re("(?:(?<=标)[是为])?在[^,;:。在]{1,24}基础上$")
# 保障性安居工程新安排740万套
_NEWLY_RE = lazy_re("(?<![创更高革清全刷翻])新$")
# 没有实现年初确定的单位能耗
_SET_RE = lazy_re("^[^,;:。]{0,12}(?:确定|提出|规定|下达)的(?=.{3})")
# 其中,有农村党组织5405个; 比上年多安排资金
_HAVING_RE = lazy_re(
    f"有(?={HANZI}{{2}})(?!.{{1,12}}的)"
    "(?![限关色线效机害毒氧形偿条志些的待望力序益名史所着利产权组人])|[多少](?=[发增安投招完实支]..)"
    "|[破立](?=刑事|治安|各类|案件)"
)
# 安排平均每年有财政赤字
_ON_AVERAGE_RE = lazy_re(f"(?:平均)?每[年月]有?(?={HANZI}{{2}})")
# 陕西省共有女党员, 该县共发展农村党员
_PLACE_HEAD_RE = lazy_re(
    f"(?:该|{HANZI}{{2,5}})[省市县区州镇乡村](?=共[有发培建新完实])(?=共.{{3}})"
)
# 按照换届的要求先后调整配备党政正职
_AS_ASKED_RE = lazy_re(
    "按照?[^,;:。]{1,16}的(?:要求|规定|部署|原则|标准|安排|精神|思路)|用[^,;:。使]{1,9}使(?=..)"
)
# 在生产、工作第一线发展党员
_PLACE_END_RE = lazy_re("一线|[中上里内]|方面|领域|行业|岗位")
_NOT_LINKS = frozenset(("了", "过", "原先", "原来", "原", "原有", "现有"))
_OF_TIME = frozenset(
    ["预计", "估计", "现在", "目前", "原来", "当时", "上年同期", "去年同期", "同期", "现行"]
)
_AT_START_ONLY = frozenset(("和", "与", "及", "以及", "对", "向", "或", "给"))
_ASIDE_RE = re.compile(r"\([^()]*\)")
_EDGE = " \t\u3000,、:;.-—·×"
_OPEN_END = " \t\u3000,、:;“‘\"'《(.-—·×"
_BACK = 90
_VERB_SPAN = 24


@final
class Before(Record):
    """What stands before a number. noun: the noun phrase and what acts on it. change: the verb of
    change next to the number, with its 到 or 至. linked: whether a verb or preposition joins it
    to the number. level: the number is the level reached."""

    __match_args__ = ("noun", "change", "linked", "level")
    __slots__ = __match_args__

    def __init__(self, noun: str, change: str, linked: bool, level: bool) -> None:
        self.noun = noun
        self.change = change
        self.linked = linked
        self.level = level


# Half of what stands between two numbers has stood there before.
@lru_cache(4096)
def read_before(text: str) -> Before:
    """Return the noun, and the verb of change, before a number.

    >>> read_before("国内生产总值比2002年增长")
    Before(noun='国内生产总值', change='增长', linked=True, level=False)
    """
    words = stat_words()
    text = text[-_BACK:]
    change, linked, level = "", False, False
    while True:
        text = text.rstrip(_OPEN_END)
        if text.endswith(")") and (aside := text.rfind("(")) > 0:
            text = text[:aside]
            continue
        word, role = _last_word(text, words)
        if text.endswith("的") and not role:
            word, role = _last_word(text[:-1], words)
            word, role = (word + "的", role) if word in _OF_TIME else ("", "")
        if role in ("change", "level"):
            if not change:
                change, level = _verb(word), role == "level"
            elif role == "level":
                break
            text, linked = text[: -len(word)], True
        elif role in ("reach", "adverb") and not (word == "前" and find_comparison(text) >= 0):
            text, linked = text[: -len(word)], linked or word not in _NOT_LINKS
            if word in _OF_TIME and text[-1:] in ("比", "较"):
                text, linked = text[:-1], True  # 产值比去年同期增长
        elif (cut := find_comparison(text)) >= 0:
            text, linked = text[:cut], True
        elif text[-1:] in _PER_HEAD_ENDS and _PER_HEAD_RE.search(text, max(0, len(text) - 6)):
            text = text[:-2]
        elif text[-1:] in _TIME_ENDS and (
            match := _TIME_END_RE.search(text, max(0, len(text) - 14))
        ):
            text = text[: match.start()]
        else:
            break
    if "基础上" in text[-4:]:
        text = _BASIS_RE.sub("", text)
    return Before(text.strip(_EDGE), change, linked, level)


def _last_word(text: str, words: StatWords) -> tuple[str, str]:
    for size in words.tail_sizes.get(text[-1:], ()):
        word = text[-size:]
        if word in words.tail:
            return word, words.tail[word]
    return "", ""


def _verb(word: str) -> str:
    for end in ("幅度", "了", "达"):
        if word.endswith(end) and len(word) > len(end):
            return word[: -len(end)]
    return "翻番" if word == "翻" else word


# 第一产业实现增加值
_MAKES = ("实现", "完成", "创造")
_VALUE_RE = lazy_re("增加值|总?产值")
# 移交给企业和地方的职能
_PASSED_TO_RE = re.compile("[给到向对于].*的.")


@final
class Noun(Record):
    """A noun phrase. text: as it stands. whole: with the verb and who acts, where text is its
    object. change: the verb of change it is the object of (减轻农民负担)."""

    __match_args__ = ("text", "whole", "change")
    __slots__ = __match_args__

    def __init__(self, text: str, whole: str, change: str) -> None:
        self.text = text
        self.whole = whole
        self.change = change


@lru_cache(4096)
def read_noun(text: str, *, linked: bool = False) -> Noun:
    """Return the noun in what stands before a number, without time, adverbs and verbs.

    linked: a verb joins it to the number, so that the whole is a noun (上缴国家的利润增长).

    >>> read_noun("2007年,全县公开选拔副科级年轻干部").text
    '副科级年轻干部'
    >>> read_noun("每年减轻农民负担")
    Noun(text='农民负担', whole='减轻农民负担', change='减轻')
    """
    words = stat_words()
    at = _skip_head(text)
    whole = text[at:].strip(_EDGE)
    verb = _find_verb(whole)
    if verb is None:
        return Noun(trim_noun(whole), whole, "")
    start, end = verb
    rest = whole[end:].strip(_EDGE)
    given = whole[start:end] if whole[start:end] in words.given else ""
    if not rest:
        return Noun(trim_noun(whole) if linked else "", whole, "")
    passed = _PASSED_TO_RE.match(rest)
    if passed:
        rest = rest.rpartition("的")[2]
    if time := TIME_RE.match(rest):
        rest = rest[time.end() :] or rest
    elif having := _ON_AVERAGE_RE.match(rest):
        rest = rest[having.end() :]
    if rest.startswith("占"):
        return Noun(trim_noun(whole), whole, "")  # 研发投入占比
    # 上缴国家的利润, 中央财政用于“三农”的支出: the verb is part of the noun.
    if "的" in rest[1:-1] and not passed and (linked or whole.startswith("用于")):
        return Noun(trim_noun(whole), whole, "")
    if start and "的" in rest[1:-1] and not given and "的" not in whole[:start]:
        return Noun(trim_noun(whole), whole, "")
    if start and whole[start:end] in _MAKES and _VALUE_RE.fullmatch(rest):
        return Noun(trim_noun(whole[:start]) + rest, whole, "")
    return Noun(trim_noun(rest), whole, given.rstrip("了"))


def trim_noun(text: str) -> str:
    """Return a noun without punctuation around it and words that add nothing (一批, 各类)."""
    text = text.strip(_EDGE)
    if text.startswith("("):
        text = _ASIDE_RE.sub("", text, count=1)
    for word in ("一批", "一大批", "各类", "的", "等", "了"):
        text = text.removeprefix(word)
    if len(text) > 2:
        text = text.removesuffix("的").removesuffix("等")
    if len(text) > 4:
        text = text.removesuffix("新增")
        text = _NEWLY_RE.sub("", text) if "新" in text[-2:] else text
    if "的" in text:
        text = _SET_RE.sub("", text)
    return _balanced(text.strip(_EDGE))


def _balanced(text: str) -> str:
    """Return ``text`` without quotes and brackets that lack their partner."""
    if text.isalnum():
        return text
    for opener, closer in ("“”", "‘’", "《》", "()"):
        if text.count(opener) != text.count(closer):
            text = text.replace(opener, "").replace(closer, "")
    return text


def _skip_head(text: str) -> int:
    """Return where the noun or its verb begins: behind time, conjunctions, and adverbs."""
    words = stat_words()
    at = 0
    if text.startswith("在"):
        for place in _PLACE_END_RE.finditer(text, 2, _VERB_SPAN):
            if words.open.match(text, place.end()):
                at = place.end()
                break
    for _ in range(12):
        while at < len(text) and text[at] in " \t\u3000,、:;”’":
            at += 1
        if "共" in text[at : at + 8] and (match := _PLACE_HEAD_RE.match(text, at)):
            at = match.end()
        if match := _HAVING_RE.match(text, at) or _AS_ASKED_RE.match(text, at):
            at = match.end()
        if (end := _not_noun(text, at)) >= 0:
            at = end
            continue
        ahead, sure = _skip_manner(text, at)
        verb = words.open.match(text, ahead) or words.given.match(text, ahead)
        having = _HAVING_RE.match(text, ahead)
        following = ahead if verb or having or ahead == len(text) else sure
        if following == at:
            break
        at = following
    return at


def _not_noun(text: str, at: int) -> int:
    """Return the end of the time, comparison or conjunction at an offset, or -1."""
    first = text[at : at + 1]
    if first in _TIME_STARTS and (match := TIME_RE.match(text, at)):
        return match.end()
    if first in _COMPARED_STARTS and (match := _COMPARED_HEAD_RE.match(text, at)):
        return match.end()
    hit = stat_words().begin.match(text, at)
    if not hit or (at and text[at : hit.end] in _AT_START_ONLY) or text.startswith("从事", at):
        return -1
    return hit.end


def _skip_manner(text: str, at: int) -> tuple[int, int]:
    """Return the end of the adverbs and the like at an offset, and of the last time among them."""
    words = stat_words()
    sure = at
    first = at
    for _ in range(8):
        if text.startswith(" ", at):
            at += 1
        if at > first and words.open.match(text, at):
            break
        if (end := _not_noun(text, at)) >= 0:
            sure = end
        elif hit := words.scope.match(text, at) or words.manner.match(text, at):
            end = hit.end
        else:
            break
        at = end
    return at, sure


def _find_verb(text: str) -> tuple[int, int] | None:
    """Return the span of the verb whose object ends ``text``."""
    words = stat_words()
    found = words.open.match(text) or words.given.match(text)
    if not found:
        for agent in words.agent.find_all(text, 0, _VERB_SPAN):
            at, _ = _skip_manner(text, agent.end)
            if found := words.open.match(text, at) or words.given.match(text, at):
                break
    if not found:
        for hit in words.given.find_all(text):
            found = hit if hit.end < len(text) else found
    for hit in words.act.find_all(text, found.end if found else 0):
        if hit.end < len(text) or found is None:
            found = hit
    if found is None:
        return None
    # 组织实施, 新建、改建, 整理复垦: one verb behind the other.
    start, end = found.start, found.end
    for _ in range(4):
        link = end + (text[end : end + 1] in ("、", "和", "并", "与"))
        following = words.open.match(text, link)
        if not following or following.end >= len(text):
            break
        end = following.end
    return start, end

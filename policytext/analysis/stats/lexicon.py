"""The words around numbers, by their role."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ...errors import LexiconError
from ...lexicons import read_lines

LEXICON = "stat_words.tsv"
ROLES = frozenset(
    (
        "change given reach adverb keep act open short compound begin manner scope agent stop "
        "person goes_on aside pair body"
    ).split()
)
_LEVELS = ("到", "至", "为", "达")
# Nouns, or parts of nouns, at the start of a clause.
_NOMINAL = (
    "中 上 内 里 和 与 及 以及 平均 年均 直接 主要 基本 综合 计划 实际 安排 提高 增值 全年 预期 "
    "绝对 自然 同期 目前 现在 形成 组织 构成 提前 建成 开工 财政预算 直接 确定 相对 集中 其中"
).split()
_GUARDS = {
    # What stands around a stop word of one character where it is part of a longer word.
    "有": ("国所公私享没", "限关色"),
    "为": ("行作认", ""),
    "在": ("", "校职岗建编册线外读园逃"),
    "对": ("", "外口象策接虾台"),
    "由": ("自理", ""),
    "以": ("可", "上下内外"),
    "于": ("", ""),
    "会": ("社协学工商委大晚机都", "计议员展"),
    "能": ("节产职功性可智太电热", "源力耗手"),
    "可": ("", "再持"),
    "要": ("主重需", "素"),
    "不": ("", "锈动良同"),
    "未": ("", "成来"),
    "同": ("合不相", "业志"),
    "中": ("", "小央国西东部学型医药共高等层青年级外"),
    "上": ("以海网线", "市海级学岗网"),
    "下": ("以", "岗属级"),
    "内": ("国境", "资需设部燃"),
    "外": ("", "资贸商"),
    "里": ("公", ""),
    "前": ("", "沿端"),
    "后": ("", "进备续"),
    "时": ("小", "代"),
    "出": ("", "口租版生"),
    "起": ("", "重"),
    "比": ("", "例重赛"),
    "较": ("", "大好高"),
    "列": ("", "车"),
    "居": ("", "民住"),
    "占": ("", "地"),
    "到": ("", "户村"),
    "至": ("", ""),
    "向": ("", "导"),
    "从": ("", "业"),
    "并": ("", "网"),
    "和": ("", "谐平"),
    "与": ("参", ""),
    "及": ("普", ""),
    "等": ("", "级"),
    "是": ("", ""),
    "的": ("", ""),
    "了": ("", ""),
    "受": ("", "灾援"),
    "因": ("基", "素"),
    "所": ("厕派院诊交", "有"),
    "其": ("", "他"),
    "此": ("", ""),
    "将": ("", "军"),
    "把": ("", "关"),
    "全面": ("", "小"),
    "才": ("人天", "能"),
    "均": ("人户亩平年月日", "衡等"),
    "派": ("", "驻出"),
    "每": ("", ""),
    "共": ("公中", "青同产"),
    "即": ("", ""),
    "连": ("", ""),
    "同比": ("", ""),
    "主要": ("", "农行领负产工河污"),
    "直接": ("", "融投"),
    "基本": ("", "公药养医农单建"),
    "组织": ("党会", ""),
}


class StatWords(NamedTuple):
    """The lexicon, ready for use.

    tail: role by word, for what stands right before a number. longest: its longest word. given,
    predicate: matches where the noun at the start of a clause ends. act, open: verbs with 了 behind them. begin, manner, scope: words at the start. agent: endings. stop: matches where a noun
    behind a number ends. person: matches a noun for people at the start of what follows.
    """

    tail: dict[str, str]
    longest: int
    given: re.Pattern[str]
    act: re.Pattern[str]
    open: re.Pattern[str]
    begin: re.Pattern[str]
    manner: re.Pattern[str]
    scope: re.Pattern[str]
    agent: re.Pattern[str]
    stop: re.Pattern[str]
    person: re.Pattern[str]
    goes_on: re.Pattern[str]
    aside: re.Pattern[str]
    body: re.Pattern[str]
    predicate: re.Pattern[str]
    pair: frozenset[str]


def read_words() -> dict[str, list[str]]:
    """Return the words of the lexicon by role, in their order.

    Raises LexiconError for a role it does not know.
    """
    roles: dict[str, list[str]] = {role: [] for role in ROLES}
    for number, line in read_lines(LEXICON):
        role, _, words = line.partition("\t")
        if role not in roles or not words.split():
            raise LexiconError(f"{LEXICON}:{number}: expected a role and words, got {line!r}")
        roles[role] += words.split()
    return roles


def _any_of(words: list[str]) -> str:
    """Return a pattern for the longest of ``words``."""
    return "|".join(sorted(map(re.escape, dict.fromkeys(words)), key=len, reverse=True))


def _guarded(word: str) -> str:
    before, after = _GUARDS.get(word, ("", ""))
    left = f"(?<![{before}])" if before else ""
    right = f"(?![{after}])" if after else ""
    return left + re.escape(word) + right


@cache
def stat_words() -> StatWords:
    """Return the lexicon, read once."""
    roles = read_words()
    tail: dict[str, str] = {}
    for role in ("adverb", "reach", "change", "keep"):
        tail.update(dict.fromkeys(roles[role], role))
    for verb in roles["change"]:
        for level in _LEVELS:
            tail[verb + level] = "level" if level != "达" else "change"
        tail[verb + "了"] = tail[verb + "幅度"] = "change"
    stops, begins, manners, asides = (
        sorted(dict.fromkeys(roles[role]), key=len, reverse=True)
        for role in ("stop", "begin", "manner", "aside")
    )
    said = [w for role in ("adverb", "reach", "change") for w in roles[role] if len(w) > 1]
    predicates = sorted({*stops, *said} - set(_NOMINAL), key=len, reverse=True)
    # 投资总额 and 服务业 are nouns, whatever verb they begin with.
    tail_of_verb = f"(?:[了过出起成]|(?!{_any_of(roles['compound'])}))"
    short = f"(?:{_any_of(roles['short'])})(?=[了成起出好过])"
    return StatWords(
        tail=tail,
        longest=max(map(len, tail)),
        given=re.compile(f"(?:{_any_of(roles['given'])})(?![值量率幅速目的])了?"),
        act=re.compile(f"(?:{_any_of(roles['act'])})(?:[了过出起成]|(?![业额量率性者品面费值]))"),
        open=re.compile(f"(?:(?:{_any_of(roles['open'] + roles['act'])})|{short}){tail_of_verb}"),
        begin=re.compile(f"(?:{'|'.join(map(_guarded, begins))})[,:]?"),
        manner=re.compile(f"(?:{'|'.join(map(_guarded, manners))})"),
        scope=re.compile(f"(?:{_any_of(roles['scope'])})"),
        agent=re.compile(f"(?:{_any_of(roles['agent'])})"),
        stop=re.compile("|".join(map(_guarded, stops))),
        person=re.compile(f"(?:{_any_of(roles['person'])})"),
        goes_on=re.compile(f"(?:{_any_of(roles['goes_on'])})"),
        body=re.compile(f"(?:{_any_of(roles['body'])})$"),
        predicate=re.compile("|".join(map(_guarded, predicates))),
        pair=frozenset(roles["pair"]),
        aside=re.compile(f"(?:{'|'.join(map(_guarded, asides))})"),
    )

"""Comparisons that stand right before a number: 比上年, 高于全国平均水平, 比农村高."""

from __future__ import annotations

import re

from ...text.lazy import HANZI, lazy_re

_REACH = 24
# 比上年, 与2002年相比
_COMPARED_RE = lazy_re(
    r"(?:(?<![占环])比(?![重例率值])|较|和|与|同|跟)(?:[^,;:。比较]{0,12}?)"
    r"(?:年|期间|时期|期|月|季度|末|底|初|前|水平|计划|预算|规划|目标|任务数?|价格|口径|分别|上届|最[高低]值|峰值)"
    r"(?:同期|同比|同口径|相比|比较|比|计算|数|执行数|预算数|决算数|预计数|水平|实际|的|同|初|末|底)*$"
)
_COMPARED_ENDS = frozenset("年期间月度末底初前平划算标务格径别届比较数际的同值")
# 高于全国平均水平3个百分点, 比农村高200元, 比上年多发展2.5万名
_THAN_RE = lazy_re(
    "(?:分别|均|都|又|还)?(?:高出|高于|低于|快于|慢于|优于|好于|领先于|落后于)(?!的)[^,;:。0-9的]{2,18}$"
    "|(?:分别)?(?:超过|超出|多于|少于)[^,;:。0-9的]{0,12}(?:水平|均值|平均|同期|上年|去年|目标|任务|预期|增速|增幅)$"
    "|(?:(?<![占同对环分正])比(?![重例率值亚])|(?<!比)较(?![大小高低快慢多少好为强长]))"
    "[^,;:。比较]{1,16}[高低快慢多少]出?$"
    "|(?<![占同对环分正])[比较]“[一二三四五六七八九十]{1,2}五”(?:末|期间|时期|同期)?$"
    "|(?<![占同对环分正])比[一二三四五六七八九十上]{1,3}届[^,;:。]{0,12}$|^[高低快慢多少]出?$"
    "|按[^,;:。]{1,16}(?:计算|折算|测算|核算)$"
    "|[就也还都]?(?<![占同对环分正])比(?:原来|原先|原定|当初|最初|预想|设想)[^,;:。比]{0,8}$"
    f"|(?<![占同对环分正])比[^,;:。比较]{{1,10}}[多少](?:{HANZI}{{1,3}})?$"
)
# 为预算的55.3%, 完成年初计划的1.1倍
_FULFILLED_RE = lazy_re(
    "(?:完成|为)(?:年初|年度|全年|调整|收入|支出)?(?:预算|计划)数?的$|为(?:年初|年度|全年|调整)(?:预算|计划)数?$"
)
_THAN_STARTS = re.compile("按|[比较]|^[高低快慢多少]|[高低快慢优好多少先后]于|高出|超[过出]")


def find_comparison(text: str) -> int:
    """Return where a comparison at the end of ``text`` begins, -1 where there is none.

    >>> find_comparison("生产总值比上年"), find_comparison("增速高于全国平均水平")
    (4, 2)
    """
    at = max(0, len(text) - _REACH)
    if text[-1:] in _COMPARED_ENDS and (match := _COMPARED_RE.search(text, at)):
        return match.start()
    match = _THAN_STARTS.search(text, at) and _THAN_RE.search(text, at)
    if not match and text[-1:] in "的算划数":
        match = _FULFILLED_RE.search(text, at)
    return match.start() if match else -1

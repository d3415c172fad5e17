"""Words that place a thing by the year of speaking: 今年召开的十七大, 去年9月的三中全会."""

from __future__ import annotations

import re

from policytext.text.lazy import lazy_re

_OFFSET = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
# From 今年 to the thing it dates only words of time, of holding and of being may stand.
_BEFORE_RE = lazy_re(
    r"(今年|本年|去年|上年|前年|明年)"
    r"(?:年?[初底末中]|[春夏秋冬]天?|[上下]半年)?"
    rf"(?:{_N}月份?)?(?:{_N}日)?(?:[上中下]旬|[初底])?"
    r"(?:适逢|恰逢|正值|欣逢|迎来|又?是|也是|作为|确定为|定为|刚刚|中央|党中央|我们?|全国|全党|国家|将要|即将|将|要|在全党|在京|在北京"
    r"|取得|夺取|胜利|隆重|顺利|集中|突如其来|决定|在全[党国省市县州区]|发生|爆发|启动|部署|开始|深入|组织|召开|举行|举办|开展|确定|庆祝|纪念|实施|执行|了|的|,){0,7}"
    r"[“\"《]?(?:党的|中国共产党|中共|我们党|伟大的?|我国|我们?|中央|中华民族|中国人民|全面)?[“\"]?\Z"
)
_AFTER_RE = lazy_re(
    r"[”\"》]?(?:会议|大会|全会)?(?:已经?|即将|将要|将)?[于在]?(今年|去年|前年|明年)"
    r"[^,。;:!?\n]{0,8}(?:召开|举行|举办|到来|开幕|通车)"
)


def spoken_offset(text: str, start: int, end: int) -> tuple[str, int] | None:
    """The word that places the thing at start..end by the year of speaking, and how far from it.

    None where no such word is bound to it.

    >>> spoken_offset("去年9月召开的党的十六届四中全会", 9, 16)
    ('去年', -1)
    >>> spoken_offset("今年要学习十七大精神", 5, 8) is None
    True
    """
    window = text[max(0, start - 32) : start]
    cut = max(window.rfind(mark) for mark in "。;:!?\n")
    before = _last_match(window[cut + 1 :])
    if before is not None:
        loose = not _HELD_RE.search(before[0]) and re.search("[,是]", before[0])
        return None if loose and _PART_RE.match(text, end) else (before[1], _OFFSET[before[1]])
    after = _AFTER_RE.match(text, end)
    return (after[1], _OFFSET[after[1]]) if after else None


def _last_match(clause: str) -> re.Match[str] | None:
    at = max(clause.rfind(word) for word in _OFFSET)
    return _BEFORE_RE.match(clause, at) if at >= 0 else None


# What is past 今年 in 今年,加入世贸组织过渡期 is something else that bears its name.
_PART_RE = lazy_re(
    r"[”\"》]?(?:的|胜利)?(?:召开|闭幕)?(?:精神|以来|之后|以后|后|第|过渡|的?任务|的?目标)"
)

_FRESH_BEFORE_RE = lazy_re(
    r"(?:最近|刚刚|不久前|日前|前不久|近日|新近|刚)(?:胜利|在京|在北京|圆满)?(?:召开|闭幕|结束|举行)的?(?:党的|中共)?\Z"
)
_FRESH_AFTER_RE = lazy_re(
    r"[”\"》]?(?:刚刚|刚|不久前|已于日前|最近)(?:胜利|在京|在北京|圆满)?(?:召开|闭幕|结束|举行)"
    r"|[”\"》]?(?:胜利|圆满)?(?:召开|闭幕|结束)不久"
)
_HELD_RE = lazy_re(r"月|召开|举行|举办|开展|[上下]半年|[春夏秋冬初底末]")

_AWAITED_BEFORE_RE = lazy_re(
    r"迎接|喜迎|迎来|筹备|筹办|即将|将要|将召开|将举行|将迎来|申办|争办|办好|争取|早日|恢复|备战|准备"
)
_AWAITED_AFTER_RE = lazy_re(
    r"[”\"》]?(?:会议|大会)?(?:即将|将要|将[于在召举]|的?(?:胜利|顺利|隆重)?召开(?:前|之前|营造|创造|做|作|献|提供|奠)"
    r"|的?(?:胜利|顺利)?召开,?(?:营造|创造|做|作|献)|(?:的)?代表(?:的)?(?:选举|推选|候选|推荐)"
    r"|献礼|的到来|召开之际|筹办|的筹备|筹备|倒计时|谈判|的谈判)"
)
_HAPPENED_RE = lazy_re(
    r"[”\"》]?(?:精神|以来|以后|之后|后|胜利|成功|圆满|提出|报告|指出|确定|强调|明确|通过|作出|闭幕|过渡期)"
)


def fresh(text: str, start: int, end: int) -> str:
    """The words that call the thing at start..end recent, or nothing.

    >>> fresh("最近召开的党的十五届三中全会", 7, 14)
    '最近召开的党的'
    """
    before = _FRESH_BEFORE_RE.search(text, max(0, start - 14), start)
    after = before or _FRESH_AFTER_RE.match(text, end)
    return after[0] if after else ""


def awaited(text: str, start: int, end: int) -> bool:
    """True where the words around start..end speak of the thing as still to come.

    >>> awaited("以优异成绩迎接党的十七大胜利召开", 9, 12), awaited("学习党的十七大精神", 4, 7)
    (True, False)
    """
    if _HAPPENED_RE.match(text, end) and not _AWAITED_AFTER_RE.match(text, end):
        head = text[max(0, start - 6) : start]
        return "迎接" in head or "喜迎" in head
    if _AWAITED_AFTER_RE.match(text, end):
        return True
    window = text[max(0, start - 12) : start]
    cut = max(window.rfind(mark) for mark in ",。;:!?、\n")
    return _AWAITED_BEFORE_RE.search(window[cut + 1 :]) is not None


def happened(text: str, start: int, end: int) -> bool:
    """True where the words around start..end speak of the thing as past.

    >>> happened("成功举办北京奥运会", 4, 9), happened("筹办北京奥运会", 2, 7)
    (True, False)
    """
    if awaited(text, start, end):
        return False
    head = text[max(0, start - 8) : start]
    return bool(_HAPPENED_RE.match(text, end)) or bool(
        re.search(r"成功|圆满|胜利|战胜|夺取|经受|如期|正式|自从|去年", head)
    )

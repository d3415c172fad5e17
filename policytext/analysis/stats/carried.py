"""What a number measures that has no noun of its own beside it."""

from __future__ import annotations

from functools import lru_cache
from typing import final

from ...text.record import Record
from .behind import read_behind
from .context import LONGEST, Context, Reading
from .lexicon import stat_words
from .phrases import Before, read_before, read_noun
from .place import Place
from .segments import PUNCTUATION_RE
from .series import LINKS


@final
class Said(Record):
    """What stands beside a number. gap: before it, without what the number before took as its
    noun (taken). ahead: behind it. change: the verb of change."""

    __match_args__ = ("gap", "taken", "ahead", "change")
    __slots__ = __match_args__

    def __init__(self, gap: str, taken: str, ahead: str, change: str) -> None:
        self.gap = gap
        self.taken = taken
        self.ahead = ahead
        self.change = change


def without_noun(at: Place, said: Said, before: Before, whole: str, context: Context) -> Reading:
    """Return the reading of a number with no noun beside it.

    whole: the verb before it with who acts, "" if none.
    """
    open_verbs = stat_words().open
    if whole and not before.change and (at.more or whole not in open_verbs):
        return _read_verb(whole, context)
    verb = bool(said.gap) and said.gap.strip() in open_verbs
    if (verb or not before.linked) and at.q.kind in ("count", "percent", "ratio"):
        predicate = _predicate_behind(at.folded[at.q.end : at.reach])
        if predicate:
            return Reading(predicate, "")
    if whole and not before.change:
        return _read_verb(whole, context)
    subject = carried(at, said.taken, context)
    told = before.change and not (before.level or context.news)
    if told and context.recent and context.recent[-1][1] == at.q.unit:
        subject = context.recent[-1][0]  # 拨出25亿元专项资金,用于…,比上年增加22亿元
    if not subject and at.more and said.ahead in LINKS:
        # 790万户、2568万贫困群众
        subject = read_behind(at.behind_next(), more=at.i + 2 < len(at.segment.stats))
    return Reading(subject or _predicate_behind(said.ahead) or before.noun[-LONGEST:], said.change)


def carried(at: Place, taken: str, context: Context) -> str:
    """Return the subject taken over from what stands before."""
    q, i = at.q, at.i
    same = context.by_unit.get(q.unit)
    if taken and same:
        return same
    counted = [subject for subject, _ in context.recent]
    if i == 0 and q.kind == "count" and same and context.topic in counted:
        return same  # 项目382个,总投资1048亿元,开工248个
    if i or at.segment.mark in ("、", "") or q.kind in ("percent", "points", "multiple", "ratio"):
        return context.last or context.topic
    return context.topic or context.last


def given_verb(text: str) -> str:
    """Return the verb of change at the end of ``text``, "" if none."""
    for hit in stat_words().given.find_all(text):
        if hit.end == len(text):
            return text[hit.start :].rstrip("了")
    return ""


def _read_verb(text: str, context: Context) -> Reading:
    """Return the reading where a verb stands right before the number: 县财政每年增加230多万元."""
    given = given_verb(text)
    if given and (owner := text.removesuffix("了").removesuffix(given)):
        return Reading(read_noun(owner).text or owner, given)
    if given:
        return Reading(context.last, given)
    for hit in stat_words().open.find_all(text):
        if hit.end == len(text) and hit.start:
            # 中央财政拟投入 is 中央财政投入.
            text = read_before(text[: hit.start]).noun + text[hit.start :].removesuffix("了")
    return Reading(text[-LONGEST:], "")


@lru_cache(1024)
def _predicate_behind(text: str) -> str:
    """Return what is said of those counted: 7名被州职业技术学院录取, 87%用于支持中西部地区."""
    text = PUNCTUATION_RE.split(text, maxsplit=1)[0].strip()
    if text.startswith("的平均"):
        return ""  # 24人的平均年龄为47.8岁
    text = text.removeprefix("的")
    for word in ("都", "均", "已经", "已", "是", "为", "属于"):
        text = text.removeprefix(word)
    return text if 2 <= len(text) <= 20 else ""

"""For which year a number is, and whether it was reached or is aimed at."""

from __future__ import annotations

import re
from bisect import bisect_left

from ...speech.model import Speech
from ...speech.numerals import Quantity
from .aims import REACH, Aims
from .sections import Frame, Sections
from .segments import Segment
from .trail import Trail
from .years import Mention, find_years, time_words

_LEADING, _OPENING, _BESIDE = 12, 1500, 8
_SENTENCE_RE = re.compile(r"[^。!?;\n]+")
_THIS_PERIOD_RE = re.compile("今年|上半年|前三季度|一季度|[0-9]月份|刚才|今天")
_LAST_PERIOD_RE = re.compile("去年|过去的?一年|上年|过去的?[五三两]年")
_NOW_RE = re.compile("目前|现有|现已|截至今")
_FROM_RE = re.compile(
    "[由从](?:[0-9一二三四五六七八九零〇○]{4}年[底末初]?的?|上年的?|去年的?)?(?:人均|户均|每人)?(?:每年|每月)?$"
)
_TO_RE = re.compile("[到至为]")
_SPAN_RE = re.compile(
    " {0,20}(?:这|近|前|过去的?)?[两三四五六七八九十][多余]?年(?![计前后内级以制])"
)
# 从1979年到1982年的四年间,工业总产值增长…,农业总产值增长…
_THROUGH_RE = re.compile("的[两三四五六七八九十0-9]{1,2}年(?:[间中里内来,]|时间)")
# 每人每年240元 is an amount of the year spoken of, not one of every year.
_EVERY_BARE_RE = re.compile("每[年月]")
_EVERY_RE = re.compile("每(?<!平均每)(?<!每[人户亩生村]每)[年月](?!平均|每[人户亩生村])")
# 高出“九五”期间增幅14.9个百分点
_HIGHER_RE = re.compile("(?:高于|高出|低于|快于|慢于|优于|好于|超出)“?$")
# 规模工业增加值是“十五”末的6.7倍
_MEASURE_OF_RE = re.compile("(?:是|为|于|相当)“?$")
# 比2002年的100亿元增加
_BASE_RE = re.compile(
    "[比较](?:第[一二三四五六七八九十]+个五年计划|[^,;:。比较]{0,10}年)[^,;:。比较]{0,2}的$"
)


class Calendar:
    """Years for the numbers of one speech, which are asked for in order."""

    def __init__(self, speech: Speech) -> None:
        self.folded = speech.folded
        self.year = speech.year
        self.sections = Sections(speech)
        self.default = self._default()
        self._carried: tuple[int, int | None] = (-1, None)
        self._aims_beyond = False
        self._aims = Aims(self.folded)
        self._every_words = Trail(self.folded, _EVERY_RE, _EVERY_BARE_RE)
        self._now_words = Trail(self.folded, _NOW_RE)
        # Of the paragraph and the sentence asked for last.
        self._paragraph, self._paragraph_start = -2, 0
        self._sentence, self._mentions = -1, list[Mention]()
        self._aimed = False
        # The years of 由2002年X增加到2007年Y in it, and the number last begun with 由.
        self._pair: tuple[int | None, int | None] = (None, None)
        self._from: Quantity | None = None

    def _default(self) -> int | None:
        """Return the year a speech without dated headings reports on."""
        if self.year is None:
            return None
        opening = self.folded[:_OPENING]
        last, this = _LAST_PERIOD_RE.search(opening), _THIS_PERIOD_RE.search(opening)
        if last and (not this or last.start() < this.start()):
            return self.year - 1
        return self.year if this else None

    def read(
        self, q: Quantity, segment: Segment, sentence: tuple[int, int], *, subject: str
    ) -> tuple[int | None, str]:
        """Return the year a statistic is for, and ``target`` or ``result``."""
        self._enter(sentence)
        frame = self.sections.frame(q.start)
        named = self._aims.is_named(q, segment, subject)
        lead = None
        if sentence[0] - self._paragraph_start < 2:
            lead = self.sections.lead(self._paragraph)
        mentions = find_years(self.folded, *lead, self.year) if lead else []
        mentions += self._mentions_before(q)
        if base := self._base_year(q, segment, mentions):
            return base[0], "result"
        own = self._own_mentions(q, segment, sentence, frame, mentions)
        mention = own[-1] if own else None
        year = self._resolve(mention, frame)
        carried = self._carry(sentence[0]) if mention is None else year
        if year is not None and self.year and year != self.year:
            target = year > self.year
        else:
            target = named or self._aims.is_target(q, segment, sentence, frame)
        # 过去一年,…。国内生产总值增长…: a look back, though among the tasks.
        back = mention is None and carried is not None and self.year and carried < self.year
        if target and back and not named:
            target = self._aims.is_aimed(q, segment, sentence, back=True)
        if not target and lead and not (mention and mention.start >= sentence[0]):
            target = bool(time_words().target.search(self.folded, *lead))
        if not target and self._aimed and not (mention and mention.start >= segment.start):
            target = not self._aims.is_done(q, segment)
        self._aimed = target
        # A target that was missed or passed was for the year looked back on.
        ahead = target and not (named and (frame.review or not frame.tasks))
        reading = "target" if target else "result"
        if mention is None:
            if self._every_words.stands_in(max(segment.start, q.start - REACH), q.start):
                return None, reading
            year = None if ahead or self._aims_beyond else carried
            if year is None and not (frame.years or frame.review or ahead):
                near = max(sentence[0], q.start - REACH)
                year = self.year if self._now_words.stands_in(near, q.start) else None
        return (self._period(frame, ahead) if year is None else year), reading

    def _enter(self, sentence: tuple[int, int]) -> None:
        """Forget what belongs to another paragraph or sentence."""
        if sentence[0] == self._sentence:
            return
        self._aimed = False
        self._sentence, self._mentions = sentence[0], find_years(self.folded, *sentence, self.year)
        paragraph = self.sections.paragraph(sentence[0])
        if paragraph != self._paragraph:
            starts = self.sections.paragraph_starts
            self._paragraph, self._paragraph_start = paragraph, starts[paragraph] if starts else 0
            self._pair, self._from = (None, None), None

    def _mentions_before(self, q: Quantity) -> list[Mention]:
        if not self._mentions:
            return []
        first = bisect_left(self._mentions, q.start - REACH, key=lambda m: m.start)
        last = bisect_left(self._mentions, q.start, key=lambda m: m.start)
        return self._mentions[first:last]

    def _base_year(
        self, q: Quantity, segment: Segment, mentions: list[Mention]
    ) -> tuple[int | None] | None:
        """Return the year of a level that a change starts from, None for any other number.

        由2002年7703元增加到…, 比2002年的7703元增加…; empty where no year is given.
        """
        near = self.folded[max(segment.start, q.start - 12) : q.start].replace(" ", "")
        if ("由" in near or "从" in near) and _FROM_RE.search(near):
            self._from = q
            # 今年由240元提高到280元: the year is that of the level reached.
            if mentions and q.start - mentions[-1].end <= _BESIDE:
                self._pair = mentions[-1].first or mentions[-1].year, None
            elif mentions and mentions[-1].start >= segment.start and not mentions[-1].first:
                self._pair = None, None
            elif bases := [m.first or m.year for m in mentions if m.first or m.compared]:
                self._pair = bases[-1], None
            return (self._pair[0],)
        if not mentions:
            return None
        before = self.folded[max(segment.start, q.start - 24) : q.start].replace(" ", "")
        return (mentions[-1].year,) if _BASE_RE.search(before) else None

    def _own_mentions(
        self,
        q: Quantity,
        segment: Segment,
        sentence: tuple[int, int],
        frame: Frame,
        mentions: list[Mention],
    ) -> list[Mention]:
        """Return the mentions that may date a number, the last of which does."""
        own = [m for m in mentions if self._counts(m, q, segment)]
        if self._from and self._from.start >= sentence[0]:
            between = max(segment.start, self._from.end, q.start - REACH)
            if _TO_RE.search(self.folded, between, q.start):
                behind = [m for m in own if m.start >= self._from.end]
                self._from = None
                if behind or self._pair[1] is None:
                    own = behind or own
                    self._pair = self._pair[0], self._resolve(own[-1] if own else None, frame)
                    return own
                return [_mention(q, self._pair[1], explicit=True)]
        if own:
            return own
        # 由1978年的371亿元增加到1982年的650亿元,四年间增长75.2%
        reached = self._pair[1]
        if (
            reached is not None
            and any(m.year == reached and m.start >= sentence[0] for m in mentions)
            and _SPAN_RE.match(self.folded, segment.start)
        ):
            return [_mention(q, reached, explicit=True)]
        if frame.tasks or not self.year:
            return []
        # 五年新增…: the years up to the one before the speech.
        if _SPAN_RE.match(self.folded, segment.start):
            return [_mention(q, self.year - 1, explicit=False)]
        return []

    def _counts(self, mention: Mention, q: Quantity, segment: Segment) -> bool:
        """Say whether a mention before a number may date it."""
        if mention.compared or mention.origin:
            return False
        before = self.folded[max(0, mention.start - 2) : mention.start].rstrip(" ")[-1:]
        behind = self.folded[mention.end]
        if mention.start >= segment.start:
            near = max(0, mention.start - 3)
            if q.kind == "points" and _HIGHER_RE.search(self.folded, near, mention.start):
                return False
            # 是1997年的1.8倍
            return q.kind != "multiple" or not self._is_base(mention)
        between = self.folded[mention.end : min(segment.start, mention.end + REACH)]
        of = behind == "的" and not _THROUGH_RE.match(self.folded, mention.end)
        return before not in ("是", "持") and not of and "基础上" not in between

    def _is_base(self, mention: Mention) -> bool:
        """Say whether something is measured by the year: 是1997年的1.8倍."""
        near = max(0, mention.start - 3)
        return _MEASURE_OF_RE.search(self.folded, near, mention.start) is not None

    def _resolve(self, mention: Mention | None, frame: Frame) -> int | None:
        if mention is None:
            return None
        # 今年 in a section that looks back on the year before was written then.
        if (
            not mention.explicit
            and mention.year == self.year
            and frame.written
            and len(frame.years) == 1
        ):
            return frame.years[0]
        return mention.year

    def _period(self, frame: Frame, ahead: bool) -> int | None:
        if frame.years:
            year = frame.years[-1 if ahead else 0]
            # What is reported among the tasks of years to come is not for those years.
            return year if ahead or not self.year or year <= self.year else None
        if ahead:
            return self.year
        if frame.review and self.year is not None and self.default != self.year:
            return self.year - 1
        return self.default

    def _carry(self, start: int) -> int | None:
        """Return the year that the paragraph's earlier sentences began with."""
        paragraph = self._paragraph_start
        at, year = self._carried
        if at < paragraph:
            at, year, self._aims_beyond = paragraph, None, False
        elif at == start:
            return year
        for match in _SENTENCE_RE.finditer(self.folded, at, start):
            begin = match.start()
            for mention in find_years(
                self.folded, begin, min(match.end(), begin + REACH), self.year
            ):
                if mention.compared or mention.origin or not mention.year:
                    continue
                if self.folded[mention.end : mention.end + 1] == "的" and self._is_base(mention):
                    continue
                if "基础上" in self.folded[mention.end : mention.end + _LEADING]:
                    continue
                lead = self.folded[mention.start - 1] in ",;:"
                if lead or mention.start - begin <= _LEADING:
                    year = self._resolve(mention, self.sections.frame(mention.start))
                    # What was done is for no year to come: 提出到2020年的目标。新增…
                    to = self.folded[mention.start - 1] == "到"
                    self._aims_beyond = bool(to and year and self.year and year > self.year)
                    break
        self._carried = start, year
        return year


def _mention(q: Quantity, year: int | None, *, explicit: bool) -> Mention:
    """Return a year known otherwise as if it stood right before a number."""
    return Mention(q.start, q.start, year, explicit, compared=False, origin=False)

"""For which year a number is, and whether it was reached or is aimed at."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from ...errors import LexiconError
from ...lexicons import read_lines
from ...speech.model import Speech
from ...speech.numerals import Quantity, parse_number
from ...text.lazy import lazy_re
from .segments import Segment

LEXICON = "stat_times.tsv"
ROLES = (
    "this", "last", "before_last", "next", "past", "compared", "target", "aimed", "done", "tasks",
    "review", "named",
)  # fmt: skip
_SHIFT = {"this": 0, "last": -1, "before_last": -2, "next": 1, "past": -1}
_YEAR = "(?:1[89]|20)[0-9]{2}|[一二][0-9零〇○一二三四五六七八九]{3}"
_PLAN = "[一二三四五六七八九十]{1,2}"
_EXPLICIT_RE = lazy_re(
    rf"(?P<first>{_YEAR})(?:年(?:[0-9一二三四五六七八九十]{{1,2}}月)?)?(?:到|至|—+|-|~|－)"
    rf"(?P<last>{_YEAR})年"
    rf"|(?P<year>{_YEAR})年(?:[末底初]|[0-9]{{1,2}}月)?(?P<since>以来|起|至今|开始)?"
    rf"|第(?P<nth>{_PLAN})个五年计划|“?(?P<plan>{_PLAN})五”?(?:计划|规划)?(?:期间|时期|末|以来)"
)
_DIGITS = str.maketrans("零〇○一二三四五六七八九", "000123456789")
_TITLE_LIMIT, _LEADING, _OPENING, _REACH = 40, 12, 1500, 300
_SENTENCE_RE = re.compile(r"[^。!?;\n]+")
_NAMED_RE = re.compile("的?[^,。;]{0,3}(?:预期)?(?:目标|指标)")
_THIS_PERIOD_RE = re.compile("今年|上半年|前三季度|一季度|[0-9]月份|刚才|今天")
_LAST_PERIOD_RE = re.compile("去年|过去的?一年|上年|过去的?[五三两]年")
_FROM_RE = re.compile("[由从](?:[0-9一二三四五六七八九零〇]{4}年[底末初]?的?|上年的?|去年的?)?$")
_TO_RE = re.compile("[到至为]")
_SPAN_RE = re.compile(" *(?:这|近|前|过去的?)?[两三四五六七八九十][多余]?年(?![计前后内级以制])")
_EVERY_RE = re.compile("(?<!平均)(?:每年|每月)(?!平均)")
# 比2002年的100亿元增加
_BASE_RE = re.compile(
    "[比较](?:第[一二三四五六七八九十]+个五年计划|[^,;:。比较]{0,10}年)[^,;:。比较]{0,2}的$"
)


class TimeWords(NamedTuple):
    """deictic: matches a word for a year, in a group named by its role. The rest: words."""

    deictic: re.Pattern[str]
    compared: re.Pattern[str]
    target: re.Pattern[str]
    aimed: re.Pattern[str]
    done: re.Pattern[str]
    tasks: re.Pattern[str]
    review: re.Pattern[str]
    named: re.Pattern[str]


@cache
def time_words() -> TimeWords:
    """Return the lexicon, read once. Raises LexiconError for a role it does not know."""
    roles: dict[str, str] = {}
    for number, line in read_lines(LEXICON):
        role, _, words = line.partition("\t")
        if role not in ROLES or not words.split():
            raise LexiconError(f"{LEXICON}:{number}: expected a role and words, got {line!r}")
        ordered = sorted(map(re.escape, words.split()), key=len, reverse=True)
        roles[role] = "|".join(ordered)
    deictic = "|".join(f"(?P<{role}>{roles[role]})" for role in _SHIFT)
    return TimeWords(
        re.compile(deictic),
        re.compile(f"(?:{roles['compared']})(?:[^,;:。]{{0,2}})$"),
        re.compile(roles["target"]),
        re.compile(
            roles["aimed"].replace("|要|", "|(?<![主重需只摘])要(?![素点闻])|")
            .replace("|将|", "|将(?!军)|").replace("|再|", "|再(?![生次])|")
        ),
        *(re.compile(roles[role]) for role in ("done", "tasks", "review", "named")),
    )  # fmt: skip


class Mention(NamedTuple):
    """A word for a year.

    year: None for 2004年以来, which ends with the period spoken of. explicit: written out. compared:
    behind 比 and the like. origin: behind 由 or 从. first: of 1978年到1982年, which is for its last.
    """

    start: int
    end: int
    year: int | None
    explicit: bool
    compared: bool
    origin: bool
    first: int | None = None


def find_years(folded: str, start: int, end: int, speech_year: int | None) -> list[Mention]:
    """Return the words for a year in ``folded[start:end]``, in order.

    >>> [m.year for m in find_years("去年比2002年增长", 0, 10, 2008)]
    [2007, 2002]
    """
    words = time_words()
    found: list[Mention] = []
    for match in _EXPLICIT_RE.finditer(folded, start, end):
        year = _explicit_year(match)
        before = folded[max(start, match.start() - 4) : match.start()]
        compared = bool(words.compared.search(before)) and not before.endswith("到")
        since = match["since"] and match["since"] != "开始"
        year = None if since else year
        first = _plain_year(match["first"])
        origin = before[-1:] in ("由", "从", "自") and not since and first is None
        found.append(Mention(*match.span(), year, True, compared, origin, first))
    if speech_year is not None:
        for match in words.deictic.finditer(folded, start, end):
            before = folded[max(start, match.start() - 4) : match.start()]
            year = speech_year + _SHIFT[match.lastgroup or "this"]
            compared = bool(words.compared.search(before))
            origin = before[-1:] in ("由", "从")
            found.append(Mention(*match.span(), year, False, compared, origin))
    return sorted(found)


def _explicit_year(match: re.Match[str]) -> int | None:
    if written := match["last"] or match["year"]:
        return _plain_year(written)
    number = parse_number(match["nth"] or match["plan"])
    if not number:
        return None
    # The first two five-year plans ended in 1957 and 1962, the third in 1970.
    return int(number) * 5 + (1952 if number <= 2 else 1955)


def _plain_year(written: str | None) -> int | None:
    """Return 一九七八, 1978 and 二○○八 as numbers."""
    digits = (written or "").translate(_DIGITS)
    return int(digits) if digits else None


class Frame(NamedTuple):
    """What a section says for its numbers: the years its headings name, its direction."""

    years: tuple[int, ...]
    review: bool
    tasks: bool


class Calendar:
    """Years for the numbers of one speech."""

    def __init__(self, speech: Speech) -> None:
        self.folded = speech.folded
        self.year = speech.year
        self.headings = [h for h in speech.headings if len(h.title) <= _TITLE_LIMIT]
        self.starts = [h.start for h in self.headings]
        self.paragraphs = speech.paragraphs
        self.paragraph_starts = [p.start for p in speech.paragraphs]
        self.default = self._default()
        self._frames: dict[int, Frame] = {}
        self._carried: tuple[int, int | None] = (-1, None)
        # In a paragraph: the years of 由2002年X增加到2007年Y, and the number last begun with 由.
        self._paragraph = -1
        self._paragraph_start = 0
        self._leads: dict[int, tuple[int, int] | None] = {}
        self._pair: tuple[int | None, int | None] = (None, None)
        self._from: Quantity | None = None

    def _default(self) -> int | None:
        """The year a speech without dated headings reports on."""
        if self.year is None:
            return None
        opening = self.folded[:_OPENING]
        last, this = _LAST_PERIOD_RE.search(opening), _THIS_PERIOD_RE.search(opening)
        if last and (not this or last.start() < this.start()):
            return self.year - 1
        return self.year if this else None

    def frame(self, at: int) -> Frame:
        """Return what the headings above an offset say."""
        last = bisect_right(self.starts, at) - 1
        if last not in self._frames:
            self._frames[last] = self._read_frame(last)
        return self._frames[last]

    def _read_frame(self, last: int) -> Frame:
        words = time_words()
        depth = 99
        years: tuple[int, ...] = ()
        for i in range(last, max(-1, last - 200), -1):
            heading = self.headings[i]
            if heading.depth >= depth or heading.number.endswith("是"):
                continue
            depth = heading.depth
            title = self.folded[heading.start : heading.end]
            found = find_years(self.folded, heading.start, heading.end, self.year)
            years = years or tuple(sorted({m.year for m in found if m.year is not None}))
            review = bool(words.review.search(title))
            tasks = depth == 1 and bool(words.tasks.search(title))
            # 2011年的工作, said in 2011
            tasks = tasks or (years == (self.year,) and title.rstrip().endswith("工作"))
            if review or tasks:
                return Frame(years, review, tasks and (not review or len(years) > 1))
        return Frame(years, False, False)

    def read(
        self, q: Quantity, segment: Segment, sentence: tuple[int, int], *, subject: str
    ) -> tuple[int | None, str]:
        """Return the year a statistic is for, and ``target`` or ``result``."""
        frame = self.frame(q.start)
        paragraph = bisect_right(self.paragraph_starts, q.start)
        if paragraph != self._paragraph:
            self._paragraph, self._pair, self._from = paragraph, (None, None), None
            self._paragraph_start = self.paragraph_starts[paragraph - 1] if paragraph else 0
        lead = self._lead(paragraph - 1) if sentence[0] - self._paragraph_start < 2 else None
        mentions = find_years(self.folded, *lead, self.year) if lead else []
        mentions += find_years(self.folded, max(sentence[0], q.start - _REACH), q.start, self.year)
        named = self._is_named(q, subject)
        if _FROM_RE.search(self.folded, max(segment.start, q.start - 12), q.start):
            self._from = q
            if mentions and mentions[-1].start >= segment.start:
                self._pair = mentions[-1].first or mentions[-1].year, None
            elif bases := [m.first or m.year for m in mentions if m.first or m.compared]:
                self._pair = bases[-1], None
            return self._pair[0], "result"
        if mentions and _BASE_RE.search(self.folded, max(segment.start, q.start - 20), q.start):
            return mentions[-1].year, "result"
        own = [m for m in mentions if self._counts(m, q, segment)]
        if (
            self._from
            and self._from.start >= sentence[0]
            and _TO_RE.search(self.folded, max(segment.start, self._from.end), q.start)
        ):
            behind = [m for m in own if m.start >= self._from.end]
            if behind or self._pair[1] is None:
                reached = self._resolve((behind or own)[-1] if own else None, frame)
                self._pair = self._pair[0], reached
            else:
                own = [Mention(q.start, q.start, self._pair[1], True, False, False)]
            self._from = None
        elif (
            not own and not frame.tasks and self.year and _SPAN_RE.match(self.folded, segment.start)
        ):
            own = [Mention(q.start, q.start, self.year - 1, False, False, False)]
        mention = own[-1] if own else None
        year = self._resolve(mention, frame)
        target = self._is_target(
            q, segment, sentence, frame, year if mention else None, named, lead
        )
        # A target that was missed or passed was for the year looked back on.
        ahead = target and not (named and (frame.review or not frame.tasks))
        if mention is None:
            if _EVERY_RE.search(self.folded, max(segment.start, q.start - _REACH), q.start):
                return None, "target" if target else "result"
            year = None if ahead else self._carry(sentence[0])
        if year is None:
            year = self._period(frame, ahead)
        return year, "target" if target else "result"

    def _lead(self, paragraph: int) -> tuple[int, int] | None:
        """Return the span of the clause with a colon that introduces a paragraph, if one does.

        The items of a list that end in a semicolon hand it on.
        """
        if paragraph < 1:
            return None
        if paragraph not in self._leads:
            start, end, _ = self.paragraphs[paragraph - 1]
            text = self.folded[max(start, end - _REACH) : end].rstrip()
            found = None
            if text.endswith(":"):
                found = end - min(end - start, 60), end
            elif text.endswith(";"):
                found = self._leads.get(paragraph - 1)
            self._leads[paragraph] = found
        return self._leads[paragraph]

    def _counts(self, mention: Mention, q: Quantity, segment: Segment) -> bool:
        """Say whether a mention before a number may date it."""
        if mention.compared or mention.origin:
            return False
        before, behind = self.folded[mention.start - 1], self.folded[mention.end]
        if mention.start >= segment.start:
            # 是1997年的1.8倍
            return not (q.kind == "multiple" and before in "是于为")
        return before not in "是持" and behind != "的"

    def _resolve(self, mention: Mention | None, frame: Frame) -> int | None:
        if mention is None:
            return None
        # 今年 in a section that looks back on the year before was written then.
        if not mention.explicit and mention.year == self.year and len(frame.years) == 1:
            return frame.years[0]
        return mention.year

    def _period(self, frame: Frame, ahead: bool) -> int | None:
        if frame.years:
            return frame.years[-1 if ahead else 0]
        if ahead:
            return self.year
        if frame.review and self.year is not None and self.default != self.year:
            return self.year - 1
        return self.default

    def _carry(self, start: int) -> int | None:
        """Return the year that the paragraph's earlier sentences began with."""
        i = bisect_right(self.paragraph_starts, start) - 1
        paragraph = self.paragraph_starts[i] if i >= 0 else 0
        at, year = self._carried
        if at < paragraph:
            at, year = paragraph, None
        for match in _SENTENCE_RE.finditer(self.folded, at, start):
            begin = match.start()
            for mention in find_years(
                self.folded, begin, min(match.end(), begin + _REACH), self.year
            ):
                if mention.compared or mention.origin or not mention.year:
                    continue
                lead = self.folded[mention.start - 1] in ",;:"
                if lead or mention.start - begin <= _LEADING:
                    year = self._resolve(mention, self.frame(mention.start))
                    break
        self._carried = start, year
        return year

    def _is_named(self, q: Quantity, subject: str) -> bool:
        """Say whether the number is called a target."""
        return bool(
            time_words().named.search(subject, max(0, len(subject) - 2))
            or _NAMED_RE.match(self.folded, q.end)
        )

    def _is_target(
        self,
        q: Quantity,
        segment: Segment,
        sentence: tuple[int, int],
        frame: Frame,
        year: int | None,
        named: bool,
        lead: tuple[int, int] | None,
    ) -> bool:
        words, folded = time_words(), self.folded
        if year is not None and self.year and year != self.year:
            return year > self.year
        if named:
            return True
        begin = max(sentence[0], q.start - _REACH)
        near = max(segment.start, begin)
        done = words.done.search(folded, near, min(segment.end, q.end + 30))
        aimed = words.target.search(folded, begin, q.start) or words.aimed.search(
            folded, near, q.start
        )
        if lead and words.target.search(folded, *lead):
            return True
        if frame.tasks and not frame.review:
            return not done or bool(aimed)
        if frame.review and not frame.tasks:
            return False
        return bool(aimed) and not done

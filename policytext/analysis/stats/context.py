"""What the clauses before a number leave behind: topic, last subject."""

from __future__ import annotations

import re
from typing import final

from ...text.record import Record
from .lexicon import stat_words
from .phrases import read_noun

LONGEST = 40  # characters of a subject
_AMID_RE = re.compile("在[^在]*(?:基础上|情况下|条件下|同时|过程中)$")
_NOMINAL_END_RE = re.compile("的[^的,、]{1,9}$")


@final
class Reading(Record):
    """What a number measures: the noun phrase, and the verb where it is a change.

    subject may be empty where nothing tells.
    """

    __match_args__ = ("subject", "change")
    __slots__ = __match_args__

    def __init__(self, subject: str, change: str) -> None:
        self.subject = subject
        self.change = change


class _Heard:
    """Clauses without a number; what they speak of is worked out when it is asked for.

    topic: what was spoken of before them.
    """

    def __init__(self, topic: str) -> None:
        self._topic = topic
        self._clauses: list[tuple[str, str]] = []
        self._read = ""

    def add(self, text: str, then: str) -> None:
        self._clauses.append((text, then))

    def topic(self) -> str:
        """Return what the last of the clauses with a topic speaks of, "" where none has one.

        An aside has a say only where nothing else was spoken of.
        """
        aside = stat_words().aside
        first = ""
        clauses, self._clauses = self._clauses, []
        for text, then in reversed(clauses):
            whole = then in ("由", "从")
            if not aside.match(text.lstrip()):
                if topic := leading_noun(text, whole=whole):
                    self._read = topic
                    return topic
            elif not self._topic:
                first = leading_noun(text, whole=whole) or first
        self._read = self._read or first
        return self._read


class Context:
    """What the clauses before leave behind.

    topic: what they speak of. last: what their last number measures. by_unit: what the last
    number with a unit measures. recent: the last few subjects with their units. behind, change:
    of the last number, the noun it took from behind it and its verb of change. news: whether a
    clause since the last number may speak of something else.
    """

    def __init__(self) -> None:
        self._topic = self._last = ""
        # Clauses that will tell them, where they are asked for.
        self._topic_heard: _Heard | None = None
        self._last_heard: _Heard | None = None
        self.behind = ""
        self.change = ""
        self.news = True
        self.by_unit: dict[str, str] = {}
        self.recent: list[tuple[str, str]] = []
        self.outer: tuple[str, str] | None = None

    @property
    def topic(self) -> str:
        if self._topic_heard:
            self._topic = self._topic_heard.topic() or self._topic
            self._topic_heard = None
        return self._topic

    @topic.setter
    def topic(self, topic: str) -> None:
        self._topic, self._topic_heard = topic, None

    @property
    def last(self) -> str:
        if self._last_heard:
            self._last = self._last_heard.topic() or self._last
            self._last_heard = None
        return self._last

    @last.setter
    def last(self, last: str) -> None:
        self._last, self._last_heard = last, None

    def hear(self, text: str, then: str) -> None:
        """Note a clause without number. then: the character the next begins with."""
        if self._topic_heard is None or self._topic_heard is not self._last_heard:
            topic, self.last = self.topic, self.last
            self._topic_heard = self._last_heard = _Heard(topic)
        self._topic_heard.add(text, then)
        self.news = self.news or not stat_words().aside.match(text.lstrip())


def leading_noun(text: str, *, whole: bool = False) -> str:
    """Return the noun phrase a clause begins with, before its predicate.

    whole: the clause is nothing but a noun, whatever verbs are in it.

    >>> leading_noun("化学需氧量、二氧化硫排放总量近年来首次出现双下降")
    '化学需氧量、二氧化硫排放总量'
    """
    words = stat_words()
    noun = read_noun(text[:60], linked=True)
    text = noun.text if whole or noun.change else noun.whole
    nominal = _NOMINAL_END_RE.search(text)
    hits = list(words.predicate.find_all(text, 1))
    whole = whole and not (hits and hits[-1].end == len(text))
    if nominal and not any(hit.start > nominal.start() for hit in hits):
        whole = True
    for hit in hits if not whole else ():
        if text[hit.start : hit.end] == "的" and len(text) - hit.end > 1:
            continue
        text = text[: hit.start]
        break
    if match := _AMID_RE.search(text):
        text = text[: match.start()]
    for word in ("近年来", "近几年", "几年来", "首次", "继续", "保持", "出现", "呈现"):
        text = text.partition(word)[0] if not text.startswith(word) else text
    text = text.strip(" ,、:;的")
    return text if 1 < len(text) <= (40 if whole else 30) else ""

"""What a website added around and inside a speech, found so that it can be taken out.

Precision comes first: a line goes only by a pattern of lexicons/boilerplate.tsv, because it repeats
the title or the text, or because it stands below a line that ends the page's article.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from math import ceil

from .edits import Edit, apply_edits, compose_edits
from .fixed_words import FixedWords
from .lazy import lazy_re
from .page_data import is_menu, is_page_data, is_teaser_label, page_date
from .site_rules import PARTS, Rule, site_rules
from .titles import (
    GREETING_RE,
    Line,
    Title,
    choose_titles,
    is_numbered,
    is_speech,
    title_end,
    title_key,
)
from .widths import fold_width

__all__ = ["find_boilerplate", "page_date"]

_TRIM = " \t\u3000\u00a0\u200b\ufeff"
_NO_WORD_RE = lazy_re(r"[\W_]+")
_WORD_RE = lazy_re(r"[^\W_]")
_PAGE_NUMBER_RE = lazy_re(r"[-—–·]{1,2} ?\d{1,3} ?[-—–·]{1,2}$")
_GRAM = 8
_HEAD_LINES = 60
_TEASER = 1500
_ROUNDS = 6


@cache
def _called_words() -> FixedWords:
    """The words that call a rule in the middle of a speech."""
    return FixedWords(site_rules().anywhere)


def _starts_as_speech(rest: str) -> bool:
    return GREETING_RE.match(rest) is not None or is_numbered(rest)


class _Page:
    """One text as lines, and what of it is the site's."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[Line] = []
        at = 0
        for raw in text.replace("\r", "\n").split("\n"):
            body = raw.strip(_TRIM)
            if body:
                start = at + raw.index(body[0])
                self.lines.append(Line(start, start + len(body), body))
            at += len(raw) + 1
        self.starts = [line.start for line in self.lines]
        self._folded: set[int] = set()
        self._called: dict[int, list[Rule]] = {}
        self.site: set[int] = set()
        self.hits = self._hit_lines()

    def _hit_lines(self) -> list[int]:
        """Lines that hold a word of a rule which applies in the middle of a speech."""
        hits = {
            bisect_right(self.starts, start) - 1 for _, start in _called_words().find(self.text)
        }
        hits |= {i for i, line in enumerate(self.lines) if line.end - line.start < 12}
        return sorted(i for i in hits if i >= 0)

    def line(self, i: int) -> str:
        """Line ``i``, trimmed and folded."""
        if i not in self._folded:
            self._folded.add(i)
            self.lines[i] = self.lines[i]._replace(text=fold_width(self.lines[i].text))
        return self.lines[i].text

    def called(self, i: int) -> list[Rule]:
        """The rules that are worth trying on line ``i``."""
        if i not in self._called:
            self._called[i] = site_rules().called_by(self.line(i))
        return self._called[i]

    def rule(self, i: int, scopes: tuple[str, ...]) -> Rule | None:
        """The first rule of ``scopes`` that takes the whole of line ``i``."""
        line = self.line(i)
        if is_numbered(line):
            return None
        bare = line.lstrip("•·▪> ")
        for rule in self.called(i):
            if rule.scope in scopes and rule.pattern.fullmatch(bare):
                return rule
        return None

    def repeats(self, words: str, i: int, percent: int) -> bool:
        """Whether more than ``percent`` of ``words`` stands again in the text below line ``i``."""
        words = _NO_WORD_RE.sub("", words)
        grams = [words[k : k + _GRAM] for k in range(0, len(words) - _GRAM + 1, 2)]
        if len(grams) < 8:
            return False
        below = self.text[self.lines[i].end :][: 4 * len(words) + 6000]
        below = _NO_WORD_RE.sub("", fold_width(below))
        # Most text repeats nothing, which the first few of its strings show.
        left = ceil((100 - percent) * len(grams) / 100)
        for gram in grams:
            left -= gram not in below
            if not left:
                return False
        return True

    def is_teaser(self, i: int) -> bool:
        """Whether line ``i`` only gives a foretaste of the text below it."""
        line = self.line(i)
        if is_teaser_label(line):
            return len(line) < _TEASER and self.repeats(line, i, 80)
        cut = line[-1] not in "。!?”)" or line.endswith(("...", "……"))
        return cut and 40 < len(line) < _TEASER and self.repeats(line, i, 97)

    def parts(self, i: int) -> list[tuple[int, int]]:
        """Spans of line ``i`` that are the site's though the line is not."""
        line, spans = self.line(i), []
        for rule in self.called(i):
            if rule.scope not in PARTS:
                continue
            for match in rule.pattern.finditer(line):
                start, end = match.span()
                if rule.scope == "leadin" and start < _TEASER:
                    before = line[:start].strip()
                    short = len(before) < 90 and not re.search("[。!?;:]", before)
                    if short or self.repeats(before, i, 70):
                        start = 0
                if end > start:
                    spans.append((start, end))
        return _merged(spans)

    def is_site(self, i: int) -> bool:
        """Whether line ``i`` is the site's, seen that it stands at an edge of the text."""
        line = self.line(i)
        if self.rule(i, ("line", "edge", "head", "tail")) or is_page_data(line) or is_menu(line):
            return True
        spans = self.parts(i)
        return bool(spans) and not _WORD_RE.search(_without(line, spans))


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _without(line: str, spans: list[tuple[int, int]]) -> str:
    return apply_edits(line, [Edit(start, end, "", "") for start, end in spans])


def _read_head(page: _Page) -> tuple[list[int], int]:
    """Mark the site's lines above the speech; return the others and the speech's first line."""
    others: list[int] = []
    for i in range(len(page.lines)):
        if i >= _HEAD_LINES:
            return others, i
        head = page.rule(i, ("head",))
        if head is not None or page.is_site(i) or page.is_teaser(i):
            page.site.add(i)
        elif is_speech(page.line(i)):
            return others, i
        else:
            others.append(i)
    return others, len(page.lines)


def _read_tail(page: _Page, first: int) -> int:
    """Mark the site's lines below the speech; return the number of its last line."""
    for i in range(len(page.lines) - 1, first, -1):
        if page.is_site(i):
            page.site.add(i)
        elif is_speech(page.line(i)):
            return i
    return first


def _read_middle(page: _Page, first: int) -> None:
    """Mark the lines that rules take anywhere, and all below a line that ends the article."""
    ends = []
    for i in page.hits:
        if i > first:
            rule = page.rule(i, ("line", "tail"))
            if rule is not None:
                page.site.add(i)
                if rule.scope == "tail":
                    ends.append(i)
            elif _PAGE_NUMBER_RE.fullmatch(page.line(i)):
                page.site.add(i)
    if not ends:
        return
    below: list[tuple[int, bool]] = [(0, False)]
    for i in range(len(page.lines) - 1, ends[0], -1):
        size, goes_on = below[-1]
        if i > ends[0] and not page.is_site(i) and is_speech(page.line(i)):
            size += len(page.line(i))
            goes_on = goes_on or _starts_as_speech(page.line(i))
        below.append((size, goes_on))
    below.reverse()
    before = sum(
        line.end - line.start for i, line in enumerate(page.lines[: ends[0]]) if i not in page.site
    )
    for i in ends:
        size, goes_on = below[i - ends[0]]
        if size == 0 or (not goes_on and size * 5 < before):
            page.site.update(range(i, len(page.lines)))
            return


def _read_titles(page: _Page, others: list[int], first: int, last: int) -> list[tuple[int, int]]:
    """Mark lines that say the title again; return spans of it run into the speech's first line."""
    tail = [i for i in range(last + 1, len(page.lines)) if i not in page.site]
    also = [page.line(i) for i in [*sorted(page.site)[:_HEAD_LINES], *tail[:_HEAD_LINES]]]
    titles: list[Title] = choose_titles(page.lines, others, also=also)
    if not titles:
        return []
    key = title_key(titles[0].text)
    for again in titles[1:]:
        if not set(again.lines) & set(titles[0].lines):
            page.site.update(again.lines)
    if len(key) > 5:
        page.site.update(i for i in tail if title_key(page.line(i)) == key)
    if first < len(page.lines) and len(key) > 7:
        line = page.line(first)
        end = title_end(line, key)
        if end and _starts_as_speech(line[end:]):
            start = page.lines[first].start
            return [(start, start + end)]
    return []


def _spaced(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """``span`` with the spaces that it would leave at the start or the end of its line."""
    start, end = span
    left, right = start, end
    while left and text[left - 1] in _TRIM:
        left -= 1
    while right < len(text) and text[right] in _TRIM:
        right += 1
    if right == len(text) or text[right] in "\r\n":
        return left, right
    return (start, right) if not left or text[left - 1] in "\r\n" else span


def _find_once(text: str) -> list[Edit]:
    page = _Page(text)
    others, first = _read_head(page)
    if first < len(page.lines):
        _read_middle(page, first)
        last = _read_tail(page, first)
    else:
        last = first
    spans = _read_titles(page, others, first, last)
    spans += [(page.lines[i].start, page.lines[i].end) for i in page.site]
    for i in {*page.hits, *others} - page.site:
        start = page.lines[i].start
        spans += [(start + a, start + b) for a, b in page.parts(i)]
    spans = _merged([_spaced(text, span) for span in _merged(spans)])
    return [Edit(start, end, "", "boilerplate") for start, end in spans]


def find_boilerplate(simplified: str) -> list[Edit]:
    """Return the edits (kind ``boilerplate``) that take out what a website added to a speech.

    simplified: text in simplified script, widths as they are. Edits are sorted, disjoint, and
    replace by nothing; a line that goes leaves its line end. Of a title that is repeated, the
    plainest occurrence stays. On the text without them the function finds nothing more.

    >>> text = "讲话\\n时间:2022-03-29 03:34:00\\n同志们:\\n我讲三点意见。\\n责任编辑:wind"
    >>> [text[e.start:e.end] for e in find_boilerplate(text)]
    ['时间:2022-03-29 03:34:00', '责任编辑:wind']
    """
    edits: list[Edit] = []
    text = simplified
    for _ in range(_ROUNDS):
        more = _find_once(text)
        if not more:
            break
        edits = compose_edits(text, edits, more)
        text = apply_edits(simplified, edits)
    return edits

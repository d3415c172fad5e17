"""What one speech contributes: each quoted slogan with its place, kind and meaning."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from ...speech.model import Speech
from ...speech.pairing import Quote
from ...speech.quotes import find_quotes, find_titles
from .items import find_items
from .kinds import is_said, name_kind
from .stated import count_numerals, strip_explanation

_QUOTED_WHOLE_RE = re.compile(r"[“‘「『\"]([^“”‘’「」『』\"]+)[”’」』\"]")
_LINE_RE = re.compile(r"\s*\n\s*")
_BEFORE = 60
# Stands for each quoted span in the text that is searched for unquoted slogans.
GAP = "\x00"


class SloganUse(NamedTuple):
    """One occurrence of a slogan.

    doc: name of the document. year: of the speech. section: numbers of the headings above it. line:
    1-based line of the source file. slogan: the words between the outermost quotes. kind:
    quotation, shorthand, phrase, term, or title (``--titles``). stated: the number a shorthand
    states (``3``, ``3+3``, ``5+``). items: what the paragraph itself says it stands for, joined
    with ``|``. sentence: the sentence it stands in. start, end: half-open character offsets of the
    words in the decoded source file.
    """

    doc: str
    year: int | None
    section: str
    line: int
    slogan: str
    kind: str
    stated: str
    items: str
    sentence: str
    start: int
    end: int


class Found(NamedTuple):
    """What one speech contributes to a table of slogans.

    uses: its slogans in order. plain: its text, width-folded, with a NUL for each quoted span.
    doc: its name. year: of the speech.
    """

    uses: tuple[SloganUse, ...]
    plain: str
    doc: str
    year: int | None


def list_slogans(speech: Speech, *, titles: bool = False) -> list[SloganUse]:
    """Return the slogans of a speech in order; with ``titles`` the 《titles》 too, as kind title.

    >>> from policytext.speech.model import read_speech
    >>> speech = read_speech("按照有机构、有场所、有制度的“三有”要求。", doc="x")
    >>> [(use.slogan, use.stated, use.items) for use in list_slogans(speech)]
    [('三有', '3', '有机构|有场所|有制度')]
    """
    return list(_uses(speech, find_quotes(speech.folded), titles))


def find_slogans(speech: Speech, *, titles: bool = False) -> Found:
    """Return what ``speech`` contributes: its slogans, and its text outside them."""
    quotes = find_quotes(speech.folded)
    plain: list[str] = []
    last = 0
    for quote in quotes:
        plain.append(speech.folded[last : quote.outer_start])
        last = quote.outer_end
    plain.append(speech.folded[last:])
    uses = tuple(_uses(speech, quotes, titles))
    return Found(uses, GAP.join(plain), speech.doc, speech.year)


def _uses(speech: Speech, quotes: list[Quote], titles: bool) -> Iterator[SloganUse]:
    folded = speech.folded
    marked = [(quote, False) for quote in quotes]
    if titles:
        marked += [(quote, True) for quote in find_titles(folded)]
        marked.sort(key=lambda pair: pair[0].start)
    places = _Places(speech)
    # Where the last quotation that a verb of saying introduced ends: 他说:“甲”,“乙”。
    said_until = -1
    for quote, is_title in marked:
        start, end = quote.start, quote.end
        span = places.paragraph(start)
        kind, stated, items = "title", "", ""
        if not is_title:
            inside = folded[start:end]
            before = folded[max(span[0], quote.outer_start - _BEFORE) : quote.outer_start]
            between = folded[said_until : quote.outer_start] if said_until >= 0 else "-"
            said = len(between) < 3 and not between.strip("、,;和 ")
            kind = name_kind(inside, before, said=said)
            said_until = quote.outer_end if said or is_said(before) else -1
            if kind == "shorthand":
                counts = count_numerals(inside)
                stated = "+".join(str(n) if n else "" for n in counts)
                found = find_items(
                    folded, start, end, (quote.outer_start, quote.outer_end), span, counts
                )
                items = "|".join(_item_text(speech, a, b) for a, b in found)
        sentence, section = places.sentence(start)
        a, b = speech.clean.source_span(start, end)
        yield SloganUse(
            doc=speech.doc,
            year=speech.year,
            section=section,
            line=speech.clean.line(a),
            slogan=join_lines(speech.text[start:end]).strip(),
            kind=kind,
            stated=stated,
            items=items,
            sentence=sentence,
            start=a,
            end=b,
        )


def join_lines(text: str) -> str:
    """Return ``text`` with its line ends, and the space beside them, taken out."""
    return _LINE_RE.sub("", text) if "\n" in text else text


def _item_text(speech: Speech, start: int, end: int) -> str:
    text = join_lines(speech.text[start:end]).strip()
    whole = _QUOTED_WHOLE_RE.fullmatch(text)
    return (whole[1] if whole else text).replace("|", "/")


class _Places:
    """The paragraph and the sentence at an offset of a speech."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.paragraphs = speech.paragraphs
        self.starts = [p.start for p in speech.paragraphs]
        self.sentences = speech.sentences
        self.sentence_starts = [s.start for s in speech.sentences]

    def paragraph(self, at: int) -> tuple[int, int]:
        i = bisect_right(self.starts, at) - 1
        return self.paragraphs[i][:2] if i >= 0 else (0, len(self.speech.text))

    def sentence(self, at: int) -> tuple[str, str]:
        i = bisect_right(self.sentence_starts, at) - 1
        if i < 0:
            return "", ""
        sentence = self.sentences[i]
        return join_lines(self.speech.text[sentence.start : sentence.end]), sentence.section


def slogan_key(slogan: str, kind: str) -> str:
    """Return what spelling variants of a slogan have in common.

    Width, spaces, 、 and ,, quotes inside and letter case do not tell slogans apart, nor does the
    explanation in brackets behind a shorthand.

    >>> slogan_key("讲学习、讲政治", "phrase") == slogan_key("讲学习 讲政治", "term")
    True
    """
    from ...text.widths import fold_width

    folded = fold_width(slogan)
    if kind == "shorthand" and folded.endswith(")"):
        folded = strip_explanation(folded) or folded
    return re.sub(r"[\s、,“”‘’「」『』\"']+", "", folded).casefold() or folded

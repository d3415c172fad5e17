"""Terms of office: what a body did since its first session in 1998, said over five years, was said
in 2002 or 2003."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytext.text.lazy import lazy_re

from .model import LIKELY, Evidence, bound_words, quoted
from .numerals import ordinal

_BEGUN_RE = lazy_re(
    r"(?<!\d)(?P<year>19[5-9]\d|20[0-5]\d)年(?:\d{1,2}月)?[^,。;:!?\n]{0,30}?"
    r"(?:一次会议|就职|换届|履职|任职|产生|组成|当选)以来"
)
# How each ends: begins with a literal, which the regex engine finds fast.
_SINCE_RE = lazy_re(r"以来(?:(?<=一次会议以来)|(?<=(?:就职|换届|履职|任职|产生|组成|当选)以来))")
_LONGEST = 42  # characters before 以来
_SPAN_RE = lazy_re(r"(?:过去|这|近)的?(?P<past>[三四五])年|(?P<since>[三四五])年(?:多|间)?来")
_REACH = 160  # characters around it in which the years are counted


def term_evidence(text: str) -> Iterator[Evidence]:
    """What the beginning of a term says where its years are counted beside it.

    >>> [(e.year_from, e.year_to) for e in term_evidence("过去五年。2003年1月就职以来")]
    [(2007, 2008)]
    """
    for begun in _begun(text):
        near = max(0, begun.start() - _REACH), begun.end() + _REACH
        span = _SPAN_RE.search(text, *near)
        count = ordinal(span["past"] or span["since"]) if span else None
        if span is None or count is None:
            continue
        last = int(begun["year"]) + count
        words = f"{quoted(begun[0])} and {quoted(span[0])}"
        wording = f"{words}: {bound_words(last - 1, last)}"
        yield Evidence("term", wording, last - 1, last, LIKELY, begun.start(), begun.end())
        return


def _begun(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of _BEGUN_RE, looked for only before what each ends with."""
    last = 0
    for since in _SINCE_RE.finditer(text):
        start = max(last, since.start() - _LONGEST)
        for begun in _BEGUN_RE.finditer(text, start, since.end()):
            yield begun
            last = begun.end()

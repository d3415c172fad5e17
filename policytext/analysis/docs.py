"""A row a document: what it is, when it was given and how it came."""

from __future__ import annotations

from typing import NamedTuple

from ..speech.dating import describe
from ..speech.model import Speech
from ..speech.words import Segmenter, is_word


class DocRow(NamedTuple):
    """One document.

    year: when the speech was given; empty where the text does not tell. year_from, year_to: the
    bounds its content allows. year_evidence: what they rest on, in words to check. title,
    speaker, occasion, place: as the text tells. level: central, province, prefecture, county or
    township. published: the date of the page. script: simplified, traditional or mixed, before
    the repair. encoding: of the file. chars: characters of the clean text without white space.
    tokens: words of the clean text, punctuation left out. repaired: edits made to the source.
    damaged: places that show damage and could not be restored. path: where it was read.
    """

    doc: str
    year: int | None
    year_from: int | None
    year_to: int | None
    year_evidence: str
    title: str
    speaker: str
    occasion: str
    place: str
    level: str
    published: str
    script: str
    encoding: str
    chars: int
    tokens: int
    repaired: int
    damaged: int
    path: str


def describe_document(speech: Speech, words: Segmenter, *, tokens: int | None = None) -> DocRow:
    """Return the row of one speech. Metadata given from outside wins over what is inferred.

    tokens: how many there are but punctuation, if that is known.
    """
    if tokens is None:
        counts = words.count(words.prepare(speech))
        tokens = sum(n for token, n in counts.items() if is_word(token))
    dating = speech.dating
    given = speech.given_year is not None
    return DocRow(
        doc=speech.doc,
        year=speech.year,
        year_from=speech.year if given else dating.year_from,
        year_to=speech.year if given else dating.year_to,
        year_evidence="metadata" if given else describe(dating),
        title=speech.fact("title"),
        speaker=speech.fact("speaker"),
        occasion=speech.fact("occasion"),
        place=speech.fact("place"),
        level=speech.fact("level"),
        published=speech.fact("published"),
        script=speech.script,
        encoding=speech.encoding,
        chars=sum(map(len, speech.text.split())),
        tokens=tokens,
        repaired=len(speech.clean.edits),
        damaged=len(speech.clean.damaged),
        path=speech.path,
    )

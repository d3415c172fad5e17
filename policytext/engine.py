"""Runs an analysis over many documents: reads them, makes speeches, keeps their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from .errors import InputError
from .sources.documents import Document, read_reference
from .sources.references import Reference, list_references

if TYPE_CHECKING:
    from .sources import Years
    from .speech.lexicon import Term
    from .speech.model import Speech
    from .speech.words import Segmenter

T = TypeVar("T")
OnError = Callable[[InputError], None]
Overrides = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class WordSettings:
    """How text is cut into words; equal settings share one segmenter.

    terms: of the user's lexicons, on top of the built-in ones (``builtin``). engine: see
    ``policytext.speech.words.ENGINES``. hmm: jieba's model for unknown words.
    """

    terms: tuple[Term, ...] = ()
    engine: str = "rjieba"
    hmm: bool = True
    builtin: bool = True


@cache
def segmenter(settings: WordSettings) -> Segmenter:
    """Return the segmenter for ``settings``, made once in each process."""
    from .speech.lexicon import Term, load_terms
    from .speech.words import Segmenter
    from .text.script import to_simplified

    own = [Term(to_simplified(t.word), t.freq, t.tag) for t in settings.terms]
    terms = [*load_terms(), *own] if settings.builtin else own
    return Segmenter(terms, engine=settings.engine, hmm=settings.hmm)


@dataclass(frozen=True)
class Reading:
    """How documents become speeches.

    text_column: of tables. years: only speeches of these years. overrides: facts known from
    outside, by document name.
    """

    text_column: str | None = None
    years: Years | None = None
    overrides: Overrides = field(default_factory=dict)


@dataclass
class Tally:
    """What happened to the inputs: how many were read, in error, undated, of other years."""

    read: int = 0
    failed: int = 0
    undated: int = 0
    other_years: int = 0


def make_speech(document: Document, overrides: Overrides) -> Speech:
    """Return the speech in a document, with what is known of it from outside."""
    from .sources.metadata import metadata_for
    from .speech.model import read_speech

    known = {k: v for k, v in document.metadata.items() if v}
    if "date" in known:
        known.setdefault("published", known.pop("date"))
    if document.format in ("html", "docx", "pdf"):
        # What a page or a file says of itself: good for a bound, no word on the speech's year.
        known = {k: v for k, v in known.items() if k == "published"}
    known |= metadata_for(document.name, document.path, overrides) if overrides else {}
    return read_speech(
        document.text,
        doc=document.name,
        path=document.path,
        encoding=document.encoding,
        metadata=known,
    )


def read_speeches(
    paths: Iterable[str], reading: Reading, *, on_error: OnError, tally: Tally
) -> Iterator[Speech]:
    """Yield the speeches in ``paths`` in their order, one at a time.

    What cannot be read goes to ``on_error`` and the rest is still read; ``tally`` counts.
    """

    def failed(error: InputError) -> None:
        tally.failed += 1
        on_error(error)

    references: Iterable[Reference] = list_references(list(paths), failed)
    for reference in references:
        for document in read_reference(
            reference, text_column=reading.text_column, on_error=failed
        ):
            tally.read += 1
            speech = make_speech(document, reading.overrides)
            if reading.years is not None:
                if speech.year is None:
                    tally.undated += 1
                    continue
                if speech.year not in reading.years:
                    tally.other_years += 1
                    continue
            yield speech


def run(analyse: Callable[[Speech], T], speeches: Iterable[Speech]) -> Iterator[T]:
    """Yield what ``analyse`` makes of each speech, in order."""
    return map(analyse, speeches)

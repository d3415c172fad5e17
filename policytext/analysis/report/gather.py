"""The contributions of many speeches, merged."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from ..counting import pack_counts
from ..diff.slogans import Slogans, add_slogans
from ..diff.terms import SideCounts
from ..diff.wording import Passage
from ..freq import FreqTable
from ..slogans import SloganTable
from ..slogans.uses import slogan_key
from .part import ReportPart
from .sentences import Place, Sentence


class Spot(NamedTuple):
    """Where a piece of evidence stands: number of the sentence in the corpus, -1 for none, and
    half-open offsets in its text."""

    sentence: int
    start: int
    end: int


class Gathered:
    """What the speeches of a corpus contribute. Memory grows with their text, which the page shows.

    first: number of the first sentence of each document. by_year: what changed is looked for there;
    documents without a year are in none.
    """

    def __init__(self) -> None:
        self.parts: list[ReportPart] = []
        self.first: list[int] = []
        self.sentences: list[Sentence] = []
        self.terms = FreqTable()
        self.slogans = SloganTable()
        self.uses: defaultdict[str, list[Spot]] = defaultdict(list)
        self.counts_by_year: defaultdict[int, SideCounts] = defaultdict(SideCounts)
        self.slogans_by_year: defaultdict[int, Slogans] = defaultdict(dict)
        self.passages_by_year: defaultdict[int, list[Passage]] = defaultdict(list)

    def add(self, part: ReportPart) -> None:
        """Merge what one speech contributes."""
        begin = len(self.sentences)
        self.parts.append(part._replace(sentences=(), terms=part.terms._replace(counts=Counter())))
        self.first.append(begin)
        self.sentences += part.sentences
        for packed in pack_counts([[part.terms]]):
            self.terms.add(packed)
        self.slogans.add(part.slogans)
        for use, place in zip(part.slogans.uses, part.slogan_places, strict=True):
            self.uses[slogan_key(use.slogan, use.kind)].append(_spot(begin, place))
        year = part.doc.year
        if year is None:
            return
        self.counts_by_year[year].add([part.terms])
        add_slogans(self.slogans_by_year[year], part.slogans.uses)
        # The number of a sentence stands where its line would: it leads to the line and more.
        self.passages_by_year[year] += [
            Passage(sentence.section, begin + i, sentence.text)
            for i, sentence in enumerate(part.sentences)
        ]

    @property
    def years(self) -> list[int]:
        """The years with speeches."""
        return sorted(self.counts_by_year)

    def spot(self, doc: int, place: Place) -> Spot:
        """Return where in the corpus a place in document number ``doc`` is."""
        return _spot(self.first[doc], place)

    def close(self) -> None:
        """Remove temporary files."""
        self.slogans.close()
        self.terms.postings.close()


def _spot(begin: int, place: Place) -> Spot:
    return Spot(begin + place.sentence if place.sentence >= 0 else -1, place.start, place.end)

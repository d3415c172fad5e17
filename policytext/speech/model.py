"""A speech: one document, repaired, with everything that is read from it when it is asked for.

What reads is imported where it is used: term frequencies need neither headings nor dates.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ..text.edits import Clean

if TYPE_CHECKING:
    from .dating import Dating
    from .facts import Facts, Opening
    from .quantities import Quantity
    from .sentences import Sentence
    from .structure import Heading, Paragraph, Structure

LEVELS = ("central", "province", "prefecture", "county", "township")


@dataclass(frozen=True)
class Speech:
    """One speech. What is costly is worked out at first use.

    doc: name of the document. path: where it was read. encoding: as decoded. clean: the repaired
    text. metadata: columns known from outside (a table, a metadata file); they override what is
    inferred: year, title, speaker, occasion, place, level, published.
    """

    doc: str
    path: str
    encoding: str
    clean: Clean
    metadata: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The clean text, in simplified script."""
        return self.clean.text

    @cached_property
    def folded(self) -> str:
        """``text`` with widths folded, quotes and stops turned: of one length, so offsets hold."""
        from ..text.widths import fold_width, turn_quotes, turn_stops

        return turn_stops(turn_quotes(fold_width(self.text)))

    @cached_property
    def script(self) -> str:
        """``simplified``, ``traditional`` or ``mixed``: how the repaired source is written."""
        from ..text.script import name_script

        return name_script(self.clean.repaired)

    @cached_property
    def structure(self) -> Structure:
        """Headings and paragraphs."""
        from .structure import read_structure

        return read_structure(self.text, self.folded)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Headings in order; offsets into ``text``."""
        return self.structure.headings

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Paragraphs in order; offsets into ``text``."""
        return self.structure.paragraphs

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences in order, each with the section it begins in; offsets into ``text``."""
        return tuple(s for paragraph in self.paragraphs for s in self.sentences_of(paragraph))

    def sentences_of(self, paragraph: Paragraph) -> list[Sentence]:
        """Return the sentences of one of the paragraphs: of a few, much faster than all."""
        from .sentences import Sentence, split_sentences

        out: list[Sentence] = []
        section = paragraph.section
        starts = self._heading_starts
        at = bisect_left(starts, paragraph.start)
        for start, end in split_sentences(self.folded, paragraph.start, paragraph.end):
            while at < len(starts) and starts[at] < end:
                section = self.headings[at].section
                at += 1
            out.append(Sentence(start, end, section))
        return out

    @cached_property
    def _heading_starts(self) -> list[int]:
        return [heading.start for heading in self.headings]

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Every number expression in order, none overlapping; offsets into ``text``."""
        from .quantities import find_quantities

        return tuple(find_quantities(self.folded))

    @cached_property
    def _simplified_source(self) -> str:
        from ..text.rare import rare_characters
        from ..text.script import to_simplified

        # Without repairs the source is the text: it need not be converted again.
        source = self.clean.source
        return to_simplified(source, rare_characters(source)) if self.clean.edits else self.text

    @cached_property
    def _opening(self) -> Opening:
        from .facts import read_opening

        return read_opening(self._simplified_source, self.text, self.folded)

    @cached_property
    def facts(self) -> Facts:
        """Title, speaker, occasion, place, level and published date, as far as the text tells."""
        from .facts import read_facts

        return read_facts(self._simplified_source, self.text, opening=self._opening)

    def fact(self, name: str) -> str:
        """Return a fact by name, from the metadata if it is there, else from the text."""
        return self.metadata.get(name) or str(getattr(self.facts, name))

    def prepare_dating(self) -> None:
        """Work out what the dating rests on: widths folded, headings and title."""
        _ = self.folded, self.structure, self._opening

    @cached_property
    def dating(self) -> Dating:
        """The year the text tells, its bounds and the evidence."""
        from ..text.page_data import page_date
        from .dating import date_folded

        # Of the facts it needs two only; the others take longer to find.
        return date_folded(
            self.folded,
            title=self.metadata.get("title") or self._opening.title.text,
            headings=[h.title for h in self.headings],
            published=self.metadata.get("published") or page_date(self._simplified_source),
        )

    @cached_property
    def kept_tokens(self) -> tuple[str, list[str]] | None:
        """Tokens of the text that were kept with it, after the key of the segmenter they are
        from; None where none were."""
        return None

    @cached_property
    def year(self) -> int | None:
        """The year the speech was given: from the metadata, else as dated from its content."""
        return self.given_year or self.dating.year

    @property
    def given_year(self) -> int | None:
        """The year the metadata give, if it is one."""
        given = self.metadata.get("year", "").strip()
        return int(given) if given.isdecimal() and len(given) == 4 else None


def read_speech(
    text: str, *, doc: str, path: str = "", encoding: str = "", metadata: Mapping[str, str] = {}
) -> Speech:
    """Return the speech in a decoded text.

    >>> read_speech("認(rèn)真學(xué)習(xí)。", doc="x").text
    '认真学习。'
    """
    from ..text.repair import repair_text

    return Speech(doc, path, encoding, repair_text(text), dict(metadata))

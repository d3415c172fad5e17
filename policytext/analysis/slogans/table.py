"""The slogans of a corpus: how contributions merge, and the rows that come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from ...errors import UsageError
from ...text.widths import fold_width
from .kinds import KINDS
from .unquoted import PlainTexts, count_unquoted, spellings
from .uses import Found, SloganUse, slogan_key


class SloganRow(NamedTuple):
    """One slogan of the corpus.

    slogan: its most frequent spelling. kind: its most frequent kind (quotation, shorthand, phrase,
    term, title). count: occurrences in quotes. unquoted: occurrences of the same words without
    quotes, not inside a longer slogan; empty for a single character, which is part of other words.
    docs: documents it is quoted in. first_year, last_year: of these documents. stated: the number
    a shorthand states. items: what it stands for, in the fullest words found anywhere, joined with
    ``|``. example: a sentence with it, one that gives the items where there is one.
    """

    slogan: str
    kind: str
    count: int  # type: ignore[assignment]
    unquoted: int | None
    docs: int
    first_year: int | None
    last_year: int | None
    stated: str
    items: str
    example: str


@dataclass(frozen=True)
class SloganQuery:
    """Which rows to print.

    kinds: only these, all if empty. min_count: occurrences in quotes in the corpus. with_items:
    only slogans whose meaning the texts spell out. titles: 《titles》 too, as kind title.
    """

    kinds: tuple[str, ...] = ()
    min_count: int = 1
    with_items: bool = False
    titles: bool = False

    def __post_init__(self) -> None:
        for kind in self.kinds:
            if kind not in KINDS:
                raise UsageError(f"--kind {kind}: unknown kind; known are {', '.join(KINDS)}")

    @property
    def reads_titles(self) -> bool:
        """Whether titles are looked for: asked for as such, or as a kind."""
        return self.titles or "title" in self.kinds

    def lets_through(self, kind: str, items: str) -> bool:
        """Whether an occurrence or a slogan of this kind, with these items, gets a row."""
        return (not self.kinds or kind in self.kinds) and (bool(items) or not self.with_items)


@dataclass
class Entry:
    """What is known of one slogan so far.

    spelled, kinds, stated, items: how often each was found. years, docs: occurrences and documents
    by year (None: no year). example: a sentence, one with items where there is one.
    """

    spelled: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    stated: Counter[str] = field(default_factory=Counter)
    items: Counter[str] = field(default_factory=Counter)
    years: Counter[int | None] = field(default_factory=Counter)
    docs: Counter[int | None] = field(default_factory=Counter)
    last_doc: int = -1
    example: str = ""
    example_rank: int = -1

    def row(self, unquoted: int = 0) -> SloganRow:
        """Return the row of the slogan; unquoted: its count without quotes."""
        slogan, kind = most_common(self.spelled), most_common(self.kinds)
        years = sorted(year for year in self.years if year is not None)
        counted = len(slogan) > 1 and kind != "title"
        return SloganRow(
            slogan=slogan,
            kind=kind,
            count=self.kinds.total(),
            unquoted=unquoted if counted else None,
            docs=self.docs.total(),
            first_year=years[0] if years else None,
            last_year=years[-1] if years else None,
            stated=most_common(self.stated) if kind == "shorthand" else "",
            items=best_items(self.items, most_common(self.stated)),
            example=self.example,
        )


class SloganTable:
    """The merged slogans of a corpus. Memory grows with its distinct slogans, not with the text."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.texts = PlainTexts()
        self.size = 0

    def add(self, found: Found) -> None:
        """Merge what one document contributes."""
        for use in found.uses:
            key = slogan_key(use.slogan, use.kind)
            if use.kind == "title":
                key = f"《{key}"
            entry = self.entries.get(key)
            if entry is None:
                entry = self.entries[key] = Entry()
            self._add_use(entry, use)
        self.texts.add(found.plain, found.year)
        self.size += 1

    def _add_use(self, entry: Entry, use: SloganUse) -> None:
        entry.spelled[use.slogan] += 1
        entry.kinds[use.kind] += 1
        entry.years[use.year] += 1
        if use.stated:
            entry.stated[use.stated] += 1
        if use.items:
            entry.items[use.items] += 1
        if entry.last_doc != self.size:
            entry.last_doc = self.size
            entry.docs[use.year] += 1
        # The first sentence with items, else the first one.
        rank = 1 if use.items else 0
        if rank > entry.example_rank:
            entry.example, entry.example_rank = use.sentence, rank

    def unquoted(self) -> Counter[tuple[str, int | None]]:
        """Return how often each slogan stands without quotes, by (key, year)."""
        names: dict[str, str] = {}
        for key in sorted(self.entries):
            for form in self.entries[key].spelled:
                if not key.startswith("《") and len(form) > 1:
                    for spelling in spellings(fold_width(form).replace(" ", "")):
                        names.setdefault(spelling, key)
        return count_unquoted(self.texts, names)

    def rows(self, query: SloganQuery) -> Iterator[SloganRow]:
        """Yield a row a slogan, most frequent first, then by slogan."""
        unquoted: Counter[str] = Counter()
        for (key, _), count in self.unquoted().items():
            unquoted[key] += count
        rows = [entry.row(unquoted[key]) for key, entry in self.entries.items()]
        rows.sort(key=lambda row: (-row.count, row.slogan, row.kind))
        for row in rows:
            if row.count >= query.min_count and query.lets_through(row.kind, row.items):
                yield row

    def close(self) -> None:
        """Forget the texts and remove their temporary file."""
        self.texts.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def most_common(counts: Counter[str]) -> str:
    """Return the most frequent word; of equal ones the first by code point; empty of none."""
    return min(counts, key=lambda word: (-counts[word], word), default="")


def best_items(counts: Counter[str], stated: str) -> str:
    """Return the best list: as many items as stated, then the most frequent, then the fullest."""
    wanted = sum(int(n) for n in stated.split("+") if n)
    parts = len(stated.split("+"))

    def rank(items: str) -> tuple[bool, int, int, str]:
        size = items.count("|") + 1
        return (size not in (wanted, parts), -counts[items], -len(items), items)

    return min(counts, key=rank, default="")

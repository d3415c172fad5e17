"""The two sides of a comparison: which speeches belong to A, which to B, and who is who by year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from ...engine import AfterYear, InTwoSteps
from ...errors import UsageError
from ...sources.years import Years, is_years, parse_years

if TYPE_CHECKING:
    from ...engine import Reading
    from ...speech.model import Speech
    from ...speech.words import Segmenter

T = TypeVar("T")
C = TypeVar("C")
G = TypeVar("G")
Row = tuple[object, ...]
STDIN = "-"
ALL_YEARS = Years(((1000, 2999),))


class Run(Protocol):
    """Runs an analysis over the speeches in ``paths``, or over the corpus where that is None."""

    def __call__(
        self, analyse: Callable[[Speech], T], paths: Sequence[str] | None, /
    ) -> Iterator[T]: ...


@dataclass(frozen=True)
class View(Generic[C, G]):
    """One way to compare.

    analyse: what a speech contributes; picklable. gather: makes an empty side. add: merges a
    contribution into a side and leaves the contribution as it is. compare: the rows of A and B.
    columns, row_type: of the rows; None as type where the columns are not those of a NamedTuple.
    """

    analyse: Callable[[Speech], C]
    gather: Callable[[], G]
    add: Callable[[G, C], None]
    compare: Callable[[G, G], Iterable[Row]]
    columns: tuple[str, ...]
    row_type: type[Row] | None = None


@dataclass(frozen=True)
class Side:
    """One side as the user named it: years of the corpus, or a path of its own."""

    name: str
    spec: str
    years: Years | None

    def __str__(self) -> str:
        return f"{self.name} ({self.spec})"


def parse_sides(a: str, b: str) -> tuple[Side, Side]:
    """Return sides A and B; what has the form of years is years, anything else a path.

    Raises UsageError for malformed years.

    >>> parse_sides("2008", "./2008")[1].years is None
    True
    """
    return _parse_side("A", a), _parse_side("B", b)


def _parse_side(name: str, spec: str) -> Side:
    if not spec:
        raise UsageError(f"{name} is empty: expected a year, a range of years or a path")
    return Side(name, spec, parse_years(spec) if is_years(spec) else None)


def all_paths(corpus: Sequence[str], sides: tuple[Side, Side] | None) -> list[str]:
    """Return what is read for the sides, or for each year where they are None.

    Raises UsageError where standard input would be read twice.
    """
    own = [side.spec for side in sides or () if side.years is None]
    paths = [*(() if len(own) == 2 else corpus), *own]
    if paths.count(STDIN) > 1:
        raise UsageError("standard input can be read only once; name a file")
    return paths


def _of_years(
    speech: Speech, *, analyse: Callable[..., C], years: Sequence[Years], **words: Any
) -> tuple[int | None, C | None]:
    """The year of a speech, and what ``analyse`` makes of it if that is among ``years``."""
    wanted = speech.year is not None and any(speech.year in group for group in years)
    return speech.year, analyse(speech, **words) if wanted else None


def _finish(
    begun: tuple[int | None, Any], *, second: Callable[..., C], words: Segmenter
) -> tuple[int | None, C | None]:
    """The second step for what `_of_years` made with the first."""
    year, first = begun
    return year, None if first is None else second(first, words=words)


def _by_year(
    analyse: Callable[[Speech], C], years: Sequence[Years]
) -> Callable[[Speech], tuple[int | None, C | None]]:
    """An analysis that tells the year of each speech, and does ``analyse`` for those of ``years``.

    Where that has two steps, dating belongs to the first, which knows then what to leave out.
    """
    if isinstance(analyse, InTwoSteps):
        first = partial(_of_years, analyse=analyse.first, years=years)
        return InTwoSteps(first, partial(_finish, second=analyse.second), analyse.settings)
    settings = getattr(analyse, "settings", None)
    return AfterYear(partial(_of_years, analyse=analyse, years=years), settings)


def compare_sides(run: Run, a: Side, b: Side, view: View[C, G]) -> Iterator[Row]:
    """Return the rows of B against A; everything is read before the first.

    The corpus is read once, whatever years A and B are; a path is read for its side alone.
    Raises UsageError for a side without speeches.
    """
    sides = (a, b)
    gathered = (view.gather(), view.gather())
    sizes = [0, 0]
    seen: set[int] = set()
    years = tuple(side.years for side in sides if side.years is not None)
    if years:
        for year, contribution in run(_by_year(view.analyse, years), None):
            if year is not None:
                seen.add(year)
            for i, side in enumerate(sides):
                if contribution is not None and side.years is not None and year in side.years:
                    view.add(gathered[i], contribution)
                    sizes[i] += 1
    for i, side in enumerate(sides):
        if side.years is None:
            for own in run(view.analyse, (side.spec,)):
                view.add(gathered[i], own)
                sizes[i] += 1
    for side, size in zip(sides, sizes, strict=True):
        if not size:
            raise UsageError(_nothing(side, seen))
    return iter(view.compare(*gathered))


def _nothing(side: Side, seen: set[int]) -> str:
    if side.years is None:
        return f"{side}: no speech could be read there; expected a file, a folder, a glob or a URL"
    what = f"{side}: the corpus has no speech of these years; "
    if not seen:
        return what + "none of its documents has a year (policytext docs shows why)"
    return what + f"it has {list_years(seen)} (a path of that name is written ./{side.spec})"


def list_years(years: Iterable[int]) -> str:
    """Return years as a user would write them.

    >>> list_years([2007, 2005, 2006, 2010])
    '2005-2007, 2010'
    """
    ranges: list[tuple[int, int]] = []
    for year in sorted(set(years)):
        if ranges and ranges[-1][1] == year - 1:
            ranges[-1] = (ranges[-1][0], year)
        else:
            ranges.append((year, year))
    return str(Years(tuple(ranges))).replace(",", ", ")


def compare_years(run: Run, view: View[C, G]) -> Iterator[Row]:
    """Return the rows of each year of the corpus against the one before it that has speeches.

    Everything is read before the first row; ``year_a,year_b`` come first in each.
    Raises UsageError where fewer than two years have speeches.
    """
    gathered: dict[int, G] = {}
    for year, contribution in run(_by_year(view.analyse, (ALL_YEARS,)), None):
        if year is None or contribution is None:
            continue
        if year not in gathered:
            gathered[year] = view.gather()
        view.add(gathered[year], contribution)
    years = sorted(gathered)
    if len(years) < 2:
        found = f"only {years[0]}" if years else "none"
        raise UsageError(
            f"--yearly: two years with speeches are needed, but the corpus has {found}; "
            "policytext docs shows how its documents are dated"
        )
    return (
        (before, year, *row)
        for before, year in pairwise(years)
        for row in view.compare(gathered.pop(before), gathered[year])
    )


def yearly_columns(view: View[C, G]) -> tuple[str, ...]:
    """Return the columns of the rows of `compare_years`."""
    return ("year_a", "year_b", *view.columns)


def dated(reading: Reading) -> Reading:
    """Return how to read a corpus by years: speeches without one are left out and counted."""
    return replace(reading, years=reading.years or ALL_YEARS)

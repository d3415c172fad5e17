"""The lexicons of quantities, compiled for matching: units, approximators, what is no statistic."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from policytext.errors import LexiconError
from policytext.lexicons import Beside, read_cells
from policytext.speech.numeral_parse import NUMERAL_CHARS

if TYPE_CHECKING:
    from fractions import Fraction

KINDS = (
    *("count", "money", "percent", "points", "ratio", "multiple", "measure"),
    *("rank", "duration", "date", "age", "rhetorical", "vague", "enumerator", "name"),
)
_UNIT_KINDS = (*KINDS[:4], *KINDS[5:7], "rank", "duration", "age", "name")
_NOT_STATISTIC_KINDS = (*KINDS[7:], "word")
_POSITIONS = ("before", "infix", "after")
_READINGS = ("about", "over", "under", "min", "max")


class Unit(NamedTuple):
    """One unit or classifier.

    written: as it stands after the number. unit: as reported. kind: kind of quantity it makes.
    family: what is measured (length, area, currency, classifier). base, factor: 1 unit is
    factor base units (exact, as 0.5 or 2000/3), "" where no conversion makes sense. not_before:
    what follows where the same characters are no unit.
    """

    written: str
    unit: str
    kind: str
    family: str
    base: str
    factor: str
    not_before: Beside | None


class Currency(NamedTuple):
    """A sign or word for money that stands before the number, and the unit it is reported as."""

    written: str
    unit: str


class Approximator(NamedTuple):
    """One word that makes a number inexact; reading is about, over, under, min or max."""

    word: str
    position: str
    reading: str
    not_after: Beside | None
    not_before: Beside | None


def _optional(where: str, source: str) -> Beside | None:
    return Beside(where, source) if source else None


def _check(where: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise LexiconError(f"{where}: {value!r}, expected one of {', '.join(allowed)}")


@cache
def units() -> dict[str, Unit]:
    """Return the units by their written form.

    >>> units()["亩"].base, units()["亩"].factor
    ('平方米', '2000/3')
    """
    table: dict[str, Unit] = {}
    for where, (written, unit, kind, family, base, factor, after) in read_cells("units.tsv", 4, 7):
        _check(where, kind, _UNIT_KINDS)
        if written in table:
            raise LexiconError(f"{where}: unit {written!r} stands twice; keep one line")
        table[written] = Unit(written, unit, kind, family, base, factor, _optional(where, after))
    return table


@cache
def units_by_first() -> dict[str, tuple[Unit, ...]]:
    """Return the units that begin with a character, longest first."""
    grouped: dict[str, list[Unit]] = defaultdict(list)
    for unit in units().values():
        grouped[unit.written[0]].append(unit)
    return {
        char: tuple(sorted(group, key=lambda unit: -len(unit.written)))
        for char, group in grouped.items()
    }


def convert(value: Decimal, unit: str) -> tuple[Fraction, str] | None:
    """Return ``value`` in the base unit of its family and that unit, or None without a base.

    >>> convert(Decimal("3"), "亩")
    (Fraction(2000, 1), '平方米')
    """
    from fractions import Fraction

    entry = units().get(unit)
    if entry is None or not entry.factor:
        return None
    return Fraction(value) * Fraction(entry.factor), entry.base


def _approximators(position: str) -> list[Approximator]:
    found = []
    for where, (word, place, reading, after, before) in read_cells("approximators.tsv", 3, 5):
        _check(where, place, _POSITIONS)
        _check(where, reading, _READINGS)
        if place == position:
            beside = _optional(where, after), _optional(where, before)
            found.append(Approximator(word, place, reading, *beside))
    return sorted(found, key=lambda entry: -len(entry.word))


@cache
def approximators_before() -> dict[str, tuple[Approximator, ...]]:
    """Return the words that stand before a number, by their last character, longest first."""
    return _grouped(_approximators("before"), -1)


@cache
def approximators_inside() -> dict[str, tuple[Approximator, ...]]:
    """Return the words between number and scale or unit, by their first character."""
    return _grouped(_approximators("infix"), 0)


@cache
def approximators_after() -> dict[str, tuple[Approximator, ...]]:
    """Return the words that stand after a unit, by their first character, longest first."""
    return _grouped(_approximators("after"), 0)


@cache
def currencies_before() -> dict[str, tuple[Currency, ...]]:
    """Return the signs and words for money before a number, by their last character, longest first.

    >>> currencies_before()["$"][0].unit != "", currencies_before()["€"]
    (True, (Currency(written='€', unit='欧元'),))
    """
    grouped: dict[str, list[Currency]] = defaultdict(list)
    for where, (written, unit) in read_cells("currencies.tsv", 2):
        if unit not in units() or units()[unit].kind != "money":
            raise LexiconError(f"{where}: {unit!r} is no unit of money in units.tsv")
        grouped[written[-1]].append(Currency(written, unit))
    return {
        char: tuple(sorted(group, key=lambda entry: -len(entry.written)))
        for char, group in grouped.items()
    }


def _grouped(entries: list[Approximator], index: int) -> dict[str, tuple[Approximator, ...]]:
    grouped: dict[str, list[Approximator]] = defaultdict(list)
    for entry in entries:
        grouped[entry.word[index]].append(entry)
    return {char: tuple(group) for char, group in grouped.items()}


@cache
def fixed_words() -> dict[str, tuple[tuple[str, int], ...]]:
    """Return fixed words as (word, offset of its first numeral), by two characters there.

    The key is the first numeral and the character after it, or before it where the word does
    not begin with the numeral: two dictionary look-ups decide for a numeral in running text.
    """
    grouped: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for where, (patterns, kind, _why) in read_cells("not_statistics.tsv", 3):
        _check(where, kind, _NOT_STATISTIC_KINDS)
        if patterns.startswith("re:"):
            continue
        if kind != "word":
            raise LexiconError(f"{where}: literal words are of kind 'word'; use re: for {kind}")
        for word in patterns.split(" "):
            at = next((i for i, char in enumerate(word) if char in NUMERAL_CHARS), -1)
            if at < 0 or len(word) < 2:
                raise LexiconError(f"{where}: {word!r} holds no numeral, or nothing beside it")
            grouped[word[:2] if at == 0 else word[at - 1 : at + 1]].append((word, at))
    return {
        key: tuple(sorted(group, key=lambda entry: -len(entry[0])))
        for key, group in grouped.items()
    }


@cache
def fixed_patterns() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Return one pattern of all regular expressions, and the kind of each of its groups."""
    found = list(_pattern_lines())
    kinds = tuple(kind for _, _, kind in found)
    try:
        # The group that tells which it is comes last: the engine sees first characters at once.
        pattern = re.compile("|".join(f"(?:{source})()" for _, source, _ in found))
    except re.error:
        pattern = None
    if pattern is None or pattern.groups != len(kinds):
        raise _broken_pattern(found)
    return pattern, kinds


def _pattern_lines() -> Iterator[tuple[str, str, str]]:
    for where, (source, kind, _why) in read_cells("not_statistics.tsv", 3):
        if source.startswith("re:"):
            yield where, source[3:], kind


def _broken_pattern(found: Iterable[tuple[str, str, str]]) -> LexiconError:
    """Return what is wrong with the first broken one of the expressions."""
    for where, source, _kind in found:
        try:
            if re.compile(source).groups:
                return LexiconError(f"{where}: write (?:…) for groups")
        except re.error as error:
            return LexiconError(f"{where}: {source!r} is no regular expression: {error}")
    return LexiconError("not_statistics.tsv: the expressions do not go together")

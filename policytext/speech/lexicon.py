"""Word lists: the built-in terms and stopwords, and the user's own files, checked line by line."""

from __future__ import annotations

import functools
import os
import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

from policytext.errors import LexiconError
from policytext.lexicons import FOLDER, read_lines, read_text

_REPORTED = 10
# Nineteen digits overflow the 64-bit counts of the segmenters.
_FREQ_DIGITS = 18
_LINE_END = re.compile(r"\r\n|\r|\n")
_TAG = re.compile(r"[a-z]{1,8}")
# What jieba's own dictionary and model use; needed only to notice a tag written before its term.
_JIEBA_TAG = re.compile(
    r"a[dgn]?|bg?|c|d[fg]?|e(?:ng)?|[fghijklopqsxy]|m[gq]?|n(?:[gstz]|r(?:fg|t)?)?|r[grz]?|tg?"
    r"|u[dgjlvz]?|v[dginq]?|yg|zg?"
)
_FORMAT = "a line is: term [frequency] [tag]"


class Term(NamedTuple):
    """One entry of a lexicon.

    word: the term as written. freq: its count in jieba's dictionary scale, None to let the
    segmenter choose one that keeps the term whole. tag: its part of speech (n, nz, nt, l, ns ...),
    None if not given.
    """

    word: str
    freq: int | None
    tag: str | None


class _BadLineError(Exception):
    """Why one line breaks the format; collected and reported with the others."""


@functools.cache
def load_terms() -> tuple[Term, ...]:
    """Return the built-in policy terms, in the order of their files and lines, each once.

    The files are read without the checks of `read_lexicon`; the tests hold them to its rules.

    >>> Term("三级联创", None, "n") in load_terms()
    True
    """
    names = sorted(
        name for name in os.listdir(os.path.join(FOLDER, "terms")) if name[-4:] == ".txt"
    )
    text = "".join(read_text(os.path.join("terms", name)) for name in names)
    # The files hold "term tag" only, so one partition a line is enough to start fast.
    parts = (line.partition(" ") for line in text.split("\n") if line and line[0] != "#")
    return tuple([Term(word, None, tag or None) for word, _, tag in parts])


@functools.cache
def load_stopwords() -> frozenset[str]:
    """Return the built-in Chinese function words (simplified script).

    >>> "的" in load_stopwords(), "发展" in load_stopwords()
    (True, False)
    """
    return frozenset(line.strip() for _, line in read_lines("stopwords.txt"))


def read_lexicon(path: str) -> tuple[Term, ...]:
    """Return the terms of a user lexicon in jieba's format, in file order, each once.

    A line is ``term``, ``term freq``, ``term tag`` or ``term freq tag``, separated by spaces;
    blank lines and lines that start with ``#`` are skipped. UTF-8 (a BOM is fine), UTF-16 with
    a BOM, or GB18030/GBK. Script is kept as given. The same line twice counts once.

    Raises LexiconError if the file cannot be read or decoded, holds no term at all, or has bad
    lines: columns in another order, more than three columns, a frequency that is no integer of
    0 or more, a term with white space or invisible characters inside or made of punctuation
    only, one term with two frequencies or tags. It names the first ten bad lines and counts the
    rest.
    """
    problems: list[str] = []
    first: dict[str, tuple[int, Term]] = {}
    for number, line in _lines(path):
        try:
            term = _parse(line)
        except _BadLineError as error:
            problems.append(f"{path}:{number}: {error}")
            continue
        before, known = first.setdefault(term.word, (number, term))
        if known != term:
            problems.append(
                f"{path}:{number}: “{term.word}” stands in line {before} with another frequency"
                " or tag; keep one of the two lines"
            )
    _raise_for(problems)
    if not first:
        raise LexiconError(f"{path}:1: no term in this file; {_FORMAT}")
    return tuple(term for _, term in first.values())


def read_stopwords(path: str) -> frozenset[str]:
    """Return the words of a user's stopword file: one a line, ``#`` starts a comment line.

    Encodings as for `read_lexicon`. A file without words is allowed: then no word is left out.
    Raises LexiconError if the file cannot be read or decoded, or a line holds several words.
    """
    words: set[str] = set()
    problems: list[str] = []
    for number, line in _lines(path):
        if len(line.split()) > 1:
            problems.append(f"{path}:{number}: “{_short(line)}” is several words; write one a line")
        words.add(line)
    _raise_for(problems)
    return frozenset(words)


def _raise_for(problems: list[str]) -> None:
    if not problems:
        return
    lines = problems[:_REPORTED]
    if len(problems) > _REPORTED:
        lines.append(f"and {len(problems) - _REPORTED} more")
    raise LexiconError("\n".join(lines))


def _lines(path: str) -> list[tuple[int, str]]:
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise LexiconError(f"{path}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:  # a NUL in the path
        raise LexiconError(f"{path!r}: is no file name: {error}") from error
    stripped = ((n, s.strip()) for n, s in enumerate(_LINE_END.split(_decode(path, data)), 1))
    return [(number, line) for number, line in stripped if line and not line.startswith("#")]


def _decode(path: str, data: bytes) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise LexiconError(f"{path}: is neither UTF-8 nor GB18030 (GBK) text; save it as UTF-8")


def _parse(line: str) -> Term:
    if "\t" in line or "\u3000" in line:
        raise _BadLineError(
            f"a tab or full-width space in “{_short(line)}”; {_FORMAT}, single spaces"
        )
    columns = [column for column in line.split(" ") if column]
    word, rest = columns[0], columns[1:]
    if len(rest) > 2:
        raise _BadLineError(
            f"{len(columns)} columns in “{_short(line)}”, at most 3 allowed; {_FORMAT}"
        )
    if any(map(_is_term_only, rest)) and (word.isdecimal() or _JIEBA_TAG.fullmatch(word)):
        raise _BadLineError(f"“{_short(word)}” stands before its term; {_FORMAT}")
    _check_word(word)
    if len(rest) == 2:
        if _TAG.fullmatch(rest[0]) and rest[1].isdecimal():
            raise _BadLineError(
                f"tag “{rest[0]}” stands before frequency “{_short(rest[1])}”; {_FORMAT}"
            )
        return Term(word, _freq(rest[0]), _tag(rest[1]))
    if not rest:
        return Term(word, None, None)
    if _TAG.fullmatch(rest[0]):
        return Term(word, None, rest[0])
    if rest[0][0] in "+-.0123456789" or rest[0].isdecimal():
        return Term(word, _freq(rest[0]), None)
    raise _BadLineError(
        f"“{_short(rest[0])}” is neither a frequency (0, 1, 2 …) nor a tag (n, nz, l …);"
        " a term has no spaces inside"
    )


def _is_term_only(column: str) -> bool:
    """Tell whether a column can only be a term: no number, and no tag that jieba knows."""
    return not _JIEBA_TAG.fullmatch(column) and not re.fullmatch(r"[+-]?[0-9.]+", column)


def _check_word(word: str) -> None:
    if not word.isprintable() or any(unicodedata.category(char) == "Cf" for char in word):
        raise _BadLineError(f"an invisible character in “{_short(word)}”; type the term again")
    if not any(char.isalnum() for char in word):
        raise _BadLineError(f"“{_short(word)}” is punctuation only; {_FORMAT}")


def _freq(column: str) -> int:
    if not (column.isascii() and column.isdigit()) or len(column) > _FREQ_DIGITS:
        raise _BadLineError(
            f"frequency “{_short(column)}” is no integer of 0 or more"
            f" with at most {_FREQ_DIGITS} digits"
        )
    return int(column)


def _tag(column: str) -> str:
    if not _TAG.fullmatch(column):
        raise _BadLineError(
            f"tag “{_short(column)}” is not one to eight letters a-z (n, nz, nt, l …)"
        )
    return column


def _short(text: str) -> str:
    """Return the text fit for one line of a message."""
    shown = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text[:40])
    return shown + "…" if len(text) > 40 else shown

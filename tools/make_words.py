"""Make ``dictionary.tsv`` and ``char_pairs.tsv`` of the lexicons from the dictionary of jieba.

``python tools/make_words.py`` writes both where they stand; they change only if jieba's does.
"""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

LEXICONS = Path(__file__).resolve().parent.parent / "policytext" / "lexicons"
MAX_WORD = 6
SOURCE = """\
# Source: dict.txt of jieba 0.42.1 (Copyright (c) 2013 Sun Junyi, MIT license), {n:,} words that
# were seen {times:,} times. Made by tools/make_words.py.
"""
WORDS = (
    "# The words of Chinese, simplified, and how often each was seen.\n"
    + SOURCE
    + """\
# Columns, tab-separated, a line for each first character, sorted: the character, how often it is a
# word by itself, then what goes on to words of up to six characters: "rest count rest count …".
"""
)
PAIRS = (
    "# Which character follows which inside words, simplified.\n"
    + SOURCE
    + """\
# Columns, tab-separated, a line for each character, sorted: the character, how often it was seen
# ({chars:,} in all), then groups "count characters": each of these characters followed so often.
"""
)


def read_jieba() -> dict[str, int]:
    """Return jieba's words and how often each was seen."""
    # A word, its count and its tag on each line.
    fields = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").split()
    return dict(zip(fields[::3], map(int, fields[1::3]), strict=True))


def words_table(counts: dict[str, int]) -> str:
    """Return the table of words."""
    rows: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(word for word in counts if 1 < len(word) <= MAX_WORD):
        rows[word[0]].append(f"{word[1:]} {counts[word]}")
    firsts = sorted({word[0] for word in counts if len(word) <= MAX_WORD})
    head = WORDS.format(n=len(counts), times=sum(counts.values()))
    lines = ("\t".join([c, str(counts.get(c, 0)), " ".join(rows[c])]).rstrip() for c in firsts)
    return head + "".join(f"{line}\n" for line in lines)


def pairs_table(counts: dict[str, int]) -> str:
    """Return the table of pairs of characters."""
    seen: defaultdict[str, int] = defaultdict(int)
    follows: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for word, count in counts.items():
        for char in word:
            seen[char] += count
        for char, other in pairwise(word):
            follows[char][other] += count
    head = PAIRS.format(n=len(counts), times=sum(counts.values()), chars=sum(seen.values()))
    lines: list[str] = []
    for char in sorted(seen):
        groups: defaultdict[int, list[str]] = defaultdict(list)
        for other, count in follows[char].items():
            groups[count].append(other)
        cells = [f"{n} {''.join(sorted(groups[n]))}" for n in sorted(groups, reverse=True)]
        lines.append("\t".join([char, str(seen[char]), *cells]))
    return head + "".join(f"{line}\n" for line in lines)


def main() -> None:
    """Write both tables."""
    counts = read_jieba()
    for name, table in (
        ("dictionary.tsv", words_table(counts)),
        ("char_pairs.tsv", pairs_table(counts)),
    ):
        (LEXICONS / name).write_text(table, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

"""Make ``official_pairs.tsv`` of the lexicons: which word follows which in official prose.

``python tools/make_official_pairs.py JAR REPORTS`` writes it where it stands. JAR: the analyzer
"smartcn" of Lucene (Debian: liblucene8-java, lucene-analyzers-smartcn.jar). REPORTS: a folder with
the texts that ``habits.tsv`` was counted over. Needs numpy; takes five minutes.
"""

from __future__ import annotations

import struct
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from policytext.text import pairs
from policytext.text.dictionary import MAX_WORD, ONLY_PREFIX, general_rows, token
from policytext.text.fluency import HAN_RUN_RE
from policytext.text.habit import as_counted

LEXICONS = Path(__file__).resolve().parent.parent / "policytext" / "lexicons"
FOLDER = "org/apache/lucene/analysis/cn/smart/hhmm/"
MARKS = "，。、；：“”《》（）！？"
NUMBERS = {"S": "h", "C": "H", "I": "i", "J": "q"}  # types of Java's arrays, for struct
REPORT_TIMES = 2  # what is counted in reports counts as often
FNV_START, FNV_PRIME = 0xCBF29CE484222325, 1099511628211
HEAD = """\
# Which word follows which in official prose, simplified: counts of words and of pairs of words.
# Source: the People's Daily of 1998, {press:,} words, as counted in the dictionaries of
# smartcn in Apache Lucene 8.7.0 (Xiaoping Gao, 2009, after ICTCLAS 1.0; Apache License 2.0), pairs
# seen less than three times left out; and the reports on the work of the government of habits.tsv
# (26 reports), {reports:,} words, segmented by the most likely words, each counted twice.
# Made by tools/make_official_pairs.py. Words are of hanzi only; anything else parts them.
# Columns, tab-separated: word (- what begins a run of words), its count ({words:,} in all), the
# pairs it begins, in how many kinds, then groups "count word word …" of what followed so often.
"""

Counts = defaultdict[str, Counter[str]]


def is_word(text: str) -> bool:
    """Whether ``text`` is of one to six hanzi."""
    return 0 < len(text) <= MAX_WORD and all("一" <= char <= "鿿" for char in text)


class JavaArrays:
    """Reads the arrays, of arrays or of numbers, in a stream of serialized Java objects."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 4  # behind magic number and version
        self._known: list[Any] = []  # classes and arrays, in the order that references count them

    def _take(self, form: str) -> Any:
        value = struct.unpack_from(">" + form, self._data, self._at)
        self._at += struct.calcsize(">" + form)
        return value[0] if len(value) == 1 else value

    def read(self) -> Any:
        """Return the next array, a list, None for a null."""
        kind = self._take("B")
        if kind == 0x70:
            return None
        if kind == 0x71:
            return self._known[self._take("i") - 0x7E0000]
        if kind == 0x72:  # the class of an array
            name = self._data[self._at + 2 : self._at + 2 + self._take("H")].decode()
            self._at += len(name)
            self._known.append(name)
            self._at += 8 + 1 + 2 + 1 + 1  # serial number, flags, no fields, end, no parent
            return name
        if kind != 0x75:
            raise ValueError(f"byte {self._at - 1}: {kind:#x} is no array")
        name = self.read()
        values: list[Any] = []
        self._known.append(values)
        size = self._take("i")
        if name[1] == "[":
            values += [self.read() for _ in range(size)]
        else:
            form = f"{size}{NUMBERS[name[1]]}"
            values += struct.unpack_from(">" + form, self._data, self._at)
            self._at += struct.calcsize(">" + form)
        return values


def read_words(core: bytes) -> dict[str, int]:
    """Return the words of ``coredict.mem`` that were seen, and how often."""
    arrays = JavaArrays(core)
    index, firsts, rests, counts = (arrays.read() for _ in range(4))
    words: Counter[str] = Counter()
    for at, first in zip(index, firsts, strict=True):
        if at >= 0 and rests[at] is not None:
            for rest, count in zip(rests[at], counts[at], strict=True):
                words["".join(map(chr, [first, *(rest or ())]))] += count
    return {word: count for word, count in words.items() if count}


def read_pairs(mem: bytes) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
    """Return the hashes of the pairs in ``bigramdict.mem``, sorted, and how often each was seen."""
    arrays = JavaArrays(mem)
    hashes = np.array(arrays.read(), np.int64).astype(np.uint64)
    counts = np.array(arrays.read(), np.int64)
    order = np.argsort(hashes)
    return hashes[order], counts[order]


def hash_on(state: npt.NDArray[np.uint64], codes: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Return the 64-bit FNV-1a hash gone on with by the two bytes of each code, the lower first."""
    prime = np.uint64(FNV_PRIME)
    state = (state ^ (codes & np.uint64(0xFF))) * prime
    return (state ^ (codes >> np.uint64(8))) * prime


def press_pairs(words: list[str], mem: bytes) -> Iterator[tuple[str, str, int]]:
    """The pairs of ``words`` that were seen: the table has the hashes of "word@word" only."""
    hashes, counts = read_pairs(mem)
    shift = np.uint64(40)
    listed = np.zeros(1 << 24, bool)
    listed[hashes >> shift] = True
    by_size: defaultdict[int, list[str]] = defaultdict(list)
    for word in words:
        by_size[len(word)].append(word)
    codes = {
        size: np.array([[ord(char) for char in word] for word in found], np.uint64).T
        for size, found in by_size.items()
    }
    for first in words:
        state = np.array([FNV_START], np.uint64)
        for char in first + "@":
            state = hash_on(state, np.array([ord(char)], np.uint64))
        for size, found in by_size.items():
            ends = state
            for column in codes[size]:
                ends = hash_on(ends, column)
            for at in np.flatnonzero(listed[ends >> shift]):
                place = int(np.searchsorted(hashes, ends[at]))
                if place < len(hashes) and hashes[place] == ends[at]:
                    yield first, found[at], int(counts[place])


def count_press(jar: Path) -> tuple[Counter[str], Counts]:
    """Return how often the press has each word, and each word after another ("": after none)."""
    with zipfile.ZipFile(jar) as archive:
        core, mem = (archive.read(f"{FOLDER}{name}.mem") for name in ("coredict", "bigramdict"))
    words = read_words(core)
    after: Counts = defaultdict(Counter)
    for first, second, count in press_pairs(sorted(words), mem):
        if is_word(second):
            if is_word(first):
                after[first][second] += count
            elif first in MARKS or first == "始##始":
                after[""][second] += count
    return Counter({word: n for word, n in words.items() if is_word(word)}), after


def best_words(text: str) -> list[str]:
    """Return the most likely words of simplified ``text``, all hanzi, under ``text/pairs.py``."""
    # best[at]: last word -> (log-probability of the text before ``at``, word before)
    best: list[dict[str, tuple[float, str]]] = [{"": (0.0, "")}] + [{} for _ in text]
    for at in range(len(text)):
        for size in range(1, min(MAX_WORD, len(text) - at) + 1):
            word = text[at : at + size]
            alone = token(word, general_rows())
            if alone == ONLY_PREFIX and not pairs.is_listed(word):
                continue
            later = best[at + size]
            for before, (value, _) in best[at].items():
                value += pairs.pair_score(before, word, alone)
                if value > later.get(word, (ONLY_PREFIX, ""))[0]:
                    later[word] = (value, before)
    words: list[str] = []
    at, word = len(text), max(best[-1], key=lambda last: best[-1][last][0])
    while at:
        words.append(word)
        word, at = best[at][word][1], at - len(word)
    return words[::-1]


def count_reports(folder: Path) -> tuple[Counter[str], Counts]:
    """Return the same of the reports in a folder."""
    words: Counter[str] = Counter()
    after: Counts = defaultdict(Counter)
    for path in sorted(folder.glob("*.txt")):
        for run in HAN_RUN_RE.findall(as_counted(path.read_text(encoding="utf-8"))):
            before = ""
            for word in best_words(run):
                words[word] += 1
                after[before][word] += 1
                before = word
    return words, after


def table(words: Counter[str], after: Counts, press: int, reports: int) -> str:
    """Return the table."""
    lines = []
    for word in words.keys() | after.keys():
        seen = after.get(word, Counter())
        groups: defaultdict[int, list[str]] = defaultdict(list)
        for other, count in seen.items():
            groups[count].append(other)
        cells = [" ".join([str(n), *sorted(groups[n])]) for n in sorted(groups, reverse=True)]
        numbers = [str(words[word]), str(seen.total()), str(len(seen))]
        lines.append("\t".join([word or "-", *numbers, *cells]))
    head = HEAD.format(press=press, reports=reports, words=words.total())
    return head + "".join(f"{line}\n" for line in sorted(lines))


def main() -> None:
    """Write the table: of the press first, by which the reports are segmented."""
    jar, folder = map(Path, sys.argv[1:])
    words, after = count_press(jar)
    press = words.total()
    path = LEXICONS / "official_pairs.tsv"
    path.write_text(table(words, after, press, 0), encoding="utf-8", newline="\n")
    of_reports, pairs_of_reports = count_reports(folder)
    for word, count in of_reports.items():
        words[word] += REPORT_TIMES * count
    for before, seen in pairs_of_reports.items():
        for word, count in seen.items():
            after[before][word] += REPORT_TIMES * count
    text = table(words, after, press, of_reports.total())
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

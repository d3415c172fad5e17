"""How often terms stand in a speech, and in several speeches together."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, filterfalse
from typing import TYPE_CHECKING, NamedTuple

from ..speech.model import Speech
from ..speech.words import Masked, Segmenter, is_word

if TYPE_CHECKING:
    from .freq import FreqQuery


class Counted(NamedTuple):
    """What one speech contributes to one group.

    group: the group's cells. size: tokens, punctuation left out. counts: of words or n-grams.
    tags: jieba tag of each token, where asked for.
    """

    group: tuple[object, ...]
    size: int
    counts: Counter[str]
    tags: dict[str, str]


class Prepared(NamedTuple):
    """A text of one group ready to be cut: its terms and numbers masked, or (without tags) its
    tokens."""

    group: tuple[object, ...]
    text: Masked | list[str]


def count_terms(speech: Speech, words: Segmenter, query: FreqQuery) -> list[Counted]:
    """Return what ``speech`` contributes: one group, or one for each of its sections."""
    return count_prepared(prepare_terms(speech, words, query), words, query)


def prepare_terms(speech: Speech, words: Segmenter, query: FreqQuery) -> list[Prepared]:
    """Return the texts to count, which needs the terms of ``words`` but not its dictionary."""
    if query.by == "section":
        return [
            Prepared((speech.doc, section), words.mask(text))
            for section, text in section_texts(speech)
        ]
    group: tuple[object, ...] = ()
    if query.by == "year":
        group = (speech.year,)
    elif query.by == "level":
        group = (speech.fact("level"),)
    elif query.by == "doc":
        group = (speech.doc,)
    # Tags are not kept.
    tagged = query.pos or query.tags
    return [Prepared(group, words.mask(speech.text) if tagged else words.prepare(speech))]


def count_prepared(
    prepared: Iterable[Prepared], words: Segmenter, query: FreqQuery
) -> list[Counted]:
    """Return the counts of the prepared texts of one speech, one for each group."""
    out: dict[tuple[object, ...], Counted] = {}
    for group, text in prepared:
        part = _count(text, words, query, group)
        if group in out:
            known = out[group]
            part = Counted(
                group, known.size + part.size, known.counts + part.counts, known.tags | part.tags
            )
        out[group] = part
    return list(out.values())


def section_texts(speech: Speech) -> Iterator[tuple[str, str]]:
    """Yield ``(section, text)``, each up to the next heading; ``""`` before the first."""
    starts = [(0, ""), *((h.start, h.section) for h in speech.headings)]
    ends = [start for start, _ in starts[1:]] + [len(speech.text)]
    for (start, section), end in zip(starts, ends, strict=True):
        if end > start:
            yield section, speech.text[start:end]


def _count(
    text: Masked | list[str], words: Segmenter, query: FreqQuery, group: tuple[object, ...]
) -> Counted:
    tags: dict[str, str] = {}
    if query.ngram > 1:
        tokens = words.tokens(text)
        size = sum(1 for token in tokens if is_word(token))
        return Counted(group, size, count_ngrams(tokens, query.ngram), tags)
    if query.pos or query.tags:
        assert isinstance(text, Masked)
        tagged = words.tagged(text)
        tags = dict(tagged)
        counts = Counter(token for token, _ in tagged)
    else:
        counts = words.count(text)
    # Almost all tokens are alphanumeric throughout; only the others need a closer look.
    for token in [t for t in filterfalse(str.isalnum, counts) if not is_word(t)]:
        del counts[token]
    return Counted(group, counts.total(), counts, tags)


def count_ngrams(tokens: Sequence[str], n: int) -> Counter[str]:
    """Return the counts of ``n`` words in a row, joined by a space; none across punctuation.

    >>> count_ngrams(["深化", "改革", "，", "扩大", "开放"], 2)
    Counter({'深化 改革': 1, '扩大 开放': 1})
    """
    counts: Counter[str] = Counter()
    run: list[str] = []
    for token in (*tokens, "。"):
        if is_word(token):
            run.append(token)
        elif run:
            counts.update(map(" ".join, zip(*(run[i:] for i in range(n)), strict=False)))
            run = []
    return counts


class Part(NamedTuple):
    """What some speeches in a row contribute to one group, each term spelled once.

    group: the group's cells. terms: the distinct terms. sizes: tokens of each speech, punctuation
    left out. distinct: the number of distinct terms of each speech. ids, counts: for one speech
    after the other, the place in ``terms`` of each of its terms and how often it stands there.
    tags: jieba tag of each term, where asked for.
    """

    group: tuple[object, ...]
    terms: list[str]
    sizes: list[int]
    distinct: list[int]
    ids: array[int]
    counts: array[int]
    tags: dict[str, str]


def pack_counts(counted: Iterable[Iterable[Counted]]) -> list[Part]:
    """Return what some speeches in a row contribute, a part for each group in the order of its
    first speech.

    >>> counts = [Counter({"改革": 2, "开放": 1}), Counter({"开放": 3})]
    >>> (part,) = pack_counts([[Counted((), 3, c, {})] for c in counts])
    >>> part.terms, part.distinct, list(part.ids), list(part.counts)
    (['改革', '开放'], [2, 1], [0, 1, 1], [2, 1, 3])
    """
    parts: dict[tuple[object, ...], Part] = {}
    ids: dict[tuple[object, ...], defaultdict[str, int]] = {}
    for one in counted:
        for group, size, counts, tags in one:
            if group not in parts:
                parts[group] = Part(group, [], [], [], array("I"), array("I"), {})
                # Each new term gets the next number.
                ids[group] = defaultdict(count().__next__)
            part = parts[group]
            part.sizes.append(size)
            part.distinct.append(len(counts))
            part.ids.extend(map(ids[group].__getitem__, counts))
            part.counts.extend(counts.values())
            part.tags.update(tags)
    for group, part in parts.items():
        part.terms.extend(ids[group])
    return list(parts.values())


def merge_parts(packed: Iterable[Sequence[Part]]) -> list[Part]:
    """Return one list of parts for several that follow each other, as `pack_counts` would.

    >>> one, two = ([[Counted((), 1, Counter([term]), {})]] for term in ("改革", "开放"))
    >>> merge_parts([pack_counts(one), pack_counts(two)]) == pack_counts([*one, *two])
    True
    """
    merged: dict[tuple[object, ...], Part] = {}
    ids: dict[tuple[object, ...], defaultdict[str, int]] = {}
    for parts in packed:
        for part in parts:
            if part.group not in merged:
                merged[part.group] = Part(part.group, [], [], [], array("I"), array("I"), {})
                ids[part.group] = defaultdict(count().__next__)
            whole = merged[part.group]
            here = array("I", map(ids[part.group].__getitem__, part.terms))
            whole.ids.extend(map(here.__getitem__, part.ids))
            whole.counts.extend(part.counts)
            whole.sizes.extend(part.sizes)
            whole.distinct.extend(part.distinct)
            whole.tags.update(part.tags)
    for group, whole in merged.items():
        whole.terms.extend(ids[group])
    return list(merged.values())

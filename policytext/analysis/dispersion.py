"""Dispersion: how evenly a term is spread over the parts of a corpus, its documents as a rule.

Every measure takes ``counts``, the hits of the term in each part, and ``sizes``, the tokens of
each part. A part of size 0 tells nothing and is left out. Directions differ: Gries' DP and the
KL divergence are 0 for an even spread and grow with clumping, Juilland's D, Carroll's D2 and
Rosengren's S are 1 for an even spread. All raise ValueError where there is nothing to measure:
no hits at all, sequences of different length, or hits in a part without tokens.

Below, s_i is the share of part i in all tokens, v_i its share in all hits, and n the number of
parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log2, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policytext.analysis.postings import Postings


def gries_dp(counts: Sequence[int], sizes: Sequence[int]) -> float:
    """Deviation of proportions, from 0 (even) towards 1 (clumped): half the sum of |v_i - s_i|
    (Gries 2008, "Dispersions and adjusted frequencies in corpora", p. 415).

    Summed in integers: the order of the parts changes nothing.

    >>> gries_dp([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])  # Gries 2008, word "a"
    0.18
    """
    pairs, hits, tokens = _checked(counts, sizes)
    return _deviation(pairs, hits, tokens) / (2 * hits * tokens)


def dp_norm(counts: Sequence[int], sizes: Sequence[int]) -> float:
    """DP over its largest possible value: DP / (1 - min s_i) (Lijffijt & Gries 2012, eq. 3);
    0 for a single part.

    >>> dp_norm([2, 1, 0], [1, 1, 1])  # Lijffijt & Gries 2012
    0.5
    """
    pairs, hits, tokens = _checked(counts, sizes)
    room = tokens - min(size for _, size in pairs)
    return _deviation(pairs, hits, tokens) / (2 * hits * room) if room else 0.0


def juilland_d(counts: Sequence[int], sizes: Sequence[int]) -> float:
    """D = 1 - V / sqrt(n - 1), where V is the coefficient of variation (the standard deviation of
    the population over the mean) of the relative frequencies in the parts (Juilland & others
    1970); 1 for a single part.

    >>> round(juilland_d([0, 4, 3, 2, 1], [1, 1, 1, 1, 1]), 4)  # Carroll 1970
    0.6464
    """
    rates = _rates(counts, sizes)
    if len(rates) == 1:
        return 1.0
    mean = sum(rates) / len(rates)
    variance = sum((rate - mean) ** 2 for rate in rates) / len(rates)
    return 1 - sqrt(variance) / mean / sqrt(len(rates) - 1)


def carroll_d2(counts: Sequence[int], sizes: Sequence[int]) -> float:
    """D2: the entropy of the relative frequencies in the parts over log2 n, its largest value
    (Carroll 1970, "An alternative to Juilland's usage coefficient"); 1 for a single part.

    >>> round(carroll_d2([2, 1, 1, 1, 0], [1, 1, 1, 1, 1]), 4)  # Carroll 1970
    0.8277
    """
    rates = _rates(counts, sizes)
    if len(rates) == 1:
        return 1.0
    total = sum(rates)
    shares = [rate / total for rate in rates if rate]
    # "+ 0.0": no -0.0 for a term that stands in one part only
    return -sum(share * log2(share) for share in shares) / log2(len(rates)) + 0.0


def rosengren_s(counts: Sequence[int], sizes: Sequence[int]) -> float:
    """S: the square of the sum of sqrt(s_i * hits in part i), over all hits (Rosengren 1971,
    "The quantitative concept of language", with shares for parts of different size).

    >>> round(rosengren_s([1, 2, 3, 4, 5], [1, 1, 1, 1, 1]), 3)  # Gries 2008
    0.937
    """
    pairs, hits, tokens = _checked(counts, sizes)
    return sum(sqrt(count * size) for count, size in pairs) ** 2 / (hits * tokens)


def kl_divergence(counts: Sequence[int], sizes: Sequence[int]) -> float:
    """Kullback-Leibler divergence of the hits from the sizes in bits: the sum of
    v_i * log2(v_i / s_i) (Gries 2019, "Analyzing dispersion"); 0 even, without an upper bound.

    >>> round(kl_divergence([2, 2, 2, 2, 2], [9, 10, 10, 10, 11]), 3)  # Gries 2019, word "b"
    0.003
    """
    pairs, hits, tokens = _checked(counts, sizes)
    return sum(
        count / hits * log2(count * tokens / (size * hits)) for count, size in pairs if count
    )


def dp_over(postings: Postings, sizes: Sequence[int], totals: Sequence[int]) -> list[float]:
    """`gries_dp` of every term of a corpus, from one pass over its ``postings``.

    ``sizes[doc_index]`` is the number of tokens of a document and ``totals[term_id]`` that of the
    hits of a term; a pair of term and document may occur in one posting only. The sum of
    |hits_i * N - size_i * C| is kept in integers, N all tokens and C all hits of the term;
    documents without the term add size_i * C each, which is C * N less that of the others.
    The result does not depend on the order of the postings. A term without hits has DP 0.

    >>> from policytext.analysis.postings import Postings
    >>> with Postings() as postings:
    ...     postings.add(0, {0: 1, 1: 2}.items())
    ...     postings.add(1, {1: 1}.items())
    ...     dp_over(postings, [10, 30], [1, 3])
    [0.75, 0.4166666666666667]
    """
    tokens = sum(sizes)
    # numpy's integers end at 63 bits.
    fits = 2 * tokens * max(totals, default=0) < 1 << 62
    sums = _sum_many if postings.many and fits else _sum_few
    return [
        deviation / (2 * total * tokens) if total else 0.0
        for deviation, total in zip(sums(postings, sizes, totals), totals, strict=True)
    ]


def _sum_few(postings: Postings, sizes: Sequence[int], totals: Sequence[int]) -> list[int]:
    tokens = sum(sizes)
    deviations = [total * tokens for total in totals]
    for terms, documents, counts in postings.blocks():
        for term, document, count in zip(terms, documents, counts, strict=True):
            share = sizes[document] * totals[term]
            hits = count * tokens
            deviations[term] += hits - share - share if hits > share else -hits
    return deviations


def _sum_many(postings: Postings, sizes: Sequence[int], totals: Sequence[int]) -> list[int]:
    import numpy as np

    tokens = sum(sizes)
    size_of, total_of = np.array(sizes, np.int64), np.array(totals, np.int64)
    deviations = total_of * tokens
    for block in postings.blocks():
        terms, documents, counts = (np.frombuffer(column, np.uint32) for column in block)
        share = size_of[documents] * total_of[terms]
        hits = counts.astype(np.int64) * tokens
        np.add.at(deviations, terms, np.where(hits > share, hits - share - share, -hits))
    found: list[int] = deviations.tolist()
    return found


def _deviation(pairs: Sequence[tuple[int, int]], hits: int, tokens: int) -> int:
    return sum(abs(count * tokens - size * hits) for count, size in pairs)


def _rates(counts: Sequence[int], sizes: Sequence[int]) -> list[float]:
    pairs, _, _ = _checked(counts, sizes)
    return [count / size for count, size in pairs]


def _checked(counts: Sequence[int], sizes: Sequence[int]) -> tuple[list[tuple[int, int]], int, int]:
    if len(counts) != len(sizes):
        raise ValueError(f"{len(counts)} counts but {len(sizes)} sizes of parts")
    pairs = [pair for pair in zip(counts, sizes, strict=True) if pair[1]]
    hits = sum(count for count, _ in pairs)
    if not hits or hits != sum(counts):
        raise ValueError("a dispersion needs hits, and tokens wherever there are hits")
    return pairs, hits, sum(size for _, size in pairs)

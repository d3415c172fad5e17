"""How much a term rose or fell over the years."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

MEASURES = ("z", "tau")


def trend_z(years: Sequence[int], counts: Sequence[int], sizes: Sequence[int]) -> float:
    """Return the Cochran-Armitage z of a linear trend in the share ``counts / sizes``.

    Positive where the share rises. years: the scores. sizes: tokens of each year. With N the sum of
    the sizes n, p the share in all years together and t a year,
    z = sum t (k - n p) / sqrt(p (1 - p) (sum n t^2 - (sum n t)^2 / N)); 0 where there is no trend
    to test. A token weighs the same in every year, and years count by their distance. As for any
    test on tokens, words that come in clumps get too large a z.

    Cochran, W. G. (1954): Some methods for strengthening the common chi-squared tests. Biometrics
    10(4), 417-451, section 6.2. Armitage, P. (1955): Tests for linear trends in proportions and
    frequencies. Biometrics 11(3), 375-386.

    >>> round(trend_z([2012, 2013, 2014], [3, 5, 9], [10000, 10000, 10000]), 6)
    1.782771
    """
    total, size = sum(counts), sum(sizes)
    if not 0 < total < size:
        return 0.0
    share = total / size
    # From the mean year on, which changes nothing but keeps the squares small.
    mean = sum(n * t for n, t in zip(sizes, years, strict=True)) / size
    score = sum((t - mean) * (k - n * share) for t, k, n in zip(years, counts, sizes, strict=True))
    spread = sum(n * (t - mean) ** 2 for t, n in zip(years, sizes, strict=True))
    return score / sqrt(share * (1 - share) * spread) if spread else 0.0


def kendall_tau(rates: Sequence[float]) -> float:
    """Return Kendall's tau-b between the order of the years and the rates, -1 to 1.

    1 where the rate is higher in each year than in all before, whatever the size of the steps; 0
    where all rates are the same. Used for periods of a corpus by Hilpert, M. and Gries, S. Th.
    (2009): Assessing frequency changes in multistage diachronic corpora. Literary and Linguistic
    Computing 24(4), 385-401; ties after Kendall, M. G. (1945): The treatment of ties in ranking
    problems. Biometrika 33(3), 239-251.

    >>> kendall_tau([1.0, 2.0, 4.0]), kendall_tau([3.0, 3.0])
    (1.0, 0.0)
    """
    concordant = ties = 0
    pairs = len(rates) * (len(rates) - 1) // 2
    for i, later in enumerate(rates):
        for earlier in rates[:i]:
            concordant += (later > earlier) - (later < earlier)
            ties += later == earlier
    return concordant / sqrt(pairs * (pairs - ties)) if pairs > ties else 0.0

"""Keyness: what the counts of a term in two texts, A and B, say about the difference.

Every measure takes ``(count_a, count_b, total_a, total_b)``: how often the term stands in A and
in B, and how many tokens each has. B is compared with A throughout: positive means that B uses
the term more, except for the measures that are plain ratios, where above 1 (simple maths, odds
ratio) means so. Where the relative frequencies are equal a signed measure is exactly 0, and
exchanging A and B exactly changes its sign (not so for ``percent_diff``). With an empty text
nothing can be said: 0, or 1 for a ratio. All results are finite: where a zero would have to be
divided by or put into a logarithm, it is taken as 0.5.

Cells of the table: O = count_b, count_a, total_b - count_b, total_a - count_a; N their sum;
E = row sum * column sum / N.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import erfc, fsum, inf, log, log1p, log2, sqrt

Measure = Callable[[int, int, int, int], float]
PER_MILLION = 1_000_000

# Critical values of chi-square with one degree of freedom, as Rayson & Garside print them.
SIGNIFICANCE = (
    (15.13, 0.0001, "****"),
    (10.83, 0.001, "***"),
    (6.63, 0.01, "**"),
    (3.84, 0.05, "*"),
)


def signed_g2(count_a: int, count_b: int, total_a: int, total_b: int) -> float:
    """Log-likelihood of the 2x2 table, negative where the term is rarer in B.

    G2 = 2 * sum over all four cells of O * ln(O / E) (Dunning 1993, "Accurate methods for the
    statistics of surprise and coincidence", section 4). Calculators that sum two cells only give
    less.

    >>> round(signed_g2(3, 10, 31767, 10), 2)  # Dunning 1993, p. 72: 167.23
    167.23
    """
    return _signed_g2(count_a, count_b, total_a, total_b, shift=0.0)


def signed_g2_yates(count_a: int, count_b: int, total_a: int, total_b: int) -> float:
    """G2 with each cell moved by 0.5 towards its expectation, but not beyond it (Yates 1934).

    >>> round(signed_g2_yates(2, 6, 12, 17), 5)
    0.47735
    """
    return _signed_g2(count_a, count_b, total_a, total_b, shift=0.5)


def signed_g2_williams(count_a: int, count_b: int, total_a: int, total_b: int) -> float:
    """G2 divided by q = 1 + (N/R1 + N/R2 - 1) * (N/C1 + N/C2 - 1) / 6N (Williams 1976), R and C
    the row and column sums; as it is where a cell is empty.

    >>> round(signed_g2_williams(2, 6, 12, 17), 6)
    1.188777
    """
    g2 = signed_g2(count_a, count_b, total_a, total_b)
    with_term = count_a + count_b
    n = total_a + total_b
    if g2 == 0.0 or not (count_a and count_b and total_a - count_a and total_b - count_b):
        return g2
    rows = n / with_term + n / (n - with_term) - 1
    q = 1 + rows * (n / total_a + n / total_b - 1) / (6 * n)
    return g2 / q


def _signed_g2(count_a: int, count_b: int, total_a: int, total_b: int, *, shift: float) -> float:
    difference = count_b * total_a - count_a * total_b
    if difference == 0:
        return 0.0
    n = total_a + total_b
    with_term = count_a + count_b
    without = n - with_term
    # O - E is the same in all four cells but for its sign, and exact as a ratio of integers
    moved = difference / n
    adjusted = max(-shift, min(shift, moved)) if shift else 0.0
    moved -= adjusted
    parts = []
    for cell, row, column, sign in (
        (count_b, with_term, total_b, 1),
        (count_a, with_term, total_a, -1),
        (total_b - count_b, without, total_b, -1),
        (total_a - count_a, without, total_a, 1),
    ):
        observed = cell - sign * adjusted
        expected = row * column / n
        delta = sign * moved
        # O ln(O/E) - (O - E): the second parts add up to nothing over the table; without them
        # the two large cells would cancel all digits of a small result
        if observed > 0:
            ratio = delta / expected
            logarithm = log1p(ratio) if -0.5 < ratio < 0.5 else log(observed / expected)
            parts += [observed * logarithm, -delta]
        else:
            parts.append(-delta)
    # exact, so that the order of the cells, and of A and B, does not matter
    total = fsum(parts)
    return 2 * total if difference > 0 else -2 * total


def p_value(statistic: float) -> float:
    """Chance of a G2 or chi-square at least this large, whatever its sign, between texts that do
    not differ: the upper tail of chi-square with one degree of freedom.

    >>> round(p_value(-3.841459), 6)
    0.05
    """
    return erfc(sqrt(abs(statistic) / 2))


def stars(statistic: float) -> str:
    """``*`` p < 0.05, ``**`` 0.01, ``***`` 0.001, ``****`` 0.0001, else nothing, by the critical
    values 3.84, 6.63, 10.83 and 15.13 (Rayson, Berridge & Francis 2004).

    >>> stars(-7.2), stars(3.8)
    ('**', '')
    """
    size = abs(statistic)
    return next((mark for least, _, mark in SIGNIFICANCE if size >= least), "")


def chi2(count_a: int, count_b: int, total_a: int, total_b: int) -> float:
    """Pearson's chi-square, negative where the term is rarer in B: N (ad - bc)^2 over the product
    of the four sums of the table (Pearson 1900).

    >>> round(chi2(0, 3, 31774, 3))  # Dunning 1993, p. 73: 31777
    31777
    """
    return _chi2(count_a, count_b, total_a, total_b, correction=0.0)


def chi2_yates(count_a: int, count_b: int, total_a: int, total_b: int) -> float:
    """`chi2` with N/2 taken off the size of ad - bc, but not below 0 (Yates 1934).

    >>> chi2_yates(3, 1, 4, 4)  # Pedersen 1996: 0.5
    -0.5
    """
    return _chi2(count_a, count_b, total_a, total_b, correction=0.5)


def _chi2(count_a: int, count_b: int, total_a: int, total_b: int, *, correction: float) -> float:
    difference = count_b * total_a - count_a * total_b
    if difference == 0:
        return 0.0
    n = total_a + total_b
    with_term = count_a + count_b
    size = max(abs(difference) - correction * n, 0.0)
    value = n * (size / with_term / total_a) * (size / (n - with_term) / total_b)
    return value if difference > 0 else -value


def log_ratio(count_a: int, count_b: int, total_a: int, total_b: int) -> float:
    """Binary logarithm of B's relative frequency over A's (Hardie 2014, "Log Ratio"), a zero
    count taken as 0.5: 1 means twice as frequent in B, -1 half as frequent.

    >>> round(log_ratio(2, 6, 12, 17), 6)
    1.082462
    """
    if not _differs(count_a, count_b, total_a, total_b):
        return 0.0
    return log2((count_b or 0.5) * total_a) - log2((count_a or 0.5) * total_b)


def percent_diff(count_a: int, count_b: int, total_a: int, total_b: int) -> float:
    """%DIFF = 100 * (B's relative frequency - A's) / A's (Gabrielatos & Marchi 2011), a zero
    count in A taken as 0.5: 88.7 means that B uses the term 88.7 % more.

    >>> round(percent_diff(178174, 206523, 1562358, 959641), 1)  # Gabrielatos & Marchi: 88.7
    88.7
    """
    if not _differs(count_a, count_b, total_a, total_b):
        return 0.0
    base = (count_a or 0.5) * total_b
    return 100 * (count_b * total_a - base) / base


def odds_ratio(count_a: int, count_b: int, total_a: int, total_b: int) -> float:
    """Odds of the term in B over its odds in A (Pojanapunya & Todd 2016), each zero cell taken
    as 0.5; 1 where there is no difference.

    >>> round(odds_ratio(735, 16217, 2087946, 2796938), 1)  # Pojanapunya & Todd: 16.6
    16.6
    """
    if not _differs(count_a, count_b, total_a, total_b):
        return 1.0
    for_b = (count_b or 0.5) * ((total_a - count_a) or 0.5)
    return for_b / ((count_a or 0.5) * ((total_b - count_b) or 0.5))


def simple_maths(
    count_a: int, count_b: int, total_a: int, total_b: int, *, k: float = 1.0
) -> float:
    """(B per million + k) / (A per million + k) (Kilgarriff 2009, "Simple maths for keywords"):
    the larger k, the more frequent the terms that come first; 1 where there is no difference.

    >>> round(simple_maths(263, 35, 1559716979, 112289776), 4)  # Kilgarriff 2009: 1.1224
    1.1224
    """
    if not total_a or not total_b:
        return 1.0
    in_a = PER_MILLION * count_a / total_a
    return (PER_MILLION * count_b / total_b + k) / (in_a + k)


def diff_coefficient(count_a: int, count_b: int, total_a: int, total_b: int) -> float:
    """(B - A) / (B + A) of the relative frequencies, from -1 (only in A) to 1 (only in B)
    (Hofland & Johansson 1982).

    >>> round(diff_coefficient(35, 18, 1000000, 1000000), 2)  # Hofland & Johansson: -0.32
    -0.32
    """
    if not _differs(count_a, count_b, total_a, total_b):
        return 0.0
    in_a, in_b = count_a * total_b, count_b * total_a
    return (in_b - in_a) / (in_b + in_a)


def pmi(count_a: int, count_b: int, total_a: int, total_b: int) -> float:
    """Pointwise mutual information of the term and text B in bits: log2 of its count in B over
    the count expected there (Church & Hanks 1990), a zero count taken as 0.5.

    >>> round(pmi(1105 - 8, 8, 15000000 - 44, 44), 1)  # Church & Hanks, table 1: 11.3
    11.3
    """
    if not _differs(count_a, count_b, total_a, total_b):
        return 0.0
    together = (count_a + count_b) * total_b
    return log2((count_b or 0.5) * (total_a + total_b)) - log2(together)


def _differs(count_a: int, count_b: int, total_a: int, total_b: int) -> bool:
    return count_a * total_b != count_b * total_a


def log_odds_z(
    counts_a: Sequence[int], counts_b: Sequence[int], *, prior: float | None = None
) -> list[float]:
    """How many standard errors apart the log-odds of each term in B and in A are, positive where
    B uses it more (Monroe, Colaresi & Quinn 2008, "Fightin' Words", Political Analysis 16:4).

    ``counts_a[i]`` and ``counts_b[i]`` belong to the same term i; the two sequences are the whole
    vocabulary, because all of it is the denominator. With n_A and n_B their sums and alpha_0 the
    sum of all alpha_w:

    - omega_X = (y_X + alpha_w) / (n_X + alpha_0 - y_X - alpha_w), the odds in text X;
    - delta = ln omega_B - ln omega_A (eq. 16);
    - variance = 1 / (y_B + alpha_w) + 1 / (y_A + alpha_w) (eq. 20, the approximation);
    - z = delta / sqrt(variance) (eq. 22).

    The prior is informative (section 3.5.1): alpha_w is the count of the term in A and B
    together. A number as ``prior`` gives each term that alpha_w instead.
    Raises ValueError for sequences of different length or a prior that is not positive.

    >>> [round(z, 3) for z in log_odds_z([9, 3, 8], [2, 10, 8])]
    [-1.662, 1.647, 0.0]
    """
    if len(counts_a) != len(counts_b):
        raise ValueError(f"{len(counts_a)} counts for A but {len(counts_b)} for B")
    if prior is not None and not 0 < prior < inf:
        raise ValueError(f"the prior must be a positive number, not {prior}")
    total_a, total_b = sum(counts_a), sum(counts_b)
    alpha_0 = total_a + total_b if prior is None else prior * len(counts_a)
    all_a, all_b = total_a + alpha_0, total_b + alpha_0
    pairs = list(zip(counts_a, counts_b, strict=True))
    of_pair = {pair: _odds_z(*pair, all_a, all_b, prior) for pair in set(pairs)}
    return [of_pair[pair] for pair in pairs]


def _odds_z(count_a: int, count_b: int, all_a: float, all_b: float, prior: float | None) -> float:
    """One z of `log_odds_z`; all_a, all_b: the sum of the counts of the text and of all alpha_w."""
    alpha = count_a + count_b if prior is None else prior
    in_a, in_b = count_a + alpha, count_b + alpha
    rest_a, rest_b = all_a - in_a, all_b - in_b
    # a vocabulary of one term, or a term that stands nowhere: no odds to compare
    if not in_a or not in_b or rest_a <= 0 or rest_b <= 0 or in_a * all_b == in_b * all_a:
        return 0.0
    delta = log(in_b / rest_b) - log(in_a / rest_a)
    return delta / sqrt(1 / in_b + 1 / in_a)


MEASURES: dict[str, Measure] = {
    "g2": signed_g2,
    "g2_yates": signed_g2_yates,
    "g2_williams": signed_g2_williams,
    "chi2": chi2,
    "chi2_yates": chi2_yates,
    "log_ratio": log_ratio,
    "percent_diff": percent_diff,
    "odds_ratio": odds_ratio,
    "simple_maths": simple_maths,
    "diff_coefficient": diff_coefficient,
    "pmi": pmi,
}

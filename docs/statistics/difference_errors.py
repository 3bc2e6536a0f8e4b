"""Writes docs/statistics/differences.md: how often a difference is found where there is none.

Every table of two simple random samples is gone through, so that nothing is simulated.
"""

from collections.abc import Iterable
from itertools import combinations_with_replacement
from pathlib import Path

import numpy as np
from scipy.stats import binom

from topline.statistics.intervals.two_shares.recovered import (
    EstimatedShares,
    SharePairs,
    difference_limits,
)

PAGE = Path(__file__).with_name("differences.md")

BASES = (10, 20, 30, 50, 100, 200, 300)
SHARES = (0.005, 0.01, 0.02, 0.05, 0.10, 0.20, 0.30, 0.40, 0.50)
LEVEL = 0.95


def of_counts(count: np.ndarray, n: int, both: int) -> EstimatedShares:
    """Return shares as a survey of `both` groups estimates them: V = pq/n · N/(N − 1)."""
    p = count / n
    size, df = np.full(p.shape, n * (both - 1) / both), np.full(p.shape, n - 1.0)
    return EstimatedShares(p, np.full(p.shape, float(n)), size, df)


def is_found(n1: int, n2: int) -> np.ndarray:
    """Return, for each pair of counts, whether the interval of their difference leaves 0 out."""
    x1, x2 = (x.ravel() for x in np.indices((n1 + 1, n2 + 1)))
    one, two = of_counts(x1, n1, n1 + n2), of_counts(x2, n2, n1 + n2)
    pairs = SharePairs.of(one, two, np.zeros(x1.shape), n1 + n2 - 1)
    low, high = difference_limits(pairs, LEVEL)
    return ((low > 0) | (high < 0)).reshape(n1 + 1, n2 + 1)


def errors(n1: int, n2: int, shares: Iterable[float] = SHARES) -> np.ndarray:
    """Return the probability to find a difference where both groups have each of some shares."""
    found = is_found(n1, n2)
    first, second = (binom.pmf(np.arange(n + 1), n, np.array(shares)[:, None]) for n in (n1, n2))
    return np.einsum("si,ij,sj->s", first, found, second, optimize=True)


def page() -> str:
    """Write the page: a row for each pair of bases, a column for each share."""
    lines = [
        "# Errors of a difference",
        "",
        "How often two simple random samples of one share are called different at 5%, in",
        "percent, by `Estimates.compare`, by the letters of a crosstab and by a chart of the",
        "difference: they are one method, whose p-value is below 5% just where its 95% interval",
        "leaves 0 out. Every pair of counts is gone through and weighted with its probability;",
        "nothing is simulated. `python docs/statistics/difference_errors.py` makes this page.",
        "",
        "| bases | " + " | ".join(f"{100 * share:g}%" for share in SHARES) + " | most |",
        "|---|" + "---|" * (len(SHARES) + 1),
    ]
    for n1, n2 in combinations_with_replacement(BASES, 2):
        own = 100 * errors(n1, n2)
        cells = [f"{error:.1f}" for error in own] + [f"{own.max():.1f}"]
        lines.append(f"| {n1} and {n2} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

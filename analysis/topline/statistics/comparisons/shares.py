"""Tests of two shares of independent groups, as kernels for many pairs at once."""

import numpy as np

from ..core.count import Count
from ..core.methods import FloatArray, as_table
from ..intervals.two_shares.recovered import EstimatedShares, SharePairs, difference_quantiles
from .significance import SignificanceMethod, Tails, normal_tails


def pooled_z(one: Count, two: Count) -> Tails:
    """(p̂₁ − p̂₂)/√(p̄q̄(1/n₁ + 1/n₂)), p̄ = (x₁ + x₂)/(n₁ + n₂); 0 where p̄ is 0 or 1."""
    return _tails(one.p - two.p, one, two)


def pooled_z_cc(one: Count, two: Count) -> Tails:
    """Pooled score with |p̂₁ − p̂₂| less ½(1/n₁ + 1/n₂), but not below 0."""
    difference = one.p - two.p
    smaller = np.maximum(np.abs(difference) - (1 / one.n + 1 / two.n) / 2, 0)
    return _tails(np.sign(difference) * smaller, one, two)


def newcombe(one: Count, two: Count) -> Tails:
    """Return the normal quantile that puts a limit of Newcombe's interval on 0, and its tails."""
    first, second = _estimated(one), _estimated(two)
    found = SharePairs.of(first, second, np.zeros_like(first.p), np.inf)
    return normal_tails(difference_quantiles(found).reshape(one.n.shape))


def _estimated(count: Count) -> EstimatedShares:
    n = count.n.ravel()
    return EstimatedShares(count.p.ravel(), n, n, np.full_like(n, np.inf))


def _tails(difference: FloatArray, one: Count, two: Count) -> Tails:
    count, n = one.x + two.x, one.n + two.n
    variance = count / n * (n - count) / n * (1 / one.n + 1 / two.n)
    flat = variance <= 0
    z = np.where(flat, 0.0, difference / np.sqrt(np.where(flat, 1.0, variance)))
    return normal_tails(z)


TESTS = as_table(
    SignificanceMethod(
        "newcombe",
        "Newcombe",
        newcombe,
        "Newcombe (1998), Statistics in Medicine 17:873–890, method 10, turned round",
    ),
    SignificanceMethod(
        "pooled_z",
        "pooled z",
        pooled_z,
        "Pearson (1900), Philosophical Magazine 50:157–175, the root of χ²",
    ),
    SignificanceMethod(
        "pooled_z_cc",
        "pooled z with continuity correction",
        pooled_z_cc,
        "Yates (1934), Supplement to the Journal of the Royal Statistical Society 1:217–235",
    ),
)

"""The exact unconditional interval against an enumeration of every table."""

import numpy as np
import pytest
from scipy.stats import binom

from topline.statistics.intervals.two_shares.difference import difference_interval


def cubic_score(x1, n1, x2, n2, delta):
    """The score by the roots of the likelihood's cubic equation, a second way to it."""
    total = n1 + n2
    coefficients = [
        total,
        (n1 + 2 * n2) * delta - total - x1 - x2,
        (n2 * delta - total - 2 * x2) * delta + x1 + x2,
        x2 * delta * (1 - delta),
    ]
    # p₂ as the root that leaves both shares between 0 and 1 with the largest likelihood
    roots = [root.real for root in np.roots(coefficients) if abs(root.imag) < 1e-6]
    low, high = max(0, -delta), min(1, 1 - delta)

    def log_likelihood(p2):
        p1 = p2 + delta
        pairs = ((x1, p1), (n1 - x1, 1 - p1), (x2, p2), (n2 - x2, 1 - p2))
        return sum(k * np.log(max(p, 1e-300)) for k, p in pairs if k)

    candidates = [min(max(root, low), high) for root in (*roots, low, high)]
    p2 = max(candidates, key=log_likelihood)
    p1 = p2 + delta
    variance = p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2
    gap = x1 / n1 - x2 / n2 - delta
    return gap / np.sqrt(max(variance, 1e-300)) if abs(gap) > 1e-12 else 0.0


def worst_case(table, delta):
    x1, n1, x2, n2 = table
    scores = np.array(
        [[cubic_score(i, n1, j, n2, delta) for j in range(n2 + 1)] for i in range(n1 + 1)]
    )
    reached = scores >= scores[x1, x2] - 1e-7 * (1 + abs(scores[x1, x2]))
    p2 = np.linspace(max(0, -delta), min(1, 1 - delta), 4001)
    p1 = np.clip(p2 + delta, 0, 1)
    first = binom.pmf(np.arange(n1 + 1)[:, None], n1, p1)
    second = binom.pmf(np.arange(n2 + 1)[:, None], n2, p2)
    return float(np.einsum("ik,ij,jk->k", first, reached, second).max())


@pytest.mark.parametrize("table", [(3, 7, 1, 9), (0, 8, 5, 12), (6, 6, 2, 9), (5, 11, 5, 11)])
def test_limit_is_where_the_worst_probability_passes_the_tail(table):
    low, high = difference_interval(*table, method="exact_unconditional")
    x1, n1, x2, n2 = table
    for limit, own in ((low, table), (-high, (x2, n2, x1, n1))):
        if limit > -1:
            assert worst_case(own, limit - 2e-4) <= 0.025
            assert worst_case(own, limit + 2e-4) > 0.025


def test_gives_the_interval_sas_prints():
    # 84/101 against 89/105, PROC FREQ, as tabulated in WUSS 2016 paper 127.
    low, high = difference_interval(84, 101, 89, 105, method="exact_unconditional")
    assert (low, high) == (pytest.approx(-0.1227, abs=5e-5), pytest.approx(0.0869, abs=5e-5))


@pytest.mark.parametrize(("n1", "n2"), [(2, 2), pytest.param(3, 4, marks=pytest.mark.long)])
def test_never_covers_less_than_it_says(n1, n2):
    x1, x2 = np.meshgrid(np.arange(n1 + 1), np.arange(n2 + 1), indexing="ij")
    low, high = difference_interval(
        x1, n1, x2, n2, method="exact_unconditional", confidence_level=0.8
    )
    rng = np.random.default_rng(3)
    for p1, p2 in rng.random((100, 2)):
        chance = np.outer(binom.pmf(range(n1 + 1), n1, p1), binom.pmf(range(n2 + 1), n2, p2))
        assert chance[(low <= p1 - p2) & (p1 - p2 <= high)].sum() > 0.8 - 1e-9


def test_is_mirrored_and_says_nan_for_missing():
    low, high = difference_interval(
        [1, 5, np.nan, 0], 5, [2, 0, 1, 6], 6, method="exact_unconditional"
    )
    turned = difference_interval(
        [2, 0, 1, 6], 6, [1, 5, np.nan, 0], 5, method="exact_unconditional"
    )
    np.testing.assert_allclose(low, -turned.ci_high, atol=1e-10)
    assert np.isnan(low[2])
    assert np.isnan(high[2])
    assert high[1] == 1
    assert low[3] == -1
    alone = difference_interval(1, 5, 2, 6, method="exact_unconditional")
    assert alone == (low[0], high[0])

"""Exact intervals for one proportion against their definitions, by brute force, and other code."""

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import binom

from tests.conftest import in_one_test, reference_rows
from topline import ArgumentError, proportion_interval
from topline.statistics.intervals.one_share.proportion import METHODS

SHARES = np.linspace(0, 1, 20003)[1:-1]
STEP = SHARES[1] - SHARES[0]


def p_values(method, x, n):
    """The two-sided p-values of every share, straight from the definition."""
    counts = np.arange(n + 1)
    chance = binom.pmf(counts, n, SHARES[:, None])
    rank = chance
    if method == "blaker":
        upper = np.cumsum(chance[:, ::-1], axis=1)[:, ::-1]
        rank = np.minimum(np.cumsum(chance, axis=1), upper)
    return np.where(rank <= rank[:, [x]] * (1 + 1e-10), chance, 0).sum(axis=1)


@pytest.mark.parametrize("method", ["blaker", "sterne"])
@pytest.mark.parametrize("n", [1, 2, 7, pytest.param(24, marks=pytest.mark.long)])
def test_is_the_hull_of_the_shares_the_test_keeps(method, n):
    for x in range(n + 1):
        values = p_values(method, x, n)
        for level in (0.5, 0.8, 0.95, 0.99):
            kept = SHARES[values > 1 - level]
            low, high = proportion_interval(x, n, method=method, confidence_level=level)
            assert low == pytest.approx(0 if x == 0 else kept[0], abs=STEP)
            assert high == pytest.approx(1 if x == n else kept[-1], abs=STEP)


@in_one_test("row", reference_rows("shortest_r.csv"), ids=lambda row: row["nobs"])
def test_agrees_with_the_packages_that_offer_short_intervals(row):
    n, method = int(row["nobs"]), row["method"]
    low, high = proportion_interval(
        np.arange(n + 1), n, method=method, confidence_level=float(row["confidence_level"])
    )
    expected = np.array(row["lows"].split(), dtype=float)
    np.testing.assert_allclose(low, expected, atol=3e-7)
    np.testing.assert_allclose(high, 1 - expected[::-1], atol=3e-7)


@pytest.mark.parametrize("level", [0.5, 0.95, 0.999])
@pytest.mark.parametrize("n", [1, 6, 30, 200])
def test_no_limit_of_wang_can_be_moved_in(n, level):
    """Without any one count just inside its limit the coverage there falls below the level."""
    low, high = proportion_interval(np.arange(n + 1), n, method="wang", confidence_level=level)
    for x in range(1, n + 1):
        p = low[x] + 1e-9
        holds = (low <= p) & (p <= high)
        holds[x] = False
        assert binom.pmf(np.flatnonzero(holds), n, p).sum() < level + 1e-8


@pytest.mark.parametrize("n", [5, 30, 200])
def test_blyth_and_still_take_the_fewest_counts(n):
    """At no share do fewer consecutive counts reach the level."""
    low, high = proportion_interval(np.arange(n + 1), n, method="blyth_still_casella")
    for p in np.linspace(0.0013, 0.9981, 301):
        size = int(((low <= p) & (p <= high)).sum())
        total = np.append(0, np.cumsum(binom.pmf(np.arange(n + 1), n, p)))
        assert (total[size:] - total[: total.size - size]).max() >= 0.95 - 1e-9
        assert (total[size - 1 :] - total[: total.size - size + 1]).max() < 0.95 + 1e-9


def shortest_runs(n, level):
    """Blyth, Still and Casella's lower limits from all steps of the run, root by root."""

    def chance(first, last, p):
        return binom.cdf(last, n, p) - binom.cdf(first - 1, n, p)

    def likeliest(first, last):
        ways = binom.logpmf(first - 1, n - 1, 0.5) - binom.logpmf(last, n - 1, 0.5)
        return 1 / (1 + np.exp(-ways / (last - first + 1)))

    def last_of(first):
        runs = (b for b in range(first, n) if chance(first, b, likeliest(first, b)) >= level)
        return next(runs, n) if first else 0

    last = np.array([last_of(first) for first in range(n + 1)])
    first = np.searchsorted(last, np.arange(1, n + 1)) - 1
    comes = np.zeros(n + 1)
    for x, a in enumerate(first, start=1):
        start = likeliest(a, x - 1) if a else 1e-12
        comes[x] = brentq(lambda p, a=a, x=x: chance(a, x - 1, p) - level, start, 1, xtol=1e-14)
    goes = 1 - comes[::-1]
    joined = {
        x: a for x, a in enumerate(first, start=1) if last[a + 1] == x and goes[a] <= comes[x]
    }
    limits = comes.copy()
    for x, a in joined.items():
        others = [comes[y] for y in range(x) if y not in joined]
        others += [goes[b] for b in range(a) if b not in joined.values()]
        start = max(goes[a], *others)
        others = [comes[y] for y in range(x + 1, n + 1) if y not in joined]
        others += [goes[b] for b in range(a + 1, n + 1) if b not in joined.values()]
        end = min(comes[x], *others)
        start, end = max(start, 0.5 * (n - x <= a)), min(end, 0.5 if n - x >= a else 1)
        limits[x] = (start + end) / 2
    return limits


@pytest.mark.parametrize(("n", "level"), [(1, 0.95), (12, 0.9), (51, 0.8), (60, 0.95)])
def test_blyth_and_still_move_midway(n, level):
    """Of 51 at 80%, 16 goes out alone and 26 comes in alone before 17 and 27 do so in one."""
    limits = proportion_interval(
        np.arange(n + 1), n, method="blyth_still_casella", confidence_level=level
    )
    expected = shortest_runs(n, level)
    np.testing.assert_allclose(limits.ci_low, expected, atol=1e-10)
    np.testing.assert_allclose(limits.ci_high, 1 - expected[::-1], atol=1e-10)


@pytest.mark.parametrize("method", ["wang", "blyth_still_casella"])
def test_a_count_has_the_same_limits_alone_and_among_others(method):
    n = np.array([1, 51, 51, 400, 400, 3000])
    x = np.array([1, 27, 34, 252, 0, 1490])
    together = proportion_interval(x, n, method=method, confidence_level=0.8)
    for row in range(n.size):
        alone = proportion_interval(x[row], n[row], method=method, confidence_level=0.8)
        assert alone == (together.ci_low[row], together.ci_high[row])


@pytest.mark.parametrize("method", ["blaker", "sterne", "wang", "blyth_still_casella"])
def test_lies_within_clopper_and_pearson(method):
    n = np.array([400, 400, 1000, 3000])
    x = np.array([0, 252, 7, 1500])
    low, high = proportion_interval(x, n, method=method)
    wide_low, wide_high = proportion_interval(x, n, method="clopper_pearson")
    if method in ("blaker", "wang"):
        assert (low >= wide_low - 1e-12).all()
        assert (high <= wide_high + 1e-12).all()
    assert (high - low <= wide_high - wide_low)[1:].all()


@pytest.mark.parametrize("method", ["wang", "blyth_still_casella"])
def test_short_exact_methods_say_up_to_which_base_they_go(method):
    with pytest.raises(ArgumentError, match=f"nobs is 100001; method '{method}' takes bases up to"):
        proportion_interval(5, 100_001, method=method)
    low, high = proportion_interval(3000, 10_000, method=method)
    assert low < 0.3 < high


@pytest.mark.parametrize("method", [key for key, row in METHODS.items() if row.integer_counts])
def test_whole_count_methods_refuse_effective_counts(method):
    message = f"method '{method}' is for whole counts, not the effective 2.5 of 10"
    with pytest.raises(ArgumentError, match=message):
        proportion_interval(2.5, 10, method=method)
    with pytest.raises(ArgumentError, match=r"not the effective 126 of 200\.5 that weights"):
        proportion_interval([252, 3], [401, 10], method=method, deff=2)


@pytest.mark.parametrize("n", [10**6, 10**9])
def test_rare_events_in_large_samples(n):
    """Poisson's limits, which the binomial ones of a rare event are near (Garwood 1936 for CP)."""
    low, high = proportion_interval([0, 1, 3], n, method="blaker")
    exact = proportion_interval([0, 1, 3], n, method="clopper_pearson")
    np.testing.assert_allclose(high[0] * n, -np.log(0.05) * 1.0, rtol=0.25)
    np.testing.assert_allclose(low[1] * n, -np.log(0.95), rtol=1e-5)
    assert (low >= exact.ci_low).all()
    assert (high <= exact.ci_high).all()
    np.testing.assert_allclose(
        proportion_interval(n - 1, n, method="blaker").ci_low, 1 - high[1], rtol=1e-14
    )

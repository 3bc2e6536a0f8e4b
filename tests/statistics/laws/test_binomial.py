"""The binomial law in 60 decimal digits, and the solver of many equations at once."""

from decimal import Decimal, localcontext
from math import comb

import numpy as np
import pytest
from scipy.special import expit

from topline.statistics.core.roots import solve
from topline.statistics.laws.binomial import (
    at_least,
    at_most,
    half_deviance,
    least_odds,
    probability,
)


@pytest.mark.parametrize("n", [1, 2, 7, 40, 300])
@pytest.mark.parametrize("theta", [-20.0, -3.0, -0.2, 0.0, 1.5, 20.0])
def test_agrees_with_many_digits(n, theta):
    p, q = Decimal(float(expit(theta))), Decimal(float(expit(-theta)))
    with localcontext(prec=60):
        chance = [comb(n, k) * p**k * q ** (n - k) for k in range(n + 1)]
    k = np.arange(-1.0, n + 2)
    size, odds = np.full(k.shape, float(n)), np.full(k.shape, theta)
    close = {"rtol": 2e-12, "atol": 1e-290}
    exact = [0, *(float(c) for c in chance), 0]
    np.testing.assert_allclose(probability(k, size, odds), exact, **close)
    exact = [float(sum(chance[max(int(i), 0) :])) for i in k]
    np.testing.assert_allclose(at_least(k, size, odds), exact, **close)
    exact = [float(sum(chance[: int(i) + 1])) for i in k]
    np.testing.assert_allclose(at_most(k, size, odds), exact, **close)


def test_probabilities_of_large_samples_keep_their_digits():
    """Half the deviance is (x − np)²/2npq to first order, and no smaller than that of 20 digits."""
    n, x = 10.0**9, 5.0 * 10**8 + 3.0 * 10**4
    found = half_deviance(np.array(x), np.array(n), np.array(0.0))
    # n·(log 2 + d·log(1 + …)) in the series d²·2n + d⁴·4n/3 with d = 3e-5, next term below 1e-16.
    assert found == pytest.approx(2 * n * 3e-5**2 + 4 / 3 * n * 3e-5**4, rel=1e-13)


@pytest.mark.parametrize("tail", [1e-9, 0.025, 0.5])
def test_least_odds_solve_their_equation(tail):
    x, n = np.array([1.0, 3, 10, 10**9]), np.array([10.0**9, 10, 10, 10**9])
    theta = least_odds(x, n, tail)
    np.testing.assert_allclose(at_least(x, n, theta), tail, rtol=1e-8)


def test_solves_every_element_as_if_alone():
    target = np.array([-3.0, 0.0, 1e-9, 40.0])

    def excess(theta, value):
        return np.sinh(theta) - value, np.cosh(theta)

    roots = solve(excess, np.zeros(4), target, low=-50.0, high=50.0)
    np.testing.assert_allclose(roots, np.arcsinh(target), rtol=1e-14, atol=1e-16)
    for i in range(4):
        assert solve(excess, np.zeros(1), target[i : i + 1], low=-50.0, high=50.0)[0] == roots[i]


def test_halves_its_bounds_where_a_step_leaves_them():
    def excess(theta):
        return np.arctan(theta - 3), 1 / (1 + (theta - 3) ** 2)

    assert solve(excess, np.array([40.0]), low=-10.0, high=50.0)[0] == pytest.approx(3, abs=1e-12)


def test_missing_values_stop_at_once():
    assert np.isnan(solve(lambda theta: (theta, np.ones_like(theta)), np.array([np.nan]))[0])

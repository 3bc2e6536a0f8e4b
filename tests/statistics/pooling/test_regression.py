"""Groups, meta-regression, small-study tests and cumulative order, against R's metafor 3.8-1.

R 4.2.2: d <- escalc("PLO", xi=X, ni=N); rma(yi, vi, mods=~YEAR, data=d) and so on, of the numbers
below; those of the BCG trials are metafor's own example, ?dat.bcg. It stops looking for a variance
at steps of 1e-5, which shows in the fifth digit.
"""

import numpy as np
import pandas as pd
import pytest

from topline import ArgumentError, cumulative_pool, pool_proportions, small_study_test
from topline.statistics.pooling.heterogeneity import TAU2
from topline.statistics.pooling.regression import (
    Moderators,
    meta_regression,
    residual_tau2,
)
from topline.statistics.pooling.result import Choices

pytestmark = pytest.mark.quick

X, N = [12, 30, 25, 60, 14, 45, 9, 80], [60, 100, 110, 150, 90, 120, 60, 200]
GROUP = list("aaabbbab")
YEAR = [2001, 2003, 2004, 2008, 2010, 2012, 2014, 2018]

BCG_Y = [-0.8893113339, -1.585388657, -1.348073148, -1.44155119, -0.2175473222, -0.7861155858,
         -1.620898224, 0.01195233352, -0.4694176487, -1.371344803, -0.3393588283, 0.4459134006,
         -0.01731394822]  # fmt: skip
BCG_V = [0.325584765, 0.1945811214, 0.4153679654, 0.0200100319, 0.05121017217, 0.006905618456,
         0.2230172476, 0.003961579298, 0.05643421046, 0.07302479361, 0.01241221397, 0.5325058452,
         0.07140465968]  # fmt: skip
LATITUDE = [44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33]


def regression(**more):
    options = {"method": "logit", "mods": {"yr": YEAR}} | more
    return pool_proportions(X, N, **options).regression


def test_meta_regression():
    found = regression()
    assert found.names == ("intercept", "yr")
    assert found.coefficient == pytest.approx([-53.08073411138, 0.02593883281], rel=1e-6)
    assert found.std_error == pytest.approx([72.35715872937, 0.03601854473], rel=1e-6)
    assert found.tau2 == pytest.approx(0.2563533837, rel=1e-6)
    assert found.q_moderators == pytest.approx(0.5186191346, rel=1e-6)
    assert found.q_moderators_p == pytest.approx(0.4714313149, rel=1e-6)
    assert found.q_residual == pytest.approx(30.11128737, rel=1e-8)
    assert found.q_residual_p == pytest.approx(3.743897403e-05, rel=1e-6)
    assert found.r2 == 0


def test_meta_regression_after_knapp_and_hartung():
    found = regression(hartung_knapp=True)
    assert found.std_error == pytest.approx([73.8615283838, 0.0367674023], rel=1e-6)
    assert found.q_moderators == pytest.approx(0.4977083947, rel=1e-6)
    assert found.p_value == pytest.approx([0.4993726194, 0.5069603885], rel=1e-6)
    assert found.df == 6


def test_two_moderators_by_dersimonian_and_laird():
    found = regression(mods=pd.DataFrame({"yr": YEAR, "n": N}), tau2="DL")
    expected = [49.15159290953, -0.02559102593, 0.01121374618]
    assert found.coefficient == pytest.approx(expected, rel=1e-6)
    errors = [59.111846043262, 0.029560180675, 0.003688300356]
    assert found.std_error == pytest.approx(errors, rel=1e-6)
    assert found.tau2 == pytest.approx(0.07663425839, rel=1e-6)
    assert found.q_moderators == pytest.approx(11.02481255, rel=1e-6)


def test_the_bcg_trials_by_latitude():
    mods = Moderators.of({"ablat": LATITUDE}, 13)
    choices = Choices(True, TAU2["REML"], False, 0.025)
    found = meta_regression(np.array(BCG_Y), np.array(BCG_V), mods, choices)
    assert found.coefficient == pytest.approx([0.25146429437, -0.02910166093], rel=1e-4)
    assert found.std_error == pytest.approx([0.249103666389, 0.007195554757], rel=1e-4)
    assert found.tau2 == pytest.approx(0.07635469471, rel=1e-4)
    assert found.q_moderators == pytest.approx(16.35712557, rel=1e-4)
    assert found.q_residual == pytest.approx(30.73309001, rel=1e-4)


@pytest.mark.parametrize("tau2", TAU2)
def test_every_estimator_without_moderators_is_that_of_pooling(tau2):
    y, v = np.array(BCG_Y), np.array(BCG_V)
    alone = np.ones((13, 1))
    assert residual_tau2(tau2, y, v, alone) == pytest.approx(TAU2[tau2].estimate(y, v))


def test_groups_are_pooled_by_themselves_and_compared():
    found = pool_proportions(X, N, method="logit", by=GROUP)
    a, b = found.groups["a"], found.groups["b"]
    assert (a.scale_estimate, a.std_error, a.tau2) == pytest.approx(
        (-1.225799419, 0.1783311137, 0.05240641756), rel=1e-5
    )
    assert (b.scale_estimate, b.std_error, b.tau2) == pytest.approx(
        (-0.716167901, 0.2887483383, 0.2930535821), rel=1e-5
    )
    assert found.q_groups == pytest.approx(2.254989766, rel=1e-5)
    assert found.q_groups_p == pytest.approx(0.1331843361, rel=1e-5)
    assert found.estimate == pool_proportions(X, N, method="logit").estimate
    assert "Groups of surveys differ with p = 0.13." in str(found)


@pytest.mark.usual
def test_groups_by_the_likelihood():
    found = pool_proportions(X, N, by=GROUP)
    alone = pool_proportions(X[:3] + X[6:7], N[:3] + N[6:7])
    assert found.groups["a"].estimate == alone.estimate


def test_eggers_test():
    found = small_study_test(X, N)
    assert found.statistic == pytest.approx(-6.649909073, rel=1e-6)
    assert found.p_value == pytest.approx(0.000558635139, rel=1e-6)
    assert found.df == 6
    assert (found.limit, found.limit_low, found.limit_high) == pytest.approx(
        (0.6834852614, 0.1323, 1.2346), abs=1e-4
    )
    added = small_study_test(X, N, model="random")
    assert added.statistic == pytest.approx(-5.77692426, rel=1e-6)
    assert added.p_value == pytest.approx(7.607851133e-09, rel=1e-5)


def test_cumulative_order():
    found = cumulative_pool(X, N, YEAR, method="logit")
    scale = [-1.3862943611, -1.0643397228, -1.1060651711, -0.9228393012, -1.0715158050,
             -0.9695471862, -1.0622574025, -0.9702479678]  # fmt: skip
    assert np.log(found.estimate / (1 - found.estimate)) == pytest.approx(scale, rel=1e-6)
    backward = cumulative_pool(X, N, [-year for year in YEAR], method="logit")
    assert backward.order.tolist() == [7, 6, 5, 4, 3, 2, 1, 0]
    assert backward.estimate[-1] == pytest.approx(found.estimate[-1])


@pytest.mark.usual
@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pool_proportions(X, N, mods=YEAR), "choose method='logit'"),
        (lambda: regression(mods=list("abcdefgh")), "groups are no moderator"),
        (lambda: regression(mods=YEAR[:3]), "a number for each of 8 surveys"),
        (lambda: regression(mods=[1] * 8), "constant, or follows from others"),
        (lambda: regression(mods=[np.nan, *YEAR[1:]]), "missing numbers"),
        (lambda: pool_proportions([1, 2], [9, 9], method="raw", mods=[1, 2]), "more surveys"),
        (lambda: pool_proportions(X, N, by=["a"] * 8), "it needs at least 2"),
        (lambda: pool_proportions(X, N, by=["a", "b"]), "the group of each of 8 surveys"),
        (lambda: small_study_test([1, 2], [9, 8]), "at least 3 surveys"),
        (lambda: small_study_test([1, 2, 3], [9, 9, 9], method="arcsine"), "of different size"),
        (lambda: cumulative_pool(X, N, [1, 2]), "order needs a number or day"),
    ],
)
def test_what_cannot_be_pooled_so_is_refused(call, message):
    with pytest.raises(ArgumentError, match=message):
        call()

"""Rubin's rules: D₁ and its degrees of freedom against mitml, scalars against the formulas.

R 4.2.2, mitml 0.4-4, 2026-11-27: ``mitml:::.D1(Q, U, df.com)`` of these numbers, the degrees of
freedom of complete data None, 12, 40 and 500.
"""

import numpy as np
import pytest

from topline.statistics.precision.imputations import d1, information, vector_freedom

Q = np.array(
    [
        [0.31, -0.52, 0.80],
        [0.44, -0.35, 0.62],
        [0.12, -0.61, 0.95],
        [0.38, -0.40, 0.71],
        [0.27, -0.48, 0.55],
    ]
)
U = np.array([[0.09, 0.02, 0.01], [0.02, 0.12, -0.03], [0.01, -0.03, 0.20]])
WITHIN = U + np.diag([0.03, 0.0, 0.06]) / 5
MITML = (
    (np.inf, 463.247904009061),
    (12.0, 9.4013046382387),
    (40.0, 34.1541147276825),
    (500.0, 237.868189313375),
)


@pytest.mark.parametrize(("complete", "df"), MITML)
def test_d1_is_that_of_mitml(complete, df):
    found = d1(Q, WITHIN, complete)
    assert found.statistic == pytest.approx(1.4533048656712, rel=1e-12)
    assert found.variance_increase == pytest.approx(0.126710452862432, rel=1e-12)
    assert (found.k, found.df) == (3, pytest.approx(df, rel=1e-12))


def test_of_one_number_d1_is_the_square_of_its_t():
    for complete in (7.0, np.inf):
        found = d1(Q[:, :1], WITHIN[:1, :1], complete)
        gained = 1.2 * Q[:, 0].var(ddof=1)
        own = information(WITHIN[0, 0], gained, 5, complete)
        assert found.df == pytest.approx(float(own.df))
        assert found.statistic == pytest.approx(Q[:, 0].mean() ** 2 / (WITHIN[0, 0] + gained))


def test_versions_that_are_the_same_leave_everything():
    for m in (1, 4):
        found = d1(np.repeat(Q[:1], m, axis=0), WITHIN, 12.0)
        assert (found.df, found.variance_increase) == (12.0, 0.0)
        assert found.statistic == pytest.approx(Q[0] @ np.linalg.solve(WITHIN, Q[0]) / 3)


@pytest.mark.parametrize("m", [2, 3, 5, 20])
@pytest.mark.parametrize("k", [1, 1.4, 2, 2.5, 6])
def test_degrees_of_freedom_fall_with_what_is_missing_and_stay_below_the_complete(k, m):
    for complete in (2.0, 9.0, 40.0):
        found = [vector_freedom(k, m, r, complete) for r in (0.0, 0.05, 0.3, 1.0, 4.0)]
        assert found[0] == complete
        assert all(0 < df <= complete for df in found)
    endless = [vector_freedom(k, m, r, np.inf) for r in (0.05, 0.3, 1.0, 4.0)]
    assert endless == sorted(endless, reverse=True)

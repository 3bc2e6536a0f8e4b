"""Measures of inequality by their definitions, and their influence by small steps of a weight."""

import numpy as np
import pytest

from topline.statistics.inequality.entropy import atkinson, theil
from topline.statistics.inequality.ordered import GINI, lorenz, lorenz_curve, share_ratio

pytestmark = pytest.mark.quick

Y = np.sort(np.round(np.random.default_rng(3).lognormal(2, 0.8, 40), 1))
W = np.random.default_rng(4).uniform(0.5, 3, 40)
SHARES = np.array([0.1, 0.37, 0.5, 0.9])
ORDERED = {
    "gini": GINI,
    "lorenz": lorenz_curve(SHARES),
    "S80/S20": share_ratio(0.2),
    "S90/S10": share_ratio(0.1),
}


def value(measure, y, w):
    return measure.value(y, w[:, None])[:, 0]


def test_gini_is_the_mean_difference_over_twice_the_mean():
    pairs = W[:, None] * W * np.abs(Y[:, None] - Y)
    mean = (W * Y).sum() / W.sum()
    expected = pairs.sum() / W.sum() ** 2 / (2 * mean)
    assert value(GINI, Y, W)[0] == pytest.approx(expected, rel=1e-12)


def test_gini_is_twice_the_area_above_the_lorenz_curve():
    at = np.concatenate([[0], np.cumsum(W) / W.sum()])
    curve = np.concatenate([[0], lorenz(Y, W[:, None], at[1:])[:, 0]])
    area = np.trapezoid(curve, at)
    assert value(GINI, Y, W)[0] == pytest.approx(1 - 2 * area, rel=1e-10)


def test_shares_of_tenths_by_hand():
    y, w = np.arange(1.0, 11), np.ones((10, 1))
    assert lorenz(y, w, np.array([0.2, 0.25, 0.8]))[:, 0] == pytest.approx(
        [3 / 55, 4.5 / 55, 36 / 55]
    )
    assert share_ratio(0.2).value(y, w)[0, 0] == pytest.approx(19 / 3)


@pytest.mark.parametrize("name", ORDERED)
def test_who_is_split_in_two_changes_nothing(name):
    measure = ORDERED[name]
    y, w = np.repeat(Y, 2), np.repeat(W / 2, 2)
    assert value(measure, y, w) == pytest.approx(value(measure, Y, W), rel=1e-12)
    assert value(measure, 7 * Y, 3 * W) == pytest.approx(value(measure, Y, W), rel=1e-12)


@pytest.mark.parametrize("name", ORDERED)
def test_influence_is_the_slope_in_each_weight(name):
    measure, step = ORDERED[name], 1e-6
    slope = np.empty((len(Y), len(value(measure, Y, W))))
    for k in range(len(Y)):
        up, down = (W + step * sign * (np.arange(len(Y)) == k) for sign in (1, -1))
        slope[k] = (value(measure, Y, up) - value(measure, Y, down)) / (2 * step)
    assert measure.influence(Y, W) == pytest.approx(slope, rel=1e-6, abs=1e-8)


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (theil(), lambda y, p: (p * y * np.log(y)).sum()),
        (atkinson(1.0), lambda y, p: 1 - np.exp((p * np.log(y)).sum())),
        (atkinson(0.5), lambda y, p: 1 - (p * np.sqrt(y)).sum() ** 2),
        (atkinson(2.0), lambda y, p: 1 - 1 / (p / y).sum()),
    ],
)
def test_entropy_by_its_definition_and_slope(measure, expected):
    terms = measure.terms(Y, Y**measure.power if measure.power else np.log(Y))

    def of(w):
        return np.array([w.sum(), *((w * term).sum() for term in terms)])

    p = W / W.sum()
    assert measure.value(of(W)) == pytest.approx(expected(Y / (p * Y).sum(), p), rel=1e-12)
    step, gradient = 1e-6, measure.gradient(of(W))
    for k in (0, 11, 39):
        up, down = (W + step * sign * (np.arange(len(Y)) == k) for sign in (1, -1))
        slope = (measure.value(of(up)) - measure.value(of(down))) / (2 * step)
        own = gradient @ [1.0, *(term[k] for term in terms)]
        assert own == pytest.approx(slope, rel=1e-6, abs=1e-8)


def test_versions_of_the_weights_go_side_by_side():
    both = np.column_stack([W, W[::-1]])
    for measure in ORDERED.values():
        found = measure.value(Y, both)
        assert found[:, 1] == pytest.approx(value(measure, Y, W[::-1]))


def test_nothing_to_share_is_not_defined():
    assert np.isnan(value(GINI, np.array([-2.0, 1.0]), np.ones(2))).all()
    assert np.isnan(value(share_ratio(0.5), np.array([0.0, 0.0, 3.0]), np.ones(3))).all()

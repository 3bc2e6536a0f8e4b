"""Calibration to totals: totals met, distances least, limits held, refusals by name."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from topline import errors
from topline.statistics.weighting.calibration.calibrate import calibrate_weights
from topline.statistics.weighting.calibration.plan import plan_calibration
from topline.statistics.weighting.raking.rake import rake_weights


@st.composite
def samples(draw):
    """Auxiliaries, start weights, and totals that some weights within 0.5 and 2 of them meet."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n, p = draw(st.integers(20, 200)), draw(st.integers(1, 5))
    scale = 10 ** rng.uniform(-2, 5, p)
    x = np.column_stack([np.ones(n), (rng.lognormal(size=(n, p)) + 3) * scale])
    start = rng.lognormal(size=n)
    return x, start, (start * rng.uniform(0.7, 1.6, n)) @ x


WAYS = [
    ("linear", None),
    ("linear", (0.5, 2)),
    ("raking", None),
    ("raking", (0.5, 2)),
    ("logit", (0.5, 2)),
]


@given(samples(), st.sampled_from(WAYS))
def test_totals_are_met_and_nothing_else_matters(sample, way):
    (x, start, totals), (distance, bounds) = sample, way
    found = calibrate(x, totals, start=start, distance=distance, bounds=bounds)
    np.testing.assert_allclose(found.weights @ x, totals, rtol=1e-9)
    g = found.weights / start
    if bounds:
        assert g.min() >= 0.5 - 1e-12
        assert g.max() <= 2 + 1e-12
    order = np.random.default_rng(1).permutation(len(start))
    mixed = calibrate(x[order], totals, start=start[order], distance=distance, bounds=bounds)
    np.testing.assert_allclose(mixed.weights, found.weights[order], rtol=1e-7)
    # another basis of the same auxiliaries
    turned = (np.eye(len(totals)) + 0.1) / x.mean(axis=0)[:, None]
    other = calibrate(x @ turned, totals @ turned, start=start, distance=distance, bounds=bounds)
    np.testing.assert_allclose(other.weights, found.weights, rtol=1e-6)


def calibrate(x, totals, **options):
    """Calibrate, without a word on negative weights."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".* negative; give bounds")
        return calibrate_weights(x, totals, **options)


DISTANCES = {
    "linear": lambda g: (g - 1) ** 2 / 2,
    "raking": lambda g: g * np.log(g) - g + 1,
    "logit": lambda g: 2 / 3 * ((g - 0.5) * np.log((g - 0.5) / 0.5) + (2 - g) * np.log(2 - g)),
}


@pytest.mark.parametrize(("distance", "bounds"), WAYS)
def test_no_weights_that_meet_the_totals_are_nearer(distance, bounds):
    rng = np.random.default_rng(7)
    x = np.column_stack([np.ones(12), rng.normal(5, 2, 12)])
    start = rng.uniform(1, 3, 12)
    totals = start @ x * [1.05, 1.15]
    found = calibrate(x, totals, start=start, distance=distance, bounds=bounds)
    low, high = bounds or (1e-6, 50)
    away = 1e-6 if distance == "logit" else 0
    other = minimize(
        lambda g: start @ DISTANCES[distance](g),
        np.clip(found.weights / start * rng.uniform(0.95, 1.05, 12), low + away, high - away),
        constraints={"type": "eq", "fun": lambda g: (start * g) @ x / totals - 1},
        bounds=[(low + away, high - away)] * 12,
        method="SLSQP",
        options={"ftol": 1e-14, "maxiter": 500},
    )
    np.testing.assert_allclose(found.weights / start, other.x, atol=2e-5)


def test_calibration_to_shares_of_categories_is_raking():
    rng = np.random.default_rng(2)
    sex, age = rng.integers(0, 2, 300), rng.integers(0, 3, 300)
    x = np.column_stack([sex == 0, sex == 1, age == 1, age == 2]).astype(float)
    start = rng.uniform(1, 2, 300)
    raked = rake_weights(
        {"sex": sex, "age": age},
        {"sex": {0: 170, 1: 230}, "age": {0: 100, 1: 140, 2: 160}},
        start=start,
    )
    found = calibrate_weights(x, [170, 230, 140, 160], start=start, distance="raking")
    np.testing.assert_allclose(found.weights, raked.weights, rtol=1e-9)


@pytest.mark.quick
def test_ridge_costs_let_a_total_give_way():
    rng = np.random.default_rng(3)
    x = np.column_stack([np.ones(50), rng.normal(size=50)])
    exact = calibrate(x, [55, 9]).weights
    none = calibrate(x, [55, 9], cost=[np.inf, 1e-12]).weights
    np.testing.assert_allclose(none, 1.1)
    np.testing.assert_allclose(calibrate(x, [55, 9], cost=[np.inf, 1e12]).weights, exact)
    # λ = (X'X + C⁻¹)⁻¹(T − Σx)
    cost = np.array([0.5, 0.2])
    multipliers = np.linalg.solve(x.T @ x + np.diag(1 / cost), [55, 9] - x.sum(axis=0))
    found = calibrate(x, [55, 9], cost=cost)
    np.testing.assert_allclose(found.weights, 1 + x @ multipliers, rtol=1e-10)
    # what gave way is told, and not that the equations were solved
    off = np.abs(found.weights @ x / [55, 9] - 1)
    assert found.gap == pytest.approx(off.max(), rel=1e-9)
    assert found.gap_at == found.names[off.argmax()]
    assert found.gap > 0.01


def test_several_columns_are_calibrated_as_each_is_alone():
    rng = np.random.default_rng(4)
    x = np.column_stack([np.ones(5_000), rng.normal(3, 1, (5_000, 3))]).astype(np.float32)
    starts = rng.uniform(0.5, 2, (5_000, 5))
    totals = np.asarray(x, dtype=float).sum(axis=0) * 1.2
    plan = plan_calibration(x, totals, starts[:, 0], distance="raking")
    together = plan.weights(starts, plan.solve(starts).multipliers)
    for column, start in zip(together.T, starts.T, strict=True):
        alone = calibrate_weights(x, totals, start=start, distance="raking")
        np.testing.assert_allclose(column, alone.weights, rtol=1e-9)


def test_what_cannot_be_is_refused_by_name():
    frame = pd.DataFrame({"one": 1.0, "age": [20.0, 30, 40, 50]})
    cases = [
        ({"x": frame.assign(age=[20, np.nan, 40, 50])}, ["'age'", "1 row", "2"]),
        ({"totals": {"one": 4, "ages": 150}}, ["'ages'", "'age'"]),
        ({"totals": [4, np.nan]}, ["'age'", "nan"]),
        ({"totals": [4]}, ["(1,)", "2 auxiliaries"]),
        ({"totals": [4, 250], "distance": "raking"}, ["did not converge", "No weights"]),
        ({"totals": [4, 190], "bounds": (0.8, 1.2)}, ["bounds 0.8 to 1.2 on g", "No weights"]),
        ({"distance": "logit"}, ["logit", "bounds"]),
        ({"distance": "ridge"}, ["distance", "linear, raking, logit"]),
        ({"bounds": (2, 1)}, ["bounds"]),
        ({"variance": [1, 0, 1, 1]}, ["variance"]),
        ({"cost": [-1, 1]}, ["cost"]),
        (
            {"totals": [4, 155], "distance": "raking", "max_iterations": 1, "tolerance": 1e-14},
            ["exist", "max_iterations"],
        ),
        (
            {"x": frame.assign(half=frame["age"] / 2), "totals": [4, 150, 80]},
            ["'half'", "'age'", "75", "80"],
        ),
    ]
    for changed, words in cases:
        asked = {"x": frame, "totals": [4, 150], **changed}
        with pytest.raises(errors.ArgumentError) as caught:
            calibrate_weights(asked.pop("x"), asked.pop("totals"), **asked)
        assert all(word in str(caught.value) for word in words), caught.value


def test_negative_weights_are_said():
    with pytest.warns(UserWarning, match="1 weight is negative"):
        found = calibrate_weights([[1, 1.0], [1, 2], [1, 3]], [3, 2.5])
    assert found.weights.min() < 0


def test_weights_at_bounds_are_counted():
    x = [[1, 1.0], [1, 2], [1, 3], [1, 4]]
    found = calibrate_weights(x, [4, 12], bounds=(0.5, 1.6))
    assert found.at_bounds >= 1
    np.testing.assert_allclose(found.achieved, [4, 12])

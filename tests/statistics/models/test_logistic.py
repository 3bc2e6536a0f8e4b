"""The logistic fit: the maximum, weights as counts, separation and repeats by name."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from topline import errors
from topline.statistics.models.families import LINKS
from topline.statistics.models.glm import fit_logistic


def sample(n=400, seed=1):
    rng = np.random.default_rng(seed)
    x = np.column_stack([np.ones(n), rng.normal(40, 15, n), rng.integers(0, 2, n)])
    return x, (rng.uniform(size=n) < expit(-2 + 0.04 * x[:, 1] + 0.5 * x[:, 2])).astype(float)


@pytest.mark.quick
def test_the_score_is_0_at_the_fit():
    x, y = sample()
    fit = fit_logistic(x, y)
    np.testing.assert_allclose(x.T @ (y - fit.fitted), 0, atol=1e-8)
    assert fit.deviance < fit_logistic(x[:, :1], y).deviance
    p = fit.fitted
    np.testing.assert_allclose(fit.information, x.T @ (x * (p * (1 - p))[:, None]), rtol=1e-9)


def test_weights_count_rows():
    x, y = sample(60)
    counts = np.random.default_rng(2).integers(0, 4, 60)
    weighted = fit_logistic(x, y, weights=counts)
    longer = fit_logistic(np.repeat(x, counts, axis=0), np.repeat(y, counts))
    np.testing.assert_allclose(weighted.coefficients, longer.coefficients, rtol=1e-9)
    scaled = fit_logistic(x, y, weights=counts * 1e6)
    np.testing.assert_allclose(weighted.coefficients, scaled.coefficients, rtol=1e-8)


def test_separation_is_named():
    x, y = sample(80)
    frame = pd.DataFrame(x, columns=["one", "age", "urban"])
    frame["told"] = y * 3 - 1
    with pytest.raises(errors.ArgumentError, match=r"'told'.*separation"):
        fit_logistic(frame, y)
    # a category in which all answer: separated in part of the rows
    frame["told"] = (y == 1) & (np.arange(80) % 5 == 0)
    with pytest.raises(errors.ArgumentError, match=r"'told'.*separation"):
        fit_logistic(frame.astype(float), y)


def test_large_logits_without_separation_are_fitted():
    x = np.column_stack([np.ones(2_000), np.linspace(-60, 60, 2_000)])
    y = (np.random.default_rng(3).uniform(size=2_000) < expit(x[:, 1])).astype(float)
    fit = fit_logistic(x, y)
    assert fit.coefficients[1] == pytest.approx(1, rel=0.3)


def test_repeats_are_left_out():
    x, y = sample()
    frame = pd.DataFrame(x, columns=["one", "age", "urban"])
    fit = fit_logistic(frame.assign(months=12 * frame["age"]), y)
    assert fit.left_out == ("months",)
    np.testing.assert_allclose(fit.coefficients, fit_logistic(x, y).coefficients, rtol=1e-8)


def test_answers_other_than_0_and_1_are_refused():
    x, y = sample(30)
    for wrong, words in (
        (y + 1, "0 and 1"),
        (np.ones(30), "y is 1 in every row"),
        (y[:5], "30 rows"),
    ):
        with pytest.raises(errors.ArgumentError, match=words):
            fit_logistic(x, wrong)
    with pytest.raises(errors.ArgumentError, match="weights"):
        fit_logistic(x, y, weights=-y)


def test_slopes_and_curvatures_are_the_derivatives_of_means():
    for link in LINKS.values():
        eta = np.linspace(0.1, 2.0, 20) * (1 if "inverse" in link.key else np.tile([-1, 1], 10))
        up, down = eta + 1e-6, eta - 1e-6
        for of, derivative in ((link.mean, link.slope), (link.slope, link.curvature)):
            np.testing.assert_allclose(
                derivative(eta), (of(up) - of(down)) / 2e-6, rtol=1e-7, atol=1e-9, err_msg=link.key
            )

"""Links by which means come to an edge: fits inside it are found, and none at the edge is told."""

import numpy as np
import pytest
from scipy.optimize import minimize

from topline import ArgumentError
from topline.statistics.models.families import FAMILIES, LINKS
from topline.statistics.models.glm import fit_glm
from topline.statistics.models.irls import Task
from topline.statistics.models.ordinal import fit_ordinal


def made(n=400, intercept=-1.8, slope=1.7, seed=3):
    """Shares by their logs that come near to 1, with weights."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(0, 1, n)
    y = (rng.random(n) < np.exp(intercept + slope * x)).astype(float)
    return np.column_stack([np.ones(n), x]), y, rng.uniform(1, 3, n)


def highest(x, y, w, mean):
    """Return where the likelihood is largest, by a method that knows nothing of the model."""

    def loss(beta):
        p = mean(x @ beta)
        if not ((p > 0) & (p < 1)).all():
            return 1e12
        return -float(w @ (y * np.log(p) + (1 - y) * np.log(1 - p)))

    found = minimize(loss, [np.log(y.mean()), 0.0], method="Nelder-Mead",
                     options={"xatol": 1e-10, "fatol": 1e-12, "maxiter": 20_000})  # fmt: skip
    return found.x


@pytest.mark.parametrize("slope", [1.2, 1.7])
def test_shares_by_their_logs_are_fitted_where_they_are_likeliest(slope):
    x, y, w = made(slope=slope)
    found = fit_glm(x, y, family="binomial", link="log", weights=w)
    assert found.coefficients == pytest.approx(highest(x, y, w, np.exp), rel=1e-5)
    assert np.abs((w * found.working) @ x).max() < 1e-8 * w.sum()
    # Fisher's steps go to and fro here, and did not arrive in 100
    assert found.iterations < 25


@pytest.mark.parametrize(("link", "ends"), [("log", (0.3, 1.0)), ("identity", (0.05, 1.0))])
def test_a_fit_at_the_edge_is_none(link, ends):
    x = np.linspace(0, 1, 200)
    # the highest are all 1, which a straight line, or its exponential, comes to and may not pass
    y = ((np.arange(200) * 7 % 20) / 20 < np.linspace(*ends, 200)).astype(float)
    y[150:] = 1.0
    with pytest.raises(ArgumentError, match=r"fits best where some mean is 0 or 1.*link='logit'"):
        fit_glm(np.column_stack([np.ones(200), x]), y, family="binomial", link=link)


@pytest.mark.parametrize(
    ("family", "link"),
    [
        *(("binomial", link) for link in ("logit", "probit", "cloglog", "log", "identity")),
        *(("poisson", link) for link in ("log", "identity")),
        *(("gaussian", link) for link in ("identity", "log", "inverse")),
        *(("gamma", link) for link in ("inverse", "log", "identity")),
        *(("inverse_gaussian", link) for link in ("inverse_squared", "inverse", "log", "identity")),
    ],
)
def test_the_observed_information_is_the_slope_of_the_score(family, link):

    rng = np.random.default_rng(1)
    x = np.column_stack([np.ones(50), rng.uniform(0, 1, 50)])
    mu = 0.3 + 0.3 * x[:, 1]
    y = (rng.random(50) < mu) * 1.0 if family == "binomial" else rng.poisson(3, 50) + 1.0
    task = Task(x=x, y=y, w=rng.uniform(1, 2, 50), offset=np.zeros(50), family=FAMILIES[family],
                link=LINKS[link], names=("a", "b"))  # fmt: skip
    beta = np.linalg.lstsq(x, LINKS[link].linear(mu))[0]
    step = 1e-6
    slope = [
        (task.at(beta + step * side).score - task.at(beta - step * side).score) / (2 * step)
        for side in np.eye(2)
    ]
    np.testing.assert_allclose(task.observed(beta), -np.array(slope).T, rtol=1e-5)


@pytest.mark.parametrize("link", ["logit", "probit", "cloglog", "loglog"])
def test_answers_in_order_are_fitted_from_anywhere(link):
    """Where an answer has as good as no chance, its share is told to the last digit, too."""
    rng = np.random.default_rng(1)
    x = rng.normal(size=(80, 1))
    codes = np.digitize(x[:, 0] + rng.logistic(size=80), [-1, 1])
    usual = fit_ordinal(x, codes, ["a", "b", "c"], link=link)
    for far in (5, 30, -30, 100):
        start = usual.coefficients * [far, 1, 1]
        again = fit_ordinal(x, codes, ["a", "b", "c"], link=link, start=start)
        np.testing.assert_allclose(again.coefficients, usual.coefficients, rtol=1e-9)

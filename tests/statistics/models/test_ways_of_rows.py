"""Rows put together, and weights taken together, are the rows and the weights one by one."""

import numpy as np
import pytest

from topline.errors import ArgumentError
from topline.statistics.core.blocks import ColumnMatrix, RepeatedRows
from topline.statistics.models.families import FAMILIES, LINKS
from topline.statistics.models.glm import fit_glm
from topline.statistics.models.irls import Task
from topline.statistics.models.together import ManyWeights, fit_together

RNG = np.random.default_rng(20261127)
PLACE = RNG.integers(0, 6, 3_000)
DISTINCT = np.column_stack([np.ones(6), np.arange(6) % 2, np.arange(6) // 2 == 1, np.arange(6) > 3])
X = DISTINCT[PLACE]
ETA = X @ [-0.4, 0.5, -0.3, 0.6]
OUTCOMES = {
    ("binomial", "logit"): (RNG.random(3_000) < 1 / (1 + np.exp(-ETA))).astype(float),
    ("binomial", "cloglog"): np.clip(0.3 + 0.2 * ETA + RNG.normal(0, 0.1, 3_000), 0, 1),
    ("poisson", "log"): RNG.poisson(np.exp(ETA - 1)).astype(float),
    ("gamma", "log"): np.exp(ETA) * RNG.gamma(2, 0.5, 3_000),
    ("gaussian", "identity"): ETA + RNG.normal(0, 1, 3_000),
}
W = np.exp(RNG.normal(0, 0.5, 3_000))
NAMES = ["1", "a", "b", "c"]


@pytest.mark.parametrize(("family", "link"), OUTCOMES)
def test_distinct_rows_and_columns_are_the_rows(family, link):
    y = OUTCOMES[family, link]
    laid_out, repeated, columns = (
        fit_glm(x, y, family=family, link=link, weights=W, names=NAMES)
        for x in (X, RepeatedRows(DISTINCT.astype(float), PLACE), ColumnMatrix(tuple(X.T)))
    )
    for found in (repeated, columns):
        for name in ("coefficients", "information", "linear", "fitted", "working", "deviance"):
            expected = getattr(laid_out, name)
            apart = np.abs(getattr(found, name) - expected).max()
            assert apart <= 1e-11 * np.abs(expected).max(), name


@pytest.mark.parametrize(("family", "link"), OUTCOMES)
def test_weights_taken_together_are_those_one_by_one(family, link):
    y = OUTCOMES[family, link]
    many = W[:, None] * RNG.uniform(0.3, 1.7, (60, 7))[np.arange(3_000) % 60]
    # the fourth has nobody of a level, and no coefficient of its own can be found for that
    many[DISTINCT[PLACE, 3] == 1, 3] = 0
    start = fit_glm(X, y, family=family, link=link, weights=W, names=NAMES).coefficients
    task = Task(
        x=ColumnMatrix(tuple(X.T)), y=y, w=W, offset=np.zeros(3_000),
        family=FAMILIES[family], link=LINKS[link], names=NAMES,
    )  # fmt: skip
    found = fit_together(task, start, ManyWeights(many, y, 7))
    assert np.isnan(found[3]).all()
    for place in (0, 1, 2, 4, 5, 6):
        alone = fit_glm(X, y, family=family, link=link, weights=many[:, place], names=NAMES)
        np.testing.assert_allclose(found[place], alone.coefficients, rtol=0, atol=1e-10)


def test_shares_between_0_and_1_are_not_told_apart():
    x = np.column_stack([np.ones(4), [0, 0, 1, 1]])
    fit = fit_glm(x, [1e-7, 3e-7, 0.5, 0.6], family="binomial", names=["1", "a"])
    np.testing.assert_allclose(fit.fitted, [2e-7, 2e-7, 0.55, 0.55], rtol=1e-9)
    with pytest.raises(ArgumentError, match="separation"):
        fit_glm(x, [0, 0, 0.5, 1], family="binomial", names=["1", "a"])

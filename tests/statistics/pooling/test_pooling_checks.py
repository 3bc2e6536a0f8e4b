"""Leaving surveys out, and funnel data."""

import numpy as np
import pandas as pd
import pytest

from topline import ArgumentError
from topline.statistics.pooling.funnel import funnel_data
from topline.statistics.pooling.leave_one_out import leave_one_out
from topline.statistics.pooling.pool import METHODS, pool_proportions
from topline.statistics.pooling.scales import SCALES

TABLE = pd.DataFrame(
    {"x": [252, 310, 95, 150], "n": [400, 520, 160, 700]}, index=["a", "b", "c", "odd"]
)


@pytest.mark.parametrize("method", METHODS)
def test_leaves_each_out(method):
    found = leave_one_out(TABLE["x"], TABLE["n"], method=method)
    assert list(found.estimate.index) == list(TABLE.index)
    for name in TABLE.index:
        rest = TABLE.drop(index=name)
        alone = pool_proportions(rest["x"], rest["n"], method=method)
        assert found.estimate[name] == alone.estimate
        assert found.ci_high[name] == alone.ci_high
    assert found.change.abs().idxmax() == "odd"
    assert found.tau2.idxmin() == "odd"


def test_leaves_out_with_its_design_effect():
    found = leave_one_out([252, 310], [400, 520], deff=[1, 4], method="logit")
    assert found.ci_low[0] == pool_proportions([310], [520], deff=4, method="logit").ci_low


@pytest.mark.parametrize("method", SCALES)
def test_funnel(method):
    found = funnel_data(TABLE["x"], TABLE["n"], method=method)
    assert list(found.value.index) == list(TABLE.index)
    assert found.outside["odd"]
    assert found.outside.dtype == bool
    assert found.centre == found.pooled.scale_estimate
    assert found.line.ci_low[0] == found.line.ci_high[0] == found.centre
    widest = found.line.ci_high[-1] - found.line.ci_low[-1]
    assert widest == pytest.approx(2 * 1.959964 * found.std_error.max(), rel=1e-6)


def test_funnel_lines_hold_their_share_of_alike_surveys():
    rng = np.random.default_rng(20260917)
    n = rng.integers(200, 2000, 400)
    found = funnel_data(rng.binomial(n, 0.6), n, method="arcsine")
    assert found.outside.mean() == pytest.approx(0.05, abs=0.03)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: leave_one_out([1], [4]), "leaving one out needs at least 2 surveys"),
        (lambda: leave_one_out(1, 4), "leaving one out needs at least 2 surveys"),
        (lambda: funnel_data([1, 2], [4, 4], method="glmm"), "not known for a funnel plot"),
        (lambda: funnel_data([1, np.nan], [4, 4]), "survey 1"),
    ],
)
def test_errors_say_what_to_do(call, message):
    with pytest.raises(ArgumentError) as caught:
        call()
    assert message in str(caught.value)

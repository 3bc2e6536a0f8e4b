"""Trimming, base weights, nonresponse, design effects and balance on small inputs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta

from topline import errors
from topline.statistics.core.effective import kish_design_effect
from topline.statistics.weighting.balance import balance_of
from topline.statistics.weighting.base import (
    base_weights,
    normalise_weights,
    selection_probabilities,
)
from topline.statistics.weighting.design_effects import (
    henry_valliant_design_effect,
    spencer_design_effect,
)
from topline.statistics.weighting.nonresponse import (
    adjust_by_classes,
    adjust_by_propensity,
    quantile_classes,
)
from topline.statistics.weighting.trim import least_error_edge, trim_weights
from topline.statistics.weighting.trim_rules import RULES

some_weights = st.lists(st.floats(0.01, 100), min_size=5, max_size=60).map(np.array)


@given(some_weights, st.floats(1.2, 4), st.sampled_from(["proportional", "equal"]))
def test_trimming_keeps_the_total_and_the_edge(weights, times, how):
    trimmed = trim_weights(weights, upper=times, rule="mean", redistribute=how)
    assert trimmed.weights.max() <= trimmed.upper * (1 + 1e-9)
    assert trimmed.sum_after == pytest.approx(weights.sum())
    again = trim_weights(trimmed.weights, upper=trimmed.upper, redistribute=how)
    np.testing.assert_allclose(again.weights, trimmed.weights)


def test_trimming_within_groups_keeps_their_totals():
    weights, by = [1, 1, 8, 2, 2, 2], ["a", "a", "a", "b", "b", "b"]
    trimmed = trim_weights(weights, upper=6, by=by)
    np.testing.assert_allclose(trimmed.weights, [2, 2, 6, 2, 2, 2])
    assert (trimmed.trimmed_high, trimmed.at_upper, trimmed.excess) == (1, 1, 2)


def test_rows_of_weight_0_take_no_part_in_trimming():
    trimmed = trim_weights([0, 0, 0, 1, 1, 7], upper=4, rule="median", redistribute="equal")
    np.testing.assert_allclose(trimmed.weights, [0, 0, 0, 2.5, 2.5, 4])


def test_the_distribution_rule_is_the_quantile_of_a_beta_of_the_same_moments():
    weights = np.random.default_rng(1).lognormal(2, 1, 500)
    edge = RULES["distribution"].edges(weights, -np.inf, 0.01)[1]
    n, mean, var = 500, weights.mean(), weights.var(ddof=1)
    spread = mean * (n * mean - 1) / (n * var)
    law = beta(spread + 2, (n * mean - 1) * (spread + 1))
    draws = 1 / (n * law.rvs(400_000, random_state=2))
    assert draws.mean() == pytest.approx(mean, rel=0.01)
    assert (draws > edge).mean() == pytest.approx(0.01, abs=0.001)
    trimmed = trim_weights(weights, upper=0.01, rule="distribution")
    assert trimmed.weights.max() == pytest.approx(trimmed.upper)


def test_the_edge_of_least_error_trims_what_only_adds_noise():
    rng = np.random.default_rng(3)
    weights = np.append(rng.uniform(1, 2, 400), [60.0, 80])
    noise = rng.normal(size=402)
    assert least_error_edge(weights, noise) < 60
    tied = np.append(np.zeros(400), [50.0, 50])
    assert least_error_edge(weights, tied) >= least_error_edge(weights, noise)


@pytest.mark.quick
def test_trimming_that_cannot_be_is_refused():
    cases = [
        ({"upper": 1.5}, "mean weight being 2"),
        ({"upper": -1}, "upper is -1"),
        ({}, "neither upper nor lower"),
        ({"upper": 1, "lower": 2}, "not below"),
        ({"upper": 3, "rule": "quantile"}, "order from 0 to 1"),
        ({"upper": 3, "rule": "trim"}, "rule is 'trim'"),
        ({"upper": 3, "redistribute": "all"}, "redistribute"),
    ]
    for asked, words in cases:
        with pytest.raises(errors.ArgumentError, match=words):
            trim_weights([1, 1, 4], **asked)


def test_base_weights_refuse_what_is_no_probability():
    with pytest.raises(errors.ArgumentError, match=r"stage 2: 1\.2 in row 2"):
        base_weights([0.5, 0.5], [0.1, 1.2])
    with pytest.raises(errors.ArgumentError, match="selected: 5 in row 1"):
        selection_probabilities([5, 1], [4, 2])


def test_weights_are_normalised_in_groups():
    by = ["a", "a", "b"]
    assert normalise_weights([1, 3, 5], by=by).tolist() == [0.5, 1.5, 1]
    assert normalise_weights([1, 3, 5], to="equal", by=by).tolist() == [0.375, 1.125, 1.5]
    assert normalise_weights([1, 3, 5], to=300, by=by).tolist() == [50, 150, 100]
    with pytest.raises(errors.ArgumentError, match="to is 'mean'"):
        normalise_weights([1, 3], to="mean")


def test_a_status_of_any_words_is_read():
    words = ["R", "N", "R", "N"]
    adjusted = adjust_by_classes(words, means={"R": "respondent", "N": "nonrespondent"})
    assert adjusted.weights.tolist() == [2, 0, 2, 0]
    assert adjust_by_classes([True, False, True, False]).weights.tolist() == [2, 0, 2, 0]
    assert adjust_by_classes([1, 0, 1, 0]).weights.tolist() == [2, 0, 2, 0]
    with pytest.raises(errors.ArgumentError, match=r"status holds 'N'.*means="):
        adjust_by_classes(words, means={"R": "respondent"})
    with pytest.raises(errors.ArgumentError, match="status is missing in 1 row"):
        adjust_by_classes(["respondent", None])


def test_a_class_without_respondents_is_named():
    status = ["respondent", "nonrespondent", "nonrespondent"]
    with pytest.raises(errors.ArgumentError, match="class 'S'"):
        adjust_by_classes(status, classes=["N", "N", "S"])
    kept = adjust_by_classes(["respondent", "ineligible"], classes=["N", "S"])
    assert kept.weights.tolist() == [1, 1]


@given(st.lists(st.floats(0.05, 0.95), min_size=12, max_size=80).map(np.array))
def test_strata_of_propensity_keep_the_total(p):
    answered = (np.arange(p.size) % 2).astype(float)
    p = p[np.argsort(p, kind="stable")]
    adjusted = adjust_by_propensity(answered, p, strata=3)
    assert adjusted.weights.sum() == pytest.approx(p.size)
    assert (adjusted.weights[answered == 0] == 0).all()
    assert (np.diff(quantile_classes(p, 3)) >= 0).all()


def test_propensities_out_of_range_are_refused():
    with pytest.raises(errors.ArgumentError, match=r"propensity is 0 in row 2"):
        adjust_by_propensity([1, 0], [0.5, 0])
    with pytest.raises(errors.ArgumentError, match="no respondent"):
        adjust_by_propensity([1, 1, 0, 0], [0.5, 0.6, 0.1, 0.2], strata=2)


def test_design_effects_keep_their_meaning():
    rng = np.random.default_rng(5)
    p = rng.uniform(0.1, 1, 400) / 1_000
    y, w = rng.normal(10, 1, 400), 1 / (400 * p)
    # an answer that has nothing to do with the auxiliary costs what Kish says
    unrelated = henry_valliant_design_effect(y, rng.normal(size=400), w)
    assert unrelated == pytest.approx(kish_design_effect(w), rel=0.15)
    assert henry_valliant_design_effect(3 + 2 * p, p, w) == pytest.approx(0, abs=1e-9)
    for factor in (0.1, 1_000):
        same = henry_valliant_design_effect(factor * y, p, w)
        assert same == pytest.approx(henry_valliant_design_effect(y, p, w))
        same = spencer_design_effect(factor * y, p, w)
        assert same == pytest.approx(spencer_design_effect(y, p, w))
    with pytest.raises(errors.ArgumentError, match="does not vary"):
        spencer_design_effect(np.ones(400), p, w)


def test_spencers_design_effect_is_the_ratio_of_variances_it_stands_for():
    # a sample with each unit as often as it is likely has the moments of its population, of which
    # the variances under both ways of drawing are known
    rng = np.random.default_rng(3)
    copies = rng.integers(1, 9, 60)
    y = 10 - 2 * copies + rng.exponential(2, 60) * copies
    p = copies / copies.sum()
    exact = (p * (y / p - y.sum()) ** 2).sum() / (60**2 * y.var())
    rows = np.repeat(np.arange(60), 1_000 * copies)
    found = spencer_design_effect(y[rows], p[rows], 1 / (1_000 * copies[rows]))
    assert found == pytest.approx(exact, rel=2e-5)


def test_balance_without_spread_has_no_standardised_difference():
    found = balance_of([[1.0, 0], [0, 0]], None, target=[0.5, 0.1], deviation=[0.5, 0])
    assert found.difference.tolist() == [0, -0.1]
    assert np.isnan(found.standardised[1])

"""Rules of quantiles: their definitions, and what quantiles must not depend on."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from topline import Survey
from topline.survey.engine.distributions import distribution
from topline.survey.estimators.quantiles.rules import RULES, quantile_at

KEYS = st.sampled_from(list(RULES))


@pytest.mark.parametrize(
    ("rule", "method"),
    {
        "math": "inverted_cdf",
        "hf1": "inverted_cdf",
        "school": "averaged_inverted_cdf",
        "hf2": "averaged_inverted_cdf",
        "hf4": "interpolated_inverted_cdf",
        "hf5": "hazen",
        "hf6": "weibull",
        "hf7": "linear",
        "hf8": "median_unbiased",
        "hf9": "normal_unbiased",
    }.items(),
)
def test_equal_weights_give_the_definitions_of_hyndman_and_fan(rule, method):
    for n in (1, 2, 7, 10, 40):
        y = np.sort((np.arange(n) * 37) % 23 / 2)
        of = distribution(y, np.full((n, 1), 30.97))
        for p in np.arange(0, 41) / 40:
            ours = quantile_at(RULES[rule], of, p)[0]
            assert ours == pytest.approx(np.quantile(y, p, method=method), abs=1e-9), (n, p)


def definition_3(y, p):
    """Hyndman and Fan (1996): the order statistic nearest to np, of even rank if two are."""
    g = len(y) * p - 0.5
    j = round(g) if abs(g - round(g)) < 1e-9 else int(np.floor(g))
    exact_and_even = abs(g - j) < 1e-9 and j % 2 == 0
    return y[int(np.clip(j if exact_and_even else j + 1, 1, len(y))) - 1]


@pytest.mark.quick
def test_the_third_definition_is_not_what_r_s_survey_calls_by_its_name():
    """2, 3, 4, 6 by R's quantile(type = 3); svyquantile(qrule = "hf3") answers 3, 4, 5, 7."""
    of = distribution(np.arange(1.0, 11), np.ones((10, 1)))
    shares = np.array([0.22, 0.32, 0.45, 0.62])
    assert quantile_at(RULES["hf3"], of, shares).tolist() == [2, 3, 4, 6]
    assert quantile_at(RULES["survey_hf3"], of, shares).tolist() == [3, 4, 5, 7]
    for n in (1, 2, 7, 10, 40):
        y = np.sort((np.arange(n) * 37) % 23 / 2)
        of = distribution(y, np.full((n, 1), 30.97))
        for p in np.arange(0, 81) / 80:
            assert quantile_at(RULES["hf3"], of, p)[0] == definition_3(y, p), (n, p)


def test_shah_and_vaish_with_equal_weights_is_the_order_statistic():
    y = np.arange(1.0, 10)
    for weight in (0.01, 1, 33.8):
        of = distribution(y, np.full((9, 1), weight))
        found = [quantile_at(RULES["shahvaish"], of, p)[0] for p in (0.05, 0.1, 0.11, 0.5, 0.95)]
        assert found == [1, 1, 2, 5, 9]


def test_tied_answers_share_their_weight_so_rows_may_come_in_any_order():
    """R's "hf4" to "hf9" answer 3, 4.5 or 9 here, by which of the two nines comes first."""
    y, w = np.array([1.0, 3, 9, 9]), np.array([[1.0], [2], [1], [4]])
    for rule in RULES.values():
        found = [quantile_at(rule, distribution(y, w), p)[0] for p in (0.1, 0.5, 0.7)]
        other = [quantile_at(rule, distribution(y, w[[0, 1, 3, 2]]), p)[0] for p in (0.1, 0.5, 0.7)]
        assert found == other
    shared = distribution(y, np.array([[1.0], [2], [2.5], [2.5]]))
    assert quantile_at(RULES["hf4"], shared, 0.5)[0] == pytest.approx(3 + 6 * (4 - 3) / 2.5)


def test_exact_shares_are_exact_whatever_the_weight():
    """Sums of weights round; a tenth of a million equal weights is still a tenth."""
    for weight in (30.97, 1 / 3, 1e-9, 7e11):
        of = distribution(np.arange(1e5), np.full((100_000, 1), weight))
        assert quantile_at(RULES["math"], of, 0.1)[0] == 9_999
        assert quantile_at(RULES["school"], of, 0.1)[0] == 9_999.5
        assert quantile_at(RULES["hf3"], of, 0.1)[0] == 9_999
        assert quantile_at(RULES["survey_hf3"], of, 0.1)[0] == 9_999


@st.composite
def samples(draw):
    """Strata of clusters, answers with gaps and ties, some weights of 0."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n = draw(st.integers(12, 60))
    frame = pd.DataFrame({"h": np.arange(n) * 3 // n, "c": np.arange(n) * 9 // n})
    frame["y"] = np.round(rng.normal(10, 3, n), draw(st.integers(0, 2)))
    frame.loc[rng.random(n) < 0.1, "y"] = np.nan
    frame["w"] = rng.choice([0, 1, 1.5, 2.25, 3], n)
    frame.loc[frame.index % 4 == 0, "w"] = 1
    frame.loc[frame.index % 4 == 0, "y"] = 10.0 + np.arange(n)[::4] % 3
    frame["g"] = rng.integers(0, 3, n)
    return frame


CLUSTERED = {"weights": "w", "strata": "h", "clusters": "c"}
SHOWN = ["estimate", "std_error", "ci_low", "ci_high"]


def asked(frame, rule, **how):
    return Survey(frame, **CLUSTERED).quantile("y", [0.25, 0.5, 0.8], rule=rule, by="g", **how)


@given(rule=KEYS, frame=samples(), seed=st.integers(0, 100))
def test_the_order_of_rows_does_not_matter(frame, seed, rule):
    ours = asked(frame, rule).table[SHOWN]
    mixed = asked(frame.sample(frac=1, random_state=seed), rule).table[SHOWN]
    assert mixed.to_numpy() == pytest.approx(ours.to_numpy(), rel=1e-9, nan_ok=True)


@given(rule=KEYS, frame=samples(), factor=st.sampled_from([0.25, 2.0, 1024.0]))
def test_quantiles_move_with_their_variable_and_not_with_the_unit_of_weights(frame, factor, rule):
    ours = asked(frame, rule).table[SHOWN].to_numpy()
    moved = asked(frame.assign(y=8 + factor * frame["y"], w=frame["w"] * 7), rule).table[SHOWN]
    ours = factor * ours + np.array([8, 0, 8, 8])
    assert moved.to_numpy() == pytest.approx(ours, rel=1e-9, nan_ok=True)


@given(rule=KEYS, frame=samples())
def test_quantiles_are_in_order_and_within_the_data(frame, rule):
    found = Survey(frame, **CLUSTERED).quantile("y", np.arange(21) / 20, rule=rule, by="g").table
    answered = frame[frame["w"] > 0].groupby("g")["y"]
    for g, rows in found.groupby("g"):
        assert (np.diff(rows["estimate"].dropna()) >= -1e-9).all()
        if g in answered.groups:
            low, high = answered.get_group(g).min() - 1e-9, answered.get_group(g).max() + 1e-9
            limits = rows[["estimate", "ci_low", "ci_high"]].to_numpy()
            assert ((limits >= low) & (limits <= high) | np.isnan(limits)).all()


@given(frame=samples())
def test_one_half_is_the_median_and_math_the_least_value_that_half_reach(frame):
    found = Survey(frame, **CLUSTERED).median("y").table.iloc[0]
    used = frame[frame["y"].notna() & (frame["w"] > 0)]
    share = {y: used.loc[used["y"] <= y, "w"].sum() / used["w"].sum() for y in used["y"]}
    assert found["estimate"] == min(y for y, p in share.items() if p >= 0.5)
    assert (found["quantile"], found["n"]) == (0.5, len(used))


def test_every_rule_has_a_source():
    of_fan = [f"hf{k}" for k in range(1, 10)]
    assert list(RULES) == ["math", "school", "shahvaish", *of_fan, "survey_hf3"]
    assert all(rule.source and rule.label for rule in RULES.values())

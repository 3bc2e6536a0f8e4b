"""Survival curves and tests of groups: R's cases, and what must hold of any."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import chdtrc, fdtrc

from tests.survey.cases import book
from tests.survey.models.cases import CASES
from tests.survey.survival.cases import liver
from topline import ArgumentError, DataError, Survey
from topline.statistics.survival.cox import at_risk, log_rank_scores


@pytest.fixture(scope="module")
def sample():
    rng = np.random.default_rng(4)
    n = 120
    group = rng.choice(["a", "b", "c"], n)
    return pd.DataFrame(
        {
            "group": group,
            "psu": rng.integers(0, 24, n),
            "w": rng.uniform(0.5, 2, n).round(2),
            "time": rng.exponential(10 + 5 * (group == "b")).round(0) + 1,
            "event": (rng.random(n) < 0.7).astype(int),
            "x": rng.normal(size=n),
        }
    )


def test_curves_of_r(shared):
    case = next(case for case in CASES if case["id"] == "km_trt")
    times = sorted({row["time"] for row in case["result"]})
    found = liver(shared).kaplan_meier("time, status > 0 ~ trt", times=times, estimator="hazard")
    table = found.table.table
    assert table["trt"].tolist() == [row["group"] for row in case["result"]]
    assert table["estimate"].to_numpy() == pytest.approx(
        [row["survival"] for row in case["result"]], rel=1e-7
    )
    assert (table["std_error"] / table["estimate"]).to_numpy() == pytest.approx(
        [row["se_log"] for row in case["result"]], rel=1e-7
    )


def test_log_rank_of_r(shared):
    case = next(case for case in book(shared)["cases"] if case["id"] == "logrank_pbc")
    found = liver(shared).log_rank_test("time, status > 0 ~ trt")
    assert found.statistic == pytest.approx(case["result"][0]["statistic"], rel=1e-9)
    assert found.p_value == pytest.approx(case["result"][0]["p_value"], rel=1e-9)
    assert found.notes == ()
    hotelling = liver(shared).log_rank_test("time, status > 0 ~ trt", method="F")
    assert hotelling.p_value == pytest.approx(fdtrc(1, 309, found.statistic), rel=1e-12)
    assert hotelling.df2 == 309


def test_log_rank_of_few_clusters_is_hotellings(sample):
    survey = Survey(sample, weights="w", clusters="psu")
    found = survey.log_rank_test("time, event ~ group", method="F")
    # by hand: events less those expected of b and c, by cluster
    x = np.column_stack([sample["group"] == level for level in "bc"]).astype(float)
    w, event = sample["w"].to_numpy(), sample["event"].to_numpy(dtype=bool)
    scores = log_rank_scores(at_risk(x, sample["time"].to_numpy(), event, w)) * w[:, None]
    totals = np.array([scores[sample["psu"] == unit].sum(axis=0) for unit in range(24)])
    covariance = np.cov(totals.T) * 24
    square = scores.sum(axis=0) @ np.linalg.solve(covariance, scores.sum(axis=0))
    assert found.statistic == pytest.approx(square * 22 / (23 * 2), rel=1e-9)
    assert (found.df, found.df2) == (2, 22)
    assert found.p_value == pytest.approx(fdtrc(2, 22, square * 22 / (23 * 2)), rel=1e-9)
    # R's, which takes the covariance for known, and says so
    plain = survey.log_rank_test("time, event ~ group")
    assert plain.statistic == pytest.approx(square, rel=1e-9)
    assert plain.p_value == pytest.approx(chdtrc(2, square), rel=1e-9)
    assert np.isnan(plain.df2)
    assert plain.p_value < found.p_value
    assert [note for note in plain.notes if note.endswith('often; method="F" allows for it')]
    assert not found.notes
    with pytest.raises(ArgumentError, match="method is 'Wald'"):
        survey.log_rank_test("time, event ~ group", method="Wald")
    few = Survey(sample[sample["psu"] < 2], weights="w", clusters="psu")
    with pytest.raises(DataError, match="leaves 1 degrees of freedom among these"):
        few.log_rank_test("time, event ~ group")


def test_curves_of_a_group_know_what_its_clusters_know(sample):
    own = sample.assign(group=np.where(sample["psu"] < 4, "few", "many"))
    survey = Survey(own, weights="w", clusters="psu")
    table = survey.kaplan_meier("time, event ~ group", times=[5]).table.table
    assert table["df"].tolist() == [3, 19]
    one = survey.kaplan_meier("time, event ~ 1", times=[5], where="group == 'few'").table.table
    assert one["ci_low"].iloc[0] == pytest.approx(table["ci_low"].iloc[0], rel=1e-12)
    shares = survey.proportion({"late": "time > 5"}, by="group").table
    assert shares["df"].tolist() == [3, 19]


@pytest.mark.parametrize(
    ("rho", "gamma", "statistic"),
    [
        (0, 0, 0.23473984552697),
        (1, 0, 0.545316526640114),
        (0, 1, 0.00876936666779057),
        (0.5, 0.5, 0.0396689465353491),
    ],
)
def test_weighted_log_rank_of_r(rho, gamma, statistic):
    """R 4.2.2, survey 4.1.1, 2026-11-28: svylogrank(Surv(t, e) ~ g, svydesign(~1, weights = ~w)).

    Many events at a time: weights are by Kaplan and Meier's product just before each.
    """
    i = np.arange(60)
    frame = pd.DataFrame(
        {
            "t": 1 + i * 7 % 11,
            "e": (i % 3 > 0).astype(int),
            "g": np.where(i * 5 % 7 % 2 == 0, "a", "b"),
            "w": 1 + i % 5,
        }
    )
    found = Survey(frame, weights="w").log_rank_test("t, e ~ g", rho=rho, gamma=gamma)
    assert found.statistic == pytest.approx(statistic, rel=1e-11)


@pytest.mark.quick
def test_kaplan_and_meier_by_hand():
    # at 1 one of four, at 2 one of three, at 4 the only one; at 3 one is lost
    data = pd.DataFrame({"t": [1, 2, 3, 4], "e": [1, 1, 0, 1]})
    table = Survey(data).kaplan_meier("t, e ~ 1").table.table
    assert table["estimate"].tolist() == pytest.approx([3 / 4, 3 / 4 * 2 / 3, 0.0])
    assert table["at_risk"].tolist() == [4, 3, 1]


def test_greenwood_is_the_linearised_variance_of_many(sample):
    """Of a simple random sample, Greenwood's formula but for n/(n − 1)."""
    table = Survey(sample).kaplan_meier("time, event ~ 1", times=[5, 10]).table.table
    time, event = sample["time"].to_numpy(), sample["event"].to_numpy()
    for _, row in table.iterrows():
        moments = [
            (((time == t) & (event == 1)).sum(), (time >= t).sum())
            for t in np.unique(time[(event == 1) & (time <= row["time"])])
        ]
        greenwood = row["estimate"] * np.sqrt(sum(d / y / (y - d) for d, y in moments))
        assert row["std_error"] == pytest.approx(greenwood * np.sqrt(120 / 119), rel=1e-9)


def test_invariances(sample):
    drawn = Survey(sample, weights="w", clusters="psu")
    usual = drawn.cox("time, event ~ x + group").table.table
    mixed = sample.sample(frac=1, random_state=1).reset_index(drop=True)
    for other in (
        Survey(mixed, weights="w", clusters="psu"),
        Survey(sample.assign(w=7 * sample["w"]), weights="w", clusters="psu"),
        Survey(sample.assign(time=2 * sample["time"]), weights="w", clusters="psu"),
    ):
        table = other.cox("time, event ~ x + group").table.table
        assert table["estimate"].tolist() == pytest.approx(usual["estimate"].tolist(), rel=1e-9)
        assert table["std_error"].tolist() == pytest.approx(usual["std_error"].tolist(), rel=1e-7)
    part = drawn.cox("time, event ~ x", where="group != 'c'").table.table
    zero = sample.assign(w=np.where(sample["group"] == "c", 0.0, sample["w"]))
    same = Survey(zero, weights="w", clusters="psu").cox("time, event ~ x").table.table
    assert part["estimate"].tolist() == pytest.approx(same["estimate"].tolist(), rel=1e-9)
    assert part["std_error"].tolist() == pytest.approx(same["std_error"].tolist(), rel=1e-6)


def test_replicates_agree_with_the_linearised_variance(sample):
    drawn = Survey(sample, weights="w", clusters="psu")
    again = drawn.to_replicates("jk1")
    for of in (
        lambda survey: survey.cox("time, event ~ x"),
        lambda survey: survey.kaplan_meier("time, event ~ group", times=[5, 10]),
        lambda survey: survey.survival_regression("time, event ~ x", distribution="lognormal"),
    ):
        one, other = (of(survey).table.table for survey in (drawn, again))
        assert other["std_error"].to_numpy() == pytest.approx(one["std_error"].to_numpy(), rel=0.15)


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("time ~ x", "expected a time and an event"),
        ("time, x ~ 1", "expected 1 for an event"),
        ("time, evnt ~ 1", "event"),
        ("x, event ~ 1", "below 0"),
        ("time, event > 5 ~ 1", "no row has the event"),
        ("time, event ~ group + x", "one column of groups"),
    ],
)
def test_what_cannot_be(sample, formula, words):
    with pytest.raises(ArgumentError, match=words):
        Survey(sample).kaplan_meier(formula)
    with pytest.raises(ArgumentError, match="without predictors"):
        Survey(sample).cox("time, event ~ 1")


def test_at_risk_counts_who_is_still_looked_at():
    data = pd.DataFrame({"t": [1, 2, 2, 4, 5, 5], "e": [1, 0, 1, 0, 1, 0], "g": list("aababb")})
    curves = Survey(data).kaplan_meier("t, e ~ g")
    found = curves.at_risk([0, 2, 3, 5])
    assert found.loc["a"].tolist() == [3, 2, 1, 0]
    assert found.loc["b"].tolist() == [3, 3, 2, 2]


def test_a_number_right_of_the_sign_is_refused_before_a_curve_each_is_drawn():
    rows = np.arange(3_000)
    survey = Survey(pd.DataFrame({"time": 1 + rows % 7, "event": rows % 2, "id": rows}))
    for ask in (survey.kaplan_meier, survey.log_rank_test):
        with pytest.raises(ArgumentError, match=r"'id' has 3,000 groups.*at most 1,000.*together"):
            ask("time, event ~ id")


def test_times_without_end_are_refused_before_they_take_memory(sample):
    with pytest.raises(ArgumentError, match=r"has 1,000,000 times; expected at most \d+,"):
        Survey(sample).kaplan_meier("time, event ~ 1", times=list(range(1_000_000)))

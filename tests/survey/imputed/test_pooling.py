"""Imputations and plausible values: R's cases, and what must hold of any."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import topline
from tests.conftest import in_one_test

PATH = Path(__file__).resolve().parents[4] / "shared" / "reference" / "models.json"
BOOK = json.loads(PATH.read_text(encoding="utf-8"))["cases"] if PATH.exists() else []
CASES = [case for case in BOOK if case["group"] == "imputation"]


@cache
def versions(folder):
    data = pd.read_csv(folder / "reference" / "microdata" / "apiclus1_mi.csv")
    return [one.reset_index(drop=True) for _, one in data.groupby("imp")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_agrees_with_rubin(case, shared):
    of = case["model"]
    design = {"clusters": "dnum", "fpc": "fpc"} if of["design"] == "dclus1" else {}
    survey = topline.Survey.from_imputations(
        versions(shared),
        complete_df=float(str(of["df_complete"]).lower()),
        weights="pw",
        **design,
    )
    if of["estimator"] == "glm":
        found = survey.glm(of["formula"])
    elif of["estimator"] == "logit":
        found = survey.glm("api00 > 650 ~ enroll_i", family="binomial")
    else:
        found = getattr(survey, of["estimator"])("enroll_i")
    found = getattr(found.table, "table", found.table)
    tolerance = max(case["tolerance"]["rel"], 5e-8 if of["estimator"] == "logit" else 0)
    for ours, theirs in (
        ("estimate", "estimate"),
        ("std_error", "se"),
        ("fmi", "fmi"),
        ("variance_increase", "r"),
        ("df", "df_barnard_rubin"),
    ):
        assert found[ours].to_numpy() == pytest.approx(
            [row[theirs] for row in case["result"]], rel=tolerance
        )


@pytest.fixture(scope="module")
def frames():
    rng = np.random.default_rng(3)
    base = pd.DataFrame(
        {
            "w": rng.uniform(1, 3, 60),
            "psu": np.repeat(np.arange(12), 5),
            "sex": rng.choice(["f", "m"], 60),
            "income": rng.lognormal(3, 0.5, 60),
        }
    )
    holes = rng.uniform(size=60) < 0.3
    return [
        base.assign(income=base["income"].mask(holes, rng.lognormal(3, 0.5, 60))) for _ in range(4)
    ]


@pytest.mark.quick
def test_one_version_given_twice_is_no_imputation(frames):
    one = topline.Survey(frames[0], weights="w", clusters="psu")
    both = topline.Survey.from_imputations([frames[0], frames[0]], weights="w", clusters="psu")
    for name, given in (("mean", "income"), ("proportion", "sex")):
        alone, pooled = (getattr(of, name)(given).table for of in (one, both))
        for column in ("estimate", "std_error", "ci_low", "ci_high", "df"):
            np.testing.assert_allclose(pooled[column], alone[column], rtol=1e-9)
        assert (pooled["fmi"] == 0).all()


def test_groups_and_conditions(frames):
    survey = topline.Survey.from_imputations(frames, weights="w", clusters="psu")
    by = survey.mean("income", by="sex").table.set_index("sex")
    where = survey.where("sex == 'f'").mean("income").table.iloc[0]
    for column in ("estimate", "std_error", "fmi", "df"):
        assert by.loc["f", column] == pytest.approx(where[column])
    difference = survey.mean("income", by="sex").compare()
    assert difference.table["estimate"].iloc[0] == pytest.approx(by["estimate"].diff().iloc[1] * -1)


FURTHER = {
    "linear": lambda of: of.linear("income ~ sex"),
    "logistic": lambda of: of.logistic("sex ~ income"),
    "poisson": lambda of: of.poisson("count ~ income"),
    "ordinal": lambda of: of.ordinal("rank ~ income"),
    "multinomial": lambda of: of.multinomial("rank ~ income"),
    "cox": lambda of: of.cox("income, event ~ sex"),
    "survival_regression": lambda of: of.survival_regression("income, event ~ sex"),
    "rate": lambda of: of.rate("event", "income"),
    "cronbach_alpha": lambda of: of.cronbach_alpha(["income", "count"]),
    "kappa": lambda of: of.kappa("rich", "event"),
    "margins": lambda of: (
        of.pooled(lambda one: one.logistic("sex ~ income").margins())
        if isinstance(of, topline.ImputedSurvey)
        else of.logistic("sex ~ income").margins()
    ),
}


def estimates_of(found):
    """Return estimates, of a model those of its coefficients."""
    return found if isinstance(found, topline.Estimates) else found.table


def of_rubin(estimates, errors, complete):
    """Return what the papers have: estimate, standard error, degrees of freedom."""
    m = len(estimates)
    within, between = np.mean(errors**2, axis=0), (1 + 1 / m) * np.var(estimates, axis=0, ddof=1)
    missing = between / (within + between)
    observed = (complete + 1) / (complete + 3) * complete * (1 - missing)
    df = 1 / (missing**2 / (m - 1) + 1 / observed)
    return np.mean(estimates, axis=0), np.sqrt(within + between), df


@in_one_test("name", FURTHER)
def test_models_and_further_estimates_are_pooled(frames, name):
    rng = np.random.default_rng(8)
    more = {
        "count": rng.poisson(2, 60),
        "rank": rng.choice(["a", "b", "c"], 60),
        "event": rng.integers(0, 2, 60),
    }
    versions = [frame.assign(**more, rich=(frame["income"] > 20).astype(int)) for frame in frames]
    of = topline.Survey.from_imputations(versions, weights="w", clusters="psu")
    found = estimates_of(FURTHER[name](of)).table
    each = [FURTHER[name](one) for one in of.surveys]
    tables = [getattr(one.table, "table", one.table) for one in each]
    estimate, error, df = of_rubin(
        np.array([table["estimate"] for table in tables]),
        np.array([table["std_error"] for table in tables]),
        tables[0]["df"].to_numpy(),
    )
    np.testing.assert_allclose(found["estimate"], estimate, rtol=1e-12)
    np.testing.assert_allclose(found["std_error"], error, rtol=1e-10)
    np.testing.assert_allclose(found["df"], df, rtol=1e-9)


RATIOS = {
    "odds_ratio": lambda of: of.odds_ratio("sex", "rich"),
    "logistic": lambda of: of.logistic("rich ~ sex", exponentiate=True),
    "cox": lambda of: of.cox("income, event ~ sex", exponentiate=True),
}


@pytest.mark.parametrize("name", RATIOS)
def test_ratios_are_pooled_and_tested_by_their_logs(frames, name):
    event = np.random.default_rng(8).integers(0, 2, 60)
    versions = [frame.assign(event=event, rich=frame["income"] > 20) for frame in frames]
    of = topline.Survey.from_imputations(versions, weights="w", clusters="psu")
    found = estimates_of(RATIOS[name](of)).table
    tables = [topline.pool([RATIOS[name](one)] * 2).table for one in of.surveys]
    ratios = np.array([table["estimate"] for table in tables])
    estimate, error, df = of_rubin(
        np.log(ratios),
        np.array([table["std_error"] for table in tables]) / ratios,
        tables[0]["df"].to_numpy(),
    )
    np.testing.assert_allclose(found["estimate"], np.exp(estimate), rtol=1e-10)
    np.testing.assert_allclose(found["std_error"], np.exp(estimate) * error, rtol=1e-10)
    np.testing.assert_allclose(found["df"], df, rtol=1e-9)
    # 1, not 0, is where nothing differs
    p_value = 2 * stats.t.sf(np.abs(estimate / error), df)
    np.testing.assert_allclose(found["p_value"], p_value, rtol=1e-9)
    low = np.exp(estimate - stats.t.ppf(0.975, df) * error)
    np.testing.assert_allclose(found["ci_low"], low, rtol=1e-9)


def test_correlations_are_pooled_on_fishers_z(frames):
    rng = np.random.default_rng(4)
    near = [frame.assign(other=frame["income"] + rng.normal(0, 0.8, 60)) for frame in frames]
    of = topline.Survey.from_imputations(near, weights="w", clusters="psu")
    found = of.correlation("income", "other")
    r, error = (
        np.array([one.correlation("income", "other").table[name][0] for one in of.surveys])
        for name in ("estimate", "std_error")
    )
    z, spread, df = of_rubin(
        np.arctanh(r)[:, None], (error / (1 - r**2))[:, None], np.array([11.0])
    )
    row = found.table.iloc[0]
    assert row["estimate"] == pytest.approx(np.tanh(z[0]), rel=1e-12)
    assert row["std_error"] == pytest.approx(spread[0] * (1 - np.tanh(z[0]) ** 2), rel=1e-9)
    half = stats.t.ppf(0.975, df[0]) * spread[0]
    assert row["df"] == pytest.approx(df[0], rel=1e-9)
    assert row["ci_low"] == pytest.approx(np.tanh(z[0] - half), rel=1e-9)
    assert row["ci_high"] == pytest.approx(np.tanh(z[0] + half), rel=1e-9)
    assert row["ci_high"] < 1
    assert "pooled by Rubin's rules on the scale of Fisher's z" in found.method
    # as the assessments' own programs average them, where that is asked for
    plain = of.correlation("income", "other", interval="t").table["estimate"].iloc[0]
    assert plain == pytest.approx(r.mean(), rel=1e-12)


def test_pooled_comparisons_have_p_values_of_their_own(frames):
    of = topline.Survey.from_imputations(frames, weights="w", clusters="psu")
    found = of.pooled(lambda one: one.mean("income", by="sex").compare()).table.iloc[0]
    wanted = of.mean("income", by="sex").compare().table.iloc[0]
    for name in ("estimate", "std_error", "df", "p_value"):
        assert found[name] == pytest.approx(wanted[name], rel=1e-9)
    # adjusted for the differences of one version each
    assert "p_adjusted" not in found


def test_a_t_test_is_of_the_pooled_difference(frames):
    of = topline.Survey.from_imputations(frames, weights="w", clusters="psu")
    each = [one.t_test("income", by="sex") for one in of.surveys]
    wanted = of_rubin(
        np.array([one.estimate for one in each]),
        np.array([one.std_error for one in each]),
        min(one.df for one in each),
    )
    found = of.t_test("income", by="sex")
    assert (found.estimate, found.std_error, found.df) == pytest.approx(wanted, rel=1e-10)
    t = wanted[0] / wanted[1]
    assert found.p_value == pytest.approx(2 * stats.t.sf(abs(t), wanted[2]), rel=1e-9)
    one_sided = of.t_test("income", by="sex", value=1.0, alternative="less")
    t = (wanted[0] - 1) / wanted[1]
    assert one_sided.p_value == pytest.approx(stats.t.cdf(t, wanted[2]), rel=1e-9)
    assert one_sided.ci_low == -np.inf
    with pytest.raises(topline.ArgumentError, match="expected a function of a survey"):
        of.pooled("mean")


INEQUALITY = (
    ("gini", {}),
    ("theil", {}),
    ("atkinson", {"aversion": 2.0}),
    ("share_ratio", {"share": 0.25}),
    ("lorenz", {"shares": [0.25, 0.5]}),
    ("poverty_line", {"part": 0.8}),
    ("poverty_rate", {"part": 0.8}),
    ("poverty_gap", {"part": 0.8}),
)


@pytest.mark.parametrize(("name", "options"), INEQUALITY)
def test_inequality_is_pooled_by_rubins_rules(frames, name, options):
    of = topline.Survey.from_imputations(frames, weights="w", clusters="psu")
    found = getattr(of, name)("income", **options).table
    each = [getattr(one, name)("income", **options).table for one in of.surveys]
    values = np.array([table["estimate"] for table in each])
    sampling = np.mean([table["std_error"] ** 2 for table in each], axis=0)
    between = (1 + 1 / len(frames)) * values.var(axis=0, ddof=1)
    np.testing.assert_allclose(found["estimate"], values.mean(axis=0), rtol=1e-12)
    np.testing.assert_allclose(found["std_error"] ** 2, sampling + between, rtol=1e-10)
    assert (found["fmi"] > 0).all()


def test_plausible_values_are_imputations_of_a_column(frames):
    wide = frames[0].assign(**{f"PV{k + 1}": frame["income"] for k, frame in enumerate(frames)})
    columns = [f"PV{k + 1}" for k in range(len(frames))]
    survey = topline.Survey(wide, weights="w", clusters="psu")
    one = survey.plausible_values({"maths": columns}).mean("maths", by="sex").table
    other = topline.Survey.from_imputations(frames, weights="w", clusters="psu")
    other = other.mean("income", by="sex").table
    for column in ("estimate", "std_error", "fmi"):
        np.testing.assert_allclose(one[column], other[column])
    short = survey.plausible_values({"maths": columns}, sampling_variance="first")
    first = survey.mean("PV1").table["std_error"].iloc[0] ** 2
    values = [survey.mean(name).table["estimate"].iloc[0] for name in columns]
    wanted = first + (1 + 1 / 4) * np.var(values, ddof=1)
    assert short.mean("maths").table["std_error"].iloc[0] ** 2 == pytest.approx(wanted)


def test_what_cannot_be_pooled_is_told(frames):
    of = [topline.Survey(frame, weights="w") for frame in frames]
    for given, words in (
        ([of[0].mean("income")], "two or more to pool"),
        ([of[0].mean("income"), of[1].mean("w")], "version 2 has other rows"),
        ([of[0].mean("income"), 3], "expected Estimates or models"),
        (of[0].mean("income"), "expected a list of Estimates"),
    ):
        with pytest.raises(topline.ArgumentError, match=words):
            topline.pool(given)
    with pytest.raises(topline.ArgumentError, match="expected a list of frames"):
        topline.Survey.from_imputations(frames[0])
    with pytest.raises(topline.ArgumentError, match="59 and 60"):
        topline.Survey.from_imputations([frames[0].iloc[1:], frames[1]])
    with pytest.raises(topline.ArgumentError, match="'PV9' is no column"):
        of[0].plausible_values({"maths": ["income", "PV9"]})
    with pytest.raises(topline.ArgumentError, match="complete_df is -1"):
        topline.pool([each.mean("income") for each in of], complete_df=-1)

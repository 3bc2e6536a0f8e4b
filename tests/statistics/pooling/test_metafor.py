"""Pooling and poll averages against R's metafor: real surveys, and those that are hard.

tests/reference/pooling.R made the numbers: of surveys that say the same, with nobody or everybody,
of two or three, and tied ones, too. The frozen ones have ten digits.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.conftest import in_one_test
from topline import ArgumentError, cumulative_pool, pool_proportions, small_study_test
from topline.statistics.pooling.heterogeneity import TAU2
from topline.statistics.pooling.poll_trend import fit_poll_trend
from topline.statistics.pooling.scales import SCALES

pytestmark = pytest.mark.quick

SCALE = {"PR": "raw", "PLO": "logit", "PAS": "arcsine", "PFT": "double_arcsine"}
"""This package's scale, for the measures of metafor."""

ROWS = pd.read_csv(
    Path(__file__).parents[2] / "reference" / "pooling_r.csv", comment="#", keep_default_na=False
)
ROWS["values"] = [
    {name: float(value) for name, value in (one.split("=") for one in line.split())}
    for line in ROWS["values"].str.replace("=NA", "=nan")
]
DATA = {what: dict(zip(of["set"], of["values"], strict=True)) for what, of in ROWS.groupby("what")
        if what in ("data", "polls")}  # fmt: skip


def vector(values, name):
    """The numbers of one name, in their order."""
    return np.array(
        [value for key, value in values.items() if key.rstrip("0123456789") == name], dtype=float
    )


def rows(*what):
    return [one for one in ROWS.to_dict("records") if one["what"] in what]


def name(row):
    return "-".join(str(row[key]) for key in ("set", "measure", "method", "test", "what"))


def arguments(row):
    """Counts and bases of a case, and the choices that metafor was given."""
    data = DATA["data"][row["set"]]
    choices = {"method": SCALE[row["measure"]]}
    if row["method"] == "FE":
        choices["model"] = "fixed"
    elif row["method"]:
        choices |= {"tau2": row["method"], "hartung_knapp": row["test"] == "knha"}
    return vector(data, "x"), vector(data, "n"), choices


def close(expected):
    return pytest.approx(expected, rel=1e-6, abs=1e-9, nan_ok=True)


@in_one_test("row", rows("pool"), ids=name)
def test_pooled_shares(row):
    x, n, choices = arguments(row)
    found, values = pool_proportions(x, n, **choices), row["values"]
    for key, ours in {"scale": found.scale_estimate, "se": found.std_error, "tau2": found.tau2,
                      "i2": found.i2, "q": found.q, "q_p": found.q_p_value}.items():  # fmt: skip
        assert ours == close(values[key]), key
    back = SCALES[choices["method"]].back
    for key, ours in {"low": found.ci_low, "high": found.ci_high, "pi_low": found.prediction_low,
                      "pi_high": found.prediction_high}.items():  # fmt: skip
        theirs = float(back(np.array(values[key]), n)) if np.isfinite(values[key]) else np.nan
        assert ours == close(theirs), key


@in_one_test("row", rows("regression"), ids=name)
def test_meta_regression(row):
    x, n, choices = arguments(row)
    mod = vector(DATA["data"][row["set"]], "mod")
    found = pool_proportions(x, n, mods=mod, **choices).regression
    values = row["values"]
    for key, ours in {"b": found.coefficient, "se": found.std_error, "p": found.p_value,
                      "low": found.ci_low, "high": found.ci_high}.items():  # fmt: skip
        theirs = vector(values, key)
        if row["set"] == "equal" and row["test"] == "knha" and key == "p":
            # 0 on an error of 0 has no p-value; metafor gives one of rounding on rounding
            theirs = np.full(2, np.nan)
        assert ours == close(theirs), key
    for key, ours in {"tau2": found.tau2, "q": found.q_residual, "q_p": found.q_residual_p,
                      "qm": found.q_moderators, "qm_p": found.q_moderators_p}.items():  # fmt: skip
        assert ours == close(values[key]), key


@in_one_test("row", rows("groups"), ids=name)
def test_groups(row):
    x, n, choices = arguments(row)
    by = vector(DATA["data"][row["set"]], "by").astype(int)
    found, values = pool_proportions(x, n, by=by, **choices), row["values"]
    groups = [found.groups[str(one)] for one in sorted(set(by.tolist()))]
    for key, attribute in {"b": "scale_estimate", "se": "std_error", "tau": "tau2"}.items():
        theirs = [values[f"{key}{'2' if key == 'tau' else ''}{i}"] for i in range(len(groups))]
        assert [getattr(one, attribute) for one in groups] == close(theirs)
    assert (found.q_groups, found.q_groups_p) == close((values["q"], values["q_p"]))


@in_one_test("row", rows("dispersion", "random", "ranks"), ids=name)
def test_small_studies(row):
    x, n, choices = arguments(row)
    if row["set"] == "equal" and row["what"] != "random":
        # metafor ranks, and divides by, what rounding has left
        with pytest.raises(ArgumentError, match="do not scatter"):
            small_study_test(x, n, model=row["what"], **choices)
        return
    found, values = small_study_test(x, n, model=row["what"], **choices), row["values"]
    ours = {"statistic": found.statistic, "p": found.p_value, "limit": found.limit,
            "low": found.limit_low, "high": found.limit_high}  # fmt: skip
    assert {key: ours[key] for key in values} == {key: close(one) for key, one in values.items()}


@in_one_test("row", rows("cumulative"), ids=name)
def test_cumulative_order(row):
    x, n, choices = arguments(row)
    at = vector(row["values"], "at").astype(int)
    came = np.empty(at.size)
    came[at] = np.arange(at.size)
    found = cumulative_pool(x, n, came, method=choices["method"])
    assert found.order.tolist() == at.tolist()
    odds = vector(row["values"], "b")
    assert found.estimate == close(1 / (1 + np.exp(-odds)))
    assert found.tau2 == close([row["values"][f"tau2{i}"] for i in range(at.size)])


@in_one_test("row", rows("trend", "leans"), ids=name)
def test_polls_of_houses_over_time(row):
    polls = DATA["polls"][row["set"]]
    day, house, y, v = (vector(polls, key) for key in ("day", "house", "y", "v"))
    found = fit_poll_trend(
        day, y, v, house.astype(int), np.array([day.min()]), moving=row["measure"] == "moving"
    )
    values = row["values"]
    if row["what"] == "leans":
        assert found.lean == pytest.approx(vector(values, "b"), abs=1e-7)
        assert np.sqrt(found.lean_variance) == pytest.approx(vector(values, "se"), abs=1e-7)
        return
    # the variances to five digits, for at the summit the likelihood is flat
    for key in ("house", "excess", "walk"):
        assert getattr(found, key) == pytest.approx(values[key], rel=1e-5, abs=1e-12), key
    assert found.level[0] == pytest.approx(values["mean"], rel=1e-7)
    assert np.sqrt(found.level_variance[0]) == pytest.approx(values["error"], rel=1e-6)


def test_of_two_summits_the_higher_is_taken():
    # nobody in surveys of 20 and 9: the likelihood is highest at no variance, and has another,
    # lower summit at 0.0032
    row = next(one for one in rows("pool") if name(one) == "zero-PFT-ML-z-pool")
    x, n, choices = arguments(row)
    y, v = SCALES["double_arcsine"].forward(x, n)

    def height(tau2):
        w = 1 / (v + tau2)
        return np.log(w).sum() - (w * (y - (w * y).sum() / w.sum()) ** 2).sum()

    assert height(0) > height(0.003242308) > height(0.0015)
    assert height(0.003242308) > height(0.005)
    assert TAU2["ML"].estimate(y, v) == pool_proportions(x, n, **choices).tau2 == 0


def test_a_line_through_all_surveys_leaves_nothing_to_test_with():
    flat = pool_proportions(
        [50, 100, 25], [100, 200, 50], method="logit", mods=[1, 2, 5], hartung_knapp=True
    ).regression
    assert np.isnan(flat.p_value[1])
    assert np.isnan(flat.q_moderators)
    rising = pool_proportions(
        [20, 30, 60], [100, 100, 100], method="raw", mods=[2, 3, 6], hartung_knapp=True
    ).regression
    assert rising.p_value[1] == 0

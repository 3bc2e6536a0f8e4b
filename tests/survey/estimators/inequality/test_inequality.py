"""Inequality and poverty against R, against totals of the influence, and by what must hold."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.special import ndtr, ndtri

from tests.conftest import in_one_test
from topline import ArgumentError, DataError, Survey
from topline.statistics.inequality.ordered import GINI

pytestmark = pytest.mark.quick

REFERENCE = Path(__file__).parents[3] / "reference" / "inequality_r.csv"
TOLERANCE = {"estimate": 1e-11, "std_error": 1e-9}


def frame():
    """The data that ``tests/reference/inequality.R`` makes."""
    i = np.arange(240)

    return pd.DataFrame(
        {
            "stratum": i // 60,
            "cluster": i // 6,
            "wt": 1 + i * 7 % 11 / 4,
            "grp": np.where(i * 5 % 7 > 3, "b", "a"),
            "income": np.round(np.exp(9 + 0.7 * ndtri((i * 89 % 240 + 0.5) / 240)), 2),
        }
    )


DATA = frame()
PLAIN = Survey(DATA, weights="wt", strata="stratum", clusters="cluster")
DESIGNS = {"plain": PLAIN, "jkn": PLAIN.to_replicates("jkn")}
MEASURES = {
    "gini": Survey.gini,
    "theil": Survey.theil,
    "atkinson": Survey.atkinson,
    "share_ratio": Survey.share_ratio,
    "lorenz": Survey.lorenz,
    "poverty_line": Survey.poverty_line,
    "poverty_rate": Survey.poverty_rate,
    "poverty_gap": Survey.poverty_gap,
}


def test_everything_as_r_has_it():
    rows = pd.read_csv(REFERENCE, comment="#")
    assert len(rows) == 28
    for row in rows.itertuples():
        survey, where = DESIGNS[row.design], None if row.where == "all" else "grp == 'a'"
        at = {"atkinson": "aversion", "lorenz": "shares"}.get(row.measure)
        asked = {} if at is None else {at: row.at}
        found = MEASURES[row.measure](survey, "income", where=where, **asked).table.iloc[0]
        for name, tolerance in TOLERANCE.items():
            expected = getattr(row, name)
            if not np.isnan(expected):
                assert found[name] == pytest.approx(expected, rel=tolerance), (row, name)


@pytest.mark.parametrize("weighted", [False, True])
def test_the_error_of_gini_is_that_of_the_total_of_its_influence(weighted):
    survey = PLAIN.rake({"grp": {"a": 0.5, "b": 0.5}}, total=1000) if weighted else PLAIN
    order = np.argsort(DATA["income"].to_numpy(), kind="stable")
    influence = np.empty(len(DATA))
    influence[order] = GINI.influence(DATA["income"].to_numpy()[order], survey.weights[order])[:, 0]
    data = DATA.assign(z=influence)
    again = Survey(data, weights="wt", strata="stratum", clusters="cluster")
    if weighted:
        again = again.rake({"grp": {"a": 0.5, "b": 0.5}}, total=1000)
    expected = again.total("z").table["std_error"].iloc[0]
    assert survey.gini("income").table["std_error"].iloc[0] == pytest.approx(expected, rel=1e-9)


@pytest.mark.usual
@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("design", DESIGNS)
def test_what_must_not_matter(name, design):
    def numbers(survey, column="income", **more):
        table = MEASURES[name](survey, column, **more).table
        return table[["estimate", "std_error", "ci_low", "ci_high"]].to_numpy(float)

    survey = DESIGNS[design]
    whole = numbers(survey)
    unit = 1 / 12 if name == "poverty_line" else 1.0
    made = {
        "weights": DATA.assign(wt=DATA["wt"] * 40),
        "order": DATA.sample(frac=1, random_state=1),
        "unit": DATA.assign(income=DATA["income"] / 12),
    }
    for what, data in made.items():
        other = Survey(data, weights="wt", strata="stratum", clusters="cluster")
        other = other.to_replicates("jkn") if design == "jkn" else other
        found = numbers(other) / (unit if what == "unit" else 1.0)
        assert found == pytest.approx(whole, rel=1e-8), what
    by = numbers(survey, by="grp")
    where = np.vstack([numbers(survey, where=f"grp == '{g}'") for g in "ab"])
    assert by == pytest.approx(where, rel=1e-9)


def test_equal_incomes_are_equal():
    data = DATA.assign(income=1234.56, rest=np.where(DATA["grp"] == "a", 7.1, DATA["income"]))
    survey = Survey(data, weights="wt", strata="stratum", clusters="cluster")
    for measure in (survey.gini, survey.theil, survey.atkinson):
        row = measure("income").table.iloc[0]
        assert row["estimate"] == 0
        assert np.isnan(row["std_error"])
        assert "all_alike" in row["reasons"]
    assert survey.share_ratio("income").table["estimate"].iloc[0] == pytest.approx(1)
    assert survey.lorenz("income").table["estimate"].tolist() == pytest.approx(
        (np.arange(1, 10) / 10).tolist()
    )
    by = survey.gini("rest", by="grp").table
    assert by["reasons"].tolist() == ["all_alike", ""]


def test_small_and_empty_groups():
    data = DATA.assign(one=np.where(np.arange(240) == 7, "one", "others"))
    data.loc[DATA["grp"] == "b", "income"] = np.nan
    survey = Survey(data, weights="wt", strata="stratum", clusters="cluster")
    one = survey.gini("income", by="one").table.set_index("one").loc["one"]
    assert np.isnan(one["std_error"])
    empty = survey.gini("income", by="grp").table.set_index("grp").loc["b"]
    assert np.isnan(empty["estimate"])
    assert empty["reasons"].split()[0] == "no_respondents"
    assert empty["n_missing"] == (DATA["grp"] == "b").sum()


def test_a_line_that_is_given_has_no_error():
    rate = PLAIN.poverty_rate("income", line=6000, by="grp")
    share = PLAIN.proportion({"poor": "income < 6000"}, by="grp")
    columns = ["estimate", "std_error", "ci_low", "ci_high", "n", "df"]
    found, wanted = (one.table[columns].to_numpy(dtype=float) for one in (rate, share))
    assert found == pytest.approx(wanted)
    own = PLAIN.poverty_rate("income").table.iloc[0]
    line = PLAIN.poverty_line("income").table["estimate"].iloc[0]
    fixed = PLAIN.poverty_rate("income", line=line).table.iloc[0]
    assert own["estimate"] == fixed["estimate"]
    assert own["std_error"] != pytest.approx(fixed["std_error"], rel=1e-3)


def test_the_line_is_a_part_of_the_median():
    line, median = (
        one.table.iloc[0] for one in (PLAIN.poverty_line("income"), PLAIN.median("income"))
    )
    for name in ("estimate", "std_error", "ci_low", "ci_high"):
        assert line[name] == pytest.approx(0.6 * median[name])


def test_the_line_is_everybodys():
    part = PLAIN.where("grp == 'a'").poverty_rate("income").table.iloc[0]
    by = PLAIN.poverty_rate("income", by="grp").table.iloc[0]
    assert part["estimate"] == by["estimate"]
    own = PLAIN.poverty_line("income", where="grp == 'a'").table["estimate"].iloc[0]
    assert own != PLAIN.poverty_line("income").table["estimate"].iloc[0]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda s: s.theil("low"), "'low' has values below 0, .*no Theil index; .*>= 0'"),
        (lambda s: s.atkinson("zero"), "'zero' has values of 0 or below, .*> 0'"),
        (lambda s: s.poverty_gap("income", line=1), "nobody's 'income' is below the line of 1"),
    ],
)
def test_incomes_that_have_no_such_measure(call, words):
    data = DATA.assign(low=DATA["income"] - 5000, zero=(DATA["income"] - 5000).clip(0))
    with pytest.raises(DataError, match=words):
        call(Survey(data))


@in_one_test(
    ("call", "words"),
    [
        (lambda s: s.atkinson("income", 0), "aversion is 0; expected a number above 0"),
        (lambda s: s.share_ratio("income", 0.7), "share is 0.7; expected a share above 0"),
        (lambda s: s.lorenz("income", [0, 0.5]), "shares is .*expected shares between 0 and 1"),
        (lambda s: s.poverty_rate("income", part=60), "part is 60; expected a number between"),
        (lambda s: s.poverty_rate("income", line="low"), "line is 'low'; expected an amount"),
        (lambda s: s.gini("income", design_effect=True), "not for a Gini coefficient"),
    ],
)
def test_arguments_that_are_none(call, words):
    with pytest.raises(ArgumentError, match=words):
        call(PLAIN)


def test_zeros_are_fine_where_they_have_a_measure():
    survey = Survey(DATA.assign(zero=(DATA["income"] - 5000).clip(0)))
    assert survey.theil("zero").table["estimate"].iloc[0] > 0
    assert survey.atkinson("zero", 0.5).table["estimate"].iloc[0] > 0
    ratio = survey.share_ratio("zero").table.iloc[0]
    assert np.isnan(ratio["estimate"])


@pytest.mark.long
@pytest.mark.parametrize("kind", ["simple", "clusters", "weights"])
def test_errors_of_rates_and_gaps_are_as_large_as_they_say(kind):
    """Of 300 samples of 500: a standard error off by less than 15 %, and 90 % of limits hold."""
    rng, n, sigma = np.random.default_rng(11), 500, 0.7
    truth = {"poverty_rate": ndtr(np.log(0.6) / sigma)}
    truth["poverty_gap"] = 1 - np.exp(sigma * ndtri(truth["poverty_rate"] / 2)) / 0.6
    found = {name: [] for name in truth}
    for _ in range(300):
        c, place = np.arange(n), rng.normal(size=n)
        if kind == "clusters":
            c = c // 10
            place = np.sqrt(0.1) * rng.normal(size=n // 10)[c] + np.sqrt(0.9) * place
        w = np.exp(0.6 * rng.normal(size=n)) if kind == "weights" else np.ones(n)
        data = pd.DataFrame({"income": np.exp(9 + sigma * place), "c": c, "w": w})
        survey = Survey(data, weights="w", clusters="c")
        for name, value in truth.items():
            row = MEASURES[name](survey, "income").table.iloc[0]
            holds = row["ci_low"] <= value <= row["ci_high"]
            found[name].append((row["estimate"], row["std_error"], holds))
    for name, value in truth.items():
        estimate, error, holds = np.array(found[name], dtype=float).T
        assert estimate.mean() == pytest.approx(value, abs=0.01)
        assert error.mean() / estimate.std() == pytest.approx(1, abs=0.15)
        assert holds.mean() > 0.9


def test_shares_of_a_total_of_0_or_less_are_not_defined_among_those_who_answered():
    losses = np.linspace(-9, -1, 30)
    data = pd.DataFrame(
        {"g": ["a"] * 30 + ["b"] * 30, "c": np.arange(60) // 5, "y": np.r_[losses, losses + 60]}
    )
    plain = Survey(data, clusters="c")
    for survey in (plain, plain.to_replicates("jk1")):
        for name, given in (("gini", {}), ("share_ratio", {}), ("lorenz", {"shares": [0.5]})):
            found = getattr(survey, name)("y", by="g", **given).table.set_index("g")
            assert np.isnan(found.loc["a", "estimate"])
            assert found.loc["a", ["n", "n_missing", "reasons"]].tolist() == [30, 0, "undefined"]
            alone = getattr(survey, name)("y", where="g == 'b'", **given).table.iloc[0]
            assert found.loc["b", "estimate"] == pytest.approx(alone["estimate"])
            assert found.loc["b", "std_error"] == pytest.approx(alone["std_error"])
    losing = Survey(data[data["g"] == "a"])
    with pytest.raises(DataError, match=r"has a quantile of −5.*, and a part of it is no line"):
        losing.poverty_rate("y")
    with pytest.raises(DataError, match="a gap is a part of a line above 0"):
        losing.poverty_gap("y", line=-2)
    # a line that is given tells who is below it, whatever it is
    assert losing.poverty_rate("y", line=-2).table["estimate"].iloc[0] > 0.5


LAEKEN = {
    "gini": 0.32980307130672,
    "poverty_line": 630.414,
    "poverty_rate": 0.308134645164735,
    "poverty_gap": 0.278315519642648,
}


def test_agrees_with_laeken():
    """R 4.2.2, laeken 0.5.2, 2026-11-27: gini, arpt, arpr and rmpg of the same numbers."""
    y = np.round(1000 * np.exp(np.sin(np.arange(1, 201) * 12.9898) * 0.9), 2)
    w = np.round(1.5 + np.cos(np.arange(1, 201) * 78.233), 3)
    survey = Survey(pd.DataFrame({"y": y, "w": w}), weights="w")
    for name, value in LAEKEN.items():
        found = getattr(survey, name)("y").table["estimate"].iloc[0]
        assert found == pytest.approx(value, rel=1e-10), name

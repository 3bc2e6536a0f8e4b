"""Requests at the edges: variables, conditions, groups and frames that are odd, empty or equal."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

from tests.conftest import in_one_test
from tests.survey.cases import with_data
from tests.survey.design.test_bad_designs import DATA, I, N, refused, replicated
from topline import ArgumentError, DataError, Survey

VARIABLES = [
    ("yy", ArgumentError, "variable 'yy' is no column of the data; did you mean 'y'"),
    (3, ArgumentError, "variable 3 is no column of the data; there are w, h"),
    ([], ArgumentError, "no variables are named; give a column or a list of columns"),
    ("g", DataError, "column 'g' holds text, such as 'b'; expected numbers; for the shares of its"),
    ("endless", DataError, r"column 'endless' has 1 infinite value \(row 3\); survey data are"),
    ("day", DataError, "column 'day' holds dates, such as '2026-11-23 00:00:00'; expected num"),
]


@in_one_test(("name", "error", "text"), VARIABLES)
def test_variables_without_a_mean(name, error, text):
    with refused(text, error):
        Survey(DATA.assign(day=pd.Timestamp("2026-11-23"))).mean(name)


WHERE = [
    (
        np.ones(3, dtype=bool),
        r"the condition has shape \(3,\); expected one True or False for each of 24",
    ),
    (np.ones((N, 2), dtype=bool), r"the condition has shape \(24, 2\); expected one True or False"),
    (True, r"the condition has shape \(\); expected one True or False for each of 24 rows"),
    (None, r"the condition has shape \(\); expected one True or False for each of 24 rows"),
    (
        np.full(N, np.nan),
        "the condition holds float64 values; expected True or False for each row, such",
    ),
    (I, "the condition holds int64 values; expected True or False for each row"),
    (["yes"] * N, "the condition holds text; expected True or False for each row"),
    ("g", "the condition holds text; expected True or False for each row"),
    (
        "age > 3",
        "the condition 'age > 3' cannot be worked out .*; expected a condition on the columns",
    ),
    ("y + 1", "the condition holds float64 values; expected True or False"),
    (
        pd.Series(I > 3, index=I[::-1]),
        "the condition has another index than the data; expected a row for",
    ),
]


@in_one_test(("condition", "text"), WHERE)
def test_conditions_that_are_none(condition, text):
    with refused(text, ArgumentError):
        Survey(DATA).where(condition)


@pytest.mark.parametrize("condition", [[True, None] * 12, [1, 0] * 12, "g == 'b'"])
def test_conditions_that_hold_for_every_other_row(condition):
    assert Survey(DATA).where(condition).mean("y").table["n"].tolist() == [12]


def test_groups_named_twice_unknown_or_empty():
    survey = Survey(DATA.assign(none=np.nan, lists=[[1]] * N))
    with refused("by names 'g' twice; name each column once", ArgumentError):
        survey.mean("y", by=["h", "g", "g"])
    with refused("by names 'g' twice; name each column once", ArgumentError):
        survey.by("h", "g").mean("y", by="g")
    with refused("by 'gg' is no column of the data; did you mean 'g'", ArgumentError):
        survey.mean("y", by="gg")
    with refused("nobody has a value of 'none'; choose another by="):
        survey.mean("y", by="none")
    with refused("column 'lists' holds lists; expected one answer in each cell"):
        survey.mean("y", by="lists")


@pytest.mark.parametrize("survey", [Survey(DATA, weights="w"), replicated()], ids=["drawn", "reps"])
@pytest.mark.parametrize("kind", ["mean", "total", "variance", "proportion"])
@pytest.mark.parametrize("by", [None, "g"])
def test_domains_that_are_all_empty(survey, kind, by):
    found = getattr(survey.where(np.zeros(N, dtype=bool)), kind)("x", by=by).table
    assert (found["n"] == 0).all()
    assert (found["flag"].str.startswith("no respondents")).all()
    assert found[["ci_low", "ci_high"]].isna().all(axis=None)
    if kind != "total":
        assert found["estimate"].isna().all()


def test_domains_of_one_row():
    survey = Survey(DATA.assign(row=I), weights="w")
    found = survey.mean("y", by="row").table
    assert np.allclose(found["estimate"], DATA["y"])
    assert found["std_error"].isna().all()
    assert found["flag"].str.startswith("one respondent").all()
    assert np.allclose(survey.total("y", by="row").table["estimate"], DATA["w"] * DATA["y"])
    assert survey.variance("y", by="row").table["estimate"].isna().all()


@pytest.mark.parametrize("survey", [Survey(DATA, weights="w"), replicated()], ids=["drawn", "reps"])
def test_a_variable_that_is_constant(survey):
    data = DATA.assign(five=5.0)
    survey = with_data(survey, data)
    found = survey.mean("five").table.iloc[0]
    assert found["estimate"] == 5
    assert np.isnan(found["std_error"])
    assert found["flag"] == "all answers are the same: no variance can be estimated"
    assert survey.variance("five").table["estimate"].iloc[0] == 0
    share = survey.proportion("five").table.iloc[0]
    assert (share["estimate"], share["std_error"]) == (1, 0)
    assert share["flag"].startswith("nobody or everybody: no variance can be estimated")
    assert np.isnan(survey.correlation("five", "y").table["estimate"].iloc[0])


@pytest.mark.parametrize("survey", [Survey(DATA, weights="w"), replicated()], ids=["drawn", "reps"])
def test_a_ratio_to_nothing(survey):
    found = survey.ratio("y", "zero").table.iloc[0]
    assert np.isnan(found["estimate"])
    assert np.isnan(found["std_error"])
    assert np.isnan(found["ci_low"])
    assert found["flag"] == "variance cannot be estimated"


def test_a_survey_of_one_row():
    one = Survey(DATA.iloc[:1], weights="w")
    assert repr(one).startswith("Survey   1 row, 1 weighted")
    with refused("stratum 'all' has only one sampled unit, so its variance cannot be estimated"):
        one.mean("y")


KINDS = {
    "polars": pl.from_pandas,
    "pyarrow": lambda data: pl.from_pandas(data).to_arrow(),
    "pandas arrow": lambda data: data.convert_dtypes(dtype_backend="pyarrow"),
    "pandas nullable": lambda data: data.convert_dtypes(),
}


@pytest.mark.parametrize("kind", KINDS)
def test_other_frames_give_the_same_numbers(kind):
    data = DATA.assign(y=DATA["y"].where(I != 7)).drop(columns=["gap", "endless"])
    data["g"] = data["g"].where(I != 9, None)
    data["adult"] = pd.array(np.where(I == 5, None, I > 8), dtype="boolean")
    design = {"weights": "w", "strata": "h", "clusters": "unit"}
    other = KINDS[kind](data.astype({"adult": "boolean"}))
    for ours, theirs in (
        (Survey(other, **design), Survey(data, **design)),
        (Survey(other, **design).to_replicates("jkn"), Survey(data, **design).to_replicates("jkn")),
        (
            Survey(other, weights="w", replicate_weights="r", replicate_method="brr"),
            Survey(data, weights="w", replicate_weights="r", replicate_method="brr"),
        ),
    ):
        for estimate in (
            lambda s: s.mean(["y", "x"], by="g"),
            lambda s: s.total("g"),
            lambda s: s.proportion(["g", "h"], design_effect=True),
            lambda s: s.proportion("adult"),
            lambda s: s.mean("y", where="y > 2"),
            lambda s: s.mean("y", where="adult"),
            lambda s: s.proportion({"high": "y > 4"}, by=["h"]),
            lambda s: s.ratio("y", "x", by=["h", "g"]),
        ):
            same(estimate(ours), estimate(theirs))


def same(ours, theirs):
    left, right = ours.table, theirs.table
    assert left.columns.tolist() == right.columns.tolist()
    for name in left:
        if right[name].dtype == float:
            assert np.allclose(left[name], right[name], rtol=1e-14, equal_nan=True), name
        else:
            assert left[name].astype(str).tolist() == right[name].astype(str).tolist(), name
    assert np.allclose(ours.covariance, theirs.covariance, rtol=1e-12, equal_nan=True)


def test_values_are_no_name_of_a_column():
    data = pd.DataFrame({"q": ["a", "b"] * 4})
    with pytest.raises(ArgumentError, match="variable is a Series; expected the name of a column"):
        Survey(data).proportion(data["q"])

"""Designs and requests that cannot be right: what the errors say, and what edges give."""

import numpy as np
import pandas as pd
import pytest

from tests.conftest import in_one_test
from topline import ArgumentError, DataError, Survey

pytestmark = pytest.mark.quick

N = 24
I = np.arange(N)  # noqa: E741
DATA = pd.DataFrame(
    {
        "w": 1.0 + I % 3,
        "h": I // 6,
        "c": I // 2 % 3,
        "unit": I // 2,
        "y": I * 37 % 23 / 3.0,
        "x": 1.0 + I * 5 % 7,
        "g": np.where(I % 2, "a", "b"),
        "text": "some",
        "zero": 0.0,
        "negative": np.where(I == 4, -1.0, 1.0),
        "gap": np.where(I == 4, np.nan, 1.0),
        "endless": np.where(I == 3, np.inf, 1.0),
        "r1": 1.0 + I % 2,
        "r2": 2.0 - I % 2,
    }
)


def refused(text, error=DataError):
    return pytest.raises(error, match=text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "negative",
            r"column 'negative' has 1 negative value \(row 4\); survey weights must be ≥ 0",
        ),
        (
            "gap",
            r"column 'gap' has 1 missing value \(row 4\); survey weights must be ≥ 0; complete",
        ),
        ("zero", "column 'zero' is 0 in every row; survey weights total more than 0"),
        ("text", "column 'text' holds text, such as 'some'; expected numbers; convert it to"),
        ("endless", r"column 'endless' has 1 infinite value \(row 3\); survey data are finite"),
    ],
)
def test_columns_that_are_no_weights(name, text):
    with refused(text):
        Survey(DATA, weights=name)


def test_numbers_stored_as_text():
    with refused("column 'w' holds text, such as '1.0'; expected numbers; convert it to numbers"):
        Survey(DATA.assign(w=DATA["w"].astype(str)), weights="w")


def test_clusters_that_cross_strata():
    with refused("cluster 0 is in strata 0 and 1; a cluster lies within one stratum; pass nest="):
        Survey(DATA, strata="h", clusters="c")
    nested = Survey(DATA, weights="w", strata="h", clusters="c", nest=True)
    own = Survey(DATA, weights="w", strata="h", clusters="unit")
    assert nested.mean("y") == own.mean("y")


@pytest.mark.parametrize("role", ["strata", "clusters"])
def test_respondents_without_a_stratum_or_cluster(role):
    data = DATA.assign(h=np.where(I == 2, np.nan, DATA["h"]))
    with refused(rf"{role} column 'h' is missing in 1 row \(row 2\); every respondent belongs to"):
        Survey(data, **{role: "h"})


@in_one_test(
    ("values", "text"),
    [
        (3, "says 3 units in a stratum of which 6 were sampled; a population is at least as large"),
        (40 + I, r"varies within a stratum of stage 1 \(rows 1, 2, 3 and 17 more\); one stratum"),
        (np.where(I < 6, 0.5, 40), r"mixes sampling fractions \(1 or less\) and population sizes"),
        (np.where(I < 1, np.nan, 40), r"is missing or not above 0 in 1 row \(row 0\); give popul"),
        (-1, r"is missing or not above 0 in 24 rows \(rows 0, 1, 2 and 21 more\); give population"),
        ("many", "holds text, such as 'many'; expected numbers; convert it"),
    ],
)
def test_finite_populations_that_cannot_be(values, text):
    with refused(text):
        Survey(DATA.assign(size=values), strata="h", fpc="size")


def test_more_fpc_than_stages():
    with refused(
        "fpc names 2 stages, but clusters 1; give one fpc column per stage", ArgumentError
    ):
        Survey(DATA, fpc=["w", "w"])


def replicated(**more):
    given = {"replicate_weights": ["r1", "r2"], "replicate_method": "brr", **more}
    return Survey(
        more.pop("data", DATA), weights="w", **{k: given[k] for k in given if k != "data"}
    )


REPLICATES = [
    (
        {"replicate_weights": ["r1", "r3"]},
        "replicate weight 'r3' is no column of the data; there are",
    ),
    ({"replicate_weights": ["r1"]}, "one replicate weight says nothing of the variance; give at"),
    ({"replicate_weights": ["r1", "r1"]}, "replicate_weights names 'r1' twice; name each column"),
    ({"replicate_weights": "z"}, "replicate_weights='z' fits no columns; give their names, their"),
    ({"replicate_weights": "z["}, r"replicate_weights='z\[' fits no columns"),
    ({"replicate_weights": np.ones((3, 4))}, "replicate_weights has 3 rows; the data have 24"),
    ({"replicate_weights": np.ones(N)}, "replicate_weights holds no names of columns; expected"),
    ({"replicate_weights": np.full((N, 2), "a")}, "replicate_weights holds values that are no"),
    ({"replicate_method": "bbr"}, "method 'bbr' is not known for replicate weights; did you mean"),
    ({"replicate_method": None}, "replicate_method is not given; the survey's documentation says"),
    ({"replicate_method": "jkn"}, "replicate_method='jkn' needs rscales=, a factor for each"),
    ({"replicate_method": "fay"}, "rho is Fay's factor; give it with replicate_method='fay', and"),
    ({"rho": 0.5}, "rho is Fay's factor; give it with replicate_method='fay', and only there"),
    ({"replicate_method": "fay", "rho": 1.5}, "rho is 1.5; Fay's factor is from 0 to below 1"),
    ({"replicate_method": "fay", "rho": np.nan}, "rho is nan; Fay's factor is from 0 to below 1"),
    ({"replicate_method": "fay", "rho": "half"}, "rho is 'half'; Fay's factor is from 0 to below"),
    (
        {"rscales": [1, 2, 3]},
        r"rscales has shape \(3,\); expected a factor for each of 2 replicate",
    ),
    ({"rscales": [1, -2]}, "rscales has a value that is negative or missing; expected ≥ 0"),
    ({"rscales": ["a", "b"]}, "rscales holds values that are no numbers; expected numbers ≥ 0"),
    ({"scale": 0}, "scale is 0; expected a factor above 0"),
    ({"scale": "one"}, "scale is 'one'; expected a factor above 0"),
    ({"centre": "middle"}, "centre is 'middle'; expected one of estimate, mean"),
    (
        {"strata": "h"},
        "strata and replicate_weights are two ways to say one design, and replicates",
    ),
]


@in_one_test(("more", "text"), REPLICATES)
def test_replicate_arguments_that_do_not_fit(more, text):
    with refused(text, ArgumentError):
        replicated(**more)


@pytest.mark.parametrize(
    ("weights", "text"),
    [
        (["r1", "gap"], r"replicate weights are missing or infinite in 1 row \(row 4\); every"),
        (["r1", "text"], "column 'text' holds text, such as 'some'; expected numbers"),
        (["r1", "endless"], r"column 'endless' has 1 infinite value \(row 3\)"),
        (np.full((N, 3), np.nan), r"missing or infinite in 24 rows \(rows 0, 1, 2 and 21 more\)"),
        (np.full((N, 3), np.inf), "replicate weights are missing or infinite in 24 rows"),
    ],
)
def test_replicate_weights_that_are_none(weights, text):
    with refused(text):
        replicated(replicate_weights=weights)


ARGUMENTS = [
    ({"rho": 0.5}, "rho is about replicate weights; give replicate_weights too"),
    ({"preset": "ac"}, "preset 'ac' is not known; did you mean 'acs'"),
    ({"lonely_psu": "drop"}, "lonely_psu is 'drop'; expected one of fail, remove, certainty, adj"),
    ({"df": -3}, "df is -3; expected a number above 0; leave it out for the design's own"),
    ({"df": "many"}, "df is 'many'; expected a number above 0"),
    ({"pps": "brewer"}, "pps='brewer' needs fpc to name the one column of inclusion probabilities"),
    ({"pps": "sampford", "fpc": "w"}, "pps is 'sampford'; expected one of brewer, overton, hart"),
    ({"weights": "ww"}, "weights 'ww' is no column of the data; did you mean 'w'"),
    ({"strata": "unti"}, "strata 'unti' is no column of the data; did you mean 'unit'"),
    ({"weights": ["w"]}, "weights is a list; expected the name of a column; put values into the"),
    ({"weights": np.ones(N)}, "weights is a ndarray; expected the name of a column"),
    ({"strata": DATA["h"]}, "strata is a Series; expected the name of a column"),
    (
        {"strata": 3},
        "strata 3 is no column of the data; there are w, h, c, unit, y, x, g, text and",
    ),
]


@in_one_test(("more", "text"), ARGUMENTS)
def test_arguments_that_do_not_fit(more, text):
    with refused(text, ArgumentError):
        Survey(DATA, **more)


@pytest.mark.parametrize("data", [{"w": [1]}, np.ones((2, 2)), None, DATA["w"]])
def test_what_is_no_dataframe(data):
    with refused(f"data is a {type(data).__name__}; expected a dataframe in memory", ArgumentError):
        Survey(data)


def test_frames_without_rows_or_with_a_name_twice():
    with refused("the data have no rows; a survey needs one row per respondent"):
        Survey(DATA.iloc[:0], weights="w")
    with refused("two columns are called 'w'; rename or drop one"):
        Survey(pd.concat([DATA, DATA[["w"]]], axis=1))

import numpy as np
import pandas as pd
import polars as pl
import pytest

from topline import ArgumentError, Survey

I = np.arange(48)  # noqa: E741
DATA = pd.DataFrame(
    {
        "stratum": I // 12,
        "cluster": I // 6,
        "weight": 3.0 + I * 7 % 11,
        "y": np.where(I == 4, np.nan, I * 37 % 101 / 7),
        "party": np.where(I % 3 == 0, "left", np.where(I == 7, None, "right")),
        "votes": I % 2 == 0,
        "day": pd.Timestamp("2026-11-23"),
    }
)
DESIGN = {"weights": "weight", "strata": "stratum", "clusters": "cluster"}


def test_repr_says_the_design_weights_domain_and_groups():
    survey = Survey(DATA, **DESIGN)
    assert repr(survey).splitlines() == [
        "Survey   48 rows, 384 weighted",
        "design   Stratified cluster sample: 8 clusters in 4 strata; weights 'weight'; with "
        "replacement at the first stage",
        "df       4",
        "weights  3 to 13, median 8; Kish's design effect 1.16",
    ]
    part = survey.where("stratum > 1").by("party", "votes")
    assert repr(part).splitlines()[4:] == [
        "domain   24 rows, 195 weighted, 2 df",
        "groups   party, votes",
    ]


def test_repr_of_weights_that_are_equal_or_0():
    assert "weights  all 1\n" in repr(Survey(DATA)) + "\n"
    some = Survey(DATA.assign(weight=np.where(I < 2, 0.0, 2.0)), weights="weight")
    assert repr(some).splitlines()[-1] == "weights  all 2; weight 0 in 2"


def test_html_shows_the_same_and_escapes_names():
    survey = Survey(DATA.rename(columns={"weight": "<w>"}), **{**DESIGN, "weights": "<w>"})
    html = survey._repr_html_()
    assert "48 rows, 384 weighted" in html
    assert "&lt;w&gt;" in html
    assert "<w>" not in html


@pytest.mark.parametrize(
    "make", [lambda d: d, pl.from_pandas, lambda d: pl.from_pandas(d).to_arrow()]
)
def test_describe_has_a_row_per_column(make):
    found = Survey(make(DATA), **DESIGN).describe().set_index("variable")
    w = DATA["weight"]
    assert found["type"].to_dict() == {
        "stratum": "number", "cluster": "number", "weight": "number", "y": "number",
        "party": "text", "votes": "yes or no", "day": "date",
    }  # fmt: skip
    assert found.loc["y", ["answered", "missing", "categories"]].tolist() == [47, 1, 47]
    known = DATA["y"].notna()
    assert found.loc["y", "mean"] == pytest.approx(np.average(DATA["y"][known], weights=w[known]))
    assert found.loc["votes", "mean"] == pytest.approx(w[DATA["votes"]].sum() / w.sum())
    assert found.loc["party", ["answered", "missing", "categories", "top"]].tolist() == [
        47, 1, 2, "right",
    ]  # fmt: skip
    share = w[DATA["party"] == "right"].sum() / w[DATA["party"].notna()].sum()
    assert found.loc["party", "top_share"] == pytest.approx(share)
    assert found.loc["day", "categories"] == 1


def test_describe_keeps_to_the_domain_and_to_weights_above_0():
    data = DATA.assign(weight=np.where(I == 0, 0, DATA["weight"]))
    found = Survey(data, **DESIGN).where("stratum == 0").describe(["y", "party"])
    assert found["variable"].tolist() == ["y", "party"]
    assert found["answered"].tolist() == [10, 10]
    assert found["missing"].tolist() == [1, 1]


def test_describe_of_a_categorical_and_of_an_empty_column():
    data = DATA.assign(kind=pd.Categorical(["b"] * 40 + ["a"] * 8, ["a", "b", "c"]), empty=np.nan)
    found = Survey(data, **DESIGN).describe(["kind", "empty"])
    assert found.loc[0, ["type", "categories", "top"]].tolist() == ["category", 2, "b"]
    assert found.loc[1, "answered"] == 0
    assert pd.isna(found.loc[1, "mean"])


def test_describe_leaves_replicate_weights_out():
    data = pd.DataFrame({"w": [1.0, 2, 3], "y": [1, 2, 3], "w1": [1, 2, 3], "w2": [3, 2, 1]})
    survey = Survey(data, weights="w", replicate_weights="w", replicate_method="brr")
    assert survey.describe()["variable"].tolist() == ["w", "y"]
    assert survey.describe("w1")["variable"].tolist() == ["w1"]


def test_describe_of_no_column():
    with pytest.raises(ArgumentError, match="variable 'partu' is no column of the data; did you"):
        Survey(DATA, **DESIGN).describe("partu")

import numpy as np
import pandas as pd
import polars as pl
import pytest

from topline import Survey
from topline.survey.checks.checks import CHECKS
from topline.survey.checks.finding import SEVERITIES

N = 60
DATA = pd.DataFrame(
    {
        "id": np.arange(N),
        "h": np.arange(N) // 20,
        "c": np.arange(N) // 4,
        "w": 10.0 + np.arange(N) % 7,
        "size": 100,
    }
)
DESIGN = {"weights": "w", "strata": "h", "clusters": "c"}


def found(survey, check):
    table = survey.check().set_index("check")
    return table.loc[check] if check in table.index else None


def text(survey, check):
    row = found(survey, check)
    return row["severity"], row["what"], row["where"]


def test_a_sound_design_has_nothing_but_ok():
    table = Survey(DATA, **DESIGN).check()
    assert list(table.columns) == ["check", "severity", "what", "where", "remedy"]
    assert set(table["severity"]) == {"ok"}
    assert table["check"].tolist() == [
        "design columns", "codes among numbers", "zero weights", "extreme weights",
        "spread of weights",
        "scale of weights", "strata of one unit", "degrees of freedom", "repeated rows",
    ]  # fmt: skip


def test_weights_of_0():
    assert text(
        Survey(DATA.assign(w=DATA["w"].where(DATA.index != 9, 0)), **DESIGN), "zero weights"
    ) == (
        "note",
        "weight 0 in 1 of 60 rows, which count in no estimate",
        "row 9",
    )


def test_extreme_and_spread_weights():
    survey = Survey(DATA.assign(w=DATA["w"].where(DATA.index != 9, 900.0)), **DESIGN)
    total = survey.weights.sum()
    assert text(survey, "extreme weights") == (
        "warning",
        f"above 5 times the median 13 in 1 of 60 rows, up to 900: {900 / total:.1%} of the "
        "weighted population",
        "row 9",
    )
    deff = 60 * (survey.weights**2).sum() / total**2
    assert text(survey, "spread of weights") == (
        "warning",
        f"Kish's design effect is {deff:.3g}: 60 respondents are worth about {60 / deff:.0f}",
        "",
    )
    assert "trimming" in found(survey, "spread of weights")["remedy"]


@pytest.mark.parametrize("weights", [None, "unit"])
def test_weights_that_total_the_respondents(weights):
    unit = DATA["w"] / DATA["w"].mean()
    row = found(Survey(DATA.assign(unit=unit), weights=weights), "scale of weights")
    assert row["severity"] == "note"
    assert row["what"].startswith("weights total 60, as many as there are respondents")


def test_lonely_strata_are_named():
    data = DATA.assign(h=np.where(DATA["c"] == 0, "alone", DATA["h"].astype(str)))
    assert text(Survey(data, **DESIGN), "strata of one unit") == (
        "problem",
        "one sampled unit in 1 of 4 strata; no variance can be estimated",
        "stratum 'alone'",
    )
    assert text(Survey(data, **DESIGN, lonely_psu="adjust"), "strata of one unit")[:2] == (
        "note",
        "one sampled unit in 1 of 4 strata; lonely_psu='adjust'",
    )


def test_strata_of_two_units_and_few_degrees_of_freedom():
    survey = Survey(DATA.assign(c=np.arange(N) // 10), **DESIGN)
    assert text(survey, "strata of two units") == (
        "note",
        "two sampled units in 3 of 3 strata, each of which gives the variance one degree of "
        "freedom",
        "strata 0, 1, 2",
    )
    assert text(survey, "degrees of freedom")[:2] == (
        "warning",
        "the design has 3 degrees of freedom, so its variances are hardly known",
    )
    one = Survey(DATA, **DESIGN).where("c == 2")
    assert text(one, "degrees of freedom")[:2] == (
        "problem",
        "the subpopulation has 0 degrees of freedom, so its variances are hardly known",
    )


def test_sampling_fractions():
    assert text(Survey(DATA, strata="h", fpc="size"), "sampling fractions") == (
        "ok",
        "20.0% to 20.0% of a stratum's units were sampled",
        "",
    )
    whole = DATA.assign(size=np.where(DATA["h"] == 1, 20, 100))
    assert text(Survey(whole, strata="h", fpc="size"), "sampling fractions") == (
        "note",
        "20.0% to 100.0% of a stratum's units were sampled; strata taken whole, which add no "
        "variance: 1",
        "stratum 1",
    )
    row = found(Survey(DATA, weights="w"), "sampling fractions")
    assert row["severity"] == "note"
    assert "then standard errors are too large without fpc" in row["what"]
    assert found(Survey(DATA.assign(w=100.0), weights="w"), "sampling fractions") is None


def replicated(factor, **more):
    w = DATA["w"].to_numpy()
    weights = factor * np.column_stack([w * 0.9, w * 1.1, w])
    return Survey(
        DATA, weights="w", replicate_weights=weights, replicate_method="bootstrap", df=20, **more
    )


def test_replicates_that_are_factors():
    w = DATA["w"].to_numpy()
    level, what, _ = text(replicated(1 / w[:, None]), "replicate totals")
    assert (level, what) == (
        "problem",
        "replicate weights total 0.0775 times the full weights on average",
    )
    assert "combined=False" in found(replicated(1 / w[:, None]), "replicate totals")["remedy"]
    assert text(replicated(1 / w[:, None], combined=False), "replicate totals")[0] == "ok"
    assert text(replicated(1.05), "replicate totals")[0] == "note"
    assert text(replicated(1.0), "negative replicates")[0] == "ok"


def test_negative_replicates():
    weights = np.ones((N, 3))
    weights[[4, 8], 1] = -0.5
    survey = Survey(DATA, replicate_weights=weights, replicate_method="brr")
    assert text(survey, "negative replicates") == (
        "warning",
        "below 0 in 2 places of 2 rows; quantiles and shares of replicates can leave their range",
        "rows 4, 8",
    )


@pytest.mark.parametrize(
    "make", [lambda d: d, pl.from_pandas, lambda d: pl.from_pandas(d).to_arrow()]
)
def test_repeated_rows(make):
    data = DATA.copy()
    data.iloc[[7, 30]] = data.iloc[[6, 6]].to_numpy()
    assert text(Survey(make(data), weights="w"), "repeated rows") == (
        "warning",
        "the same in every column as an earlier row: 2 of 60 rows",
        "rows 7, 30",
    )
    few = Survey(make(DATA[["w"]]), weights="w")
    assert text(few, "repeated rows")[0] == "note"


@pytest.mark.parametrize("none", ["None of these", "Nichts davon"])
def test_none_beside_other_answers(none):
    cells = ["Pension", "Remote", f"Pension;{none}", "Pension;Remote", none, f"Remote;{none}"] * 10
    listed = Survey(pd.DataFrame({"benefits": cells}))
    ticks = pd.Series(cells).str.get_dummies(";")
    by_column = Survey(ticks, sets={"benefits": [*ticks.columns]})
    for survey in (listed, by_column):
        severity, what, where = text(survey, "none beside others")
        assert severity == "warning"
        assert what == f"benefits: 20 rows chose {none!r} and another answer; they count as both"
        assert where == "rows 2, 5, 8 and 17 more"
    single = Survey(pd.DataFrame({"benefits": ["Pension;Remote", none, "Pension", "Remote"] * 10}))
    assert found(single, "none beside others") is None


def test_pps_and_every_check_by_name():
    data = pd.DataFrame({"p": [0.2, 0.4, 0.5, 0.1, 0.3], "y": [3.0, 8, 1, 4, 4]})
    table = Survey(data, fpc="p", pps="overton").check()
    assert not set(table["check"]) & {"strata of one unit", "sampling fractions"}
    assert set(table["severity"]) <= set(SEVERITIES)
    assert set(table["check"]) <= {row.key for row in CHECKS}

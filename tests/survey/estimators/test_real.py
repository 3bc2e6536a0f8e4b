"""Public microdata with R's answers: every row of every expected.json."""

import json

import numpy as np
import pandas as pd
import pytest

from topline import Survey

LOOSE = {
    "logit": 1e-8,  # R fits a regression by iteration
    "beta": 5e-6,  # R counts rows without an answer into Korn and Graubard's n
}


def expected(shared, name):
    path = shared / "real" / name / "expected.json"
    if not path.exists():
        pytest.skip(f"no {path}")
    return json.loads(path.read_text(encoding="utf-8"))["expected"]


def compare(ours, theirs):
    """Return the relative differences of what a row states; tiny errors against the estimate."""
    pairs = {"est": "estimate", "se": "std_error", "ci_low": "ci_low", "ci_high": "ci_high"}
    found = {}
    for key, column in pairs.items():
        if theirs[key] is not None:
            scale = max(abs(theirs[key]), 1e-6 * abs(theirs["est"]))
            found[key] = abs(float(ours[column]) - theirs[key]) / scale
    if theirs["n"] is not None:
        found["n"] = float(ours["n"] != theirs["n"])
    return found


@pytest.fixture(scope="module")
def acs(shared):
    return Survey(pd.read_csv(shared / "real" / "acs_pums" / "acs_m.csv.gz"), preset="acs")


@pytest.fixture(scope="module")
def recs(shared):
    data = pd.read_csv(shared / "real" / "recs2015" / "recs_2015_min.csv.gz")
    return Survey(data, preset="recs")


@pytest.fixture(scope="module")
def yrbs(shared):
    return Survey(pd.read_csv(shared / "real" / "yrbs2015" / "yrbs.csv"), preset="yrbs")


def acs_row(survey, row):
    if row["stat"] == "total persons":
        return survey.count().table.iloc[0]
    found = survey.mean(row["level"]).table.iloc[0]
    assert found["df"] == 79
    return found


def test_acs_pums(shared, acs):
    rows = expected(shared, "acs_pums")
    for row in rows:
        assert max(compare(acs_row(acs, row), row).values()) < 1e-10, row
    assert len(rows) == 4


def recs_row(survey, row):
    by = {} if row["by"] is None else {"by": "Region"}
    stat = row["stat"]
    if stat == "total homes":
        table = survey.count().table
    elif stat == "total homes using AC":
        table = survey.total("ACUsed").table
    elif stat.startswith("proportion AC used"):
        table = survey.mean("ACUsed", **by).table
    elif stat == "total:HousingUnitType":
        table = survey.total("HousingUnitType").table.set_index("category").loc[[row["level"]]]
    else:
        kind, variable = stat.split()
        table = getattr(survey, kind)(variable, **by).table
    if by:
        table = table[table["Region"] == row["by"]]
    assert (table["df"] == 95).all()
    return table.iloc[0]


def test_recs(shared, recs):
    rows = expected(shared, "recs2015")
    by_mean = Survey(recs.data, preset="recs", centre="mean")
    for row in rows:
        if row["stat"] == "degf":
            assert recs.design.df == row["est"]
            continue
        survey = by_mean if row["stat"].endswith("mse=FALSE") else recs
        assert max(compare(recs_row(survey, row), row).values()) < 1e-9, row
    assert len(rows) == 19


def test_yrbs_2015_as_printed(shared, yrbs):
    rows = expected(shared, "yrbs2015")
    for row in rows:
        if row["stat"] == "degf":
            assert yrbs.design.df == row["est"]
        elif row["stat"] == "deff_replace":
            deff = yrbs.proportion("qn8", design_effect="replace").table["deff"].iloc[0]
            assert np.isclose(deff, row["est"], rtol=1e-10)
        else:
            found = yrbs.proportion("qn8", interval=row["ci_method"]).table.iloc[0]
            assert max(compare(found, row).values()) < LOOSE.get(row["ci_method"], 1e-10), row
    assert len(rows) == 7
    printed = yrbs.proportion("qn8").table.iloc[0]
    assert [round(printed[k], 4) for k in ("estimate", "std_error", "ci_low", "ci_high")] == [
        0.8136, 0.0201, 0.7696, 0.8508
    ]  # fmt: skip
    assert (printed["df"], printed["n_missing"]) == (41, len(yrbs) - 8757)

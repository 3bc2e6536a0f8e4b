"""What holds a table of estimates opens by the same doors: a frame, a file, a chart, a row."""

import io

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import topline
from tests.conftest import in_one_test
from topline import ArgumentError, Survey


@pytest.fixture(autouse=True)
def no_windows():
    yield
    plt.close("all")


def survey():
    return Survey(
        topline.load_example_survey(), weights="weight", strata="stratum", clusters="cluster"
    )


def held():
    found = survey()
    model = found.logistic("prefers_note == 'yes' ~ region")
    imputed = Survey.from_imputations(
        [found.data.fillna({"years_experience": years}) for years in (2, 8)], weights="weight"
    )
    times = found.data.assign(time=found.data["years_experience"].fillna(1) + 1, left=1)
    return {
        "Estimates": (found.proportion("prefers_note"), "no difference"),
        "Crosstab": (found.crosstab("importance", "role"), ("very important", "recruiter")),
        "Model": (model, "region[South]"),
        "LikelihoodModel": (found.ordinal("importance ~ role"), "role[applicant]"),
        "LoglinearModel": (found.loglinear("role * region"), "region[South]"),
        "PooledModel": (imputed.logistic("prefers_note == 'yes' ~ region"), "region[South]"),
        "PooledLoglinearModel": (imputed.loglinear("role * region"), "region[South]"),
        "ModelTable": (topline.model_table({"one": model}), "region[South]"),
        "SurvivalCurves": (
            Survey(times).kaplan_meier("time, left == 1 ~ role", times=[2, 40]), ("recruiter", 2)
        ),
    }  # fmt: skip


@pytest.fixture(scope="module")
def results():
    return held()


NAMES = ["Estimates", "Crosstab", "Model", "LikelihoodModel", "LoglinearModel", "PooledModel",
         "PooledLoglinearModel", "ModelTable", "SurvivalCurves"]  # fmt: skip


@in_one_test("name", NAMES)
def test_the_doors_are_the_same(name, results):
    found, row = results[name]
    assert type(found).__name__ == name
    frame = found.to_frame()
    again = pd.read_csv(io.StringIO(found.to_csv()))
    assert list(again) == list(frame)
    assert again["estimate"].to_numpy() == pytest.approx(frame["estimate"].to_numpy(), nan_ok=True)
    assert found[row]["estimate"] in frame["estimate"].to_numpy()
    pd.testing.assert_series_equal(found["estimate"], frame["estimate"])
    assert hasattr(found.plot(), "figure")
    with pytest.raises(ArgumentError, match="no row is called 'nobody'; expected one of"):
        found["nobody"]
    with pytest.raises(ArgumentError, match="kind is 'pie'; expected one of"):
        found.plot("pie")
    with pytest.raises(ArgumentError, match=r"no argument of to_csv\(\); did you mean guard_f"):
        found.to_csv(guard_formula=True)
    with pytest.raises(TypeError):
        iter(found)


def test_a_file_of_a_crosstab_hides_what_the_table_hides(tmp_path):
    found = survey().crosstab("channel", ["role", "region"], percent="respondents", hide_below=30)
    assert found.to_csv(tmp_path / "table.csv") is None
    written = pd.read_csv(tmp_path / "table.csv")
    shown = found.to_frame()
    assert shown["estimate"].isna().any()
    assert (written["estimate"].isna() == shown["estimate"].isna()).all()


def test_other_charts_of_each(results):
    found, (imputed, _) = survey(), results["PooledModel"]
    model = found.logistic("prefers_note == 'yes' ~ region")
    for ax in (
        model.plot("margins", variable="region"),
        imputed.plot("margins", variable="region"),
        model.plot(terms=["region[South]"]),
        found.crosstab("importance", "role").plot("heat_table"),
        found.crosstab("importance", "role").plot("bars", group="column"),
    ):
        assert hasattr(ax, "figure")

"""Every public result is at hand: a frame, a CSV, a row or column by name, a notebook's view."""

import inspect
from io import StringIO

import pandas as pd
import pytest

import topline
from tests.conftest import in_one_test
from tests.test_spoken import RESULTS
from tests.test_values import public_classes
from topline import ArgumentError
from topline.estimates.access import ChartAtHand
from topline.writing.at_hand import AtHand

pytestmark = pytest.mark.quick

NO_RESULTS = {
    # arguments and settings
    "Claim", "Disclosure", "MultipleResponseSet", "Reason", "ReportPlan", "Severity", "Size",
    "Strings", "Style", "TableHint",
    # data, and parts of designs and models
    "CalibratedReplicates", "Covariance", "FactoredReplicates", "FurtherReplicates",
    "ImputedSurvey", "Linearised", "MetMargin", "ModelFit", "PooledFit", "ReplicateColumns",
    "Replicated", "SampledReplicates", "Survey", "SurveyData", "Waves", "WeightingStep",
    # two or three words and numbers, and what is drawn or printed of others
    "AnswerCount", "DatawrapperChart", "FileKind", "Interval", "PrintedTable", "Published",
}  # fmt: skip
TABLES = {
    "Targets": topline.load_example_targets,
    "WeightingRecord": lambda: (
        (
            topline.Survey(topline.load_example_survey()).rake(
                {"role": {"recruiter": 1, "applicant": 1}}
            )
        ).weighting
    ),
}


@in_one_test("public", public_classes(), ids=lambda one: one.__name__)
def test_every_public_result_is_at_hand(public):
    assert issubclass(public, AtHand) or public.__name__ in NO_RESULTS
    assert not (issubclass(public, AtHand) and public.__name__ in NO_RESULTS)


@in_one_test("public", [one for one in public_classes() if issubclass(one, AtHand)])
def test_what_is_at_hand_has_every_door(public):
    for door in ("to_frame", "to_csv", "__getitem__", "_repr_html_"):
        assert callable(getattr(public, door))
    assert hasattr(public, "plot") == issubclass(public, ChartAtHand)
    assert "guard_formulas" in inspect.signature(public.to_csv).parameters


def codebook(tmp_path):
    topline.load_example_survey().head(50).to_csv(tmp_path / "a.csv", index=False)
    return topline.read_survey(tmp_path / "a.csv").codebook


@in_one_test("kind", [*RESULTS, "Codebook", "Targets", "WeightingRecord"])
def test_rows_are_a_frame_a_file_and_columns_by_name(kind, tmp_path):
    found = codebook(tmp_path) if kind == "Codebook" else {**RESULTS, **TABLES}[kind]()
    table = found.to_frame()
    assert isinstance(table, pd.DataFrame)
    assert table.columns.is_unique
    assert len(table.columns)
    text = found.to_csv()
    assert list(pd.read_csv(StringIO(text)).columns) == list(map(str, table.columns))
    assert found.to_csv(tmp_path / f"{kind}.csv") is None
    assert (tmp_path / f"{kind}.csv").read_text("utf-8") == text
    number = table.select_dtypes("number").columns
    for name in number[:2]:
        pd.testing.assert_series_equal(found[name], table[name])
    with pytest.raises(ArgumentError, match="no row is called 'zzyzx'"):
        found["zzyzx"]
    # what is changed in a frame stays there
    table["zzyzx"] = 1
    assert "zzyzx" not in found.to_frame()
    assert found._repr_html_()


def test_a_single_result_is_one_row():
    found = topline.percent_interval("63%", 400)
    table = found.to_frame()
    assert len(table) == 1
    assert table.loc[0, ["estimate", "n"]].tolist() == [0.63, 400]
    assert table.loc[0, ["ci_low", "ci_high"]].tolist() == [found.ci_low, found.ci_high]


def test_several_results_are_rows_of_their_arrays():
    found = topline.pairwise_comparisons([30, 45, 20], [100, 120, 80])
    assert found.to_frame()[["i", "j"]].to_numpy().tolist() == [[0, 1], [0, 2], [1, 2]]
    assert found["difference"].tolist() == found.difference.tolist()


def test_a_row_is_called_by_its_words(tmp_path):
    targets = topline.load_example_targets()
    assert targets["recruiter"]["target"] == 55030
    assert codebook(tmp_path)["role"]["n_valid"] == 50


def test_a_name_that_is_not_there_is_answered_with_the_nearest():
    with pytest.raises(AttributeError, match="did you mean plot_estimates"):
        topline.plot_estimate  # noqa: B018
    with pytest.raises(AttributeError, match="lists what there is"):
        topline.zzzzzz  # noqa: B018


def test_tables_of_a_model_are_called_what_their_rows_are():
    survey = topline.Survey(topline.load_example_survey(), weights="weight", strata="stratum",
                            clusters="cluster")  # fmt: skip
    formula = "prefers_note == 'yes' ~ gender"
    model = survey.logistic(formula)
    ratios = survey.logistic(formula, exponentiate=True)
    titles = [one.printed().title.partition(":")[0]
              for one in (model.table, ratios.table, model.margins(),
                          survey.mean("years_experience", by="role").compare())]  # fmt: skip
    assert titles == ["Coefficients", "Ratios", "Marginal effects", "Differences"]
    with pytest.raises(topline.ArgumentError, match="it draws itself"):
        topline.plot_estimates(model)

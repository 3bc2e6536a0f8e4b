"""Every case of raking, post-stratification and calibration that R answers, to its tolerance."""

import json
from pathlib import Path

import numpy as np
import pytest

import topline
from tests.survey.cases import survey as survey_of_r
from tests.survey.weighting.cases import calibrated, estimated, margins, survey, told

PATH = Path(__file__).resolve().parents[4] / "shared" / "reference" / "weighting.json"
MICRODATA = PATH.with_name("microdata.json")
BOOK = json.loads(PATH.read_text(encoding="utf-8"))["cases"] if PATH.exists() else []
DIFFERENT_ERRORS = {
    "ps_stype_bclus1": "R counts more degrees of freedom after the calibration than there are",
    "greg_a_rstrat": "the same",
}
"""Whose quantiles' standard errors, the lengths of their intervals over t, are not R's."""

MET = {"post_stratify", "rake", "rake_by", "trim_rake", "rake_edge", "calibrate_linear",
       "calibrate_bounded", "replicate_calibration", "household", "partition",
       "after_calibration"}  # fmt: skip
OF_COLUMNS = {"trim", "nonresponse", "panel", "base_weights", "normalise", "design_effect",
              "balance"}  # fmt: skip
"""Groups whose weights are asked of plain columns, in tests/statistics/weighting."""

REPEATED = "collinear_dclus1"
"""Asked of plain columns, too: its repeated variable is an expression of R."""

CASES = [case for case in BOOK if case["group"] in MET and case["id"] != REPEATED]
CALIBRATED = [
    case
    for case in (json.loads(MICRODATA.read_text(encoding="utf-8"))["cases"] if BOOK else [])
    if case["group"] == "calibration_weights"
]


@pytest.mark.skipif(not BOOK, reason="the cases are not here")
def test_no_case_is_left_out():
    assert {case["group"] for case in BOOK} == MET | OF_COLUMNS
    assert len(CASES) == sum(case["group"] in MET for case in BOOK) - 1


@pytest.mark.parametrize("case", CALIBRATED, ids=lambda case: case["id"])
def test_weights_of_calibrated_designs_are_those_of_r(case, shared):
    w = np.asarray(survey_of_r(shared, case["design"]).weights)
    found = {"sum": w.sum(), "sumsq": (w**2).sum(), "min": w.min(), "max": w.max()}
    found |= {f"w{at}": w[at - 1] for at in range(1, len(w) + 1)}
    for row in case["result"]:
        assert found[row["term"]] == pytest.approx(row["estimate"], rel=1e-8), row["term"]


def weighted(drawn, case):
    options = case["options"]
    if case["method"] == "calibrate":
        return calibrated(drawn, case)
    if case["method"] == "post_stratify":
        return drawn.post_stratify(margins(case))
    given = {name: options[name] for name in ("by", "missing", "total") if name in options}
    if "upper_weight" in options:
        given |= {"bounds": (0, options["upper_weight"]), "bounds_on": "weight"}
    return drawn.rake(margins(case), **given)


@pytest.mark.filterwarnings("ignore:.*add up to:UserWarning")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_agrees_with_r(case, shared):
    drawn, expected = survey(shared, case), case.get("expected", {})
    if expected.get("outcome") == "error":
        with pytest.raises(topline.ArgumentError) as found:
            weighted(drawn, case)
        names = expected["message_names"]
        for name in [names] if isinstance(names, str) else names:
            assert name in str(found.value)
        return
    after = weighted(drawn, case)
    if "weights" in expected:
        assert np.asarray(after.weights) == pytest.approx(expected["weights"], rel=1e-8)
        return
    tolerance = case["tolerance"]["weights_rel"]
    found = told(np.asarray(after.weights))
    for name, value in case.get("weights", {}).items():
        assert found[name] == pytest.approx(value, rel=tolerance), name
    for wanted, (ours, theirs) in zip(
        case.get("estimates", []), estimated(case, after), strict=True
    ):
        assert ours[0] == pytest.approx(theirs[0], rel=1e-8)
        if theirs[1] is None:
            assert np.isnan(ours[1])
        elif not (wanted["estimator"] == "quantile" and case["id"] in DIFFERENT_ERRORS):
            # of a margin's own total nothing is left but rounding, which counts as 0
            assert ours[1] == pytest.approx(theirs[1], rel=1e-6, abs=1e-9 * abs(theirs[0]))


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["group"] == "rake"], ids=lambda case: case["id"]
)
def test_either_residuals_are_right(case, shared):
    """Those by the weights before and by the calibrated ones, where a case tells both."""
    both = [each for each in case["estimates"] if "se_residuals_calibrated" in each]
    after = survey(shared, case).rake(margins(case), residuals="calibrated")
    for wanted, (ours, _) in zip(both, estimated({"estimates": both}, after), strict=True):
        error = wanted["se_residuals_calibrated"]
        assert ours[1] == pytest.approx(error, rel=1e-6, abs=1e-9 * abs(ours[0]))

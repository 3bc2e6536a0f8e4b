"""Every case of svyglm, its tests, predictions and margins that R answers, to its tolerance."""

from functools import cache

import numpy as np
import pytest

from tests.survey.models.cases import CASES, COLUMNS, fitted

UNLIKE = {
    "gauss_ex_rex": "replicates lack a level; R's coefficients are of a matrix without an inverse",
}
"""Cases whose value in R is none."""

STOPPED = {"cloglog_dclus2"}
"""Where R stops 1.2e-7 before the maximum: in long double its score is 1e-5, ours 1e-10."""

GLM = {case["id"]: case for case in CASES if case["group"] == "glm"}
METHODS = {"Wald": "wald", "WorkingWald": "working-wald", "LRT": "rao-scott-lrt"}


def of_group(group):
    return [case for case in CASES if case["group"] == group and case["id"] not in UNLIKE]


@cache
def model(folder, of):
    """Return a model by its id, or as a case states it."""
    if of in GLM:
        case = GLM[of]
        return fitted(
            folder, {**case["model"], "design": case["design"], "where": case.get("where")}
        )
    stated = next(
        case["model"] for case in CASES if "model" in case and case["model"].get("id") == of
    )
    where = "agecat %in% c('(39,59]', '(59,Inf]')" if "_dom_" in of else None
    return fitted(folder, {**stated, "where": where})


@pytest.mark.parametrize("case", of_group("glm"), ids=lambda case: case["id"])
def test_glm(case, shared):
    found, extra = model(shared, case["id"]), case["extra"]
    table, wanted = found.table.table, case["result"]
    looser = 3 if case["id"] in STOPPED else 1
    assert table["estimate"].to_numpy() == pytest.approx(
        [row["estimate"] for row in wanted], rel=looser * case["tolerance"]["estimate_rel"]
    )
    error = case["tolerance"]["se_rel"]
    for ours, theirs in (("std_error", "se"), ("ci_low", "ci_low"), ("ci_high", "ci_high")):
        assert table[ours].to_numpy() == pytest.approx([row[theirs] for row in wanted], rel=error)
    assert table["p_value"].to_numpy() == pytest.approx(
        [row["p_value"] for row in wanted], rel=1e-4, abs=1e-14
    )
    assert found.df == wanted[0]["df"]
    np.testing.assert_allclose(found.covariance, extra["vcov"], rtol=5e-6, atol=1e-12)
    fit = found.fit
    assert fit.n == extra["n_used"]
    for ours, theirs in (("deviance", "deviance"), ("null_deviance", "null_deviance")):
        assert getattr(fit, ours) == pytest.approx(extra[theirs], rel=1e-8)
    for name in ("nagelkerke", "cox_snell"):
        if name in extra:
            assert getattr(fit, name) == pytest.approx(extra[name], rel=1e-8)
    if "aic_lumley_scott" in extra:
        if "_noint_" in case["id"]:
            # R leaves out the first coefficient, whatever it is, as if it were an intercept
            return
        assert fit.aic == pytest.approx(extra["aic_lumley_scott"]["aic"], rel=1e-6)
        spent = extra["aic_lumley_scott"]["eff_p"]
        assert fit.effective_parameters == pytest.approx(spent, rel=1e-5)


@pytest.mark.parametrize("case", of_group("term_test"), ids=lambda case: case["id"])
def test_term_tests(case, shared):
    options, wanted = case["options"], case["result"]
    if "nested" in options:
        smaller, more = options["nested"]
        of = {"family": "binomial", "design": case["design"]}
        larger = fitted(shared, {**of, "formula": f"{smaller} {more}"})
        found = larger.compare(fitted(shared, {**of, "formula": smaller}))
        assert found.statistic == pytest.approx(wanted["statistic"], rel=1e-6)
        assert found.p_value == pytest.approx(wanted["p_value"], rel=1e-6)
        return
    term = ":".join(COLUMNS.get(name, name) for name in options["term"].strip("~").split(":"))
    found = model(shared, case["model"]["id"]).test(
        term,
        method=METHODS[options["method"]],
        df=np.inf if options["df"] == "Inf" else None,
    )
    assert found.statistic == pytest.approx(wanted["statistic"], rel=case["tolerance"]["rel"])
    assert found.df == wanted["df1"]
    assert found.p_value == pytest.approx(wanted["p_value"], rel=1e-6, abs=1e-7)


@pytest.mark.parametrize("case", of_group("predict"), ids=lambda case: case["id"])
def test_predictions_of_rows(case, shared):
    options, tolerance = case["options"], case["tolerance"]["rel"]
    found = model(shared, case["model"]["id"]).predict(options["newdata"], scale=options["type"])
    table = found.table
    assert table["estimate"].to_numpy() == pytest.approx(
        [row["estimate"] for row in case["result"]], rel=tolerance
    )
    assert table["std_error"].to_numpy() == pytest.approx(
        [row["se"] for row in case["result"]], rel=1e-6
    )


@pytest.mark.parametrize("case", of_group("margins"), ids=lambda case: case["id"])
def test_margins(case, shared):
    options, of = case["options"], model(shared, case["model"]["id"])
    variable = {"racef": "race", "sexf": "RIAGENDR"}.get(options["variable"], options["variable"])
    found = {
        "average marginal effect (derivative)": of.margins,
        "average prediction at each level (counterfactual)": of.predictions,
        "average difference from the first level": of.contrasts,
    }[options["kind"]](variable)
    table = found.table
    for ours, theirs in (("estimate",) * 2, ("std_error", "se"), ("ci_low",) * 2, ("ci_high",) * 2):
        assert table[ours].to_numpy() == pytest.approx(
            # slopes of the reference are differences, of ours too, with other steps
            [row[theirs] for row in case["result"]],
            rel=2e-6,
            abs=1e-5 * case["result"][0]["se"],
        )
    np.testing.assert_allclose(
        np.asarray(found.covariance), case["extra"]["vcov"], rtol=5e-6, atol=1e-12
    )


def test_information_criteria(shared):
    [case] = of_group("information")
    smaller, larger = (
        fitted(shared, {"formula": text, "family": "binomial", "design": case["design"]})
        for text in case["model"]["formula"]
    )
    for of, wanted, bic in zip(
        (smaller, larger), case["result"], case["extra"]["bic"], strict=True
    ):
        assert of.fit.aic == pytest.approx(wanted["aic"], rel=1e-6)
        assert of.bic(larger) == pytest.approx(bic["BIC"], rel=1e-6)

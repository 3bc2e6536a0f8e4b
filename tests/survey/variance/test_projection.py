"""Influence by row, unit totals and projection: R's calibrated designs and its models."""

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.conftest import in_one_test
from tests.survey.cases import book, near, survey
from tests.survey.variance.influence_of_rows import row_influence
from tests.survey.variance.models import calibrated, columns, fitted, margins, trimmed
from topline import Survey
from topline.survey.estimators.functions import ESTIMATORS
from topline.survey.variance.influence import Units, project, unit_totals
from topline.survey.variance.kernels import linearised_covariance, replicate_covariance

PATH = Path(__file__).resolve().parents[4] / "shared" / "reference" / "microdata.json"
CASES = json.loads(PATH.read_text(encoding="utf-8"))["cases"] if PATH.exists() else []
CALIBRATED = [case for case in CASES if case["group"] == "calibration"]
MODELS = [case for case in CASES if case["group"] == "glm" and case["estimator"] == "glm"]

STOPS_EARLY = {"total_rclus1r": 1e-7, "glm_cloglog_dclus1": 1e-6}
"""Where R stops short of convergence: raking at 1e-9 of the margins, and a model without canonical
link at 1e-14 of its deviance, whose coefficients are then good to half as many digits."""


class Drawn:
    """A case's design: its base, and the weights before, after calibration and after trimming."""

    def __init__(self, folder, name):
        designs = book(folder)["designs"]
        trim = designs[name] if designs[name]["kind"].endswith("trim") else None
        self.about = designs[trim["base"]] if trim else designs[name]
        base = self.about.get("base")
        self.survey = survey(folder, base or name)
        self.data, self.d = self.survey.data, self.survey.weights
        self.codes = self.survey._of.source.codes
        self.x, self.w = None, self.d
        if base is not None:
            self.x, self.totals = margins(self.data, self.about)
            self.w = self.again(self.d)
        self.weights = trimmed(self.w, trim["lower"], trim["upper"]) if trim else self.w

    def again(self, d):
        """Return the weights d calibrated as the design's are."""
        raking = {"calfun": "raking"} if self.about["kind"].endswith("rake") else {}
        return calibrated(self.x, d, self.totals, self.about.get("args") or raking)

    def covariance(self, influence, again):
        """Return the covariance from influence by row, or from what `again` makes of weights."""
        design, codes = self.survey.design, self.codes
        if codes.replicates is not None:
            columns = np.asarray(codes.replicates[:]).T
            columns = columns if self.x is None else [self.again(column) for column in columns]
            replicates = np.array([again(column) for column in columns])
            made = again(self.weights), design.factors, design.centre
            return replicate_covariance(replicates, *made).matrix()
        units = Units(codes.unit, codes.units)
        if self.x is None:
            totals = unit_totals(influence, self.d, units)
        else:
            # trimmed weights count in the estimate, calibrated ones in the projection
            influence = influence * (self.weights / self.w)[:, None]
            totals = project(influence, self.x, self.d, self.w, units)
        return linearised_covariance(design, totals).matrix()


WEIGHTS = [case for case in CASES if case["group"] == "calibration_weights"]


@pytest.mark.parametrize("case", WEIGHTS, ids=lambda case: case["id"])
def test_weights_here_are_those_of_r(case, shared):
    """The tests below are only as good as the weights they calibrate themselves."""
    w = Drawn(shared, case["design"]).weights
    found = {"sum": w.sum(), "sumsq": (w**2).sum(), "min": w.min(), "max": w.max()}
    found |= {f"w{at}": w[at - 1] for at in range(1, len(w) + 1)}
    for row in case["result"]:
        assert near(found[row["term"]], row["estimate"]), row["term"]


@pytest.mark.parametrize("case", CALIBRATED, ids=lambda case: case["id"])
def test_calibrated_estimates_are_those_of_r(case, shared):
    drawn = Drawn(shared, case["design"])
    method, y = ESTIMATORS[case["estimator"]], drawn.data[case["variable"]].to_numpy(dtype=float)
    codes, size = None, 1
    if case.get("by"):
        codes, levels = pd.factorize(drawn.data[case["by"]], sort=True)
        size = len(levels)
        assert levels.tolist() == [row[case["by"]] for row in case["result"]]

    def again(w):
        place = np.zeros(len(y), dtype=int) if codes is None else codes
        terms = [np.ones(len(y)), *method.terms(y)]
        sums = np.array([np.bincount(place, w * term, size) for term in terms])
        return method.value(sums, np.bincount(place, minlength=size))

    influence = row_influence(method, (y,), drawn.weights, codes, size)
    found = drawn.covariance(influence, again)
    tolerance = STOPS_EARLY.get(case["id"], 1e-8)
    assert near(again(drawn.weights), [row["estimate"] for row in case["result"]]).all()
    assert near(np.sqrt(np.diag(found)), [row["se"] for row in case["result"]], tolerance).all()


@pytest.mark.parametrize("case", MODELS, ids=lambda case: case["id"])
def test_models_are_those_of_r(case, shared):
    drawn = Drawn(shared, case["design"])
    y, x, names, answered = model(drawn, case["variable"])
    family = case["options"]["family"]

    def again(w):
        return fitted(x, y, w[answered], family)[0]

    beta, influence = fitted(x, y, drawn.weights[answered], family)
    whole = np.zeros((len(answered), len(beta)))
    whole[answered] = influence
    found = drawn.covariance(whole, again)
    tolerance = STOPS_EARLY.get(case["id"], 1e-8)
    assert [row["term"] for row in case["result"]] == names
    assert near(beta, [row["estimate"] for row in case["result"]], tolerance).all()
    assert near(np.sqrt(np.diag(found)), [row["se"] for row in case["result"]], tolerance).all()
    theirs = np.array(case["extra"]["vcov"], dtype=float)
    scale = np.sqrt(np.outer(np.diag(theirs), np.diag(theirs)))
    assert (np.abs(found - theirs) <= tolerance * scale).all()


def model(drawn, formula):
    """Return the answers, model matrix and names of a formula, and who answered all of it."""
    left, right = formula.split("~")
    data = drawn.data
    if left == "schwide01":
        data = data.assign(schwide01=(data["sch.wide"] == "Yes").astype(float))
    names = [re.sub(r"factor\((.*)\)", r"\1", part) for part in re.split(r"[+*]", right)]
    answered = data[[left, *names]].notna().all(axis=1).to_numpy()
    x, labels = columns(data[answered], right)
    return data.loc[answered, left].to_numpy(dtype=float), x, labels, answered


@pytest.mark.skipif(not CASES, reason="the reference is not here")
def test_predictions_and_wald_tests_follow(shared):
    drawn = Drawn(shared, "dclus1")
    cases = {case["id"]: case["result"] for case in CASES if case["group"] == "glm"}
    y, x, _, answered = model(drawn, "api00~ell+meals")
    beta, influence = fitted(x, y, drawn.d, "gaussian()")
    covariance = drawn.covariance(influence, None)
    at = np.array([[1, 0, 10], [1, 20, 50], [1, 50, 90]])
    theirs = cases["predict_dclus1"]
    assert answered.all()
    assert near(at @ beta, [row["estimate"] for row in theirs]).all()
    errors = np.sqrt(np.diag(at @ covariance @ at.T))
    assert near(errors, [row["se"] for row in theirs]).all()
    y, x, names, _ = model(drawn, "api00~stype+ell+meals")
    beta, influence = fitted(x, y, drawn.d, "gaussian()")
    covariance = drawn.covariance(influence, None)
    own = [number for number, name in enumerate(names) if name.startswith("stype")]
    wald = beta[own] @ np.linalg.solve(covariance[np.ix_(own, own)], beta[own]) / 2
    assert near(wald, cases["termtest_Wald"][0]["statistic"])


@in_one_test("key", ESTIMATORS)
def test_unit_totals_of_the_influence_give_every_estimate_its_covariance(key):
    """Row by row and by sums of units are two ways to one variance, with missing and domains."""
    generator = np.random.default_rng(5)
    n = 240
    data = pd.DataFrame(generator.normal(9, 2, (n, 2)), columns=["a", "b"])
    data["h"], data["u"] = np.arange(n) // 60, np.arange(n) // 6
    data["w"], data["g"] = generator.integers(0, 6, n), generator.integers(0, 3, n)
    data.loc[::17, "a"] = np.nan
    drawn = Survey(data, weights="w", strata="h", clusters="u")
    method, names = ESTIMATORS[key], ("a", "b")[: ESTIMATORS[key].arity]
    expected = getattr(drawn, key)(*names, by="g").covariance
    values = [data[name].to_numpy() for name in names]
    z = row_influence(method, values, drawn.weights, data["g"].to_numpy(), 3)
    codes = drawn._of.source.codes
    totals = unit_totals(z, drawn.weights, Units(codes.unit, codes.units))
    found = linearised_covariance(drawn.design, totals).matrix()
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_what_calibration_variables_explain_has_no_variance():
    """A calibrated total of such a variable is known; columns that follow from others are fine."""
    generator = np.random.default_rng(6)
    n = 60
    x = np.column_stack([np.ones(n), generator.normal(size=n)])
    x = np.column_stack([x, x @ [2, -1]])
    d, units = generator.uniform(1, 3, n), Units(np.arange(n) // 3, n // 3)
    w = d * generator.uniform(0.8, 1.2, n)
    assert project(x @ generator.normal(size=(3, 2)), x, d, w, units) == pytest.approx(0, abs=1e-11)
    y = generator.normal(size=(n, 1))
    left = project(y, x, d, w, units)
    slope = np.linalg.lstsq(np.sqrt(d)[:, None] * x, np.sqrt(d)[:, None] * y)[0]
    assert left == pytest.approx(unit_totals(y - x @ slope, w, units))

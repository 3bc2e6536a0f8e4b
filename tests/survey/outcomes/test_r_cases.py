"""Every case of svyolr, svy_vglm, svycoxph and svysurvreg that R answers, to its tolerance."""

import re

import pytest

from tests.survey.models.cases import CASES, formula_of, survey
from tests.survey.survival.cases import liver

LINKS = {"logistic": "logit", "probit": "probit", "cloglog": "loglog"}
"""R's polr calls cloglog what is exp(−exp(−x)); ours of that name is 1 − exp(−exp(x))."""

COLUMNS = {"mealf": "mealcat", "avg.ed": "`avg.ed`"}


def of(group, *starts):
    return [case for case in CASES if case["group"] == group and case["id"].startswith(starts)]


def assert_terms(table, case):
    rel = case["tolerance"].get("rel")
    for ours, theirs in (("estimate", "estimate"), ("std_error", "se")):
        assert table[ours].to_numpy() == pytest.approx(
            [row[theirs] for row in case["result"]],
            rel=rel or case["tolerance"][f"{theirs}_rel"],
        )


@pytest.mark.parametrize("case", of("ordinal", "olr"), ids=lambda case: case["id"])
def test_ordinal(case, shared):
    formula = formula_of(case["model"]["formula"])
    for theirs, ours in COLUMNS.items():
        formula = formula.replace(theirs, ours)
    drawn = survey(shared, case["design"])
    found = drawn.ordinal(formula, link=LINKS[case["model"]["link"]])
    assert_terms(found.table.table, case)
    # R's is the deviance of an early stop at best: ours is no higher
    assert found.deviance <= case["extra"]["deviance"] + 1e-8


@pytest.mark.parametrize("case", of("multinomial", "mnl"), ids=lambda case: case["id"])
def test_multinomial(case, shared):
    formula = re.sub(r"factor\((\w+)\)", r"\1", case["model"]["formula"])
    drawn = survey(shared, case["design"])
    name = formula.split(" ")[0]
    levels = sorted(drawn.proportion(name).table["category"].astype(str))
    found = drawn.multinomial(formula, base=levels[-1]).table.table
    # R's terms hold one coefficient of each level after the other
    width = len(found) // (len(levels) - 1)
    order = [
        found.index[found["category"] == level][at] for at in range(width) for level in levels[:-1]
    ]
    assert_terms(found.loc[order], case)


@pytest.mark.parametrize("case", of("survival", "cox", "survreg"), ids=lambda case: case["id"])
def test_times(case, shared):
    formula = formula_of(case["model"]["formula"])
    formula = formula.replace("Surv(time, ev)", "Surv(time, status > 0)").replace("factor", "C")
    if case["id"].startswith("cox"):
        found = liver(shared).cox(formula)
    else:
        distribution = case["model"]["distribution"]
        found = liver(shared).survival_regression(formula, distribution=distribution)
    assert_terms(found.table.table, case)

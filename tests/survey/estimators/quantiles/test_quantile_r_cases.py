"""Every quantile that R's survey package answers, to eight digits, but for the reasons named."""

import json
from pathlib import Path

import numpy as np
import pytest

from tests.survey.cases import near, survey

PATH = Path(__file__).resolve().parents[5] / "shared" / "reference" / "microdata.json"
DIFFERENT = {
    "q_shahvaish_dclus1": "R does not rescale w/2: its estimates change with the unit of weights",
    "qci_score_dstrat": "the score interval, which R keeps for compatibility, is not offered",
    "qci_score_dsrs": "the score interval, which R keeps for compatibility, is not offered",
}
RULES_OF_R = {"hf3": "survey_hf3"}
"""Rules that R's survey calls otherwise."""

CASES = [
    case
    for case in (json.loads(PATH.read_text(encoding="utf-8"))["cases"] if PATH.exists() else [])
    if case["group"] == "quantile" and case["id"] not in DIFFERENT
]
COLUMNS = {
    "estimate": "estimate",
    "se": "std_error",
    "ci_low": "ci_low",
    "ci_high": "ci_high",
    "df": "df",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_agrees_with_r(case, shared):
    ours = computed(case, survey(shared, case["design"])).table
    if case.get("by"):
        ours = ours.sort_values(case["by"])
    for theirs_name, ours_name in COLUMNS.items():
        if theirs_name in case["result"][0]:
            theirs = [row.get(theirs_name) for row in case["result"]]
            assert near(ours[ours_name], np.array(theirs, dtype=float)).all(), ours_name


def computed(case, drawn):
    options = case.get("options") or {}
    interval = options.get("interval_type", "mean")
    how = {"method": "replicate"} if interval == "quantile" else {"interval": interval}
    q = sorted({row["prob"] for row in case["result"]})
    if case.get("where"):
        drawn = drawn.where(case["where"])
    theirs = options.get("qrule", "math")
    rule = RULES_OF_R.get(theirs, theirs)
    return drawn.quantile(case["variable"], q, rule=rule, by=case.get("by"), **how)


def test_an_exact_tie_is_a_tie(shared):
    """Half of 200 equal weights: svy 0.35 answers 660."""
    assert survey(shared, "dsrs").median("api00").table["estimate"].tolist() == [658]

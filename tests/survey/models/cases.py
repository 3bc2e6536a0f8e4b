"""The cases of R's svyglm and its tests, turned into calls of this package."""

import json
import re
from functools import cache
from pathlib import Path

import pandas as pd

import topline
from tests.survey.cases import book as designs_of_r
from tests.survey.cases import frame
from tests.survey.cases import survey as survey_of_r
from tests.survey.weighting.cases import EXAMPLE
from tests.survey.weighting.cases import survey as weighted_survey

PATH = Path(__file__).resolve().parents[4] / "shared" / "reference" / "models.json"
CASES = json.loads(PATH.read_text(encoding="utf-8"))["cases"] if PATH.exists() else []

FAMILIES = {"Gamma": "gamma", "inverse.gaussian": "inverse_gaussian", "quasi": "quasipoisson"}
COLUMNS = {
    "schwide01": 'I(`sch.wide` == "Yes")',
    "prefer01": "I(prefers_note == 'yes')",
    "racef": "C(race)",
    "sexf": "C(RIAGENDR)",
    "agef": "agecat",
}
AGES = ["(0,19]", "(19,39]", "(39,59]", "(59,Inf]"]
CALIBRATED = {
    "dclus1g": ("dclus1", "linear", ("stype", "api99")),
    "dstratg": ("dstrat", "linear", ("api99", "meals")),
    "rclus1g": ("rclus1", "linear", ("stype", "api99")),
    "dclus1r": ("dclus1", "raking", ("stype", "sch.wide")),
}


@cache
def survey(folder, name):
    """Return the survey of a design by its name."""
    if name == "dex":
        # ours is in order of size, R's of the alphabet
        order = {"employer_size": ["large", "medium", "small"]}
        return topline.Survey(
            pd.read_csv(EXAMPLE),
            weights="weight",
            strata="stratum",
            clusters="cluster",
            order=order,
        )
    if name == "rex":
        return weighted_survey(folder, {"design": name})
    if name == "dnh":
        design = designs_of_r(folder)["designs"][name]
        return topline.Survey(
            frame(folder, design["data"]),
            weights=design["weights"],
            strata=design["strata"],
            clusters=design["ids"],
            nest=True,
            order={"agecat": AGES},
        )
    if name not in CALIBRATED:
        return survey_of_r(folder, name)
    base, distance, variables = CALIBRATED[name]
    population = pd.read_csv(folder / "reference" / "microdata" / "apipop.csv")
    totals = {
        variable: population[variable].value_counts().to_dict()
        if population[variable].dtype.kind not in "iuf"
        else float(population[variable].sum())
        for variable in variables
    }
    return survey(folder, base).calibrate(totals, total=len(population), distance=distance)


def formula_of(text):
    """Write a formula of R's cases in ours."""
    for theirs, ours in COLUMNS.items():
        text = re.sub(rf"\b{theirs}\b", lambda _, ours=ours: ours, text)
    return text


def fitted(folder, model):
    """Return the model of a case."""
    where = None
    if model.get("where"):
        # agecat %in% c('a', 'b')
        where = f"agecat in [{model['where'].split('c(', 1)[1][:-1]}]"
    return survey(folder, model["design"]).glm(
        formula_of(model["formula"]),
        family=FAMILIES.get(model["family"], model["family"]),
        link=model.get("link"),
        where=where,
    )

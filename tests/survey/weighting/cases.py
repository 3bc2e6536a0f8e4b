"""The cases of weighting by R's survey and others, turned into calls of this package."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

import topline
from tests.survey.cases import survey as survey_of_r


@cache
def book(folder):
    return json.loads((folder / "reference" / "weighting.json").read_text(encoding="utf-8"))


EXAMPLE = Path(__file__).parents[3] / "data" / "example_survey" / "respondents.csv"


def survey(folder, case):
    """Return the survey of a case before its weighting."""
    name = case.get("design")
    if name is None:
        data = case["data"]
        frame = (
            pd.DataFrame(data)
            if isinstance(data, dict)
            else pd.read_csv(folder / "reference" / data)
        )
        start = case.get("start_weights")
        weights = frame[start] if isinstance(start, str) else start
        return topline.Survey(frame.assign(start_weight=weights), weights="start_weight")
    designs = book(folder)["meta"]["designs"]
    if name not in designs:
        return survey_of_r(folder, name)
    design = designs[name]
    if name == "dex":
        loaded = pd.read_csv(EXAMPLE)
        return topline.Survey(loaded, weights="weight", strata="stratum", clusters="cluster")
    if name == "rex":
        return topline.Survey(
            pd.read_csv(EXAMPLE),
            weights="weight",
            replicate_weights="rep",
            replicate_method="custom",
            scale=design["scale"],
            centre="mean",
            df=design["df"],
        )
    if name == "dhh":
        frame = pd.read_csv(folder / "reference" / design["data"])
        return topline.Survey(frame, weights="base_weight", strata="stratum", clusters="household")
    frame = pd.read_csv((folder / "reference" / design["data"]).resolve())
    if name == "dpoll":
        masculine = frame["q0001"].isin(["Very masculine", "Somewhat masculine"])
        return topline.Survey(frame.assign(masculine=masculine))
    return topline.Survey(
        frame,
        weights="NWEIGHT",
        replicate_weights="BRRWT",
        replicate_method="fay",
        rho=design["rho"],
    )


def checksum(weights):
    return float(np.sum(weights * (np.arange(len(weights)) % 97 + 1)))


def told(weights):
    """Return what a case tells of weights."""
    return {
        "n": len(weights),
        "sum": weights.sum(),
        "sum_sq": (weights**2).sum(),
        "min": weights.min(),
        "max": weights.max(),
        "checksum": checksum(weights),
        "first20": weights[:20],
    }


def margins(case):
    """Return the targets of a case of raking or post-stratification."""
    options = case["options"]
    if "margins" in options:
        return options["margins"]
    names = options["variables"]
    if isinstance(names, str):
        return {names: options["targets"]}
    return {
        tuple(names): {
            tuple(row[name] for name in names): row["total"] for row in options["targets"]
        }
    }


def estimated(case, weighted):
    """Return (ours, theirs) as (estimate, standard error) of each of a case's estimates."""
    for wanted in case.get("estimates", []):
        names, by = wanted["variable"], wanted.get("by")
        if wanted["estimator"] == "ratio":
            found = weighted.ratio(*names, by=by)
        elif wanted["estimator"] == "quantile":
            found = weighted.quantile(names, wanted["p"], by=by, interval="mean")
        else:
            found = getattr(weighted, wanted["estimator"])(names, by=by)
        table = found.table
        for column, value in ((by, wanted.get("level")), ("category", wanted.get("category"))):
            if value is not None:
                table = table[table[column].astype(str).str.casefold() == str(value).casefold()]
        [ours] = table[["estimate", "std_error"]].to_numpy()
        yield tuple(ours), (wanted["estimate"], wanted["se"])


def calibrated(drawn, case):
    """Return the survey calibrated as a case asks for."""
    options = case["options"]
    on = {"g": "g", "weights": "weight"}[options.get("bounds_on", "g")]
    bounds = options.get("bounds")
    return drawn.calibrate(
        options["totals"],
        distance=options["distance"],
        bounds=None if bounds is None else tuple(bounds),
        bounds_on=on,
        same_within=options.get("same_weight_within"),
        variance=next(iter(options["totals"])) if "variance_column" in options else None,
    )

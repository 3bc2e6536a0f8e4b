"""The cases of weighting by R's survey and others, turned into calls of this package."""

import json
from functools import cache

import numpy as np
import pandas as pd

import topline
from tests.survey.cases import survey as survey_of_r


@cache
def book(folder):
    return json.loads((folder / "reference" / "weighting.json").read_text(encoding="utf-8"))


def example(folder):
    return topline.load_example_survey()


def survey(folder, case):
    """Return the survey of a case before its weighting."""
    name = case.get("design")
    if name is None:
        data = case["data"]
        frame = (
            pd.DataFrame(data) if isinstance(data, dict) else pd.read_csv(folder / "reference" / data)
        )
        start = case.get("start_weights")
        weights = frame[start] if isinstance(start, str) else start
        return topline.Survey(frame.assign(start_weight=weights), weights="start_weight")
    designs = book(folder)["meta"]["designs"]
    if name not in designs:
        return survey_of_r(folder, name)
    design = designs[name]
    if name == "dex":
        loaded = topline.load_example_survey()
        return topline.Survey(loaded, weights="weight", strata="stratum", clusters="cluster")
    if name == "rex":
        return topline.Survey(
            topline.load_example_survey(),
            weights="weight",
            replicate_weights="rep",
            replicate_method="custom",
            scale=design["scale"],
            centre="mean",
            df=design["df"],
        )
    if name == "dhh":
        frame = pd.read_csv(folder / "reference" / design["data"])
        return topline.Survey(
            frame, weights="base_weight", strata="stratum", clusters="household"
        )
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
    names = options["variables"].split("+")
    names = [name.strip() for name in names]
    return {names[0] if len(names) == 1 else tuple(names): options["targets"]}

"""The cases of R's survey package, turned into calls of this one."""

import json
import re
from functools import cache

import numpy as np
import pandas as pd

from topline.survey.data.answers import Columns
from topline.survey.engine.memory import MemorySource
from topline.survey.survey import Survey

LATER = {
    "calibration_weights", "glm", "survival", "twophase", "imputation", "ordinal",
}  # fmt: skip
"""Groups that no estimator answers; the weights of calibrated designs have a test of their own."""


@cache
def book(folder):
    return json.loads((folder / "reference" / "microdata.json").read_text(encoding="utf-8"))


@cache
def frame(folder, name):
    return pd.read_csv(folder / "reference" / book(folder)["datasets"][name]["file"])


def survey(folder, name, lonely="fail", lonely_domains=False):
    design = book(folder)["designs"][name]
    if "base" in design:
        return weighted(survey(folder, design["base"], lonely, lonely_domains), design)
    data = frame(folder, design["data"])
    if design["kind"] == "replicate":
        return replicated(folder, data, design)
    if design["kind"] == "pps":
        return unequal(folder, data, design)
    fpc, weights = design.get("fpc"), design.get("weights")
    if "probs" in design:
        data = data[data["randomized"] == 1].assign(weight=lambda d: 1 / d[design["probs"]])
        weights = "weight"
    return Survey(
        data,
        weights=None if name in ("dclus2", "dmu284") else weights,
        strata=design.get("strata"),
        clusters=design.get("ids"),
        fpc=fpc,
        nest=bool(design.get("nest")),
        lonely_psu=lonely,
        lonely_domains=lonely_domains,
    )


def weighted(drawn, design):
    """Return a survey weighted as a design of R is."""
    kind = design["kind"].rpartition("+")[2]
    if kind == "trim":
        edges = {"lower": design["lower"], "redistribute": "equal", "repeat": False}
        return drawn.trim(design["upper"], **edges)
    if kind == "calibrate":
        how = dict(design["args"] or {})
        bounds = {"bounds": tuple(how["bounds"])} if "bounds" in how else {}
        return drawn.calibrate(design["population"], distance=how.get("calfun", "linear"), **bounds)
    way = {"poststratify": drawn.post_stratify, "rake": drawn.rake}[kind]
    return way(design["margins"])


def replicated(folder, data, design):
    weights = pd.read_csv(folder / "reference" / design["repweights_file"]).to_numpy(dtype=float)
    if design["weights"] == "one":
        data = data.assign(one=1.0)
    return Survey(
        data,
        weights=design["weights"],
        replicate_weights=weights,
        replicate_method="custom",
        scale=design["scale"],
        rscales=design["rscales"],
        centre="estimate" if design["mse"] else "mean",
        combined=design["combined"],
    )


def unequal(folder, data, design):
    pps = {"brewer": "brewer", "overton": "overton", "HT": "horvitz_thompson", "YG": "yates_grundy"}
    key = design.get("variance") or design["pps"]
    joint = None
    if "joint" in design:
        path = folder / "reference" / "microdata" / design["joint"]
        joint = pd.read_csv(path).to_numpy(dtype=float)
    return Survey(
        data,
        fpc="p",
        pps=pps.get(key, "hartley_rao"),
        joint=joint,
        pps_total=design.get("psum"),
    )


def with_data(survey, data):
    """Return the survey with other columns of the same rows."""
    return survey._with(source=MemorySource(Columns(data), survey._of.source.codes))


def variables(case):
    return [re.sub(r"factor\((.*)\)", r"\1", part) for part in case["variable"].split("+")]


def computed(case, survey, df="design"):
    """Rows of (estimate, std_error, ci_low, ci_high, df, deff) in R's order.

    R's domains of a `by` keep the design's degrees of freedom, which is `df` there.
    """
    options = case.get("options") or {}
    deff = {"TRUE": True, "'replace'": "replace"}.get(options.get("deff"), False)
    kind, names = case["estimator"], variables(case)
    found = re.search(r"subset\(\w+, (.*)\)\)?$", case["r_call"])
    answered = "not missing" in (case.get("where") or "")
    if case.get("where") and not answered:
        survey = survey.where(case["where"])
    elif found:
        survey = survey.where(found.group(1))
    data = survey.data
    if kind == "var":
        names = case["variable"].split("+")
    categorical = case["variable"].startswith("factor(") or any(
        n in data and data[n].dtype not in (float, int, bool) for n in names
    )
    by = {"by": case["by"], "df": df} if case.get("by") else {}
    if kind == "mean" and categorical:
        result = survey.proportion(names, interval="mean", design_effect=deff, **by)
    elif kind in ("mean", "total"):
        result = getattr(survey, kind)(names, design_effect=deff, **by)
    elif kind == "ratio":
        result = survey.ratio(*case["variable"].split("/"), **by)
    elif kind == "var":
        data = survey.data[names].notna().all(axis=1)
        result = survey.variance(names, where=data)
    elif kind == "proportion_ci":
        result = survey.proportion(
            {names[0]: answers(survey.data, names[0]) == 1},
            interval=options["method"],
            confidence_level=options.get("level", 0.95),
            where=answers(survey.data, names[0]).notna() if answered else None,
        )
    else:
        return None
    return result


def answers(data, name):
    """R's qn8b is 1 where the yes-no question qn8 was answered yes."""
    if name == "qn8b":
        return data["qn8"].map({1: 1, 2: 0})
    return data[name]


def wanted(case):
    """R's rows; the covariance among variances is asked for by another method here."""
    return pd.DataFrame([row for row in case["result"] if row.get("term") != "cov"])


def near(ours, theirs, tolerance=1e-8):
    ours, theirs = np.asarray(ours, dtype=float), np.asarray(theirs, dtype=float)
    scale = np.maximum(np.abs(theirs), 1e-300)
    return (np.abs(ours - theirs) <= tolerance * scale) | (np.isnan(ours) & np.isnan(theirs))

"""Cases of ../shared/reference/weighting.json, their data, and how weights are compared."""

import json
import re
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

REPOSITORY = Path(__file__).resolve().parents[3]


@cache
def book(shared):
    """Return the cases."""
    return json.loads((shared / "reference" / "weighting.json").read_text(encoding="utf-8"))


def cases(shared, *groups):
    """Return the cases of some groups."""
    return [case for case in book(shared)["cases"] if case["group"] in groups]


@cache
def table(shared, name):
    """Return a data file by the words of the cases."""
    if name.startswith("bundled"):
        return pd.read_csv(REPOSITORY / "data" / "example_survey" / "respondents.csv")
    found = (
        shared / "real" / name[8:] if name.startswith("../real/") else shared / "reference" / name
    )
    return pd.read_csv(found)


@cache
def design(shared, name):
    """Return a design's data, weights, and replicate weights or None."""
    own = book(shared)["meta"]["designs"].get(name)
    if own is None:
        micro = json.loads((shared / "reference" / "microdata.json").read_text(encoding="utf-8"))
        own = micro["designs"][name]
        data = table(shared, f"microdata/{own['data']}.csv")
    else:
        data = table(shared, own["data"].split(" (")[0])
    if name == "dclus2":
        # the weights are 1/Π(n/N), of which pw is rounded
        schools = data.groupby("dnum")["snum"].transform("size")
        weights = data["fpc1"] / data["dnum"].nunique() * data["fpc2"] / schools
    elif own["weights"] == "all 1":
        weights = pd.Series(np.ones(len(data)))
    else:
        weights = data[own["weights"]]
    replicates = None
    if "repweights_file" in own:
        replicates = table(shared, own["repweights_file"]).to_numpy(float)
    elif "replicate_weights" in own:
        stem, first, last = re.match(r"(\D+)(\d+)\.\.\D*(\d+)", own["replicate_weights"]).groups()
        names = [f"{stem}{place}" for place in range(int(first), int(last) + 1)]
        replicates = data[names].to_numpy(float)
    return data, weights.to_numpy(float), replicates


def summary(weights):
    """Return what a case keeps of a vector of weights."""
    w = np.asarray(weights, dtype=float)
    return {
        "n": len(w),
        "sum": w.sum(),
        "sum_sq": (w**2).sum(),
        "min": w.min(),
        "max": w.max(),
        "checksum": (w * (np.arange(len(w)) % 97 + 1)).sum(),
    }


def assert_weights(weights, expected, tolerance):
    """Hold a vector to what a case keeps of it."""
    found = summary(weights)
    for key, value in found.items():
        # the sum of squares has twice the relative error
        assert np.isclose(value, expected[key], rtol=2 * tolerance, atol=1e-12), (
            key,
            value,
            expected[key],
        )
    first = np.array(expected["first20"], dtype=float)
    np.testing.assert_allclose(weights[: len(first)], first, rtol=tolerance, atol=1e-12)


def assert_replicates(weights, expected, tolerance):
    """Hold replicate weights to what a case keeps of them."""
    assert weights.shape[1] == expected["R"]
    assert_weights(weights[:, 0], expected["col1"], tolerance)
    assert_weights(weights[:, -1], expected["last"], tolerance)
    assert np.isclose(np.linalg.norm(weights), expected["frobenius"], rtol=tolerance)


def names_of(case):
    """Return the words that a message must hold."""
    named = case["expected"]["message_names"]
    return [named] if isinstance(named, str) else named


def design_matrix(data, totals):
    """Return the columns that the names of R's totals stand for."""
    columns = []
    for name in totals:
        column = np.ones(len(data))
        for part in [] if name == "(Intercept)" else name.split(":"):
            column = column * _part(data, part)
        columns.append(column)
    return np.column_stack(columns)


def _part(data, part):
    if part in data:
        return data[part].to_numpy(float)
    if part.startswith("I("):
        variable, level = re.match(r'I\((\S+) == "(\S+)"\)TRUE', part).groups()
        return (data[variable] == level).to_numpy(float)
    variable = max((one for one in data if part.startswith(one)), key=len)
    return (data[variable].astype(str) == part[len(variable) :]).to_numpy(float)

"""The survey of R's survival cases: a trial whose participants were drawn by who agreed."""

from functools import cache

import pandas as pd

import topline


@cache
def liver(folder):
    """Return R's dpbc: those randomised, by the chance that they were."""
    data = pd.read_csv(folder / "reference" / "microdata" / "pbc.csv")
    data = data[data["randomized"]].assign(w=lambda own: 1 / own["randprob"])
    return topline.Survey(data.reset_index(drop=True), weights="w", strata="edema")

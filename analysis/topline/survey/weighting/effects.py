"""What unequal weights cost each answer: design effects of weighting beside Kish's."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ...statistics.core.effective import kish_design_effect
from ...statistics.weighting.design_effects import (
    henry_valliant_design_effect,
    spencer_design_effect,
)
from ..checks.rows import RowsInMemory
from ..data.columns import FloatArray, IntArray
from ..engine.auxiliaries import Auxiliaries

EFFECTS = ("outcome", "category", "n", "kish", "spencer", "henry_valliant")


def weighting_effects(
    rows: RowsInMemory, outcomes: Sequence[str], start: FloatArray
) -> pd.DataFrame:
    """Return a row for each number, and for each answer of other columns.

    Parameters
    ----------
    rows : RowsInMemory
    outcomes : list of str
    start : (n,) float
        Weights before the weighting, which go with the probabilities of selection.
    """
    used = (rows.weights > 0) & (start > 0)
    if rows.mask is not None:
        used &= rows.mask
    steps = rows.codes.auxiliaries
    found = []
    for name in outcomes:
        values: Iterable[tuple[str | None, FloatArray]]
        if rows.columns.is_categorical(name):
            # who gave each answer; not a number where nobody answered
            answers = rows.columns.answers(name, "outcome")
            values = (
                (label, np.where(answers.rows < 0, np.nan, answers.rows == code))
                for code, label in enumerate(answers.labels)
            )
        else:
            values = [(None, rows.columns.numbers(name, "outcome").rows)]
        for category, y in values:
            at = np.flatnonzero(used & ~np.isnan(y))
            w, own = rows.weights[at], y[at]
            row: dict[str, Any] = {"outcome": name, "category": category, "n": len(at)}
            row |= dict.fromkeys(EFFECTS[3:], np.nan)
            # of an answer that all give, or nobody, there is no variance that weights could cost
            if len(at) > 1 and np.ptp(own) > 0:
                row["kish"] = float(kish_design_effect(w))
                if np.ptp(start[at]) > 0:
                    row["spencer"] = spencer_design_effect(own, 1 / start[at], w)
                if steps:
                    explained = _explained(steps[-1], at, own, w)
                    row["henry_valliant"] = henry_valliant_design_effect(own, explained, w)
            found.append(row)
    table = pd.DataFrame(found, columns=list(EFFECTS))
    # a number has no category, which pandas would call not a number
    table["category"] = pd.Series([row["category"] for row in found], dtype=object)
    return table


def _explained(step: Auxiliaries, at: IntArray, y: FloatArray, w: FloatArray) -> FloatArray:
    """Return what a calibration's variables explain of an answer, in one column.

    A regression on it leaves the residuals of one on all variables, which are never laid out.
    """
    cell = step.cell[at]
    count, variables = np.shape(step.values)
    design = np.ones((count, variables + 1))
    design[:, 1:] = np.asarray(step.values)
    weights = np.bincount(cell, w, count)
    scaled = np.sqrt(weights)[:, None] * design
    mean = np.divide(
        np.bincount(cell, w * y, count), weights, out=np.zeros(count), where=weights > 0
    )
    slopes = np.linalg.lstsq(scaled, np.sqrt(weights) * mean, rcond=None)[0]
    return np.asarray((design @ slopes)[cell][:, None])

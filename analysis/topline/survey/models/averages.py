"""Averages of what a model predicts: at other values of a predictor, and what changing it does.

An average of m(xβ) over the rows used has by the delta method the variance G·V·Gᵀ, G its gradient
in β. That takes the rows averaged over as they are; where they are a sample of the predictors, too,
the influence of each row's own prediction is added to that of the coefficients.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...estimates.rows import share_size
from ...estimates.schema import STATISTICS
from ...statistics.models.families import LINKS
from ...statistics.models.predicted import Average
from ..data.columns import FloatArray
from ..design.design import Linearised
from ..estimators.assemble import assemble
from ..estimators.request import refuse_unknown
from ..variance.influence import moved
from .coefficients import with_table, with_tests
from .elsewhere import part_of
from .fit import Fitted
from .rows.by_design import DesignFit
from .rows.sums import unit_totals_of

AVERAGING = ("fixed", "sampled")

_MOST_MOVED = 2**27
"""Predictions times units, for each moves each: 1 GiB."""


@dataclass(frozen=True)
class Said:
    """How estimates are made, in words, and which quantity they are."""

    how: str
    quantity: str = "value"
    tested: bool = False


def average_estimates(
    of: Fitted, averages: Iterable[Average], label: str, said: Said, averaging: str
) -> Estimates:
    """Return averages over the rows used as estimates, with their joint covariance.

    Each takes as much memory as the predictors of all rows, so one is made at a time.

    Raises
    ------
    ArgumentError
        When averaging is neither "fixed" nor "sampled".
    """
    refuse_unknown("averaging", averaging, AVERAGING)
    if of.held is not None:
        return _by_engine(of, list(averages), label, said, sampled=averaging == "sampled")
    w, beta, link = of.rows.weights, of.fit.coefficients, LINKS[of.fit.link]
    sampled, by_units = averaging == "sampled", isinstance(of.request.design, Linearised)
    if sampled and not by_units:
        averages = list(averages)
    whole, names, estimates, gradients, untold, own = w.sum(), [], [], [], [], []
    for each in averages:
        rows = each.rows(beta, link)
        names.append(each.label)
        estimates.append(w @ rows / whole)
        gradients.append(each.gradient(beta, link, w) / whole)
        untold.append(_is_untold(of, each))
        if sampled and by_units:
            own.append(rows)
    estimate = np.array(estimates)
    if sampled and not by_units:
        replicates = of.rows.rows.codes.laid_out
        assert replicates is not None
        again = []
        for number, coefficients in enumerate(of.spread):
            w = replicates[of.rows.at, number : number + 1][:, 0]
            again.append([w @ each.rows(coefficients, link) / w.sum() for each in averages])
        spread: Any = np.array(again)
    else:
        spread = spread_of(of, estimate, np.array(gradients))
        if sampled:
            moves = (np.column_stack(own) - estimate) / (whole * of.rows.mean_weight)
            spread = spread + unit_totals_of(of.request, of.rows, moves)
    labels = pd.DataFrame({label: names})
    return said_estimates(of, estimate, spread, labels, said, np.array(untold, dtype=bool))


def _by_engine(
    of: DesignFit, averages: Sequence[Average], label: str, said: Said, *, sampled: bool
) -> Estimates:
    """Return averages over rows that an engine holds, by their sums."""
    found = [of.held.averaged(each, by_unit=sampled) for each in averages]
    estimate = np.array([one[0] for one in found])
    spread = spread_of(of, estimate, np.array([one[1] for one in found]))
    if sampled:
        spread = spread + sparse.csr_matrix(np.column_stack([one[2] for one in found]))
    labels = pd.DataFrame({label: [each.label for each in averages]})
    untold = np.array([one[3] for one in found], dtype=bool)
    return said_estimates(of, estimate, spread, labels, said, untold)


def _is_untold(of: Fitted, average: Average) -> bool:
    """Return whether an average predicts others by respondents of whom no variance is known."""
    beta, link = of.fit.coefficients, LINKS[of.fit.link]
    for direction in () if of.untold is None else of.untold:
        # their own predictions are in an average as their answers are in a mean
        others = np.where(of.x @ direction == 0, of.rows.weights, 0.0)
        if of.rests_on_untold(average.gradient(beta, link, others)[None])[0]:
            return True
    return False


def row_estimates(of: Fitted, frame: pd.DataFrame, scale: str, said: Said) -> Estimates:
    """Return what is predicted of each row of a frame."""
    part = part_of(of, frame)
    estimate = part.x @ of.fit.coefficients + part.offset
    gradient = np.asarray(part.x)
    if scale == "response":
        gradient = LINKS[of.fit.link].slope(estimate)[:, None] * gradient
        estimate = LINKS[of.fit.link].mean(estimate)
    own = [name for name in frame if name not in (*STATISTICS, "outcome", "row")]
    labels = frame[own].reset_index(drop=True).astype(object)
    labels.insert(0, "row", range(1, len(frame) + 1))
    untold, spread = of.rests_on_untold(gradient), spread_of(of, estimate, gradient)
    return said_estimates(of, estimate, spread, labels, said, untold)


def linear_estimates(
    of: Fitted, matrix: FloatArray, labels: Sequence[Any], said: Said
) -> Estimates:
    """Return linear combinations of the coefficients, a row each."""
    estimate = matrix @ of.fit.coefficients
    named = pd.DataFrame({"contrast": labels})
    spread = spread_of(of, estimate, matrix)
    return said_estimates(of, estimate, spread, named, said, of.rests_on_untold(matrix))


def spread_of(of: DesignFit, estimate: FloatArray, gradient: FloatArray) -> Any:
    """Return how units or replicates move functions of the coefficients, if these are not many."""
    cells = of.spread.shape[0] * len(gradient)
    if cells > _MOST_MOVED:
        raise ArgumentError(
            f"{len(gradient):,} predictions of a model of {of.spread.shape[0]:,} sampled units or "
            f"replicates need {cells * 8 // 2**20:,} MiB several times over; predict some at a time"
        )
    return moved(of.spread, of.fit.coefficients, estimate, gradient.T)


def said_estimates(
    of: DesignFit,
    estimate: FloatArray,
    spread: Any,
    labels: pd.DataFrame,
    said: Said,
    untold: NDArray[np.bool_],
) -> Estimates:
    """Return functions of coefficients as estimates, with labels and how they were made."""
    labels.insert(0, "outcome", of.rows.outcome_words)
    piece = of.piece(labels, estimate, spread, untold)
    # limits of Student's, as of any function of coefficients
    found = assemble(replace(of.request, interval="t"), [piece], said.how)
    table = found.table.assign(quantity=said.quantity)
    if said.quantity == "proportion":
        table["modelled"] = True
        table["n_effective"] = share_size(
            estimate, table["std_error"].to_numpy() ** 2, table["n"].to_numpy(dtype=float)
        )
    return with_table(found, with_tests(table) if said.tested else table)

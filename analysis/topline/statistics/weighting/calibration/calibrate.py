"""Calibrated weights from a matrix of auxiliaries and their totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from warnings import warn

import numpy as np
from numpy.typing import ArrayLike

from ....errors import ToplineWarning
from ....language.amounts import value_words
from ....language.marking import marked
from ....language.message import Message
from ....spoken import Spoken
from ...core.arguments import FloatArray
from ...core.matrix import as_matrix
from ..shared.feasible import refuse_gap
from ..shared.limits import as_limits, check_stop
from ..shared.sentences import spread_sentence
from ..shared.start import as_start
from .plan import CalibrationPlan, plan_calibration


@dataclass(frozen=True, eq=False, kw_only=True)
class CalibratedWeights(Spoken):
    """Weights that meet their totals, and how they were found.

    Attributes
    ----------
    weights : (n,) float
    names : tuple of str
        The auxiliaries.
    totals, achieved : (p,) float
        Targets, and Σ w·x.
    multipliers : (p,) float
        λ; 0 for an auxiliary that repeats others.
    iterations : int
    gap : float
        The largest gap, relative to its total; of a ridge calibration mostly of what has a cost.
    gap_at : str
        The auxiliary it is of.
    at_bounds : int
        Rows with the least or the largest factor or weight allowed.
    notes : tuple of str
        What had to be decided, such as auxiliaries that were left out.
    """

    weights: FloatArray
    names: tuple[str, ...]
    totals: FloatArray
    achieved: FloatArray
    multipliers: FloatArray
    iterations: int
    gap: float
    gap_at: str
    at_bounds: int
    notes: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """The size and total of the weights, how they met the totals, and notes."""
        return (
            spread_sentence(marked("Calibrated weights of {n} rows"), self.weights),
            Message(
                "Largest gap {gap} of the total, at {where}, after {n} iterations.",
                gap=value_words(self.gap, 1),
                where=str(self.gap_at),
                n=self.iterations,
            ),
            *([Message("{n} rows are at a bound.", n=self.at_bounds)] if self.at_bounds else []),
            *self.notes,
        )


def calibrate_weights(
    x: Any,
    totals: ArrayLike,
    *,
    start: ArrayLike | None = None,
    distance: str = "linear",
    bounds: tuple[float, float] | None = None,
    bounds_on: str = "g",
    variance: ArrayLike | None = None,
    cost: ArrayLike | None = None,
    names: Sequence[str] | None = None,
    tolerance: float = 1e-10,
    max_iterations: int = 100,
) -> CalibratedWeights:
    """Calibrate weights: bring the weighted totals of auxiliaries to known totals.

    The weights are those of least distance from the start weights that meet the totals, and the
    bounds where such are given.

    Parameters
    ----------
    x : (n, p) array_like
        Auxiliaries; a column of ones fixes the sum of the weights. A DataFrame names them.
    totals : (p,) array_like, or mapping of name to total
    start : (n,) array_like, optional
        Start weights, 0 or more; 1 where not given.
    distance : {"linear", "raking", "logit"}, default "linear"
        "linear" is the regression estimator, whose weights can be negative without bounds;
        "raking" keeps them above 0; "logit" keeps g inside its bounds.
    bounds : (float, float), optional
        Least and largest g, or weight.
    bounds_on : {"g", "weight"}, default "g"
        Whether the bounds hold for g = weight/start weight or for the weight.
    variance : (n,) array_like, optional
        Variance of each row in the model behind, up to a factor: u = x'λ/variance. Equal to the
        only auxiliary, it makes the ratio estimator.
    cost : (p,) array_like, optional
        Ridge calibration: the cost of missing a total by 1, squared, beside the distance;
        infinite for a total to be met exactly.
    names : sequence of str, optional
        Names of the auxiliaries, for messages.
    tolerance : float, default 1e-10
        Largest gap, relative to the total.
    max_iterations : int, default 100

    Returns
    -------
    CalibratedWeights

    Raises
    ------
    ArgumentError
        When totals cannot be met, such as under the bounds; weights that miss a total are not
        returned.

    Warns
    -----
    ToplineWarning
        When an auxiliary repeats others, or weights are negative.

    References
    ----------
    Deville & Särndal (1992), JASA 87:376–382; Deville, Särndal & Sautory (1993), JASA
    88:1013–1020; Bardsley & Chambers (1984), Applied Statistics 33:290–299, for ridge calibration.

    Examples
    --------
    >>> x = [[1, 20], [1, 40], [1, 60]]
    >>> calibrate_weights(x, [30, 1500]).weights.round(4).tolist()
    [2.5, 10.0, 17.5]
    """
    limits = as_limits(None, bounds, bounds_on)
    weights = as_start(start, len(as_matrix(x, names)[0]))
    plan = plan_calibration(
        x,
        totals,
        weights,
        distance=distance,
        limits=limits,
        variance=variance,
        cost=cost,
        names=names,
    )
    calibrated = calibrated_weights(
        plan, weights, tolerance=tolerance, max_iterations=max_iterations
    )
    for note in calibrated.notes:
        warn(note, ToplineWarning, stacklevel=2)
    return calibrated


def calibrated_weights(
    plan: CalibrationPlan,
    start: FloatArray,
    *,
    tolerance: float = 1e-10,
    max_iterations: int = 100,
) -> CalibratedWeights:
    """Calibrate the start weights (n,) that a plan was made for.

    Raises
    ------
    ArgumentError
        When a total is missed.
    """
    check_stop(tolerance, max_iterations)
    solved = plan.solve(
        start[:, None],
        tolerance=tolerance,
        max_iterations=max_iterations,
        sums=plan.at_start.of(plan.columns),
    )
    gaps = np.nan_to_num(np.abs(solved.gap[:, 0]), nan=np.inf)
    if gaps.max() > tolerance:
        worst = int(plan.columns[gaps.argmax()])
        refuse_gap(
            plan.names[worst],
            solved.achieved[gaps.argmax(), 0],
            plan.totals[worst],
            iterations=int(solved.iterations[0]),
            limits=plan.limits.words,
            exist=plan.weights_exist(start),
        )
    weights = plan.weights(start[:, None], solved.multipliers)[:, 0]
    achieved, missed = plan.achieved(weights)
    multipliers = np.zeros(len(plan.names))
    multipliers[plan.columns] = solved.multipliers[:, 0]
    notes = list(plan.notes)
    if negative := int((weights < 0).sum()):
        notes.append(
            f"{negative:,} weight{'s are' if negative > 1 else ' is'} negative; give bounds, or "
            "distance='raking'"
        )
    return CalibratedWeights(
        weights=weights,
        names=plan.names,
        totals=plan.totals,
        achieved=achieved,
        multipliers=multipliers,
        iterations=int(solved.iterations[0]),
        gap=float(missed.max()),
        gap_at=plan.names[missed.argmax()],
        at_bounds=plan.rows_at_bounds(start, weights),
        notes=tuple(notes),
    )

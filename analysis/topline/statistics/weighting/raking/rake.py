"""Raked weights from plain columns."""

from collections.abc import Mapping
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
from ..shared.categories import IntArray
from ..shared.limits import as_limits, check_stop
from ..shared.sentences import spread_sentence
from .outcome import MetMargin, met_margins, refuse_gaps
from .plan import RakingPlan, plan_raking


@dataclass(frozen=True, eq=False, kw_only=True)
class RakedWeights(Spoken):
    """Weights that meet their margins, and how they were found.

    Attributes
    ----------
    weights : (n,) float
    cell : (n,) int
        Cell of each row; a weight is its start weight times the factor of its cell.
    factors : (C,) float
    margins : tuple of MetMargin
        Targets and what was achieved, by group and column.
    iterations : int
        Steps of Newton's method, the most of any group.
    gap : float
        The largest gap of any category, relative to its target.
    gap_at : str
        Where it is.
    at_bounds : int
        Rows with the least or the largest weight that bounds allow.
    notes : tuple of str
        What had to be decided, such as targets that were rounded.
    """

    weights: FloatArray
    cell: IntArray
    factors: FloatArray
    margins: tuple[MetMargin, ...]
    iterations: int
    gap: float
    gap_at: str
    at_bounds: int
    notes: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """The size and total of the weights, how they met the margins, and notes."""
        return (
            spread_sentence(marked("Raked weights of {n} rows"), self.weights),
            Message(
                "Largest gap {gap} of the target, at {where}, after {n} iterations.",
                gap=value_words(self.gap, 1),
                where=str(self.gap_at),
                n=self.iterations,
            ),
            *([Message("{n} rows are at a bound.", n=self.at_bounds)] if self.at_bounds else []),
            *self.notes,
        )


def rake_weights(
    columns: Mapping[str, Any],
    targets: Mapping[Any, Any],
    *,
    start: ArrayLike | None = None,
    total: float | str | None = None,
    cap: float | None = None,
    bounds: tuple[float, float] | None = None,
    bounds_on: str = "g",
    by: Any = None,
    missing: str = "error",
    tolerance: float = 1e-10,
    max_iterations: int = 100,
) -> RakedWeights:
    """Rake weights to margins: shares, percents or counts of the categories of columns.

    The weights are those of least Kullback–Leibler distance from the start weights that meet the
    margins, and the cap or bounds where such are given; they are unique. Only the combinations of
    categories that occur are worked on, so that the number of rows hardly matters.

    Parameters
    ----------
    columns : mapping of name to (n,) array_like
        A dictionary of arrays or a DataFrame; texts, numbers, categoricals.
    targets : mapping of name to mapping of category to target
        Shares add up to 1, percents to 100, counts to the population. With `by`, such a mapping
        for each group.
    start : (n,) array_like, optional
        Start weights, 0 or more; 1 where not given.
    total : {"weights", "n"} or float, optional
        What the weights add up to: the start weights, the rows, or a number. Not given, counts
        and percents are taken as they are, and shares, and percents of groups, scaled to the
        start weights.
    cap : float, optional
        Largest weight, in multiples of the mean weight.
    bounds : (float, float), optional
        Least and largest factor on the start weight, or weight.
    bounds_on : {"g", "weight"}, default "g"
        Whether the bounds hold for the factor g = weight/start weight or for the weight.
    by : (n,) array_like, optional
        Groups, such as countries or waves, each raked to its own targets.
    missing : {"error", "keep", "drop", "category"}, default "error"
        Rows without a value in a margin: refused; left with the share they have in that margin;
        given weight 0; or a category None of their own, of its target or its share so far.
    tolerance : float, default 1e-10
        Largest gap of a category, relative to its target.
    max_iterations : int, default 100

    Returns
    -------
    RakedWeights

    Raises
    ------
    ArgumentError
        When targets cannot be met, before raking where that can be seen; weights that miss a
        margin are not returned.

    Warns
    -----
    ToplineWarning
        When targets had to be rounded to one total.

    References
    ----------
    Deming & Stephan (1940), Annals of Mathematical Statistics 11:427–444; Deville, Särndal &
    Sautory (1993), JASA 88:1013–1020.

    Examples
    --------
    >>> sex, age = ["f", "f", "f", "m", "m"], ["y", "y", "o", "o", "o"]
    >>> targets = {"sex": {"f": 0.5, "m": 0.5}, "age": {"y": 0.4, "o": 0.6}}
    >>> rake_weights({"sex": sex, "age": age}, targets).weights.round(4).tolist()
    [1.0, 1.0, 0.5, 1.25, 1.25]
    """
    limits = as_limits(cap, bounds, bounds_on)
    plan = plan_raking(
        columns, targets, start=start, total=total, limits=limits, by=by, missing=missing
    )
    raked = raked_weights(plan, tolerance=tolerance, max_iterations=max_iterations)
    for note in raked.notes:
        warn(note, ToplineWarning, stacklevel=2)
    return raked


def raked_weights(
    plan: RakingPlan, *, tolerance: float = 1e-10, max_iterations: int = 100
) -> RakedWeights:
    """Rake the start weights of a plan.

    Raises
    ------
    ArgumentError
        When a margin is missed.
    """
    check_stop(tolerance, max_iterations)
    sums = np.zeros(len(plan.cells.codes))
    for group in plan.groups:
        sums[group.which] = group.margins.cells.start
    solved = plan.solve(sums[:, None], tolerance=tolerance, max_iterations=max_iterations)
    met = []
    for group, raked in zip(plan.groups, solved, strict=True):
        margins = met_margins(
            group.label, group.margins.columns, group.margins.targets, raked.achieved[:, 0]
        )
        if not raked.converged[0]:
            exist = group.weights_exist(plan.limits)
            refuse_gaps(margins, int(raked.iterations[0]), plan.limits.words, exist)
        met += margins
    worst = max(met, key=lambda one: one.largest_gap)
    factors = plan.factors(solved)[:, 0]
    return RakedWeights(
        weights=plan.weights(factors),
        cell=plan.cells.of_row,
        factors=factors,
        margins=tuple(met),
        iterations=max(int(raked.iterations[0]) for raked in solved),
        gap=worst.largest_gap,
        gap_at=worst.where,
        at_bounds=plan.rows_at_bounds(factors),
        notes=tuple(note for group in plan.groups for note in group.notes),
    )

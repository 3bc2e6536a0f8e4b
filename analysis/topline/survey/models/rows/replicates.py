"""Coefficients under each replicate weight: those of all together, and of one by itself."""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from ....errors import ArgumentError
from ....statistics.core.blocks import Matrix, RepeatedRows
from ....statistics.models.families import FAMILIES, LINKS
from ....statistics.models.glm import GlmFit, fit_glm
from ....statistics.models.irls import Task
from ....statistics.models.together import ManyWeights, fit_together
from ...data.columns import FloatArray
from ...engine.replicate_weights import ReplicateWeights
from ...estimators.request import Request
from .rows import ModelRows, used
from .sums import sums_by_row

_TOGETHER = 16
"""Replicate weights that are taken out of their columns at once."""


class Again(Protocol):
    """How a fit is done again."""

    def alone(self, weights: FloatArray) -> FloatArray:
        """Return the coefficients under replicate weights of the rows used, of mean 1."""

    def together(self, replicates: ReplicateWeights) -> FloatArray:
        """Return the coefficients under each of the replicate weights, (r, k), or NaN."""


def replicated(rows: ModelRows, again: Again) -> tuple[FloatArray, int]:
    """Return the coefficients under each replicate weight, (r, k), from those of all.

    And how many replicates have respondents, and none of the coefficients.
    """
    replicates = rows.rows.codes.laid_out
    assert replicates is not None
    count, lacking = int(replicates.shape[1]), 0
    found = again.together(replicates)
    left = np.asarray(np.isnan(found).all(axis=1))
    for first in range(0, count, _TOGETHER):
        if not left[first : first + _TOGETHER].any():
            continue
        own = replicates[rows.at, first : first + _TOGETHER]
        for number, weights in enumerate(own.T, first):
            if not left[number] or not weights.any():
                continue
            try:
                found[number] = again.alone(weights / weights.mean())
            except ArgumentError as problem:
                raise ArgumentError(f"under replicate weight {number + 1} {problem}") from None
            lacking += bool(np.isnan(found[number]).all())
    return found, lacking


@dataclass(frozen=True, eq=False)
class _OfUsed:
    """Replicate weights of the rows used, a block at a time."""

    replicates: ReplicateWeights
    rows: ModelRows

    def __getitem__(self, at: slice) -> Any:
        """Return some rows (m, r)."""
        return self.replicates[at if self.rows.every else self.rows.at[at]]


@dataclass(frozen=True, eq=False)
class Refitted:
    """A generalised linear model under replicate weights."""

    request: Request
    rows: ModelRows
    fit: GlmFit

    @property
    def x(self) -> Matrix:
        """The predictors that the fit uses."""
        return used(self.fit, self.rows.coded.matrix)

    def together(self, replicates: ReplicateWeights) -> FloatArray:
        """Return the coefficients under each of the replicate weights, NaN where that fails."""
        rows, x, offset = self.rows, self.x, self.rows.coded.offset
        weights: Any = _OfUsed(replicates, rows)
        outcomes = rows.outcome
        own: Matrix = x
        if isinstance(x, RepeatedRows) and not offset.any():
            weights, sums = sums_by_row(self.request, rows, x)
            outcomes = np.divide(sums, weights, out=np.zeros_like(sums), where=weights > 0)
            own, offset = x.distinct, offset[: len(x.distinct)]
        task = Task(
            x=own,
            y=rows.outcome,
            w=rows.weights,
            offset=offset,
            family=FAMILIES[self.fit.family],
            link=LINKS[self.fit.link],
            names=self.fit.names,
        )
        many = ManyWeights(weights, outcomes, int(replicates.shape[1]))
        return fit_together(task, self.fit.coefficients, many)

    def alone(self, weights: FloatArray) -> FloatArray:
        """Return the coefficients under one column of weights; NaN of a level that nobody has."""
        x, fit = self.x, self.fit
        found = fit_glm(
            x,
            self.rows.outcome,
            family=fit.family,
            link=fit.link,
            weights=weights,
            offset=self.rows.coded.offset,
            names=fit.names,
            start=fit.coefficients,
        )
        coefficients = np.full(len(fit.coefficients), np.nan)
        absent = [not x[:, at][weights > 0].any() for at in range(x.shape[1])]
        # a level that nobody has leaves the others what they are; without any other column, as of
        # the level they are compared with, it is another model
        if len(found.left_out) == sum(absent):
            coefficients[found.columns] = found.coefficients
        return coefficients

"""Sums times the variables that weights were calibrated on, or that a response model has.

They tell how much of an estimate's influence those variables explain: calibrated weights bring
their totals to what is known, and that part of the influence varies no longer; a model's fit varies
with the sample, and takes its part with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from ...statistics.core.blocks import ColumnMatrix
from ...values import Value
from ..data.columns import FloatArray, IntArray
from .asked import Asked
from .sums import unit_sums
from .totals import Cells


@dataclass(frozen=True, eq=False)
class Auxiliaries(Value):
    """The variables of one step of a weighting, by their distinct combinations.

    Attributes
    ----------
    weights : (n,) float
        Weights of the regression on them: of a calibration those before it, times what later steps
        have made of each.
    cell : (n,) int
        Combination of each row.
    values : (cells, p) float
        The variables of each combination.
    square : (p, p) float
        Their cross products, of a calibration under the weights before.
    before, after : (n,) float
        Weights of the regression and weights right after the step, as these were.
    taken : (n,) float
        What the slope times the variables is taken from the influence with: of a calibration the
        weights after, of a response model d·(R − p), whose sums are its score.
    targets : (p, p) float, optional
        Covariance of the totals that the weights were brought to, where they are estimates.
    """

    weights: FloatArray = field(repr=False)
    cell: IntArray = field(repr=False)
    values: FloatArray | ColumnMatrix = field(repr=False)
    square: FloatArray = field(repr=False)
    before: FloatArray = field(repr=False)
    after: FloatArray = field(repr=False)
    taken: FloatArray = field(repr=False)
    targets: FloatArray | None = field(default=None, repr=False)

    def cells(self, asked: Asked, first: int) -> Cells:
        """Return Σ d·x·(1, terms) of each domain and category, a "unit" for each variable."""
        domains = len(asked.domains.count)
        found = unit_sums(asked, self.weights, self.cell, len(self.values)).cells
        assert found is not None
        terms, count, categories = found.sums.shape
        place = found.domain, np.arange(count)
        variables = self.values.shape[1]
        sums = np.empty((terms, variables, domains, categories))
        for number in range(variables):
            own = self.values[found.unit, number]
            adder = sparse.csr_matrix((own, place), (domains, count))
            for term in range(terms):
                sums[term, number] = adder @ found.sums[term]
        unit, domain = np.divmod(np.arange(variables * domains), domains)
        return Cells(first + unit, domain, sums.reshape(terms, -1, categories))


def with_auxiliaries(cells: Cells, asked: Asked, steps: Sequence[Auxiliaries], units: int) -> Cells:
    """Return cells with those of all variables of some calibrations, numbered after the last unit.

    These hold the same sums times the variable, so that an influence is added up in them, too.
    """
    found, first = [cells], units
    for step in steps:
        found.append(step.cells(asked, first))
        first += step.values.shape[1]
    return Cells(
        unit=np.concatenate([each.unit for each in found]),
        domain=np.concatenate([each.domain for each in found]),
        sums=np.concatenate([each.sums for each in found], axis=1),
    )

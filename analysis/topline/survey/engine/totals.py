"""What a pass over the rows gives: sums by domain, and by sampled unit within each."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..data.columns import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Cells:
    """Sums over the rows of each cell, a sampled unit within a domain; empty ones are left out.

    Attributes
    ----------
    unit, domain : (c,) int
        Unit and domain of each cell.
    sums : (1 + j, c, categories) float
        Sum of the weights, then weighted sums of the terms.
    """

    unit: IntArray
    domain: IntArray
    sums: FloatArray


class Places(NamedTuple):
    """Sampled units within domains: `unit` and `domain` of each, (p,) int."""

    unit: IntArray
    domain: IntArray


@dataclass(frozen=True, eq=False)
class Sums:
    """What a pass over the rows gives.

    Attributes
    ----------
    total : (1 + j, g, categories) float
        Sum of the weights and weighted sums of the terms, per domain.
    n, missing : (g,) float
        Rows of each domain with a weight above 0, with and without an answer.
    cells : Cells or None
        The same sums by sampled unit; None for a source of replicates.
    silent : Places or None
        Units with members of a domain without an answer, whatever others of it have.
    auxiliary : Cells or None
        The same sums times each variable that the weights were calibrated on, numbered after the
        last unit; None where they were not.
    again : (1 + repeated, g, categories, r) float or None
        The same sums under each replicate weight; None without replicates.
    """

    total: FloatArray
    n: FloatArray
    missing: FloatArray
    cells: Cells | None = None
    again: FloatArray | None = None
    silent: Places | None = None
    auxiliary: Cells | None = None

    @property
    def linear(self) -> Cells:
        """The cells that an estimate's influence is added up in: units, then auxiliaries."""
        assert self.cells is not None
        if self.auxiliary is None:
            return self.cells
        return Cells(
            unit=np.concatenate([self.cells.unit, self.auxiliary.unit]),
            domain=np.concatenate([self.cells.domain, self.auxiliary.domain]),
            sums=np.concatenate([self.cells.sums, self.auxiliary.sums], axis=1),
        )

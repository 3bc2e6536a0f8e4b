"""Replicate weights made from a design: factors of its units."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...values import Value
from ..data.columns import FloatArray


@dataclass(frozen=True, eq=False)
class UnitReplicates(Value):
    """Replicate weights made from a design: weights times factors of units, read like (n, r).

    Two thousand clusters have two thousand factors a replicate, however many rows they have; sums
    under the replicates are sums of clusters times these.

    Attributes
    ----------
    weights : (n,) float
    unit : (n,) int
        First-stage unit of each row.
    multipliers : (m, r) float
    """

    weights: FloatArray = field(repr=False)
    unit: NDArray[Any] = field(repr=False)
    multipliers: FloatArray = field(repr=False)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and replicates."""
        return len(self.weights), int(self.multipliers.shape[1])

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.weights)

    def __getitem__(self, at: Any) -> FloatArray:
        """Return a copy of some rows, and of some replicates of them where two are given."""
        rows, which = at if isinstance(at, tuple) else (at, slice(None))
        factors = self.multipliers[self.unit[rows]][..., which]
        weights = self.weights[rows]
        return np.asarray((factors.T * weights).T)

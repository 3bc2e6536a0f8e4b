"""The covariance of estimates pooled over versions of the data, and what sums of them know.

A sum of pooled estimates has a part of its variance from the imputations that is its own: in the
difference of two groups theirs may cancel, or add up. Its degrees of freedom are Barnard and
Rubin's of that sum, from those it would have were nothing imputed, not a mean of its rows'.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...statistics.precision.imputations import information
from ..covariance import Cells, Covariance, Part, Without
from ..schema import FloatArray

IntArray = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Pooled:
    """Cells of Ū + (1 + 1/m)·B.

    Attributes
    ----------
    sampling : tuple of Cells
        The versions' whose mean is Ū.
    apart : (m, k) float
        Each version's estimates less their mean.
    complete : (k,) float
        Degrees of freedom were nothing imputed.
    """

    sampling: tuple[Cells, ...]
    apart: FloatArray
    complete: FloatArray

    @property
    def versions(self) -> int:
        """How many there are, m."""
        return len(self.apart)

    def within(self, rows: IntArray, columns: IntArray) -> FloatArray:
        """Return Ū where rows and columns meet."""
        found = self.sampling[0](rows, columns)
        for cells in self.sampling[1:]:
            found = found + cells(rows, columns)
        return np.asarray(found / len(self.sampling))

    def gained(self, rows: IntArray, columns: IntArray) -> FloatArray:
        """Return (1 + 1/m)·B where rows and columns meet."""
        found = sum(own[rows] * own[columns] for own in self.apart)
        return np.asarray(found * self._factor)

    @property
    def _factor(self) -> float:
        return (1 + 1 / self.versions) / max(self.versions - 1, 1)

    def __call__(self, rows: IntArray, columns: IntArray) -> FloatArray:
        """Return the cells where rows and columns meet."""
        return self.within(rows, columns) + self.gained(rows, columns)

    def subset(self, at: IntArray) -> "Pooled":
        """Return the cells of some rows."""
        parts = tuple(Part(cells, at) for cells in self.sampling)
        return Pooled(parts, self.apart[:, at], self.complete[at])

    def freedom(self, complete: FloatArray, rows: IntArray, weights: ArrayLike) -> FloatArray:
        """Return the degrees of freedom of sums of rows.

        Parameters
        ----------
        complete : (p,) float
            Those of each sum were nothing imputed.
        rows : (r, p) int
            The rows of each.
        weights : (r, p) float
        """
        w = np.broadcast_to(np.asarray(weights, dtype=float), rows.shape)
        count = range(len(rows))
        within = sum(w[a] * w[b] * self.within(rows[a], rows[b]) for a in count for b in count)
        moved = (w * self.apart[:, rows]).sum(axis=1)
        return information(
            within, self._factor * (moved**2).sum(axis=0), self.versions, complete
        ).df


def pooled_in(covariance: Covariance) -> Pooled | None:
    """Return what is known of the versions that estimates were pooled of; None of others."""
    return _pooled(covariance.cells)


def _pooled(cells: Cells) -> Pooled | None:
    if isinstance(cells, Pooled):
        return cells
    if isinstance(cells, Without):
        return _pooled(cells.cells)
    whole = _pooled(cells.cells) if isinstance(cells, Part) else None
    return whole.subset(cells.at) if whole is not None and isinstance(cells, Part) else None

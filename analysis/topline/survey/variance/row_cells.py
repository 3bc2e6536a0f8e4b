"""Variances of shares of rows that are sampled units, from the cells that the rows are in.

A row's influence on an estimate is its weight w times the influence J of one respondent of its
cell. Those of a stratum and a cell are n units of the mean w̄·J, and what their weights are apart
adds Σ(w − w̄)²·J². Between two questions Σ w² of each pair of cells gives the rest:
V = Σ_h a_h (Σ w²·J·Kᵀ − n_h·z̄·z̄ᵀ).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, pairwise
from typing import Any

import numpy as np
from scipy import sparse

from ...estimates.covariance import Whole
from ...values import Value
from ..data.columns import FloatArray, IntArray
from ..design.design import Linearised, Stage
from ..engine.totals import CellsOfRows, CodedRows
from .stages import Covariance, stage_covariance


@dataclass(frozen=True, eq=False)
class CellSpread(Value):
    """How respondents with a weight of 1 move k estimates, by the cells that they are in.

    Attributes
    ----------
    parts : tuple of CellsOfRows
        The same rows, by different questions.
    slope : (cells of all parts, k) sparse float
    """

    parts: tuple[CellsOfRows, ...]
    slope: Any

    def __getitem__(self, at: Any) -> "CellSpread":
        """Return the spread of some estimates, as a matrix with a column of each has it."""
        return CellSpread(self.parts, self.slope[at])

    def __matmul__(self, adder: Any) -> "CellSpread":
        """Return the spread of sums of the estimates."""
        return CellSpread(self.parts, sparse.csr_matrix(self.slope @ adder))

    def by_unit(self) -> Any:
        """Return the same as a table, (n, k) sparse, with a row for each respondent."""
        found: Any = 0
        for part, slope in zip(self.parts, self.slopes, strict=True):
            assert isinstance(part, CodedRows)
            inside = np.flatnonzero(part.code >= 0)
            place = part.rows.unit[inside], part.code[inside]
            entries = part.rows.weights[inside], place
            found = sparse.csr_matrix(entries, (len(part.code), part.size)) @ slope + found
        return found

    @property
    def slopes(self) -> list[Any]:
        """The slope of each part."""
        start = np.cumsum([0, *(part.size for part in self.parts)]).tolist()
        slope = sparse.csr_matrix(self.slope)
        return [slope[at:to] for at, to in pairwise(start)]


def unit_table(spread: Any) -> Any:
    """Return a spread as a table with a row for each sampled unit, where it is of their cells."""
    return spread.by_unit() if isinstance(spread, CellSpread) else spread


def cells_joined(spreads: Sequence[CellSpread]) -> CellSpread:
    """Return the spread of estimates one after the other."""
    parts = tuple(part for own in spreads for part in own.parts)
    return CellSpread(parts, sparse.block_diag([own.slope for own in spreads], format="csr"))


def cell_covariance(design: Linearised, spread: CellSpread) -> Covariance:
    """Return the covariance of estimates by the cells of their rows."""
    assert design.by_stratum is not None
    [stage] = design.by_stratum.stages
    k = spread.slope.shape[1]
    parts = [
        _Part(stage, rows, own, np.unique(own.indices))
        for rows, own in zip(spread.parts, spread.slopes, strict=True)
    ]
    variance, many = np.zeros(k), np.zeros(k, dtype=np.intp)
    for part in parts:
        variance[part.estimates] += part.covariance.variance
        many[part.estimates] += 1
    if (many > 1).any():
        whole = _matrix(parts, k)
        return Covariance(np.maximum(np.diag(whole), 0.0), lambda: whole)
    cells = PartCells(parts, k)
    return Covariance(variance, cells.matrix, cells)


def _matrix(parts: Sequence["_Part"], k: int) -> FloatArray:
    """Return the covariances within each part and between each two."""
    found = np.zeros((k, k))
    for one, two in combinations_with_replacement(parts, 2):
        between = one.between(two)
        found[np.ix_(one.estimates, two.estimates)] += between
        if two is not one:
            found[np.ix_(two.estimates, one.estimates)] += between.T
    return found


class PartCells:
    """Cells of a covariance, of which those of two parts are added up when one is asked for.

    Letters compare the columns of one banner, and no question asks of all pairs of banners.

    Attributes
    ----------
    parts : sequence of _Part
        Each estimate is of one at most.
    size : int
    """

    def __init__(self, parts: Sequence["_Part"], size: int) -> None:
        self.parts, self.size = parts, size
        self._part, self._place = np.full((2, size), -1)
        for number, part in enumerate(parts):
            self._part[part.estimates] = number
            self._place[part.estimates] = np.arange(len(part.estimates))
        self._known: dict[tuple[int, int], FloatArray] = {}

    def __call__(self, rows: IntArray, columns: IntArray) -> FloatArray:
        """Return the cells where rows and columns meet."""
        i, j = np.broadcast_arrays(rows, columns)
        # what nobody moves has no covariance
        found, pairs = np.zeros(i.shape), self._part[i] * len(self.parts) + self._part[j]
        pairs = np.where((self._part[i] < 0) | (self._part[j] < 0), -1, pairs)
        for pair in np.unique(pairs[pairs >= 0]).tolist():
            first, second = divmod(pair, len(self.parts))
            at = pairs == pair
            found[at] = self._block(first, second)[self._place[i[at]], self._place[j[at]]]
        return found

    def _block(self, first: int, second: int) -> FloatArray:
        if first > second:
            return self._block(second, first).T
        if (first, second) not in self._known:
            self._known[first, second] = self.parts[first].between(self.parts[second])
        return self._known[first, second]

    def matrix(self) -> FloatArray:
        """Return the whole."""
        every = np.arange(self.size)
        return self(every[:, None], every[None, :])

    def __reduce__(self) -> tuple[type[Whole], tuple[int, FloatArray]]:
        """Make the cells: the rows are of no use in another process, or in a file."""
        return Whole, (self.size, self.matrix())


class _Part:
    """The estimates that one question's cells move: within them, and with another's.

    Attributes
    ----------
    stage : Stage
        Of strata.
    rows : CellsOfRows
    slope : (cells, e) sparse
    estimates : (e,) int
        Which of all they are.
    covariance : Covariance
    """

    def __init__(self, stage: Stage, rows: CellsOfRows, slope: Any, estimates: IntArray) -> None:
        self.stage, self.rows, self.estimates = stage, rows, estimates
        self.slope = slope[:, estimates]
        cells = rows.cells
        means = sparse.diags_array(cells.mean) @ self.slope[cells.code]
        adder = sparse.csr_matrix(
            (cells.n, (cells.stratum, np.arange(len(cells.n)))), (len(stage.sampled), len(cells.n))
        )
        # of each stratum, (h, e)
        self.sums = sparse.csr_matrix(adder @ means)
        outside = stage.sampled - np.bincount(cells.stratum, cells.n, len(stage.sampled))
        strata = np.append(cells.stratum, np.flatnonzero(outside > 0))
        times: FloatArray = np.append(cells.n, outside[outside > 0]).astype(float)
        alike = Stage(
            unit=np.arange(len(strata)),
            stratum=strata,
            scale=stage.scale[strata] * times,
            sampled=stage.sampled,
            times=times,
        )
        nobody = sparse.csr_matrix((len(strata) - len(cells.n), means.shape[1]))
        between = stage_covariance(alike, sparse.vstack([means, nobody], format="csr"))
        squares = stage.scale[cells.stratum] * cells.squares
        apart = np.bincount(cells.code, squares, rows.size).astype(float)
        within = sparse.diags_array(apart)
        self.covariance = Covariance(
            between.variance + np.asarray(self.slope.power(2).T @ apart).ravel(),
            lambda: between.matrix() + self._products(within, self).toarray(),
        )

    def _products(self, squares: Any, other: "_Part") -> Any:
        return self.slope.T @ squares @ other.slope

    def between(self, other: "_Part") -> FloatArray:
        """Return the covariance with the estimates of another part, or with each other."""
        if other is self:
            return self.covariance.matrix()
        scale = self.stage.scale
        whole = self._products(self.rows.crossed(other.rows, scale), other)
        taken = sparse.diags_array(scale / self.stage.sampled) @ other.sums
        return np.asarray((whole - self.sums.T @ taken).toarray())

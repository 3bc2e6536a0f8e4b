"""Variances of shares of rows that are sampled units, from the cells that the rows are in.

A row's influence on an estimate is its weight w times the influence J of one respondent of its
cell. Those of a stratum and a cell are n units of the mean w̄·J, and what their weights are apart
adds Σ(w − w̄)²·J². Between two questions Σ w² of each pair of cells gives the rest:
V = Σ_h a_h (Σ w²·J·Kᵀ − n_h·z̄·z̄ᵀ).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations, pairwise
from typing import Any

import numpy as np
from scipy import sparse

from ..data.columns import FloatArray, IntArray
from ..design.design import Linearised, Stage
from ..engine.coded_rows import CodedRows
from .stages import Covariance, stage_covariance


@dataclass(frozen=True, eq=False)
class CellSpread:
    """How respondents with a weight of 1 move k estimates, by the cells that they are in.

    Attributes
    ----------
    parts : tuple of CodedRows
        The same rows, by different questions.
    slope : (cells of all parts, k) sparse float
    """

    parts: tuple[CodedRows, ...]
    slope: Any

    def __getitem__(self, at: Any) -> "CellSpread":
        """Return the spread of some estimates, as a matrix with a column of each has it."""
        return CellSpread(self.parts, self.slope[at])

    def __matmul__(self, adder: Any) -> "CellSpread":
        """Return the spread of sums of the estimates."""
        return CellSpread(self.parts, sparse.csr_matrix(self.slope @ adder))

    def by_unit(self) -> Any:
        """Return the same as a table, (n, k) sparse, with a row for each respondent."""
        [first, *_] = self.parts
        found = sparse.csr_matrix((len(first.code), self.slope.shape[1]))
        for part, slope in zip(self.parts, self.slopes, strict=True):
            inside = np.flatnonzero(part.code >= 0)
            place = part.rows.unit[inside], part.code[inside]
            entries = part.rows.weights[inside], place
            found = found + sparse.csr_matrix(entries, (len(part.code), part.size)) @ slope
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
    matrix = partial(_matrix, parts, k)
    if (many > 1).any():
        whole = matrix()
        return Covariance(np.maximum(np.diag(whole), 0.0), lambda: whole)
    return Covariance(variance, matrix)


def _matrix(parts: Sequence["_Part"], k: int) -> FloatArray:
    """Return the covariances within each part and between each two."""
    found = np.zeros((k, k))
    for part in parts:
        found[np.ix_(part.estimates, part.estimates)] += part.covariance.matrix()
    for one, two in combinations(parts, 2):
        between = one.between(two)
        found[np.ix_(one.estimates, two.estimates)] += between
        found[np.ix_(two.estimates, one.estimates)] += between.T
    return found


class _Part:
    """The estimates that one question's cells move: within them, and with another's.

    Attributes
    ----------
    stage : Stage
        Of strata.
    rows : CodedRows
    slope : (cells, e) sparse
    estimates : (e,) int
        Which of all they are.
    covariance : Covariance
    """

    def __init__(self, stage: Stage, rows: CodedRows, slope: Any, estimates: IntArray) -> None:
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
        alike = Stage(
            unit=np.arange(len(strata)),
            stratum=strata,
            scale=stage.scale[strata],
            sampled=stage.sampled,
            times=np.append(cells.n, outside[outside > 0]),
        )
        nobody = sparse.csr_matrix((len(strata) - len(cells.n), means.shape[1]))
        between = stage_covariance(alike, sparse.vstack([means, nobody], format="csr"))
        apart = np.bincount(cells.code, stage.scale[cells.stratum] * cells.squares, rows.size)
        within = sparse.diags_array(apart)
        self.covariance = Covariance(
            between.variance + np.asarray(self.slope.power(2).T @ apart).ravel(),
            lambda: between.matrix() + self._products(within, self).toarray(),
        )

    def _products(self, squares: Any, other: "_Part") -> Any:
        return self.slope.T @ squares @ other.slope

    def between(self, other: "_Part") -> FloatArray:
        """Return the covariance with the estimates of another part."""
        scale = self.stage.scale
        whole = self._products(self.rows.crossed(other.rows, scale), other)
        taken = sparse.diags_array(scale / self.stage.sampled) @ other.sums
        return np.asarray((whole - self.sums.T @ taken).toarray())

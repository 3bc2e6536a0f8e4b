"""A table of two variables, with what tests of independence need to know of it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import scipy

from ..data.columns import FloatArray
from ..engine.asked import Asked
from ..estimators.request import Request, categories_of
from ..estimators.shares import shares_of, totals_of
from ..variance.degrees import known_of
from ..variance.kernels import covariance_of
from .groups import said_of

_RANK, _NOTHING = 1e-10, 1e-12


@dataclass(frozen=True, eq=False)
class CellTable:
    """Cells of (r, c) shares and counts, their (rc, rc) covariances, n and degrees of freedom.

    `labels` are those of rows and of columns.
    """

    p: FloatArray
    covariance: FloatArray
    count: FloatArray
    of_counts: FloatArray
    n: float
    df: float
    labels: tuple[tuple[Any, ...], tuple[Any, ...]]
    notes: tuple[str, ...] = ()

    @property
    def expected(self) -> FloatArray:
        """The shares under independence: products of those of rows and columns."""
        return np.outer(self.p.sum(axis=1), self.p.sum(axis=0))

    @property
    def pearson(self) -> float:
        """Pearson's X² of as many respondents, as if drawn at random."""
        return float(self.n * ((self.p - self.expected) ** 2 / self.expected).sum())

    @cached_property
    def effects(self) -> FloatArray:
        """λ, the design effects of the interaction's contrasts of log shares.

        The eigenvalues of (CᵀD⁻¹C/n)⁻¹·CᵀD⁻¹VD⁻¹C, with D = diag(p) and C orthogonal to the main
        effects; an empty cell has no log share and is left out.
        """
        p = self.p.ravel()
        inverse = np.divide(1, p, out=np.zeros_like(p), where=p > 0)
        contrasts = (scipy.linalg.helmert(size).T for size in self.p.shape)
        scaled = inverse[:, None] * np.kron(*contrasts)
        size, axes = np.linalg.eigh(scaled.T @ (p[:, None] * scaled) / self.n)
        kept = size > _RANK * size.max()
        axes = axes[:, kept] / np.sqrt(size[kept])
        found = np.linalg.eigvalsh(axes.T @ (scaled.T @ self.covariance @ scaled) @ axes)
        return np.asarray(np.where(found > max(_RANK * found.max(), _NOTHING), found, 0))

    @property
    def contrasts(self) -> int:
        """How many contrasts make up the interaction, (r − 1)(c − 1)."""
        return int(np.prod([size - 1 for size in self.p.shape]))

    @cached_property
    def residuals(self) -> tuple[FloatArray, FloatArray]:
        """N_rc − N_r·N_c/N of all but the last row and column, and the covariance of these."""
        count = self.count
        rows, columns, whole = count.sum(axis=1), count.sum(axis=0), count.sum()
        residual = (count - np.outer(rows, columns) / whole)[:-1, :-1].ravel()
        r, c = count.shape
        cell = np.kron(np.eye(r)[:-1], np.eye(c)[:-1])
        row, column = np.kron(np.eye(r)[:-1], np.ones(c)), np.kron(np.ones(r), np.eye(c)[:-1])
        slope = (
            cell
            - np.kron(row, columns[:-1, None] / whole)
            - np.kron(rows[:-1, None] / whole, column)
            + np.outer(rows[:-1], columns[:-1]).ravel()[:, None] / whole**2
        )
        return residual, slope @ self.of_counts @ slope.T

    @property
    def wald(self) -> tuple[float, int]:
        """Wald's statistic of the residuals, and their covariance's rank."""
        along = whitened(*self.residuals)
        return float((along**2).sum()), len(along)


def whitened(x: FloatArray, covariance: FloatArray) -> FloatArray:
    """Return vectors, (…, k), along the axes of a covariance, in its units: (…, rank)."""
    size, axes = np.linalg.eigh(covariance)
    kept = size > _RANK * size.max()
    return np.asarray(x @ axes[:, kept] / np.sqrt(size[kept]))


def cell_table(request: Request, rows: str, columns: str) -> CellTable:
    """Estimate the shares and counts of the cells of rows and columns that somebody is in."""
    row, column = (categories_of(request, name) for name in (rows, columns))
    shape = len(row.labels), len(column.labels)
    cells = request.source.pair(row, column)
    sums = request.source.sums(Asked(request.domains, categories=cells))
    shares, counts = shares_of(request.design, sums), totals_of(request.design, sums)
    count = counts.estimate.reshape(shape)
    there = count.sum(axis=1) > 0, count.sum(axis=0) > 0
    kept = np.ix_(*there)
    at = np.ix_(*[np.arange(count.size).reshape(shape)[kept].ravel()] * 2)
    of_shares, of_counts = (
        covariance_of(request.design, found.spread, found.estimate.ravel()).matrix()[at]
        for found in (shares, counts)
    )
    return CellTable(
        p=shares.estimate.reshape(shape)[kept],
        covariance=of_shares,
        count=count[kept],
        of_counts=of_counts,
        n=float(sums.n[0]),
        labels=(tuple(row.labels[there[0]]), tuple(column.labels[there[1]])),
        df=float(known_of(request.design, request.source, request.domains, sums).df[0]),
        notes=said_of([request.domains, row, column]),
    )

"""χ² tests of tables of several versions of the data: D₁ in the metric of each statistic.

A statistic is that of the pooled shares, or residuals, under their mean sampling covariance Ū. What
the imputations add is one part r of what it expects: for Wald's (1 + 1/m)·tr(BŪ⁻¹)/k, which is Li,
Raghunathan and Rubin's; for Pearson's, whose expectation is the sum of its design effects, what B
adds to that sum over the sum. It is divided by 1 + r, on the degrees of freedom that are left.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import prod
from typing import Any

import numpy as np
from scipy.special import fdtrc

from ...language.marking import marked
from ...statistics.precision.imputations import vector_freedom
from ..cells.nested import WeightedChiSquare
from ..cells.table import CellShares
from ..data.columns import FloatArray, IntArray
from ..hypotheses.chi_square import Outcome, Statistic
from ..hypotheses.two_way import CellTable, whitened
from .rules import Rules, notes_of

D1 = marked("D₁, Li, Raghunathan & Rubin (1991)")
OF_PEARSON = marked("D₁, Li, Raghunathan & Rubin (1991), in the metric of χ²")

_ROUNDING = 1e-12


def pooled_outcome(chosen: Statistic, table: Any, increase: float, m: int) -> Outcome:
    """Return what a statistic of pooled cells comes to, r being what the imputations add.

    Parameters
    ----------
    chosen : Statistic
    table : CellTable or WeightedChiSquare
        Of the pooled shares, with their sampling covariance.
    increase : float
    m : int
        Versions.
    """
    if not increase > _ROUNDING:
        return chosen.test(table)
    effects = table.effects
    if chosen.key in ("lincom", "saddlepoint"):
        d = effects.sum() ** 2 / (effects**2).sum()
        df = vector_freedom(d, m, increase, d * table.df) / d
        return chosen.test(WeightedChiSquare(table.pearson, effects * (1 + increase), df))
    found = chosen.test(table)
    statistic, complete = found.statistic, found.df2
    if chosen.key == "Chisq":
        # on infinite degrees of freedom, of which the imputations leave some
        statistic, complete = found.statistic / effects.sum(), np.inf
    if np.isnan(found.p_value):
        return found
    df2, f = vector_freedom(found.df, m, increase, complete), statistic / (1 + increase)
    return Outcome(f, found.df, df2, float(fdtrc(found.df, df2, f)))


@dataclass(frozen=True, eq=False, kw_only=True)
class PooledTable(CellTable):
    """A table of versions of the data: means of their cells, covariances and residuals.

    Attributes
    ----------
    gained : (rc, rc) float
        (1 + 1/m)·B of the shares.
    each : (m, q) float
        The residuals of each version.
    of_residuals : (q, q) float
        The mean of their covariances.
    """

    gained: FloatArray
    each: FloatArray
    of_residuals: FloatArray

    @property
    def versions(self) -> int:
        """How many there are."""
        return len(self.each)

    @property
    def residuals(self) -> tuple[FloatArray, FloatArray]:
        """The mean residuals, and the mean of their covariances."""
        return self.each.mean(axis=0), self.of_residuals

    def outcome(self, chosen: Statistic) -> Outcome:
        """Return what a statistic comes to, by what the imputations add to it."""
        m = self.versions
        if chosen.key in ("Wald", "adjWald"):
            along = whitened(self.each - self.each.mean(axis=0), self.of_residuals)
            increase = float((1 + 1 / m) * (along**2).sum() / max(m - 1, 1) / along.shape[1])
        else:
            whole = replace(self, covariance=self.covariance + self.gained)
            increase = float(whole.effects.sum() / self.effects.sum() - 1)
        return pooled_outcome(chosen, self, increase, m)


def pooled_table(tables: Sequence[CellTable], rules: Rules) -> PooledTable:
    """Return the table of several versions; cells that one of them lacks are 0 in it."""
    first, *_ = every = _padded(tables)
    p, gained = _shares([table.p.ravel() for table in every])
    residuals = [table.residuals for table in every]
    return PooledTable(
        p=p.reshape(first.p.shape),
        covariance=_mean([table.covariance for table in every], rules),
        gained=gained,
        count=np.mean([table.count for table in every], axis=0),
        of_counts=_mean([table.of_counts for table in every], rules),
        each=np.array([residual for residual, _ in residuals]),
        of_residuals=_mean([covariance for _, covariance in residuals], rules),
        n=min(table.n for table in every),
        df=float(rules.complete(np.array([min(table.df for table in every)]))[0]),
        labels=first.labels,
        notes=notes_of([table.notes for table in every], np.array([[table.n] for table in every])),
    )


def _mean(matrices: Sequence[FloatArray], rules: Rules) -> FloatArray:
    """Return the mean of those that count."""
    return np.asarray(np.mean(rules.sampling(matrices), axis=0))


def _shares(each: Sequence[FloatArray]) -> tuple[FloatArray, FloatArray]:
    """Return the mean of the versions' vectors, and (1 + 1/m)·B."""
    values, m = np.array(each), len(each)
    apart = values - values.mean(axis=0)
    return values.mean(axis=0), (1 + 1 / m) / max(m - 1, 1) * apart.T @ apart


def _places(labels: Sequence[tuple[Any, ...]], own: Sequence[tuple[Any, ...]]) -> IntArray:
    """Return where the cells of one version stand among those of all."""
    sizes = tuple(map(len, labels))
    at = [[of.index(label) for label in mine] for of, mine in zip(labels, own, strict=True)]
    return np.arange(prod(sizes)).reshape(sizes)[np.ix_(*at)].ravel()


def _of_all(every: Sequence[Sequence[tuple[Any, ...]]]) -> tuple[tuple[Any, ...], ...]:
    """Return the labels that each variable has in any version."""
    return tuple(tuple(dict.fromkeys(chain.from_iterable(own))) for own in zip(*every, strict=True))


def _spread_out(values: FloatArray, at: IntArray, size: int) -> FloatArray:
    """Return a vector or square matrix of some cells as that of all, 0 elsewhere."""
    found = np.zeros((size,) * values.ndim)
    found[np.ix_(*[at] * values.ndim)] = values
    return found


def _padded(tables: Sequence[CellTable]) -> list[CellTable]:
    labels = _of_all([table.labels for table in tables])
    if all(table.labels == labels for table in tables):
        return [*tables]
    shape = len(labels[0]), len(labels[1])
    found = []
    for table in tables:
        at, size = _places(labels, table.labels), prod(shape)
        found.append(
            replace(
                table,
                p=_spread_out(table.p.ravel(), at, size).reshape(shape),
                count=_spread_out(table.count.ravel(), at, size).reshape(shape),
                covariance=_spread_out(table.covariance, at, size),
                of_counts=_spread_out(table.of_counts, at, size),
                labels=(labels[0], labels[1]),
            )
        )
    return found


@dataclass(frozen=True, eq=False, kw_only=True)
class PooledShares(CellShares):
    """The shares of cells, of versions of the data; for tests, and for all in one domain.

    Attributes
    ----------
    within, gained : (k, k) float
        Ū and (1 + 1/m)·B.
    versions : int
    """

    within: FloatArray
    gained: FloatArray
    versions: int

    def covariance(self) -> FloatArray:
        """Return the mean of the versions' covariances."""
        return self.within

    def tested(
        self, chosen: Any, found: Any, effects_of: Callable[[FloatArray], FloatArray]
    ) -> Outcome:
        """Return what a statistic comes to, of a χ² of the pooled shares."""
        increase = effects_of(self.within + self.gained).sum() / effects_of(self.within).sum() - 1
        return pooled_outcome(chosen, found, float(increase), self.versions)


def pooled_shares(versions: Sequence[CellShares], rules: Rules) -> PooledShares:
    """Return the shares of the cells of several versions, all of one domain."""
    first = versions[0]
    labels = _of_all([cells.labels for cells in versions])
    size = prod(map(len, labels))
    at = [_places(labels, cells.labels) for cells in versions]
    pairs = [*zip(versions, at, strict=True)]
    p, gained = _shares([_spread_out(cells.shares[0], own, size) for cells, own in pairs])
    dfs = [float(np.asarray(cells.piece.df)[0]) for cells in versions]
    counts = np.array([[cells.piece.n[0]] for cells in versions], dtype=float)
    piece = replace(
        first.piece,
        estimate=p,
        spread=None,
        n=np.full(size, counts.min()),
        df=np.full(size, rules.complete(np.array([min(dfs)]))[0]),
        notes=notes_of([cells.piece.notes for cells in versions], counts),
    )
    return PooledShares(
        request=first.request,
        names=first.names,
        labels=labels,
        held=vars(piece),
        within=_mean([_spread_out(cells.covariance(), own, size) for cells, own in pairs], rules),
        gained=gained,
        versions=len(versions),
    )

"""Replicate weights in memory: an array of the user's, or columns of the data as they lie there.

Eighty columns of three million rows are 2 GB; a second copy, row by row, would be 2 GB more. So
columns stay where they are, and the rows that a sum needs are put side by side as it asks for them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...statistics.weighting.calibration.plan import CalibrationPlan
from ...values import Value, read_only
from ..data.columns import CONVERT, FloatArray, column, numbers
from .unit_replicates import UnitReplicates

_CELLS, _ROWS = 1_500_000, 2**16
"""Weights looked at together, 12 MB, and most rows."""


@dataclass(frozen=True, eq=False)
class ReplicateColumns(Value):
    """Replicate weights as columns of numbers, read like an (n, r) array.

    Attributes
    ----------
    columns : tuple of (n,) array
        One for each replicate, of any type of number; shared with the data, never written to.
    """

    columns: tuple[NDArray[Any], ...] = field(repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", tuple(map(read_only, self.columns)))

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and replicates."""
        return len(self.columns[0]), len(self.columns)

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.columns[0])

    def __getitem__(self, at: Any) -> FloatArray:
        """Return a copy of some rows, and of some replicates of them where two are given."""
        rows, which = at if isinstance(at, tuple) else (at, slice(None))
        if isinstance(which, slice):
            return np.array([values[rows] for values in self.columns[which]], dtype=float).T
        return np.asarray(self[rows, :][..., which])


@dataclass(frozen=True, eq=False)
class SampledReplicates(Value):
    """Replicate weights of several independent samples, read like an (n, s·r) array.

    Replicate k of a sample has its own weights in that sample and the full ones in every other, so
    that no replicate moves two samples at once and estimates of different samples have no
    covariance. The columns of the first sample come first.

    Attributes
    ----------
    own : (n, r) array or ReplicateColumns
        Replicate weights of each row within its sample.
    weights : (n,) float
        The full ones.
    sample : (n,) int
        Which sample each row is of.
    samples : int
        How many there are.
    """

    own: "OwnReplicates" = field(repr=False)
    weights: FloatArray = field(repr=False)
    sample: NDArray[Any] = field(repr=False)
    samples: int

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and replicates."""
        return len(self.weights), self.samples * int(self.own.shape[1])

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.weights)

    def __getitem__(self, at: Any) -> FloatArray:
        """Return a copy of some rows, and of some replicates of them where two are given."""
        rows, which = at if isinstance(at, tuple) else (at, slice(None))
        if not isinstance(which, slice):
            return np.asarray(self[rows, :][..., which])
        first, last, _ = which.indices(self.shape[1])
        place, width = np.arange(len(self))[rows], int(self.own.shape[1])
        laid = np.repeat(self.weights[place][:, None], max(last - first, 0), axis=1)
        for number in range(first // width, -(-last // width)):
            start, stop = max(first, number * width), min(last, (number + 1) * width)
            here = np.flatnonzero(self.sample[place] == number)
            of_sample = slice(start - number * width, stop - number * width)
            laid[here, start - first : stop - first] = self.own[place[here], of_sample]
        return laid

    def added(self, by: Any, rows: Any) -> FloatArray:
        """Return the product of a matrix and some rows, sample by sample."""
        full, sample = self.weights[rows], self.sample[rows]
        whole = np.asarray(by @ full)[:, None]
        parts = [np.repeat(whole, int(self.own.shape[1]), axis=1) for _ in range(self.samples)]
        there = np.unique(sample)
        if len(there) == 1:
            parts[there[0]] = added(by, self.own, rows)
            return np.concatenate(parts, axis=1)
        at = np.arange(rows.start, rows.stop) if isinstance(rows, slice) else rows
        for number in there:
            here = np.flatnonzero(sample == number)
            some = by[:, here]
            left = whole - np.asarray(some @ full[here])[:, None]
            parts[number] = left + added(some, self.own, at[here])
        return np.concatenate(parts, axis=1)


@dataclass(frozen=True, eq=False)
class FactoredReplicates(Value):
    """Replicate weights times a factor of each row's cell, read like an (n, r) array.

    Weights that are raked or adjusted by class move by the cell, each replicate by its own factor;
    no second array as long as the data is made.

    Attributes
    ----------
    own : (n, r) array, ReplicateColumns or FactoredReplicates
        Replicate weights before.
    cell : (n,) int
    factors : (cells, r) float
    """

    own: "OwnReplicates" = field(repr=False)
    cell: NDArray[Any] = field(repr=False)
    factors: FloatArray = field(repr=False)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and replicates."""
        return len(self.cell), int(self.factors.shape[1])

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.cell)

    def __getitem__(self, at: Any) -> FloatArray:
        """Return a copy of some rows, and of some replicates of them where two are given."""
        rows, which = at if isinstance(at, tuple) else (at, slice(None))
        return np.asarray(self.own[rows, which] * self.factors[self.cell[rows], which])


@dataclass(frozen=True, eq=False)
class CalibratedReplicates(Value):
    """Replicate weights calibrated each, read like an (n, r) array.

    A row's factor is worked out from its auxiliaries when it is asked for.

    Attributes
    ----------
    own : (n, r) array or another kind of replicate weights
        Replicate weights before.
    plan : CalibrationPlan
        The auxiliaries, and how a factor comes from them.
    multipliers : (k, r) float
        Those of each replicate.
    """

    own: "OwnReplicates" = field(repr=False)
    plan: CalibrationPlan = field(repr=False)
    multipliers: FloatArray = field(repr=False)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and replicates."""
        return len(self.plan.x), int(self.multipliers.shape[1])

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.plan.x)

    def __getitem__(self, at: Any) -> FloatArray:
        """Return a copy of some rows, and of some replicates of them where two are given."""
        rows, which = at if isinstance(at, tuple) else (at, slice(None))
        return self.plan.of_rows(rows).weights(self.own[rows, which], self.multipliers[:, which])


@dataclass(frozen=True, eq=False)
class FurtherReplicates(Value):
    """Replicate weights and some more, read like an (n, r + k) array.

    Attributes
    ----------
    own : (n, r) array or another kind of replicate weights
    further : (n, k) float
    """

    own: "OwnReplicates" = field(repr=False)
    further: FloatArray = field(repr=False)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and replicates."""
        return len(self.further), int(self.own.shape[1]) + int(self.further.shape[1])

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.further)

    def __getitem__(self, at: Any) -> FloatArray:
        """Return a copy of some rows, and of some replicates of them where two are given."""
        rows, which = at if isinstance(at, tuple) else (at, slice(None))
        together = np.concatenate([self.own[rows, :], self.further[rows]], axis=-1)
        return np.asarray(together[..., which])


GivenReplicates = (
    FloatArray | ReplicateColumns | FactoredReplicates | CalibratedReplicates | FurtherReplicates
)
"""Replicate weights of one sample that have a row for each of its rows."""

OwnReplicates = GivenReplicates | UnitReplicates
"""Replicate weights of one sample."""

ReplicateWeights = OwnReplicates | SampledReplicates
"""Of n rows and r replicates; all kinds have a shape, a length, and rows by ``weights[rows]``."""


def as_columns(data: Any, names: Sequence[str]) -> ReplicateColumns:
    """Return columns of the data as replicate weights; what numpy can read is not copied.

    Raises
    ------
    ArgumentError
        When there is no such column.
    DataError
        When a column holds text, dates or infinite values.
    """
    columns = []
    for name in names:
        values = column(data, name, "replicate weight")
        floats = numbers(values, name, CONVERT)
        plain = isinstance(values.dtype, np.dtype) and values.dtype.kind in "iuf"
        columns.append(values.to_numpy() if plain else floats)
    return ReplicateColumns(tuple(columns))


def times(
    weights: FloatArray | ReplicateColumns, factor: FloatArray
) -> FloatArray | ReplicateColumns:
    """Return replicate weights multiplied row by row."""
    if isinstance(weights, ReplicateColumns):
        return ReplicateColumns(tuple(values * factor for values in weights.columns))
    return weights * factor[:, None]


def rows_at_once(weights: ReplicateWeights) -> int:
    """Return how many rows to look at together, so that they stay in the processor's cache."""
    own = weights.own if isinstance(weights, SampledReplicates) else weights
    return min(_ROWS, max(1, _CELLS // int(own.shape[1])))


def blocks(weights: ReplicateWeights) -> Iterator[FloatArray]:
    """Go through the rows, some at a time."""
    size = rows_at_once(weights)
    for start in range(0, len(weights), size):
        yield weights[start : start + size]


def added(by: Any, weights: ReplicateWeights, rows: Any) -> FloatArray:
    """Return the product of a dense or sparse matrix and some rows of the weights.

    Columns are not put side by side first: by each of them it takes half the time. Threads of ours
    run this at once: einsum is as fast as BLAS there, and starts no threads of its own, which
    would wait for one another as soon as anything else runs on the machine.
    """
    if isinstance(weights, SampledReplicates):
        return weights.added(by, rows)
    if isinstance(weights, ReplicateColumns):
        dense = isinstance(by, np.ndarray)
        parts = (np.asarray(values[rows], dtype=float) for values in weights.columns)
        sums = [np.einsum("tn,n->t", by, own) if dense else by @ own for own in parts]
        return np.stack(sums, axis=1)
    if isinstance(by, np.ndarray):
        return np.asarray(np.einsum("tn,nr->tr", by, weights[rows]))
    return np.asarray(by @ weights[rows])

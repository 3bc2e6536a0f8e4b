"""The covariance of estimates, made cell by cell where it is asked for.

Thousands of published figures or domains have a covariance worth having in parts, and a matrix
that nobody could look at. So a covariance is a function of rows and columns; numpy.asarray gives
the whole where it is wanted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import numpy as np
import pandas as pd
from numpy.lib.mixins import NDArrayOperatorsMixin
from numpy.typing import ArrayLike, NDArray

from ..arguments import described
from ..calls import answering_class
from ..errors import ArgumentError, DataError
from .schema import FloatArray

IntArray = NDArray[np.intp]

Cells = Callable[[IntArray, IntArray], FloatArray]
"""Rows and columns, broadcast against each other → the cells where they meet."""


@runtime_checkable
class SaysReasons(Protocol):
    """Cells that know, beside a covariance, what a reader must know of a comparison."""

    def reasons(self, rows: IntArray, columns: IntArray) -> list[tuple[str, ...]]:
        """Return the codes of ``REASONS`` for each pair of rows."""
        ...


@answering_class
@dataclass(frozen=True, eq=False, repr=False)
class Covariance(NDArrayOperatorsMixin):
    """The (k, k) covariance of k estimates in row order; NaN where it is not known.

    It computes as an array does (``w @ covariance @ w``, ``covariance[0, 1]``,
    ``numpy.asarray(covariance)``), by making the whole where the whole is needed.

    Attributes
    ----------
    size : int
        k.
    cells : callable
        Rows and columns, arrays of int that broadcast → covariances where they meet.
    """

    size: int
    cells: Cells

    @property
    def shape(self) -> tuple[int, int]:
        """(k, k)."""
        return self.size, self.size

    @property
    def variances(self) -> FloatArray:
        """The (k,) diagonal."""
        rows = np.arange(self.size)
        return self.cells(rows, rows)

    def block(self, rows: ArrayLike) -> FloatArray:
        """Return the (r, r) covariance of some rows, by their positions."""
        at = row_positions(rows, self.size)
        return self.cells(at[:, None], at[None, :])

    def subset(self, rows: ArrayLike) -> "Covariance":
        """Return the covariance of some rows, made when it is asked for."""
        at = row_positions(rows, self.size)
        return Covariance(len(at), Part(self.cells, at))

    def reasons_between(self, first: ArrayLike, second: ArrayLike) -> list[tuple[str, ...]]:
        """Return what a reader must know where rows are compared: codes, one tuple a pair."""
        one, two = row_positions(first, self.size), row_positions(second, self.size)
        if isinstance(self.cells, SaysReasons):
            return self.cells.reasons(one, two)
        return [()] * len(one)

    def equals(self, other: "Covariance") -> bool:
        """Return whether two are the same, NaN equal to NaN; a strip of rows at a time."""
        if not isinstance(other, Covariance) or self.size != other.size:
            return False
        every = np.arange(self.size)
        strips = np.array_split(every, 1 + self.size**2 // _STRIP)
        return all(
            np.array_equal(
                self.cells(rows[:, None], every), other.cells(rows[:, None], every), equal_nan=True
            )
            for rows in strips
        )

    def __len__(self) -> int:
        """Count the estimates."""
        return self.size

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        """Return the whole, read-only unless a copy is asked for."""
        if isinstance(self.cells, Whole):
            whole = self.cells.matrix()
        else:
            whole = self.block(np.arange(self.size))
            whole.flags.writeable = False
        # numpy before 2 knows no copy=None
        return np.array(whole, dtype=dtype) if copy else np.asarray(whole, dtype=dtype)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        """Compute with the whole, as with any array."""
        arrays = [np.asarray(x) if isinstance(x, Covariance) else x for x in inputs]
        return getattr(ufunc, method)(*arrays, **options)

    def __getitem__(self, key: Any) -> Any:
        """Return the cells an array would; only these are made for rows and columns by number."""
        # One row or an array of rows, counted from the start; slices and masks need the whole.
        if (
            isinstance(key, tuple)
            and len(key) == 2
            and all(isinstance(part, (int, np.integer, np.ndarray)) for part in key)
            and all(np.asarray(part).dtype.kind in "iu" and np.all(part >= 0) for part in key)
        ):
            rows, columns = (np.asarray(part, dtype=np.intp) for part in key)
            found = self.cells(rows, columns)
            return found if np.ndim(found) else float(found)
        return np.asarray(self)[key]

    def __repr__(self) -> str:
        """Say the size, and the whole where it is small."""
        shown = f":\n{np.asarray(self)}" if 0 < self.size <= _SHOWN else ""
        return f"Covariance of {self.size:,} estimate{'' if self.size == 1 else 's'}{shown}"


_SHOWN = 10
"""Estimates up to which a covariance shows its cells."""

_STRIP = 2**20
"""Cells that are compared at once."""


@dataclass(eq=False)
class Whole:
    """Cells of a matrix; where it is a function's, they are made once, when the first is asked for.

    Attributes
    ----------
    size : int
        k.
    given : (k, k) float or callable
        The matrix, or a function of nothing that returns it.
    """

    size: int
    given: FloatArray | Callable[[], ArrayLike]

    def matrix(self) -> FloatArray:
        """Return the whole, read-only."""
        if callable(self.given):
            self.given = _checked(self.given(), self.size)
        return self.given

    def __call__(self, rows: IntArray, columns: IntArray) -> FloatArray:
        """Return the cells where rows and columns meet."""
        return np.asarray(self.matrix()[rows, columns])

    def __getstate__(self) -> dict[str, Any]:
        """Make the cells: a function of this process is of no use in another, or in a file."""
        return {"size": self.size, "given": self.matrix()}


@dataclass(frozen=True, eq=False)
class Part:
    """Cells of some rows of a larger covariance."""

    cells: Cells
    at: IntArray

    def __call__(self, rows: IntArray, columns: IntArray) -> FloatArray:
        """Return the cells where rows and columns meet."""
        return self.cells(self.at[rows], self.at[columns])

    def reasons(self, rows: IntArray, columns: IntArray) -> list[tuple[str, ...]]:
        """Return what the larger covariance says of the pairs."""
        whole = Covariance(int(self.at.max(initial=-1)) + 1, self.cells)
        return whole.reasons_between(self.at[rows], self.at[columns])


@dataclass(frozen=True, eq=False)
class Diagonal:
    """Cells of which only the (k,) variances are known."""

    variance: FloatArray

    def __call__(self, rows: IntArray, columns: IntArray) -> FloatArray:
        """Return the cells where rows and columns meet."""
        return np.where(np.equal(rows, columns), self.variance[rows], np.nan)


@dataclass(frozen=True, eq=False)
class Without:
    """Cells of a covariance, NaN with each row that is not known, or not published."""

    cells: Cells
    gone: NDArray[np.bool_]

    def __call__(self, rows: IntArray, columns: IntArray) -> FloatArray:
        """Return the cells where rows and columns meet."""
        return np.where(self.gone[rows] | self.gone[columns], np.nan, self.cells(rows, columns))


def covariance_of(given: Any, std_error: FloatArray) -> Covariance:
    """Return the covariance of estimates, whatever it is given as.

    Parameters
    ----------
    given : Covariance, (k, k) array_like, callable or None
        A function of nothing is called when the first cell is asked for. None: the squared
        standard errors are all that is known.
    std_error : (k,) float

    Raises
    ------
    DataError
        When it has another shape than the estimates need.
    """
    k = len(std_error)
    if given is None:
        return Covariance(k, Diagonal(np.array(std_error, dtype=float) ** 2))
    if not isinstance(given, Covariance):
        return Covariance(k, Whole(k, given if callable(given) else _checked(given, k)))
    if given.size != k:
        raise _other_shape(given.shape, k)
    return given


def _checked(matrix: ArrayLike, k: int) -> FloatArray:
    """Return a copy of a matrix that nobody writes to, or say that its shape is another."""
    try:
        given = np.asarray(matrix)
        copy = np.array(given if given.dtype.kind in "biufO" else None, dtype=float)
    except (TypeError, ValueError, ArithmeticError):
        raise DataError(
            f"the covariance is {described(matrix)}; expected ({k}, {k}) numbers, or leave it out"
        ) from None
    if copy.shape != (k, k):
        raise _other_shape(copy.shape, k)
    copy.flags.writeable = False
    return copy


def _other_shape(shape: tuple[int, ...], k: int) -> DataError:
    return DataError(f"the covariance has shape {shape}; {k} estimates need ({k}, {k})")


def row_positions(rows: Any, size: int) -> Any:
    """Return the positions of some rows, from a mask of all or positions, counted from 0.

    Raises
    ------
    ArgumentError
        When it is neither, or a position is none of the rows.
    """
    try:
        given = np.asarray(rows)
    except ValueError:
        given = np.asarray(None)
    if given.dtype == object and pd.api.types.infer_dtype(given) == "boolean":
        # a comparison with what a row has not is not known there, which pandas takes for no
        given = np.asarray(pd.array(given, dtype="boolean").to_numpy(dtype=bool, na_value=False))
    at = np.flatnonzero(given) if given.dtype == bool else given
    if given.shape == (0,):
        return np.empty(0, dtype=np.intp)
    fits = given.dtype != bool or given.shape == (size,)
    numbers = fits and at.ndim == 1 and at.dtype.kind in "iuf"
    if numbers and ((at >= -size) & (at < size) & (at == np.floor(at))).all():
        return at.astype(np.intp)
    raise ArgumentError(
        f"rows is {described(rows)}; expected positions from 0 to {size - 1}, or True or False for "
        f"each of {size} rows"
    )

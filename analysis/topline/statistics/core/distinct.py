"""Pairs of a count and its base: each distinct pair computed once, missing ones not at all."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .chunks import in_chunks
from .interval import Interval
from .methods import FloatArray

_AT_ONCE = 2**15
"""Pairs a kernel gets at a time."""

_MOST = 2**24
"""Pairs of whole numbers are told apart in a table of at most so many."""

Kernel = Callable[[FloatArray, FloatArray], Interval]


def of_any_shape(kernel: Callable[..., Interval]) -> Callable[..., Interval]:
    """Let a kernel ``(x, n, tail)`` for arrays of one dimension take those of any."""

    @wraps(kernel)
    def reshaped(x: FloatArray, n: FloatArray, tail: FloatArray, **options: Any) -> Interval:
        error = np.reshape(tail, -1) if np.ndim(tail) else tail
        low, high = kernel(np.reshape(x, -1), np.reshape(n, -1), error, **options)
        return Interval(low.reshape(np.shape(x)), high.reshape(np.shape(x)))

    return reshaped


def over_known(kernel: Kernel, x: FloatArray, n: FloatArray) -> Interval:
    """Apply a kernel to the pairs without a NaN, and leave NaN elsewhere."""
    unknown = np.isnan(x) | np.isnan(n)
    if not unknown.any():
        return kernel(x, n)
    limits = np.full((2, *np.shape(x)), np.nan)
    limits[:, ~unknown] = kernel(x[~unknown], n[~unknown])
    return Interval(*limits)


def over_distinct(kernel: Kernel, x: FloatArray, n: FloatArray) -> Interval:
    """Apply a kernel to each distinct pair of whole counts, in order of their bases.

    Where the bases are so large that few pairs can repeat, to every pair.
    """
    largest = float(n.max(initial=0))
    cells = (largest + 1) * (largest + 2) / 2
    if x.size < 2 or cells > min(_MOST, 16 * x.size) or ((x % 1 != 0) | (n % 1 != 0)).any():
        return in_chunks(kernel, x, n, size=_AT_ONCE)
    cell = (n * (n + 1) / 2 + x).astype(np.int64)
    first, place = _distinct(cell, int(cells))
    low, high = in_chunks(kernel, x[first], n[first], size=_AT_ONCE)
    return Interval(low[place], high[place])


def _distinct(cell: NDArray[np.int64], cells: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Where each distinct cell occurs, and which of the distinct ones each is."""
    where = np.full(cells, -1, dtype=np.int64)
    where[cell] = np.arange(cell.size)
    used = np.flatnonzero(where >= 0)
    rank = np.empty(cells, dtype=np.int32)
    rank[used] = np.arange(used.size, dtype=np.int32)
    return where[used], rank[cell]

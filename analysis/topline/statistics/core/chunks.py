"""Long inputs: in pieces of bounded memory, without what is missing, each distinct pair once."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import numpy as np

from .interval import Interval
from .methods import FloatArray

CHUNK = 2**17
"""Elements at a time: a kernel's temporaries then stay within some tens of megabytes."""

_AT_ONCE = 2**15
"""Pairs a kernel gets at a time."""

_MOST = 2**24
"""Pairs of whole numbers are told apart in a table of at most so many."""

_BLOCK = 2**14
"""Rows whose few numbers each stay in the processor's nearest cache."""

Kernel = Callable[[FloatArray, FloatArray], Interval]


def row_blocks(rows: int, least: int = 0) -> Iterator[slice]:
    """Go through rows in blocks, of at least so many rows, so that no temporary is as long."""
    size = max(_BLOCK, least)
    for start in range(0, rows, size):
        yield slice(start, min(start + size, rows))


def in_chunks(
    kernel: Callable[..., tuple[FloatArray, FloatArray]], *arrays: FloatArray, size: int = CHUNK
) -> Interval:
    """Apply an elementwise kernel to arrays of one shape, piece by piece.

    Parameters
    ----------
    kernel : callable
        ``(*arrays) -> (first, second)`` on arrays of one dimension, such as limits.
    *arrays : (…) float
        Of one shape, which the results have too.
    size : int, optional
        Elements at a time.
    """
    shape = arrays[0].shape
    flat = [array.reshape(-1) for array in arrays]
    if 0 < flat[0].size <= size:
        first, second = kernel(*flat)
        return Interval(first.reshape(shape), second.reshape(shape))
    first, second = np.empty(flat[0].size), np.empty(flat[0].size)
    for start in range(0, flat[0].size, size):
        piece = slice(start, start + size)
        first[piece], second[piece] = kernel(*(array[piece] for array in flat))
    return Interval(first.reshape(shape), second.reshape(shape))


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
    # Where each cell occurs, then its rank among those that do: no sorting, two passes.
    where = np.full(int(cells), -1, dtype=np.int64)
    where[cell] = np.arange(cell.size)
    used = np.flatnonzero(where >= 0)
    rank = np.empty(int(cells), dtype=np.int32)
    rank[used] = np.arange(used.size, dtype=np.int32)
    first, place = where[used], rank[cell]
    low, high = in_chunks(kernel, x[first], n[first], size=_AT_ONCE)
    return Interval(low[place], high[place])

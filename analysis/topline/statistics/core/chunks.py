"""Long inputs in pieces, so that memory is bounded however many results are asked for."""

from collections.abc import Callable

import numpy as np

from .interval import Interval
from .methods import FloatArray

CHUNK = 2**17
"""Elements at a time: a kernel's temporaries then stay within some tens of megabytes."""


def in_chunks(kernel: Callable[..., Interval], *arrays: FloatArray, size: int = CHUNK) -> Interval:
    """Apply an elementwise kernel to arrays of one shape, piece by piece.

    Parameters
    ----------
    kernel : callable
        ``(*arrays) -> Interval`` on arrays of one dimension.
    *arrays : (…) float
        Of one shape, which the limits have too.
    size : int, optional
        Elements at a time.
    """
    return Interval(*pairs_in_chunks(kernel, *arrays, size=size))


def pairs_in_chunks(
    kernel: Callable[..., tuple[FloatArray, FloatArray]], *arrays: FloatArray, size: int = CHUNK
) -> tuple[FloatArray, FloatArray]:
    """Apply an elementwise kernel that returns two arrays, piece by piece."""
    shape = arrays[0].shape
    flat = [np.reshape(array, -1) for array in arrays]
    first, second = np.empty(flat[0].size), np.empty(flat[0].size)
    for start in range(0, flat[0].size, size):
        piece = slice(start, start + size)
        first[piece], second[piece] = kernel(*(array[piece] for array in flat))
    return first.reshape(shape), second.reshape(shape)

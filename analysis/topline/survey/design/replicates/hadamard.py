"""Hadamard matrices: what balances half-samples and successive differences.

A Hadamard matrix of order r has entries ±1 and orthogonal rows and columns. Sylvester's doubling
and Paley's two constructions over fields of q and q² elements give all orders up to 88, and most
above.
"""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ....errors import ArgumentError

Matrix = NDArray[np.int8]

_MOST = 2**13
"""The largest order that is built: it takes seconds."""


def hadamard(order: int) -> Matrix:
    """Return a Hadamard matrix whose first row and column are 1.

    Parameters
    ----------
    order : int
        1, 2 or a multiple of 4.

    Returns
    -------
    (order, order) int8
        HᵀH = order·I.

    Raises
    ------
    ArgumentError
        When Sylvester's and Paley's constructions give no matrix of this order, or it is large.

    References
    ----------
    Sylvester (1867), Philosophical Magazine 34:461–475; Paley (1933), Journal of Mathematics and
    Physics 12:311–320, lemmas 2 and 3.

    Examples
    --------
    >>> hadamard(4).tolist()
    [[1, 1, 1, 1], [1, -1, 1, -1], [1, 1, -1, -1], [1, -1, -1, 1]]
    """
    if order > _MOST:
        raise ArgumentError(
            f"{order:,} replicates are to be balanced; at most {_MOST:,} are. Choose 'bootstrap' "
            "with fewer, or keep the linearised variance"
        )
    build = _construction(order)
    if build is None:
        raise ArgumentError(
            f"there is no Hadamard matrix of order {order} here; the next is of order "
            f"{next_order(order)}"
        )
    matrix = build()
    matrix = matrix * matrix[:1]
    return np.asarray(matrix * matrix[:, :1], dtype=np.int8)


def next_order(least: int) -> int:
    """Return the smallest order, `least` or above, of which there is a matrix."""
    order = least if least <= 2 else -(-least // 4) * 4
    while _construction(order) is None:
        order += 1 if order < 2 else 4 - order % 4
    return order


_SIGNS = np.array([[1, 1], [1, -1]], dtype=np.int8)


@cache
def _construction(order: int) -> Callable[[], Matrix] | None:
    """Return what builds a matrix of the order, or None."""
    if order == 1:
        return lambda: np.ones((1, 1), dtype=np.int8)
    if order < 1 or order % 2:
        return None
    half = _construction(order // 2)
    if half is not None:
        return lambda: np.kron(_SIGNS, half())
    if order % 4 == 0 and _field(order - 1) and (order - 1) % 4 == 3:
        # from a field of q ≡ 3 (mod 4): I + S, S the bordered character matrix
        return lambda: np.asarray(np.eye(order, dtype=np.int8) + _bordered(order - 1, -1))
    if order % 4 == 0 and _field(order // 2 - 1) and (order // 2 - 1) % 4 == 1:
        # from a field of q ≡ 1 (mod 4), order 2(q + 1): 2×2 blocks for the entries of S
        diagonal = np.array([[1, -1], [-1, -1]], dtype=np.int8)
        return lambda: np.asarray(
            np.kron(_bordered(order // 2 - 1, 1), _SIGNS)
            + np.kron(np.eye(order // 2, dtype=np.int8), diagonal)
        )
    return None


def _bordered(q: int, corner: int) -> Matrix:
    """Return the (q + 1) matrix of χ(a − b), bordered by 1 above and `corner` at the left.

    χ is 1 for the squares of the field, −1 for its other elements, and 0 for 0.
    """
    matrix = np.zeros((q + 1, q + 1), dtype=np.int8)
    matrix[0, 1:], matrix[1:, 0] = 1, corner
    p = _field(q)
    square = np.full(p, -1, dtype=np.int8)
    square[np.arange(p) ** 2 % p] = 1
    square[0] = 0
    if p == q:
        a = np.arange(q)
        matrix[1:, 1:] = square[(a[:, None] - a[None, :]) % p]
        return matrix
    # x + y√g is a square where its norm x² − g·y² is one modulo p
    g = int(np.flatnonzero(square == -1)[0])
    x, y = np.divmod(np.arange(p * p), p)
    dx, dy = x[:, None] - x[None, :], y[:, None] - y[None, :]
    matrix[1:, 1:] = square[(dx**2 - g * dy**2) % p]
    return matrix


@cache
def _field(q: int) -> int:
    """Return p where q is an odd prime p or its square, else 0."""
    for p in (q, round(q**0.5)):
        if p > 2 and q in (p, p * p) and all(p % d for d in range(2, int(p**0.5) + 1)):
            return p
    return 0

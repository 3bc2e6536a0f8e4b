"""The rank of replicate weights, which gives their degrees of freedom."""

from hashlib import blake2b

import numpy as np
import scipy

from ...threads import on_one_thread
from ..data.columns import FloatArray, IntArray
from .asked import Domains
from .replicate_weights import ReplicateWeights, rows_at_once
from .unit_replicates import UnitReplicates

TOLERANCE = 1e-5
"""What a direction has to have of the largest, as in R's degf(): files round their weights."""

_SPARE = 16
"""Rows beyond the rank that is looked for, some of which may lie in the span of others."""


@on_one_thread
def rank_by_squares(matrix: FloatArray) -> int:
    """Return the rank of replicate weights from their cross products, which is fast."""
    products = matrix.T @ matrix
    _, _, found, _ = scipy.linalg.lapack.dpstrf(products, tol=TOLERANCE**2 * products.max())
    return int(found) if products.any() else 0


@on_one_thread
def rank(matrix: ReplicateWeights, inside: IntArray | None = None) -> int:
    """Return the rank of replicate weights, or of some rows, from the few that show it.

    The rank of some rows is that of all if what those rows cannot tell apart, no row can.
    """
    replicates = matrix.shape[1]
    every = np.arange(len(matrix)) if inside is None else inside
    if not len(every):
        return 0
    rows = scaled(matrix[every[:: max(1, len(every) // (8 * replicates))][: 8 * replicates]])
    while True:
        if len(rows) >= len(every):
            return rank_of_all(rows)
        _, size, basis = np.linalg.svd(rows, full_matrices=False)
        found = int((size > TOLERANCE * size.max()).sum())
        if found == replicates:
            return found
        # how much of each row lies in the directions that those looked at cannot tell apart
        size_of = rows_at_once(matrix)
        parts = (every[start : start + size_of] for start in range(0, len(every), size_of))
        untold = basis[found:].T
        left = np.concatenate([np.abs(scaled(matrix[part]) @ untold).max(axis=1) for part in parts])
        if left.max() <= TOLERANCE * size.max():
            return found
        rows = np.vstack([rows, scaled(matrix[every[np.argsort(left)[-replicates:]]])])


def rank_of_all(rows: FloatArray) -> int:
    """Return the rank of rows by the sizes of their directions alone.

    Squares of the shorter side have the same ones. Their noise, 10⁻⁸ of the largest, is far below
    the tolerance, and a thousand groups of fifty rows take a fifth of the time.
    """
    squares = rows @ rows.T if len(rows) < rows.shape[1] else rows.T @ rows
    size = np.sqrt(np.clip(np.linalg.eigvalsh(squares), 0, None))
    return int((size > TOLERANCE * size.max()).sum())


def scaled(rows: FloatArray) -> FloatArray:
    """Return rows of length 1, none of which hides another that is small."""
    length = np.sqrt(np.einsum("ij,ij->i", rows, rows))[:, None]
    scaled = np.zeros_like(rows, dtype=float)
    np.divide(rows, length, out=scaled, where=length > 0)
    return scaled


def rank_up_to(matrix: ReplicateWeights, rows: IntArray, most: int) -> int:
    """Return the rank of some rows, at most `most`, from as few as show it.

    A few rows that have that rank already end the search. Others are looked at once for each
    direction they have: rows of one sampled unit are mostly multiples of each other.
    """
    if not len(rows):
        return 0
    size = most + _SPARE
    some = matrix[rows[:: -(-len(rows) // size)]]
    if len(some) >= most and rank_by_squares(scaled(some)) >= most:
        return most
    # two sums of a row with weights that have nothing to do with each other have the same ratio in
    # its multiples, and by chance in no other, to nine digits
    mix = np.random.default_rng(0).uniform(1, 2, (matrix.shape[1], 2))
    step = rows_at_once(matrix)
    first, second = np.concatenate(
        [matrix[rows[at : at + step]] @ mix for at in range(0, len(rows), step)]
    ).T
    with np.errstate(divide="ignore", invalid="ignore"):
        _, place = np.unique(np.round(first / second, 10), return_index=True)
    return min(rank(matrix, rows[np.sort(place)]), most)


KnownRanks = dict[tuple[bytes, int], int]
"""Ranks found, by which rows they are of and how far was looked."""


def known_rank(known: KnownRanks, matrix: ReplicateWeights, rows: IntArray, most: int) -> int:
    """Return the rank of some rows, in whatever order they come, and remember it.

    Several parts of an estimate ask for the same rows.
    """
    own = (blake2b(np.sort(rows).tobytes(), digest_size=16).digest(), most)
    if own not in known:
        known[own] = rank_up_to(matrix, rows, most)
    return known[own]


def rows_that_tell(matrix: ReplicateWeights, rows: IntArray) -> tuple[ReplicateWeights, IntArray]:
    """Return weights and rows of them that have the rank of some rows.

    Where a row's weights are its unit's factors times one number, these are the units' factors.
    """
    if not isinstance(matrix, UnitReplicates):
        return matrix, rows
    return matrix.multipliers, np.unique(matrix.unit[rows[matrix.weights[rows] != 0]])


def rows_of_domains(domains: Domains, every: int) -> list[IntArray]:
    """Return the rows of each domain among `every` rows."""
    code = domains.rows
    if code is None:
        return [np.arange(every)]
    order = np.argsort(code, kind="stable")
    return np.split(order, np.searchsorted(code[order], np.arange(len(domains.count) + 1)))[1:-1]

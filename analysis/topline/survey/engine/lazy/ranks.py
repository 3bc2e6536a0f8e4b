"""The rank of replicate weights that an engine holds: of a sample of rows, and of who is left.

Rows are drawn by a mix of their weights, which tells rows apart and no sampled unit from another.
What the rows that were looked at cannot tell apart, the engine looks for in all others.
"""

from collections.abc import Sequence
from functools import partial

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from ...data.columns import FloatArray, IntArray
from ..rank import TOLERANCE, known_rank, rank_of_all, rank_up_to, scaled
from .coded import Coded, as_expression, joined
from .frames import LazyRows
from .tables import Table
from .units import LazyCodes

_TIMES = 16
"""Rows that are drawn, for each replicate."""


def rank_of(rows: LazyRows, codes: LazyCodes, among: Coded | None, count: int, most: int) -> int:
    """Return the rank of the replicate weights of some rows, at most `most`.

    Parameters
    ----------
    rows : LazyRows
    codes : LazyCodes
    among : Coded, optional
        The rows for which the code is above 0; by default all.
    count : int
        How many these are.
    most : int
    """
    if not count:
        return 0
    wanted = _TIMES * len(codes.replicates)
    inside = [] if among is None else [as_expression(among) > 0]
    drawn = [] if count <= wanted else [_drawn(codes, wanted / count)]
    matrix = _weights(rows, codes, [*inside, *drawn])
    while True:
        matrix = scaled(matrix)
        found = rank_of_all(matrix) if matrix.any() else 0
        if found >= min(most, len(codes.replicates)) or count <= wanted:
            return min(found, most)
        # the directions that these rows cannot tell apart
        _, size, basis = np.linalg.svd(matrix, full_matrices=True)
        weights = map(codes.replicate, codes.replicates)
        length = nw.sum_horizontal(*(each * each for each in weights))
        # a row of length 1 has more of one than the tolerance
        least, beyond = TOLERANCE * size.max(initial=0.0), nw.lit(False)
        for direction in basis[found:]:
            own = _mixed(codes, direction)
            beyond = beyond | (own * own > length * least**2)
        further = _weights(rows, codes, [*inside, beyond], wanted)
        if not len(further):
            return min(found, most)
        matrix = np.vstack([matrix, further])


def ranks_of_domains(
    rows: LazyRows, codes: LazyCodes, domains: Coded, count: IntArray, most: int
) -> FloatArray:
    """Return the rank of each domain: of all from one sample, of those it says too little of anew.

    Parameters
    ----------
    domains : Coded
    count : (g,) int
        Rows of each domain.
    most : int
    """
    size = len(count)
    wanted = min(_TIMES * len(codes.replicates), 8 * most + 64)
    found = np.zeros(size)
    many = count > wanted
    share = wanted / count[many].min() if many.any() else 1.0
    place = as_expression(domains)
    drawn = (place >= 0) & _drawn(codes, share) if share < 1 else place >= 0
    # a rank of two shows in a few of the replicates
    step = max(1, len(codes.replicates) // (4 * most + 4))
    shown = codes.replicates[::step]
    columns = [codes.replicate(name).alias(f"r{r}") for r, name in enumerate(shown)]
    table = rows.collected(rows.frame.filter(drawn).select(place.alias("g"), *columns))
    domain, matrix = table["g"].to_numpy(), table.drop(columns="g").to_numpy(dtype=float)
    for g in np.flatnonzero(count):
        own = matrix[domain == g]
        found[g] = rank_up_to(own, np.arange(len(own)), most)
        if found[g] < most and (len(own) < count[g] or step > 1):
            inside = joined([domains], partial(np.equal, g))
            found[g] = rank_of(rows, codes, inside, int(count[g]), most)
    return found


def rank_of_units(
    table: Table, codes: LazyCodes, holds: NDArray[np.bool_], most: int | None
) -> int:
    """Return the rank of replicate weights made from a design, of some cells of a table."""
    assert table.first_unit is not None
    assert codes.factors is not None
    units = np.unique(table.first_unit[holds & (table.count > 0)])
    matrix = codes.factors.multipliers
    return known_rank(codes.factors.ranks, matrix, units, most or matrix.shape[1])


def _weights(
    rows: LazyRows, codes: LazyCodes, where: Sequence[nw.Expr], most: int | None = None
) -> FloatArray:
    """Return the replicate weights of the rows for which all of some conditions hold."""
    columns = [codes.replicate(name).alias(f"r{r}") for r, name in enumerate(codes.replicates)]
    # engines refuse a filter that names no column
    some = (rows.frame.filter(*where) if where else rows.frame).select(*columns)
    return rows.collected(some if most is None else some.head(most)).to_numpy(dtype=float)


def _mixed(codes: LazyCodes, by: FloatArray) -> nw.Expr:
    pairs = zip(codes.replicates, by, strict=True)
    return nw.sum_horizontal(*(codes.replicate(name) * float(b) for name, b in pairs if b))


def _drawn(codes: LazyCodes, share: float) -> nw.Expr:
    """Return about a share of the rows, the same each time: by digits of a mix of their weights."""
    factors = np.zeros(len(codes.replicates))
    factors[:4] = np.random.default_rng(0).uniform(1e3, 2e3, len(factors[:4]))
    mix = _mixed(codes, factors)
    return mix - mix.floor() < share

"""Successive difference replication: neighbours in the order of selection against each other."""

from math import gcd

import numpy as np

from ...data.columns import FloatArray
from .hadamard import Matrix
from .sampled import Sample


def successive(sample: Sample, matrix: Matrix) -> FloatArray:
    """Return the multipliers 1 + 2^(−3/2)·(h_{i+1} − h_i), h_i being unit i's row of the matrix.

    The units of a stratum, in the order of the data, take successive rows in a circle, so that the
    variance of a total is ½·Σ(t_i − t_{i+1})², the last neighbour of the last being the first.
    More units than rows go round several circles, each of which steps through the rows in another
    way; differences across circles then cancel on average only. The constant row is not used.

    Parameters
    ----------
    sample : Sample
    matrix : (r, r) int8
        A Hadamard matrix with a constant first row.

    Returns
    -------
    (m, r) float

    References
    ----------
    Fay & Train (1995), ASA Proceedings of the Government Statistics Section, 154–159; Ash (2014),
    Survey Methodology 40:47–59.
    """
    rows = matrix[1:].astype(float)
    multipliers = np.ones((len(sample.stratum), matrix.shape[1]))
    start, turn = 0, 0
    steps = [step for step in range(1, len(rows) + 1) if gcd(step, len(rows)) == 1]
    by_stratum = sample.order[np.argsort(sample.stratum[sample.order], kind="stable")]
    # each stratum's units, in order, in as few nearly equal circles as fit the rows
    circles = [
        circle
        for units in np.split(by_stratum, np.cumsum(sample.sampled)[:-1])
        for circle in np.array_split(units, -(-len(units) // len(rows)))
    ]
    for units in circles:
        own = (start + steps[turn] * np.arange(len(units))) % len(rows)
        reach = np.sqrt(sample.left[units] / 8)[:, None]
        multipliers[units] += reach * (rows[np.roll(own, -1)] - rows[own])
        start += len(units)
        if start >= len(rows):
            start, turn = start - len(rows), (turn + 1) % len(steps)
    return multipliers

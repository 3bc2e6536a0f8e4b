"""Which units balanced half-samples set against each other."""

from typing import Any

import numpy as np
from scipy import sparse

from ....errors import DataError
from .sampled import Sample

_TRIPLE = np.array([[1.0, 0.0], [-0.5, np.sqrt(0.75)], [-0.5, -np.sqrt(0.75)]])
"""Three units on two columns: the sum of squares of Σ tᵢxᵢ over both is 3/2·Σ(t − t̄)²."""
_PAIR = np.array([[1.0], [-1.0]])


def contrasts(sample: Sample, merge: bool) -> Any:
    """Return the contrasts whose squares add up to the variance of a total.

    A stratum of two units has one contrast, their difference. With `merge`, strata of one unit
    join the next; those of more than two are cut into pairs in the order of the units, the last
    three of an odd number staying together on two contrasts.

    Returns
    -------
    sparse (m, c) float
        A unit's part in each contrast.

    Raises
    ------
    DataError
        When a stratum has another number of units than two, without `merge`.
    """
    varies = np.flatnonzero(sample.left > 0)
    stratum = sample.stratum[varies]
    if merge:
        count = np.bincount(stratum, minlength=len(sample.sampled))
        if count.sum() < 2:
            raise DataError("the sample has one unit; half-samples need two or more")
        # strata in order, until a group has two units
        group, label, held = np.zeros(len(count), dtype=np.intp), 0, 0
        for h, n in enumerate(count):
            group[h] = label
            held += n
            if held >= 2:
                label, held = label + 1, 0
        if held == 1:
            group[group == label] = label - 1
        stratum = group[stratum]
    else:
        count = np.bincount(stratum, minlength=len(sample.sampled))
        others = np.flatnonzero((count > 0) & (count != 2))
        if others.size:
            h = others[0]
            more = f" ({others.size} strata have not two)" if others.size > 1 else ""
            raise DataError(
                f"stratum {sample.names[h]!r} has {count[h]} sampled units{more}; half-samples "
                "take two in each; choose 'jkn' or 'bootstrap', or merge=True to cut larger "
                "strata into pairs and join those of one with the next"
            )
    order = np.argsort(stratum, kind="stable")
    cuts = np.flatnonzero(np.diff(stratum[order])) + 1
    # each pair of a stratum's units has one column, a last three of an odd number two
    sizes = [len(own) for own in np.split(order, cuts)]
    parts = [[_PAIR] * (n // 2 - n % 2) + [_TRIPLE] * (n % 2) for n in sizes]
    blocks = [sparse.csr_matrix(block) for part in parts for block in part]
    if not blocks:
        raise DataError("every unit was certain to be in the sample; there is no variance")
    rows, m = varies[order], len(order)
    place = sparse.csr_matrix((np.ones(m), (rows, np.arange(m))), (len(sample.stratum), m))
    return place @ sparse.block_diag(blocks, format="csr")

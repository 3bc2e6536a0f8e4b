"""Predictors that tell yes from no without exception: no coefficient is the most likely one."""

from collections.abc import Sequence

import numpy as np
import scipy

from ...errors import ArgumentError
from ..core.arguments import FloatArray
from ..core.blocks import Matrix

SUSPECT = 12.0
"""A logit beyond this is looked at: it may be on its way to infinity."""


def refuse_separation(x: Matrix, y: FloatArray, w: FloatArray, names: Sequence[str]) -> None:
    """Raise when some combination of predictors is never on the wrong side: β would be infinite.

    Whether there is one is a linear programme on the distinct rows: Σ s·x'b, of the sign s of each
    outcome, is largest under s·x'b ≥ 0 and |b| ≤ 1, and above 0 only then. An outcome between 0
    and 1 is of either sign.

    References
    ----------
    Konis (2007), thesis, Oxford.
    """
    yes, no = (np.asarray(x[np.flatnonzero(own & (w > 0))], dtype=float) for own in (y > 0, y < 1))
    signed = np.unique(np.concatenate([yes, -no]), axis=0)
    size = np.abs(signed).max(axis=0)
    signed = signed / np.where(size > 0, size, 1.0)
    found = scipy.optimize.linprog(
        -signed.sum(axis=0), A_ub=-signed, b_ub=np.zeros(len(signed)), bounds=(-1.0, 1.0)
    )
    weights = np.zeros(len(names)) if found.x is None else found.x
    guilty = [name for name, b in zip(names, weights, strict=True) if abs(b) > 1e-7]
    if (signed @ weights).sum() > 1e-7:
        raise ArgumentError(
            f"{', '.join(map(repr, guilty))} tell{'s' * (len(guilty) == 1)} y = 1 from y = 0 "
            "without exception in some rows (separation), so that no coefficient has the largest "
            "likelihood; merge categories, or leave predictors out"
        )

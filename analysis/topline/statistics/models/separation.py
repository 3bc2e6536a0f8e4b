"""Predictors that tell yes from no without exception: no coefficient is the most likely one."""

from collections.abc import Sequence

import numpy as np
import scipy

from ...errors import ArgumentError
from ..core.arguments import FloatArray
from ..core.blocks import Matrix

SUSPECT = 12.0
"""A logit beyond this is looked at: it may be on its way to infinity."""

_MOST_NAMES = 8


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
    rows = np.concatenate([yes, -no])
    signed = np.unique(rows, axis=0)
    size = np.abs(signed).max(axis=0)
    size = np.where(size > 0, size, 1.0)
    signed = signed / size
    found = scipy.optimize.linprog(
        -signed.sum(axis=0), A_ub=-signed, b_ub=np.zeros(len(signed)), bounds=(-1.0, 1.0)
    )
    weights = np.zeros(len(names)) if found.x is None else found.x
    guilty = [name for name, b in zip(names, weights, strict=True) if abs(b) > 1e-7]
    if not (signed @ weights).sum() > 1e-7:
        return
    apart = rows[rows @ (weights / size) > 1e-7]
    shown = ", ".join(map(repr, guilty[:_MOST_NAMES]))
    if len(guilty) > _MOST_NAMES:
        shown += f" and {len(guilty) - _MOST_NAMES} others"
    # of a level or a combination that only those rows have, the name of the rarest says it all
    only = np.flatnonzero((apart != 0).all(axis=0) & (rows == 0).any(axis=0))
    rarest = names[only[np.count_nonzero(rows[:, only], axis=0).argmin()]] if only.size else ""
    raise ArgumentError(
        f"{shown} tell{'s' * (len(guilty) == 1)} y = 1 from y = 0 without exception in some rows"
        + (f", all with {rarest!r}" if rarest and guilty != [rarest] else "")
        + " (separation), so that no coefficient has the largest likelihood; merge categories, or "
        "leave predictors out"
    )

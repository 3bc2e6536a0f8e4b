"""Where the waves of each group stand, for pages that show more of what one points at."""

from itertools import pairwise

import numpy as np

from ..frame.record import Spot
from .waves import Waves


def spots_of(waves: Waves, ends: tuple[float, float]) -> tuple[Spot, ...]:
    """Return a spot for each estimate: all that is nearer to it than to another.

    Halfway to the waves before and after, and halfway to the groups above and below at its wave,
    or to the `ends` of the axis; so that a finger finds a dot that others nearly cover.
    """
    estimates = waves.table["estimate"].to_numpy(dtype=float)
    between = [(one + two) / 2 for one, two in pairwise(waves.places)]
    margin = (waves.places[-1] - waves.places[0]) / max(1, 2 * len(between)) or 0.5
    sides = [waves.places[0] - margin, *between, waves.places[-1] + margin]
    found = {}
    for at, place in enumerate(waves.places):
        rows = np.flatnonzero((waves.x == place) & np.isfinite(estimates))
        rows = rows[np.argsort(estimates[rows], kind="stable")]
        heights = [(estimates[one] + estimates[two]) / 2 for one, two in pairwise(rows)]
        levels = pairwise([ends[0], *heights, ends[1]])
        for row, (low, high) in zip(rows, levels, strict=bool(len(rows))):
            found[int(row)] = Spot(row=int(row), top=float(high), bottom=float(low),
                                   left=sides[at], right=sides[at + 1])  # fmt: skip
    return tuple(found[row] for row in sorted(found))

"""What rows from microdata share, however they were made: their size and their limits."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .intervals import KORN_GRAUBARD, limits
from .schema import FloatArray


def at_edge(table: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which rows are shares of nobody or everybody."""
    share = (table["quantity"] == "proportion").to_numpy(dtype=bool)
    p = table["estimate"].to_numpy(dtype=float)
    return np.asarray(share & ((p <= 0) | (p >= 1)))


def share_size(p: FloatArray, variance: FloatArray, n: FloatArray) -> FloatArray:
    """Return the effective size p(1 − p)/V of shares.

    A share of 0 or 1 has no estimated variance; its n stands for it.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        size = p * (1 - p) / variance
    return np.where((p <= 0) | (p >= 1), n, size)


def with_limits(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with the limits of their interval, none where there is no standard error.

    Shares of 0 or 1 take Korn and Graubard's, for the others would have no width.
    """
    known = np.isfinite(table["estimate"]) & np.isfinite(table["std_error"])
    key = table["interval"].where(known)
    spread_out = at_edge(table) & known & (key != "t")
    table = table.assign(interval=key.mask(spread_out, KORN_GRAUBARD))
    low, high = limits(table)
    return table.assign(ci_low=low, ci_high=high)

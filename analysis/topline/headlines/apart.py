"""Which rows the one test of differences tells apart."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..estimates.algebra.compared import Rule, compared
from ..estimates.algebra.comparisons import Pairs
from ..estimates.estimates import Estimates
from ..estimates.reason_codes import has_reason
from ..estimates.row_limits import floats
from ..estimates.schema import FloatArray
from ..statistics.comparisons.adjust import pick_adjustment

_SAME = 1e-12
"""A difference of counts that is none, for the noise of floats."""


@dataclass(frozen=True, eq=False)
class Apart:
    """Differences of pairs of rows, the first less the second: (m,) of each.

    Attributes
    ----------
    difference, low, high : float
        With limits at the level of the estimates, each pair by itself.
    more, less : bool
        Whether the test tells the first from the second, adjusted as was asked.
    known : bool
        Whether there is a test: not where limits were published without a standard error.
    """

    difference: FloatArray
    low: FloatArray
    high: FloatArray
    more: "np.ndarray[tuple[int], np.dtype[np.bool_]]"
    less: "np.ndarray[tuple[int], np.dtype[np.bool_]]"
    known: "np.ndarray[tuple[int], np.dtype[np.bool_]]"


CORRECTED = "finite-population correction"
"""What the method of a survey says that knows how many people there are."""


def counted_rows(estimates: Estimates) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Return which rows are what was counted: of everybody there is, or of those who answered.

    Where everybody was asked and nobody says how many those are, no draw is known that limits
    could be of: what those who answered said is a fact, and of the others nothing is known.
    """
    table = estimates.table
    if CORRECTED in estimates.method and "n_weighted" in table:
        return np.isclose(floats(table, "n"), floats(table, "n_weighted"), rtol=1e-9)
    census = estimates.sample_type == "census" or has_reason(table, "census")
    # a difference of groups has a test, and no base
    based = table["n"].notna() if "n" in table and "p_value" not in table else False
    return np.full(len(table), based) & census


def apart(
    estimates: Estimates,
    pairs: Sequence[tuple[int, int]],
    level: float,
    adjust: str | None = None,
) -> Apart:
    """Compare pairs of rows with their covariance, as ``Estimates.compare`` does.

    Parameters
    ----------
    estimates : Estimates
    pairs : sequence of (int, int)
        One at least.
    level : float
        Confidence level; a p-value below 1 less it tells two rows apart.
    adjust : str, optional
        A key of ``ADJUSTMENTS``, where any of the pairs may become the finding.
    """
    first, second = (np.array(each, dtype=np.intp) for each in zip(*pairs, strict=True))
    if counted_rows(estimates)[[*first, *second]].all():
        value = floats(estimates.table, "estimate")
        gap = value[first] - value[second]
        gap = np.where(np.abs(gap) < _SAME, 0.0, gap)
        return Apart(gap, gap, gap, more=gap > 0, less=gap < 0, known=np.isfinite(gap))
    labels = pd.DataFrame({"label": [f"{i} − {j}" for i, j in pairs]})
    rule = Rule(level, pick_adjustment(adjust), estimates.most_df)
    table, _ = compared(estimates.table, estimates.covariance, Pairs(first, second, labels), rule)
    difference, low, high = (floats(table, name) for name in ("estimate", "ci_low", "ci_high"))
    # the p-value and the interval of shares are one procedure; of all else rounding may be in one
    told = floats(table, "p_adjusted") < 1 - level
    return Apart(
        difference=difference,
        low=low,
        high=high,
        more=told & (low > 0),
        less=told & (high < 0),
        known=np.isfinite(low) & np.isfinite(high),
    )

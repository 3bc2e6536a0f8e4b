"""The precision of a figure as its publisher has it: limits, standard errors, margins of error."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

_SLACK = 1e-9
"""Noise of floats by which a limit may lie beyond its estimate."""


@dataclass(frozen=True, kw_only=True, eq=False)
class PublishedPrecision:
    """What is published of the precision of figures, (k,) of each; NaN where nothing is.

    Attributes
    ----------
    std_error : float
        As estimate: of the limits, of the standard error or of the margin, the first there is.
    low, high, level : float
        The limits and their confidence level, where limits are published.
    converted : bool
        Whether it was published at another level than is asked for.
    credible : bool
        Whether the limits are those of a model.
    no_level : bool
        Whether limits or a margin are published without a level, so that they are of no use.
    beside : bool
        Whether the limits do not hold their figure, so that they are of no use.
    """

    std_error: FloatArray
    low: FloatArray
    high: FloatArray
    level: FloatArray
    converted: BoolArray
    credible: BoolArray
    no_level: BoolArray
    beside: BoolArray

    @property
    def has_limits(self) -> BoolArray:
        """Return which figures have limits that can be used."""
        return np.isfinite(self.low)

    @property
    def has_error(self) -> BoolArray:
        """Return which figures have a standard error or a margin, and no limits."""
        return np.isfinite(self.std_error) & ~self.has_limits


def published_precision(
    figures: pd.DataFrame, least: FloatArray, most: FloatArray, confidence_level: float
) -> PublishedPrecision:
    """Return the precision of figures as published: limits first, then errors, then margins.

    A standard error of 0 beside 0 or 100 % says that none could be estimated; it is none.

    Parameters
    ----------
    figures : pandas.DataFrame
        In the schema.
    least, most : (k,) float
        The smallest and largest value that each figure can stand for, as a share or as amount.
    confidence_level : float
        The level that is asked for.
    """
    amount = (figures["percent"].isna() & figures["amount"].notna()).to_numpy()
    scale = np.where(amount, 1.0, 0.01)

    def column(name: str) -> FloatArray:
        return figures[name].to_numpy(dtype=float, na_value=np.nan)

    low, high, level = column("ci_low") * scale, column("ci_high") * scale, column("ci_level")
    both = np.isfinite(low) & np.isfinite(high)
    slack = _SLACK * np.maximum(np.abs(high), 1)
    beside = both & ~((low <= most + slack) & (high >= least - slack) & (low <= high + slack))
    usable = both & ~beside & np.isfinite(level)
    low, high = (np.where(usable, end, np.nan) for end in (low, high))
    margin, margin_level = column("moe") * scale, column("moe_level")
    errors = column("std_error") * scale
    with np.errstate(invalid="ignore"):
        of_limits = (high - low) / (2 * scipy.special.ndtri((1 + level) / 2))
        of_margin = margin / scipy.special.ndtri((1 + margin_level) / 2)
    error = np.where(np.isfinite(errors), errors, of_margin)
    edge = ~amount & ((least <= 0) | (most >= 1))
    error = np.where(edge & (error == 0), np.nan, error)
    own_level = np.where(usable, level, np.where(np.isfinite(errors), np.nan, margin_level))
    used = usable | np.isfinite(error)
    return PublishedPrecision(
        std_error=np.where(usable, of_limits, error),
        low=low,
        high=high,
        level=np.where(usable, level, np.nan),
        converted=used & np.isfinite(own_level) & (np.abs(own_level - confidence_level) > _SLACK),
        credible=usable & (figures["interval_kind"] == "credible").fillna(False).to_numpy(bool),
        no_level=(both & ~beside & ~usable)
        | (np.isfinite(margin) & ~np.isfinite(margin_level) & ~used),
        beside=beside,
    )

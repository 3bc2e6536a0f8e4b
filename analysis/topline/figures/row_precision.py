"""How precise each figure is: by what is published of it, else by its base and its design."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..arguments import described
from ..errors import ArgumentError
from ..estimates.intervals import PUBLISHED_ERROR, PUBLISHED_LIMITS
from ..estimates.row_limits import floats
from ..estimates.rows import share_size
from ..statistics.core.arguments import broadcast, check_design
from ..statistics.core.effective import effective_sample_size
from .measure import NONE, QUANTITIES, VALUE
from .together.published_errors import PublishedPrecision

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


def printed_range_of(table: pd.DataFrame) -> tuple[FloatArray, FloatArray]:
    """Return the smallest and the largest value that prints as published."""
    estimate = floats(table, "estimate")
    low, high = floats(table, "printed_low"), floats(table, "printed_high")
    return np.where(np.isnan(low), estimate, low), np.where(np.isnan(high), estimate, high)


def with_design(
    table: pd.DataFrame,
    figures: pd.DataFrame,
    deff: float | Mapping[str, float] | None,
    population_size: float | Mapping[str, float] | None,
) -> pd.DataFrame:
    """Return the rows with effective bases and the standard errors they give.

    A design effect that is given wins; then a published effective base; then a published effect.
    """
    n = floats(table, "n")
    given = _per_figure(table, deff, np.nan, "deff")
    stated, effective = floats(figures, "deff"), floats(figures, "n_effective")
    own = np.isnan(given)
    with np.errstate(divide="ignore", invalid="ignore"):
        of_base = np.where(own & (effective > 0), n / effective, np.nan)
    by_effective = np.isfinite(of_base)
    by_stated = own & ~by_effective & (stated > 0)
    design = np.where(own, np.where(by_effective, of_base, np.where(by_stated, stated, 1.0)), given)
    people = _per_figure(table, population_size, np.inf, "population_size")
    check_design(design, n, people)
    has_size = ~table["quantity"].isin((NONE, VALUE)).to_numpy() & ~(n == 0)
    size = np.where(has_size, effective_sample_size(n, design, people), np.nan)
    p = floats(table, "estimate")
    # √(p(1 − p)/n_effective): a ceiling for means
    return table.assign(
        deff=np.where(has_size, design, np.nan),
        n_effective=size,
        std_error=np.sqrt(p * (1 - p) / size),
        reasons=_also(
            table["reasons"],
            {"effective_base": has_size & by_effective, "stated_deff": has_size & by_stated},
        ),
    )


def with_published(
    table: pd.DataFrame, precision: PublishedPrecision, keys: Mapping[str, str]
) -> pd.DataFrame:
    """Return the rows with the intervals they have: by what is published, else by their base."""
    # a derived figure has its parent's, and what is no number none
    free = (table["unit"] != "derived").to_numpy() & table["estimate"].notna().to_numpy()
    by_limits, by_error = free & precision.has_limits, free & precision.has_error
    used = by_limits | by_error
    share = (table["quantity"] != VALUE).to_numpy()
    quantity = table["quantity"].to_numpy(dtype=object)
    kinds = table["unit"].map(QUANTITIES).fillna(NONE).to_numpy(dtype=object)
    # a published error makes up for a base that is not stated, and for nothing else
    quantity = np.where(used & share & (quantity == NONE), kinds, quantity)
    quantity = np.where(~used & (quantity == VALUE), NONE, quantity)
    used &= quantity != NONE
    by_limits, by_error = by_limits & used, by_error & used
    own = pd.Series(quantity).map(keys).to_numpy(dtype=object)
    key = np.where(by_limits, PUBLISHED_LIMITS, np.where(by_error, PUBLISHED_ERROR, own))
    error = np.where(used, precision.std_error, floats(table, "std_error"))
    p, n, size = (floats(table, name) for name in ("estimate", "n", "n_effective"))
    size = np.where(used & share, share_size(p, error**2, size), size)
    with np.errstate(divide="ignore", invalid="ignore"):
        design = np.where(used & share, n / size, floats(table, "deff"))
    none = ~used & (quantity == NONE)
    holds = {
        "published_limits": by_limits & ~precision.credible,
        "published_credible": by_limits & precision.credible,
        "published_error": by_error,
        "level_converted": used & precision.converted,
        "level_not_stated": free & precision.no_level,
        "limits_beside": free & precision.beside,
        "not_percent": none & ~share,
    }
    return table.assign(
        quantity=quantity,
        interval=pd.Series(key, dtype="string"),
        std_error=np.where(none, np.nan, error),
        n_effective=size,
        deff=np.where(np.isfinite(design), design, np.nan),
        published_low=np.where(by_limits, precision.low, np.nan),
        published_high=np.where(by_limits, precision.high, np.nan),
        published_level=np.where(by_limits, precision.level, np.nan),
        # what was said of bases no longer matters where precision is published
        reasons=_also(table["reasons"], holds, dict.fromkeys(_OF_BASES, used)),
    )


_OF_BASES = ("no_base", "no_subgroup_base", "floor", "ceiling", "effective_base", "stated_deff")
"""Reasons about a base, or about what was made of it."""


def _also(
    reasons: "pd.Series[Any]",
    holds: Mapping[str, BoolArray],
    not_where: Mapping[str, BoolArray] | None = None,
) -> "pd.Series[Any]":
    """Return the reasons of each row, with those that hold and without those that do not."""
    out = not_where or {}
    found = [
        (own | {code for code, where in holds.items() if where[at]})
        - {code for code, where in out.items() if where[at]}
        for at, own in enumerate(reasons)
    ]
    return pd.Series(found, index=reasons.index, dtype=object)


def _per_figure(
    table: pd.DataFrame, value: float | Mapping[str, float] | None, default: float, name: str
) -> NDArray[np.float64]:
    """Spread a number, or a number per survey, over the figures."""
    spread: Any = default if value is None else value
    if isinstance(value, Mapping):
        of = (
            table["survey_id"].fillna(table["poll_id"])
            if "poll_id" in table
            else table["survey_id"]
        )
        unknown = [key for key in value if key not in set(of)]
        if unknown:
            raise ArgumentError(f"{name} names survey {unknown[0]!r}, which has no figures here")
        spread = of.map(dict(value)).astype(float).fillna(default)
    (array, _), _ = broadcast(**{name: spread, "figures": np.zeros(len(table))})
    if array.shape != (len(table),):
        raise ArgumentError(
            f"{name} is {described(value)}; expected one number, or one for each figure"
        )
    return array

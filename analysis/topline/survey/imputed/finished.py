"""What follows from pooled estimates and their errors: bases, limits and reasons."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ...estimates.intervals import INTERVALS
from ...estimates.presentation import NCHS
from ...estimates.reason_codes import joined, reason_codes
from ...estimates.rows import microdata_limits, microdata_reasons, share_size, variation
from ...statistics.precision.imputations import Information
from ..data.columns import FloatArray

_OWN_REASONS = {
    *("no_respondents", "one_respondent", "edge", "no_variation", "no_variance", "no_df"),
    *("missing", "all_alike", "drawn_whole"),
}
"""Reasons that follow from the pooled numbers, whatever those of a version were; of shares the
presentation standards do, too."""


def bases_of(tables: Sequence[pd.DataFrame]) -> FloatArray | None:
    """Return the respondents of each row in each version, (m, k)."""
    if "n" not in tables[0]:
        return None
    return np.array([table["n"].to_numpy(dtype=float, na_value=np.nan) for table in tables])


def finished(
    pooled: pd.DataFrame, told: Information, tables: Sequence[pd.DataFrame]
) -> pd.DataFrame:
    """Return the table with what follows from estimates and standard errors."""
    p, error = (pooled[name].to_numpy(dtype=float) for name in ("estimate", "std_error"))
    for name in ("n", "n_missing"):
        if name in pooled:
            # where versions differ, what all of them have
            every = [table[name].to_numpy(dtype=float, na_value=np.nan) for table in tables]
            pooled[name] = np.min(every, axis=0)
    if "n_weighted" in pooled:
        pooled["n_weighted"] = np.mean([table["n_weighted"] for table in tables], axis=0)
    share = np.zeros(len(pooled), dtype=bool)
    if "quantity" in pooled:
        share = (pooled["quantity"] == "proportion").to_numpy(dtype=bool)
    n = pooled["n"].to_numpy(dtype=float, na_value=np.nan)
    # of the versions, the mean variance of a random sample
    simple = np.mean([table["std_error"] ** 2 / table["deff"] for table in tables], axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        deff = error**2 / simple
    deff = np.where(np.isfinite(deff), deff, np.nan)
    size = np.where(share, share_size(p, error**2, n), n / deff)
    # known for certain in every version; of nobody, or without an error, nothing is effective
    certain = np.all([np.isinf(table["n_effective"]) for table in tables], axis=0)
    size = np.where(certain & (told.variance_increase == 0), np.inf, size)
    size = np.where((n > 0) & ~np.isnan(error), size, np.nan)
    pooled = pooled.assign(**told._asdict(), n_effective=size, deff=deff, cv=variation(error, p))
    if "logit_std_error" in pooled:
        pooled = pooled.assign(logit_std_error=_of_logits(tables))
    return _with_reasons(_with_limits(pooled, tables), tables)


def _of_logits(tables: Sequence[pd.DataFrame]) -> FloatArray:
    """Return the standard error of the shares' logits, pooled; NaN where a version has none."""
    p = np.array([table["estimate"].to_numpy(dtype=float) for table in tables])
    own = np.array([table["logit_std_error"].to_numpy(dtype=float) for table in tables])
    m = len(tables)
    with np.errstate(divide="ignore", invalid="ignore"):
        logits = np.log(p / (1 - p))
        between = ((logits - logits.mean(axis=0)) ** 2).sum(axis=0) / max(m - 1, 1)
    return np.asarray(np.sqrt((own**2).mean(axis=0) + (1 + 1 / m) * between))


def _with_limits(pooled: pd.DataFrame, tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the table with limits, by the interval that each row of the versions has."""
    keys = pooled["interval"]
    # limits that came from the data, or from two shares, cannot be made again
    of_data = [key for key, row in INTERVALS.items() if not set(row.needs) <= set(pooled)]
    if "logit_std_error" in pooled:
        lacking = pooled["logit_std_error"].isna()
        simpler = {key: row.otherwise for key, row in INTERVALS.items() if row.otherwise}
        keys = keys.mask(lacking, keys.replace(simpler))
    known = [key for key in INTERVALS if key not in of_data]
    made = microdata_limits(pooled, keys.where(keys.isin(known), "t"))
    names = ["interval", "ci_low", "ci_high"]
    limits = pooled.assign(**made)[names]
    # but where nothing was imputed they are those of every version
    same = (pooled["variance_increase"] == 0) & keys.isin(of_data)
    return pooled.assign(**limits.where(~same, tables[0][names]))


def _with_reasons(pooled: pd.DataFrame, tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the table with what a reader must know of its numbers, and of those of any version."""
    of_versions = [*zip(*map(reason_codes, tables), strict=True)]
    found, codes = [""] * len(pooled), [set().union(*own) for own in of_versions]
    # what has no error in a version says itself why
    known = pooled["std_error"].notna().tolist()
    if {"n_missing", "quantity"} <= set(pooled):
        # of one version alone neither says anything of the others
        alike, whole = (
            np.array([all(code in one for one in own) for own in of_versions], dtype=bool)
            for code in ("all_alike", "drawn_whole")
        )
        found = microdata_reasons(pooled, alike, {"drawn_whole": whole})
        share = (pooled["quantity"] == "proportion").tolist()
        codes = [
            own - _OWN_REASONS - set(NCHS if of_share else ()) if there else own
            for own, of_share, there in zip(codes, share, known, strict=True)
        ]
    told = [
        joined([*(text.split() if there else ()), *own])
        for text, own, there in zip(found, codes, known, strict=True)
    ]
    return pooled.drop(columns="flag").assign(reasons=told)

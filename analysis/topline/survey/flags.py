"""What a reader must know of an estimate from microdata, in words.

The presentation standards for proportions are those of the U.S. National Center for Health
Statistics: Parker et al. (2017), Vital and Health Statistics 2(175).
"""

from typing import Any

import numpy as np
import pandas as pd

from ..row_intervals import limits
from .columns import FloatArray

FEW, WIDE, NARROW, RELATIVE, FEW_DF = 30, 0.30, 0.05, 1.30, 8
"""Of that standard: least n, widths of the 95 % Korn–Graubard interval, and least df."""


def flags(table: pd.DataFrame) -> "pd.Series[Any]":
    """Return the flag of each row: its reasons, joined with "; "."""
    n = table["n"].to_numpy(dtype=float)
    edge = (
        table["estimate"].isin([0, 1]).to_numpy() & (table["quantity"] == "proportion").to_numpy()
    )
    error = table["std_error"].to_numpy()
    reasons = [
        (n == 0, "no respondents"),
        (n == 1, "one respondent"),
        (edge & (n > 0), "nobody or everybody: no variance can be estimated"),
        ((error == 0) & ~edge & (n > 1), "no variation"),
        ((n > 0) & np.isnan(error), "variance cannot be estimated"),
        *_presentation(table),
    ]
    found = pd.Series([""] * len(table), index=table.index, dtype="string")
    for holds, text in reasons:
        found = found.where(~np.asarray(holds), found + "; " + text)
    missing = table["n_missing"].to_numpy()
    words = [f"; {count:,} without an answer left out" if count else "" for count in missing]
    return (found + pd.Series(words, index=table.index)).str.removeprefix("; ")


def _presentation(table: pd.DataFrame) -> list[tuple[Any, str]]:
    """Return the reasons of the presentation standards, for shares."""
    share = (table["quantity"] == "proportion").to_numpy() & table["interval"].notna().to_numpy()
    if not share.any():
        return []
    size = np.fmin(table["n"].to_numpy(dtype=float), table["n_effective"].to_numpy())
    low, high = limits(table.assign(interval="korn_graubard", confidence_level=0.95))
    width, p = _floats(high) - _floats(low), table["estimate"].to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = np.fmax(width / p, width / (1 - p))
    wide = (width >= WIDE) | ((width > NARROW) & (width / p > RELATIVE))
    other = ~wide & (width > NARROW) & (relative > RELATIVE)
    df = table["df"].to_numpy()
    return [
        (share & (size < FEW), f"effective base below {FEW}: do not publish (NCHS)"),
        (share & (size >= FEW) & wide, "too imprecise to publish (NCHS)"),
        (share & (size >= FEW) & other, "its complement is too imprecise to publish (NCHS)"),
        (share & (size >= FEW) & ~wide & (df < FEW_DF), f"fewer than {FEW_DF} df: review (NCHS)"),
    ]


def _floats(values: Any) -> FloatArray:
    return np.asarray(values, dtype=float)

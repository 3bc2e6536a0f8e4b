"""What a reader must know of an estimate from microdata, in words.

The presentation standards for proportions are those of the U.S. National Center for Health
Statistics (NCHS): Parker et al. (2017), Vital and Health Statistics 2(175), table A.
"""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .intervals import limits
from .row_limits import quantile
from .rows import at_edge

FEW, WIDE, NARROW, RELATIVE, FEW_DF = 30, 0.30, 0.05, 1.30, 8
"""Of that standard: least n, widths of the 95 % Korn–Graubard interval, and least df."""

_Mask = NDArray[np.bool_]


def flags(table: pd.DataFrame) -> "pd.Series[Any]":
    """Return the flag of each row: its reasons, joined with "; ".

    Parameters
    ----------
    table : pandas.DataFrame
        The columns of an estimates table, with quantity and n_missing.
    """
    n = _floats(table["n"])
    edge = at_edge(table)
    error = _floats(table["std_error"])
    reasons = [
        (n == 0, "no respondents"),
        (n == 1, "one respondent"),
        (edge & (n > 0), "nobody or everybody: no variance can be estimated"),
        ((error == 0) & ~edge & (n > 1), "no sampling variation"),
        ((n > 0) & np.isnan(error), "variance cannot be estimated"),
        *_presentation(table),
    ]
    found = pd.Series([""] * len(table), index=table.index, dtype="string")
    for holds, text in reasons:
        found = found.where(~np.asarray(holds), found + "; " + text)
    missing = table["n_missing"].to_numpy()
    words = [f"; {count:,} without an answer left out" if count else "" for count in missing]
    return (found + pd.Series(words, index=table.index)).str.removeprefix("; ")


def _presentation(table: pd.DataFrame) -> list[tuple[_Mask, str]]:
    """Return the reasons of the presentation standards, for shares.

    A share is suppressed for few respondents or a wide interval. One that is not is reviewed where
    nobody or everybody answered so, or with few degrees of freedom; one that passes has a footnote
    where its complement would be suppressed. Relative widths are those of shares above 0.
    """
    share = (table["quantity"] == "proportion").to_numpy() & table["interval"].notna().to_numpy()
    if not share.any():
        return []
    edge, df = at_edge(table), _floats(table["df"])
    few = np.fmin(_floats(table["n"]), _floats(table["n_effective"])) < FEW
    width, relative, of_complement = _widths(table, edge)
    some = width > NARROW
    suppressed = few | (width >= WIDE) | (some & (relative > RELATIVE))
    reviewed = ~suppressed & (edge | (df < FEW_DF))
    passed = ~suppressed & ~reviewed
    return [
        (share & few, f"effective base below {FEW}: do not publish (NCHS)"),
        (share & suppressed & ~few, "too imprecise to publish (NCHS)"),
        (share & reviewed & edge, "review before publishing (NCHS)"),
        (share & reviewed & (df < FEW_DF), f"fewer than {FEW_DF} df: review (NCHS)"),
        (
            share & passed & some & (of_complement > RELATIVE),
            "its complement is too imprecise to publish (NCHS)",
        ),
    ]


def _widths(table: pd.DataFrame, edge: _Mask) -> tuple[NDArray[np.float64], ...]:
    """Return the width of Korn and Graubard's interval, and relative to p and 1 − p.

    Its size is the effective one times the squared ratio of Student's quantiles on n − 1 and on
    the design's degrees of freedom, and at most n; n itself for a share of 0 or 1.
    """
    n = _floats(table["n"])
    ratio = quantile(0.95, n - 1) / quantile(0.95, _floats(table["df"]))
    size = np.where(edge, n, np.minimum(_floats(table["n_effective"]) * ratio**2, n))
    nchs = table.assign(n_effective=size, df=n - 1, confidence_level=0.95)
    low, high = limits(nchs.assign(interval="korn_graubard"))
    width = _floats(high) - _floats(low)
    p = np.where(edge, np.nan, _floats(table["estimate"]))
    return width, width / p, width / (1 - p)


def _floats(values: Any) -> NDArray[np.float64]:
    if isinstance(values, pd.Series):
        return values.to_numpy(dtype=float, na_value=np.nan)
    return np.asarray(values, dtype=float)

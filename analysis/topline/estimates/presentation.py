"""Which reasons hold for estimates from microdata, the presentation standards among them.

The standards for proportions are those of the U.S. National Center for Health Statistics (NCHS):
Parker et al. (2017), Vital and Health Statistics 2(175), table A.
"""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .intervals import limits
from .reason_codes import reasons_where
from .row_limits import quantile
from .rows import at_edge

FEW, WIDE, NARROW, RELATIVE, FEW_DF = 30, 0.30, 0.05, 1.30, 8
"""Of that standard: least n, widths of the 95 % Korn–Graubard interval, and least df."""

NCHS = ("nchs_few", "nchs_imprecise", "nchs_review", "nchs_df", "nchs_complement")
"""Codes of the presentation standards."""

_Mask = NDArray[np.bool_]


def microdata_reasons(table: pd.DataFrame) -> list[str]:
    """Return the reasons of each row.

    Parameters
    ----------
    table : pandas.DataFrame
        The columns of an estimates table, with quantity and n_missing.
    """
    n = _floats(table["n"])
    edge = at_edge(table)
    error = _floats(table["std_error"])
    holds = {
        "no_respondents": n == 0,
        "one_respondent": n == 1,
        "edge": edge & (n > 0),
        "no_variation": (error == 0) & ~edge & (n > 1),
        "no_variance": (n > 0) & np.isnan(error),
        "missing": _floats(table["n_missing"]) > 0,
    }
    return reasons_where({**holds, **_presentation(table)}, len(table))


def _presentation(table: pd.DataFrame) -> dict[str, _Mask]:
    """Return where the reasons of the presentation standards hold, for shares.

    A share is suppressed for few respondents or a wide interval. One that is not is reviewed where
    nobody or everybody answered so, or with few degrees of freedom; one that passes has a footnote
    where its complement would be suppressed. Relative widths are those of shares above 0.
    """
    share = (table["quantity"] == "proportion").to_numpy() & table["interval"].notna().to_numpy()
    if not share.any():
        return {}
    edge, df = at_edge(table), _floats(table["df"])
    few = np.fmin(_floats(table["n"]), _floats(table["n_effective"])) < FEW
    width, relative, of_complement = _widths(table, edge)
    some = width > NARROW
    suppressed = few | (width >= WIDE) | (some & (relative > RELATIVE))
    reviewed = ~suppressed & (edge | (df < FEW_DF))
    passed = ~suppressed & ~reviewed
    return {
        "nchs_few": share & few,
        "nchs_imprecise": share & suppressed & ~few,
        "nchs_review": share & reviewed & edge,
        "nchs_df": share & reviewed & (df < FEW_DF),
        "nchs_complement": share & passed & some & (of_complement > RELATIVE),
    }


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

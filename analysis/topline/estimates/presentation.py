"""Which shares from microdata are to be published, by the presentation standards.

The standards for proportions are those of the U.S. National Center for Health Statistics (NCHS):
Parker et al. (2017), Vital and Health Statistics 2(175), table A.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .row_limits import exact, floats, size_for_df

FEW, WIDE, NARROW, RELATIVE, FEW_DF = 30, 0.30, 0.05, 1.30, 8
"""Of that standard: least n, widths of the 95 % Korn–Graubard interval, and least df."""

NCHS = (
    *("nchs_few", "nchs_imprecise", "nchs_review", "nchs_df", "nchs_complement"),
    *("nchs_few_counted", "nchs_wide_rate"),
)
"""Codes of the presentation standards."""

_Mask = NDArray[np.bool_]


def presentation_reasons(table: pd.DataFrame, edge: _Mask) -> dict[str, _Mask]:
    """Return where the reasons of the presentation standards hold, if the rows are shares.

    A share is suppressed for few respondents or a wide interval. One that is not is reviewed where
    nobody or everybody answered so, or with few degrees of freedom; one that passes has a footnote
    where its complement would be suppressed. Relative widths are those of shares above 0.

    Widths are those of Korn and Graubard's interval. Its size is the effective one times the
    squared ratio of Student's quantiles on n − 1 and on the degrees of freedom, each at most n; n
    itself for a share of 0 or 1.
    """
    n, size, df = floats(table, "n"), floats(table, "n_effective"), floats(table, "df")
    adjusted = np.where(edge, n, size_for_df(np.minimum(size, n), n, df, 0.95))
    share = floats(table, "estimate")
    low, high = exact(share, adjusted, 0.95)
    width, p = high - low, np.where(edge, np.nan, share)
    few, some = np.fmin(n, size) < FEW, width > NARROW
    suppressed = few | (width >= WIDE) | (some & (width / p > RELATIVE))
    reviewed = ~suppressed & (edge | (df < FEW_DF))
    passed = ~suppressed & ~reviewed
    return {
        "nchs_few": few,
        "nchs_imprecise": suppressed & ~few,
        "nchs_review": reviewed & edge,
        "nchs_df": reviewed & (df < FEW_DF),
        "nchs_complement": passed & some & (width / (1 - p) > RELATIVE),
    }

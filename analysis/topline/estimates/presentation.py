"""Which shares from microdata are to be published, by the presentation standards.

The standards for proportions are those of the U.S. National Center for Health Statistics (NCHS):
Parker et al. (2017), Vital and Health Statistics 2(175), table A.
"""

import numpy as np
from numpy.typing import NDArray

from .row_limits import Rows, exact, floats, log_student, size_for_df

FEW, WIDE, NARROW, RELATIVE, FEW_DF = 30, 0.30, 0.05, 1.30, 8
"""Of that standard: least n, widths of the 95 % Korn–Graubard interval, and least df."""

NCHS = (
    *("nchs_few", "nchs_imprecise", "nchs_review", "nchs_df", "nchs_complement"),
    *("nchs_few_counted", "nchs_wide_rate"),
)
"""Codes of the presentation standards."""

_Mask = NDArray[np.bool_]


def presentation_reasons(rows: Rows, edge: _Mask) -> dict[str, _Mask]:
    """Return where the reasons of the presentation standards hold, if the rows are shares.

    A share is suppressed for few respondents or a wide interval. One that is not is reviewed where
    nobody or everybody answered so, or with few degrees of freedom; one that passes has a footnote
    where its complement would be suppressed. Relative widths are those of shares above 0.

    Widths are those of Korn and Graubard's interval. Its size is the effective one times the
    squared ratio of Student's quantiles on n − 1 and on the degrees of freedom, each at most n; n
    itself for a share of 0 or 1.
    """
    n, size, df = floats(rows, "n"), floats(rows, "n_effective"), floats(rows, "df")
    adjusted = np.where(edge, n, size_for_df(np.minimum(size, n), n, df, 0.95))
    share = floats(rows, "estimate")
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


FEW_COUNTED, WIDEST = 10, 1.60
"""Least base of a rate or a count, and most width of its 95 % interval as a part of it."""


def rate_reasons(rows: Rows) -> dict[str, _Mask]:
    """Return where the reasons of the standards for rates and counts hold.

    By the U.S. National Center for Health Statistics (NCHS), one is not to be published with a base
    or an effective base below 10, or with an interval wider than 160 % of it; one with fewer than 8
    degrees of freedom is reviewed. Widths are those of the 95 % interval on the log scale. Rows
    without a standard error have no reason of these.

    References
    ----------
    Parker et al. (2023), National Center for Health Statistics Data Presentation Standards for
    Rates and Counts, Vital and Health Statistics 2(200).
    """
    estimate, error, df = (floats(rows, name) for name in ("estimate", "std_error", "df"))
    known = np.isfinite(error) & (estimate > 0)
    few = known & (np.fmin(floats(rows, "n"), floats(rows, "n_effective")) < FEW_COUNTED)
    with np.errstate(over="ignore", invalid="ignore"):
        low, high = log_student(rows, 0.95)
        wide = known & ((high - low) / estimate > WIDEST)
    return {
        "nchs_few_counted": few,
        "nchs_wide_rate": wide & ~few,
        "nchs_df": known & ~few & ~wide & (df < FEW_DF),
    }

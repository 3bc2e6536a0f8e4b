"""Which shares from microdata are to be published, by the presentation standards.

The standards for proportions are those of the U.S. National Center for Health Statistics (NCHS):
Parker et al. (2017), Vital and Health Statistics 2(175).
"""

import numpy as np
from numpy.typing import NDArray

from .row_limits import Columns, Rows, exact, floats, log_student, size_for_df
from .schema import FloatArray

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
    width, p = high - low, np.where((share > 0) & (share < 1), share, np.nan)
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
"""Least respondents of a rate or a count, and most width of its 95 % interval as a part of it."""


def rate_reasons(rows: Rows, counted: FloatArray) -> dict[str, _Mask]:
    """Return where the reasons of the standards for rates and counts hold.

    By the U.S. National Center for Health Statistics (NCHS), one is not to be published where fewer
    than 10 respondents, or effective ones, are counted, or with an interval wider than 160 % of it;
    one with fewer than 8 degrees of freedom is reviewed. Widths are those of the 95 % interval on
    the log scale, of at most one degree of freedom less than are counted. Rows without a standard
    error have no reason of these.

    Parameters
    ----------
    rows : Rows
        With columns ``estimate``, ``std_error`` and ``df``.
    counted : (n,) float
        Respondents counted, or effective ones where they are fewer; of a rate, the fewer of those
        in its numerator and denominator. NaN where a row is no count.

    References
    ----------
    Parker et al. (2023), National Center for Health Statistics Data Presentation Standards for
    Rates and Counts, Vital and Health Statistics 2(200). Their rules here are those of the abstract
    of the centre's evaluation of them for rates (CDC Stacks 123462): "a sample size or effective
    sample size of 10 or more for both numerator and denominator, a relative width of 160% or less
    ... and, when applicable, degrees of freedom of 8 or higher"; the effective size by Kish and the
    degrees of freedom of the interval are as in the centre's R package surveytable.
    """
    estimate, error, df = (floats(rows, name) for name in ("estimate", "std_error", "df"))
    known = np.isfinite(error) & (estimate > 0) & ~np.isnan(counted)
    few = known & (counted < FEW_COUNTED)
    with np.errstate(over="ignore", invalid="ignore"):
        within = {"estimate": estimate, "std_error": error, "df": np.fmin(df, counted - 1)}
        low, high = log_student(Columns(within), 0.95)
        wide = known & ((high - low) / estimate > WIDEST)
    return {
        "nchs_few_counted": few,
        "nchs_wide_rate": wide & ~few,
        "nchs_df": known & ~few & ~wide & (df < FEW_DF),
    }

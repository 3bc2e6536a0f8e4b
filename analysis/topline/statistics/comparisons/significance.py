"""What every test returns, and what a row of a table of tests holds."""

from collections.abc import Callable
from dataclasses import dataclass
from math import nan
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Significance:
    """Outcome of a significance test, of counts or of a survey; NaN is what a test has not.

    Scalars in give floats, arrays give arrays, and a pandas Series gives Series with its index.

    Attributes
    ----------
    statistic : float, ndarray or pandas.Series
        Such as z, t, F, χ², or the count of an exact test.
    df : float, ndarray or pandas.Series
        Degrees of freedom of t and χ², and of F's numerator.
    df2 : float
        Degrees of freedom of F's denominator.
    p_value : float, ndarray or pandas.Series
    estimate : float, ndarray or pandas.Series
        What was compared: a share, a mean, or a difference.
    std_error : float
        Of the estimate.
    ci_low, ci_high : float
        Limits for the estimate; infinite on the side that a one-sided alternative leaves open.
    confidence_level : float
        Of these limits.
    n : int or None
        Respondents tested; None where the caller gave their counts.
    method : str
        In words.
    """

    statistic: Any
    df: Any = nan
    df2: Any = nan
    p_value: Any
    estimate: Any = nan
    std_error: Any = nan
    ci_low: Any = nan
    ci_high: Any = nan
    confidence_level: float = nan
    n: int | None = None
    method: str


@dataclass(frozen=True)
class SignificanceMethod:
    """One way to test: everything the package knows about it, in one row.

    Attributes
    ----------
    key : str
        The name users pass as ``method=``.
    label : str
        The name captions and reports print.
    test : callable
        ``(*counts) -> (statistic, p_greater, p_less)`` on clean float arrays: the one-sided
        p-values for a positive and for a negative difference.
    source : str
        Primary source.
    integer_counts : bool
        Whether the test is defined for whole counts only.
    """

    key: str
    label: str
    test: Callable[..., Any]
    source: str
    integer_counts: bool = False

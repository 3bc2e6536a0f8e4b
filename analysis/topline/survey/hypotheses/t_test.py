"""Tests of a mean, of a difference of means, and of paired answers."""

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import stdtr, stdtrit

from ...errors import ArgumentError
from ...statistics.comparisons.significance import Significance
from ...statistics.core.arguments import ALTERNATIVES, tail_probability
from ..data.columns import FloatArray, column, numbers
from ..estimators.assemble import refuse_unknown
from .groups import Tested, of_groups, tested_rows

if TYPE_CHECKING:
    from ..survey import Survey


def t_test(
    survey: "Survey",
    variable: str,
    *,
    by: str | None = None,
    value: float = 0.0,
    paired: str | None = None,
    where: Any = None,
    missing: str = "drop",
    alternative: str = "two-sided",
    confidence_level: float = 0.95,
) -> Significance:
    """Test a mean, the difference of two groups' means, or that of paired answers.

    The degrees of freedom are one fewer than the design's, as in R's ``svyttest``: a difference of
    groups is the slope of a regression. R takes them for one sample too, and so does this test;
    the interval of ``Survey.mean`` has the one more that its mean is due.

    Parameters
    ----------
    variable : str
        Numeric column.
    by : str, optional
        Column of two groups; the second's mean less the first's is tested.
    value : float, default 0.0
        The mean or difference of the null hypothesis.
    paired : str, optional
        Column of each respondent's other answer, which is taken from `variable`.
    where : (n,) bool, str or callable, optional
        A subpopulation; the design stays that of the whole.
    missing : {"drop", "fail"}
        Whether rows without an answer or a group are left out (default) or refused.
    alternative : {"two-sided", "greater", "less"}
        What holds where the null hypothesis does not.
    confidence_level : float, default 0.95
        Between 0 and 1.

    Returns
    -------
    Significance
        t, NaN where there is no variance; ``estimate``, the mean, the mean difference of pairs, or
        that of the second group less the first, with its ``std_error`` and limits.

    Raises
    ------
    ArgumentError
        When a column or option is unknown, or there are not two groups.
    DataError
        When a column holds no numbers, or nobody answered.

    References
    ----------
    Korn & Graubard (1999), Analysis of Health Surveys, section 3.3.

    Examples
    --------
    >>> import pandas as pd
    >>> from topline import Survey
    >>> data = pd.DataFrame({"sex": ["f", "f", "f", "m", "m"], "age": [30, 40, 50, 20, 30]})
    >>> Survey(data).t_test("age", by="sex").estimate
    -15.0
    """
    refuse_unknown("alternative", alternative, ALTERNATIVES)
    tail = tail_probability(confidence_level, alternative)
    if by is not None and paired is not None:
        raise ArgumentError("by and paired are two tests; give one of them")
    values = _values(survey, variable, paired)
    tested = tested_rows(survey, values, by, where, missing)
    estimate, variance = _difference(tested, values, by)
    error, df = float(np.sqrt(max(variance, 0.0))), tested.df - 1
    t = (estimate - value) / error if error > 0 else np.nan
    half = float(stdtrit(df, 1 - tail)) * error if df > 0 else np.nan
    return Significance(
        statistic=t,
        df=df,
        p_value=p_value(t, df, alternative),
        estimate=estimate,
        std_error=error,
        ci_low=-np.inf if alternative == "less" else estimate - half,
        ci_high=np.inf if alternative == "greater" else estimate + half,
        confidence_level=confidence_level,
        n=tested.n,
        method=_words(variable, by, paired, tested.labels),
    )


def p_value(t: float, df: float, alternative: str = "two-sided") -> float:
    """Return the p-value of Student's t; NaN without degrees of freedom."""
    if not df > 0:
        return np.nan
    if alternative == "two-sided":
        return float(2 * stdtr(df, -abs(t)))
    return float(stdtr(df, -t if alternative == "greater" else t))


def _values(survey: "Survey", variable: str, paired: str | None) -> FloatArray:
    values = numbers(column(survey.data, variable, "variable"), variable)
    if paired is None:
        return values
    return np.asarray(values - numbers(column(survey.data, paired, "paired"), paired))


def _difference(tested: Tested, values: FloatArray, by: str | None) -> tuple[float, float]:
    """Return the mean of one group, or the second's less the first's, and its variance."""
    groups = len(tested.labels)
    if by is not None and groups != 2:
        shown = ", ".join(repr(str(label)) for label in tested.labels[:5])
        raise ArgumentError(
            f"by {by!r} has {groups} group{'s' * (groups > 1)} with answers ({shown}); a t test is "
            "of two; choose two with where=, or compare all with .mean(by=...).compare()"
        )
    mean, covariance = of_groups(tested, values)
    weights = np.array([1.0]) if by is None else np.array([-1.0, 1.0])
    return float(weights @ mean), float(weights @ covariance @ weights)


def _words(variable: str, by: str | None, paired: str | None, labels: tuple[Any, ...]) -> str:
    if by is not None:
        what = f"mean of {variable!r}, {labels[1]} less {labels[0]} of {by!r}"
    elif paired is not None:
        what = f"mean of {variable!r} less {paired!r}"
    else:
        what = f"mean of {variable!r}"
    return f"design-based t test, {what}"

"""Tests of a mean, of a difference of means, and of paired answers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import stdtr, stdtrit

from ...arguments import check_number
from ...errors import ArgumentError
from ...statistics.comparisons.significance import Significance
from ...statistics.core.arguments import ALTERNATIVES, tail_probability
from ..estimators.request import Request, refuse_unknown
from .groups import means_of, tested_of


@dataclass(frozen=True)
class MeanHypothesis:
    """What a t test is of; see ``Survey.t_test``."""

    variable: str
    by: str | None = None
    value: float = 0.0
    paired: str | None = None
    missing: str = "drop"
    alternative: str = "two-sided"

    def words(self, labels: tuple[Any, ...]) -> str:
        """Say what is tested, of groups with these labels."""
        what = f"mean of {self.variable!r}"
        if self.by is not None:
            return f"{what}, {labels[1]} less {labels[0]} of {self.by!r}"
        return what if self.paired is None else f"{what} less {self.paired!r}"


def t_test(request: Request, tested: MeanHypothesis) -> Significance:
    """Test a mean, the difference of two groups' means, or that of paired answers.

    Raises
    ------
    ArgumentError, DataError
        When a column or option is unknown, there are not two groups, or nobody answered.
    """
    refuse_unknown("alternative", tested.alternative, ALTERNATIVES)
    expected = "a number: the mean, or difference, under test"
    value = check_number("value", tested.value, -1e100, 1e100, expected=expected)
    tail = tail_probability(request.confidence_level, tested.alternative)
    if tested.by is not None and tested.paired is not None:
        raise ArgumentError("by and paired are two tests; give one of them")
    names = [tested.variable] if tested.paired is None else [tested.variable, tested.paired]
    variables = tuple(request.source.variable(name) for name in names)
    among = tested_of(request, variables, tested.by, tested.missing)
    groups = len(among.labels)
    if tested.by is not None and groups != 2:
        shown = ", ".join(repr(str(label)) for label in among.labels[:5])
        raise ArgumentError(
            f"by {tested.by!r} has {groups} group{'s' * (groups > 1)} with answers ({shown}); a t "
            "test is of two; choose two with where=, or compare all with .mean(by=...).compare()"
        )
    middle = [request.source.typical(variable) for variable in variables]
    move = middle[0] - sum(middle[1:])
    mean, covariance = means_of(among, lambda y, *less: (y - sum(less) - move,), move)
    step = np.array([1.0]) if tested.by is None else np.array([-1.0, 1.0])
    estimate = float(step @ mean)
    error = float(np.sqrt(max(step @ covariance @ step, 0.0)))
    df = among.df - 1
    t = (estimate - value) / error if error > 0 else np.nan
    half = float(stdtrit(df, 1 - tail)) * error if df > 0 else np.nan
    return Significance(
        estimate=estimate,
        std_error=error,
        ci_low=-np.inf if tested.alternative == "less" else estimate - half,
        ci_high=np.inf if tested.alternative == "greater" else estimate + half,
        confidence_level=request.confidence_level,
        statistic=t,
        df=df,
        p_value=p_value(t, df, tested.alternative),
        n=among.n,
        method=f"design-based t test, {tested.words(among.labels)}",
        notes=among.notes,
    )


def p_value(t: float, df: float, alternative: str = "two-sided") -> float:
    """Return the p-value of Student's t; NaN without degrees of freedom."""
    if not df > 0:
        return np.nan
    if alternative == "two-sided":
        return float(2 * stdtr(df, -abs(t)))
    return float(stdtr(df, -t if alternative == "greater" else t))

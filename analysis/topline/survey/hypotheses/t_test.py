"""Tests of a mean, of means of groups, and of paired answers."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.special import stdtr, stdtrit

from ...arguments import check_number
from ...errors import ArgumentError
from ...estimates.algebra.contrasts import sum_df
from ...language.message import Message
from ...statistics.comparisons.significance import Significance
from ...statistics.core.arguments import tail_probability
from ..estimators.request import Request
from .equal_means import equal_means
from .groups import GroupMeans, mean_squares, means_of, tested_of
from .unknown import Spread, check_difference, check_freedom, check_variances


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
        """Say which test it is of what, of groups with these labels."""
        if len(labels) > 2:
            return Message(
                "design-based F test, means of {variable} by {group}",
                variable=repr(self.variable),
                group=repr(self.by),
            )
        what = Message("design-based t test, mean of {variable}", variable=repr(self.variable))
        if self.by is not None:
            return Message(
                "{test}, {first} less {second} of {group}",
                test=what,
                first=str(labels[1]),
                second=str(labels[0]),
                group=repr(self.by),
            )
        if self.paired is None:
            return what
        return Message("{test} less {other}", test=what, other=repr(self.paired))

    def variables(self) -> list[str]:
        """Return the variable, and the one it is paired with."""
        return [self.variable] if self.paired is None else [self.variable, self.paired]

    def test(self, request: Request) -> Significance:
        """Test a mean, the means of two groups or more, or the difference of paired answers.

        Raises
        ------
        ArgumentError, DataError
            When a column or option is unknown, there is one group, nobody answered, or nothing is
            known of the variance of a group.
        """
        found = means_tested(request, self)
        if len(found.mean) > 2:
            return equal_means(found)
        return of_student(difference_of(found), self, request.confidence_level)


def means_tested(request: Request, tested: MeanHypothesis) -> GroupMeans:
    """Return the mean of each group that is tested, or of all.

    Raises
    ------
    ArgumentError, DataError
        As in ``MeanHypothesis.test``.
    """
    expected = "a number: the mean, or difference, under test"
    value = check_number("value", tested.value, -1e100, 1e100, expected=expected)
    tail_probability(request.confidence_level, tested.alternative)
    if tested.by is not None and tested.paired is not None:
        raise ArgumentError("by and paired are two tests; give one of them")
    variables = tuple(request.source.variable(name) for name in tested.variables())
    among = tested_of(request, variables, tested.by, tested.missing)
    _check_groups(tested, among.labels, value)
    middle = [request.source.typical(variable) for variable in variables]
    move = middle[0] - sum(middle[1:])

    def moved(y: Any, *less: Any) -> tuple[Any, ...]:
        return (y - sum(less) - move,)

    mean, covariance = means_of(among, moved, move)
    spread = Spread(mean - move, covariance.diagonal(), lambda: mean_squares(among, moved))
    check_variances(among, "value" if tested.paired is None else "difference", spread)
    return GroupMeans(mean, covariance, among, tested.words(among.labels))


def difference_of(found: GroupMeans) -> Significance:
    """Return one mean, or the second less the first, with its error and df, not tested yet.

    Raises
    ------
    DataError
        When no degrees of freedom are left, or the difference does not vary.
    """
    among, step = found.tested, found.steps[0]
    error = float(np.sqrt(max(step @ found.covariance @ step, 0.0)))
    df = freedom_of(found)
    check_freedom(among, df)
    check_difference(found.covariance, error)
    return Significance(
        statistic=np.nan,
        p_value=np.nan,
        estimate=float(step @ found.mean),
        std_error=error,
        df=df,
        n=among.n,
        method=found.words,
        notes=among.notes,
    )


def of_student(found: Significance, tested: MeanHypothesis, level: float) -> Significance:
    """Return Student's test of an estimate with its error and df, and its limits."""
    tail = tail_probability(level, tested.alternative)
    t = (found.estimate - tested.value) / found.std_error
    half = float(stdtrit(found.df, 1 - tail)) * found.std_error
    return replace(
        found,
        ci_low=-np.inf if tested.alternative == "less" else found.estimate - half,
        ci_high=np.inf if tested.alternative == "greater" else found.estimate + half,
        confidence_level=level,
        statistic=t,
        p_value=p_value(t, found.df, tested.alternative),
    )


def freedom_of(found: GroupMeans) -> float:
    """Return the degrees of freedom of a t test: of two groups those that ``compare`` has."""
    among, covariance = found.tested, found.covariance
    if len(among.labels) == 1 or among.request.df == "design":
        return among.df - 1
    most, own = among.request.design.df, found.freedom()
    between, both = covariance[:1, 1], np.ones(1, dtype=bool)
    return float(sum_df(covariance.diagonal()[:, None], own[:, None], between, most, both)[0])


def _check_groups(tested: MeanHypothesis, labels: tuple[Any, ...], value: float) -> None:
    """Refuse one group, and of more than two what a test of two asks.

    Raises
    ------
    ArgumentError
    """
    groups = len(labels)
    if tested.by is not None and groups < 2:
        raise ArgumentError(
            f"by {tested.by!r} has one group with answers ({labels[0]!s}); a test is of two "
            "or more; leave by= out to test its mean against value="
        )
    if groups > 2 and (value != 0 or tested.alternative != "two-sided"):
        raise ArgumentError(
            f"by {tested.by!r} has {groups} groups with answers, of which a test is that all means "
            "are the same; value= and alternative= are of two: choose two with where="
        )


def p_value(t: float, df: float, alternative: str = "two-sided") -> float:
    """Return the p-value of Student's t."""
    if alternative == "two-sided":
        return float(2 * stdtr(df, -abs(t)))
    return float(stdtr(df, -t if alternative == "greater" else t))

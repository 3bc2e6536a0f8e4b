"""What every test returns, and what a row of a table of tests holds."""

from collections.abc import Callable
from dataclasses import dataclass
from math import nan
from typing import Any, NamedTuple

import numpy as np

from ...language.amounts import level_words
from ...language.marking import marked
from ...language.message import Message, as_message
from ...spoken import Spoken, several_text, with_stop
from ...wording import finite_text
from ..core.arguments import FloatArray, normal_share


@dataclass(frozen=True, eq=False, kw_only=True)
class Significance(Spoken):
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
    notes : tuple of str
        What a reader must know of a survey's variables, such as codes that are no numbers.
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
    notes: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """The p-value with its statistic, what was compared, and what a reader must know."""
        statistic = several_text(self.statistic, finite_text)
        p_value = several_text(self.p_value, finite_text)
        known = (one for one in (self.df, self.df2) if not np.isnan(np.asarray(one, float)).all())
        df = [several_text(one, finite_text) for one in known]
        tested = Message(
            _TESTED[min(len(df), 2)] if df != ["1"] else _OF_ONE,
            p=p_value,
            statistic=statistic,
            method=as_message(self.method),
            **dict(zip(("df", "df2"), df, strict=False)),
        )
        compared = ""
        if not np.all(np.isnan(np.asarray(self.estimate, dtype=float))):
            estimate = several_text(self.estimate, finite_text)
            compared = Message("Estimate: {estimate}", estimate=estimate)
            if np.isfinite(self.confidence_level):
                low, high = (several_text(one, finite_text) for one in (self.ci_low, self.ci_high))
                compared = Message(
                    "Estimate: {estimate} ({level} interval {low} to {high})",
                    estimate=estimate,
                    level=level_words(self.confidence_level),
                    low=low,
                    high=high,
                )
        notes = (Message("Note: {note}", note=note) for note in self.notes)
        return tuple(with_stop(one) for one in (tested, compared, *notes) if one)


_TESTED = (
    marked("p-value {p} (statistic {statistic}): {method}"),
    marked("p-value {p} (statistic {statistic}, {df} degrees of freedom): {method}"),
    marked("p-value {p} (statistic {statistic}, {df} and {df2} degrees of freedom): {method}"),
)
_OF_ONE = marked("p-value {p} (statistic {statistic}, {df} degree of freedom): {method}")


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
        ``(*counts) -> Tails`` on clean float arrays: a statistic and its p-value for a positive
        difference, a negative one, and either.
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


class Tails(NamedTuple):
    """A statistic and its p-values for each alternative."""

    statistic: FloatArray
    greater: FloatArray
    less: FloatArray
    two_sided: FloatArray


def normal_tails(z: FloatArray) -> Tails:
    """Return the p-values of a standard normal statistic."""
    greater, less = normal_share(-z), normal_share(z)
    return Tails(z, greater, less, 2 * np.minimum(greater, less))


def central_tails(statistic: FloatArray, greater: FloatArray, less: FloatArray) -> Tails:
    """Return exact one-sided p-values with twice the smaller one as the two-sided."""
    return Tails(statistic, greater, less, np.minimum(2 * np.minimum(greater, less), 1))


def chosen_tail(tails: Tails, alternative: str, known: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return statistic and p-value of the alternative, NaN where `known` is."""
    p = {"two-sided": tails.two_sided, "greater": tails.greater, "less": tails.less}[alternative]
    missing = np.isnan(known)
    return np.where(missing, np.nan, tails.statistic), np.where(missing, np.nan, p)

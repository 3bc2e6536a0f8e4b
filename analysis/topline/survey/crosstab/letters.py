"""Column letters of a crosstab, tested with the design's own covariance."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtr

from ...arguments import check_number, described
from ...errors import ArgumentError
from ...statistics.comparisons.adjust import ADJUSTMENTS, UNADJUSTED, Adjustment, adjusted
from ...statistics.comparisons.letters import letter_errors, write_letters
from ...values import Value
from ..data.columns import FloatArray, IntArray
from ..estimators.request import refuse_unknown

_USUAL = (0.95, 0.90)
_ROUNDING = 1e-12


@dataclass(frozen=True, eq=False)
class LetterRule(Value):
    """When a cell gets the letter of another column.

    Attributes
    ----------
    confidence_levels : tuple of float and float or None
        Two-sided confidence levels of capitals and of small letters.
    adjustment : Adjustment
        For the pairs of columns of a row.
    minimum_base : float
        Columns with fewer respondents are not tested.
    """

    confidence_levels: tuple[float, float | None]
    adjustment: Adjustment
    minimum_base: float

    @property
    def errors(self) -> tuple[float, float]:
        """Error probabilities of capitals and small letters."""
        return letter_errors(*self.confidence_levels)


def letter_rule(letters: Any, adjust: str | None, minimum_base: float) -> LetterRule | None:
    """Return the rule of `letters`: True, False, a level, or two for capitals and small letters.

    Raises
    ------
    ArgumentError
        When it is none of these, or the adjustment is unknown.
    """
    if adjust is not None:
        refuse_unknown("adjust", adjust, tuple(ADJUSTMENTS))
    adjustment = UNADJUSTED if adjust is None else ADJUSTMENTS[adjust]
    if letters is False:
        return None
    least = minimum_base
    if type(least) is not int or least < 0:
        least = check_number("minimum_base", least, 0, 1e15, expected="0 or more")
    if letters is True:
        return LetterRule(_USUAL, adjustment, least)
    levels = (letters, None) if isinstance(letters, (int, float)) else letters
    if not isinstance(levels, Sequence) or isinstance(levels, str) or len(levels) != 2:
        raise ArgumentError(
            f"letters is {described(letters)}; expected True, False, a confidence level such as "
            "0.95, or two, for capitals and for small letters"
        )
    rule = LetterRule((levels[0], levels[1]), adjustment, least)
    letter_errors(*rule.confidence_levels)
    return rule


def letter_names(count: int) -> list[str]:
    """Name columns A to Z, then A′ to Z′, A″ and so on: a name starts at each capital."""
    return [ascii_uppercase[at % 26] + "′" * (at // 26) for at in range(count)]


def lettered(
    table: pd.DataFrame,
    covariance: FloatArray,
    places: IntArray,
    names: Sequence[Sequence[str]],
    rule: LetterRule,
) -> NDArray[np.str_]:
    """Return the letters of every cell: of the columns of its banner that are significantly lower.

    Each pair of columns of a row is compared by the difference of its shares over its standard
    error, from the joint covariance, with Student's distribution on the design's degrees of
    freedom: respondents in both columns, clusters across them and weights are all allowed for. A
    column where nobody or everybody gave the answer has no estimated variance; it is compared by
    the pooled variance, on bases as effective as that of the other column.

    Parameters
    ----------
    table : pandas.DataFrame
        Estimates, in the order of their places.
    covariance : (k, k) float
    places : (k, 4) int
        Group, row, banner and column.
    names : sequence of sequence of str
        Letters of each banner's columns; none for one that is not tested.
    rule : LetterRule
    """
    letters = np.full(len(table), "", dtype=object)
    known = ((table["n"] >= rule.minimum_base) & table["std_error"].notna()).to_numpy(dtype=bool)
    columns = table[["estimate", "n", "n_effective"]].to_numpy(dtype=float)
    df = table["df"].to_numpy(dtype=float)
    # columns of one row of a banner stand together
    starts = np.flatnonzero(np.any(np.diff(places[:, :3], axis=0, prepend=-1), axis=1))
    stops = [*starts[1:].tolist(), len(places)]
    for start, stop in zip(starts.tolist(), stops, strict=True):
        own, at = names[places[start, 2]], slice(start, stop)
        if len(own) == stop - start > 1:
            higher, lower, p = _compared(columns[at], covariance[at, at], df[start], known[at])
            chosen = adjusted(rule.adjustment, p)[None]
            compared = higher[None], lower[None], chosen
            letters[at] = np.asarray(write_letters(list(own), *compared, rule.errors)[0])
    return letters.astype(np.str_)


def _compared(
    columns: FloatArray, covariance: FloatArray, df: float, known: NDArray[np.bool_]
) -> tuple[IntArray, IntArray, FloatArray]:
    """Return the higher and the lower column of each pair, and its p-value."""
    i, j = np.triu_indices(len(columns), 1)
    p, n, effective = columns.T
    own = np.diag(covariance)
    gap, variance = p[i] - p[j], own[i] + own[j] - 2 * covariance[i, j]
    edge = (p <= 0) | (p >= 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        # p̄(1 − p̄)(1/m + 1/m′), m being bases over the larger design effect of the two
        share = np.fmin(np.fmin(effective[i] / n[i], effective[j] / n[j]), 1)
        p_both = (n[i] * p[i] + n[j] * p[j]) / (n[i] + n[j])
        pooled = p_both * (1 - p_both) * (1 / n[i] + 1 / n[j]) / share
    variance = np.where(edge[i] | edge[j], pooled, variance)
    usable = known[i] & known[j] & (variance > _ROUNDING * (own[i] + own[j])) & (df > 0)
    t = np.abs(gap) / np.sqrt(np.where(usable, variance, 1))
    value = 2 * stdtr(df if df > 0 else 1, -t)
    return np.where(gap > 0, i, j), np.where(gap > 0, j, i), np.where(usable, value, np.nan)

"""Column letters of a crosstab, tested with the design's own covariance."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...arguments import check_number, described
from ...errors import ArgumentError
from ...estimates.algebra.differences import ShareDifferences, SharePart
from ...estimates.estimates import Estimates
from ...statistics.comparisons.adjust import ADJUSTMENTS, UNADJUSTED, Adjustment, adjusted
from ...statistics.comparisons.letters import letter_errors, write_letters
from ...values import Value
from ..data.columns import IntArray
from ..estimators.request import refuse_unknown

_USUAL = (0.95, 0.90)


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
    estimates: Estimates, places: IntArray, names: Sequence[Sequence[str]], rule: LetterRule
) -> NDArray[np.str_]:
    """Return the letters of every cell: of the columns of its banner that are significantly lower.

    Each pair of columns of a row is compared as ``Estimates.compare`` does: by the interval of the
    difference of two shares, from the joint covariance, so that respondents in both columns,
    clusters across them and weights are all allowed for.

    Parameters
    ----------
    estimates : Estimates
        In the order of their places.
    places : (k, 4) int
        Group, row, banner and column.
    names : sequence of sequence of str
        Letters of each banner's columns; none for one that is not tested.
    rule : LetterRule
    """
    table = estimates.table
    letters = np.full(len(table), "", dtype=object)
    tested = ((table["n"] >= rule.minimum_base) & table["std_error"].notna()).to_numpy(dtype=bool)
    # columns of one row of a banner stand together
    starts = np.flatnonzero(np.any(np.diff(places[:, :3], axis=0, prepend=-1), axis=1))
    stops = np.append(starts[1:], len(places))
    sizes = [len(names[banner]) for banner in places[starts, 2]]
    lines = [
        np.arange(start, stop)
        for start, stop, size in zip(starts, stops, sizes, strict=True)
        if size == stop - start > 1
    ]
    if not lines:
        return letters.astype(np.str_)
    pairs = [line[np.array(np.triu_indices(len(line), 1))] for line in lines]
    first, second = np.concatenate(pairs, axis=1)
    between = estimates.covariance.cells(first, second)
    part, most_df = SharePart.of(table), estimates.most_df
    p = ShareDifferences.of(part, first, second, between, most_df).p_values()
    p = np.where(tested[first] & tested[second], p, np.nan)
    gap = part.low[first] - part.low[second]
    ends = np.cumsum([own.shape[1] for own in pairs])[:-1]
    for line, own, values, more in zip(
        lines, pairs, np.split(p, ends), np.split(gap > 0, ends), strict=True
    ):
        i, j = own - line[0]
        higher, lower = np.where(more, i, j)[None], np.where(more, j, i)[None]
        chosen = adjusted(rule.adjustment, values)[None]
        letter = list(names[places[line[0], 2]])
        letters[line] = write_letters(letter, higher, lower, chosen, rule.errors)[0]
    return letters.astype(np.str_)

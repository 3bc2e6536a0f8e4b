"""How a crosstab is tested and what significant cells get: letters of columns, or arrows."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

import numpy as np

from ...arguments import described
from ...errors import ArgumentError
from ...statistics.comparisons.adjust import Adjustment
from ...statistics.comparisons.letters import letter_errors
from ...statistics.core.arguments import check_confidence_level
from ...values import Value

USUAL_LEVELS = (0.95, 0.90)
USUAL_BASE = 30
"""Respondents below which a column is not compared."""

COMPARED = ("columns", "total", "rest", "previous")
TAILS = ("two-sided", "one-sided")
FAMILIES = ("row", "table")


@dataclass(frozen=True, eq=False, kw_only=True)
class LetterRule(Value):
    """When a cell gets the letter of another column, or an arrow.

    Attributes
    ----------
    confidence_levels : tuple of float
        One to three, falling.
    adjustment : Adjustment
        For the pairs of a family.
    minimum_base : float
        Columns with fewer respondents are not tested.
    compare : {"columns", "total", "rest", "previous"}
        What a cell is compared with.
    one_sided : bool
        Whether p-values are those of the direction that is seen.
    family : {"row", "table"}
        What is adjusted together.
    pairs : tuple of pairs of str, or None
        Columns to compare with one another; all of a banner by default.
    """

    confidence_levels: tuple[float, ...]
    adjustment: Adjustment
    minimum_base: float
    compare: str = "columns"
    one_sided: bool = False
    family: str = "row"
    pairs: tuple[tuple[str, str], ...] | None = None

    @property
    def errors(self) -> tuple[float, ...]:
        """Error probabilities, rising."""
        return tuple(1 - level for level in self.confidence_levels)

    def arrow(self, *, up: bool, p: float) -> str:
        """Return the sign of a significant difference: full, or hollow at the loosest level."""
        loose = len(self.errors) > 1 and p > self.errors[-2]
        return ("△" if loose else "▲") if up else ("▽" if loose else "▼")


def letter_levels(letters: Any) -> tuple[float, ...]:
    """Return the falling confidence levels of letters.

    Raises
    ------
    ArgumentError
    """
    levels = (letters,) if isinstance(letters, (int, float)) else letters
    listed = isinstance(levels, Sequence) and not isinstance(levels, str)
    if not listed or not 1 <= len(levels) <= 3:
        raise ArgumentError(
            f"letters is {described(letters)}; expected True, False, a confidence level such as "
            "0.95, or two, for capitals and for small letters"
        )
    if len(levels) == 2:
        letter_errors(*levels)
    found = tuple(check_confidence_level(level) for level in levels if level is not None)
    if not found or list(found) != sorted(found, reverse=True):
        raise ArgumentError(
            f"letters has the levels {', '.join(map(str, found))}; expected the "
            "strictest first, as (0.95, 0.9)"
        )
    return found


def chosen_pairs(pairs: Any) -> tuple[tuple[str, str], ...]:
    """Return pairs of columns by their labels.

    Raises
    ------
    ArgumentError
        When they are no such pairs.
    """
    listed = isinstance(pairs, (list, tuple)) and len(pairs)
    if not listed or not all(isinstance(one, (list, tuple)) and len(one) == 2 for one in pairs):
        raise ArgumentError(
            f"compare is {described(pairs)}; expected one of {', '.join(COMPARED)}, or pairs of "
            "columns, as [('men', 'women')]"
        )
    found = tuple((str(one), str(other)) for one, other in pairs)
    same = [one for one, other in found if one == other]
    if same:
        raise ArgumentError(f"compare has a pair of {same[0]!r} with itself; name two columns")
    return found


def refuse_no_column(pairs: Sequence[tuple[str, str]], labels: Sequence[str]) -> None:
    """Refuse pairs of what is no column, whether or not somebody stands in it.

    Raises
    ------
    ArgumentError
    """
    for label in (label for pair in pairs for label in pair):
        if label not in labels:
            raise ArgumentError(
                f"compare names {label!r}, which is no column; choose from {', '.join(labels)}"
            )


def pairs_chosen(
    pairs: Sequence[tuple[str, str]], labels: Sequence[str]
) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    """Return which pairs of all columns are to be compared, (c, c)."""
    found = np.zeros((len(labels), len(labels)), dtype=bool)
    for pair in pairs:
        one, other = ([i for i, own in enumerate(labels) if own == label] for label in pair)
        for i in one:
            found[i, other] = found[other, i] = True
    return found


def letter_names(count: int) -> list[str]:
    """Name columns A to Z, then A′ to Z′, A″ and so on: a name starts at each capital."""
    return [ascii_uppercase[at % 26] + "′" * (at // 26) for at in range(count)]

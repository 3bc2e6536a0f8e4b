"""Cells of a crosstab that are hidden to protect respondents, and how counts are rounded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ....arguments import check_whole
from ....estimates.covariance import Covariance, Without
from ....estimates.reason_codes import joined, reason_codes
from ....estimates.suppression import without_numbers
from ....values import Value
from ...data.columns import FloatArray, IntArray
from .cells import Made
from .numbers import changed
from .sums import Sum, known_cells


@dataclass(frozen=True, eq=False)
class Protection(Value):
    """What is hidden and rounded.

    Attributes
    ----------
    least : int
        Respondents that a number must rest on, and counts must have, to be shown.
    unit : int
        Multiples of this are what counts are rounded to.
    """

    least: int = 0
    unit: int = 1

    def __post_init__(self) -> None:
        """Refuse what is no count.

        Raises
        ------
        ArgumentError
        """
        check_whole("hide_below", self.least, 0, 10**9, expected="respondents, 0 or more")
        check_whole("round_counts", self.unit, 1, 10**6, expected="1 or more, such as 5")


NOTHING = Protection()


def protected(
    made: Made, protection: Protection, sums: Callable[[IntArray], list[Sum]] | None
) -> Made:
    """Return estimates without those that rest on too few respondents.

    Of counts, small ones are hidden, and others beside them in whose absence alone a hidden one
    could not be worked out: from answers that add up to their base or to a net, and columns that
    add up to the total, to a net, or to those of another banner. What bases tell, which are shown,
    is not among these. `sums` finds them by places; None for what are no counts.
    """
    if not protection.least:
        return made
    table = made.estimates.table
    n = table["n"].to_numpy(dtype=float)
    gone = n < protection.least
    if sums is not None:
        count = table["estimate"].to_numpy(dtype=float)
        small = (count > 0) & (np.minimum(count, n) < protection.least)
        gone |= small
        # groups have tables of their own, which tell nothing of one another
        for group in np.unique(made.places[:, 0]):
            own = made.places[:, 0] == group
            gone[own] = with_complements(sums(made.places[own]), gone[own], count[own])
    given = zip(reason_codes(table), gone, strict=True)
    told = [joined([*own, "protected"] if hidden else own) for own, hidden in given]
    left = without_numbers(table, gone).assign(reasons=told).drop(columns="flag")
    cells = Without(made.estimates.covariance.cells, gone)
    own = changed(made.estimates, left, Covariance(len(left), cells))
    return replace(made, estimates=own)


def with_complements(
    sums: Sequence[Sum], small: NDArray[np.bool_], count: FloatArray
) -> NDArray[np.bool_]:
    """Hide more cells until the shown ones tell no small one."""
    gone = small.copy()
    told = known_cells(sums, gone, small)
    while len(told):
        own = [one for one in sums if told[0] in one.cells]
        # a cell of its own sums hides it; where these have none left, one of those beside
        for near in (own, [one for one in sums if gone[one.cells].any()]):
            cells = np.concatenate([one.cells for one in near])
            left = cells[~gone[cells] & (count[cells] > 0)]
            if len(left):
                break
        else:
            # all is hidden but what nobody chose
            break
        gone[left[np.argmin(count[left])]] = True
        told = known_cells(sums, gone, small)
    beside_small = np.flatnonzero(gone & ~small)
    for at in beside_small[np.argsort(-count[beside_small])]:
        # what a later one made needless is shown again, the largest first
        gone[at] = False
        gone[at] = len(known_cells(sums, gone, small)) > len(told)
    return gone

"""Cells of a crosstab that are hidden to protect respondents, and how counts are rounded."""

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
from .layout import Layout
from .numbers import changed


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
    made: Made, layout: Layout, protection: Protection, *, answers: int, counts: bool
) -> Made:
    """Return estimates without those that rest on too few respondents.

    Of counts, small ones are hidden, and others beside them in whose absence alone a hidden one
    could not be worked out: in each column, and in each row of a banner, two are hidden or none.
    The first `answers` rows are those that add up.
    """
    if not protection.least:
        return made
    table = made.estimates.table
    n = table["n"].to_numpy(dtype=float)
    gone = n < protection.least
    if counts:
        count = table["estimate"].to_numpy(dtype=float)
        small = (count > 0) & (np.minimum(count, n) < protection.least)
        gone = with_complements(made.places, layout, answers, gone | small, count)
    given = zip(reason_codes(table), gone, strict=True)
    told = [joined([*own, "protected"] if hidden else own) for own, hidden in given]
    left = without_numbers(table, gone).assign(reasons=told).drop(columns="flag")
    cells = Without(made.estimates.covariance.cells, gone)
    own = changed(made.estimates, left, Covariance(len(left), cells))
    return replace(made, estimates=own)


def with_complements(
    places: IntArray,
    layout: Layout,
    answers: int,
    gone: NDArray[np.bool_],
    count: FloatArray,
) -> NDArray[np.bool_]:
    """Hide more cells until no hidden one is the only one of a sum that is known."""
    gone = gone.copy()
    group, row, banner, column = places.T
    # several answers do not add up to their base, nor columns that overlap to their total
    keys = [] if layout.several else [(group, banner, column)]
    keys += [] if layout.overlapping else [(group, row, banner)]
    sets = []
    for key in keys:
        order = np.lexsort(key[::-1])
        new = np.any(np.diff(np.stack(key)[:, order], axis=1), axis=0)
        parts = np.split(order, np.flatnonzero(new) + 1)
        sets += [own[row[own] < answers] for own in parts]
    changing = True
    while changing:
        changing = False
        for own in sets:
            left = own[~gone[own] & (count[own] > 0)]
            if gone[own].sum() == 1 and len(left):
                gone[left[np.argmin(count[left])]] = True
                changing = True
    return gone

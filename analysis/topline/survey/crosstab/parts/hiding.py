"""Cells of a crosstab that are hidden to protect respondents, and how counts are rounded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ....arguments import check_whole
from ....estimates.covariance import Covariance, Without
from ....estimates.estimates import Estimates
from ....estimates.suppression import without_numbers
from ....values import Value
from ...data.columns import FloatArray, IntArray
from .bases import BASES
from .cells import Made
from .numbers import changed
from .sums import BASE, Sum, known_cells


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
    made: Made,
    protection: Protection,
    sums: Callable[[IntArray], list[Sum]],
    *,
    by_column: bool,
    one_base: bool,
) -> Made:
    """Return estimates without those that rest on too few respondents, or tell such ones.

    A share or a mean times its base is a sum, and bases are shown: what a total has more than all
    but one of its parts is the last. So others beside a hidden number are hidden, too.

    Parameters
    ----------
    made : Made
    protection : Protection
    sums : callable
        Finds the sums of cells by their places, in which totals of rows are of the row ``BASE``.
    by_column : bool
        Whether each column has a base, so that the cells of a row add up; else each row has one.
    one_base : bool
        Whether answers have the same base, of which those of numbers have a part.
    """
    places = made.places
    n = made.estimates.table["n"].to_numpy(dtype=float)
    gone = n < protection.least
    small = gone & (n > 0)
    _, column = np.unique(places[:, [0, 2, 3]], axis=0, return_inverse=True)
    _, row = np.unique(places[:, [0, 1]], axis=0, return_inverse=True)
    lines = row if by_column else column
    shut = np.zeros(len(places), dtype=bool)
    for line in np.unique(lines[small]):
        at = np.flatnonzero(lines == line)
        gone[at] |= shut[column[at]]
        gone[at] = with_complements(sums(places[at]), gone[at], small[at], n[at])
        if by_column and one_base:
            # a column that is hidden beside another shows none of its numbers below its answers
            shut[column[at[gone[at]]]] = True
    return replace(made, estimates=without_cells(made.estimates, gone))


def protected_counts(
    made: Made,
    protection: Protection,
    bases: pd.DataFrame,
    respondents: FloatArray,
    sums: Callable[[IntArray], list[Sum]],
) -> tuple[Made, pd.DataFrame]:
    """Return counts and the bases of their columns without those that tell of too few respondents.

    Small ones are hidden, and others beside them in whose absence alone a hidden one could be
    worked out: from answers that add up to their base or to a net, and columns that add up to the
    total, to a net, or to those of another banner. Several answers add up where few gave two.

    Parameters
    ----------
    made : Made
    protection : Protection
    bases : pandas.DataFrame
        Group, banner and column of each base, and its numbers.
    respondents : (k,) float
        How many are counted in each cell, whatever they weigh.
    sums : callable
        Finds the sums of cells by their places.
    """
    table = made.estimates.table
    row = np.full(len(bases), BASE)
    below = np.column_stack([bases["group"], row, bases["banner"], bases["column"]])
    places = np.concatenate([made.places, below])
    asked = bases["n"].to_numpy(dtype=float)
    count = np.concatenate([respondents, asked])
    people = np.concatenate([table["estimate"].to_numpy(dtype=float), asked])
    n = np.concatenate([table["n"].to_numpy(dtype=float), asked])
    # two respondents are few, also where they stand for thousands of people
    small = (count > 0) & (np.minimum.reduce([count, people, n]) < protection.least)
    # of nobody who answered no number is shown, but that there is nobody
    gone = small | ((n < protection.least) & (places[:, 1] != BASE))
    # groups have tables of their own, which tell nothing of one another
    for group in np.unique(places[:, 0]):
        inside = places[:, 0] == group
        gone[inside] = with_complements(
            sums(places[inside]), gone[inside], small[inside], count[inside]
        )
    cells, based = gone[: len(table)], gone[len(table) :]
    kept = without_bases(bases, based)
    hidden = set(map(tuple, below[based][:, [0, 2, 3]].tolist()))
    columns = [tuple(place) in hidden for place in made.places[:, [0, 2, 3]].tolist()]
    own = without_cells(made.estimates, cells, np.array(columns, dtype=bool))
    return replace(made, estimates=own), kept


def without_cells(
    estimates: Estimates, gone: NDArray[np.bool_], baseless: NDArray[np.bool_] | None = None
) -> Estimates:
    """Return estimates without the numbers of some rows, and without the bases of others."""
    table = estimates.table
    # other reasons would tell of a number: that it is 0 or 1, or small
    told = table["reasons"].mask(gone, "protected")
    left = without_numbers(table, gone).assign(reasons=told).drop(columns="flag")
    if baseless is not None and baseless.any():
        left = without_bases(left, baseless)
    cells = Without(estimates.covariance.cells, gone)
    return changed(estimates, left, Covariance(len(left), cells))


def without_bases(table: pd.DataFrame, rows: NDArray[np.bool_]) -> pd.DataFrame:
    """Return a table without the bases of some rows."""
    left = {}
    for name in (name for name in BASES if name in table):
        kind: Any = float if isinstance(table[name].dtype, np.dtype) else "Float64"
        left[name] = table[name].astype(kind).mask(rows)
    return table.assign(**left)


def with_complements(
    sums: Sequence[Sum],
    hidden: NDArray[np.bool_],
    small: NDArray[np.bool_],
    count: FloatArray,
    shown: NDArray[np.bool_] | None = None,
) -> NDArray[np.bool_]:
    """Hide more cells until the shown ones tell no small one.

    In sums that hold something can always be hidden. What few others keep from holding is taken
    for a sum, too, but where that tells a cell whatever is hidden, it tells a wrong number. Cells
    that are `shown` stay so.
    """
    gone, wrong, past_help = hidden.copy(), *np.zeros((2, len(hidden)), dtype=bool)
    may_go = count > 0 if shown is None else (count > 0) & ~shown
    exact = [one for one in sums if one.holds(count)]

    def told() -> IntArray:
        found = known_cells(exact, gone, small & ~past_help, count)
        return found if len(found) else known_cells(sums, gone, small & ~wrong & ~past_help, count)

    while len(known := told()):
        own = [one for one in sums if known[0] in one.cells]
        # a cell of its own sums hides it; where these have none left, one of those beside
        for near in (own, [one for one in sums if gone[one.cells].any()]):
            cells = np.concatenate([one.cells for one in near])
            left = cells[~gone[cells] & may_go[cells]]
            if len(left):
                gone[left[np.argmin(count[left])]] = True
                break
        else:
            truly = known[0] in known_cells(exact, gone, small & ~past_help, count)
            (past_help if truly else wrong)[known[0]] = True
    beside_small = np.flatnonzero(gone & ~hidden)
    for at in beside_small[np.argsort(-count[beside_small], kind="stable")]:
        # what a later one made needless is shown again, the largest first
        gone[at] = False
        gone[at] = len(told()) > 0
    return gone

"""What shares of 0 and 1 add to the variance of a sum: unknown is not zero."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..row_limits import floats
from ..rows import at_edge
from ..schema import FloatArray, label_columns

_ANSWER = ("category", "label", "claim")
"""Labels that tell answers apart, not people."""


def unmeasured(rows: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which rows are shares of 0 or 1 that no other answer of the same people varies with.

    The variance of 0 that a survey estimates for them is none; beside another answer to the same
    question it is right, for the sum of both is a share of those people.
    """
    if "quantity" not in rows:
        return np.zeros(len(rows), dtype=bool)
    edge = at_edge(rows)
    who = _people(rows)
    if not who or not edge.any():
        return edge
    measured = rows[who].assign(measured=~edge).groupby(who, dropna=False)["measured"]
    return np.asarray(edge & ~measured.transform("any").to_numpy(dtype=bool))


def parts_of(rows: pd.DataFrame) -> int:
    """Return of how many groups of people the rows are."""
    who = _people(rows)
    return len(rows[who].drop_duplicates()) if who else len(rows)


def unseen_covariance(
    table: pd.DataFrame, at: NDArray[np.intp], alone: NDArray[np.bool_], parts: int
) -> FloatArray:
    """Return what to add to the covariance of some rows, (k, k).

    That of (x + 2/m)/(n + 4/m) for each share of 0 or 1 in a sum of m groups, by the effective size
    where there is one. Where all of a group gave one answer of several, what is added to its
    answers adds up to nothing, as their shares do.

    Parameters
    ----------
    table : pandas.DataFrame
    at : (k,) int
        The rows.
    alone : (k,) bool
        Which of them have no variance that was measured.
    parts : int
        m.

    References
    ----------
    Price & Bonett (2004), Computational Statistics & Data Analysis 45:449–456; they shift every
    share, here those that have a variance keep it, and every estimate stays.
    """
    found = np.zeros((len(at), len(at)))
    if not alone.any():
        return found
    which = np.flatnonzero(alone)
    variance = shrunk_variance(table.iloc[at[which]], parts)
    found[which, which] = variance
    who = _people(table)
    if not who:
        return found
    people = table.groupby(who, dropna=False, sort=False).ngroup().to_numpy()
    share = floats(table, "estimate")
    for group in np.unique(people[at[which]]):
        zeros = int(((people == group) & (share <= 0)).sum())
        own = which[people[at[which]] == group]
        if zeros and ((people == group) & (share >= 1)).any():
            block = np.ix_(own, own)
            shared = -found[own[0], own[0]] / zeros
            found[block] = np.where(np.eye(len(own), dtype=bool), found[block], shared)
    return found


def unseen_of_pairs(
    table: pd.DataFrame, first: Any, second: Any, groups: NDArray[np.bool_]
) -> FloatArray:
    """Return what to add to the variance of differences of two rows, (m,).

    As ``unseen_covariance`` of both rows has it, without a matrix for each pair.

    Parameters
    ----------
    table : pandas.DataFrame
    first, second : (m,) int
        The rows.
    groups : (m,) bool
        Whether they are of two groups of people.
    """
    edge = at_edge(table) if "quantity" in table else np.zeros(len(table), dtype=bool)
    found = np.zeros(len(first))
    if not (edge[first] | edge[second]).any():
        return found
    own = np.zeros(len(table))
    own[edge] = shrunk_variance(table[edge], 2)
    found += np.where(groups, own[first] + own[second], 0.0)
    # two answers of one group: both at an edge, or the other one varies with it
    for k in np.flatnonzero(~groups & (edge[first] | edge[second])):
        at = np.array([first[k], second[k]])
        rows = table.iloc[at]
        block = unseen_covariance(table, at, unmeasured(rows), parts_of(rows))
        found[k] = block[0, 0] + block[1, 1] - 2 * block[0, 1]
    return found


def shrunk_variance(rows: pd.DataFrame, parts: int) -> FloatArray:
    """Return p(1 − p)/(n + 4/m) of p = (x + 2/m)/(n + 4/m); NaN without a standard error."""
    size = floats(rows, "n_effective")
    size = np.where(np.isnan(size), floats(rows, "n"), size) + 4 / parts
    # a population that is known whole has no error
    whole = np.isinf(size)
    known = np.where(whole, 1.0, size)
    p = (floats(rows, "estimate") * (known - 4 / parts) + 2 / parts) / known
    variance = np.where(whole, 0.0, p * (1 - p) / known)
    return np.where(np.isnan(floats(rows, "std_error")), np.nan, variance)


def _people(rows: pd.DataFrame) -> list[str]:
    """Return the labels that tell people apart where rows are answers to questions."""
    if "category" not in rows:
        return []
    return [name for name in label_columns(rows) if name not in _ANSWER]

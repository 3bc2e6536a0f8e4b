"""The different values of a column, the quickest way that its type allows."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

_TRIED = 1000
"""Decimals of which the first show whether all may be whole."""

_WIDEST = 1 << 16
"""Range of whole numbers up to which they are counted by their places."""


def different_values(cells: "pd.Series[Any]") -> Any:
    """Return the different values of a column, but no data, as an array.

    Numbers and times come in their order, all else as in the column.
    """
    if isinstance(cells.dtype, np.dtype) and cells.dtype.kind in "ifmM":
        cases = cells.to_numpy()
        timed = cases.dtype.kind in "mM"
        found = None if timed else _places(cases)
        if found is not None:
            return found
        # to sort numbers is quicker than to look each up, as numpy.unique does with whole ones;
        # no data comes last
        ordered = np.sort(cases)[: len(cases) - np.count_nonzero(pd.isna(cases))]
        fresh = np.ones(len(ordered), bool)
        fresh[1:] = ordered[1:] != ordered[:-1]
        return pd.array(ordered[fresh]) if timed else ordered[fresh]
    values = cells.unique()
    gone = pd.isna(values)
    return values[~gone] if gone.any() else values


def _places(numbers: npt.NDArray[Any]) -> npt.NDArray[Any] | None:
    """Return few whole numbers by counting the places they fill; None where they are others."""
    kind = numbers.dtype
    if kind.kind == "f":
        some = numbers[:_TRIED]
        if not (np.isnan(some) | (some == np.rint(some))).all():
            return None
        numbers = numbers[~np.isnan(numbers)]
    if not len(numbers):
        return numbers
    low, high = numbers.min(), numbers.max()
    if not high - low < _WIDEST:  # nor where one of them is infinite
        return None
    first = min(low, 0) if high < _WIDEST else low  # most codes need not be moved
    places = (numbers - first if first else numbers).astype(np.int64, copy=False)
    if kind.kind == "f" and not (places + first == numbers).all():
        return None
    found: npt.NDArray[Any] = (np.flatnonzero(np.bincount(places)) + first).astype(kind)
    return found

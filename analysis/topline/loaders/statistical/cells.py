"""Numbers and texts as programs of statistics hold them → cells, missing answers apart."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from ..codebook.variables import Missing, Variable
from .user_missing import Ranges, declared_missing

_EXACT = 2.0**53
_STRING = pa.large_string()
"""What pandas holds text as, so that none is copied."""


def text_cells(
    raw: Any, variable: Variable, ranges: Ranges, *, keep_codes: bool
) -> tuple["pd.Series[Any]", Missing | None]:
    """Return text cells, blank ones missing, and those that are missing for a reason."""
    missing = None
    if ranges:
        cells = pd.Series(raw, dtype=object).to_numpy()
        missing = declared_missing(cells, ranges, variable.value_labels)
    texts = pa.array(raw, _STRING, from_pandas=True)
    gone = pc.equal(texts, "")
    if missing is not None and not keep_codes:
        gone = pc.or_kleene(gone, pa.array(missing.positions > 0))
    kind: Any = pd.StringDtype()
    return pd.Series(
        kind.__from_arrow__(pc.if_else(gone, pa.scalar(None, _STRING), texts))
    ), missing


def without_reasons(values: npt.NDArray[Any], missing: Missing | None) -> npt.NDArray[Any]:
    """Return numbers with none where an answer is missing for a reason."""
    if missing is None:
        return values
    values = values.copy()
    values[missing.positions > 0] = np.nan
    return values.astype(float, copy=False)


def whole_numbers(values: npt.NDArray[np.float64]) -> npt.NDArray[Any]:
    """Return whole numbers as integers, where none is missing."""
    # no comparison holds of no data
    if not len(values) or not (values.min() > -_EXACT and values.max() < _EXACT):
        return values
    integers = values.astype("int64")
    return integers if (integers == values).all() else values


def whole_in_place(values: npt.NDArray[np.float64]) -> npt.NDArray[Any]:
    """Return the same in the memory of the numbers, which nobody else may use any more.

    Both take eight bytes, and what has to be asked of the system anew costs more than the copy.
    """
    values.flags.writeable = True  # what pandas hands out of a frame is closed, though it is ours
    found = whole_numbers(values)
    if found is not values:
        values.view("int64")[:] = found
        return values.view("int64")
    return values

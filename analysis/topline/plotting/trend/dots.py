"""The polls behind a trend, as dots at their days."""

from typing import Any

import numpy as np
import pandas as pd

from ...arguments import described
from ...errors import ArgumentError, DataError
from ...estimates.schema import FloatArray
from .waves import Waves


def dots_of(polls: Any, wave: str, waves: Waves) -> tuple[FloatArray, FloatArray]:
    """Return where polls stand on both axes of a chart of waves.

    Raises
    ------
    ArgumentError
        When there is no table, or the waves are words, which have no place between them.
    DataError
        When it lacks a column, or has a poll without a day.
    """
    if not isinstance(polls, pd.DataFrame):
        raise ArgumentError(f"polls is {described(polls)}; expected a table, a row a poll")
    for name in (wave, "estimate"):
        if name not in polls:
            raise DataError(f"polls has no column {name!r}; it needs {wave!r} and 'estimate'")
    line, own = waves.table[wave], polls[wave]
    if own.isna().any():
        raise DataError(f"column {wave!r} of polls has missing values; leave those polls out")
    y = polls["estimate"].to_numpy(dtype=float)
    if pd.api.types.is_numeric_dtype(line.dtype):
        return own.to_numpy(dtype=float), y
    try:
        days = pd.to_datetime(own) - pd.to_datetime(line).min()
    except (ValueError, TypeError):
        raise ArgumentError(
            f"the waves {wave!r} are no dates or numbers, so polls have no place between them"
        ) from None
    return np.asarray(days / pd.Timedelta(days=1), dtype=np.float64), y

"""Values of pandas told from others without loading it: none can be where nobody has loaded it.

pandas takes longer to load than everything that one interval needs.
"""

import sys
from decimal import Decimal
from typing import Any

import numpy as np


def is_frame(value: object) -> bool:
    """Return whether a value is a pandas DataFrame."""
    return _is(value, "DataFrame")


def is_series(value: object) -> bool:
    """Return whether a value is a pandas Series."""
    return _is(value, "Series")


def is_column(value: object) -> bool:
    """Return whether a value is a pandas Series or Index."""
    return _is(value, "Series", "Index")


def is_missing(value: object) -> bool:
    """Return whether a single thing stands for no answer: None, NaN, NaT or pandas' NA."""
    if isinstance(value, str):
        return False
    if value is None or isinstance(value, (np.datetime64, np.timedelta64)):
        return value is None or bool(np.isnat(value))
    if isinstance(value, (float, complex, np.inexact)):
        return bool(value != value)
    if isinstance(value, Decimal):
        # a NaN that signals cannot even be compared
        return value.is_nan()
    pandas = sys.modules.get("pandas")
    if pandas is None:
        return False
    return bool(pandas.api.types.is_scalar(value) and pandas.isna(value))


def is_na(value: object) -> bool:
    """Return whether a value is the one NA of pandas, which has no answer to ==."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and value is getattr(pandas, "NA", None) and value is not None


def missing(values: Any) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return which things of an array stand for no answer."""
    flags = [is_missing(value) for value in np.ravel(values)]
    return np.array(flags, dtype=bool).reshape(np.shape(values))


def as_series(values: Any, index: Any) -> Any:
    """Return values as a Series with the index of one that was given."""
    return sys.modules["pandas"].Series(values, index=index)


def _is(value: object, *kinds: str) -> bool:
    pandas = sys.modules.get("pandas")
    # a module is there before its names are, while it is being loaded
    return any(isinstance(value, getattr(pandas, kind, ())) for kind in kinds)

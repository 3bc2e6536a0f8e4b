"""The data as they were when a survey was made, whatever becomes of the frame they came in.

From pandas 3 on a frame is shared, for pandas copies it when it is written to; unless somebody else
may hold its memory, as where it was made of an array with ``copy=False``. Earlier versions write to
frames in place, and polars and pyarrow cannot tell whether a column is a NumPy array's memory:
there all is copied. A million rows of 100 numbers (800 MB) take a second to copy.
"""

import sys
from functools import cache
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

_SHARES_FRAMES = int(pd.__version__.split(".")[0]) >= 3


def held(data: Any) -> Any:
    """Return the data in a frame that nobody else can change.

    What is no dataframe in memory comes back as it is.
    """
    if isinstance(data, pd.DataFrame):
        return _held_by_pandas(data)
    frame = nw.from_native(data, eager_only=True, pass_through=True)
    if not isinstance(frame, nw.DataFrame):
        return data
    # two parts made one lie in memory of their own
    native: Any = nw.concat([frame[:1], frame[1:]]).to_native()
    for join in ("rechunk", "combine_chunks"):
        if hasattr(native, join):
            return getattr(native, join)()
    return frame.clone().to_native()


def lent(data: Any) -> Any:
    """Return a frame that its receiver may write to, and ours stays as it is."""
    if isinstance(data, pd.DataFrame):
        return data.copy(deep=not _SHARES_FRAMES)
    frame = nw.from_native(data, eager_only=True)
    return frame.clone().to_native()


def _held_by_pandas(data: pd.DataFrame) -> pd.DataFrame:
    plain = [isinstance(kind, np.dtype) for kind in data.dtypes]
    # asked before there is a frame of ours, which would count
    if not _SHARES_FRAMES or any(
        _holders(data, at) > _holders_of_one_frame() for at in range(len(plain)) if plain[at]
    ):
        return data.copy()
    ours = data.copy(deep=False)
    for at in range(len(plain)):
        # small, as codes of categories are, or free, as text that never changes is
        if not plain[at]:
            ours.isetitem(at, data.iloc[:, at].array.copy())
    return ours


def _holders(data: pd.DataFrame, at: int) -> int:
    """Count who refers to the memory of a column, this function's own references included."""
    values = data.iloc[:, at].to_numpy()
    memory = values if values.base is None else values.base
    if not (isinstance(memory, np.ndarray) and memory.flags.owndata):
        # a file, another library's buffer: who writes there is not known
        return sys.maxsize
    return sys.getrefcount(memory)


@cache
def _holders_of_one_frame() -> int:
    """Count who refers to the memory of a column that only its frame has."""
    return _holders(pd.DataFrame({"x": np.zeros(2)}), 0) if hasattr(sys, "getrefcount") else 0

"""The data as they were when a survey was made, whatever becomes of the frame they came in.

From pandas 3 on a frame is shared, for pandas copies it when it is written to; unless somebody else
may hold its memory, as where it was made of an array with ``copy=False``. Earlier versions write to
frames in place, and polars and pyarrow cannot tell whether a column is a NumPy array's memory:
there all is copied. A million rows of 100 numbers (800 MB) take a second to copy.
"""

import sys
import weakref
from collections import Counter
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
    plain = [at for at, kind in enumerate(data.dtypes) if isinstance(kind, np.dtype)]
    # asked before there is a frame of ours, which would count
    memory = {id(own): own for own in (_memory(data, at) for at in plain)}
    if not _SHARES_FRAMES or any(_is_held_elsewhere(own) for own in memory.values()):
        return data.copy()
    ours = data.copy(deep=False)
    _OURS.update(memory.keys())
    weakref.finalize(ours, _OURS.subtract, tuple(memory.keys()))
    for at in set(range(data.shape[1])).difference(plain):
        # small, as codes of categories are, or free, as text that never changes is
        ours.isetitem(at, data.iloc[:, at].array.copy())
    return ours


_OURS: Counter[int] = Counter()
"""How many frames of ours refer to a piece of memory: a second survey of a frame is no stranger."""


def _memory(data: pd.DataFrame, at: int) -> Any:
    """Return what owns the memory of a column."""
    values = data.iloc[:, at].to_numpy()
    return values if values.base is None else values.base


def _is_held_elsewhere(memory: Any) -> bool:
    """Return whether somebody but a frame may hold some memory, and so write to it."""
    if not (isinstance(memory, np.ndarray) and memory.flags.owndata):
        # a file, another library's buffer: who writes there is not known
        return True
    # what a survey holds was nobody else's when it was made, and is referred to by its caches
    return not _OURS[id(memory)] and _references(memory) > _references_of_one_frame()


def _references(memory: Any) -> int:
    """Count who refers to some memory, those who ask here included."""
    return sys.getrefcount(memory)


@cache
def _references_of_one_frame() -> int:
    """Count who refers to memory that only a frame has, when asked as above."""
    if not hasattr(sys, "getrefcount"):
        return 0
    frame = pd.DataFrame({"x": np.zeros(2)})
    memory = {id(own): own for own in (_memory(frame, at) for at in (0,))}

    def asked(own: Any) -> int:
        return _references(own)

    return next(asked(own) for own in memory.values())

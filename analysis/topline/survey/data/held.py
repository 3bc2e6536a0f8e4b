"""The data as they were when a survey was made, whatever becomes of the frame they came in.

From pandas 3 on a frame is shared, for pandas copies it when it is written to; unless somebody else
may hold its memory, as where it was made of an array with ``copy=False``. Earlier versions write to
frames in place, and polars and pyarrow cannot tell whether a column is a NumPy array's memory:
there all is copied.
"""

import sys
import weakref
from collections import Counter
from collections.abc import Sequence
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


def claim(data: pd.DataFrame) -> None:
    """Keep in mind that a frame was made here, as that of a file: nobody else has its memory."""
    _note_ours(data, tuple(_references(data, _plain_columns(data))))


def lent(data: Any) -> Any:
    """Return a frame that its receiver may write to, and ours stays as it is."""
    if isinstance(data, pd.DataFrame):
        return data.copy(deep=not _SHARES_FRAMES)
    frame = nw.from_native(data, eager_only=True)
    return frame.clone().to_native()


def _held_by_pandas(data: pd.DataFrame) -> pd.DataFrame:
    plain = _plain_columns(data)
    # asked before there is a frame of ours, which would count
    references = _references(data, plain)
    # what a survey holds was nobody else's when it was made, and is referred to by its caches
    others = [count for key, count in references.items() if not _OURS[key]]
    if not _SHARES_FRAMES or any(count > _references_of_one_frame() for count in others):
        return data.copy()
    ours = data.copy(deep=False)
    _note_ours(ours, tuple(references))
    for at in set(range(data.shape[1])).difference(plain):
        # small, as codes of categories are, or free, as text that never changes is
        ours.isetitem(at, data.iloc[:, at].array.copy())
    return ours


_OURS: Counter[int] = Counter()
"""How many frames of ours refer to a piece of memory: a second survey of a frame is no stranger."""


def _note_ours(frame: pd.DataFrame, memory: tuple[int, ...]) -> None:
    _OURS.update(memory)
    weakref.finalize(frame, _OURS.subtract, memory)


def _plain_columns(data: pd.DataFrame) -> list[int]:
    return [at for at, kind in enumerate(data.dtypes) if isinstance(kind, np.dtype)]


def _references(data: pd.DataFrame, columns: Sequence[int]) -> dict[int, float]:
    """Count who refers to the memory of some columns, by its identity.

    Who writes to a file, or to another library's buffer, is not known, and may be anybody.
    """
    cells = (data.iloc[:, at].to_numpy() for at in columns)
    # what owns the memory of each column
    owners = (values if values.base is None else values.base for values in cells)
    memory = {id(own): own for own in owners}
    return {
        key: sys.getrefcount(own) if isinstance(own, np.ndarray) and own.flags.owndata else np.inf
        for key, own in memory.items()
    }


@cache
def _references_of_one_frame() -> float:
    """Count who refers to memory that only a frame has, when asked as above."""
    (count,) = _references(pd.DataFrame({"x": np.zeros(2)}), [0]).values()
    return count

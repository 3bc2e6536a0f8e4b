"""What every value of this package can do: be compared, kept in a file, copied, handed on.

A value is a frozen dataclass that inherits from ``Value``: two are equal when their fields are, NaN
being equal to NaN and frames and arrays compared by what they hold.
"""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

import numpy as np

from .frames import is_na
from .mappings import FrozenMapping


def same(one: Any, other: Any) -> bool:
    """Return whether two things hold the same, NaN equal to NaN.

    Frames, series and arrays are the same when type, labels and every cell are.
    """
    if one is other:
        return True
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        if one.dtype != other.dtype or one.shape != other.shape:
            return False
        if one.dtype == object:
            return all(map(same, one.ravel(), other.ravel()))
        # structured and text arrays know no NaN
        return bool(np.array_equal(one, other, equal_nan=one.dtype.kind in "fcmM"))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)) and type(one) is type(other):
        return len(one) == len(other) and all(map(same, one, other))
    # sparse, in whatever way they are stored
    if hasattr(one, "toarray") and hasattr(other, "toarray"):
        alike = one.shape == other.shape and one.dtype == other.dtype
        return bool(alike and same(one.toarray(), other.toarray()))
    both = one, other
    # what is missing to pandas has no answer to ==, and only one is itself
    if any(is_na(each) or isinstance(each, _WHOLE) or hasattr(each, "equals") for each in both):
        if type(one) is not type(other) or not hasattr(one, "equals"):
            return False
        if one.equals(other) or not hasattr(one, "to_pandas"):
            return bool(one.equals(other))
        # pyarrow's own has NaN unlike NaN
        return bool(one.schema == other.schema and one.to_pandas().equals(other.to_pandas()))
    # NaN is the one thing unlike itself
    return bool(one == other) or bool(one != one and other != other)


def owned(given: Any) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return floats, row by row, that nobody else can write to; copied only where they could.

    An array that is read-only, and whose memory is, is taken as it is.
    """
    array = np.ascontiguousarray(given, dtype=float)
    memory = array
    while isinstance(memory.base, np.ndarray):
        memory = memory.base
    frozen = not memory.flags.writeable and (memory.base is None or isinstance(memory.base, bytes))
    if frozen or not np.may_share_memory(array, np.asarray(given)):
        return array
    return np.array(array)


def read_only(array: Any) -> Any:
    """Return a view of an array through which nobody writes."""
    view = array.view()
    view.flags.writeable = False
    return view


class Value:
    """Base of the frozen dataclasses that are handed to users, and of what these are made of.

    Fields that are not compared are caches: they stay behind when a value is kept in a file or
    copied, as does what ``cached_property`` has found. Arrays are read-only, dictionaries frozen.
    """

    def __post_init__(self) -> None:
        for name, held in vars(self).items():
            if isinstance(held, np.ndarray) and held.flags.writeable:
                vars(self)[name] = read_only(held)
            # a dictionary that is not compared is a cache, to be written to
            elif type(held) is dict and vars(type(self))["__dataclass_fields__"][name].compare:
                vars(self)[name] = FrozenMapping(held)

    def __eq__(self, other: object) -> bool:
        """Whether another is of the same class and holds the same, NaN equal to NaN."""
        if type(other) is not type(self):
            return NotImplemented
        return all(same(held, getattr(other, name)) for name, held in self.__getstate__().items())

    def __hash__(self) -> int:
        """Return a hash; a value that holds frames or arrays has none."""
        held = self.__getstate__().values()
        try:
            return hash((type(self), *(None if one != one else one for one in held)))
        except (TypeError, ValueError):  # arrays and frames do not even say whether they are equal
            raise TypeError(f"unhashable type: {type(self).__name__!r} holds a table") from None

    def __getstate__(self) -> dict[str, Any]:
        own: Any = self
        return {field.name: getattr(self, field.name) for field in fields(own) if field.compare}

    def __setstate__(self, state: dict[str, Any]) -> None:
        own: Any = self
        caches = {
            field.name: field.default_factory()
            for field in fields(own)
            if not field.compare and field.default_factory is not MISSING
        }
        vars(self).update(caches, **state)
        Value.__post_init__(self)


_WHOLE = (np.ndarray, Mapping, list, tuple)
"""What is the same as its own kind alone, and has no single answer to ==."""

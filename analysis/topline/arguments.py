"""Single values at the door: a number, a whole number, a text, one of a few words.

What is refused is refused in words and shown short, whatever its type: an endless list, a number of
five thousand digits, a table. Arrays have their door in ``statistics/core/arguments.py``.
"""

from collections.abc import Iterable, Mapping, Set
from numbers import Integral, Real
from reprlib import Repr
from typing import Any

import numpy as np

from .errors import ArgumentError
from .frames import is_column, is_series
from .nearest import nearest_spelling

MOST_DECIMALS = 15
"""As many as a float has digits."""

_SHORT = Repr()
_SHORT.maxstring = _SHORT.maxother = _SHORT.maxlong = 60
_SHORT.maxlevel = 2


def described(value: Any) -> str:
    """Print a value for a message, short and on one line, whatever it is."""
    shape = getattr(value, "shape", ())
    if isinstance(shape, tuple) and len(shape) > 0:
        return f"a {type(value).__name__} of shape {shape}"
    try:
        return " ".join(_SHORT.repr(value).split())
    except ValueError:
        # Python prints no whole number of more than 4,300 digits
        return f"a huge {type(value).__name__}"


def as_number(value: Any) -> float:
    """Return one number as a float; NaN stands for whatever is none, and for what is missing."""
    # most are a float or an int, and whether another thing is a Real takes longer to find out
    if not isinstance(value, (float, int, Real, np.bool_)):
        if (isinstance(value, np.ndarray) or is_series(value)) and value.size == 1:
            one = np.asarray(value).reshape(-1)[0]
            return float(one) if value.dtype.kind in "biuf" else np.nan
        # numbers of the decimal module are no Real, but become one
        if not (hasattr(value, "as_tuple") and hasattr(value, "quantize")):
            return np.nan
    try:
        return float(value)
    except (ValueError, OverflowError):
        return np.nan


def check_number(
    name: str,
    value: Any,
    low: float = -np.inf,
    high: float = np.inf,
    *,
    expected: str,
) -> float:
    """Return one finite number from `low` to `high` as a float.

    Raises
    ------
    ArgumentError
        When it is none, naming what was expected.
    """
    number = as_number(value)
    if np.isfinite(number) and low <= number <= high:
        return number
    raise ArgumentError(f"{name} is {described(value)}; expected {expected}")


def check_whole(name: str, value: Any, low: int, high: int, *, expected: str = "") -> int:
    """Return one whole number from `low` to `high` as an int; True is none.

    Raises
    ------
    ArgumentError
        When it is none.
    """
    if type(value) is int and low <= value <= high:
        return value
    number = as_number(value)
    flag = isinstance(value, (bool, np.bool_))
    if not flag and low <= number <= high and number.is_integer():
        return int(value if isinstance(value, (int, Integral)) else number)
    wanted = expected or f"a whole number from {low:,} to {high:,}"
    raise ArgumentError(f"{name} is {described(value)}; expected {wanted}")


def check_decimals(value: Any) -> int:
    """Return how many decimals to print: as many as a float has digits, at most."""
    return check_whole("decimals", value, 0, MOST_DECIMALS)


def check_text(name: str, value: Any, *, expected: str) -> str:
    """Return a text.

    Raises
    ------
    ArgumentError
        When it is none, naming what was expected.
    """
    if not isinstance(value, str):
        raise ArgumentError(f"{name} is {described(value)}; expected {expected}")
    # half a sign, as of a text cut in two or decoded wrongly
    if not value.isascii() and any("\ud800" <= sign <= "\udfff" for sign in value):
        raise ArgumentError(
            f"{name} is {value!a}, with half a sign that no table can hold; give the whole text"
        )
    return value


def check_one_of(name: str, value: Any, legal: Iterable[Any]) -> Any:
    """Return a value that is one of a few, each of which is None, True, False or a text.

    Raises
    ------
    ArgumentError
        When it is none of them.
    """
    choices = tuple(legal)
    plain = value is None or isinstance(value, (str, bool, np.bool_))
    if plain and value in choices:
        return value
    near = nearest_spelling(value, map(str, choices)) if isinstance(value, str) else None
    hint = f"; did you mean {near!r}?" if near else ""
    raise ArgumentError(
        f"{name} is {described(value)}; expected one of {', '.join(map(str, choices))}{hint}"
    )


def check_list(name: str, value: Any, most: int, *, expected: str) -> list[Any]:
    """Return what a list, tuple, array or the like holds, at most so many things.

    Raises
    ------
    ArgumentError
        When it is a single thing, has no order or is longer.
    """
    plain = isinstance(value, (list, tuple, range)) or is_column(value)
    if plain or (isinstance(value, np.ndarray) and value.ndim == 1):
        if len(value) <= most:
            return list(value)
        raise ArgumentError(f"{name} has {len(value):,} elements; expected at most {most:,}")
    raise ArgumentError(f"{name} is {described(value)}; expected {expected}")


def listed_values(name: str, value: Any) -> list[Any]:
    """Return the values of a list, tuple, array or the like that a name stands for.

    Raises
    ------
    ArgumentError
        When it is a single thing, or its values can be no labels.
    """
    listed = check_list(
        name,
        list(value) if isinstance(value, (Set, Mapping)) else value,
        10**6,
        expected="a list of values",
    )
    for one in listed:
        try:
            hash(one)
        except TypeError:
            raise ArgumentError(f"{name} has {described(one)}; expected a list of values") from None
    return listed


def check_options(name: str, value: Any) -> dict[str, Any]:
    """Return options by their names, of which None is none.

    Raises
    ------
    ArgumentError
        When it is no mapping, or a name no text.
    """
    expected = "a mapping of options by their names"
    if not isinstance(value, (Mapping, type(None))):
        raise ArgumentError(f"{name} is {described(value)}; expected {expected}")
    return {check_text(name, key, expected=expected): own for key, own in (value or {}).items()}


def check_pair(name: str, value: Any, *, expected: str) -> tuple[float, float]:
    """Return two finite numbers.

    Raises
    ------
    ArgumentError
        When it is anything else.
    """
    listed = isinstance(value, (list, tuple, np.ndarray)) or is_series(value)
    listed = listed and getattr(value, "ndim", 1) == 1 and len(value) == 2
    numbers = [as_number(one) for one in value] if listed else []
    if len(numbers) == 2 and all(np.isfinite(numbers)):
        return numbers[0], numbers[1]
    raise ArgumentError(f"{name} is {described(value)}; expected {expected}")

"""Columns as codes: an array of categories becomes whole numbers and the list of categories."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ....arguments import described
from ....errors import ArgumentError

IntArray = NDArray[np.integer[Any]]

_WIDEST = 2**16
"""Whole numbers that span no more than this are their own codes, without sorting."""


@dataclass(frozen=True, eq=False)
class CodedColumn:
    """One column of categories.

    Attributes
    ----------
    name : str
    codes : (n,) int
        Place of each row's category; −1 where it is missing.
    categories : tuple
        What the codes stand for; some may have no row.
    """

    name: str
    codes: IntArray
    categories: tuple[Any, ...]

    def __post_init__(self) -> None:
        if self.codes.size and int(self.codes.max()) >= len(self.categories):
            raise ArgumentError(
                f"column {self.name!r} has the code {int(self.codes.max())} but "
                f"{len(self.categories)} categories; codes start at 0"
            )


def group_of_rows(name: str, given: Any, size: int) -> tuple[NDArray[np.int64], Sequence[Any]]:
    """Return the group of each row and what the groups are; one of all where none are given.

    Raises
    ------
    ArgumentError
        When a row has none.
    """
    if given is None:
        return np.zeros(size, dtype=np.int64), ["all"]
    column = given if isinstance(given, CodedColumn) else code_column(name, given)
    if column.codes.size != size or (column.codes < 0).any():
        raise ArgumentError(
            f"{name} has not a group for each of {size:,} rows (groups: "
            f"{listed(column.categories)}); give each row its own"
        )
    return column.codes.astype(np.int64), column.categories


def code_column(name: str, values: Any) -> CodedColumn:
    """Return a column as codes and categories.

    Parameters
    ----------
    name : str
        The column's name, for messages.
    values : (n,) array_like or CodedColumn
        Texts, numbers, categoricals; None, NaN and the like are missing.

    Raises
    ------
    ArgumentError
        When it is no column.
    """
    if isinstance(values, CodedColumn):
        return values
    held = values.to_numpy() if isinstance(values, pd.MultiIndex) else values
    held = held.array if isinstance(held, (pd.Series, pd.Index)) else held
    if isinstance(held, pd.Categorical):
        return CodedColumn(name, np.asarray(held.codes), tuple(_plain(held.categories)))
    if isinstance(held, (list, tuple)):
        # as numpy would make texts of a list that holds numbers and texts
        objects = np.empty(len(held), dtype=object)
        objects[:] = held
        held = objects
    if not isinstance(held, (np.ndarray, pd.api.extensions.ExtensionArray)):
        # another library's column; a mapping or a single thing becomes an array without a row
        held = np.asarray(held)
    if getattr(held, "ndim", 0) != 1:
        raise ArgumentError(f"column {name!r} is {described(values)}; expected one value a row")
    if isinstance(held, np.ndarray) and held.dtype.kind in "biu":
        own = _own_codes(name, held)
        if own is not None:
            return own
    if isinstance(held, np.ndarray) and held.dtype.kind == "U":
        held = held.astype(object)
    cells: Any = held
    try:
        codes, categories = pd.factorize(cells)
    except TypeError:
        raise ArgumentError(
            f"column {name!r} holds what is no category, such as a list; expected one text or "
            "number a row"
        ) from None
    return CodedColumn(name, np.asarray(codes), tuple(_plain(categories)))


def _own_codes(name: str, whole: IntArray) -> CodedColumn | None:
    if not whole.size:
        return CodedColumn(name, whole.astype(np.int8), ())
    if whole.dtype.kind == "b":
        return CodedColumn(name, whole.view(np.int8), (False, True))
    low, high = int(whole.min()), int(whole.max())
    if high - low >= _WIDEST:
        return None
    if low == 0 and whole.dtype.kind == "i":
        return CodedColumn(name, whole, tuple(range(high + 1)))
    codes = (whole.astype(np.int64) - low).astype(np.int32)
    return CodedColumn(name, codes, tuple(range(low, high + 1)))


def _plain(categories: Any) -> list[Any]:
    return [one.item() if isinstance(one, np.generic) else one for one in categories]


def named_columns(columns: Any) -> dict[str, Any]:
    """Return the columns of a mapping or a table by name.

    Raises
    ------
    ArgumentError
        When it is neither.
    """
    table = hasattr(columns, "columns") and hasattr(columns, "__getitem__")
    if isinstance(columns, Mapping) or table:
        names = list(columns if isinstance(columns, Mapping) else columns.columns)
        if len(set(map(str, names))) < len(names):
            raise ArgumentError("two columns have the same name; give each its own")
        return {str(name): columns[name] for name in names}
    raise ArgumentError(
        f"columns are {described(columns)}; expected a mapping of names to columns, or a DataFrame"
    )


def places_of(keys: Sequence[Any], categories: Sequence[Any]) -> list[int]:
    """Return the place of each key among categories, −1 where there is none.

    Where nothing equals a key, what alone reads the same does: '1' is 1, and 1.0.
    """
    own = {category: place for place, category in enumerate(categories)}
    read: dict[Any, int] = {}
    for place, category in enumerate(categories):
        text = as_text(category)
        read[text] = -1 if text in read else place
    return [own.get(key, -1 if key is None else read.get(as_text(key), -1)) for key in keys]


def as_text(category: Any) -> Any:
    """Return how a category reads: 1.0 as 1 does; a combination part by part."""
    if isinstance(category, tuple):
        return tuple(as_text(one) for one in category)
    whole = isinstance(category, float) and category.is_integer()
    return category if category is None else str(int(category) if whole else category).strip()


def nearest_to(key: Any, categories: Sequence[Any]) -> str:
    """Return ' (nearest: …)' for the category most like a key, or nothing."""
    texts = {str(as_text(one)).casefold(): one for one in categories}
    close = get_close_matches(str(as_text(key)).casefold(), texts, n=1)
    return f" (nearest: {described(texts[close[0]])})" if close else ""


def listed(categories: Sequence[Any], most: int = 8) -> str:
    """Print categories for a message, the first few of them."""
    more = f" and {len(categories) - most} more" if len(categories) > most else ""
    return ", ".join(described(one) for one in list(categories)[:most]) + more

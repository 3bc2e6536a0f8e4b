"""Operands of a condition, what they are taken for, and the operators between them."""

import math
import operator
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ...expressions.tree import Node, shortened
from ...mappings import FrozenMapping

Column = Any
"""A pandas Series, or one value for all rows: a number, a text, True or False."""


class Kind(Enum):
    """What values are, as far as a condition must know; None where it need not."""

    NUMBER = "numbers"
    TEXT = "text"
    TRUTH = "True and False"
    DATE = "dates"


_KINDS: Mapping[str, Kind | None] = FrozenMapping(
    {
        "string": Kind.TEXT,
        "boolean": Kind.TRUTH,
        **dict.fromkeys(("date", "datetime", "datetime64"), Kind.DATE),
        **dict.fromkeys(("integer", "floating", "mixed-integer-float", "decimal"), Kind.NUMBER),
    }
)
"""Kinds of a column of objects, by what pandas infers of its values."""


def refuse(node: Node, why: str) -> NoReturn:
    """Say why a part cannot be worked out."""
    raise ArgumentError(f"{shortened(str(node))}: {shortened(why, 200)}")


def kind_of(values: Column) -> Kind | None:
    """Return what values are."""
    if isinstance(values, pd.Series):
        dtype: Any = values.dtype
        if isinstance(dtype, pd.CategoricalDtype):
            return kind_of(dtype.categories.to_series())
        if pd.api.types.is_object_dtype(dtype):
            return _KINDS.get(pd.api.types.infer_dtype(values, skipna=True))
        kinds = {"b": Kind.TRUTH, "M": Kind.DATE, **dict.fromkeys("iuf", Kind.NUMBER)}
        text = pd.api.types.is_string_dtype(dtype)
        return Kind.TEXT if text else kinds.get(dtype.kind)
    if isinstance(values, bool):
        return Kind.TRUTH
    if isinstance(values, (int, float)):
        return Kind.NUMBER
    return Kind.TEXT if isinstance(values, str) else None


def refuse_unlike(
    left: Column, right: Column, kinds: tuple[Kind | None, Kind | None], node: Node
) -> None:
    """Refuse to compare text with what is none: nobody's answer would ever be equal.

    The kinds are given, because a column of objects must be gone through to know its own.
    """
    if Kind.DATE in kinds and not (isinstance(left, pd.Series) and isinstance(right, pd.Series)):
        return
    if None in kinds or (kinds[0] is Kind.TEXT) == (kinds[1] is Kind.TEXT):
        return
    for values in (left, right):
        # A column in which nobody answered is of any kind.
        if isinstance(values, pd.Series) and values.isna().all():
            return
    columns = [isinstance(values, pd.Series) for values in (left, right)]
    if all(columns) or not any(columns):
        refuse(node, "text is compared with what is no text; convert one of them first")
    held, given = (left, right) if columns[0] else (right, left)
    example = held.dropna().iloc[0]
    kind = kind_of(held)
    shown = repr(str(example)) if kind is Kind.TEXT else str(example)
    remedy = f"write {str(given)!r}" if kind is Kind.TEXT else "leave out the quotes"
    refuse(
        node,
        f"the column holds {kind.value if kind else 'other values'}, such as {shown}, and is "
        f"compared with {given!r}; expected a value like its own; {remedy}",
    )


def as_date(value: Column, other: Column, kind: Kind | None, node: Node) -> Column:
    """Return a value as a date where it is compared with a column of dates; 2024 is 1 January."""
    if isinstance(value, pd.Series) or value is None or kind is not Kind.DATE:
        return value
    text = str(value)
    # Other bare numbers would be a day of the month in which one asks.
    if isinstance(value, bool) or (text.isdigit() and len(text) not in (4, 8)):
        refuse(node, f"{value!r} is no date; expected one as '2024-01-31'")
    try:
        date = pd.Timestamp(text)
    except ValueError:
        refuse(node, f"{value!r} is no date; expected one as '2024-01-31'")
    of_days = other.dtype == object and pd.api.types.infer_dtype(other, skipna=True) == "date"
    if of_days or str(other.dtype).startswith("date32"):
        return date.date()
    zone = getattr(other.dtype, "tz", None)
    if zone is not None and date.tz is None:
        # a day begins where the column's clocks are; an hour that they show twice is the first
        return date.tz_localize(zone, ambiguous=True, nonexistent="shift_forward")
    return date.tz_convert("UTC") if date.tz is not None else date


def numeric(values: Column, node: Node) -> Column:
    """Return values to compute with, wide enough that what is computed is right."""
    kind = kind_of(values)
    if kind not in (Kind.NUMBER, Kind.TRUTH) or isinstance(
        getattr(values, "dtype", None), pd.CategoricalDtype
    ):
        held = kind.value if kind else "no numbers"
        refuse(node, f"{held} cannot be computed with; expected numbers; convert them first")
    if not isinstance(values, pd.Series):
        return int(values) if isinstance(values, bool) else values
    dtype: Any = values.dtype
    if pd.api.types.is_object_dtype(dtype):
        # Python's own whole numbers grow without end.
        if kind is Kind.NUMBER:
            return pd.to_numeric(values).astype(float)
        return values.astype("boolean").astype("Int64")
    # in double precision, as an engine computes
    if is_single(dtype) or (dtype.kind == "u" and dtype.itemsize == 8):
        return floats(values)
    if dtype.kind not in "biu" or isinstance(dtype, pd.ArrowDtype):
        return values
    return values.astype("Int64" if _is_extension(values) else "int64")


def is_single(dtype: Any) -> bool:
    """Return whether numbers are of single precision, as Stata's are where nobody says more."""
    return getattr(dtype, "kind", "") == "f" and getattr(dtype, "itemsize", 8) < 8


def floats(values: Column) -> Column:
    """Return values as floats."""
    if not isinstance(values, pd.Series):
        return float(values)
    return values.astype("Float64" if _is_extension(values) else "float64")


def as_single(values: Column) -> Column:
    """Return values as single precision has them, in which a cell says 0.1 that holds it so."""
    if not isinstance(values, pd.Series):
        return float(np.float32(values))
    return floats(values.astype("Float32" if _is_extension(values) else "float32"))


def as_words(values: Column) -> Column:
    """Return categories as the texts that they are."""
    is_coded = isinstance(values, pd.Series) and isinstance(values.dtype, pd.CategoricalDtype)
    return values.astype(object) if is_coded else values


def _is_extension(values: "pd.Series[Any]") -> bool:
    """Return whether a column is of pandas' own kinds, which keep what is missing."""
    return isinstance(values.dtype, pd.api.extensions.ExtensionDtype)


def truth_of(values: Column, node: Node) -> Column:
    """Return what `and`, `or` and `not` join: True and False, or a column of 0 and 1."""
    kind = kind_of(values)
    if isinstance(values, bool):
        return values
    if isinstance(values, pd.Series) and not isinstance(values.dtype, pd.CategoricalDtype):
        if kind is Kind.TRUTH:
            return values if values.dtype == bool else values.astype("boolean")
        if kind is Kind.NUMBER and (values.isin([0, 1]) | values.isna()).all():
            return where_known(values == 1, values)
    held = kind.value if kind else "other values"
    refuse(
        node,
        f"it holds {held} and is no condition; and, or and not join conditions, such as age >= 18",
    )


def where_known(found: Column, *operands: Column) -> Column:
    """Return the result of a comparison, missing where an operand is."""
    series = [values for values in operands if isinstance(values, pd.Series)]
    if not isinstance(found, pd.Series):
        return found
    missing = [gone for values in series if (gone := values.isna()).any()]
    if not missing:
        return found if found.dtype == bool else found.astype("boolean")
    whole = found.astype("boolean")
    for gone in missing:
        whole = whole.mask(gone)
    return whole


def _power(base: Column, exponent: Column) -> Column:
    """Return a power in floats, which take the same time and room whatever its size."""
    if isinstance(base, pd.Series) or isinstance(exponent, pd.Series):
        base, exponent = floats(base), floats(exponent)
        # to pandas the power 0 of what is missing is 1
        return (base**exponent).mask(pd.isna(base) | pd.isna(exponent))
    try:
        value = math.pow(base, exponent)
    except OverflowError:
        raise ArgumentError(f"{base} ** {exponent} is too large to compute with") from None
    whole = isinstance(base, int) and isinstance(exponent, int) and exponent >= 0
    return int(value) if whole and abs(value) < 2**53 else value


def _by_zero(divide: Callable[[Column, Column], Column]) -> Callable[[Column, Column], Column]:
    """Return a division in floats where a divisor is 0: by it pandas has 0 of some columns."""

    def divided(left: Column, right: Column) -> Column:
        series = isinstance(left, pd.Series) or isinstance(right, pd.Series)
        if series and np.any(right == 0):
            return divide(floats(left), floats(right))
        return divide(left, right)

    return divided


COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = FrozenMapping(
    {
        "==": operator.eq,
        "!=": operator.ne,
        "<": operator.lt,
        "<=": operator.le,
        ">": operator.gt,
        ">=": operator.ge,
    }
)

IN_TEXT: Mapping[str, Callable[[str, str], bool]] = FrozenMapping(
    {
        "contains": str.__contains__,
        "begins with": str.startswith,
        "ends with": str.endswith,
    }
)
"""What is looked for in a text, both in small letters."""

OPERATORS: Mapping[str, Callable[[Column, Column], Column]] = FrozenMapping(
    {
        **COMPARISONS,
        "+": operator.add,
        "-": operator.sub,
        "*": operator.mul,
        "/": operator.truediv,
        "//": _by_zero(operator.floordiv),
        "%": _by_zero(operator.mod),
        "**": _power,
        "and": operator.and_,
        "or": operator.or_,
    }
)
"""All that a condition can do with two columns; ``in`` and ``not`` have one operand."""

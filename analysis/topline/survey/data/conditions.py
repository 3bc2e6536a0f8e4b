"""Conditions worked out on columns in memory, by one table of operators; nothing is run."""

import math
import operator
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ...expressions.parse import parse_condition
from ...expressions.tree import (
    Arithmetic,
    Comparison,
    Constant,
    Logical,
    Name,
    Node,
    Not,
    Sign,
    Step,
    Values,
)
from ...mappings import FrozenMapping
from .operands import (
    Column,
    Kind,
    as_date,
    floats,
    kind_of,
    numeric,
    refuse,
    refuse_unlike,
    truth_of,
)


def _power(base: Column, exponent: Column) -> Column:
    """Return a power in floats, which take the same time and room whatever its size."""
    if isinstance(base, pd.Series) or isinstance(exponent, pd.Series):
        return floats(base) ** floats(exponent)
    try:
        value = math.pow(base, exponent)
    except OverflowError:
        raise ArgumentError(f"{base} ** {exponent} is too large to compute with") from None
    whole = isinstance(base, int) and isinstance(exponent, int) and exponent >= 0
    return int(value) if whole and abs(value) < 2**53 else value


OPERATORS: Mapping[str, Callable[[Column, Column], Column]] = FrozenMapping(
    {
        "+": operator.add,
        "-": operator.sub,
        "*": operator.mul,
        "/": operator.truediv,
        "//": operator.floordiv,
        "%": operator.mod,
        "**": _power,
        "==": operator.eq,
        "!=": operator.ne,
        "<": operator.lt,
        "<=": operator.le,
        ">": operator.gt,
        ">=": operator.ge,
        "and": operator.and_,
        "or": operator.or_,
    }
)
"""All that a condition can do with two columns; ``in`` and ``not`` have one operand."""


def holds(condition: str, column: Callable[[str], "pd.Series[Any]"]) -> "pd.Series[Any]":
    """Return for which rows a condition holds.

    Missing values are what they are to pandas: no comparison holds for them but ``!=`` and ``not
    in``; columns with pandas' own missing value give it back.

    Parameters
    ----------
    condition : str
        See ``parse_condition``.
    column : callable
        ``(name) -> Series``, raising ArgumentError for names that are no columns.

    Raises
    ------
    ArgumentError
        When it cannot be read, or not be worked out on these columns.
    """
    tree = parse_condition(condition)
    with np.errstate(all="ignore"):
        found = _value(tree, column)
    if not isinstance(found, pd.Series):
        raise ArgumentError("it names no column of the data")
    return found


def _value(node: Node, column: Callable[[str], "pd.Series[Any]"]) -> Column:
    """Return the value of a part."""
    match node:
        case Constant(None) | Values():
            raise ArgumentError(f"{node} stands where one value is expected; write a list after in")
        case Constant(value):
            return value
        case Name(name):
            return column(name)
        case Sign(sign, operand):
            values = numeric(_value(operand, column), operand)
            return values if sign == "+" else _attempt(operator.neg, node, values)
        case Not(operand):
            truth = truth_of(_value(operand, column), operand)
            return not truth if isinstance(truth, bool) else ~truth
        case Arithmetic(first, steps):
            return _computed(node, _value(first, column), column)
        case Comparison(first, steps):
            return _chained(first, steps, column)
        case Logical(joined, parts):
            found = truth_of(_value(parts[0], column), parts[0])
            for part in parts[1:]:
                found = OPERATORS[joined](found, truth_of(_value(part, column), part))
            return found
        case _:
            raise ArgumentError(f"{node} is no part of a condition")


def _chained(
    first: Node, steps: tuple[Step, ...], column: Callable[[str], "pd.Series[Any]"]
) -> Column:
    """Return where all comparisons of a chain hold."""
    left, found = _value(first, column), None
    for step in steps:
        if isinstance(step.operand, Values):
            holding, right = _among(left, first, step, step.operand), None
        else:
            right = _value(step.operand, column)
            holding = _compared(left, first, step, right)
        found = holding if found is None else found & holding
        first, left = step.operand, right
    return found


def _computed(node: Arithmetic, found: Column, column: Callable[[str], "pd.Series[Any]"]) -> Column:
    """Return the result of arithmetic, from left to right."""
    for step in node.steps:
        right = _value(step.operand, column)
        # dates and spans of time are added and subtracted as pandas knows to do
        is_span = step.operator in "+-" and any(
            isinstance(values, pd.Series) and values.dtype.kind in "mM" for values in (found, right)
        )
        if not is_span:
            if step.operator == "+" and kind_of(found) is Kind.TRUTH is kind_of(right):
                refuse(
                    node,
                    "conditions are not added; join them by or; to count those that hold, write "
                    "1 * before each",
                )
            found, right = numeric(found, node), numeric(right, step.operand)
        found = _attempt(OPERATORS[step.operator], node, found, right)
    return found


def _compared(left: Column, first: Node, step: Step, right: Column) -> Column:
    """Compare two columns, or one with a value."""
    node = Comparison(first, (step,))
    kinds = kind_of(left), kind_of(right)
    refuse_unlike(left, right, kinds, node)
    left, right = as_date(left, right, kinds[1], node), as_date(right, left, kinds[0], node)
    texts = [isinstance(values, str) for values in (left, right)]
    if step.operator in ("==", "!=") and any(texts) and not all(texts):
        # By isin, as in pandas: whoever has no answer has another one than this text.
        values, text = (right, left) if texts[0] else (left, right)
        equal = _attempt(_is_in, node, values, [text])
        return equal if step.operator == "==" else ~equal
    return _attempt(OPERATORS[step.operator], node, left, right)


def _among(left: Column, first: Node, step: Step, values: Values) -> Column:
    """Return where a column holds one of some values."""
    node = Comparison(first, (step,))
    if not isinstance(left, pd.Series):
        return (left in values.items) == (step.operator == "in")
    kind = kind_of(left)
    for other, item in {kind_of(item): item for item in values.items}.items():
        refuse_unlike(left, item, (kind, other), node)
    items = [as_date(item, left, kind, node) for item in values.items]
    found = _attempt(_is_in, node, left, items)
    return found if step.operator == "in" else ~found


def _is_in(values: "pd.Series[Any]", items: list[Any]) -> "pd.Series[Any]":
    return values.isin(items)


def _attempt(function: Callable[..., Column], node: Node, *operands: Column) -> Column:
    """Work out a part, or say which could not be, and why in the library's words."""
    try:
        return function(*operands)
    except (TypeError, ValueError, ArithmeticError, NotImplementedError) as problem:
        refuse(node, str(problem).rstrip("."))

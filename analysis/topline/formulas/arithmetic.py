"""Arithmetic of a formula, worked out on columns of numbers by a table of operators."""

import operator
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ..errors import ArgumentError
from ..expressions.formula import FUNCTIONS
from ..expressions.tree import Arithmetic, Call, Comparison, Constant, Name, Node, Sign
from .variables import FloatArray, Variables

_FUNCTIONS: Mapping[str, Callable[[Any], Any]] = {name: getattr(np, name) for name in FUNCTIONS}

_OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": np.true_divide,
    "//": np.floor_divide,
    "%": np.mod,
    "**": np.float_power,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def worked_out(node: Node, variables: Variables, text: str) -> FloatArray:
    """Return the numbers that an expression gives, NaN where one of its columns has none.

    Parameters
    ----------
    node : Node
    variables : Variables
    text : str
        What it is called in messages.

    Raises
    ------
    ArgumentError
        When it holds more than arithmetic, or is no number where its columns are.
    """
    columns: list[FloatArray] = []

    def value(of: Node) -> Any:
        match of:
            case Name(name):
                columns.append(variables.numbers(name).rows)
                return columns[-1]
            case Constant(bool() | int() | float() as number):
                return np.float64(number)
            case Sign(sign, operand):
                return -value(operand) if sign == "-" else value(operand)
            case Call(function, argument):
                return _FUNCTIONS[function](value(argument))
            case Arithmetic(first, steps):
                found = value(first)
                for step in steps:
                    found = _OPERATORS[step.operator](found, value(step.operand))
                return found
            case Comparison(first, (step,)) if step.operator in _OPERATORS:
                left, right = value(first), value(step.operand)
                unknown = np.isnan(left) | np.isnan(right)
                return np.where(unknown, np.nan, _OPERATORS[step.operator](left, right))
            case _:
                raise ArgumentError(
                    f"{text} holds {of}; expected arithmetic of columns of numbers; make a column "
                    "of it first"
                )

    with np.errstate(all="ignore"):
        found = value(node)
    if not columns:
        raise ArgumentError(f"{text} names no column; a constant is the intercept, written 1")
    found = np.asarray(np.broadcast_to(found, columns[0].shape), dtype=float)
    known = ~np.any(np.isnan(columns), axis=0)
    wrong = np.flatnonzero(known & ~np.isfinite(found))
    if wrong.size:
        raise ArgumentError(
            f"{text} is no number in {wrong.size:,} rows whose columns are (the first is row "
            f"{wrong[0] + 1:,}); leave those rows out, or write it otherwise"
        )
    return found

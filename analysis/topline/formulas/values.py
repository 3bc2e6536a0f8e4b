"""What the columns of a formula must tell, and expressions of them as numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ..errors import ArgumentError
from ..expressions.tree import (
    Arithmetic,
    Call,
    Comparison,
    Constant,
    Logical,
    Missing,
    Name,
    Node,
    Not,
    Sign,
    shortened,
)
from ..statistics.core.arguments import FloatArray
from .transforms import FUNCTIONS


@dataclass(frozen=True, eq=False)
class Levels:
    """A column of categories: its levels in their order, and the code of each row, −1 without."""

    labels: tuple[Any, ...]
    codes: NDArray[Any]


class Columns(Protocol):
    """The rows that a formula is worked out on."""

    def __len__(self) -> int:
        """Count the rows."""

    def is_categorical(self, name: str) -> bool:
        """Return whether a column holds categories or text."""

    def numbers(self, name: str) -> FloatArray:
        """Return a column of numbers, NaN where there is none."""

    def levels(self, name: str) -> Levels:
        """Return a column of categories."""

    def holds(self, condition: Node) -> FloatArray:
        """Return 1 where a condition holds, 0 where not, NaN where that is not known."""


def worked_out(node: Node, columns: Columns) -> FloatArray:
    """Work out an expression of columns, NaN where one of them has no value.

    Raises
    ------
    ArgumentError
    """
    match node:
        case Constant(value) if isinstance(value, (int, float)):
            return np.full(len(columns), float(value))
        case Name(name):
            return columns.numbers(name)
        case Sign(operator, operand):
            found = worked_out(operand, columns)
            return -found if operator == "-" else found
        case Call(function, argument):
            with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
                return np.asarray(FUNCTIONS[function](worked_out(argument, columns)), dtype=float)
        case Arithmetic(first, steps):
            left = worked_out(first, columns)
            for step in steps:
                with np.errstate(all="ignore"):
                    left = _OPERATORS[step.operator](left, worked_out(step.operand, columns))
            return left
        case Comparison() | Logical() | Not() | Missing():
            return columns.holds(node)
        case _:
            raise ArgumentError(f"{shortened(str(node))} is no number; expected an expression")


_OPERATORS: Mapping[str, Any] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "//": np.floor_divide,
    "%": np.mod,
    "**": np.power,
}

"""Smooth functions of estimates: their value and gradient, for the delta method."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import described
from ...errors import ArgumentError, ToplineError
from ...expressions.parse import parse_formula
from ...expressions.tree import Arithmetic, Call, Constant, Name, Node, Sign, shortened
from ..covariance import Covariance
from ..schema import FloatArray
from .contrasts import contrast_row, row_called, rows_by_name


@dataclass(frozen=True, eq=False)
class Dual:
    """A value and its (k,) gradient in the estimates, by the rules of differentiation."""

    value: Any
    gradient: FloatArray

    def __neg__(self) -> "Dual":
        """Return −a."""
        return Dual(-self.value, -self.gradient)

    def __add__(self, other: "Dual") -> "Dual":
        """Return a + b."""
        return Dual(self.value + other.value, self.gradient + other.gradient)

    def __sub__(self, other: "Dual") -> "Dual":
        """Return a − b."""
        return Dual(self.value - other.value, self.gradient - other.gradient)

    def __mul__(self, other: "Dual") -> "Dual":
        """Return a·b."""
        gradient = other.value * self.gradient + self.value * other.gradient
        return Dual(self.value * other.value, gradient)

    def __truediv__(self, other: "Dual") -> "Dual":
        """Return a/b."""
        over = np.float64(other.value)
        gradient = (self.gradient - self.value / over * other.gradient) / over
        return Dual(self.value / over, gradient)

    def __pow__(self, other: "Dual") -> "Dual":
        """Return a to the power of b."""
        base, power = np.float64(self.value), other.value
        value = base**power
        slope = power * base ** (power - 1) * self.gradient
        if other.gradient.any():
            slope = slope + value * np.log(base) * other.gradient
        return Dual(value, slope)


_FUNCTIONS: Mapping[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "log": (np.log, lambda x: 1 / x),
    "log2": (np.log2, lambda x: 1 / (x * np.log(2))),
    "log10": (np.log10, lambda x: 1 / (x * np.log(10))),
    "exp": (np.exp, np.exp),
    "sqrt": (np.sqrt, lambda x: 0.5 / np.sqrt(x)),
    "abs": (np.abs, np.sign),
    "logit": (lambda p: np.log(p / (1 - p)), lambda p: 1 / (p * (1 - p))),
    "expit": (lambda x: 1 / (1 + np.exp(-x)), lambda x: 1 / (2 + np.exp(x) + np.exp(-x))),
}
"""Functions an expression may use, with their derivatives."""

_BINARY: Mapping[str, Callable[[Dual, Dual], Dual]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "**": operator.pow,
}
"""Operators an expression may use."""

_STEPS = 12


def function_row(
    table: pd.DataFrame,
    covariance: Covariance,
    function: str | Callable[[FloatArray], Any],
    confidence_level: float,
    most_df: float | None,
) -> dict[str, Any]:
    """Return the statistics columns of a function of the estimates: those of its linear part.

    Raises
    ------
    ArgumentError
        When an expression cannot be read, or a function gives no number.
    """
    estimate = table["estimate"].to_numpy(dtype=float)
    if isinstance(function, str):
        found = of_expression(function, rows_by_name(table), estimate)
    else:
        found = of_callable(function, estimate)
    value, gradient = found.value, found.gradient
    if not (np.isfinite(value) and np.isfinite(gradient).all()):
        row = contrast_row(table, covariance, np.zeros(len(table)), confidence_level, most_df)
        nothing = dict.fromkeys(("estimate", "std_error", "ci_low", "ci_high"), np.nan)
        return row | nothing | {"interval": pd.NA, "reasons": "undefined"}
    row = contrast_row(table, covariance, gradient, confidence_level, most_df)
    move = value - row["estimate"]
    moved = {key: row[key] + move for key in ("estimate", "ci_low", "ci_high")}
    return row | moved | {"quantity": "value"}


def of_expression(expression: str, rows: Mapping[str, int], estimate: FloatArray) -> Dual:
    """Return the value of an expression of row names and its exact gradient.

    Parameters
    ----------
    expression : str
        As ``"api00 / api99"`` or ``"log(a) - log(b)"``, with + - * / **, brackets and the functions
        log, log2, log10, exp, sqrt, abs, logit and expit; names that are no plain words stand in
        backticks: ``"`top two` / `no answer`"``.
    rows : mapping of str to int
        Row of each name.
    estimate : (k,) float

    Raises
    ------
    ArgumentError
        When it cannot be read, or names no row.
    """
    try:
        tree = parse_formula(expression, tuple(_FUNCTIONS))
    except ArgumentError as problem:
        raise _unreadable(expression, str(problem)) from None
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        found = _Reader(expression, rows, estimate).read(tree)
    return Dual(float(found.value), found.gradient)


class _Reader:
    """Values and gradients of the parts of an expression, by the rules of differentiation."""

    def __init__(self, expression: str, rows: Mapping[str, int], estimate: FloatArray) -> None:
        self.expression, self.rows, self.estimate = expression, rows, estimate

    def read(self, node: Node) -> Dual:
        """Return the value and gradient of a part."""
        match node:
            case Name(name):
                row, gradient = row_called(name, self.rows), np.zeros(len(self.estimate))
                gradient[row] = 1.0
                return Dual(float(self.estimate[row]), gradient)
            case Constant(int() | float() as value):
                return Dual(np.float64(value), np.zeros(len(self.estimate)))
            case Sign(sign, operand):
                found = self.read(operand)
                return -found if sign == "-" else found
            case Arithmetic(first, steps) if all(step.operator in _BINARY for step in steps):
                found = self.read(first)
                for step in steps:
                    found = _BINARY[step.operator](found, self.read(step.operand))
                return found
            case Call(name, argument):
                inner = self.read(argument)
                function, derivative = _FUNCTIONS[name]
                at = np.float64(inner.value)
                return Dual(function(at), derivative(at) * inner.gradient)
        raise _unreadable(self.expression, f"{shortened(str(node))!r} is no part of one")


def _unreadable(expression: str, why: str) -> ArgumentError:
    return ArgumentError(
        f"the expression {shortened(expression)!r} cannot be read ({shortened(why, 400)}); "
        "expected row names, numbers, "
        "+ - * / **, brackets and functions, such as 'log(a / b)'; other names go in backticks"
    )


def of_callable(function: Callable[[FloatArray], Any], estimate: FloatArray) -> Dual:
    """Return the value of a function of all estimates and its gradient, by extrapolation.

    Central differences at steps h, h/2, h/4, … are extrapolated to step 0 (Ridders); the entry
    that differs least from its neighbours is taken, with about eleven correct digits.

    Raises
    ------
    ArgumentError
        When the function does not return one number.

    References
    ----------
    Ridders (1982), Advances in Engineering Software 4:75–76.
    """
    value = _number(function, estimate)
    slopes = np.empty(len(estimate))
    for i, at in enumerate(estimate):
        step = 0.01 * (abs(at) or 1.0)
        error, before = np.inf, np.empty(0)
        slopes[i] = np.nan
        for _ in range(_STEPS):
            up, down = estimate.copy(), estimate.copy()
            up[i] += step
            down[i] -= step
            row = [(_number(function, up) - _number(function, down)) / float(up[i] - down[i])]
            for order, known in enumerate(before, 1):
                row.append(row[-1] + (row[-1] - known) / (4.0**order - 1))
                off = max(abs(row[-1] - row[-2]), abs(row[-1] - known))
                if off < error:
                    slopes[i], error = row[-1], off
            before, step = np.array(row), step / 2
    return Dual(value, slopes)


def _number(function: Any, at: FloatArray) -> float:
    """Call a person's function, or say what it raised."""
    if not callable(function):
        raise ArgumentError(
            f"function is {described(function)}; expected a text such as 'a / b', or a function of "
            "the estimates"
        )
    try:
        with np.errstate(all="ignore"):
            value = np.asarray(function(at.copy()), dtype=float)
    except ToplineError:
        raise
    except Exception as problem:
        raise ArgumentError(
            f"the function raises {type(problem).__name__}: {str(problem)[:200]}; expected one "
            "number of the estimates, such as lambda e: e[0] / e[1]"
        ) from problem
    if value.ndim:
        raise ArgumentError(
            f"the function returns an array of shape {value.shape}; expected one number of the "
            "estimates, such as lambda e: e[0] / e[1]"
        )
    return float(value)

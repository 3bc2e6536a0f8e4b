"""Smooth functions of estimates: their value and gradient, for the delta method."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ...expressions.parse import parse_formula
from ...expressions.tree import Arithmetic, Call, Constant, Name, Node, Sign, shortened
from ..covariance import Covariance
from ..schema import FloatArray
from .contrasts import contrast_row, row_called, rows_by_name

Dual = tuple[float, FloatArray]
"""A value and its gradient in the estimates."""

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

_STEPS = 12


def function_row(
    table: pd.DataFrame,
    covariance: Covariance,
    function: str | Callable[[FloatArray], Any],
    confidence_level: float,
) -> dict[str, Any]:
    """Return the statistics columns of a function of the estimates: those of its linear part.

    Raises
    ------
    ArgumentError
        When an expression cannot be read, or a function gives no number.
    """
    estimate = table["estimate"].to_numpy(dtype=float)
    if isinstance(function, str):
        value, gradient = of_expression(function, rows_by_name(table), estimate)
    else:
        value, gradient = of_callable(function, estimate)
    if not (np.isfinite(value) and np.isfinite(gradient).all()):
        row = contrast_row(table, covariance, np.zeros(len(table)), confidence_level)
        nothing = dict.fromkeys(("estimate", "std_error", "ci_low", "ci_high"), np.nan)
        return row | nothing | {"interval": pd.NA, "reasons": "undefined"}
    row = contrast_row(table, covariance, gradient, confidence_level)
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

    def _row(name: str) -> Dual:
        row, gradient = row_called(name, rows), np.zeros(len(estimate))
        gradient[row] = 1.0
        return float(estimate[row]), gradient

    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        value, gradient = _Reader(expression, _row, len(estimate)).read(tree)
    return float(value), gradient


class _Reader:
    """Values and gradients of the parts of an expression, by the rules of differentiation."""

    def __init__(self, expression: str, row: Callable[[str], Dual], k: int) -> None:
        self.expression, self.row, self.k = expression, row, k

    def read(self, node: Node) -> Dual:
        """Return the value and gradient of a part."""
        match node:
            case Name(name):
                return self.row(name)
            case Constant(int() | float() as value):
                return np.float64(value), np.zeros(self.k)
            case Sign(sign, operand):
                value, slope = self.read(operand)
                return (-value, -slope) if sign == "-" else (value, slope)
            case Arithmetic(first, steps) if all(step.operator in _BINARY for step in steps):
                found = self.read(first)
                for step in steps:
                    found = _BINARY[step.operator](found, self.read(step.operand))
                return found
            case Call(name, argument):
                value, slope = self.read(argument)
                function, derivative = _FUNCTIONS[name]
                return function(np.float64(value)), derivative(np.float64(value)) * slope
        raise _unreadable(self.expression, f"{shortened(str(node))!r} is no part of one")


def _product(a: Dual, b: Dual) -> Dual:
    return a[0] * b[0], b[0] * a[1] + a[0] * b[1]


def _quotient(a: Dual, b: Dual) -> Dual:
    over = np.float64(b[0])
    return a[0] / over, (a[1] - a[0] / over * b[1]) / over


def _power(a: Dual, b: Dual) -> Dual:
    base = np.float64(a[0])
    value = base ** b[0]
    slope = b[0] * base ** (b[0] - 1) * a[1]
    return value, slope + value * np.log(base) * b[1] if b[1].any() else slope


_BINARY: Mapping[str, Callable[[Dual, Dual], Dual]] = {
    "+": lambda a, b: (a[0] + b[0], a[1] + b[1]),
    "-": lambda a, b: (a[0] - b[0], a[1] - b[1]),
    "*": _product,
    "/": _quotient,
    "**": _power,
}
"""Operators an expression may use, with their rules of differentiation."""


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
    """
    value = _number(function, estimate)
    slopes = [_slope(function, estimate, i) for i in range(len(estimate))]
    return value, np.array(slopes)


def _number(function: Callable[[FloatArray], Any], at: FloatArray) -> float:
    with np.errstate(all="ignore"):
        value = np.asarray(function(at.copy()), dtype=float)
    if value.ndim:
        raise ArgumentError(
            f"the function returns an array of shape {value.shape}; expected one number of the "
            "estimates, such as lambda e: e[0] / e[1]"
        )
    return float(value)


def _slope(function: Callable[[FloatArray], Any], at: FloatArray, i: int) -> float:
    """Return ∂f/∂eᵢ by Ridders' method.

    References
    ----------
    Ridders (1982), Advances in Engineering Software 4:75–76.
    """
    step = 0.01 * (abs(at[i]) or 1.0)
    best, error, before = np.nan, np.inf, np.empty(0)
    for _ in range(_STEPS):
        row = [_difference(function, at, i, step)]
        for order, known in enumerate(before, 1):
            row.append(row[-1] + (row[-1] - known) / (4.0**order - 1))
            off = max(abs(row[-1] - row[-2]), abs(row[-1] - known))
            if off < error:
                best, error = row[-1], off
        before, step = np.array(row), step / 2
    return float(best)


def _difference(
    function: Callable[[FloatArray], Any], at: FloatArray, i: int, step: float
) -> float:
    up, down = at.copy(), at.copy()
    up[i] += step
    down[i] -= step
    return (_number(function, up) - _number(function, down)) / float(up[i] - down[i])

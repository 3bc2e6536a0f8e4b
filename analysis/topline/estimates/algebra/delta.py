"""Smooth functions of estimates: their value and gradient, for the delta method."""

import ast
import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError
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

UNDEFINED = "not defined at these estimates"

_QUOTED = re.compile(r"`([^`]+)`")
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
        return row | nothing | {"interval": pd.NA, "flag": UNDEFINED}
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
    quoted: dict[str, str] = {}

    def _plain(found: "re.Match[str]") -> str:
        key = f"quoted_{len(quoted)}_"
        quoted[key] = found.group(1)
        return key

    try:
        tree = ast.parse(_QUOTED.sub(_plain, expression).replace("^", "**").strip(), mode="eval")
    except SyntaxError as problem:
        raise _unreadable(expression, problem.msg) from None

    def _row(name: str) -> Dual:
        row, gradient = row_called(quoted.get(name, name), rows), np.zeros(len(estimate))
        gradient[row] = 1.0
        return float(estimate[row]), gradient

    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        value, gradient = _Reader(expression, _row, len(estimate)).read(tree.body)
    return float(value), gradient


class _Reader:
    """Values and gradients of the parts of an expression, by the rules of differentiation."""

    def __init__(self, expression: str, row: Callable[[str], Dual], k: int) -> None:
        self.expression, self.row, self.k = expression, row, k

    def read(self, node: ast.AST) -> Dual:
        """Return the value and gradient of a part."""
        name = _dotted(node)
        if name is not None:
            return self.row(name)
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
            return np.float64(node.value), np.zeros(self.k)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
            value, slope = self.read(node.operand)
            return (-value, -slope) if isinstance(node.op, ast.USub) else (value, slope)
        if isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
            return _BINARY[type(node.op)](self.read(node.left), self.read(node.right))
        if isinstance(node, ast.Call) and len(node.args) == 1 and not node.keywords:
            return self._call(node)
        raise _unreadable(self.expression, f"{ast.unparse(node)!r} is no part of one")

    def _call(self, node: ast.Call) -> Dual:
        name = _dotted(node.func)
        if name is None or name not in _FUNCTIONS:
            raise _unreadable(
                self.expression, f"{name} is none of the functions {', '.join(_FUNCTIONS)}"
            )
        value, slope = self.read(node.args[0])
        function, derivative = _FUNCTIONS[name]
        return function(np.float64(value)), derivative(np.float64(value)) * slope


def _dotted(node: ast.AST) -> str | None:
    """Return a name, dots included, as in ``api.stu``; None where the part is no name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = _dotted(node.value)
        return None if before is None else f"{before}.{node.attr}"
    return None


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


_BINARY: Mapping[type[ast.operator], Callable[[Dual, Dual], Dual]] = {
    ast.Add: lambda a, b: (a[0] + b[0], a[1] + b[1]),
    ast.Sub: lambda a, b: (a[0] - b[0], a[1] - b[1]),
    ast.Mult: _product,
    ast.Div: _quotient,
    ast.Pow: _power,
}


def _unreadable(expression: str, why: str) -> ArgumentError:
    return ArgumentError(
        f"the expression {expression!r} cannot be read ({why}); expected row names, numbers, "
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

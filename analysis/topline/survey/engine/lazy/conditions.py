"""Conditions as expressions of an engine: the tree that is worked out on columns in memory.

What is said of one column of few distinct values is worked out on these, in memory, by the same
rules, labels and spellings; the engine is told for which values it holds. What is left are numbers,
and conditions joined.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from ....arguments import described
from ....errors import ArgumentError
from ....expressions.parse import parse_condition
from ....expressions.tree import (
    Arithmetic,
    Comparison,
    Constant,
    Logical,
    Missing,
    Name,
    Node,
    Not,
    Sign,
    Step,
    Values,
    names_in,
    shortened,
)
from ....mappings import FrozenMapping
from ...data.answers import Columns
from ...data.coding import order_in_common
from ...data.conditions import answers_in_words, worked_out
from ...data.domains import Truth as TruthInMemory
from ...data.domains import truth as truth_in_memory
from ...data.operands import COMPARISONS, refuse
from .coded import Coded, Key, of_flag
from .levels import Levels


def _floored(values: nw.Expr) -> nw.Expr:
    """Return numbers rounded down; to a whole number, as some engines do, no infinity can be."""
    whole = nw.when(values.is_finite()).then(values).otherwise(nw.lit(0.0)).floor()
    return nw.when(values.is_finite()).then(whole).otherwise(values)


OPERATORS: Mapping[str, Callable[[nw.Expr, nw.Expr], nw.Expr]] = FrozenMapping(
    {
        "+": operator.add,
        "-": operator.sub,
        "*": operator.mul,
        "/": operator.truediv,
        # engines round towards 0, or down; Python and R down
        "//": lambda x, y: _floored(x / y),
        "%": lambda x, y: x - y * _floored(x / y),
        # of what is missing pandas has the power 0
        "**": lambda x, y: nw.when(~(x.is_null() | y.is_null())).then(x**y),
        **COMPARISONS,
    }
)
"""What an engine does with two numbers."""


@dataclass(frozen=True, eq=False)
class Truth:
    """For which rows a condition holds, and for which it does not; neither where that is not known.

    Two expressions that are never missing mean the same to every engine, missing ones do not.
    """

    holds: nw.Expr
    fails: nw.Expr

    @property
    def flag(self) -> nw.Expr:
        """1, 0, or −1 where it is not known."""
        known = nw.when(self.fails).then(nw.lit(0)).otherwise(nw.lit(-1))
        return nw.when(self.holds).then(nw.lit(1)).otherwise(known)


def condition_code(levels: Levels, test: Any) -> Coded:
    """Return for whom a condition holds: 1, 0, or −1 where that is not known.

    Raises
    ------
    ArgumentError
        When it is none in words or the name of a column, or cannot be worked out.
    """
    if not isinstance(test, str):
        raise ArgumentError(
            f"a condition is {described(test)}; the rows are not in memory, so expected one in "
            "words, such as 'age >= 18', which the engine works out"
        )
    if test in levels.rows.kinds:
        return of_flag(f"where {test}", _of_levels(levels, test, None).flag)
    try:
        found = _truth(parse_condition(test), levels)
    except ArgumentError as problem:
        raise ArgumentError(
            f"the condition {shortened(test)!r} cannot be worked out "
            f"({shortened(str(problem), 400)}); expected a condition on the columns, "
            "such as 'age >= 18'"
        ) from None
    return of_flag(f"where {test}", found.flag)


def _truth(node: Node, levels: Levels) -> Truth:
    """Return where a part holds."""
    names = names_in(node)
    if not names:
        raise ArgumentError("it names no column of the data")
    if len(names) == 1:
        # which refuses what is no column
        levels.rows.kind(names[0], "name")
        if levels.is_small(names[0]):
            return _of_levels(levels, names[0], node)
    match node:
        case Not(operand):
            inner = _truth(operand, levels)
            return Truth(inner.fails, inner.holds)
        case Logical(joined, parts):
            found = [_truth(part, levels) for part in parts]
            both = reduce(operator.and_, [own.holds for own in found])
            none = reduce(operator.or_, [own.fails for own in found])
            if joined == "and":
                return Truth(both, none)
            some = reduce(operator.or_, [own.holds for own in found])
            return Truth(some, reduce(operator.and_, [own.fails for own in found]))
        case Missing(operand):
            # "don't know" among numbers is an answer
            gone = _answer(operand, levels).is_null()
            return Truth(gone, ~gone)
        case Comparison(first, steps):
            found = []
            for step in steps:
                found.append(_compared(first, step, levels))
                first = step.operand
            holds = reduce(operator.and_, [own.holds for own in found])
            return Truth(holds, reduce(operator.or_, [own.fails for own in found]))
        case _:
            # a column of 0 and 1, or arithmetic that gives these
            value = _number(node, levels)
            known = ~value.is_null()
            return Truth(known & (value == 1), known & ~(value == 1))


def _of_levels(levels: Levels, name: str, node: Node | None) -> Truth:
    """Return where a condition on one column holds, worked out on its distinct values."""
    own = levels.column(name, "name")
    columns: Columns = own.columns
    size = len(columns.data)
    if node is None:
        found = truth_in_memory(columns, name, size)
    else:
        value = worked_out(node, columns)
        if not isinstance(value, pd.Series):
            value = pd.Series(np.full(size, value))
        if not pd.api.types.is_bool_dtype(value.dtype):
            value = value.map({0: False, 1: True}, na_action="ignore")
        found = TruthInMemory.of(value)
    fails = ~found.holds if found.unknown is None else ~found.holds & ~found.unknown
    return Truth(_where(own.key, columns, found.holds), _where(own.key, columns, fails))


def _where(key: Key, columns: Columns, holds: Any) -> nw.Expr:
    """Return where a key has one of the values, missing among them, for which it holds."""
    chosen = columns.data.iloc[:, 0][holds]
    inside = key.among(chosen.dropna().tolist())
    return inside | key.expr.is_null() if chosen.isna().any() else inside


def _answer(node: Node, levels: Levels) -> nw.Expr:
    """Return the value of a part as an answer: a code that says "don't know" is one."""
    if not isinstance(node, Name):
        return _number(node, levels)
    if not levels.rows.kind(node.name, "name").is_numeric():
        return nw.col(node.name)
    return levels.answer(node.name)


def _compared(first: Node, step: Step, levels: Levels) -> Truth:
    """Compare two columns of numbers, or one with a value or several."""
    node = Comparison(first, (step,))
    if isinstance(step.operand, Values):
        value = _answer(first, levels)
        items = [item for item in step.operand.items if item is not None]
        if not all(isinstance(item, (int, float)) for item in items):
            refuse(node, "numbers are compared with what is none; leave out the quotes")
        numbers, gone = [float(item) for item in items], value.is_null()
        if _is_single(first, levels):
            value, numbers = _single(value), np.array(numbers, np.float32).astype(float).tolist()
        inside = value.is_in(numbers)
        holds, fails = ~gone & inside, ~gone & ~inside
        if None in step.operand.items:
            # who has no answer is among those only where a list says so
            holds = holds | gone
        return Truth(holds, fails) if step.operator == "in" else Truth(fails, holds)
    if step.operator not in OPERATORS:
        refuse(node, f"{step.operator} is for texts, and the column holds numbers")
    sides = (first, step.operand)
    names = [side.name for side in sides if isinstance(side, Name)]
    kinds = [levels.rows.kind(name, "name") for name in names]
    numeric = [kind.is_numeric() for kind in kinds]
    if len(names) == 2 and not any(numeric):
        placed = step.operator not in ("==", "!=") and _placed(names, levels)
        left, right = placed or map(levels.rows.plain, names)
        if {nw.Date, nw.Datetime} <= {type(kind) for kind in kinds}:
            # to Dask no day is any moment
            left, right = (side.cast(nw.Datetime("us")) for side in (left, right))
    elif len(names) == 2 and not all(numeric):
        refuse(node, "text is compared with what is no text; convert one of them first")
    else:
        take = _answer if step.operator in ("==", "!=") else _number
        left, right = (take(side, levels) for side in sides)
        if _is_single(node, levels):
            left, right = _single(left), _single(right)
    known = ~left.is_null() & ~right.is_null()
    found = OPERATORS[step.operator](left, right)
    return Truth(known & found, known & ~found)


def _placed(names: list[str], levels: Levels) -> list[nw.Expr] | None:
    """Return where the answers of two columns stand in their order; None: in the alphabet's."""
    if any(levels.rows.kind(name) not in (nw.String, nw.Categorical, nw.Enum) for name in names):
        return None
    both = [levels.column(name) for name in names]
    answers = [own.columns.answers(name) for own, name in zip(both, names, strict=True)]
    order = order_in_common(names, answers, answers_in_words)
    if order is None or order == sorted(order):
        return None
    found = []
    for own, of in zip(both, answers, strict=True):
        values, places = own.columns.data.iloc[:, 0], of.places(order)
        expr: nw.Expr = nw.when(own.key.expr.is_null() & ~own.key.expr.is_null()).then(nw.lit(0.0))
        for place in np.unique(places[~np.isnan(places)]):
            among = own.key.among(values[places == place].dropna().tolist())
            expr = nw.when(among).then(nw.lit(place)).otherwise(expr)
        found.append(expr)
    return found


def _is_single(node: Node, levels: Levels) -> bool:
    """Return whether a part names a column of single precision, as which it is compared then."""
    return any(levels.rows.kind(name, "name") == nw.Float32 for name in names_in(node))


def _single(values: nw.Expr) -> nw.Expr:
    """Return numbers as single precision has them: 0.1 is what a cell says that holds it so."""
    return values.cast(nw.Float32).cast(nw.Float64)


def _number(node: Node, levels: Levels) -> nw.Expr:
    """Return the value of a part as a number, missing where it has none."""
    match node:
        case Constant(value) if isinstance(value, (bool, int, float)):
            found = nw.lit(float(value))
        case Name(name):
            kind = levels.rows.kind(name, "name")
            if not (kind.is_numeric() or kind == nw.Boolean):
                refuse(node, "the column holds no numbers; compare it with a value in quotes")
            found = levels.numbers(name).expr
        case Sign(sign, operand):
            signed = _number(operand, levels)
            found = signed if sign == "+" else 0.0 - signed
        case Arithmetic(first, steps):
            found = _number(first, levels)
            for step in steps:
                found = OPERATORS[step.operator](found, _number(step.operand, levels))
                # 0 / 0 is greater than any number to engines; here, as in R, it is none
                found = nw.when(~found.is_nan()).then(found)
        case Comparison() | Logical() | Not() | Missing():
            truth = _truth(node, levels)
            counted = nw.when(truth.fails).then(nw.lit(0.0))
            found = nw.when(truth.holds).then(nw.lit(1.0)).otherwise(counted)
        case _:
            refuse(node, "it is no number, and is computed with; expected a number or a column")
    return found

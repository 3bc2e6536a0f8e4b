"""Conditions worked out on columns in memory, by one table of operators; nothing is run."""

import operator
from collections.abc import Callable
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
    Missing,
    Name,
    Node,
    Not,
    Sign,
    Step,
    Values,
    names_in,
)
from .answers import Columns
from .coding import Answers, order_in_common
from .columns import column
from .operands import (
    IN_TEXT,
    OPERATORS,
    Column,
    Kind,
    as_date,
    as_single,
    as_words,
    is_single,
    kind_of,
    numeric,
    refuse,
    refuse_unlike,
    truth_of,
    where_known,
)
from .vocabulary import spelled


def holds(condition: str, columns: Columns) -> "pd.Series[Any]":
    """Return for which rows a condition holds; missing where that is not known.

    Logic has three values, as in R and SQL: what is compared with a missing value is not known,
    missing or true is true, missing and false is false, not missing is missing.

    Parameters
    ----------
    condition : str
        See ``parse_condition``.
    columns : Columns
        Values, labels and what is set aside, by the name of a column.

    Raises
    ------
    ArgumentError
        When it cannot be read, or not be worked out on these columns.
    """
    found = worked_out(parse_condition(condition), columns)
    if not isinstance(found, pd.Series):
        raise ArgumentError("it names no column of the data")
    return found


def worked_out(node: Node, columns: Columns) -> Column:
    """Return what a condition, or a part of one, gives: a column, or one value for all rows."""
    with np.errstate(all="ignore"):
        return _value(node, columns)


def _value(node: Node, columns: Columns) -> Column:
    """Return the value of a part."""
    match node:
        case Constant(None) | Values():
            raise ArgumentError(f"{node} stands where one value is expected; write a list after in")
        case Constant(value):
            return value
        case Name(name):
            return columns.operand(name)
        case Sign(sign, operand):
            values = numeric(_value(operand, columns), operand)
            return values if sign == "+" else _attempt(operator.neg, node, values)
        case Missing(operand):
            values = _answer(operand, columns)
            return values.isna() if isinstance(values, pd.Series) else False
        case Not(operand):
            truth = truth_of(_value(operand, columns), operand)
            return not truth if isinstance(truth, bool) else ~truth
        case Arithmetic(first, _):
            return _computed(node, _value(first, columns), columns)
        case Comparison(first, steps):
            found: Column = None
            for step in steps:
                if isinstance(step.operand, Values):
                    holding = _among(first, step, step.operand, columns)
                elif step.operator in IN_TEXT:
                    holding = _in_text(first, step, columns)
                else:
                    holding = _compared(first, step, columns)
                found = holding if found is None else found & holding
                first = step.operand
            return found
        case Logical(joined, parts):
            found = truth_of(_value(parts[0], columns), parts[0])
            for part in parts[1:]:
                found = OPERATORS[joined](found, truth_of(_value(part, columns), part))
            return found
        case _:
            raise ArgumentError(f"{node} is no part of a condition")


def _answer(node: Node, columns: Columns) -> Column:
    """Return the value of a part as an answer: "don't know" is one, though it is no number."""
    return columns.as_they_are(node.name) if isinstance(node, Name) else _value(node, columns)


def _computed(node: Arithmetic, found: Column, columns: Columns) -> Column:
    """Return the result of arithmetic, from left to right."""
    for step in node.steps:
        right = _value(step.operand, columns)
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


def _compared(first: Node, step: Step, columns: Columns) -> Column:
    """Compare two columns, or one with a value."""
    sides = (first, step.operand)
    if step.operator in ("==", "!="):
        for node, other in (sides, sides[::-1]):
            if isinstance(node, Name) and isinstance(other, Constant):
                among = Values((other.value,))
                asked = Step("in" if step.operator == "==" else "not in", among)
                return _among(node, asked, among, columns, Comparison(first, (step,)))
        left, right = (_answer(node, columns) for node in sides)
    else:
        found = _places(sides, columns) or [_value(node, columns) for node in sides]
        for at, node in enumerate(sides):
            label = found[1 - at]
            # of a label, the code where the other side is a column of codes
            if isinstance(node, Name) and isinstance(label, str):
                meant = columns.meant(node.name, label)
                if kind_of(found[at]) is Kind.NUMBER and len(meant) == 1:
                    found[1 - at] = meant[0]
        left, right = found
    node = Comparison(first, (step,))
    kinds = kind_of(left), kind_of(right)
    refuse_unlike(left, right, kinds, node)
    if kinds == (Kind.TEXT, Kind.TEXT):
        left, right = map(as_words, (left, right))
    left, right = as_date(left, right, kinds[1], node), as_date(right, left, kinds[0], node)
    if kinds == (Kind.NUMBER, Kind.NUMBER) and _names_single(node, columns):
        left, right = as_single(left), as_single(right)
    return where_known(_attempt(OPERATORS[step.operator], node, left, right), left, right)


def answers_in_words(values: "pd.Series[Any]") -> Answers:
    """Return what is known of answers without a codebook."""
    return Columns(pd.DataFrame({"answer": values})).answers("answer")


def _places(sides: tuple[Node, Node], columns: Columns) -> list[Column] | None:
    """Return where the answers of a column, and what it is compared with, stand in their order.

    None where no order is known: then texts are compared by the alphabet. Who gave an answer that
    is on no scale, as "don't know", is neither below others nor above.
    """
    names = [node.name for node in sides if isinstance(node, Name)]
    if len(names) == 2:
        texts = [columns.as_they_are(name) for name in names]
        if any(kind_of(values) is not Kind.TEXT for values in texts):
            return None
        both = [columns.answers(name) for name in names]
        order, index = order_in_common(names, both, answers_in_words), texts[0].index
        return None if order is None else [pd.Series(own.places(order), index) for own in both]
    for at, node in enumerate(sides):
        other = sides[1 - at]
        if not (isinstance(node, Name) and isinstance(other, Constant)):
            continue
        held = columns.as_they_are(node.name)
        if not isinstance(other.value, str) or kind_of(held) is not Kind.TEXT:
            continue
        answers = columns.answers(node.name)
        known = answers.order
        if known is None:
            continue
        meant = {other.value, *columns.meant(node.name, other.value)}
        spelled_so = answers.spellings.get
        own = [at for at, label in enumerate(known) if meant & {label, *spelled_so(label, ())}]
        if len(own) != 1:
            raise ArgumentError(
                f"{node.name} has no answer {other.value!r} to be compared with; they are, in "
                f"their order, {', '.join(map(str, known))}"
            )
        rows = pd.Series(answers.places(known), held.index)
        return [rows, own[0]] if at == 0 else [own[0], rows]
    return None


def _names_single(node: Node, columns: Columns) -> bool:
    """Return whether a part names a column of single precision, as which it is compared then."""
    return any(is_single(column(columns.data, name, "name").dtype) for name in names_in(node))


def _among(
    first: Node, step: Step, values: Values, columns: Columns, written: Comparison | None = None
) -> Column:
    """Return where a column holds one of some values, by code or label; None is no answer."""
    node = written or Comparison(first, (step,))
    left, items = _answer(first, columns), [item for item in values.items if item is not None]
    if not isinstance(left, pd.Series):
        return (left in values.items) == (step.operator == "in")
    meant = items
    if isinstance(first, Name):
        meant = [value for item in items for value in columns.meant(first.name, item)]
    kind = kind_of(left)
    for other, item in {kind_of(item): item for item in meant}.items():
        coded = kind is not Kind.TEXT and isinstance(item, str)
        if isinstance(first, Name) and coded and columns.labels(first.name):
            told = f"no answer of {first.name} is called {item!r}"
            raise ArgumentError(f"{told}; {columns.words(first.name)}")
        refuse_unlike(left, item, (kind, other), node)
    wanted = [as_date(item, left, kind, node) for item in meant]
    if kind is Kind.NUMBER and _names_single(first, columns):
        left, wanted = as_single(left), [as_single(item) for item in wanted]
    found = _attempt(pd.Series.isin, node, left, wanted)
    if items and isinstance(first, Name) and step.operator == "in" and not found.any():
        _refuse_what_nobody_said(first.name, items, kind, columns)
    missing = None in values.items
    if step.operator == "not in":
        found = ~found
    # who has no answer is among those only where a list says so
    known = found | left.isna() if step.operator == "in" else found & left.notna()
    return known if missing else where_known(found, left)


def _refuse_what_nobody_said(
    name: str, items: list[Any], kind: Kind | None, columns: Columns
) -> None:
    """Refuse a condition on answers that no row holds and no label names, as one misspelt."""
    answers = columns.answers(name)
    if kind is not Kind.TEXT and answers.scale.source == "numbers":
        return
    labels = columns.labels(name)
    known = {spelled(code) for code in labels} | set(labels.values())
    known |= {spelled(label) for label in answers.labels}
    if not known & {spelled(item) for item in items}:
        said = items[0] if len(items) == 1 else list(items)
        raise ArgumentError(f"no row has {name} == {said!r}; {columns.words(name)}")


def _in_text(first: Node, step: Step, columns: Columns) -> Column:
    """Return where texts, or the labels of codes, have a text in them."""
    if not isinstance(first, Name):
        refuse(Comparison(first, (step,)), "texts are looked for in a column; name one")
    answers = columns.answers(first.name)
    if not all(isinstance(label, str) for label in answers.labels):
        left = columns.as_they_are(first.name)
        held = kind_of(left)
        refuse(
            Comparison(first, (step,)),
            f"the column holds {held.value if held else 'other values'}; "
            f"expected texts for {step.operator}",
        )
    assert isinstance(step.operand, Constant)
    text = str(step.operand.value).casefold()
    inside = [IN_TEXT[step.operator](label.casefold(), text) for label in answers.labels]
    found = np.array([*inside, False])[answers.rows]
    missing = answers.rows < 0
    whole = pd.Series(found, columns.as_they_are(first.name).index)
    return whole.astype("boolean").mask(missing) if missing.any() else whole


def _attempt(function: Callable[..., Column], node: Node, *operands: Column) -> Column:
    """Work out a part, or say which could not be, and why in the library's words."""
    try:
        return function(*operands)
    except (TypeError, ValueError, ArithmeticError, NotImplementedError) as problem:
        refuse(node, str(problem).rstrip("."))

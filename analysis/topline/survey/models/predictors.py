"""The predictors of a model on the rows of a survey: columns, or a formula."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...arguments import check_text, listed_values
from ...errors import ArgumentError
from ...formulas.coding import code_formula, predictors_of
from ...formulas.read import Formula, read_formula
from ...formulas.values import Columns
from ...values import Value
from ..data.columns import FloatArray, column_names


@dataclass(frozen=True, eq=False)
class Predictors(Value):
    """Predictors of rows, a constant among them unless a formula leaves it out.

    Attributes
    ----------
    x : (n, p) float
        NaN in rows that are not asked about.
    names : tuple of str
    """

    x: FloatArray = field(repr=False)
    names: tuple[str, ...]


def model_of(model: Any, data: Any) -> Formula | tuple[str, ...]:
    """Return a model as it was asked for: columns, or what a formula says.

    A text that is the name of a column of the data is that column.

    Raises
    ------
    ArgumentError
        When it is neither, or has an outcome.
    """
    if isinstance(model, str) and model not in column_names(data):
        return one_sided(model)
    listed = [model] if isinstance(model, str) else listed_values("model", model)
    names = [check_text("model", one, expected="names of columns") for one in listed]
    if not names:
        raise ArgumentError("model names no column; name predictors, or leave it out")
    return tuple(dict.fromkeys(names))


def one_sided(text: str) -> Formula:
    """Read a formula that has no outcome and no offset.

    Raises
    ------
    ArgumentError
        When it has one, or cannot be read.
    """
    formula = read_formula(text)
    if formula.outcome is not None:
        raise ArgumentError(
            f"the formula {text!r} has an outcome, left of ~, and there is none here; write what "
            "stands right of it alone"
        )
    if formula.offsets:
        raise ArgumentError(
            f"the formula {text!r} has an offset(), which this model has no place for; leave it "
            "out, or take the column as a predictor"
        )
    return formula


def words_of(model: Formula | tuple[str, ...]) -> str:
    """Return the predictors of a model in words."""
    return ", ".join(model) if isinstance(model, tuple) else model.text.strip().lstrip("~ ")


def left_out_notes(names: Sequence[str]) -> tuple[str, ...]:
    """Tell which predictors a fit left out, if any."""
    return (f"left out of the model, as others say the same: {', '.join(names)}",) if names else ()


def predictors(
    model: Formula | tuple[str, ...], columns: Columns, use: NDArray[np.bool_], who: str
) -> Predictors:
    """Return the predictors of some rows, which none of these may lack.

    Parameters
    ----------
    model : Formula or tuple of str
    columns : Columns
    use : (n,) bool
    who : str
        Those rows, for the message.

    Raises
    ------
    ArgumentError
        When one lacks something, naming the column.
    """
    names = model if isinstance(model, tuple) else predictors_of(model)
    for name in names:
        known = (
            columns.levels(name).codes >= 0
            if columns.is_categorical(name)
            else ~np.isnan(columns.numbers(name))
        )
        count = np.count_nonzero(use & ~known)
        if count:
            raise ArgumentError(
                f"{name!r} is missing for {count:,} of {np.count_nonzero(use):,} {who}, and the "
                "model needs it of all; fill it in, make an answer of it, or leave it out"
            )
    if isinstance(model, tuple):
        return main_effects(model, columns, use)
    coded = code_formula(model, columns, use)
    lacking = np.count_nonzero(use & ~coded.complete)
    if lacking:
        raise ArgumentError(
            f"{model.text!r} is no number for {lacking:,} of {np.count_nonzero(use):,} {who} who "
            "have an answer to all of it, as a logarithm of 0 is none; write it otherwise"
        )
    x = np.full((len(use), coded.matrix.shape[1]), np.nan)
    x[coded.complete] = coded.matrix
    return Predictors(x, coded.names)


def main_effects(names: Sequence[str], columns: Columns, use: NDArray[np.bool_]) -> Predictors:
    """Return a constant, columns of numbers, and an indicator of every answer but the first."""
    labels, values = ["Intercept"], [np.ones(len(use))]
    for name in names:
        if not columns.is_categorical(name):
            labels.append(name)
            values.append(columns.numbers(name))
            continue
        levels = columns.levels(name)
        for code in np.unique(levels.codes[use])[1:]:
            labels.append(f"{name}[{levels.labels[code]}]")
            values.append((levels.codes == code).astype(float))
    x = np.column_stack(values)
    x[~use] = np.nan
    return Predictors(x, tuple(labels))

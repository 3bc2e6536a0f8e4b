"""The predictors of a model on the rows of a survey: columns, or a formula."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...arguments import check_text, listed_values
from ...errors import ArgumentError
from ...expressions.formula import COLUMN, Factor, ModelFormula
from ...expressions.terms import parse_terms
from ...expressions.tree import Name
from ...formulas.coding import ModelMatrix, code_formula
from ...formulas.variables import Variables
from ..data.columns import column_names


def formula_of(model: Any, data: Any) -> ModelFormula:
    """Return the formula of a model: of a text what it says, of a list its columns one by one.

    A text that is the name of a column of the data is that column.

    Raises
    ------
    ArgumentError
        When it is neither, or has an outcome.
    """
    if isinstance(model, str) and model not in column_names(data):
        formula = parse_terms(model)
        if formula.outcome:
            raise ArgumentError(
                f"the formula {model!r} has an outcome, left of ~; what is predicted here is given "
                "already: write the predictors alone"
            )
        return formula
    listed = [model] if isinstance(model, str) else listed_values("model", model)
    names = [check_text("model", one, expected="names of columns") for one in listed]
    if not names:
        raise ArgumentError("model names no column; name predictors, or leave it out")
    factors = dict.fromkeys(Factor(COLUMN, Name(name), text=name) for name in names)
    return ModelFormula(
        text=" + ".join(names),
        outcome=(),
        terms=tuple((factor,) for factor in factors),
        intercept=True,
    )


def predictors(
    formula: ModelFormula, variables: Variables, use: NDArray[np.bool_], who: str
) -> ModelMatrix:
    """Return the predictors of some rows, which none of these may lack.

    Parameters
    ----------
    formula : ModelFormula
    variables : Variables
    use : (n,) bool
    who : str
        Those rows, for the message.

    Raises
    ------
    ArgumentError
        When one lacks something, naming the column.
    """
    matrix = code_formula(formula, variables, use).matrix(variables)
    lacking = use & ~matrix.known
    if lacking.any():
        guilty = {
            name: np.count_nonzero(lacking & ~known_in(name, variables)) for name in formula.columns
        }
        name = max(guilty, key=lambda one: guilty[one])
        raise ArgumentError(
            f"{name!r} is missing for {guilty[name]:,} of {np.count_nonzero(use):,} {who}, and the "
            "model needs it of all; fill it in, make an answer of it, or leave it out"
        )
    return matrix


def known_in(name: str, variables: Variables) -> NDArray[np.bool_]:
    """Return which rows have an answer to a column, or a number in it."""
    if variables.is_categorical(name):
        return np.asarray(variables.answers(name).rows >= 0)
    return ~np.isnan(variables.numbers(name).rows)

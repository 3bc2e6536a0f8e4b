"""From a formula and columns to a matrix of numbers, and the same for other rows later."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from math import prod
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..errors import ArgumentError
from ..expressions.tree import Name, names_in, shortened
from ..nearest import nearest_name
from ..statistics.core.arguments import FloatArray
from ..statistics.core.blocks import ColumnMatrix, RepeatedRows
from ..values import Value
from .factors import Used, complete_rows, parts_of, used_rows
from .library import column_materializer, formulaic
from .read import Factor, Formula
from .transforms import TRANSFORMS, State
from .values import Columns, Levels

_MOST_CELLS = 500_000_000
"""Numbers of a matrix, 4 GB."""

_MOST_COLUMNS = 1_000
"""Coefficients of a model: to solve for them takes their number to the third power."""


@dataclass(frozen=True, eq=False)
class Coding(Value):
    """How a formula's factors became numbers, so that other rows become numbers alike.

    Attributes
    ----------
    levels : mapping of str to tuple
        Of each factor that is a category, in order, the reference first.
    states : mapping of str to dict
        Means, knots and the like of each transform.
    spec : any
        The library's own, which contrasts of which factors; None before the first rows.
    """

    levels: Mapping[str, tuple[Any, ...]]
    states: Mapping[str, State] = field(repr=False)
    spec: Any = field(repr=False, default=None)


@dataclass(frozen=True, eq=False)
class Coded(Value):
    """The columns that a formula makes of some rows.

    Attributes
    ----------
    formula : Formula
    complete : (n,) bool
        Rows that have all the formula names right of ~; the matrix is of these alone.
    matrix : (m, p) ColumnMatrix or RepeatedRows
        Of categories alone each combination once.
    names : tuple of str
        Of its columns.
    terms : mapping of str to tuple of int
        The columns of each term, "1" for the intercept.
    offset : (m,) float
    coding : Coding
    """

    formula: Formula
    complete: NDArray[np.bool_] = field(repr=False)
    matrix: ColumnMatrix | RepeatedRows = field(repr=False)
    names: tuple[str, ...]
    terms: Mapping[str, tuple[int, ...]]
    offset: FloatArray = field(repr=False)
    coding: Coding

    def again(self, columns: Columns) -> "Coded":
        """Code other rows alike: the same levels, knots and means.

        Raises
        ------
        ArgumentError
            When a level is not among those of the first rows.
        """
        parts = parts_of(self.formula, columns, self.coding.levels)
        for part in parts:
            key, rows = part.factor.text, part.rows
            if isinstance(rows, Levels) and rows.labels and key not in self.coding.levels:
                raise ArgumentError(
                    f"{key} is {rows.labels[0]!r}; expected a number, as in the rows of the model"
                )
        complete, offset = complete_rows(self.formula, columns, parts)
        return _coded(self.formula, used_rows(parts, complete), complete, offset, self.coding)


def code_formula(formula: Formula, columns: Columns, within: NDArray[np.bool_]) -> Coded:
    """Work a formula out on some rows.

    Parameters
    ----------
    formula : Formula
    columns : Columns
    within : (n,) bool
        Rows that are meant; the levels, knots and means are theirs.

    Raises
    ------
    ArgumentError
        When a column is unknown, nobody has all that is named, or the matrix would be too large.
    """
    parts = parts_of(formula, columns)
    complete, offset = complete_rows(formula, columns, parts)
    complete &= within
    if not complete.any():
        # such as the logarithm of what is below 0
        none = (part.factor for part in parts if not part.known.any())
        made = next((factor.text for factor in none if not isinstance(factor.of, Name)), "")
        raise ArgumentError(
            f"formula {shortened(formula.text)!r}: no row has a value of all of "
            f"{', '.join(map(repr, predictors_of(formula)))}; "
            f"{f'{made} is a number in none of them; ' if made else ''}leave one out"
        )
    used = used_rows(parts, complete)
    coding = Coding(
        levels={
            part.factor.text: _levels(part.factor, part.rows)
            for part in used.parts
            if isinstance(part.rows, Levels)
        },
        states={part.factor.text: {} for part in parts},
    )
    return _coded(formula, used, complete, offset, coding)


def predictors_of(formula: Formula) -> list[str]:
    """Return the columns right of ~, each once."""
    trees = [*(one.of for one in formula.factors.values()), *formula.offsets]
    return list(dict.fromkeys(name for tree in trees for name in names_in(tree)))


def _levels(factor: Factor, values: Levels) -> tuple[Any, ...]:
    """Return the levels that some row has, in their order, the reference first."""
    found = np.bincount(values.codes, minlength=len(values.labels)) > 0
    labels = [label for label, there in zip(values.labels, found, strict=True) if there]
    if "reference" not in factor.options:
        return tuple(labels)
    wanted = factor.options["reference"]
    own = next((label for label in labels if label == wanted or str(label) == str(wanted)), None)
    if own is None:
        near = nearest_name(str(wanted), map(str, labels))
        raise ArgumentError(
            f"{factor.text}: no row has {wanted!r}; expected one of "
            f"{', '.join(map(str, labels[:20]))}{f'; did you mean {near!r}?' if near else ''}"
        )
    return (own, *(label for label in labels if label != own))


def _coded(
    formula: Formula,
    used: Used,
    complete: NDArray[np.bool_],
    offset: FloatArray,
    coding: Coding,
) -> Coded:
    """Code the terms by the library, which sees columns of numbers and categories only."""
    _refuse_size(formula, coding, used.size)
    states = deepcopy(dict(coding.states))
    held: dict[str, Any] = {}
    blocks: dict[str, Any] = {}
    for part in used.parts:
        key, transform = part.factor.text, TRANSFORMS.get(part.factor.transform)
        if isinstance(part.rows, Levels):
            held[key] = _categorical(key, part.rows, coding.levels[key])
        elif transform is not None and transform.of is not None:
            # the library keeps in the state what it found in the first rows
            blocks[key] = transform.of(part.rows, states[key], **part.factor.options)
        else:
            held[key] = part.rows
    frame = pd.DataFrame(held, index=range(used.size), copy=False)
    spec = coding.spec
    if spec is None:
        terms = formulaic("formulaic.parser.types")
        wanted = [
            terms.Term([terms.Factor(key, eval_method="lookup") for key in term])
            if term
            else terms.Term([terms.Factor("1", eval_method="literal")])
            for term in formula.terms
        ]
        spec = formulaic().ModelSpec(formula=wanted, na_action="ignore", output="numpy")
    made = column_materializer()(frame, context=blocks).get_model_matrix(spec)
    matrix: Any = made.__wrapped__
    if used.place is not None:
        matrix = RepeatedRows(np.asarray(matrix), used.place)
    return Coded(
        formula=formula,
        complete=complete,
        matrix=matrix,
        names=tuple(name.replace("[T.", "[") for name in made.model_spec.column_names),
        terms={str(term): tuple(at) for term, at in made.model_spec.term_indices.items()},
        offset=offset[complete] if formula.offsets else np.broadcast_to(0.0, len(matrix)),
        coding=Coding(coding.levels, states, made.model_spec),
    )


def _refuse_size(formula: Formula, coding: Coding, rows: int) -> None:
    """Refuse a matrix that is larger than a machine holds, before it is made."""
    wide = {key: len(levels) for key, levels in coding.levels.items()}
    columns_of = {":".join(term): prod(wide.get(key, 1) for key in term) for term in formula.terms}
    every = sum(columns_of.values())
    if every > _MOST_COLUMNS:
        widest = max(columns_of, key=lambda term: columns_of[term])
        raise ArgumentError(
            f"the model has up to {every:,} coefficients, {columns_of[widest]:,} of them for "
            f"{widest}; expected at most {_MOST_COLUMNS:,}. Is one an identifier? Put levels "
            "together, or leave it out"
        )
    for term, columns in columns_of.items():
        if columns * rows > _MOST_CELLS:
            raise ArgumentError(
                f"{term} has {columns:,} columns of {rows:,} rows, which needs "
                f"{columns * rows * 8 // 2**30:,} GiB; is one an identifier? put levels together, "
                "or leave it out"
            )


def _categorical(key: str, values: Levels, levels: tuple[Any, ...]) -> "pd.Categorical[Any]":
    """Return categories of the known levels, by their text."""
    place = {label: at for at, label in enumerate(levels)}
    to = np.array([place.get(label, -1) for label in values.labels], dtype=int)
    codes = to[values.codes]
    if (codes < 0).any():
        lacking = values.labels[values.codes[np.flatnonzero(codes < 0)[0]]]
        raise ArgumentError(
            f"{key} is {lacking!r}, which no row of the model is; expected one of "
            f"{', '.join(map(str, levels[:20]))}"
        )
    texts = pd.Index([str(label) for label in levels])
    return pd.Categorical(texts.take(codes), categories=texts)

"""Predictors of the rows used at other values: what is averaged, of each value, level or number."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import check_list, check_number, check_text, described, listed_values
from ...errors import ArgumentError
from ...expressions.tree import Name, names_in
from ...formulas.coding import predictors_of
from ...nearest import nearest_name
from ...statistics.models.predicted import Average, ColumnSlope, Part
from ..data.answers import Columns
from ..data.columns import column
from .fit import Fitted
from .rows.by_design import DesignFit
from .rows.columns import SurveyColumns

_LARGEST = 1e100
"""Size of values up to which predictions can be computed."""

_CLASSES = 30
"""Classes of a number at most, by which its spread is told."""

_STEP = 1e-5
"""Of the range of a predictor: the step, to either side, that a slope is taken over."""


def frame_of(of: DesignFit) -> Any:
    """Return the predictors of the rows used, as they stand in the data."""
    if of.held is not None:
        return of.held
    data, at = of.rows.rows.columns.data, of.rows.at
    names = predictors_of(of.rows.coded.formula)
    held = {name: column(data, name, "predictor").iloc[at].reset_index(drop=True) for name in names}
    return pd.DataFrame(held, index=range(len(at)))


def new_rows(new: Any) -> pd.DataFrame:
    """Return the rows to predict for, as they were given.

    Raises
    ------
    ArgumentError
        When they are no rows, or a predictor is there twice.
    """
    rows = isinstance(new, list) and all(isinstance(one, Mapping) for one in new)
    if not rows and not isinstance(new, (pd.DataFrame, Mapping)):
        raise ArgumentError(f"new is {described(new)}; expected a data frame, or a list of dict")
    try:
        frame = pd.DataFrame(new)
    except (TypeError, ValueError):
        raise ArgumentError(
            f"new is {described(new)}; expected a row each, with the predictors by their names"
        ) from None
    if not frame.columns.is_unique:
        twice = frame.columns[frame.columns.duplicated()][0]
        raise ArgumentError(f"new has two columns {twice!r}; name each predictor once")
    return frame


def part_of(of: DesignFit, frame: Any, factor: float = 1.0) -> Any:
    """Return the predictions of other values of the predictors.

    Raises
    ------
    ArgumentError
        When one is missing, or a level is none that the model knows.
    """
    if not isinstance(frame, pd.DataFrame):
        return frame.part(factor)
    known = of.rows.rows.columns
    columns = Columns(frame, known.codebook, known.declared)
    coded = of.rows.coded.again(SurveyColumns(columns, len(frame)))
    if not coded.complete.all():
        row = int(np.flatnonzero(~coded.complete)[0])
        raise ArgumentError(
            f"row {row + 1} has no value of {' or '.join(map(repr, predictors_of(coded.formula)))}"
            "; fill it in, or leave the row out"
        )
    return Part(of.matrix_of(coded), coded.offset, factor)


def levels_of(of: DesignFit, variable: str) -> dict[Any, Any]:
    """Return the levels of a factor, the reference first, and what stands for each in the data.

    Raises
    ------
    ArgumentError
        When it is no predictor; an empty mapping is of numbers.
    """
    names = predictors_of(of.rows.coded.formula)
    if variable not in names:
        near = nearest_name(str(variable), names)
        raise ArgumentError(
            f"{variable!r} is no predictor of the model; expected one of {', '.join(names)}"
            f"{f'; did you mean {near!r}?' if near else ''}"
        )
    for factor in of.rows.coded.formula.factors.values():
        levels = of.rows.coded.coding.levels.get(factor.text)
        if levels is not None and factor.of == Name(variable):
            if of.held is not None:
                return {level: level for level in levels}
            spellings = of.rows.rows.columns.answers(variable).spellings
            return {level: spellings.get(level, (level,))[0] for level in levels}
    return {}


def at_values(
    of: DesignFit, variable: str | None, values: Sequence[Any] | None
) -> Iterator[Average]:
    """Go through the average predictions if everybody had each value of a predictor.

    Without a predictor there is one: of all rows as they are.

    Raises
    ------
    ArgumentError
        When a number has no values to be predicted at, or a factor has no such level.
    """
    if variable is None:
        return iter([Average("all", [part_of(of, frame_of(of))])])
    check_text("variable", variable, expected="the name of a predictor")
    levels = levels_of(of, variable)
    if values is None:
        if not levels:
            raise ArgumentError(
                f"{variable!r} is a number; give the values to predict at, as at=[10, 20, 30]"
            )
        values = list(levels)
    values = check_list("at", values, 10_000, expected="a list of values to predict at")
    if not values:
        raise ArgumentError("at is empty; give the values to predict at")
    for value in listed_values("at", values):
        if not levels:
            check_number("at", value, -_LARGEST, _LARGEST, expected=f"numbers, as {variable!r} is")
    frame = frame_of(of)
    return (
        Average(value, [part_of(of, frame.assign(**{variable: levels.get(value, value)}))])
        for value in values
    )


def differences(of: DesignFit, variable: str) -> Iterator[Average]:
    """Go through the average differences that levels of a factor make from the first."""
    frame = frame_of(of)
    (first, reference), *others = levels_of(of, variable).items()
    base = part_of(of, frame.assign(**{variable: reference}), -1.0)
    for label, code in others:
        yield Average(f"{label} − {first}", [part_of(of, frame.assign(**{variable: code})), base])


def support_of(fits: Sequence[DesignFit], variable: str) -> pd.DataFrame:
    """Return the weighted share of the rows used at each level, or in each class, of a predictor.

    Of several versions of the data they are those of all versions together.

    Raises
    ------
    ArgumentError
        When it is none.
    """
    levels = dict(level for of in fits for level in levels_of(of, variable).items())
    w = np.concatenate([of.rows.weights / of.rows.weights.sum() for of in fits]) / len(fits)
    if levels:
        held = pd.concat([frame_of(of)[variable] for of in fits])
        shares = [float(w[(held == answer).to_numpy()].sum()) for answer in levels.values()]
        return pd.DataFrame({variable: list(levels), "share": shares})
    values = np.concatenate(
        [of.rows.rows.columns.numbers(variable).rows[of.rows.at] for of in fits]
    )
    share, edges = np.histogram(values, min(_CLASSES, len(np.unique(values))), weights=w)
    return pd.DataFrame({"low": edges[:-1], "high": edges[1:], "share": share})


def slope(of: DesignFit, variable: str) -> Average:
    """Return the average of the slopes of the prediction in a number.

    Of a column that stands alone they are m'(xβ)·βⱼ; of one that is transformed, or multiplied
    with others, central differences.
    """
    values: Any
    if of.held is not None:
        values, width = of.held.number(variable)
    else:
        values = of.rows.rows.columns.numbers(variable).rows[of.rows.at]
        width = float(np.ptp(values))
    if not width > 0:
        raise ArgumentError(f"{variable!r} is the same in every row; it has no slope")
    alone = _column_alone(of, variable)
    if alone is not None and isinstance(of, Fitted):
        return Average(variable, [ColumnSlope(of.x, of.rows.coded.offset, alone)])
    frame, step = frame_of(of), width * _STEP
    return Average(
        variable,
        [
            part_of(of, frame.assign(**{variable: values + step}), 0.5 / step),
            part_of(of, frame.assign(**{variable: values - step}), -0.5 / step),
        ],
    )


def effects_of(of: DesignFit, variables: str | Sequence[str] | None) -> Iterator[Average]:
    """Go through the effects of predictors, of all by default: of levels, or the slope of a number.

    Raises
    ------
    ArgumentError
        When one is no predictor, or does not vary.
    """
    if variables is None:
        variables = predictors_of(of.rows.coded.formula)
    named = [variables] if isinstance(variables, str) else listed_values("variables", variables)
    if not named:
        raise ArgumentError("variables is empty; name a predictor, or leave it out for all")
    for name in named:
        if not levels_of(of, name):
            yield slope(of, name)
            continue
        for each in differences(of, name):
            yield Average(f"{name}: {each.label}", each.parts)


def _column_alone(of: DesignFit, variable: str) -> int | None:
    """Return the place of the coefficient of a column that nothing else is made of."""
    formula = of.rows.coded.formula
    own = {key: one for key, one in formula.factors.items() if variable in names_in(one.of)}
    inside = [term for term in formula.terms if own.keys() & set(term)]
    if (
        len(inside) != 1
        or len(inside[0]) != 1
        or any(variable in names_in(one) for one in formula.offsets)
    ):
        return None
    factor = own[inside[0][0]]
    places = of.places(factor.text)
    alone = len(own) == len(places) == 1 and factor.of == Name(variable) and not factor.transform
    return places[0] if alone else None

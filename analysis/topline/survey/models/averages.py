"""Averages of what a model predicts: at other values of a predictor, and what changing it does.

An average of m(xβ) over the rows used has by the delta method the variance G·V·Gᵀ, G its gradient
in β. That takes the rows averaged over as they are; where they are a sample of the predictors, too,
the influence of each row's own prediction is added to that of the coefficients.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...arguments import check_list, check_number, check_text, listed_values
from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...estimates.rows import share_size
from ...estimates.schema import STATISTICS
from ...expressions.tree import Name, names_in
from ...formulas.coding import predictors_of
from ...nearest import nearest_name
from ...statistics.models.families import LINKS
from ...statistics.models.predicted import Average, ColumnSlope, Part
from ..data.answers import Columns
from ..data.columns import FloatArray, column
from ..design.design import Linearised
from ..estimators.assemble import assemble
from ..estimators.request import refuse_unknown
from ..variance.influence import moved
from .coefficients import with_table, with_tests
from .fit import Fitted
from .rows.columns import SurveyColumns
from .rows.rows import used
from .rows.sums import unit_totals_of

AVERAGING = ("fixed", "sampled")

_LARGEST = 1e100
"""Size of values up to which predictions can be computed."""

_MOST_MOVED = 2**27
"""Predictions times units, for each moves each: 1 GiB."""

_CLASSES = 30
"""Classes of a number at most, by which its spread is told."""

_STEP = 1e-5
"""Of the range of a predictor: the step, to either side, that a slope is taken over."""


def frame_of(of: Fitted) -> pd.DataFrame:
    """Return the predictors of the rows used, as they stand in the data."""
    data, at = of.rows.rows.columns.data, of.rows.at
    names = predictors_of(of.rows.coded.formula)
    held = {name: column(data, name, "predictor").iloc[at].reset_index(drop=True) for name in names}
    return pd.DataFrame(held, index=range(len(at)))


def part_of(of: Fitted, frame: pd.DataFrame, factor: float = 1.0) -> Part:
    """Return the predictions of other values of the predictors.

    Raises
    ------
    ArgumentError
        When one is missing, or a level is none that the model knows.
    """
    known = of.rows.rows.columns
    columns = Columns(frame, known.codebook, known.declared)
    coded = of.rows.coded.again(SurveyColumns(columns, len(frame)))
    if not coded.complete.all():
        row = int(np.flatnonzero(~coded.complete)[0])
        raise ArgumentError(
            f"row {row + 1} has no value of {' or '.join(map(repr, predictors_of(coded.formula)))}"
            "; fill it in, or leave the row out"
        )
    return Part(used(of.fit, coded.matrix), coded.offset, factor)


def levels_of(of: Fitted, variable: str) -> dict[Any, Any]:
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
            spellings = of.rows.rows.columns.answers(variable).spellings
            return {level: spellings.get(level, (level,))[0] for level in levels}
    return {}


def at_values(of: Fitted, variable: str, values: Sequence[Any] | None) -> Iterator[Average]:
    """Go through the average predictions if everybody had each value of a predictor.

    Raises
    ------
    ArgumentError
        When a number has no values to be predicted at, or a factor has no such level.
    """
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


def differences(of: Fitted, variable: str) -> Iterator[Average]:
    """Go through the average differences that levels of a factor make from the first."""
    frame = frame_of(of)
    (first, reference), *others = levels_of(of, variable).items()
    base = part_of(of, frame.assign(**{variable: reference}), -1.0)
    for label, code in others:
        yield Average(f"{label} − {first}", [part_of(of, frame.assign(**{variable: code})), base])


def support_of(of: Fitted, variable: str) -> pd.DataFrame:
    """Return the weighted share of the rows used at each level, or in each class, of a predictor.

    Raises
    ------
    ArgumentError
        When it is none.
    """
    levels, w = levels_of(of, variable), of.rows.weights / of.rows.weights.sum()
    if levels:
        held = frame_of(of)[variable]
        shares = [float(w[(held == answer).to_numpy()].sum()) for answer in levels.values()]
        return pd.DataFrame({variable: list(levels), "share": shares})
    values = of.rows.rows.columns.numbers(variable).rows[of.rows.at]
    share, edges = np.histogram(values, min(_CLASSES, len(np.unique(values))), weights=w)
    return pd.DataFrame({"low": edges[:-1], "high": edges[1:], "share": share})


def slope(of: Fitted, variable: str) -> Average:
    """Return the average of the slopes of the prediction in a number.

    Of a column that stands alone they are m'(xβ)·βⱼ; of one that is transformed, or multiplied
    with others, central differences.
    """
    values = of.rows.rows.columns.numbers(variable).rows[of.rows.at]
    width = float(np.ptp(values))
    if not width > 0:
        raise ArgumentError(f"{variable!r} is the same in every row; it has no slope")
    alone = _column_alone(of, variable)
    if alone is not None:
        return Average(variable, [ColumnSlope(of.x, of.rows.coded.offset, alone)])
    frame, step = frame_of(of), width * _STEP
    return Average(
        variable,
        [
            part_of(of, frame.assign(**{variable: values + step}), 0.5 / step),
            part_of(of, frame.assign(**{variable: values - step}), -0.5 / step),
        ],
    )


def _column_alone(of: Fitted, variable: str) -> int | None:
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


@dataclass(frozen=True)
class Said:
    """How estimates are made, in words, and which quantity they are."""

    how: str
    quantity: str = "value"
    tested: bool = False


def average_estimates(
    of: Fitted, averages: Iterable[Average], label: str, said: Said, averaging: str
) -> Estimates:
    """Return averages over the rows used as estimates, with their joint covariance.

    Each takes as much memory as the predictors of all rows, so one is made at a time.

    Raises
    ------
    ArgumentError
        When averaging is neither "fixed" nor "sampled".
    """
    refuse_unknown("averaging", averaging, AVERAGING)
    w, beta, link = of.rows.weights, of.fit.coefficients, LINKS[of.fit.link]
    sampled, by_units = averaging == "sampled", isinstance(of.request.design, Linearised)
    if sampled and not by_units:
        averages = list(averages)
    whole, names, estimates, gradients, untold, own = w.sum(), [], [], [], [], []
    for each in averages:
        rows = each.rows(beta, link)
        names.append(each.label)
        estimates.append(w @ rows / whole)
        gradients.append(each.gradient(beta, link, w) / whole)
        untold.append(_is_untold(of, each))
        if sampled and by_units:
            own.append(rows)
    estimate = np.array(estimates)
    if sampled and not by_units:
        replicates = of.rows.rows.codes.laid_out
        assert replicates is not None
        again = []
        for number, coefficients in enumerate(of.spread):
            w = replicates[of.rows.at, number : number + 1][:, 0]
            again.append([w @ each.rows(coefficients, link) / w.sum() for each in averages])
        spread: Any = np.array(again)
    else:
        spread = _moved(of, estimate, np.array(gradients))
        if sampled:
            moves = (np.column_stack(own) - estimate) / (whole * of.rows.mean_weight)
            spread = spread + unit_totals_of(of.request, of.rows, moves)
    labels = pd.DataFrame({label: names})
    return _estimates(of, estimate, spread, labels, said, np.array(untold, dtype=bool))


def _is_untold(of: Fitted, average: Average) -> bool:
    """Return whether an average predicts others by respondents of whom no variance is known."""
    beta, link = of.fit.coefficients, LINKS[of.fit.link]
    for direction in () if of.untold is None else of.untold:
        # their own predictions are in an average as their answers are in a mean
        others = np.where(of.x @ direction == 0, of.rows.weights, 0.0)
        if of.rests_on_untold(average.gradient(beta, link, others)[None])[0]:
            return True
    return False


def row_estimates(of: Fitted, frame: pd.DataFrame, scale: str, said: Said) -> Estimates:
    """Return what is predicted of each row of a frame."""
    part = part_of(of, frame)
    estimate = part.x @ of.fit.coefficients + part.offset
    gradient = np.asarray(part.x)
    if scale == "response":
        gradient = LINKS[of.fit.link].slope(estimate)[:, None] * gradient
        estimate = LINKS[of.fit.link].mean(estimate)
    own = [name for name in frame if name not in (*STATISTICS, "outcome", "row")]
    labels = frame[own].reset_index(drop=True).astype(object)
    labels.insert(0, "row", range(1, len(frame) + 1))
    untold, spread = of.rests_on_untold(gradient), _moved(of, estimate, gradient)
    return _estimates(of, estimate, spread, labels, said, untold)


def linear_estimates(
    of: Fitted, matrix: FloatArray, labels: Sequence[Any], said: Said
) -> Estimates:
    """Return linear combinations of the coefficients, a row each."""
    estimate = matrix @ of.fit.coefficients
    named = pd.DataFrame({"contrast": labels})
    spread = _moved(of, estimate, matrix)
    return _estimates(of, estimate, spread, named, said, of.rests_on_untold(matrix))


def _moved(of: Fitted, estimate: FloatArray, gradient: FloatArray) -> Any:
    """Return how units or replicates move functions of the coefficients, if these are not many."""
    cells = of.spread.shape[0] * len(gradient)
    if cells > _MOST_MOVED:
        raise ArgumentError(
            f"{len(gradient):,} predictions of a model of {of.spread.shape[0]:,} sampled units or "
            f"replicates need {cells * 8 // 2**20:,} MiB several times over; predict some at a time"
        )
    return moved(of.spread, of.fit.coefficients, estimate, gradient.T)


def _estimates(
    of: Fitted,
    estimate: FloatArray,
    spread: Any,
    labels: pd.DataFrame,
    said: Said,
    untold: NDArray[np.bool_],
) -> Estimates:
    labels.insert(0, "outcome", of.rows.outcome_words)
    piece = of.piece(labels, estimate, spread, untold)
    # limits of Student's, as of any function of coefficients; the standards for the shares of a
    # sample are none for what a model predicts
    found = assemble(replace(of.request, interval="t"), [piece], said.how)
    table = found.table.assign(quantity=said.quantity)
    if said.quantity == "proportion":
        table["n_effective"] = share_size(
            estimate, table["std_error"].to_numpy() ** 2, table["n"].to_numpy(dtype=float)
        )
    return with_table(found, with_tests(table) if said.tested else table)

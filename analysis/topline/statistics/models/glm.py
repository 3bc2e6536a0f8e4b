"""Generalised linear models of arrays, with weights: the fit, and what each row adds to it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...errors import ArgumentError
from ...threads import on_one_thread
from ...values import Value
from ..core.arguments import FloatArray, broadcast
from ..core.blocks import RepeatedRows, cross_products
from ..core.chunks import row_blocks
from ..core.matrix import as_matrix, refuse_missing, without_repeated
from ..core.methods import pick
from .families import FAMILIES, LINKS, Family, Link
from .irls import EVERY_SO_MANY, MANY_ROWS, Task, by_distinct_row, from_some_rows, maximise


@dataclass(frozen=True, eq=False, kw_only=True)
class GlmFit(Value):
    """A fitted generalised linear model.

    Attributes
    ----------
    family, link : str
        Keys of ``FAMILIES`` and ``LINKS``.
    names : tuple of str
        Columns that were used; one that repeats others is not among them.
    columns : (k,) int
        Their places in x.
    coefficients : (k,) float
        On the scale of the link.
    information : (k, k) float
        Σ w·(dμ/dη)²/V(μ)·x·x', whose inverse is the covariance of the coefficients when the weights
        are counts and the dispersion is 1.
    linear, fitted : (n,) float
        Linear predictor, offset included, and mean of each row.
    working : (n,) float
        (y − μ)·(dμ/dη)/V(μ) of each row: times w·x it adds up to 0, and times the inverse of
        `information` it is a row's influence.
    deviance : float
        Σ w·deviance of each row.
    iterations : int
    left_out : tuple of str
        Columns that repeat others.
    """

    family: str
    link: str
    names: tuple[str, ...]
    columns: NDArray[np.int64]
    coefficients: FloatArray
    information: FloatArray
    linear: FloatArray = field(repr=False)
    fitted: FloatArray = field(repr=False)
    working: FloatArray = field(repr=False)
    deviance: float
    iterations: int
    left_out: tuple[str, ...] = ()


@on_one_thread
def fit_glm(
    x: Any,
    y: ArrayLike,
    *,
    family: str = "gaussian",
    link: str | None = None,
    weights: ArrayLike | None = None,
    offset: ArrayLike | None = None,
    names: Sequence[str] | None = None,
    start: ArrayLike | None = None,
) -> GlmFit:
    """Fit a generalised linear model by maximum (pseudo-)likelihood.

    Parameters
    ----------
    x : (n, p) array_like
        Predictors, a column of ones among them where there is to be an intercept.
    y : (n,) array_like
        Outcomes.
    family : str
        "gaussian", "binomial", "poisson", "gamma", "quasibinomial" or "quasipoisson".
    link : str, optional
        By default that of the family: ``FAMILIES[family].links``, of which it is the first.
    weights : (n,) array_like, optional
        0 or more; rows of weight 0 are predicted, but have no say.
    offset : (n,) array_like, optional
        Known part of the linear predictor, such as log(exposure).
    names : sequence of str, optional
        Names of the predictors, for messages.
    start : (p,) array_like, optional
        Coefficients to start from.

    Raises
    ------
    ArgumentError
        When outcomes are none of the family's, are all the same 0 or 1, are told apart by
        predictors completely, or the fit does not converge.

    References
    ----------
    McCullagh & Nelder (1989), Generalized Linear Models, sections 2.5 and 4.4; Binder (1983),
    International Statistical Review 51:279–292, for weights.
    """
    matrix, labels = as_matrix(x, names)
    refuse_missing(matrix, labels)
    of, by = family_and_link(family, link)
    outcomes, w, known = _rows(y, weights, offset, len(matrix), of)
    given_rows = Task(x=matrix, y=outcomes, w=w, offset=known, family=of, link=by, names=labels)
    task = by_distinct_row(given_rows)
    kept = None
    if len(task.x) >= MANY_ROWS:
        # where no column repeats others in some rows, none does in all
        some = np.asarray(task.x[EVERY_SO_MANY])
        kept = without_repeated(cross_products(some, task.w[EVERY_SO_MANY]))
    if kept is None or kept.repeated.size:
        kept = without_repeated(cross_products(task.x, task.w))
    columns = kept.columns
    if kept.repeated.size:
        used = [labels[place] for place in columns]
        given_rows, task = (
            replace(rows, x=rows.x[:, columns], names=used) for rows in (given_rows, task)
        )
    if start is None:
        first = from_some_rows(task)
    else:
        (given,), _ = broadcast(start=start)
        if given.shape != (len(labels),) or not np.isfinite(given).all():
            raise ArgumentError(f"start is not a number for each of {len(labels)} columns")
        first = given[columns]
    reached, iterations = maximise(task, first)
    return GlmFit(
        family=of.key,
        link=by.key,
        names=tuple(task.names),
        columns=columns,
        coefficients=reached.beta,
        information=reached.squares,
        **_of_rows(given_rows, task, reached.beta),
        deviance=reached.deviance,
        iterations=iterations,
        left_out=tuple(labels[place] for place in kept.repeated),
    )


def _of_rows(rows: Task, distinct: Task, beta: FloatArray) -> dict[str, FloatArray]:
    """Return what each row has: linear predictor, mean and working residual."""
    linear = distinct.linear(beta)
    fitted, working = np.empty((2, len(linear)))
    for at in row_blocks(len(linear)):
        fitted[at] = rows.link.mean(linear[at])
        working[at], _ = rows.family.weighed(rows.link, linear[at], fitted[at])
    if isinstance(rows.x, RepeatedRows) and not isinstance(distinct.x, RepeatedRows):
        linear, fitted, working = map(rows.x.spread, (linear, fitted, working))
    for at in row_blocks(len(linear)):
        working[at] *= rows.y[at] - fitted[at]
    return {"linear": linear, "fitted": fitted, "working": working}


def fit_logistic(
    x: Any,
    y: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    names: Sequence[str] | None = None,
) -> GlmFit:
    """Fit P(y = 1) = 1/(1 + exp(−x'β)): ``fit_glm`` of the binomial family."""
    return fit_glm(x, y, family="binomial", weights=weights, names=names)


def family_and_link(family: str, link: str | None) -> tuple[Family, Link]:
    """Return a family and a link that it takes, by default its own.

    Raises
    ------
    ArgumentError
    """
    of = pick(FAMILIES, family, "families of models")
    if link is None:
        return of, LINKS[of.links[0]]
    by = pick(LINKS, link, "links of models")
    if by.key not in of.links:
        raise ArgumentError(
            f"link {link!r} is none of the {of.label} family; choose one of {', '.join(of.links)}"
        )
    return of, by


def _rows(
    y: ArrayLike, weights: Any, offset: Any, size: int, family: Family
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return outcomes, weights and offsets, a number for each row."""
    given = {
        "y": y,
        "weights": np.ones(size) if weights is None else weights,
        "offset": np.zeros(size) if offset is None else offset,
    }
    outcomes, w, known = (
        # an array of numbers is taken as it is, without a copy
        value
        if isinstance(value, np.ndarray) and value.dtype == float
        else broadcast(**{name: value})[0][0]
        for name, value in given.items()
    )
    for name, values in zip(given, (outcomes, w, known), strict=True):
        if values.shape != (size,) or not np.isfinite(values).all():
            raise ArgumentError(f"{name} is not a number for each of {size:,} rows")
    if not (w >= 0).all():
        raise ArgumentError(f"weights are not a number of 0 or more for each of {size:,} rows")
    wrong = ~np.asarray(family.legal(outcomes))
    if wrong.any():
        raise ArgumentError(
            f"y has {int(wrong.sum()):,} values such as {outcomes[wrong][0]:g}; the {family.label} "
            f"family is for {family.outcomes}"
        )
    mean = float(w @ outcomes / w.sum()) if w.any() else 0.0
    if mean in family.range:
        needs = "both 0 and 1" if family.range == (0.0, 1.0) else "some that are not"
        raise ArgumentError(
            f"y is {mean:g} in every row with a weight; a {family.label} regression needs {needs}"
        )
    return outcomes, w, known

"""Generalised linear models of arrays, with weights: the fit, and what each row adds to it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...errors import ArgumentError
from ...values import Value
from ..core.arguments import FloatArray, broadcast
from ..core.matrix import as_matrix, block_rows, without_repeated
from ..core.methods import pick
from .families import FAMILIES, LINKS, Family, Link
from .separation import SUSPECT, refuse_separation

_TOLERANCE = 1e-12
"""A step that changes the linear predictor by less of its size has arrived."""

_STEPS = 100

_HALVINGS = 40


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
    of, by = family_and_link(family, link)
    outcomes, w, known = _rows(y, weights, offset, len(matrix), of)
    kept = without_repeated(_weighted_squares(matrix, w))
    columns = kept.columns
    used = [labels[place] for place in columns]
    task = _Task(
        x=np.asarray(matrix if len(columns) == len(labels) else matrix[:, columns]),
        y=outcomes,
        w=w,
        offset=known,
        family=of,
        link=by,
        names=used,
    )
    first = _from_outcomes(task)
    if start is not None:
        given, _ = broadcast(start=start)
        if given[0].shape != (len(labels),) or not np.isfinite(given[0]).all():
            raise ArgumentError(f"start is not a number for each of {len(labels)} columns")
        first = given[0][columns]
    reached, iterations = _maximise(task, first)
    linear = task.linear(reached.beta)
    fitted = by.mean(linear)
    return GlmFit(
        family=of.key,
        link=by.key,
        names=tuple(used),
        columns=columns,
        coefficients=reached.beta,
        information=reached.squares,
        linear=linear,
        fitted=fitted,
        working=(outcomes - fitted) * by.slope(linear) / of.variance(fitted),
        deviance=reached.deviance,
        iterations=iterations,
        left_out=tuple(labels[place] for place in kept.repeated),
    )


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


@dataclass(frozen=True, eq=False, kw_only=True)
class _Task:
    """What is fitted."""

    x: NDArray[Any]
    y: FloatArray
    w: FloatArray
    offset: FloatArray
    family: Family
    link: Link
    names: Sequence[str]

    def linear(self, beta: FloatArray) -> FloatArray:
        return np.asarray(self.x @ beta + self.offset, dtype=float)

    def blocks(self) -> list[slice]:
        step = block_rows(self.x.shape[1])
        return [slice(at, at + step) for at in range(0, len(self.x), step)]


@dataclass(frozen=True, eq=False)
class _Reached:
    """Where coefficients are: score, information and deviance there; infinite where no means are.

    `weight` is that of all rows in the information, `largest` the largest |η| of those with one.
    """

    beta: FloatArray
    score: FloatArray
    squares: FloatArray
    deviance: float
    weight: float = 0.0
    largest: float = 0.0


def _rows(
    y: ArrayLike, weights: Any, offset: Any, size: int, family: Family
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return outcomes, weights and offsets, a number for each row."""
    given = {
        "y": y,
        "weights": np.ones(size) if weights is None else weights,
        "offset": np.zeros(size) if offset is None else offset,
    }
    outcomes, w, known = (broadcast(**{name: value})[0][0] for name, value in given.items())
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
    if family.range == (0.0, 1.0):
        share = float(w @ outcomes / w.sum()) if w.any() else 0.0
        if not 0 < share < 1:
            raise ArgumentError(
                f"y is {1 if share else 0} in every row with a weight; a logistic regression needs "
                "both 0 and 1"
            )
    return outcomes, w, known


def _from_outcomes(task: _Task) -> FloatArray:
    """Return the regression of the link of means near the outcomes: the first step of IRLS."""
    score, squares = np.zeros(task.x.shape[1]), np.zeros((task.x.shape[1],) * 2)
    for at in task.blocks():
        x = np.asarray(task.x[at], dtype=float)
        mu = task.family.started(task.y[at])
        if task.link.key in ("log", "inverse", "inverse_squared"):
            # of an outcome of 0 there is no logarithm
            mu = np.where(mu > 0, mu, np.abs(task.y).mean() or 1.0)
        eta = task.link.linear(mu)
        w = task.w[at] * task.link.slope(eta) ** 2 / task.family.variance(mu)
        squares += x.T @ (x * w[:, None])
        score += x.T @ (w * (eta - task.offset[at]))
    return _solved(squares, score)


def _at(task: _Task, beta: FloatArray) -> _Reached:
    """Go through the rows once."""
    size = len(beta)
    score, squares = np.zeros(size), np.zeros((size, size))
    deviance = weight = largest = 0.0
    low, high = task.family.range
    for at in task.blocks():
        x = np.asarray(task.x[at], dtype=float)
        own, y = task.w[at], task.y[at]
        eta = x @ beta + task.offset[at]
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            mu = task.link.mean(eta)
        if not ((mu > low) & (mu < high) & np.isfinite(mu)).all():
            return _Reached(beta, score, squares, np.inf)
        slope = task.link.slope(eta)
        w = own * slope / task.family.variance(mu)
        score += x.T @ (w * (y - mu))
        w *= slope
        squares += x.T @ (x * w[:, None])
        weight += float(w.sum())
        deviance += float(own @ task.family.deviance(y, mu))
        largest = max(largest, float(np.abs(eta[own > 0]).max(initial=0)))
    return _Reached(beta, score, squares, deviance, weight, largest)


def _maximise(task: _Task, start: FloatArray) -> tuple[_Reached, int]:
    here = _at(task, start)
    if not np.isfinite(here.deviance):
        here = _at(task, _flat(task))
    looked = False
    for step in range(1, _STEPS + 1):
        if task.family.range == (0.0, 1.0) and here.largest > SUSPECT and not looked:
            refuse_separation(task.x, task.y, task.w, task.names)
            looked = True
        change = _solved(here.squares, here.score)
        moved = float(change @ here.squares @ change)
        size = float(here.beta @ here.squares @ here.beta) + here.weight
        there = _at(task, here.beta + change)
        for _ in range(_HALVINGS):
            # a rise that rounding hides is no fall
            if there.deviance <= here.deviance + 1e-12 * abs(here.deviance):
                break
            change = change / 2
            there = _at(task, here.beta + change)
        here = there
        if moved <= _TOLERANCE**2 * size:
            return here, step
    raise ArgumentError(
        f"the {task.family.label} regression did not converge in {_STEPS} steps; leave out "
        "predictors that hardly vary, or merge categories"
    )


def _flat(task: _Task) -> FloatArray:
    """Return coefficients that predict the mean outcome, as near as the columns come to it."""
    mean = np.full(len(task.y), float(task.w @ task.y / task.w.sum()))
    target = task.link.linear(mean) - task.offset
    squares = _weighted_squares(task.x, task.w)
    return _solved(squares, np.asarray(task.x.T @ (task.w * target), dtype=float))


def _solved(squares: FloatArray, score: FloatArray) -> FloatArray:
    """Return A⁻¹s, each column in units of its own size."""
    size = np.sqrt(np.where(np.diag(squares) > 0, np.diag(squares), 1.0))
    scaled = squares / size[:, None] / size
    found = np.linalg.lstsq(scaled, score / size, rcond=1e-14)[0]
    return np.asarray(found / size, dtype=float)


def _weighted_squares(x: NDArray[Any], weights: FloatArray) -> FloatArray:
    """Return Σ w·x·x' without a second matrix as large as x."""
    total = np.zeros((x.shape[1], x.shape[1]))
    step = block_rows(x.shape[1])
    for first in range(0, len(x), step):
        block = np.asarray(x[first : first + step], dtype=float)
        total += block.T @ (block * weights[first : first + step, None])
    return total

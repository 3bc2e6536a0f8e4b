"""Iteratively reweighted least squares: from where coefficients are to where they are likeliest."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ...errors import ArgumentError
from ..core.arguments import FloatArray
from ..core.matrix import block_rows
from .families import Family, Link
from .separation import SUSPECT, refuse_separation

_TOLERANCE = 1e-12
"""A step that changes the linear predictor by less of its size has arrived."""

_STEPS = 100

_HALVINGS = 40

_MANY, _EVERY, _FEW_STEPS = 50_000, 25, 4
"""Rows from which on every so many are enough for the first steps, and how many steps."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Task:
    """What is fitted."""

    x: NDArray[Any]
    y: FloatArray
    w: FloatArray
    offset: FloatArray
    family: Family
    link: Link
    names: Sequence[str]

    def linear(self, beta: FloatArray) -> FloatArray:
        """Return the (n,) linear predictor."""
        return np.asarray(self.x @ beta + self.offset, dtype=float)

    def blocks(self) -> list[slice]:
        """Return the rows some at a time, so that no copy is as long as x."""
        step = block_rows(self.x.shape[1])
        return [slice(at, at + step) for at in range(0, len(self.x), step)]

    def at(self, beta: FloatArray) -> "Reached":
        """Return score, information and deviance at coefficients."""
        return _at(self, beta)

    def flat(self) -> FloatArray:
        """Return coefficients that predict the mean outcome, as near as the columns come to it."""
        mean = np.full(len(self.y), float(self.w @ self.y / self.w.sum()))
        target = self.link.linear(mean) - self.offset
        squares = weighted_squares(self.x, self.w)
        return solved(squares, np.asarray(self.x.T @ (self.w * target), dtype=float))

    def refuse_separation(self) -> None:
        """Raise where predictors tell outcomes apart completely."""
        refuse_separation(self.x, self.y, self.w, self.names)


@dataclass(frozen=True, eq=False)
class Reached:
    """Where coefficients are: score, information and deviance there; infinite where no means are.

    `weight` is that of all rows in the information, `largest` the largest |η| of those with one.
    """

    beta: FloatArray
    score: FloatArray
    squares: FloatArray
    deviance: float
    weight: float = 0.0
    largest: float = 0.0


class Climb(Protocol):
    """What is fitted, wherever its rows are: sums at any coefficients."""

    @property
    def family(self) -> Family:
        """How outcomes vary."""

    def at(self, beta: FloatArray) -> "Reached":
        """Return score, information and deviance at coefficients: one pass over the rows."""

    def flat(self) -> FloatArray:
        """Return coefficients that predict the mean outcome, as near as the columns come to it."""

    def refuse_separation(self) -> None:
        """Raise where predictors tell outcomes apart completely."""


def from_outcomes(task: Task) -> FloatArray:
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
    return solved(squares, score)


def from_some_rows(task: Task) -> FloatArray:
    """Return where a few steps lead on some of many rows; where that is no good start, IRLS's.

    So near the end, a step over all rows is saved for each of those.
    """
    if len(task.x) < _MANY:
        return from_outcomes(task)
    some = slice(None, None, _EVERY)
    part = replace(
        task,
        x=np.ascontiguousarray(task.x[some]),
        y=task.y[some],
        w=task.w[some],
        offset=task.offset[some],
    )
    here = part.at(from_outcomes(part))
    for _ in range(_FEW_STEPS):
        if not np.isfinite(here.deviance):
            return from_outcomes(task)
        there = part.at(here.beta + solved(here.squares, here.score))
        if there.deviance > here.deviance:
            break
        here = there
    # some rows may lack a level, or be told apart where all are not
    lacking = (np.diag(here.squares) <= 0).any() or here.largest > SUSPECT
    return from_outcomes(task) if lacking else here.beta


def _at(task: Task, beta: FloatArray) -> Reached:
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
            return Reached(beta, score, squares, np.inf)
        slope = task.link.slope(eta)
        w = own * slope / task.family.variance(mu)
        score += x.T @ (w * (y - mu))
        w *= slope
        squares += x.T @ (x * w[:, None])
        weight += float(w.sum())
        deviance += float(own @ task.family.deviance(y, mu))
        largest = max(largest, float(np.abs(eta[own > 0]).max(initial=0)))
    return Reached(beta, score, squares, deviance, weight=weight, largest=largest)


def maximise(task: Climb, start: FloatArray) -> tuple[Reached, int]:
    """Return where the deviance is least, and how many steps that took.

    Raises
    ------
    ArgumentError
        When predictors tell outcomes apart completely, or it takes too many steps.
    """
    here = task.at(start)
    if not np.isfinite(here.deviance):
        here = task.at(task.flat())
    looked = False
    for step in range(1, _STEPS + 1):
        if task.family.range == (0.0, 1.0) and here.largest > SUSPECT and not looked:
            task.refuse_separation()
            looked = True
        change = solved(here.squares, here.score)
        moved = float(change @ here.squares @ change)
        size = float(here.beta @ here.squares @ here.beta) + here.weight
        there = task.at(here.beta + change)
        for _ in range(_HALVINGS):
            # a rise that rounding hides is no fall
            if there.deviance <= here.deviance + 1e-12 * abs(here.deviance):
                break
            change = change / 2
            there = task.at(here.beta + change)
        here = there
        if moved <= _TOLERANCE**2 * size:
            return here, step
    raise ArgumentError(
        f"the {task.family.label} regression did not converge in {_STEPS} steps; leave out "
        "predictors that hardly vary, or merge categories"
    )


def solved(squares: FloatArray, score: FloatArray) -> FloatArray:
    """Return A⁻¹s, each column in units of its own size."""
    size = np.sqrt(np.where(np.diag(squares) > 0, np.diag(squares), 1.0))
    scaled = squares / size[:, None] / size
    found = np.linalg.lstsq(scaled, score / size, rcond=1e-14)[0]
    return np.asarray(found / size, dtype=float)


def weighted_squares(x: NDArray[Any], weights: FloatArray) -> FloatArray:
    """Return Σ w·x·x' without a second matrix as large as x."""
    total = np.zeros((x.shape[1], x.shape[1]))
    step = block_rows(x.shape[1])
    for first in range(0, len(x), step):
        block = np.asarray(x[first : first + step], dtype=float)
        total += block.T @ (block * weights[first : first + step, None])
    return total

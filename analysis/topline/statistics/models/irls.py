"""Iteratively reweighted least squares: from where coefficients are to where they are likeliest."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np

from ...errors import ArgumentError
from ..core.arguments import FloatArray
from ..core.blocks import Blocks, Matrix, RepeatedRows, cross_products
from ..core.chunks import row_blocks
from .families import Family, Link
from .separation import SUSPECT, refuse_separation

TOLERANCE = 1e-13
"""What is left to go, of the size of the linear predictor, once a fit has arrived."""

_STEPS = 100

_HALVINGS = 20
"""A step that is this often too long leads to the edge of what there is."""

_OVERSHOT = 0.5
"""Part of the slope that a step leaves the other way, from which on it goes too far."""

MANY_ROWS, EVERY_SO_MANY, _FEW_STEPS = 50_000, slice(None, None, 40), 3
"""Rows from which on every so many are enough for the first steps, and how many steps."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Task:
    """What is fitted; `within` is what no coefficients take from the deviance."""

    x: Matrix
    y: FloatArray
    w: FloatArray
    offset: FloatArray
    family: Family
    link: Link
    names: Sequence[str]
    within: float = 0.0

    @property
    def newton(self) -> bool:
        """Whether the information is the second derivative, so that steps are Newton's."""
        return self.family.natural == self.link.key

    def linear(self, beta: FloatArray) -> FloatArray:
        """Return the (n,) linear predictor."""
        return np.asarray(self.x @ beta + self.offset, dtype=float)

    def at(self, beta: FloatArray) -> "Reached":
        """Return score, information and deviance at coefficients."""
        size = len(beta)
        score, squares = np.zeros(size), np.zeros((size, size))
        deviance, weight, largest = self.within, 0.0, 0.0
        low, high = self.family.range
        blocks = Blocks(self.x)
        for at, x in blocks:
            own, y = self.w[at], self.y[at]
            eta = beta @ x + self.offset[at]
            with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
                mu = self.link.mean(eta)
                # so written that what is no number is outside, too
                if not (mu.min() > low and mu.max() < high):
                    return Reached(beta, score, squares, np.inf)
                residual, information = self.family.weighed(self.link, eta, mu)
            w = own * information
            score += x @ (own * residual * (y - mu))
            squares += blocks.squares(x, w)
            weight += float(w.sum())
            deviance += float(own @ self.family.deviance(y, mu))
            if max(eta.max(), -eta.min()) > largest:
                largest = max(largest, float(np.abs(eta[own > 0]).max(initial=0)))
        return Reached(beta, score, squares, deviance, weight=weight, largest=largest)

    def observed(self, beta: FloatArray) -> FloatArray:
        """Return the second derivative of half the deviance at coefficients."""
        found, blocks = np.zeros((len(beta),) * 2), Blocks(self.x)
        for at, x in blocks:
            eta = beta @ x + self.offset[at]
            mu = self.link.mean(eta)
            bent = self.family.bent(self.link, eta, mu, self.y[at] - mu)
            found += blocks.squares(x, self.w[at] * bent)
        return found

    def flat(self) -> FloatArray:
        """Return coefficients that predict the mean outcome, as near as the columns come to it."""
        mean = np.full(len(self.y), float(self.w @ self.y / self.w.sum()))
        target = self.link.linear(mean) - self.offset
        score = np.asarray((self.w * target) @ self.x, dtype=float)
        return solved(cross_products(self.x, self.w), score)

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

    @property
    def newton(self) -> bool:
        """Whether the information is the second derivative, so that steps are Newton's."""

    def at(self, beta: FloatArray) -> "Reached":
        """Return score, information and deviance at coefficients: one pass over the rows."""

    def observed(self, beta: FloatArray) -> FloatArray:
        """Return the second derivative of half the deviance at coefficients: one pass, too."""

    def flat(self) -> FloatArray:
        """Return coefficients that predict the mean outcome, as near as the columns come to it."""

    def refuse_separation(self) -> None:
        """Raise where predictors tell outcomes apart completely."""


def from_outcomes(task: Task) -> FloatArray:
    """Return the regression of the link of means near the outcomes: the first step of IRLS."""
    score, squares = np.zeros(task.x.shape[1]), np.zeros((task.x.shape[1],) * 2)
    blocks = Blocks(task.x)
    for at, x in blocks:
        mu = task.family.started(task.y[at])
        if task.link.key in ("log", "inverse", "inverse_squared"):
            # of an outcome of 0 there is no logarithm
            mu = np.where(mu > 0, mu, np.abs(task.y).mean() or 1.0)
        eta = task.link.linear(mu)
        w = task.w[at] * task.family.weighed(task.link, eta, mu)[1]
        squares += blocks.squares(x, w)
        score += x @ (w * (eta - task.offset[at]))
    return solved(squares, score)


def from_some_rows(task: Task) -> FloatArray:
    """Return where a few steps lead on some of many rows; where that is no good start, IRLS's.

    So near the end, a step over all rows is saved for each of those.
    """
    if len(task.x) < MANY_ROWS:
        return from_outcomes(task)
    some = EVERY_SO_MANY
    part = replace(
        task,
        x=np.array(task.x[some], dtype=float),
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
    looked, before, newton = False, np.inf, task.newton
    for step in range(1, _STEPS + 1):
        if task.family.range == (0.0, 1.0) and here.largest > SUSPECT and not looked:
            task.refuse_separation()
            looked = True
        change = solved(here.squares, here.score)
        moved = float(change @ here.squares @ change)
        size = float(here.beta @ here.squares @ here.beta) + here.weight
        if newton and not task.newton:
            own = solved(task.observed(here.beta), here.score)
            # where the observed information leads nowhere up, the expected does
            change = own if float(own @ here.score) > 0 else change
        there, halved = _stepped(task, here, change)
        # where the expected information is less than half of the observed, as that of shares by
        # their logs can be, its steps go too far, and to and fro
        left = float(there.score @ change) < -_OVERSHOT * float(here.score @ change)
        turned = not newton and (halved > 0 or left)
        newton, here = newton or turned, there
        if left_to_go(moved, before, newton=newton) <= TOLERANCE**2 * size:
            return here, step
        before = np.inf if halved or turned else moved
    raise ArgumentError(
        f"the {task.family.label} regression did not converge in {_STEPS} steps; leave out "
        "predictors that hardly vary, or merge categories"
    )


def _stepped(task: Climb, here: Reached, change: FloatArray) -> tuple[Reached, int]:
    """Return where a step leads, halved until the deviance falls, and how often it was.

    Raises
    ------
    ArgumentError
        When the deviance falls all the way to where there are no means.
    """
    there, halved = task.at(here.beta + change), 0
    # a rise that rounding hides is no fall
    while there.deviance > here.deviance + 1e-12 * abs(here.deviance):
        if halved == _HALVINGS:
            if np.isfinite(there.deviance):
                return here, halved
            low, high = task.family.range
            raise ArgumentError(
                f"the {task.family.label} regression fits best where some mean is {low:g}"
                + (f" or {high:g}" if np.isfinite(high) else "")
                + f", and nothing is known of its error there; choose link="
                f"{task.family.links[0]!r}, which comes to no such mean, or leave out predictors"
            )
        change, halved = change / 2, halved + 1
        there = task.at(here.beta + change)
    return there, halved


def left_to_go(moved: Any, before: Any, *, newton: bool = False) -> Any:
    """Return the square of what is left after a step, from those of it and of the one before.

    Steps shrink at least as fast as the last two did, Newton's by the square of that. Before there
    were two, what the one went is taken for what is left.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        shrunk = np.sqrt(np.asarray(moved) / before) ** (2 if newton else 1)
        rest = moved * (shrunk / (1 - shrunk)) ** 2
    return np.where((shrunk > 0) & (shrunk < 1), rest, moved)


def solved(squares: FloatArray, score: FloatArray) -> FloatArray:
    """Return A⁻¹s, each column in units of its own size."""
    size = np.sqrt(np.where(np.diag(squares) > 0, np.diag(squares), 1.0))
    scaled = squares / size[:, None] / size
    found = np.linalg.lstsq(scaled, score / size, rcond=1e-14)[0]
    return np.asarray(found / size, dtype=float)


def by_distinct_row(task: Task) -> Task:
    """Return the same task with each distinct row once: its weights added up, its mean outcome.

    The deviance of outcomes about the mean of their row is what no coefficients change.
    """
    x = task.x
    if not isinstance(x, RepeatedRows) or task.offset.any():
        return task
    size, binary = len(x.distinct), True
    w, sums = np.zeros((2, size))
    for at in row_blocks(len(task.y)):
        place, own, y = x.place[at], task.w[at], task.y[at]
        w += np.bincount(place, own, size)
        sums += np.bincount(place, own * y, size)
        binary = binary and bool((y * y == y).all())
    mean = np.divide(sums, w, out=np.full(size, sums.sum() / w.sum()), where=w > 0)
    within = 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        # at an edge, as 0 of all, there is no logarithm, and no deviance
        if binary:
            for outcome, of_it in ((0.0, w - sums), (1.0, sums)):
                apart = task.family.deviance(np.full(size, outcome), mean)
                within += float(of_it @ np.where((mean == outcome) | (of_it == 0), 0.0, apart))
        else:
            for at in row_blocks(len(task.y)):
                y, mu = task.y[at], mean[x.place[at]]
                apart = np.where(y == mu, 0.0, task.family.deviance(y, mu))
                within += float(task.w[at] @ apart)
    return replace(task, x=x.distinct, y=mean, w=w, offset=np.zeros(len(w)), within=within)

"""What a model predicts of rows, or its slope in one column, with the gradient of the average."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from ..core.arguments import FloatArray
from ..core.blocks import Matrix
from .families import Link


class Predicted(Protocol):
    """A number of each row that hangs on the coefficients."""

    def rows(self, beta: FloatArray, link: Link) -> FloatArray:
        """Return the (m,) numbers."""

    def gradient(self, beta: FloatArray, link: Link, w: FloatArray) -> FloatArray:
        """Return how w·numbers moves with each coefficient, (k,)."""


@dataclass(frozen=True, eq=False)
class Part:
    """A prediction of each row, m(xβ + offset), times a factor."""

    x: Matrix
    offset: FloatArray
    factor: float = 1.0

    def rows(self, beta: FloatArray, link: Link) -> FloatArray:
        """Return the predictions."""
        return self.factor * link.mean(self.x @ beta + self.offset)

    def gradient(self, beta: FloatArray, link: Link, w: FloatArray) -> FloatArray:
        """Return Σ w·m'·x."""
        slope = link.slope(self.x @ beta + self.offset)
        return np.asarray(self.factor * ((w * slope) @ self.x))


@dataclass(frozen=True, eq=False)
class ColumnSlope:
    """The slope of each row's prediction in a column that stands alone: m'(xβ + offset)·βⱼ."""

    x: Matrix
    offset: FloatArray
    column: int

    def rows(self, beta: FloatArray, link: Link) -> FloatArray:
        """Return the slopes."""
        return np.asarray(link.slope(self.x @ beta + self.offset) * beta[self.column])

    def gradient(self, beta: FloatArray, link: Link, w: FloatArray) -> FloatArray:
        """Return Σ w·(m''·βⱼ·x + m'·eⱼ)."""
        linear = self.x @ beta + self.offset
        found = beta[self.column] * ((w * link.curvature(linear)) @ self.x)
        found[self.column] += w @ link.slope(linear)
        return np.asarray(found)


@dataclass(frozen=True, eq=False)
class Average:
    """What is averaged: the sum of some predictions, and how it is called."""

    label: Any
    parts: Sequence[Predicted]

    def rows(self, beta: FloatArray, link: Link) -> FloatArray:
        """Return what is averaged, (m,)."""
        found = [part.rows(beta, link) for part in self.parts]
        return np.asarray(sum(found[1:], found[0]))

    def gradient(self, beta: FloatArray, link: Link, w: FloatArray) -> FloatArray:
        """Return how w·rows moves with each coefficient, (k,)."""
        return np.asarray(sum(part.gradient(beta, link, w) for part in self.parts))

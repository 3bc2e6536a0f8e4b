"""Weighted distributions: values in order, the weight up to each, and how to look it up."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..data.columns import FloatArray, IntArray

TIE = 1e-12
"""Part of the whole weight by which sums of weights may miss each other and still be a tie: sums
of a million decimals are this exact, and no respondent weighs so little."""

_BLOCK = 2**12


@dataclass(frozen=True, eq=False)
class Distribution:
    """Distinct values of some respondents in order, and their weights in r versions.

    Attributes
    ----------
    x : (v,) float
        Distinct values, ascending.
    weight : (v, r) float
        Weight of all respondents with this value or a lower one.
    count : (v, r) int
        Their number, of those with a weight above 0.
    before : (r,) float
        Weight of the respondents below the first value, who are not among these.
    whole : (r,) float
        Weight of all.
    """

    x: FloatArray
    weight: FloatArray
    count: IntArray
    before: FloatArray
    whole: FloatArray

    def reached(self, target: Any) -> IntArray:
        """Return the first value up to which the weight is at least the target."""
        return np.asarray((self.weight < target).sum(axis=0))

    def passed(self, target: Any) -> IntArray:
        """Return the first value up to which the weight is above the target."""
        return np.asarray((self.weight <= target).sum(axis=0))

    @property
    def first(self) -> IntArray:
        """The least value of anybody with a weight."""
        return np.minimum(self.passed(self.before), len(self.x) - 1)

    @property
    def end(self) -> IntArray:
        """The greatest value of anybody with a weight."""
        return np.minimum(self.reached(self.weight[-1]), len(self.x) - 1)

    def up_to(self, v: IntArray) -> FloatArray:
        """Return the weight up to value v of each version; up to −1 that of those before."""
        return np.asarray(_at(self.weight, v, self.before))

    def each(self, v: IntArray) -> FloatArray:
        """Return the mean weight of the respondents with value v."""
        weight = self.up_to(v) - self.up_to(v - 1)
        count = _at(self.count, v, 0) - _at(self.count, v - 1, 0)
        return np.asarray(weight / np.maximum(count, 1))

    def following(self, v: IntArray) -> IntArray:
        """Return the next value of anybody with a weight, or v where it is the greatest."""
        return np.minimum(self.passed(self.up_to(v)), self.end)

    def preceding(self, v: IntArray) -> IntArray:
        """Return the value before of anybody with a weight, or v where it is the least."""
        return np.minimum(self.reached(self.up_to(v - 1)), v)


def distribution(
    y: FloatArray, weights: FloatArray, before: FloatArray | None = None, whole: Any = None
) -> Distribution:
    """Return the distribution of values under r versions of their weights.

    Parameters
    ----------
    y : (m,) float
        Values, ascending.
    weights : (m, r) float
    before, whole : (r,) float, optional
        Weight of those below, who are not among these, and of all; by default these are all.
    """
    last = np.flatnonzero(np.diff(y, append=np.inf))
    sums = cumulated(weights)[last]
    start = np.zeros(weights.shape[1]) if before is None else before
    sums += start
    count: IntArray = np.broadcast_to((last + 1)[:, None], sums.shape)
    if not weights.all():
        count = np.cumsum(weights > 0, axis=0, dtype=np.int32)[last]
    return Distribution(y[last], sums, count, start, sums[-1] if whole is None else whole)


def cumulated(weights: FloatArray) -> FloatArray:
    """Return cumulative sums down the rows, by blocks, which keeps rounding from piling up."""
    sums = np.empty(weights.shape)
    total = np.zeros(weights.shape[1])
    for start in range(0, len(weights), _BLOCK):
        part = sums[start : start + _BLOCK]
        np.cumsum(weights[start : start + _BLOCK], axis=0, out=part)
        part += total
        total = part[-1]
    return sums


def _at(table: Any, v: IntArray, before: Any) -> Any:
    return np.where(v < 0, before, table[np.maximum(v, 0), np.arange(table.shape[1])])

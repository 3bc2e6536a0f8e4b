"""Sums over the 2 × 2 tables with the margins of an observed one: the law behind Fisher's test.

Given both margins, count 1 has Fisher's noncentral hypergeometric law with the log odds ratio θ.
Probabilities here are relative to that of the observed table, so that nothing under- or overflows;
sums run outwards from it until what is left out cannot matter.
"""

from typing import NamedTuple

import numpy as np

from ..core.methods import FloatArray

_TERMS = 64
"""Tables added per pass: fixed, so that an element does not depend on how many there are."""

_ROWS = 2**12
"""Observed tables per pass, which keeps the terms of one pass in the processor's cache."""

_NEGLIGIBLE = 1e-18
_TIE = 1 + 1e-7
"""Probabilities this close count as equal, as in R's fisher.test."""


class Side(NamedTuple):
    """Sums over the tables on one side of the observed one, in units of its probability."""

    total: FloatArray
    distance: FloatArray
    """Σ probability × (how many counts away)."""
    unlikely: FloatArray
    """Σ over the tables that are no more likely than the observed one."""


def above(a: FloatArray, b: FloatArray, c: FloatArray, d: FloatArray, theta: FloatArray) -> Side:
    """Sum over the tables with a larger first cell, the cells being yes 1, no 1, yes 2, no 2."""
    return _side(b, c, a, d, theta)


def below(a: FloatArray, b: FloatArray, c: FloatArray, d: FloatArray, theta: FloatArray) -> Side:
    """Sum over the tables with a smaller first cell."""
    return _side(a, d, b, c, -theta)


def _side(
    down1: FloatArray, down2: FloatArray, up1: FloatArray, up2: FloatArray, theta: FloatArray
) -> Side:
    """Sum wⱼ over j ≥ 1, wⱼ/wⱼ₋₁ = (d₁ − j + 1)(d₂ − j + 1)/((u₁ + j)(u₂ + j))·e^θ and w₀ = 1."""
    cells = [np.reshape(cell, -1) for cell in (down1, down2, up1, up2, np.exp(theta))]
    sums = np.zeros((3, cells[0].size))
    for start in range(0, cells[0].size, _ROWS):
        rows = slice(start, start + _ROWS)
        sums[:, rows] = _add_up([cell[rows] for cell in cells])
    return Side(*sums.reshape(3, *np.shape(theta)))


def _add_up(cells: list[FloatArray]) -> FloatArray:
    sums, last = np.zeros((3, cells[0].size)), np.ones(cells[0].size)
    left = np.flatnonzero(~np.isnan(sum(cells)) & (cells[0] > 0) & (cells[1] > 0))
    passed = 0
    while left.size:
        d1, d2, u1, u2, odds = (cell[left, None] for cell in cells)
        j = np.arange(passed + 1, passed + _TERMS + 1)
        ratio = np.maximum(d1 - j + 1, 0) * np.maximum(d2 - j + 1, 0) / (u1 + j) / (u2 + j) * odds
        term = last[left, None] * np.cumprod(ratio, axis=1)
        sums[0, left] += term.sum(axis=1)
        sums[1, left] += (term * j).sum(axis=1)
        sums[2, left] += np.where(term <= _TIE, term, 0.0).sum(axis=1)
        last[left] = term[:, -1]
        shrinks = np.minimum(ratio[:, -1], 1)
        left = left[last[left] > _NEGLIGIBLE * (1 - shrinks)]
        passed += _TERMS
    sums[:, np.isnan(sum(cells))] = np.nan
    return sums

"""What the intervals for paired answers share: the 2 × 2 table at the door, and the way through."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ....errors import ArgumentError
from ...core.arguments import (
    LARGEST_BASE,
    LEAST_BASE,
    broadcast,
    check_all,
    check_confidence_level,
    check_deff,
    restore_interval,
    tail_probability,
)
from ...core.chunks import in_chunks
from ...core.interval import Interval
from ...core.methods import FloatArray, Method


@dataclass(frozen=True, eq=False)
class Cells:
    """Respondents with both, the first only, the second only, and neither, as they were given."""

    a: Any
    b: Any
    c: Any
    d: Any


def paired_interval(
    method: Method,
    cells: Cells,
    *,
    confidence_level: float,
    alternative: str,
    deff: Any,
    span: tuple[float, float],
) -> Interval:
    """Check the cells, apply a method at their effective size, and hand back what came in.

    Parameters
    ----------
    cells : Cells
        The 2 × 2 table.
    span : tuple of float
        Smallest and largest value of the quantity, which one-sided intervals reach.
    """
    tail = tail_probability(check_confidence_level(confidence_level), alternative)
    values, restore = broadcast(**vars(cells), deff=deff)
    check_cells(*values[:4])
    design = values[4]
    check_deff(design)

    def at_effective_size(*piece: FloatArray) -> Interval:
        *counts, deff = piece
        return method.interval(*(count / deff for count in counts), np.full_like(deff, tail))

    limits = in_chunks(at_effective_size, *values)
    return restore_interval(limits, restore, alternative, span)


def check_cells(a: FloatArray, b: FloatArray, c: FloatArray, d: FloatArray) -> None:
    """Raise unless every cell is 0 or more and every table has a respondent, NaN aside."""
    for name, cell in {"a": a, "b": b, "c": c, "d": d}.items():
        check_all(name, cell, cell >= 0, "a count of respondents is 0 or more")
        check_all(name, cell, cell <= LARGEST_BASE, "a count of respondents is at most 10^15")
        some = (cell == 0) | (cell >= LEAST_BASE)
        check_all(name, cell, some, f"a count is 0, or at least {LEAST_BASE:g}")
    if (a + b + c + d == 0).any():
        raise ArgumentError("a + b + c + d is 0; a paired table needs at least one respondent")


def unless_missing(low: FloatArray, high: FloatArray, known: FloatArray) -> Interval:
    """Return the limits, NaN where a cell, and hence `known`, is."""
    return Interval(*(np.where(np.isnan(known), np.nan, limit) for limit in (low, high)))

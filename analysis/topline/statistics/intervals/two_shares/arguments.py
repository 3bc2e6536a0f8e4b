"""What the intervals for two independent samples share: the counts at the door, and the way in."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ....errors import ArgumentError
from ...core.arguments import (
    LEAST_BASE,
    are_counts,
    are_deff,
    broadcast,
    check_all,
    check_base,
    check_confidence_level,
    check_deff,
    restore_interval,
    tail_probability,
)
from ...core.chunks import in_chunks
from ...core.count import Count
from ...core.interval import Interval
from ...core.methods import FloatArray, Method


@dataclass(frozen=True, eq=False)
class TwoSamples:
    """The counts of two independent samples, and their bases, as the user gave them."""

    count1: Any
    nobs1: Any
    count2: Any
    nobs2: Any


def two_sample_interval(
    method: Method,
    samples: TwoSamples,
    *,
    confidence_level: float,
    alternative: str,
    deff: Any,
    span: tuple[float, float],
) -> Interval:
    """Check the counts, apply a method at their effective size, and hand back what came in.

    Parameters
    ----------
    samples : TwoSamples
        Counts and bases.
    deff : scalar, array_like or pair of them
        One design effect for both samples, or a tuple of two, one for each.
    span : tuple of float
        Smallest and largest value of the quantity, which one-sided intervals reach.
    """
    tail = tail_probability(check_confidence_level(confidence_level), alternative)
    values, restore = two_samples(samples, deff)
    if method.integer_counts:
        check_whole(method.key, *values)

    def at_effective_size(*piece: FloatArray) -> Interval:
        x1, n1, x2, n2, deff1, deff2 = piece
        one, two = Count(x1 / deff1, n1 / deff1), Count(x2 / deff2, n2 / deff2)
        return method.interval(one, two, np.full_like(x1, tail))

    limits = in_chunks(at_effective_size, *values)
    return restore_interval(limits, restore, alternative, span)


def two_samples(samples: TwoSamples, deff: Any, **more: Any) -> tuple[list[FloatArray], Any]:
    """Return count1, nobs1, count2, nobs2, deff1 and deff2 checked, and how to restore results.

    `more` is whatever else has their shape; it comes back after them, unchecked.
    """
    first, second = deff if isinstance(deff, tuple) and len(deff) == 2 else (deff, deff)
    one = isinstance(deff, (int, float)) and deff == 1
    designs = {} if one else {"deff1": first, "deff2": second}
    values, restore = broadcast(**vars(samples), **designs, **more)
    if one:
        values[4:4] = [np.ones_like(values[0])] * 2
    x1, n1, x2, n2, deff1, deff2 = values[:6]
    # what is all legal, and without a NaN, is told by one look at each
    if all(map(are_counts, (x1, x2), (n1, n2))) and (one or (are_deff(deff1) and are_deff(deff2))):
        return values, restore
    for sample, x, n in (("1", x1, n1), ("2", x2, n2)):
        check_base(f"nobs{sample}", n)
        check_all(f"count{sample}", x, x >= 0, "a count of respondents is 0 or more")
        some = (x == 0) | (x >= LEAST_BASE)
        check_all(f"count{sample}", x, some, f"a count is 0, or at least {LEAST_BASE:g}")
        over = np.isnan(n) | (x <= n)
        check_all(f"count{sample}", x, over, f"a count cannot exceed its base nobs{sample}")
    for design in (deff1, deff2):
        check_deff(design)
    return values, restore


def check_whole(
    key: str,
    x1: FloatArray,
    n1: FloatArray,
    x2: FloatArray,
    n2: FloatArray,
    deff1: FloatArray,
    deff2: FloatArray,
) -> None:
    """Raise unless an exact method gets whole counts and no design effect, NaN aside."""
    if ((deff1 != 1) | (deff2 != 1)).any():
        raise ArgumentError(
            f"method {key!r} counts whole respondents, which a design effect leaves fractional; "
            "choose another method, or deff=1"
        )
    remedy = f"method {key!r} needs whole counts; choose another method for effective ones"
    for name, value in {"count1": x1, "nobs1": n1, "count2": x2, "nobs2": n2}.items():
        check_all(name, value, value == np.floor(value), remedy)

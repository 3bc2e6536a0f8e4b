"""Natural cubic splines in the columns that R's ``ns`` has, and where knots may be."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import scipy

from ..errors import ArgumentError
from ..statistics.core.arguments import FloatArray


def check_knots(values: FloatArray, knots: Sequence[float], df: int | None) -> list[float]:
    """Return inner knots in order.

    Raises
    ------
    ArgumentError
        When they are no numbers within the values, or df is given, too.
    """
    low, high = float(values.min()), float(values.max())
    if df is not None:
        raise ArgumentError("df= says how many knots there are, and knots= which; give one")
    if any(isinstance(knot, (str, bool)) or not low < knot < high for knot in knots):
        raise ArgumentError(
            f"knots={list(knots)} are not all within the values, {low:.10g} to {high:.10g}; "
            "expected numbers between the least and the greatest, as knots=[30, 50]"
        )
    return sorted(map(float, set(knots)))


def natural_spline(
    values: FloatArray,
    state: dict[str, Any],
    *,
    df: int | None = None,
    knots: Sequence[float] | None = None,
) -> Mapping[int, FloatArray]:
    """Return cubic splines that are straight beyond the least and the greatest value.

    Parameters
    ----------
    values : (n,) float
    state : dict
        Knots, once they are known.
    df : int, optional
        Columns, 1 without knots; the df − 1 knots are quantiles.
    knots : sequence of float, optional

    Raises
    ------
    ArgumentError

    References
    ----------
    Hastie (1992), Generalized additive models, in Statistical Models in S, section 7.2; R's
    splines::ns, whose columns these are.
    """
    if not state:
        ends = float(values.min()), float(values.max())
        parts = np.linspace(0, 1, (df or 1) + 1)[1:-1]
        inner = np.quantile(values, parts).tolist() if knots is None else [*knots]
        if knots is None and (len({*inner, *ends}) < len(inner) + 2):
            raise ArgumentError(
                f"no natural spline with df={df or 1} can be made of "
                f"{len(np.unique(values)):,} different values; choose a smaller df, or knots="
            )
        inner = check_knots(values, inner, None if knots is None else df)
        state.update(ends=ends, knots=[*[ends[0]] * 4, *inner, *[ends[1]] * 4])
    at, ends = np.array(state["knots"]), state["ends"]
    spline = scipy.interpolate.BSpline(at, np.eye(len(at) - 4), 3)
    inside = np.clip(values, *ends)
    basis = spline(inside)
    for end in ends:
        # straight beyond the ends
        beyond = (inside == end) & (values != end)
        basis[beyond] += (values[beyond] - end)[:, None] * spline.derivative()(end)
    # what bends at the ends is left out
    bent = spline.derivative(2)(np.array(ends))[:, 1:]
    across = np.linalg.qr(bent.T, mode="complete")[0]
    found = (basis[:, 1:] @ across)[:, 2:]
    return {place + 1: column for place, column in enumerate(found.T)}

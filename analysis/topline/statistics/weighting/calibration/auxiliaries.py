"""Totals of auxiliary variables at the door, and those of auxiliaries that repeat others."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ....arguments import described
from ....errors import ArgumentError
from ...core.arguments import FloatArray, broadcast
from ...core.matrix import Kept

_SAME_TOTAL = 1e-6


def as_totals(totals: ArrayLike, names: Sequence[str]) -> FloatArray:
    """Return one finite total an auxiliary.

    Raises
    ------
    ArgumentError
        When one is missing, or there are too few or too many.
    """
    given = totals
    if hasattr(totals, "keys") and not hasattr(totals, "columns"):
        named: Any = totals
        lacking = [one for one in names if one not in named]
        extra = [one for one in named if one not in names]
        if lacking or extra:
            raise ArgumentError(
                f"totals name {', '.join(map(described, named.keys()))}; expected one for each of "
                f"{', '.join(map(described, names))}"
            )
        given = [named[one] for one in names]
    (values,), _ = broadcast(totals=given)
    if values.shape != (len(names),):
        raise ArgumentError(
            f"totals has the shape {values.shape}; expected one for each of {len(names)} "
            "auxiliaries"
        )
    wrong = np.flatnonzero(~np.isfinite(values))
    if wrong.size:
        raise ArgumentError(
            f"the total of {names[wrong[0]]!r} is {values[wrong[0]]}; give a number"
        )
    return values


def check_repeated(kept: Kept, totals: FloatArray, names: Sequence[str]) -> list[str]:
    """Say which auxiliaries repeat others, where their totals do, too.

    Raises
    ------
    ArgumentError
        When the total of a repeated one is not what the others' totals make it.
    """
    notes = []
    for place, column in enumerate(kept.repeated):
        made = kept.weights[:, place] * totals[kept.columns]
        others = [
            names[one]
            for one, part in zip(kept.columns, kept.weights[:, place], strict=True)
            if abs(part) > 1e-8
        ]
        what = f"auxiliary {names[column]!r} is a combination of {', '.join(map(repr, others))}"
        if abs(made.sum() - totals[column]) > _SAME_TOTAL * max(np.abs(made).sum(), 1e-300):
            raise ArgumentError(
                f"{what}, which makes its total {made.sum():,.10g}, not {totals[column]:,.10g}; "
                "leave it out, or correct the totals"
            )
        notes.append(f"{what}; it was left out")
    return notes

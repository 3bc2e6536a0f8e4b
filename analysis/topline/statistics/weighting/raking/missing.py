"""Rows without a value in a margin: refused, left out, or a category of their own."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ....errors import ArgumentError
from ...core.arguments import FloatArray
from ..shared.categories import CodedColumn

CHOICES = ("error", "keep", "drop", "category")

_SWEEPS = 10_000

_STILL = 1e-14
"""A sweep that moves no factor by more has arrived."""


def refuse_missing(columns: Sequence[CodedColumn], counts: Sequence[int]) -> None:
    """Raise when rows miss a margin, with their number by column.

    Raises
    ------
    ArgumentError
        With the choices there are.
    """
    lacking = [
        f"{column.name!r} ({count:,} row{'s' * (count != 1)})"
        for column, count in zip(columns, counts, strict=True)
        if count
    ]
    if lacking:
        raise ArgumentError(
            f"a value is missing in {', '.join(lacking)}; choose missing='keep' (these rows keep "
            "their share in that margin), 'drop' (they get weight 0) or 'category' (a category "
            "of their own)"
        )


def with_missing_category(column: CodedColumn) -> CodedColumn:
    """Return a column's categories with missing as the last, None; its rows stay behind."""
    return CodedColumn(column.name, column.codes[:0], (*column.categories, None))


def kept_shares(
    codes: NDArray[np.int64], targets: Sequence[FloatArray], start: FloatArray
) -> list[FloatArray]:
    """Return targets in which missing rows, the last category, have what they keep.

    Margin after margin, known rows are brought to the targets' shares of what known rows weigh,
    and missing rows stay as they are, until nothing moves. Which weights that leads to depends on
    the order of the margins where values are missing; no distance is least there.

    Parameters
    ----------
    codes : (C, M) int
        Category of each cell; the last of a margin is missing.
    targets : sequence of M arrays (K,)
        NaN in the last place where it is to be found, all others of one total.
    start : (C,) float
    """
    total = float(np.nansum(targets[0]))
    weights = start * (total / start.sum())
    for _ in range(_SWEEPS):
        moved = 0.0
        for place, target in enumerate(targets):
            achieved = np.bincount(codes[:, place], weights, len(target)).astype(float)
            wanted = _with_kept(target, achieved, total)
            with np.errstate(divide="ignore", invalid="ignore"):
                factor = np.where(achieved > 0, wanted / achieved, 1.0)
            weights = weights * factor[codes[:, place]]
            moved = max(moved, float(np.abs(factor - 1).max()))
        if moved <= _STILL:
            break
    found = []
    for place, target in enumerate(targets):
        achieved = np.bincount(codes[:, place], weights, len(target)).astype(float)
        found.append(_with_kept(target, achieved, total))
    return found


def _with_kept(target: FloatArray, achieved: FloatArray, total: float) -> FloatArray:
    """Return targets: of missing rows what they weigh, and the shares of known ones in the rest."""
    free = np.isnan(target)
    return np.where(free, achieved, target * (1 - achieved[free].sum() / total))

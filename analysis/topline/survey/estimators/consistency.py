"""Cronbach's alpha: how far the items of a scale go together, as a smooth function of sums."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ..data.columns import FloatArray
from .assemble import assemble
from .functions import Smooth, Sums
from .request import Request, words_of
from .values import turned_notes, value_piece

_ROUNDING = 1e-13
"""Part of the items' mean squares that rounding leaves of the variance of a sum of them."""


def estimate_alpha(request: Request, items: Sequence[Any]) -> Estimates:
    """Estimate Cronbach's alpha of items; see ``Survey.cronbach_alpha``.

    Raises
    ------
    ArgumentError, DataError
    """
    if len(items) < 2 or len(set(items)) < len(items):
        raise ArgumentError(
            f"items are {', '.join(map(repr, items)) or 'none'}; expected two or more different "
            "columns of numbers"
        )
    piece = value_piece(request, alpha_of(len(items)), tuple(items))
    piece = replace(piece, notes=(*piece.notes, *turned_notes(request, items)))
    return assemble(request, [piece], words_of(request, "Cronbach's alpha"))


def alpha_of(items: int) -> Smooth:
    """Return alpha = K/(K − 1)·(1 − Σ s_k²/s²), s² the variance of the K items' sum.

    Each variance is Σwy²/Σw − (Σwy/Σw)², whose gradient in (Σw, Σwy, Σwy²) is
    (ȳ² − s², −2ȳ, 1)/Σw.
    """

    def terms(*values: Any) -> list[Any]:
        whole = sum(values)
        return [own**power for own in (*values, whole) for power in (1, 2)]

    def variances(t: Sums) -> tuple[Any, Any, Any]:
        means, squares = t[1::2] / t[0], t[2::2] / t[0]
        found = squares - means**2
        # a sum that is the same for all, but for what rounding leaves, says nothing of its items
        same = found[-1] <= _ROUNDING * squares.sum(axis=0)
        return means, found, np.where(same, np.nan, found[-1])

    def value(t: Sums, _n: Any) -> FloatArray:
        _, found, whole = variances(t)
        return np.asarray(items / (items - 1) * (1 - found[:-1].sum(axis=0) / whole))

    def gradient(t: Sums, _n: Any) -> FloatArray:
        means, found, whole = variances(t)
        own = np.full_like(found, -1.0) / whole
        own[-1] = found[:-1].sum(axis=0) / whole**2
        slope = np.empty_like(t)
        slope[0] = (own * (means**2 - found)).sum(axis=0)
        slope[1::2], slope[2::2] = -2 * own * means, own
        return np.asarray(items / (items - 1) * slope / t[0])

    return Smooth(
        key="alpha",
        label="Cronbach's alpha",
        arity=items,
        terms=terms,
        value=value,
        gradient=gradient,
        source="Cronbach (1951), Psychometrika 16:297–334",
        shifted=True,
    )

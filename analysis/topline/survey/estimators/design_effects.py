"""What design effects compare with: simple random sampling, or the weights alone."""

from typing import Any

import numpy as np

from ..data.columns import FloatArray
from ..engine.asked import Asked
from ..engine.totals import Sums
from .assemble import Piece
from .functions import ESTIMATORS, Smooth
from .request import Request


def simple_variance(request: Request, method: Smooth, sums: Sums) -> FloatArray:
    """Return the variance of a simple random sample as large: s²/n, or N²s²/n for a total."""
    t, n = sums.total[:, :, 0], sums.n
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = ESTIMATORS["variance"].value(t, n)
        size = t[0] ** 2 if method.key == "total" else 1.0
        return np.asarray(size * spread / n * _left(request, n, t[0]))


def simple_share_variance(request: Request, shares: Piece) -> FloatArray:
    """Return the variances p(1 − p)/(n − 1) of shares in simple random samples."""
    p, n = shares.estimate, shares.n
    with np.errstate(divide="ignore", invalid="ignore"):
        simple = p * (1 - p) / np.where(n > 1, n - 1, np.nan)
        return np.asarray(simple * _left(request, n, shares.weighted))


def kish(request: Request, asked: Asked, piece: Piece) -> FloatArray:
    """Return n·Σw²/(Σw)² of those who answered, the design effect of the weights alone."""
    squares = request.source.base(asked).squares
    squares = np.repeat(squares, len(piece.n) // len(squares))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(piece.n * squares / piece.weighted**2)


def _left(request: Request, n: FloatArray, total: FloatArray) -> Any:
    """Return 1 − n/N of a sample without replacement; 1 where it is compared with one with."""
    if request.design_effect == "replace":
        return np.ones_like(n)
    return np.where(total > n, 1 - n / total, np.nan)

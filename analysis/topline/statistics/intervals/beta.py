"""Intervals for one proportion from binomial tails and Beta quantiles.

Upper limits use the complemented functions, so that tiny tails and rare events keep their
relative accuracy.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaincc, betainccinv, betaincinv, expit, logit

from ..interval import Interval

FloatArray = NDArray[np.float64]

_STEPS = 60
_TOLERANCE = 1e-15


def clopper_pearson(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """P(X ≥ x; low) = tail and P(X ≤ x; high) = tail."""
    none, every = x == 0, x == n
    low = np.asarray(betaincinv(np.where(none, 1.0, x), n - x + 1, tail), dtype=float)
    high = np.asarray(betainccinv(x + 1, np.where(every, 1.0, n - x), tail), dtype=float)
    return Interval(_where(none, 0.0, low), _where(every, 1.0, high))


def jeffreys(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """Quantiles of Beta(x + ½, n − x + ½); low is 0 at x = 0 and high is 1 at x = n."""
    low = np.asarray(betaincinv(x + 0.5, n - x + 0.5, tail), dtype=float)
    high = np.asarray(betainccinv(x + 0.5, n - x + 0.5, tail), dtype=float)
    return Interval(_where(x == 0, 0.0, low), _where(x == n, 1.0, high))


def mid_p(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """P(X > x) + ½P(X = x) = tail at low, and its mirror at high.

    Both are solved by Newton's rule on the log of the tail over the log-odds, where it is concave,
    from the Clopper–Pearson limit: every step stays on the outer side of the root.
    """
    outer = clopper_pearson(x, n, tail)
    low = _mid_p_limit(x, n, tail, np.where(x == 0, 0.5, outer.low), upper=False)
    high = _mid_p_limit(x, n, tail, np.where(x == n, 0.5, outer.high), upper=True)
    return Interval(_where(x == 0, 0.0, low), _where(x == n, 1.0, high))


def _mid_p_limit(
    x: FloatArray, n: FloatArray, tail: FloatArray, start: FloatArray, *, upper: bool
) -> FloatArray:
    """Solve ½·(outer + inner tail) = tail for p; θ is the log-odds of p.

    The tail's derivative over θ is ±½·P(X = x)·(x·q + (n − x)·p), and P(X = x) is the difference
    of the two tails.
    """
    theta = logit(start)
    active = np.ones(theta.shape, dtype=bool)
    for _ in range(_STEPS):
        p = expit(theta)
        outer, inner = _tails(x, n, p, upper=upper)
        slope = (outer - inner) * (x * (1 - p) + (n - x) * p) / 2
        with np.errstate(divide="ignore", invalid="ignore"):
            step = -np.log((outer + inner) / 2 / tail) * (outer + inner) / 2 / slope
        step = np.where(active & np.isfinite(step), -step if upper else step, 0.0)
        theta = theta + step
        active = np.abs(step) > _TOLERANCE * (1 + np.abs(theta))
        if not active.any():
            break
    return np.asarray(expit(theta))


def _tails(
    x: FloatArray, n: FloatArray, p: FloatArray, *, upper: bool
) -> tuple[FloatArray, FloatArray]:
    """P(X ≥ x) and P(X > x), or with `upper` P(X ≤ x) and P(X < x), of a binomial(n, p)."""
    a, b = np.where(x == 0, 1.0, x), np.where(x == n, 1.0, n - x)
    if upper:
        outer, inner = betaincc(x + 1, b, p), np.where(x == 0, 0.0, betaincc(a, n - x + 1, p))
    else:
        outer, inner = betainc(a, n - x + 1, p), np.where(x == n, 0.0, betainc(x + 1, b, p))
    return np.asarray(outer, dtype=float), np.asarray(inner, dtype=float)


def _where(condition: NDArray[np.bool_], value: float, otherwise: FloatArray) -> FloatArray:
    """Set a limit at the end of its range, but leave NaN as NaN."""
    return np.where(condition & ~np.isnan(otherwise), value, otherwise)

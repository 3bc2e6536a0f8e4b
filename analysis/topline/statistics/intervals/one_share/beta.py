"""Intervals for one proportion from binomial tails and Beta quantiles.

Upper limits use the complemented functions, so that tiny tails and rare events keep their
relative accuracy. Kernels take what those of `closed` do.
"""

from collections.abc import Callable

import numpy as np
import scipy
from numpy.typing import NDArray

from ...core.chunks import of_any_shape
from ...core.interval import Interval
from ...core.methods import FloatArray
from ...core.roots import solve
from ...laws.binomial import (
    at_least,
    half_deviance,
    least_odds,
    peak,
)
from .closed import scas

_RARE, _MANY = 1e-3, 1e7
"""Beyond this a + b the inverse loses digits of rare shares, up to that (8 are left at 10⁹)."""


def clopper_pearson(x: FloatArray, n: FloatArray, tail: FloatArray | float) -> Interval:
    """P(X ≥ x; low) = tail and P(X ≤ x; high) = tail."""
    none, every = x == 0, x == n
    low = lower_quantile(np.where(none, 1.0, x), n - x + 1, tail)
    high = upper_quantile(x + 1, np.where(every, 1.0, n - x), tail)
    return Interval(_where(none, 0.0, low), _where(every, 1.0, high))


def jeffreys(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """Quantiles of Beta(x + ½, n − x + ½); low is 0 at x = 0 and high is 1 at x = n."""
    low = lower_quantile(x + 0.5, n - x + 0.5, tail)
    high = upper_quantile(x + 0.5, n - x + 0.5, tail)
    return Interval(_where(x == 0, 0.0, low), _where(x == n, 1.0, high))


def modified_jeffreys(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """Jeffreys' limits, but low is 0 for x ≤ 1 and high is 1 for x ≥ n − 1.

    Where x is 0 or n they are Clopper and Pearson's.
    """
    none, every = x == 0, x == n
    low, high = jeffreys(x, n, tail)
    low, high = _where(x <= 1, 0.0, low), _where(x >= n - 1, 1.0, high)
    most, least = -np.expm1(np.log(tail) / n), np.exp(np.log(tail) / n)
    return Interval(
        np.where(every, least, _where(none, 0.0, low)),
        np.where(none, most, _where(every, 1.0, high)),
    )


@of_any_shape
def mid_p(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """P(X > x) + ½P(X = x) = tail at low, and its mirror at high."""
    start = scas(x, n, tail)
    low = scipy.special.expit(_mid_p_odds(x, n, tail, start.ci_low))
    high = scipy.special.expit(-_mid_p_odds(n - x, n, tail, 1 - start.ci_high))
    return Interval(_where(x == 0, 0.0, low), _where(x == n, 1.0, high))


def _mid_p_odds(x: FloatArray, n: FloatArray, tail: FloatArray, start: FloatArray) -> FloatArray:
    """Solve for the log-odds θ of low, over which the log of the tail is concave.

    Newton's rule then stays below the root after one step, wherever it starts.
    """
    x = np.where(x == 0, 0.5, x)
    error = np.broadcast_to(np.asarray(tail, dtype=float), x.shape)
    usable = (start > 0) & (start < 1)
    theta = scipy.special.logit(np.where(usable, start, 0.5))
    theta[~usable] = least_odds(x[~usable], n[~usable], error[~usable])
    return solve(_mid_p_excess, theta, x, n, error, peak(x, n) / 2)


def _mid_p_excess(
    theta: FloatArray, x: FloatArray, n: FloatArray, tail: FloatArray, top: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Log of the tail over `tail`; its slope over θ is ½P(X = x)(xq + (n − x)p) over the tail."""
    half = top * np.exp(-half_deviance(x, n, theta))
    error = at_least(x + 1, n, theta) + half
    spread = x * scipy.special.expit(-theta) + (n - x) * scipy.special.expit(theta)
    return np.log(error / tail), half * spread / error


def lower_quantile(a: FloatArray, b: FloatArray, tail: FloatArray | float) -> FloatArray:
    """Return the share below which a Beta(a, b) law has the probability `tail`."""
    return _polished(
        np.asarray(scipy.special.betaincinv(a, b, tail), dtype=float),
        a,
        b,
        tail,
        scipy.special.betainc,
    )


def upper_quantile(a: FloatArray, b: FloatArray, tail: FloatArray | float) -> FloatArray:
    """Return the share above which a Beta(a, b) law has the probability `tail`."""
    return _polished(
        np.asarray(scipy.special.betainccinv(a, b, tail), dtype=float),
        a,
        b,
        tail,
        scipy.special.betaincc,
        -1,
    )


def _polished(
    p: FloatArray,
    a: FloatArray,
    b: FloatArray,
    tail: FloatArray | float,
    law: Callable[..., FloatArray],
    sign: int = 1,
) -> FloatArray:
    """Add Newton's step where a + b is large and the share rare, if it is of the size of noise."""
    many = (a + b > _MANY) & (p > 0) & (p < _RARE)
    if not many.any():
        return p
    share, a, b, tail = (v[many] for v in np.broadcast_arrays(p, a, b, tail))
    with np.errstate(all="ignore"):
        density = np.exp(
            scipy.special.xlogy(a - 1, share)
            + scipy.special.xlog1py(b - 1, -share)
            - scipy.special.betaln(a, b)
        )
        step = sign * (law(a, b, share) - tail) / density
    p[many] = np.where(np.abs(step) < 1e-6 * share, share - step, share)
    return p


def _where(condition: NDArray[np.bool_], value: float, otherwise: FloatArray) -> FloatArray:
    """Set a limit at the end of its range, but leave NaN as NaN."""
    return np.where(condition & ~np.isnan(otherwise), value, otherwise)

"""Intervals for one proportion in closed form, from the normal quantile z.

Every kernel takes float arrays of one shape: successes `x`, trials `n` (both may be effective,
hence fractional) and the error probability `tail` in each tail, which may be a single number.
"""

import numpy as np
import scipy

from ...core.arguments import upper_z
from ...core.chunks import of_any_shape
from ...core.interval import Interval
from ...core.methods import FloatArray


def wald(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """p̂ ± z·√(p̂q̂/n), cut off at 0 and 1."""
    p = x / n
    half = upper_z(tail) * np.sqrt(p * (1 - p) / n)
    return _clip(p - half, p + half)


def wald_cc(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """p̂ ± (z·√(p̂q̂/n) + 1/2n), cut off at 0 and 1."""
    p = x / n
    half = upper_z(tail) * np.sqrt(p * (1 - p) / n) + 0.5 / n
    return _clip(p - half, p + half)


def wilson(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """Every p with |p̂ − p| ≤ z·√(pq/n): the limits of the score test.

    With t = 2x + z² + z·√(z² + 4xq̂) high is t/2(n + z²) and low is 2(x²/n)/t: the product of the
    two roots of the quadratic is p̂²/(1 + z²/n), so that a small limit loses no digits.
    """
    z = upper_z(tail)
    top = n - x
    top *= x
    top /= n
    top *= 4
    top += z * z
    top = np.sqrt(top)
    top *= z
    top += z * z
    top += x
    top += x
    low = x * x
    low /= n
    low *= 2
    low /= np.where(x == 0, 1.0, top)
    top /= 2 * n + 2 * z * z
    return Interval(low, np.where(x == n, 1.0, top))


def wilson_cc(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """Wilson's limits with |p̂ − p| made smaller by 1/2n; 0 and 1 at the ends.

    low = (2x + z² − 1 − z·√(z² − 2 − 1/n + 4p̂(nq̂ + 1))) / 2(n + z²), and high with + 1, + z·√,
    + 2 and nq̂ − 1.
    """
    z, p = upper_z(tail), x / n
    below = np.maximum(z**2 - 2 - 1 / n + 4 * p * (n * (1 - p) + 1), 0)
    above = np.maximum(z**2 + 2 - 1 / n + 4 * p * (n * (1 - p) - 1), 0)
    low = (2 * x + z**2 - 1 - z * np.sqrt(below)) / (2 * (n + z**2))
    high = (2 * x + z**2 + 1 + z * np.sqrt(above)) / (2 * (n + z**2))
    clipped = _clip(low, high)
    return Interval(np.where(x == 0, 0.0, clipped.ci_low), np.where(x == n, 1.0, clipped.ci_high))


@of_any_shape
def modified_wilson(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """Wilson's limits, but from Poisson's law for counts of up to 2 (from n = 51 on up to 3).

    There low is λ/n, λ being the quantile of order 2·tail of a gamma law with shape x, but never
    above x/n, as it would be for a tail above 0.3; high mirrors it for x near n.
    """
    low, high = wilson(x, n, tail)
    few = np.where(n < 51, 2.0, 3.0)
    error = np.broadcast_to(2 * tail, np.shape(x))
    rare, common = (x > 0) & (x <= few) & (error < 1), (x < n) & (n - x <= few) & (error < 1)
    few, rest = x[rare], (n - x)[common]
    low[rare] = np.minimum(scipy.special.gammaincinv(few, error[rare]), few) / n[rare]
    high[common] = 1 - np.minimum(scipy.special.gammaincinv(rest, error[common]), rest) / n[common]
    return Interval(low, high)


def agresti_coull(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """Wald's interval after adding z²/2 successes and z²/2 failures."""
    z = upper_z(tail)
    return wald(x + z**2 / 2, n + z**2, tail)


def add4(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """Wald's interval after adding 2 successes and 2 failures, whatever the level."""
    return wald(x + 2, n + 4, tail)


def scas(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """Every p with |x − np − w(1 − 2p)| ≤ z·√(npq), w = (z² − 1)/6: score with its skewness.

    The smaller root of that quadratic is 2c²/(2c(c + d) + nz² + z·√(n(nz² + 4cd))) with c = x − w
    and d = n − x − w. Where c < 0 the corrected score nowhere reaches z: low is 0, as it is at
    x = 0; high mirrors it.
    """
    z = upper_z(tail)
    w = (z * z - 1) / 6
    c, d = x - w, n - x - w
    with np.errstate(invalid="ignore", divide="ignore"):
        larger = 2 * c * (c + d) + n * z * z + z * np.sqrt(n * (n * z * z + 4 * c * d))
        low = 2 * c * c / larger
        high = larger / (2 * ((c + d) ** 2 + n * z * z))
    return Interval(
        np.where((x == 0) | (c <= 0), 0.0, low), np.where((x == n) | (d <= 0), 1.0, high)
    )


def pratt(x: FloatArray, n: FloatArray, tail: FloatArray, tails: int = 2) -> Interval:
    """Clopper–Pearson's limits by Wilson and Hilferty's cube root of the F law.

    In closed form and exact at counts of 0, 1, n − 1 and n; at 0 and n the one limit there is
    takes the error of all `tails`.
    """
    end, step = np.log(tails * tail) / n, np.log1p(-tail) / n
    below, above = _pratt_odds(x, n, tail), _pratt_odds(n - x, n, tail)
    low = np.where(x == 1, -np.expm1(step), below / (1 + below))
    high = np.where(x == n - 1, np.exp(step), 1 / (1 + above))
    low = np.where(x == n, np.exp(end), np.where(x == 0, 0.0, low))
    high = np.where(x == 0, -np.expm1(end), np.where(x == n, 1.0, high))
    return Interval(low, high)


def _pratt_odds(x: FloatArray, n: FloatArray, tail: FloatArray) -> FloatArray:
    """Return the odds (a/x)²·R³ of the lower limit, a = n − x + 1.

    R = (81x² − 9x(2 + z²) + 1)/(81ax − 9n − 8 + 3z·√(9ax(9n + 5 − z²) + n + 1)) is the root of the
    quadratic that says that Wilson and Hilferty's normal deviate of the F ratio is z.
    """
    z, b = upper_z(tail), np.maximum(x, 1)
    a = n - b + 1
    root = np.sqrt(np.maximum(9 * a * b * (9 * n + 5 - z**2) + n + 1, 0))
    share = (81 * b**2 - 9 * b * (2 + z**2) + 1) / (81 * a * b - 9 * n - 8 + 3 * z * root)
    return np.asarray((a / b) ** 2 * np.maximum(share, 0) ** 3)


def _clip(low: FloatArray, high: FloatArray) -> Interval:
    return Interval(np.clip(low, 0, 1), np.clip(high, 0, 1))

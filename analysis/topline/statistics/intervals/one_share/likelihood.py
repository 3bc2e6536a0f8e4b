"""The likelihood-ratio interval for one proportion; the kernel takes what those of `closed` do."""

import numpy as np
import scipy

from ...core.chunks import of_any_shape
from ...core.interval import Interval
from ...core.methods import FloatArray
from ...core.roots import solve
from ...laws.binomial import half_deviance
from .closed import wilson


@of_any_shape
def likelihood_ratio(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """Every p with 2(x·log(p̂/p) + (n − x)·log(q̂/q)) ≤ z²; e^(−z²/2n) from the end at 0 and n."""
    z = np.broadcast_to(-scipy.special.ndtri(tail), x.shape)
    start = wilson(x, n, tail)
    low, high = _root(x, n, z, start.ci_low), _root(x, n, -z, start.ci_high)
    fall = -(z**2) / (2 * n)
    low = np.where(x == n, np.exp(fall), np.where(x == 0, 0.0, low))
    return Interval(low, np.where(x == 0, -np.expm1(fall), np.where(x == n, 1.0, high)))


def _root(x: FloatArray, n: FloatArray, z: FloatArray, start: FloatArray) -> FloatArray:
    """Solve for the p at which the deviance's root, with the sign of p̂ − p, is z."""
    inside = (x > 0) & (x < n)
    count, share = np.where(inside, x, n / 2), np.where(inside, start, 0.5)
    return np.asarray(scipy.special.expit(solve(_excess, scipy.special.logit(share), count, n, z)))


def _excess(
    theta: FloatArray, x: FloatArray, n: FloatArray, z: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return z less the signed root r of the deviance, whose slope over θ is −(x − np)/r."""
    over = x * scipy.special.expit(-theta) - (n - x) * scipy.special.expit(theta)
    root = np.sqrt(2 * half_deviance(x, n, theta))
    spread = np.sqrt(n * scipy.special.expit(theta) * scipy.special.expit(-theta))
    slope = np.where(root > 1e-6, np.abs(over) / root, spread)
    return z - np.sign(over) * root, slope

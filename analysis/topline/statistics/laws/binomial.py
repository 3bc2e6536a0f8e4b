"""The binomial law at a log-odds θ, keeping its relative accuracy.

p = 1/(1 + e^−θ) and q = 1/(1 + e^θ) are both exact at either end, unlike 1 − p.
"""

import numpy as np
import scipy

from ..core.methods import FloatArray

_RARE = 1e-3
"""Where q is smaller its own digits count; the complemented, slower function has them."""

_LARGE = 16.0
"""From here on the series for Stirling's error has all digits."""


def at_least(k: FloatArray, n: FloatArray, theta: FloatArray) -> FloatArray:
    """P(X ≥ k) = I_p(k, n − k + 1); 1 for k ≤ 0 and 0 for k > n."""
    a, b = np.where(k > 0, k, 1.0), np.where(k <= n, n - k + 1, 1.0)
    p, q = scipy.special.expit(theta), scipy.special.expit(-theta)
    rare = q < _RARE
    tail = np.asarray(scipy.special.betainc(a, b, p))
    if rare.any():
        tail[rare] = scipy.special.betaincc(b[rare], a[rare], q[rare])
    return np.where(k <= 0, 1.0, np.where(k > n, 0.0, tail))


def at_most(k: FloatArray, n: FloatArray, theta: FloatArray) -> FloatArray:
    """P(X ≤ k), as P(n − X ≥ n − k)."""
    return at_least(n - k, n, -theta)


def probability(k: FloatArray, n: FloatArray, theta: FloatArray) -> FloatArray:
    """P(X = k); 0 for k outside 0 … n.

    By Loader's expansion: e^(−d(k, np) − d(n − k, nq)) times the probability of k at p = k/n, with
    d(k, m) = k·log(k/m) + m − k, which loses no digits however large n.

    References
    ----------
    Loader (2000), Fast and accurate computation of binomial probabilities.
    """
    legal = (k >= 0) & (k <= n)
    inside = np.where(legal, k, 0.0)
    return np.where(legal, peak(inside, n) * np.exp(-half_deviance(inside, n, theta)), 0.0)


def half_deviance(k: FloatArray, n: FloatArray, theta: FloatArray) -> FloatArray:
    """k·log(p̂/p) + (n − k)·log(q̂/q), p̂ = k/n: half the deviance of p."""
    return _distance(k, n * scipy.special.expit(theta)) + _distance(
        n - k, n * scipy.special.expit(-theta)
    )


def _distance(k: FloatArray, mean: FloatArray) -> FloatArray:
    over = k - mean
    return np.asarray(scipy.special.xlog1py(k, over / mean) - over)


def peak(k: FloatArray, n: FloatArray) -> FloatArray:
    """P(X = k) at p = k/n."""
    inner = (k > 0) & (k < n)
    middle = np.where(inner, k, n / 2)
    rest = n - middle
    error = stirling_error(n) - stirling_error(middle) - stirling_error(rest)
    return np.where(inner, np.exp(error) * np.sqrt(n / (2 * np.pi * middle * rest)), 1.0)


def stirling_error(k: FloatArray) -> FloatArray:
    """Return log k! less Stirling's log(√(2πk)·(k/e)^k), for k > 0."""
    large = np.maximum(k, _LARGE)
    s = 1 / large**2
    series = (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s / 1188)))) / large
    small = np.minimum(k, _LARGE)
    exact = (
        scipy.special.gammaln(small + 1)
        - (small + 0.5) * np.log(small)
        + small
        - np.log(2 * np.pi) / 2
    )
    return np.where(k >= _LARGE, series, exact)


def least_odds(x: FloatArray, n: FloatArray, tail: FloatArray | float) -> FloatArray:
    """Log-odds θ at which P(X ≥ x) = tail: Clopper and Pearson's lower limit; x > 0."""
    p = np.asarray(scipy.special.betaincinv(x, n - x + 1, tail), dtype=float)
    theta = np.asarray(scipy.special.logit(p))
    near = 1 - p < _RARE
    if near.any():
        share = np.broadcast_to(tail, p.shape)[near]
        theta[near] = -scipy.special.logit(
            scipy.special.betainccinv(n[near] - x[near] + 1, x[near], share)
        )
    return theta

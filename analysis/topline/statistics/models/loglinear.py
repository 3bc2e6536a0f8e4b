"""Log-linear models of the shares of a table's cells, with effects that add up to 0.

log π_c = constant + x_c'θ. The most likely θ of shares p is that whose fitted shares π have the
margins of p: Σ x_c·(p_c − π_c) = 0. How p moves, θ moves by I⁻¹x'dp, I = x'(diag π − ππ')x.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from ...errors import ArgumentError
from ...values import Value
from ..core.arguments import FloatArray

_STEPS = 100
_CLOSE = 1e-12
"""Largest gap between margins of the fitted and of the given shares."""
_RANK = 1e-10


@dataclass(frozen=True, eq=False, kw_only=True)
class LoglinearFit(Value):
    """A fitted log-linear model.

    Attributes
    ----------
    x : (c, k) float
        Effects of each cell.
    coefficients : (k,) float
    fitted : (c,) float
        Shares of the cells, adding up to 1.
    slope : (k, c) float
        How the coefficients move with the given shares.
    """

    x: FloatArray
    coefficients: FloatArray
    fitted: FloatArray
    slope: FloatArray


def sum_coded(sizes: Sequence[int], term: Sequence[int]) -> FloatArray:
    """Return the effects of a term in every cell of a table, the last dimension's fastest.

    Parameters
    ----------
    sizes : sequence of int
        Categories of each dimension.
    term : sequence of int
        Dimensions whose main effect, or interaction, it is.

    Returns
    -------
    (cells, effects) float
        A column for each combination of their categories but the last of each, whose effect is
        that the others add up to 0 with it.
    """
    blocks = []
    for place, size in enumerate(sizes):
        effects = np.vstack([np.eye(size - 1), np.full(size - 1, -1.0)])
        blocks.append(effects if place in term else np.ones((size, 1)))
    return np.asarray(reduce(np.kron, blocks))


def fit_loglinear(p: FloatArray, x: FloatArray) -> LoglinearFit:
    """Fit a log-linear model to shares of cells, by Newton's steps.

    Parameters
    ----------
    p : (c,) float
        Shares, ≥ 0, adding up to 1.
    x : (c, k) float
        Effects of each cell, without a constant, none of which repeats others.

    Raises
    ------
    ArgumentError
        When no finite coefficients are the most likely ones, as where a margin has an empty cell.

    References
    ----------
    Bishop, Fienberg & Holland (1975), Discrete Multivariate Analysis, chapters 2 and 3.
    """
    theta = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        linear = x @ theta
        raised = np.exp(linear - linear.max())
        fitted = raised / raised.sum()
        gap, mean = x.T @ (p - fitted), fitted @ x
        information = x.T @ (fitted[:, None] * x) - np.outer(mean, mean)
        if np.abs(gap).max(initial=0) <= _CLOSE:
            slope = np.asarray(np.linalg.solve(information, x.T), dtype=float)
            return LoglinearFit(x=x, coefficients=theta, fitted=fitted, slope=slope)
        step = np.linalg.lstsq(information, gap)[0]
        size = 1.0
        while _likelihood(p, x @ (theta + size * step)) < _likelihood(p, linear) - _CLOSE:
            size /= 2
        theta = theta + size * step
    raise ArgumentError(
        "the model has no finite coefficients for these shares; put categories together, or leave "
        "a term out"
    )


def nested_effects(
    p: FloatArray, covariance: FloatArray, n: float, smaller: FloatArray, larger: LoglinearFit
) -> FloatArray:
    """Return the design effects λ of the contrasts by which a larger model passes a smaller one.

    The eigenvalues of (W'PW)⁻¹W'VW: P = (diag p − pp')/n, V the covariance of the shares, and W
    what the effects of the smaller leave of those of the larger in the metric of its fitted shares.
    R's survey takes the product, which is not symmetric, for a symmetric one, so that its F and
    saddlepoint depend on the order of the categories; its trace, and so its χ², do not.

    Parameters
    ----------
    p : (c,) float
        The shares themselves.
    covariance : (c, c) float
        Of the shares, by the design.
    n : float
        Respondents.
    smaller : (c, j) float
        Effects of the smaller model.
    larger : LoglinearFit

    References
    ----------
    Rao & Scott (1984), Annals of Statistics 12:46–60.
    """
    within = np.diag(larger.fitted) - np.outer(larger.fitted, larger.fitted)
    explained = np.linalg.lstsq(smaller.T @ within @ smaller, smaller.T @ within @ larger.x)[0]
    left = larger.x - smaller @ explained
    # those effects of the larger model that are the smaller one's are all explained
    size, axes = np.linalg.eigh(left.T @ (np.diag(p) - np.outer(p, p)) @ left)
    kept = size > _RANK * size.max()
    own = left @ axes[:, kept] / np.sqrt(size[kept] / n)
    return np.asarray(np.maximum(np.linalg.eigvalsh(own.T @ covariance @ own), 0.0))


def _likelihood(p: FloatArray, linear: FloatArray) -> float:
    return float(p @ linear - np.logaddexp.reduce(linear))

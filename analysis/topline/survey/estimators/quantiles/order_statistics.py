"""Order statistics: the interval of a quantile where an answer is one of few values.

A value v can be the population's quantile at q where P(Y < v) ≤ q ≤ P(Y ≤ v). It is in the interval
unless one of both is refuted, each at half the error probability α, by the binomial tail at an
effective size n*: with F the estimated distribution and X ~ Bin(n*, q), it stays where

    P(X ≤ n*·F(v)) > α/2  and  P(X ≥ n*·F(v−)) > α/2.

Under simple random sampling these are the order statistics of the sign test, whatever the
distribution. Woodruff's interval is centred at F(q̂), which is far from q where many gave the answer
q̂; this one is centred at q. n* is Korn and Graubard's size n/deff·(t_{n−1}/t_df)², with the design
effect of the share below or that of the share at or below q̂, whichever is nearer to q.

References
----------
Thompson (1936), Annals of Mathematical Statistics 7:122–128; Francisco & Fuller (1991), Annals of
Statistics 19:454–469; Korn & Graubard (1998), Survey Methodology 24:193–201.
"""

import numpy as np
from scipy.special import betainc

from ....estimates.row_limits import size_for_df
from ...data.columns import FloatArray
from ...engine.distributions import Distribution
from ..assemble import Numbers

LEAST_ANSWERS = 3
"""Answers an interval must hold for its width to be a standard error: by simulation two groups of
one distribution then differ at 5 % in 8 % at most, with two in up to half."""


def order_size(at: Numbers, below: Numbers, q: FloatArray, level: float) -> FloatArray:
    """Return the (k,) effective sizes of quantiles.

    Parameters
    ----------
    at, below : Numbers
        Of the shares of people at or below the answer at each quantile, and below it.
    q : (k,) float
    level : float
        Confidence level.
    """
    low, high = below.piece.estimate, at.piece.estimate
    nearer = (low > 0) & np.isfinite(below.n_effective) & ((high >= 1) | (q - low < high - q))
    size, n = np.where(nearer, below.n_effective, at.n_effective), at.piece.n
    # p(1 − p)/V is n − 1 under simple random sampling, whose order statistics are those of n
    size = np.maximum(size, np.minimum(size * n / np.maximum(n - 1, 1), n))
    size = np.minimum(size_for_df(size, n, at.df, level), np.maximum(n, size))
    # all answers are alike: of their design effect is known that it leaves the degrees of freedom
    return np.where((low <= 0) & (high >= 1), np.minimum(n, at.df + 1), size)


def order_limits(of: Distribution, q: FloatArray, size: FloatArray, level: float) -> FloatArray:
    """Return the lower limits of k quantiles, the upper ones, and how many answers they hold.

    Parameters
    ----------
    of : Distribution
        Of one version of the weights.
    q, size : (k,) float
        The shares, and the effective size for each.
    level : float

    Returns
    -------
    (3k,) float
        A limit is NaN where so few respondents give none: n ≤ 5 for a median at 95 %.
    """
    tail = (1 - level) / 2
    whole = of.whole if of.whole[0] > 0 else np.nan
    share = of.weight / whole
    x = np.clip(share, 0, 1) * size
    under = np.vstack([np.zeros(len(q)), x[:-1]])
    with np.errstate(invalid="ignore"):
        up = np.where(share >= 1, 1.0, betainc(np.maximum(size - x, 0), x + 1, 1 - q))
        down = np.where(under <= 0, 1.0, betainc(under, size - under + 1, q))
    kept = (up > tail) & (down > tail)
    first = kept.argmax(axis=0)
    last = len(kept) - 1 - kept[::-1].argmax(axis=0)
    low = np.where((1 - q) ** size > tail, np.nan, of.x[first])
    high = np.where(q**size > tail, np.nan, of.x[last])
    some = np.diff(of.weight, axis=0, prepend=0) > 0
    answers = (kept & some).sum(axis=0).astype(float)
    known = kept.any(axis=0) & np.isfinite(size)
    return np.concatenate([np.where(known, each, np.nan) for each in (low, high, answers)])

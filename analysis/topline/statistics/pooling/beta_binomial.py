"""The beta-binomial model: binomial counts, Beta-distributed shares between surveys."""

import numpy as np
from scipy.special import betaincinv, betaln, expit

from ..core.methods import FloatArray
from .likelihood import fit, likelihood_ratio, one_for_all
from .result import Choices, PooledProportion, five

_LEAST = 1e-7
"""Spread below which the law is binomial, and B(a, b) all rounding."""


def pool_beta_binomial(x: FloatArray, n: FloatArray, choices: Choices) -> PooledProportion:
    """Pool by maximum likelihood: the mean of the surveys' true shares, not their median.

    x ~ Binomial(n, p), p ~ Beta(μ/s, (1 − μ)/s): variance μ(1 − μ)·s/(1 + s) between surveys,
    which is the τ² given. Another survey's share: the quantiles of that Beta law.

    References
    ----------
    Griffiths (1973), Biometrics 29:637–648; Young-Xu & Chan (2008), BMC Medical Research
    Methodology 8:58.
    """
    mean, error = one_for_all(x, n)
    spread = 0.0
    if choices.random:
        mean, spread, error = fit(lambda at: minus_log_likelihood(at, x, n), x, n)
    half = choices.quantile(x.size) * error
    share, low, high = expit(mean + np.array([0, -half, half]))
    # the quantiles of the Beta law; without spread, another survey has the same share
    another = np.array([low, high])
    if not choices.random or x.size == 1:
        another = np.full(2, np.nan)
    elif spread:
        a, b = share / spread, (1 - share) / spread
        another = np.array([betaincinv(a, b, choices.tail), 1 - betaincinv(b, a, choices.tail)])
    q, p_value = likelihood_ratio(x, n)
    return PooledProportion(
        *five(np.array([share, low, high, *another])),
        tau2=float(share * (1 - share) * spread / (1 + spread)),
        i2=np.nan,
        q=q,
        q_p_value=p_value,
        scale_estimate=float(mean),
        std_error=error,
        weights=np.full(x.shape, np.nan),
    )


def minus_log_likelihood(at: FloatArray, x: FloatArray, n: FloatArray) -> float:
    """Return −Σ ln(B(x + a, n − x + b)/B(a, b)), a = μ/s, b = (1 − μ)/s, from logit μ and s."""
    spread = max(abs(float(at[1])), _LEAST)
    a, b = expit(at[0]) / spread, expit(-at[0]) / spread
    return float(-np.sum(betaln(x + a, n - x + b) - betaln(a, b)))

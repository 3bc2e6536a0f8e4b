"""The random-intercept logistic model: binomial counts, log odds normal between surveys."""

import numpy as np
from scipy.special import expit, logsumexp

from ..core.methods import FloatArray
from .heterogeneity import heterogeneity
from .likelihood import fit, likelihood_ratio, one_for_all
from .result import Choices, PooledProportion, five, i_squared
from .scales import SCALES, on_scale

NODES = 7
"""Of the adaptive quadrature, as lme4 and metafor use them: within some 1e-5 of τ²."""

_NODE, _WEIGHT = np.polynomial.hermite_e.hermegauss(NODES)
_LOG_WEIGHT = np.log(_WEIGHT) + _NODE**2 / 2


def pool_glmm(x: FloatArray, n: FloatArray, choices: Choices) -> PooledProportion:
    """Pool by maximum likelihood; no correction of empty cells is needed.

    x ~ Binomial(n, p), logit p ~ Normal(μ, τ²). I² compares τ² with the typical sampling variance
    of the log odds; Q is the likelihood ratio of a share for each survey against one for all.

    References
    ----------
    Stijnen, Hamza & Özdemir (2010), Statistics in Medicine 29:3046–3067; Pinheiro & Bates (1995),
    Journal of Computational and Graphical Statistics 4:12–35 (quadrature).
    """
    mean, error = one_for_all(x, n)
    spread = 0.0
    if choices.random:
        mean, spread, error = fit(lambda at: minus_log_likelihood(at, x, n), x, n)
    wide = np.sqrt(error**2 + spread**2) if choices.random and x.size > 1 else np.nan
    steps = choices.quantile(x.size) * np.array([0, -error, error, -wide, wide])
    typical = heterogeneity(*on_scale(SCALES["logit"], x, n)).typical
    q, p_value = likelihood_ratio(x, n)
    return PooledProportion(
        *five(expit(mean + steps)),
        tau2=float(spread**2),
        i2=i_squared(spread**2, typical),
        q=q,
        q_p_value=p_value,
        scale_estimate=float(mean),
        std_error=error,
        weights=np.full(x.shape, np.nan),
    )


def minus_log_likelihood(at: FloatArray, x: FloatArray, n: FloatArray) -> float:
    """Return −Σ ln ∫ p^x·q^(n − x) φ(u) du, logit p = μ + σu, by quadrature about each mode.

    But for a constant.
    """
    mean, spread = at[0], at[1]
    # the modes solve σ(x − np) = u: by Newton's rule, each step at most 2 long
    mode = np.zeros_like(x)
    for _ in range(200):
        p = expit(mean + spread * mode)
        step = (spread * (x - n * p) - mode) / (1 + spread**2 * n * p * (1 - p))
        mode = mode + np.clip(step, -2, 2)
        if np.max(np.abs(step)) < 1e-13:
            break
    p = expit(mean + spread * mode)
    width = 1 / np.sqrt(1 + spread**2 * n * p * (1 - p))
    u = mode[:, None] + width[:, None] * _NODE
    # x·δ − n·ln(1 + r(e^δ − 1)) is the log likelihood of log odds less that of r = (x + ½)/(n + 1);
    # δ counts from the log odds of r, so that large counts leave no large terms
    count, size = x[:, None], n[:, None]
    delta = mean + spread * u - np.log((count + 0.5) / (size - count + 0.5))
    delta = np.minimum(delta, 700)
    log_binomial = count * delta - size * np.log1p((count + 0.5) / (size + 1) * np.expm1(delta))
    log_density = log_binomial - u**2 / 2
    inner = logsumexp(log_density + _LOG_WEIGHT, axis=1) + np.log(width / np.sqrt(2 * np.pi))
    return float(-np.sum(inner))

"""The weighted mean of shares on a scale, each survey weighing 1/(variance + τ²)."""

import numpy as np

from ..core.methods import FloatArray
from .heterogeneity import Heterogeneity, heterogeneity
from .result import Choices, PooledProportion, five, i_squared
from .scales import Scale, on_scale


def pool_on_scale(scale: Scale, x: FloatArray, n: FloatArray, choices: Choices) -> PooledProportion:
    """Pool on a scale, and take estimate and limits back to shares.

    μ̂ = Σwy/Σw, w = 1/(v + τ²); standard error 1/√Σw, or after Hartung and Knapp
    √(Σw(y − μ̂)²/((k − 1)Σw)). Another survey's truth: μ̂ ± quantile·√(se² + τ²).

    References
    ----------
    Cochran (1954), Biometrics 10:101–129; Hartung & Knapp (2001), Statistics in Medicine
    20:3875–3889; Higgins, Thompson & Spiegelhalter (2009), JRSS A 172:137–159.
    """
    y, v = on_scale(scale, x, n)
    tau2 = between(y, v, choices)
    w = 1 / (v + tau2)
    mean = float(np.sum(w * y) / np.sum(w))
    error = _standard_error(y, w, mean, choices)
    found, quantile = heterogeneity(y, v), choices.quantile(y.size)
    wide = np.sqrt(error**2 + tau2) if choices.random and y.size > 1 else np.nan
    steps = np.array([0, -error, error, -wide, wide])
    i2 = i_squared(tau2, found.typical) if choices.random else excess_share(found, y.size)
    return PooledProportion(
        *five(scale.back(mean + quantile * steps, n)),
        tau2=tau2,
        i2=i2,
        q=found.q,
        q_p_value=found.p_value,
        scale_estimate=mean,
        std_error=error,
        weights=w / np.sum(w),
        note=scale.note,
    )


def between(y: FloatArray, v: FloatArray, choices: Choices) -> float:
    """Return τ²: 0 in a fixed model or for one survey."""
    if not choices.random:
        return 0.0
    if isinstance(choices.tau2, float):
        return choices.tau2
    return choices.tau2.estimate(y, v) if y.size > 1 else 0.0


def excess_share(found: Heterogeneity, surveys: int) -> float:
    """Return I² = (Q − (k − 1))/Q, 0 where that is negative and NaN for one survey."""
    if surveys == 1:
        return np.nan
    return max(0.0, 1 - (surveys - 1) / found.q) if found.q > 0 else 0.0


def _standard_error(y: FloatArray, w: FloatArray, mean: float, choices: Choices) -> float:
    if choices.hartung_knapp:
        return float(np.sqrt(np.sum(w * (y - mean) ** 2) / ((y.size - 1) * np.sum(w))))
    return float(1 / np.sqrt(np.sum(w)))

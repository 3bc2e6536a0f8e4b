"""What imputations add to a variance, and the degrees of freedom they leave: Rubin's rules.

One number of m completed versions of the data has the mean of their variances as its sampling
variance U, the variance of their estimates as B, and T = U + (1 + 1/m)·B. Of a vector B has m − 1
degrees of freedom, too few to be a matrix to invert, and so what the imputations add is taken to be
one part r of U in every direction: the test that is called D₁. Statistics of weights taken as
counts, which a design spreads as Σ λᵢχ², are pooled in their own metric: what the imputations add
is a part of Σ λᵢ, which is what they are expected to be, not of k.

References
----------
Rubin (1987), Multiple Imputation for Nonresponse in Surveys, sections 3.3 and 3.4; Barnard & Rubin
(1999), Biometrika 86:948–955; Li, Raghunathan & Rubin (1991), JASA 86:1065–1073; Reiter (2007),
Biometrika 94:502–508; Meng & Rubin (1992), Biometrika 79:103–111 (D₃).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..core.arguments import FloatArray

_ALIKE = 1e-12
"""Part of the sampling variance below which versions differ by rounding alone."""

_FEWEST = 5
"""Degrees of freedom of B in all directions, from which on Reiter's expansion exists."""


class Information(NamedTuple):
    """Degrees of freedom, the fraction of information that is missing, and r: arrays."""

    df: FloatArray
    fmi: FloatArray
    variance_increase: FloatArray


class VectorTest(NamedTuple):
    """D₁ on k and df degrees of freedom, and r."""

    statistic: float
    k: int
    df: float
    variance_increase: float


def information(within: ArrayLike, gained: ArrayLike, m: int, complete: ArrayLike) -> Information:
    """Return what imputations add to variances, and the degrees of freedom of Barnard and Rubin.

    Parameters
    ----------
    within, gained : (k,) float
        U and (1 + 1/m)·B.
    m : int
        Versions.
    complete : (k,) float
        Degrees of freedom were nothing imputed.
    """
    within, gained, complete = (np.asarray(x, dtype=float) for x in (within, gained, complete))
    with np.errstate(divide="ignore", invalid="ignore"):
        increase = np.where(gained > _ALIKE * within, gained / within, 0.0)
        of_imputations = (m - 1) * (1 + 1 / increase) ** 2
        df = 1 / (1 / of_imputations + 1 / _observed(complete, increase))
        fmi = (increase + 2 / (df + 3)) / (increase + 1)
    # nothing is missing where all versions are the same
    df = np.where(increase == 0, complete, df)
    return Information(df, np.where(increase == 0, 0.0, fmi), increase)


def _observed(complete: FloatArray, increase: FloatArray) -> FloatArray:
    """Return (ν + 1)/(ν + 3)·ν/(1 + r): the degrees of freedom that what was observed has."""
    with np.errstate(invalid="ignore"):
        found = (complete + 1) / (complete + 3) * complete / (1 + increase)
    return np.where(np.isinf(complete), np.inf, found)


def vector_freedom(k: float, m: int, increase: float, complete: float) -> float:
    """Return the denominator's degrees of freedom of a test of k numbers together.

    Of one number they are Barnard and Rubin's. Of more they are Reiter's, which go to those of Li,
    Raghunathan and Rubin as `complete` grows; where his expansion does not exist, of few versions
    or degrees of freedom, these and those of what was observed are joined as Barnard and Rubin do.

    Parameters
    ----------
    k : float
        Numbers tested, or as many as a sum of weighted χ² stands for.
    m : int
    increase : float
        r.
    complete : float
        Degrees of freedom were nothing imputed.
    """
    if not increase > _ALIKE:
        return complete
    if k <= 1:
        return float(information(1.0, increase, m, complete).df)
    t = k * (m - 1)
    if t >= _FEWEST:
        of_imputations = 4 + (t - 4) * (1 + (1 - 2 / t) / increase) ** 2
    else:
        of_imputations = t * (1 + 1 / k) * (1 + 1 / increase) ** 2 / 2
    if np.isinf(complete):
        return float(of_imputations)
    most, a = (complete + 1) / (complete + 3) * complete, increase * t / max(t - 2, 1)
    c1, c2 = most - 2 * (1 + a), most - 4 * (1 + a)
    if t < _FEWEST or c2 <= 0:
        observed = float(_observed(np.asarray(complete), np.asarray(increase)))
        return float(1 / (1 / of_imputations + 1 / observed))
    z = 1 / c2 + (
        a**2 * c1 / ((1 + a) ** 2 * c2)
        + 8 * a**2 * c1 / ((1 + a) * c2**2)
        + 4 * a**2 / ((1 + a) * c2)
        + 4 * a**2 / (c2 * c1)
        + 16 * a**2 * c1 / c2**3
        + 8 * a**2 / c2**2
    ) / (t - 4)
    return float(4 + 1 / z)


def d1(estimates: FloatArray, within: FloatArray, complete: float) -> VectorTest:
    """Return the test that k numbers are all 0, of m versions: Q̄ᵀŪ⁻¹Q̄/(k(1 + r)).

    Parameters
    ----------
    estimates : (m, k) float
    within : (k, k) float
        Ū.
    complete : float
        Degrees of freedom of the denominator were nothing imputed.
    """
    m, k = estimates.shape
    mean = estimates.mean(axis=0)
    apart = estimates - mean
    # tr(B·Ū⁻¹) without B
    spread = float((apart * np.linalg.solve(within, apart.T).T).sum())
    increase = (1 + 1 / m) * spread / max(m - 1, 1) / k
    increase = increase if increase > _ALIKE else 0.0
    statistic = float(mean @ np.linalg.solve(within, mean)) / k / (1 + increase)
    return VectorTest(statistic, k, vector_freedom(k, m, increase, complete), increase)


class WorkingTest(NamedTuple):
    """A statistic over 1 + r, the df degrees of freedom of its denominator, and r."""

    statistic: float
    df: float
    variance_increase: float


def in_working_metric(
    each: FloatArray, pooled: float, effects: FloatArray, complete: float
) -> WorkingTest:
    """Return a statistic at the pooled coefficients, over 1 + r: to be held to Σ λᵢχ².

    r is (m + 1)/(m − 1)·(d̄ − d̃)/Σ λᵢ: of a sample drawn at random, where every λ is 1, Meng and
    Rubin's D₃ times k for likelihood ratios, and D₁ times k for Wald's statistic.

    Parameters
    ----------
    each : (m,) float
        The statistics of the versions, each at its own coefficients; their mean is d̄.
    pooled : float
        d̃, the mean of the versions' at the mean coefficients.
    effects : (k,) float
        Design effects λ of what is tested.
    complete : float
        Degrees of freedom of the denominator were nothing imputed.
    """
    m, whole = len(each), float(effects.sum())
    # rounding and coefficients far from normal can leave d̄ below d̃: nothing is added then
    apart = max(float(each.mean()) - pooled, 0.0)
    increase = (m + 1) / max(m - 1, 1) * apart / whole
    increase = increase if increase > _ALIKE else 0.0
    k = whole**2 / float((effects**2).sum())
    return WorkingTest(pooled / (1 + increase), vector_freedom(k, m, increase, complete), increase)

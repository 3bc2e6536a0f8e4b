"""The effective sample size: the one place where a survey design enters an interval."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def effective_sample_size(
    nobs: FloatArray, deff: FloatArray, population_size: FloatArray
) -> FloatArray:
    """Return the size of the simple random sample, from an endless population, of equal variance.

    n_effective = (n / deff) · (N − 1)/(N − n), for a population of N; infinite in a census.

    The finite-population factor is the exact one of the hypergeometric variance
    p(1 − p)/n · (N − n)/(N − 1).

    Parameters
    ----------
    nobs, deff, population_size : (…) float
        Respondents, design effect, and population (infinite where not given).

    References
    ----------
    Kish (1965), Survey Sampling, section 8.2; Cochran (1977), Sampling Techniques, eq. 3.8.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        fraction_left = (population_size - nobs) / (population_size - 1)
        fraction_left = np.where(np.isinf(population_size), 1.0, fraction_left)
        fraction_left = np.where(population_size == nobs, 0.0, fraction_left)
        return np.asarray(nobs / deff / fraction_left)

"""The quantile of the normal law, without scipy where there is one number to look up.

``scipy.special`` takes longer to load than an interval to compute, and a confidence level is nearly
always one for all.
"""

from statistics import NormalDist
from typing import Any

import numpy as np
import scipy

_STANDARD = NormalDist()


def upper_z(tail: Any) -> Any:
    """Return z, which a standard normal variable is above with the probability `tail`.

    Parameters
    ----------
    tail : float or array of float
        From 0 to 1; one number, or an array of it, is looked up once.

    References
    ----------
    Wichura (1988), Applied Statistics 37:477–484, algorithm AS 241 (PPND16), of which the relative
    error is about 1e-16.
    """
    first = float(tail.flat[0]) if isinstance(tail, np.ndarray) and tail.size else tail
    if isinstance(first, (float, int)) and 0 < first < 1 and np.all(tail == first):
        z = -_STANDARD.inv_cdf(first)
        return np.full(tail.shape, z) if isinstance(tail, np.ndarray) else np.float64(z)
    return -scipy.special.ndtri(tail)

"""The F test that the means of several groups are the same."""

import numpy as np
from scipy.special import chdtrc, fdtrc

from ...errors import DataError
from ...statistics.comparisons.significance import Significance
from .groups import GroupMeans
from .unknown import check_freedom

_RANK = 1e-12
"""Variances of combinations below this part of the largest are none."""


def equal_means(found: GroupMeans) -> Significance:
    """Return Wald's test that k means are all equal, as F on k − 1 and at most ν − k + 1.

    F = dᵀV⁻¹d/(k − 1), d being the other means less the first and V their covariance: what a
    regression on the groups tests, with ν the degrees of freedom of the design. Groups that know
    less than that have Welch's, (k² − 1)/3Λ with Λ = Σ(1 − w_g/Σw)²/ν_g and w_g = 1/V_gg, and
    F/(1 + 2(k − 2)Λ/(k² − 1)): of two groups Satterthwaite's.

    Raises
    ------
    DataError
        When no degrees of freedom are left, or some combination of the groups has no variance.

    References
    ----------
    Welch (1951), Biometrika 38:330–336.
    """
    mean, covariance, tested, steps = found.mean, found.covariance, found.tested, found.steps
    difference, df1 = steps @ mean, len(mean) - 1
    df2 = tested.df - df1
    precision = 1 / covariance.diagonal()
    own = np.full(len(mean), np.inf) if tested.request.df == "design" else found.freedom()
    with np.errstate(divide="ignore"):
        little = float(((1 - precision / precision.sum()) ** 2 / own).sum())
        welch = np.divide(len(mean) ** 2 - 1, 3 * little)
    check_freedom(tested, min(df2, float(welch)))
    spread = steps @ covariance @ steps.T
    size = np.linalg.eigvalsh(spread)
    if not size[0] > _RANK * size[-1]:
        raise DataError(
            f"the differences of the {len(mean)} groups have fewer than {df1} variances of their "
            "own, as groups that share all sampled units; a test needs groups that vary by "
            "themselves; test fewer of them, by where="
        )
    f = float(difference @ np.linalg.solve(spread, difference) / df1)
    if welch < df2:
        f, df2 = f / (1 + 2 * (df1 - 1) * little / (len(mean) ** 2 - 1)), float(welch)
    return Significance(
        statistic=f,
        df=float(df1),
        df2=df2,
        p_value=float(chdtrc(df1, df1 * f) if np.isinf(df2) else fdtrc(df1, df2, f)),
        n=tested.n,
        method=found.words,
        notes=tested.notes,
    )

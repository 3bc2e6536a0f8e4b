"""The F test that the means of several groups are the same."""

import numpy as np
from scipy.special import chdtrc, fdtrc

from ...errors import DataError
from ...statistics.comparisons.significance import Significance
from ..data.columns import FloatArray
from .groups import Tested
from .unknown import check_freedom

_RANK = 1e-12
"""Variances of combinations below this part of the largest are none."""


def equal_means(
    mean: FloatArray, covariance: FloatArray, tested: Tested, words: str
) -> Significance:
    """Return Wald's test that k means are all equal, as F on k − 1 and ν − k + 1.

    F = dᵀV⁻¹d/(k − 1), d being the other means less the first and V their covariance: what a
    regression on the groups tests, with ν the degrees of freedom of the design.

    Raises
    ------
    DataError
        When no degrees of freedom are left, or some combination of the groups has no variance.
    """
    steps = np.column_stack([-np.ones(len(mean) - 1), np.eye(len(mean) - 1)])
    difference, df1 = steps @ mean, len(mean) - 1
    df2 = tested.df - df1
    check_freedom(tested, df2)
    spread = steps @ covariance @ steps.T
    size = np.linalg.eigvalsh(spread)
    if not size[0] > _RANK * size[-1]:
        raise DataError(
            f"the differences of the {len(mean)} groups have fewer than {df1} variances of their "
            "own, as groups that share all sampled units; a test needs groups that vary by "
            "themselves; test fewer of them, by where="
        )
    f = float(difference @ np.linalg.solve(spread, difference) / df1)
    return Significance(
        statistic=f,
        df=float(df1),
        df2=df2,
        p_value=float(chdtrc(df1, df1 * f) if np.isinf(df2) else fdtrc(df1, df2, f)),
        n=tested.n,
        method=words,
        notes=tested.notes,
    )

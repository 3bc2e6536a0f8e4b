"""The scales that estimates are pooled on, where they are more nearly normal than as they are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...estimates.covariance import Cells
from ...language.marking import marked
from ..data.columns import FloatArray, IntArray

_ROUNDING = 1e-12


@dataclass(frozen=True)
class PoolingScale:
    """One scale.

    Attributes
    ----------
    key : str
    words : str
        What is said of it; empty where estimates are pooled as they are.
    to, back : callable
        From estimates to the scale, and back.
    slope : callable
        How the scale moves with an estimate.
    source : str
    """

    key: str
    words: str
    to: Callable[[FloatArray], Any]
    back: Callable[[FloatArray], Any]
    slope: Callable[[FloatArray], Any]
    source: str

    def usable(self, estimates: FloatArray) -> Any:
        """Return the rows, (k,), whose estimates all have a place on the scale, of (m, k)."""
        with np.errstate(all="ignore"):
            found = np.isfinite(self.to(estimates)) & np.isfinite(self.slope(estimates))
        return found.all(axis=0)


PLAIN = PoolingScale(
    key="plain",
    words="",
    to=lambda x: x,
    back=lambda x: x,
    slope=np.ones_like,
    source="Rubin (1987), Multiple Imputation for Nonresponse in Surveys, section 3.3",
)
LOG = PoolingScale(
    key="log",
    words=marked("on the log scale"),
    to=np.log,
    back=np.exp,
    slope=lambda x: 1 / x,
    source="White, Royston & Wood (2011), Statistics in Medicine 30:377–399, section 7",
)
FISHER_Z = PoolingScale(
    key="fisher_z",
    words=marked("on the scale of Fisher's z"),
    # ±1 has no place on it, whatever rounding leaves
    to=lambda r: np.arctanh(np.where(1 - np.abs(r) > _ROUNDING, r, np.nan)),
    back=np.tanh,
    slope=lambda r: 1 / (1 - r**2),
    source="Schafer (1997), Analysis of Incomplete Multivariate Data; van Buuren (2018), "
    "Flexible Imputation of Missing Data, section 5.2",
)
CLOGLOG = PoolingScale(
    key="cloglog",
    words=marked("on the complementary log-log scale"),
    to=lambda s: np.log(-np.log(s)),
    back=lambda g: np.exp(-np.exp(g)),
    slope=lambda s: 1 / (s * np.log(s)),
    source="Marshall, Altman, Holder & Royston (2009), BMC Medical Research Methodology 9:57; "
    "Morisot et al. (2015), BMC Medical Research Methodology 15:54",
)


def scale_of(table: pd.DataFrame) -> PoolingScale:
    """Return the scale that estimates are pooled on: that of their limits, if it is made for them.

    Correlations have Fisher's z, and ratios that are tested the log.
    """
    keys = set(table["interval"].dropna())
    if keys == {"log"} and "statistic" in table:
        return LOG
    return FISHER_Z if keys == {"fisher_z"} else PLAIN


@dataclass(frozen=True, eq=False)
class Scaled:
    """Cells of estimates that are multiplied by factors, (k,)."""

    cells: Cells
    factor: FloatArray

    def __call__(self, rows: IntArray, columns: IntArray) -> FloatArray:
        """Return the cells where rows and columns meet."""
        return self.cells(rows, columns) * self.factor[rows] * self.factor[columns]

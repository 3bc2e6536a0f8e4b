"""How versions of the data are pooled, on which scale, and what is said of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import as_number, described
from ...errors import ArgumentError
from ...estimates.covariance import Cells
from ...language.marking import marked
from ...language.message import Message, as_message
from ...values import Value
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


SAMPLING = ("all", "first")
"""Which versions' sampling variance counts."""


@dataclass(frozen=True, eq=False)
class Rules(Value):
    """How versions are pooled; see ``pool``."""

    complete_df: float | None = None
    sampling_variance: str = "all"

    def complete(self, own: FloatArray) -> FloatArray:
        """Return the degrees of freedom were nothing imputed: those given, or its own.

        Raises
        ------
        ArgumentError
            When they are not above 0.
        """
        if self.complete_df is None:
            return own
        if not as_number(self.complete_df) > 0:
            raise ArgumentError(
                f"complete_df is {described(self.complete_df)}; expected degrees of freedom above "
                "0, or infinity"
            )
        return np.full(len(own), as_number(self.complete_df))

    def sampling(self, within: Sequence[Any]) -> Sequence[Any]:
        """Return those of the versions whose sampling variance counts: all, or the first."""
        return within[:1] if self.sampling_variance == "first" else within


def said_of_pooling(
    method: str, m: int, on: PoolingScale = PLAIN, rule: str = marked("Rubin's rules")
) -> str:
    """Say that something was pooled, of how many versions, and how."""
    how = as_message(method)
    if m == 1:
        return Message(
            "1 version of the data, whose imputation adds nothing to the variance; {method}",
            method=how,
        )
    if on.words:
        return Message(
            "{n} versions of the data pooled by {rule} {scale}; {method}",
            n=m,
            rule=Message(rule),
            scale=Message(on.words),
            method=how,
        )
    return Message(
        "{n} versions of the data pooled by {rule}; {method}", n=m, rule=Message(rule), method=how
    )


def notes_of(notes: Sequence[Sequence[str]], bases: FloatArray | None = None) -> tuple[str, ...]:
    """Return what a reader must know of the versions, each once, and where their bases differ.

    Parameters
    ----------
    notes : sequence of sequence of str
        Of each version.
    bases : (m, k) float, optional
    """
    found = dict.fromkeys(note for one in notes for note in one)
    low, high = (None, None) if bases is None else (bases.min(axis=0), bases.max(axis=0))
    if low is not None and high is not None and (low < high).any():
        at = int(np.nanargmax(high - low))
        note = Message(
            "respondents differ between the versions of the data (n from {low} to {high}); the "
            "fewest are told",
            low=int(low[at]),
            high=int(high[at]),
        )
        found[note] = None
    return tuple(found)

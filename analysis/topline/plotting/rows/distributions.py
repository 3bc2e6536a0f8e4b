"""How an estimate would scatter: quantiles of its sampling distribution, row by row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import expit, logit, ndtri, stdtrit

from ...estimates.schema import FloatArray
from ..frame.rows import SHARES, Rows
from ..frame.tables import records_of

Quantiles = Callable[[FloatArray], FloatArray]


@dataclass(frozen=True)
class Scatter:
    """How one estimate scatters; called with probabilities, it returns their quantiles."""

    estimate: float
    error: float
    df: float
    share: bool

    def __call__(self, probability: FloatArray) -> FloatArray:
        """Return the quantiles of these probabilities."""
        t = stdtrit(self.df, probability) if np.isfinite(self.df) else ndtri(probability)
        if self.share:
            slope = self.estimate * (1 - self.estimate)
            return np.asarray(expit(logit(self.estimate) + t * self.error / slope))
        return np.asarray(self.estimate + t * self.error)


def row_quantiles(rows: Rows) -> list[Quantiles | None]:
    """Return each row's quantile function, or None where no standard error or interval is given.

    A share p with standard error s scatters as logit p + t·s/(p(1 − p)), so never beyond 0 and 1;
    anything else as estimate + t·s. t is Student's with the row's degrees of freedom.
    """
    found: list[Quantiles | None] = []
    for record in records_of(rows.table):
        estimate, error, low, high = (
            _number(record, name) for name in ("estimate", "std_error", "ci_low", "ci_high")
        )
        # a difference of shares is none itself: it goes down to −1
        share = record.get("quantity") in SHARES or (rows.percent and "p_value" not in record)
        known = np.isfinite((estimate, error, low, high)).all() and error > 0
        scatter = Scatter(estimate=estimate, error=error, df=_number(record, "df"),
                          share=share and 0 < estimate < 1)  # fmt: skip
        found.append(scatter if known else None)
    return found


def _number(record: Mapping[str, Any], name: str) -> float:
    """Return a number of anyone's table; NaN for a missing column or a cell that is none."""
    try:
        return float(record.get(name, np.nan))
    except (TypeError, ValueError):
        return float("nan")

"""How an estimate would scatter: quantiles of its sampling distribution, row by row."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit, ndtri, stdtrit

from ..frame.rows import SHARES, Rows

FloatArray = NDArray[np.float64]
Quantiles = Callable[[FloatArray], FloatArray]


def row_quantiles(rows: Rows) -> list[Quantiles | None]:
    """Return each row's quantile function, or None where no standard error or interval is given.

    A share p with standard error s scatters as logit p + t·s/(p(1 − p)), so never beyond 0 and 1;
    anything else as estimate + t·s. t is Student's with the row's degrees of freedom.
    """
    table = rows.table
    names = [str(name) for name in table]
    records = [dict(zip(names, row, strict=True)) for row in table.itertuples(index=False)]
    return [_quantiles(record, share=_is_share(record, rows)) for record in records]


def _is_share(record: dict[str, Any], rows: Rows) -> bool:
    """Return whether a row is a share and no difference of shares."""
    quantity = record.get("quantity")
    if quantity in SHARES:
        return True
    return rows.percent and "p_value" not in record and 0 < record["estimate"] < 1


def _quantiles(record: dict[str, Any], *, share: bool) -> Quantiles | None:
    estimate, error = _number(record, "estimate"), _number(record, "std_error")
    told = (estimate, error, _number(record, "ci_low"), _number(record, "ci_high"))
    if not (np.isfinite(told).all() and error > 0):
        return None
    df = _number(record, "df")
    inside = share and 0 < estimate < 1

    def at(probability: FloatArray) -> FloatArray:
        normal = not np.isfinite(df)
        t = ndtri(probability) if normal else stdtrit(df, probability)
        if inside:
            return np.asarray(expit(logit(estimate) + t * error / (estimate * (1 - estimate))))
        return np.asarray(estimate + t * error)

    return at


def _number(record: dict[str, Any], name: str) -> float:
    value = record.get(name, np.nan)
    try:
        return float(value)
    except (TypeError, ValueError):
        return float("nan")

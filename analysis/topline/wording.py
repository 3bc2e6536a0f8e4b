"""Numbers to words: the one place that rounds, for charts, tables, reports and reprs.

Halves round away from zero, as readers expect. A share that is not quite 0 or 100 never prints so.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .shown import shown_text

NOT_KNOWN = "–"
"""Stands for a number that is not known."""

SHARES = frozenset({"proportion", "bounded_mean"})
"""Quantities that are printed as percents."""


def _rounded(value: float, decimals: int) -> Decimal:
    """Round the decimal number that `value` prints as, halves away from zero; 0 has no sign."""
    text = Decimal(repr(round(float(value), 12)))
    return text.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP) + 0


def decimal_text(value: float, decimals: int) -> str:
    """Print a number to so many decimals, thousands separated: "1,012.50"."""
    return NOT_KNOWN if pd.isna(value) else f"{_rounded(value, decimals):,}"


def percent_text(proportion: float, decimals: int = 0) -> str:
    """Print a proportion as a percentage: 0.63 as "63%", 0.001 as "<1%"."""
    if pd.isna(proportion):
        return NOT_KNOWN
    value = _rounded(proportion * 100, decimals)
    unit = Decimal(1).scaleb(-decimals)
    if value <= 0 < proportion:
        return f"<{unit}%"
    if value >= 100 and proportion < 1:
        return f">{100 - unit}%"
    return f"{value}%"


def printed_percents(shares: NDArray[np.float64], decimals: int = 0) -> NDArray[np.float64]:
    """Return proportions as the percents they print as, to draw them or to add them up."""
    unit = 10.0**-decimals
    return np.asarray(np.floor(np.round(100 * shares / unit, 9) + 0.5) * unit)


def points_text(difference: float, decimals: int = 1) -> str:
    """Print a difference of proportions in percentage points: 0.065 as "+6.5 points"."""
    if pd.isna(difference):
        return NOT_KNOWN
    value = _rounded(difference * 100, decimals)
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{abs(value)} points"


def interval_text(low: float, high: float, decimals: int = 1) -> str:
    """Print two proportions as limits: "58.2% to 67.6%"."""
    return limits_text(low, high, "proportion", decimals)


def printed_text(percent: float, decimals: int = 0, qualifier: str = "exact") -> str:
    """Print a published percent as it was printed: "63%", "<1%", "about 75%"."""
    if pd.isna(percent):
        return NOT_KNOWN
    number = f"{_rounded(float(percent), max(int(decimals), 0))}%"
    prefix = {"less_than": "<", "more_than": ">", "about": "about "}.get(str(qualifier), "")
    return prefix + number


def value_text(value: float, digits: int = 4) -> str:
    """Print a value that is no share to so many digits, all before its point: "3,621,074"."""
    if pd.isna(value):
        return NOT_KNOWN
    if value == 0 or abs(value) >= 1e15 or abs(value) < 1e-4:
        return f"{value:.{digits}g}"
    before = Decimal(repr(float(value))).adjusted() + 1
    text = f"{_rounded(value, max(0, digits - before)):,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def estimate_text(value: float, quantity: str, decimals: int = 1) -> str:
    """Print an estimate or a limit as what it is: a share, points between shares, or a value."""
    if quantity in SHARES:
        return percent_text(value, decimals)
    return points_text(value, decimals) if quantity == "points" else value_text(value)


def limits_text(low: float, high: float, quantity: str, decimals: int = 1) -> str:
    """Print two limits as what they are, a unit of words once: "−4.4 to +17.3 points"."""
    if pd.isna(low) or pd.isna(high):
        return NOT_KNOWN
    first = estimate_text(low, quantity, decimals).removesuffix(" points")
    return f"{first} to {estimate_text(high, quantity, decimals)}"


def count_text(count: float) -> str:
    """Print a count or a weighted base, whole, with thousands separated: "1,012"."""
    return decimal_text(count, 0)


def probability_text(value: float) -> str:
    """Print a p-value: "0.043", "<0.001"."""
    if pd.isna(value):
        return NOT_KNOWN
    return decimal_text(value, 3) if value >= 0.001 else "<0.001"


def label_text(cell: Any) -> str:
    """Print a label: codes read as 1.0 are 1, what is missing is empty; signs are seen."""
    if pd.isna(cell):
        return ""
    return (
        str(int(cell)) if isinstance(cell, float) and cell.is_integer() else shown_text(str(cell))
    )


def base_text(n: Any, qualifier: Any = "exact") -> str:
    """Print a base: "n = 400", "n ≥ 300", "n = 120, subgroup" or "n not stated"."""
    if pd.isna(n):
        return "n not stated"
    sign = "≥" if qualifier == "at_least" else "="
    suffix = ", subgroup" if qualifier == "subgroup" else ""
    return f"n {sign} {count_text(n)}{suffix}"


def level_text(confidence_level: float) -> str:
    """Print a confidence level: 0.95 as "95%", 0.999 as "99.9%"."""
    return f"{confidence_level * 100:.10g}%"

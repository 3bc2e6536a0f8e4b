"""Whether a stated margin of error follows from its base and design effect."""

import math

from scipy.special import ndtri

from ..wording import decimal_text, value_text
from .record import Disclosure


def stated_margin_problem(record: Disclosure) -> str:
    """Return what is wrong with the record's margin of error, "" where nothing is.

    z·√(deff·¼/n) has to round to the margin as it is stated, in percentage points.
    """
    moe, level, n = (_number(record.get(key)) for key in ("moe", "level", "n"))
    if moe is None or level is None or not 0 < level < 1:
        return "moe is in percentage points, such as 4.9, and level a proportion, such as 0.95"
    if n is None or n <= 0:
        return ""
    deff = _number(record.get("deff")) if record.get("moe_includes_deff") is True else 1.0
    margin = 100 * float(ndtri((1 + level) / 2)) * math.sqrt((deff or 1.0) * 0.25 / n)
    text = repr(moe)
    decimals = len(text.split(".")[1]) if "." in text and not text.endswith(".0") else 0
    if abs(margin - moe) <= 0.5 * 10**-decimals + 1e-9:
        return ""
    with_deff = f" and a design effect of {value_text(deff or 1, 6)}" if deff != 1 else ""
    who = f"{value_text(n, 6)} respondents{with_deff}"
    return f"moe is {value_text(moe, 6)}, but {who} give {decimal_text(margin, 2)} points"


def _number(value: object) -> float | None:
    good = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if good else None  # type: ignore[arg-type]

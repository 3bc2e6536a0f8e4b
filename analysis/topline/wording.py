"""Numbers to words: the one place that rounds, for charts, tables, reports and reprs.

Halves round away from zero, as readers expect. A share that is not quite 0 or 100 never prints so.
What is below zero has a true minus, "−", which is as wide as a digit and no line breaks behind it;
files for programs hold numbers, not these words.
"""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from math import isinf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arguments import MOST_DECIMALS, as_number, check_text, check_whole, described
from .errors import ArgumentError
from .frames import is_missing
from .shown import shown_text

NOT_KNOWN = "–"
"""Stands for a number that is not known."""

MINUS = "−"
"""Stands before a number below zero, wherever a person reads one."""

SHARES = frozenset({"proportion", "bounded_mean"})
"""Quantities that are printed as percents."""

POINTS, VALUE = "points", "value"
"""Differences of shares, and what is neither."""

_EXACT = Context(prec=400)
"""Holds all digits of the largest float and of its decimals."""

_UNITS = {at: Decimal(1).scaleb(-at) for at in range(-MOST_DECIMALS, MOST_DECIMALS + 1)}
"""What a number rounded to so many decimals is a multiple of."""

_LARGEST = 1e300
"""A number up to here can be printed as a percentage too."""

SMALLEST, HUGE = 1e-4, 1e15
"""Between these a value prints with its digits, beyond them with a power of ten."""


def _known(name: str, value: Any) -> float | None:
    """Return one finite number, None for one that is missing, and refuse all else."""
    number = as_number(value)
    if abs(number) <= _LARGEST:
        return number
    missing = is_missing(value) or np.isscalar(value)
    if missing and np.isnan(number) and not isinstance(value, (str, bytes, complex)):
        return None
    raise ArgumentError(f"{name} is {described(value)}; expected one number, finite or missing")


def rounded(value: float, decimals: int) -> Decimal:
    """Round the decimal number that `value` prints as, halves away from zero; 0 has no sign."""
    places = check_whole("decimals", decimals, -MOST_DECIMALS, MOST_DECIMALS)
    text = Decimal(repr(round(float(value), 12)))
    return _EXACT.plus(text.quantize(_UNITS[places], rounding=ROUND_HALF_UP, context=_EXACT))


def _with_minus(number: str) -> str:
    """Write a number, as Python does, with a true minus; that of a power of ten is one as well."""
    return number.replace("-", MINUS)


def decimal_text(value: float, decimals: int) -> str:
    """Print a number to so many decimals, thousands separated: "1,012.50"."""
    number = _known("value", value)
    return NOT_KNOWN if number is None else _with_minus(f"{rounded(number, decimals):,}")


def percent_text(proportion: float, decimals: int = 0) -> str:
    """Print a proportion as a percentage: 0.63 as "63%", 0.001 as "<1%"."""
    share = _known("proportion", proportion)
    if share is None:
        return NOT_KNOWN
    value = rounded(share * 100, decimals)
    if value <= 0 < share or (value >= 100 and share < 1):
        unit = _UNITS[int(decimals)]
        return f"<{unit}%" if value <= 0 else f">{100 - unit}%"
    return _with_minus(f"{value}%")


def printed_percents(shares: NDArray[np.float64], decimals: int = 0) -> NDArray[np.float64]:
    """Return proportions as the percents they print as, to draw them or to add them up."""
    unit = 10.0**-decimals
    return np.asarray(np.floor(np.round(100 * shares / unit, 9) + 0.5) * unit)


def points_text(difference: float, decimals: int = 1) -> str:
    """Print a difference of proportions in percentage points: 0.065 as "+6.5 points"."""
    gap = _known("difference", difference)
    if gap is None:
        return NOT_KNOWN
    value = rounded(gap * 100, decimals)
    return _with_minus(f"{value:+} points" if value else f"{value} points")


def interval_text(low: float, high: float, decimals: int = 1) -> str:
    """Print two proportions as limits: "58.2% to 67.6%"."""
    return limits_text(low, high, "proportion", decimals)


_PREFIXES = {
    "less_than": "<",
    "more_than": ">",
    "at_least": "≥",
    "at_most": "≤",
    "about": "about ",
}
"""What stands before a percent that was printed as a bound, or in approximate words."""


def printed_text(percent: float, decimals: int = 0, qualifier: str = "exact") -> str:
    """Print a published percent as it was printed: "63%", "<1%", "about 75%"."""
    value = _known("percent", percent)
    if value is None:
        return NOT_KNOWN
    number = f"{rounded(value, max(check_whole('decimals', decimals, -15, 15), 0))}%"
    prefix = _PREFIXES.get(str(qualifier), "")
    return prefix + _with_minus(number)


def value_text(value: float, digits: int = 4) -> str:
    """Print a value that is no share to so many digits, all before its point: "3,621,074"."""
    places = check_whole("digits", digits, 1, MOST_DECIMALS)
    number = as_number(value)
    # a limit may be infinite, as that of odds
    if not isinf(number):
        known = _known("value", value)
        if known is None:
            return NOT_KNOWN
        number = known
    if number == 0 or not SMALLEST <= abs(number) < HUGE:
        return _with_minus(f"{number:.{places}g}")
    before = Decimal(repr(number)).adjusted() + 1
    text = f"{rounded(number, max(0, places - before)):,}"
    return _with_minus(text.rstrip("0").rstrip(".") if "." in text else text)


def finite_text(value: Any, digits: int = 4) -> str:
    """Print a value as `value_text` does; one that is not finite, as a test may have, as it is."""
    number = as_number(value)
    return value_text(number, digits) if np.isfinite(number) else str(number)


def estimate_text(value: float, quantity: str, decimals: int | None = None) -> str:
    """Print an estimate or a limit as what it is: a share, points between shares, or a value.

    Without `decimals`, shares and points have one, and a value four digits of its own; a value
    with limits gets those of ``row_decimals``.
    """
    if check_text("quantity", quantity, expected="a quantity, such as 'proportion'") in SHARES:
        return percent_text(value, 1 if decimals is None else decimals)
    if quantity == POINTS:
        return points_text(value, 1 if decimals is None else decimals)
    if decimals is None or isinf(as_number(value)):
        text = value_text(value)
        # with a power of ten an estimate and its limits have the same decimals, too
        return _with_minus(f"{as_number(value):.3e}") if "e" in text else text
    return decimal_text(value, decimals)


def limits_text(low: float, high: float, quantity: str, decimals: int | None = None) -> str:
    """Print two limits as what they are, a unit of words once: "−4.4 to +17.3 points"."""
    if any(not isinf(as_number(one)) and _known("a limit", one) is None for one in (low, high)):
        return NOT_KNOWN
    first = estimate_text(low, quantity, decimals).removesuffix(" points")
    return f"{first} to {estimate_text(high, quantity, decimals)}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def day_text(day: date) -> str:
    """Print a day as no reader takes for another: "3 April 2024"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def count_text(count: float) -> str:
    """Print a count or a weighted base, whole, with thousands separated: "1,012"."""
    return decimal_text(count, 0)


def rounded_count(count: float, unit: int) -> float:
    """Round a count to a multiple, half up, as offices do that protect respondents: 13 to 15."""
    return count if unit == 1 else float(unit * np.floor(count / unit + 0.5))


def probability_text(value: float) -> str:
    """Print a p-value: "0.043", "<0.001"."""
    number = _known("value", value)
    if number is None:
        return NOT_KNOWN
    return decimal_text(number, 3) if number >= 0.001 else "<0.001"


def label_text(cell: Any) -> str:
    """Print a label: codes read as 1.0 are 1, what is missing is empty; signs are seen."""
    if is_missing(cell):
        return ""
    whole = isinstance(cell, float) and cell.is_integer()
    return str(int(cell)) if whole else shown_text(str(cell))


_FACTOR = re.compile(
    r"(?:C\((?P<coded>[^()\[\]]+)\)|(?P<name>[^()\[\]]+))\[(?P<level>.*)\]", re.DOTALL
)
"""A column and one of its levels, as a model's terms have them."""


def term_text(term: str) -> str:
    """Print a term of a model: "role[boss]" as "role: boss", "a[x]:b[y]" as "a: x × b: y".

    What is no column and level, as a spline, stays as the formula has it.
    """
    parts, within = [""], 0
    for at, sign in enumerate(term):
        within += (sign in "[(") - (sign in "])")
        # a product has no space behind its sign, as the name of an answer before a term has
        if sign == ":" and not within and term[at + 1 : at + 2] != " ":
            parts.append("")
        else:
            parts[-1] += sign
    if within:
        return shown_text(term)
    found = []
    for part in parts:
        match = _FACTOR.fullmatch(part)
        name = (match[1] or match[2]).replace("`", "") if match else part
        found.append(f"{name}: {match[3]}" if match else part)
    return shown_text(" × ".join(found))


def base_text(n: Any, qualifier: Any = "exact") -> str:
    """Print a base: "n = 400", "n ≥ 300", "n = 120, subgroup" or "n not stated"."""
    if _known("n", n) is None:
        return "n not stated"
    told = qualifier if isinstance(qualifier, str) else ""
    sign = "≥" if told == "at_least" else "="
    suffix = ", subgroup" if told == "subgroup" else ""
    return f"n {sign} {count_text(n)}{suffix}"


def level_text(confidence_level: float) -> str:
    """Print a confidence level: 0.95 as "95%", 0.999 as "99.9%"."""
    level = _known("confidence_level", confidence_level)
    return NOT_KNOWN if level is None else f"{level * 100:.10g}%"

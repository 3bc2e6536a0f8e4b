"""Numbers to words: the one place that rounds, for charts, tables, reports and reprs.

Halves round away from zero, as readers expect. A share that is not quite 0 or 100 never prints so.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arguments import MOST_DECIMALS, as_number, check_text, check_whole, described
from .errors import ArgumentError
from .frames import is_frame, is_missing
from .shown import shown_text

NOT_KNOWN = "–"
"""Stands for a number that is not known."""

SHARES = frozenset({"proportion", "bounded_mean"})
"""Quantities that are printed as percents."""

POINTS, VALUE = "points", "value"
"""Differences of shares, and what is neither."""

_EXACT = Context(prec=400)
"""Holds all digits of the largest float and of its decimals."""

_LARGEST = 1e300
"""A number up to here can be printed as a percentage too."""

_SMALLEST, _HUGE = 1e-4, 1e15
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


def _rounded(value: float, decimals: int) -> Decimal:
    """Round the decimal number that `value` prints as, halves away from zero; 0 has no sign."""
    places = check_whole("decimals", decimals, -MOST_DECIMALS, MOST_DECIMALS)
    text = Decimal(repr(round(float(value), 12)))
    unit = Decimal(1).scaleb(-places)
    return _EXACT.add(text.quantize(unit, rounding=ROUND_HALF_UP, context=_EXACT), 0)


def decimal_text(value: float, decimals: int) -> str:
    """Print a number to so many decimals, thousands separated: "1,012.50"."""
    number = _known("value", value)
    return NOT_KNOWN if number is None else f"{_rounded(number, decimals):,}"


def percent_text(proportion: float, decimals: int = 0) -> str:
    """Print a proportion as a percentage: 0.63 as "63%", 0.001 as "<1%"."""
    share = _known("proportion", proportion)
    if share is None:
        return NOT_KNOWN
    value = _rounded(share * 100, decimals)
    unit = Decimal(1).scaleb(-int(decimals))
    if value <= 0 < share:
        return f"<{unit}%"
    if value >= 100 and share < 1:
        return f">{100 - unit}%"
    return f"{value}%"


def printed_percents(shares: NDArray[np.float64], decimals: int = 0) -> NDArray[np.float64]:
    """Return proportions as the percents they print as, to draw them or to add them up."""
    unit = 10.0**-decimals
    return np.asarray(np.floor(np.round(100 * shares / unit, 9) + 0.5) * unit)


def points_text(difference: float, decimals: int = 1) -> str:
    """Print a difference of proportions in percentage points: 0.065 as "+6.5 points"."""
    gap = _known("difference", difference)
    if gap is None:
        return NOT_KNOWN
    value = _rounded(gap * 100, decimals)
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{abs(value)} points"


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
    number = f"{_rounded(value, max(check_whole('decimals', decimals, -15, 15), 0))}%"
    prefix = _PREFIXES.get(str(qualifier), "")
    return prefix + number


def value_text(value: float, digits: int = 4) -> str:
    """Print a value that is no share to so many digits, all before its point: "3,621,074"."""
    places = check_whole("digits", digits, 1, MOST_DECIMALS)
    number = as_number(value)
    # a limit may be infinite, as that of odds
    if not np.isinf(number):
        known = _known("value", value)
        if known is None:
            return NOT_KNOWN
        number = known
    if number == 0 or not _SMALLEST <= abs(number) < _HUGE:
        return f"{number:.{places}g}"
    before = Decimal(repr(number)).adjusted() + 1
    text = f"{_rounded(number, max(0, places - before)):,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def share_decimals(low: float, high: float) -> int:
    """Return the decimals of a share with its limits where room is short: 1 where these are close.

    Limits less than two points apart would print as the same percent or as neighbours.
    """
    return int(0 < as_number(high) - as_number(low) < 0.02)


def value_decimals(rows: Iterable[Sequence[float]], digits: int = 4) -> list[int | None]:
    """Return with how many decimals the values of a column print, row by row.

    All rows have the same: as many as give the largest number `digits` digits, or one more where
    an interval would have no width otherwise, and fewer where all end in zeros. Where a row would
    need still more, each has its own, the same for an estimate and its limits. None is for numbers
    so large or so small that each prints by itself.

    Parameters
    ----------
    rows : sequence of (estimate, low, high, standard error)
        A NaN stands for what is not known, and what is not told may be left out at the end.
    digits : int, default 4
        Of the largest number, all before its point.
    """
    told = [list(map(float, row)) for row in rows]
    alike = _same_decimals(told, digits)
    if alike is None or any(_needed(row) > alike + 1 for row in told):
        return [_same_decimals([row], digits, widths=True) for row in told]
    return [_same_decimals(told, digits, widths=True)] * len(told)


def mean_decimals(low: float, high: float) -> int:
    """Return the decimals of a mean that readers can use: half its interval has one digit of them.

    A mean of 7.478 with limits 7.32 and 7.63 prints as 7.5 (7.3 to 7.6); one below 100 has one.
    """
    width = (as_number(high) - as_number(low)) / 2
    if not np.isfinite(width) or width <= 0:
        return 2
    least = int(max(abs(as_number(low)), abs(as_number(high))) < 100)
    # a half-width of 0.15 has a digit of its own at one decimal, one of 0.04 at two; at most three
    return min(max(least, 1 - _before(float(f"{width:.6g}"))), 3)


def _same_decimals(rows: list[list[float]], digits: int, *, widths: bool = False) -> int | None:
    """Return the decimals that give the largest number its digits; None where it has too many.

    With `widths`, every interval has a width, and nothing ends in zeros without need.
    """
    numbers = [number for row in rows for number in row[:3] if np.isfinite(number)]
    largest = max(map(abs, numbers), default=0.0)
    if not largest:
        return 0
    if not _SMALLEST <= largest < _HUGE:
        return None
    wanted = max(0, digits - _before(largest))
    if not widths:
        return wanted
    wanted = min(max(wanted, *map(_needed, rows)), MOST_DECIMALS)
    used = (_rounded(number, wanted).normalize().as_tuple().exponent for number in numbers)
    return max(0, *(-int(exponent) for exponent in used))


def _needed(row: list[float]) -> int:
    """Return the decimals that give an interval or a standard error a digit of its own."""
    estimate, *known = [*row, *[np.nan] * (4 - len(row))]
    widths = ((known[1] - known[0]) / 2, known[2])
    # what floats leave of an error of 0 is no width
    own = [w for w in widths if np.isfinite(w) and w > 1e-9 * abs(estimate) and w > _SMALLEST]
    return 1 - _before(min(own)) if own else 0


def _before(number: float) -> int:
    """Return the digits of a number before its point: 2 of 15.6, -1 of 0.04."""
    return Decimal(repr(float(number))).adjusted() + 1


def row_decimals(table: Any, decimals: int = 1) -> list[int | None]:
    """Return with how many decimals each row of a table of estimates prints, its limits as well.

    Shares and points have `decimals`, values what ``value_decimals`` says of their outcome: means
    and totals of one question stand below one another with the same.

    Parameters
    ----------
    table : pandas.DataFrame
        As ``Estimates.table``, with at least estimate, ci_low and ci_high.
    decimals : int, default 1
        Of percents and points.

    Raises
    ------
    ArgumentError
        When it is no such table.

    Examples
    --------
    >>> row_decimals(survey.mean("income", by="region").table)  # doctest: +SKIP
    """
    names = ["estimate", "ci_low", "ci_high"]
    if not is_frame(table) or not {*names} <= {*table}:
        raise ArgumentError(
            f"table is {described(table)}; expected a DataFrame with {', '.join(names)}"
        )
    places = check_whole("decimals", decimals, -MOST_DECIMALS, MOST_DECIMALS)
    own: dict[Any, list[int]] = {}
    outcomes = table["outcome"].astype(str) if "outcome" in table else [""] * len(table)
    kinds = table["quantity"].astype(str) if "quantity" in table else [VALUE] * len(table)
    for at, key in enumerate(zip(outcomes, kinds, strict=True)):
        own.setdefault(key, []).append(at)
    names += ["std_error"] if "std_error" in table else []
    numbers = table[names].to_numpy(dtype=float, na_value=np.nan)
    found: list[int | None] = [places] * len(table)
    for (_, kind), rows in own.items():
        if kind not in (*SHARES, POINTS):
            for at, own_places in zip(rows, value_decimals(numbers[rows]), strict=True):
                found[at] = own_places
    return found


def estimate_text(value: float, quantity: str, decimals: int | None = None) -> str:
    """Print an estimate or a limit as what it is: a share, points between shares, or a value.

    Without `decimals`, shares and points have one, and a value four digits of its own; a value
    with limits gets those of ``row_decimals``.
    """
    if check_text("quantity", quantity, expected="a quantity, such as 'proportion'") in SHARES:
        return percent_text(value, 1 if decimals is None else decimals)
    if quantity == POINTS:
        return points_text(value, 1 if decimals is None else decimals)
    if decimals is None or np.isinf(as_number(value)):
        return value_text(value)
    return decimal_text(value, decimals)


def limits_text(low: float, high: float, quantity: str, decimals: int | None = None) -> str:
    """Print two limits as what they are, a unit of words once: "−4.4 to +17.3 points"."""
    if any(not np.isinf(as_number(one)) and _known("a limit", one) is None for one in (low, high)):
        return NOT_KNOWN
    first = estimate_text(low, quantity, decimals).removesuffix(" points")
    return f"{first} to {estimate_text(high, quantity, decimals)}"


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

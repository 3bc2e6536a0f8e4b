"""With how many decimals numbers print: shares, means, and the values of a column.

A number and its limits have the same, and so have the numbers that stand below one another.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from .arguments import MOST_DECIMALS, as_number, check_whole, described
from .errors import ArgumentError
from .frames import is_frame
from .wording import HUGE, POINTS, SHARES, SMALLEST, VALUE, rounded


def share_decimals(low: float, high: float) -> int:
    """Return the decimals of a share with its limits where room is short: 1 where these are close.

    Limits less than two points apart would print as the same percent or as neighbours.
    """
    return int(0 < as_number(high) - as_number(low) < 0.02)


def shares_decimals(rows: Sequence[Sequence[float]]) -> list[int]:
    """Return the decimals of shares that stand together, where room is short.

    Each has what ``share_decimals`` gives it, and one where it lies just between two percents and
    the rest of the whole stands beside it, or is not seen: 51.5% and 48.5% would print as 52% and
    49%, which are more than all.

    Parameters
    ----------
    rows : sequence of (estimate, low, high)
    """
    percents = [round(100 * share, 7) for share, *_ in rows]
    between = {one for one in percents if one % 1 == 0.5}
    return [
        max(
            share_decimals(low, high),
            int(one in between and (len(rows) == 1 or round(100 - one, 7) in between)),
        )
        for one, (_, low, high) in zip(percents, rows, strict=True)
    ]


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
    largest = max(abs(as_number(low)), abs(as_number(high)))
    # a half-width of 0.15 has a digit of its own at one decimal, one of 0.04 at two; at most three,
    # or three digits of a mean so small that it would print as 0.000
    most = min(max(3, 3 - _before(largest)), MOST_DECIMALS)
    return min(max(int(largest < 100), 1 - _before(float(f"{width:.6g}"))), most)


def _same_decimals(rows: list[list[float]], digits: int, *, widths: bool = False) -> int | None:
    """Return the decimals that give the largest number its digits; None where it has too many.

    With `widths`, every interval has a width, and nothing ends in zeros without need.
    """
    numbers = [number for row in rows for number in row[:3] if np.isfinite(number)]
    largest = max(map(abs, numbers), default=0.0)
    if not largest:
        return 0
    if not SMALLEST <= largest < HUGE:
        return None
    wanted = max(0, digits - _before(largest))
    if not widths:
        return wanted
    wanted = min(max(wanted, *map(_needed, rows)), MOST_DECIMALS)
    used = (rounded(number, wanted).normalize().as_tuple().exponent for number in numbers)
    return max(0, *(-int(exponent) for exponent in used))


def _needed(row: list[float]) -> int:
    """Return the decimals that give an interval or a standard error a digit of its own."""
    estimate, *known = [*row, *[np.nan] * (4 - len(row))]
    widths = ((known[1] - known[0]) / 2, known[2])
    # what floats leave of an error of 0 is no width
    own = [w for w in widths if np.isfinite(w) and w > 1e-9 * abs(estimate) and w > SMALLEST]
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

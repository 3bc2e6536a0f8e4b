"""The values a printed percent can stand for, given how many digits were printed."""

from functools import lru_cache
from typing import NamedTuple

from ..statistics.printed.rounding import count_range, printed_range


class Printed(NamedTuple):
    """Smallest and largest proportion that print so, the point estimate, and its reasons.

    Out of a base also the smallest and the largest count that print so, where there is one.
    """

    low: float
    high: float
    estimate: float
    reasons: frozenset[str]
    counts: tuple[int, int] | None = None


# a crosstab prints a few percents of a few bases, over and over
@lru_cache(maxsize=4096)
def printed_values(
    percent: float, decimals: int, qualifier: str, *, base: int | None = None
) -> Printed:
    """Return the proportions that print as this percent.

    Out of a `base` only whole counts are possible; where no count prints so, the percent is
    flagged as impossible and every value that rounds to it is covered. Without a base (a mean, or
    a base that is only a floor) any value that rounds to it is possible.
    """
    if qualifier in ("less_than", "more_than"):
        # "<1%" is 0 to 1 %, "more than 30%" is 30 to 31 %: one unit of the last digit.
        unit = 10.0**-decimals
        below = qualifier == "less_than"
        low, high = (percent - unit, percent) if below else (percent, percent + unit)
        low, high = max(low, 0.0) / 100, min(high, 100.0) / 100
        return Printed(low, high, float("nan"), frozenset({"bound"}))
    low, high = printed_range(percent, decimals)
    least, most = (1, 0) if base is None else count_range(percent, base, decimals)
    counts = (least, most) if least <= most else None
    if qualifier in ("at_least", "at_most"):
        low, high = (low, 1.0) if qualifier == "at_least" else (0.0, high)
        return Printed(low, high, float("nan"), frozenset({"open_end"}), counts)
    reasons = {"approximate"} if qualifier == "about" else set()
    if base is not None and counts is not None:
        low, high = least / base, most / base
    elif base is not None:
        reasons.add("impossible_count")
    return Printed(low, high, percent / 100, frozenset(reasons), counts)

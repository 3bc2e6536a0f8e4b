"""The values a printed percent can stand for, given how many digits were printed."""

from functools import lru_cache
from typing import NamedTuple

from ..statistics.printed.rounding import count_range, printed_range


class Printed(NamedTuple):
    """Smallest and largest proportion that print so, the point estimate, and its reasons."""

    low: float
    high: float
    estimate: float
    reasons: frozenset[str]


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
    if qualifier in ("at_least", "at_most"):
        low, high = printed_range(percent, decimals)
        low, high = (float(low), 1.0) if qualifier == "at_least" else (0.0, float(high))
        return Printed(low, high, float("nan"), frozenset({"open_end"}))
    reasons = {"approximate"} if qualifier == "about" else set()
    low, high = printed_range(percent, decimals)
    if base is not None:
        least, most = count_range(percent, base, decimals)
        if least <= most:
            low, high = least / base, most / base
        else:
            reasons.add("impossible_count")
    return Printed(float(low), float(high), percent / 100, frozenset(reasons))

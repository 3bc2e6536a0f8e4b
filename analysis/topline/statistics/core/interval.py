"""The pair of limits every interval function of this package returns."""

from typing import Any, NamedTuple


class Interval(NamedTuple):
    """Lower and upper limit of a confidence interval.

    Scalars in give floats, arrays give arrays, and a pandas Series gives Series with its index.
    """

    ci_low: Any
    ci_high: Any

"""Interval names survey people use, and the row of the METHODS table each stands for.

A design enters through the effective sample size p(1 − p)/V and Student's quantile on the design's
degrees of freedom: the logit, arcsine or Wilson interval of a survey is that of a simple random
sample of that size. With replicate weights "logit" takes the variance of the replicates' logits,
as R's svyciprop does, and "xlogit" the delta method.

Where R's svyciprop differs: its "likelihood" interpolates the profile and divides by n/(n − 1), so
it agrees to about 3 digits; its "asin" lets the angle pass 0, which mirrors the lower limit.
"""

from collections.abc import Mapping
from types import MappingProxyType

from ...errors import ArgumentError
from ...statistics.intervals.one_share.proportion import METHODS

INTERVALS: Mapping[str, str] = MappingProxyType(
    {
        "mean": "t",
        "logit": "logit",
        "xlogit": "logit",
        "beta": "korn_graubard",
        "korn_graubard": "korn_graubard",
        "wilson": "wilson",
        "likelihood": "likelihood_ratio",
        "arcsine": "asin",
        "asin": "asin",
    }
)
"""Stored interval key by the name survey software uses for it."""

DEFAULT = "logit"
_VALUES = {"t": "t", "mean": "t", "log": "log"}


def interval_key(name: str | None, quantity: str) -> str:
    """Return the key an estimates table stores, for shares or for other values.

    Raises
    ------
    ArgumentError
        When the name is not known for this kind of estimate.
    """
    if quantity != "proportion":
        if name is None or name in _VALUES:
            return _VALUES[name or "t"]
        raise ArgumentError(
            f"interval is {name!r}; expected 't' (estimate ± t·std_error) or 'log' for estimates "
            "that are not shares"
        )
    key = INTERVALS.get(name or DEFAULT, name or DEFAULT)
    if key in ("t", "korn_graubard", "asin"):
        return key
    if key not in METHODS or METHODS[key].integer_counts:
        whole = [k for k, row in METHODS.items() if not row.integer_counts and k not in INTERVALS]
        raise ArgumentError(
            f"interval is {name!r}; expected one of {', '.join([*INTERVALS, *whole])}"
        )
    return key

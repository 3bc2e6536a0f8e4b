from .errors import ArgumentError, DataError, ToplineError
from .statistics.interval import Interval
from .statistics.intervals.mean import bounded_mean_interval
from .statistics.intervals.proportion import proportion_interval
from .statistics.rounding import possible_counts

__all__ = [
    "ArgumentError",
    "DataError",
    "Interval",
    "ToplineError",
    "bounded_mean_interval",
    "possible_counts",
    "proportion_interval",
]

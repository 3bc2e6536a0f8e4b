from .errors import ArgumentError, DataError, ToplineError
from .estimates import Estimates
from .figures.estimate import estimate_figures
from .figures.single import PercentInterval, percent_interval
from .loaders.bundled import load_icims, load_recruiters, load_students, load_thank_you_notes
from .loaders.coerce import as_figures
from .loaders.figures import read_figures
from .plotting.bars import plot_bars
from .plotting.dots import plot_estimates
from .plotting.pictogram import plot_pictogram
from .plotting.publish import Published, publish
from .report.write import write_report
from .statistics.interval import Interval
from .statistics.intervals.mean import bounded_mean_interval
from .statistics.intervals.proportion import proportion_interval
from .statistics.rounding import possible_counts
from .wording import interval_label, interval_text, level_text

__all__ = [
    "ArgumentError",
    "DataError",
    "Estimates",
    "Interval",
    "PercentInterval",
    "Published",
    "ToplineError",
    "as_figures",
    "bounded_mean_interval",
    "estimate_figures",
    "interval_label",
    "interval_text",
    "level_text",
    "load_icims",
    "load_recruiters",
    "load_students",
    "load_thank_you_notes",
    "percent_interval",
    "plot_bars",
    "plot_estimates",
    "plot_pictogram",
    "possible_counts",
    "proportion_interval",
    "publish",
    "read_figures",
    "write_report",
]

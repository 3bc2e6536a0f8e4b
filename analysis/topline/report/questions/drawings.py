"""How a question of each kind is drawn: a chart that exists, with what its kind asks for."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from matplotlib.axes import Axes

from ...estimates.estimates import Estimates
from ...plotting.frame.record import attach_record, record_on
from ...plotting.frame.rows import Rows
from ...plotting.frame.scaffold import chart_size
from ...plotting.likert.chart import likert_size, plot_likert
from ...plotting.look.theme import Style
from ...plotting.rows.bars import plot_bars
from ...plotting.rows.dots import plot_estimates

Draw = Callable[..., Axes]
SizeOf = Callable[[Estimates, Rows, Style], tuple[float, float]]


def rows_size(_estimates: Estimates, rows: Rows, style: Style) -> tuple[float, float]:
    """Return the inches of a chart with a row for each answer."""
    return chart_size(rows, style)


def bar_size(_estimates: Estimates, rows: Rows, style: Style) -> tuple[float, float]:
    """Return the inches of a chart of one row."""
    parts = ("labels", "groups", "values", "sides", "bases")
    first = {name: getattr(rows, name)[:1] for name in parts}
    return chart_size(replace(rows, table=rows.table.iloc[:1], **first), style)


def scale_size(estimates: Estimates, _rows: Rows, style: Style) -> tuple[float, float]:
    """Return the inches of a likert chart of one bar with its nets."""
    return likert_size(estimates, style)


def draw_rows(estimates: Estimates, *, ax: Axes, **options: Any) -> Axes:
    """Draw answers as rows with their intervals."""
    return plot_estimates(estimates, ax=ax, label="category", **options)


def draw_bar(estimates: Estimates, *, ax: Axes, **options: Any) -> Axes:
    """Draw a yes/no question as the one bar of those who say yes; the rest is in its numbers."""
    plot_bars(estimates.subset([0]), ax=ax, label="category", **options)
    table = estimates.table
    labels = tuple(table["category"].astype(str))
    return attach_record(ax, replace(record_on(ax), table=table, labels=labels), estimates)


def draw_scale(estimates: Estimates, *, ax: Axes, **options: Any) -> Axes:
    """Draw an ordered scale as the bar of a likert chart, with its nets."""
    return plot_likert(estimates, ax=ax, rows=(), nets=True, **options)


def draw_mean(estimates: Estimates, *, ax: Axes, **options: Any) -> Axes:
    """Draw a mean as a row on the scale of its answers."""
    return plot_estimates(estimates, ax=ax, **options)

"""How a question of each kind is drawn: a chart that exists, with what its kind asks for."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from matplotlib.axes import Axes

from ...estimates.estimates import Estimates
from ...plotting.frame.record import attach_record, record_on
from ...plotting.likert.chart import plot_likert
from ...plotting.rows.bars import plot_bars
from ...plotting.rows.dots import plot_estimates

Draw = Callable[..., Axes]


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

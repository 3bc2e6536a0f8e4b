"""The bar chart: bars from zero, with the interval as a whisker on each."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ..estimates.estimates import Estimates
from . import theme
from .drawn import Drawn, remember
from .rows import Rows, read_rows
from .scaffold import Lines, axes_for, chart_size, draw_frame, draw_whisker, place

HEIGHT = 0.24
"""Height of a bar in inches."""


def plot_bars(
    estimates: Estimates | pd.DataFrame,
    *,
    label: str | None = None,
    group: str | None = None,
    order: str | None = None,
    reference: float | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw estimates as horizontal bars from zero, each with its interval as a whisker.

    A row without an interval has a hollow bar; a figure printed as a bound ("<1%") has whiskers
    and no bar. Value, interval and base stand in words beside each row.

    Parameters
    ----------
    estimates : Estimates or pandas.DataFrame
        With at least the columns estimate, ci_low and ci_high. Proportions in [0, 1] are printed as
        percent, unless the column quantity says that they are values, such as means.
    label : str, optional
        Column that names the rows; by default label, claim or figure_id, and of microdata all
        columns that tell its rows apart: group, question and answer.
    group : str, optional
        Column whose values gather rows under headings, each with its own colour.
    order : {None, "estimate"}
        Rows as given, top-down, or the largest estimate first.
    reference : float, optional
        Value at which to draw a dashed line.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a new figure that is as high as its rows need.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    DataError
        When a column is missing or the table is empty.
    ArgumentError
        When `label` or `group` is no column, or `order` is unknown.
    """
    rows = read_rows(estimates, label=label, group=group, order=order)
    ax = axes_for(ax, chart_size(rows))
    lines = place(rows)
    draw_frame(ax, rows, lines, reference)
    _draw_marks(ax, rows, lines)
    if not rows.percent:
        low, high = ax.get_xlim()
        ax.set_xlim(min(low, 0), max(high, 0))
    remember(ax, Drawn("Bar chart", "Whiskers", rows.table, rows.names, reference, rows.percent))
    return ax


def _draw_marks(ax: Axes, rows: Rows, lines: Lines) -> None:
    names = list(dict.fromkeys(rows.groups))
    values = rows.table[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float)
    for y, group, (estimate, low, high) in zip(lines.rows, rows.groups, values, strict=True):
        color, _ = theme.style(names.index(group))
        bounded = bool(np.isfinite(low) and np.isfinite(high))
        if np.isfinite(estimate):
            fill = theme.lighter(color) if bounded else theme.PAPER
            ax.barh(y, estimate, HEIGHT, facecolor=fill, edgecolor=color, linewidth=1.2, zorder=2)
        if bounded:
            draw_whisker(ax, y, low, high, theme.INK)

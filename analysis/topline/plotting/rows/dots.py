"""The dot-and-whisker chart: one row per estimate."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...estimates.estimates import Estimates
from ..frame.drawn import Drawn, remember
from ..frame.rows import Rows, read_rows
from ..frame.scaffold import (
    Lines,
    axes_for,
    chart_size,
    draw_frame,
    draw_whisker,
    fitted,
    place,
)
from ..look.theme import Size, Style, styled


def plot_estimates(
    estimates: Estimates | pd.DataFrame,
    *,
    label: str | None = None,
    group: str | None = None,
    order: str | None = None,
    reference: float | None = None,
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw estimates as dots with their intervals as whiskers, one row each.

    A row without an interval has a hollow dot; a figure printed as a bound ("<1%") has whiskers
    and no dot. Value, interval and base stand in words beside each row.

    Parameters
    ----------
    estimates : Estimates or pandas.DataFrame
        With at least the columns estimate, ci_low and ci_high. Proportions in [0, 1] are printed as
        percent, unless the column quantity says that they are values, such as means.
    label : str, optional
        Column that names the rows; by default label, claim or figure_id, and of microdata all
        columns that tell its rows apart: group, question and answer.
    group : str, optional
        Column whose values gather rows under headings, each with its own colour and marker.
    order : {None, "estimate"}
        Rows as given, top-down, or the largest estimate first.
    reference : float, optional
        Value at which to draw a dashed line, such as 0.5 for a majority.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a new figure that is as high as its rows need.
    style : Style or {"light", "dark"}
        Colours, type, language; one's own by ``dataclasses.replace(LIGHT, ...)``.
    size : Size or {"single", "double", "slide", "social", "web"}
        The place the chart is made for: a journal's column or page, a slide, a card for social
        media, a web page.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    DataError
        When a column is missing or the table is empty.
    ArgumentError
        When `label` or `group` is no column, or `order`, `style` or `size` is unknown.

    Examples
    --------
    >>> from topline import estimate_figures, load_recruiters
    >>> ax = plot_estimates(estimate_figures(load_recruiters()), reference=0.5)  # doctest: +SKIP
    """
    style = styled(style, size)
    rows = read_rows(estimates, label=label, group=group, order=order, strings=style.strings)
    style = fitted(rows, style)
    ax = axes_for(ax, chart_size(rows, style), style)
    lines = place(rows, style)
    draw_frame(ax, rows, lines, reference, style)
    _draw_marks(ax, rows, lines, style)
    remember(
        ax,
        Drawn(
            "Dot-and-whisker chart",
            "Whiskers",
            rows.table,
            rows.names,
            reference,
            rows.percent,
            style,
        ),
    )
    return ax


def _draw_marks(ax: Axes, rows: Rows, lines: Lines, style: Style) -> None:
    names = list(dict.fromkeys(rows.groups))
    values = rows.table[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float)
    for y, group, (estimate, low, high) in zip(lines.rows, rows.groups, values, strict=True):
        color, marker = style.mark(names.index(group))
        bounded = bool(np.isfinite(low) and np.isfinite(high))
        if bounded:
            draw_whisker(ax, y, (low, high), color, style)
        if np.isfinite(estimate):
            fill = color if bounded else style.paper
            ax.plot(
                [estimate],
                [y],
                linestyle="none",
                marker=marker,
                markersize=style.scaled(6.5),
                color=color,
                markerfacecolor=fill,
                markeredgewidth=style.scaled(1.5),
                clip_on=False,
                zorder=4,
            )

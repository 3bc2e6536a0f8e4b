"""The forest plot: surveys with their weights, and what they say together."""

from dataclasses import replace

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from ...estimates.estimates import Estimates
from ...language.marking import marked
from ...statistics.pooling.leave_one_out import LeaveOneOut
from ...statistics.pooling.result import PooledProportion
from ..frame.axis import AxisRange
from ..frame.page import drawn
from ..frame.rows import read_rows
from ..look.theme import Size, Style, styled
from .forest_words import NAME, describe_forest, forest_table, note_of, survey_words
from .row_chart import RowChart

LARGEST, LEAST_LARGEST = 13.0, 5.0
"""Points of the side of the largest square, and of one among whiskers that it would hide."""

DIAMOND = 0.1
"""Half the height of the diamond in inches."""


@drawn
def plot_forest(
    surveys: Estimates | pd.DataFrame,
    pooled: PooledProportion,
    *,
    without: LeaveOneOut | None = None,
    label: str | None = None,
    suppressed: str = "mark",
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw surveys with their intervals and weights, and the pooled share as a diamond.

    Squares have areas in proportion to the weights. The diamond spans the interval of the pooled
    share; the dashed line through it is the prediction interval, where another such survey's true
    share lies. With `without`, each row is the pooled share without that survey.

    Parameters
    ----------
    surveys : Estimates or pandas.DataFrame
        One row a survey, in the order that was pooled: at least estimate, ci_low and ci_high.
    pooled : PooledProportion
        From ``pool_proportions``.
    without : LeaveOneOut, optional
        From ``leave_one_out``, of the same surveys.
    label : str, optional
        Column that names the surveys; as in ``plot_estimates``.
    suppressed : {"mark", "hide"}
        As in ``plot_estimates``; the pooled share and the weights stay as they are.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a new figure that is as high as its rows need.
    style, size
        As in ``plot_estimates``.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    DataError
        When a column is missing or the table is empty.
    ArgumentError
        When surveys and weights differ in number, `label` is no column, or `suppressed` is
        unknown.

    References
    ----------
    Lewis & Clarke (2001), Forest plots, BMJ 322:1479–1480; Riley, Higgins & Deeks (2011), BMJ
    342:d549 (prediction intervals).
    """
    style = styled(style, size)
    say = style.strings
    table = forest_table(surveys, pooled, without, label, say)
    rows = read_rows(table, label=NAME, suppressed=suppressed, strings=say)
    beside = zip(rows.sides, survey_words(rows.table, say), strict=True)
    rows = replace(rows, sides=tuple("\n".join(filter(None, words)) for words in beside))
    predicted = rows.table[["prediction_low", "prediction_high"]].iloc[-1].tolist()
    weights = rows.table["weight"].iloc[:-1] if "weight" in rows.table else pd.Series(dtype=float)
    axis = AxisRange(whole=False, shown=predicted)
    chart = RowChart.of(rows, style, ax=ax, scale=axis, last=1)
    ax, style, rows = chart.ax, chart.style, chart.rows
    table = rows.table.iloc[:-1]
    # areas are in proportion to the weights, so sides to their roots; all alike without weights
    known = weights.notna().all() and weights.max() > 0
    sides = np.sqrt(table["weight"] / weights.max()) if known else np.full(len(table), 0.5)
    largest = chart.point(LARGEST, LEAST_LARGEST)
    # the last mark is the pooled share, which has no side
    for mark, side in zip(chart.marks(), sides, strict=False):
        mark.draw_whisker(ax, style)
        # a pooled share without a survey is no survey: a dot
        own = replace(mark, marker="s" if without is None else "o")
        own.draw_point(ax, style, largest * side)
    color, _ = style.mark(1)
    pooled_row, y, half = rows.table.iloc[-1], chart.lines.rows[-1], style.scaled(DIAMOND)
    middle, low, high = pooled_row[["estimate", "ci_low", "ci_high"]]
    if pd.notna(pooled_row["prediction_low"]):
        ends = (pooled_row["prediction_low"], pooled_row["prediction_high"])
        ax.plot(ends, (y, y), color=color, linewidth=style.scaled(1.5), linestyle=(0, (3, 2)),
                clip_on=False, zorder=3)  # fmt: skip
    corners = [(low, y), (middle, y - half), (high, y), (middle, y + half)]
    ax.add_patch(Polygon(corners, facecolor=color, edgecolor=style.paper, clip_on=False, zorder=4))
    ax.axvline(middle, color=color, linewidth=style.scaled(0.8), zorder=1)
    return chart.attach_record(
        marked("Forest plot"),
        marked("Whiskers and diamond"),
        note=note_of(rows.table, say, left_out=without is not None),
        description=describe_forest(rows, say),
    )

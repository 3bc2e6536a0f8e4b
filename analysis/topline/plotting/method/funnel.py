"""The funnel plot: each survey against its precision, and where surveys of one truth would lie."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...arguments import described, listed_values
from ...errors import ArgumentError
from ...language.marking import marked
from ...shown import one_line
from ...statistics.pooling.funnel import FunnelData
from ...statistics.pooling.scales import SCALES
from ..frame.canvas import DASHES, count_axis, name_x, plain_size, quiet, tick_text, write_above
from ..frame.marks import POINT
from ..frame.page import axes_for, drawn
from ..frame.record import Record, attach_record
from ..frame.tables import MOST_POINTS, check_size
from ..look.theme import Size, Style, styled
from .naming import name_points
from .share_ticks import share_ticks

HEIGHT = 3.6
"""Inches on a page 183 mm wide."""

_FOR_NAMES = 0.18
"""Room beyond the outermost points and lines, for names, in widths of all of them."""

_NAMED = 3
"""Surveys outside the lines that alt text names."""


@drawn
def plot_funnel(
    funnel: FunnelData,
    *,
    labels: Sequence[Any] | None = None,
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw each survey's share against its standard error, within the lines of one true share.

    The most precise surveys are at the top. Surveys outside the lines are filled and, where there
    is room, named. The axis counts shares; its steps are even on the scale that was pooled on.

    Parameters
    ----------
    funnel : FunnelData
        From ``funnel_data``.
    labels : sequence, optional
        Names of the surveys; by default the index, where the data came as a Series.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a new figure.
    style, size
        As in ``plot_estimates``.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ArgumentError
        When there are not as many labels as surveys.

    References
    ----------
    Sterne & Egger (2001), Journal of Clinical Epidemiology 54:1046–1055.
    """
    style = styled(style, size)
    if not isinstance(funnel, FunnelData):
        raise ArgumentError(f"funnel is {described(funnel)}; expected what funnel_data returns")
    table = _table(funnel, labels)
    ax = axes_for(ax, plain_size(HEIGHT, style), style)
    _draw(ax, table, funnel, style)
    _draw_scales(ax, table, funnel, style)
    name_points(
        ax,
        list(zip(table["value"], table["std_error_on_scale"], strict=True)),
        list(table["survey"].where(table["outside"], "")),
        style,
    )
    say, share = style.strings, style.strings.percent_text(funnel.pooled.estimate)
    outside = table.loc[table["outside"], "survey"].tolist()
    words = say("{part} of {all} surveys lie outside the lines.", part=len(outside), all=len(table))
    note = say(
        "Vertical line: all surveys together, {share}. Dashed lines: where surveys of one true "
        "share would lie. Filled: outside them.",
        share=share,
    )
    description = [words]
    if outside:
        rest = len(outside) - _NAMED
        more = say(" and {number} more", number=rest) if rest > 0 else ""
        named = "; ".join(outside[:_NAMED]) + more
        description.append(say("Outside: {surveys}.", surveys=named))
    description.append(say("All together: {value}.", value=share))
    record = Record(
        kind=marked("Funnel plot"),
        marks=marked("Lines"),
        table=table,
        labels=tuple(table["survey"]),
        style=style,
        note=f"{note} {words}",
        description=" ".join(description),
    )
    return attach_record(ax, record)


def _table(funnel: FunnelData, labels: Sequence[Any] | None) -> pd.DataFrame:
    """Return one row a survey, on the scale that was pooled on."""
    value = np.atleast_1d(np.asarray(funnel.value, dtype=float))
    check_size(len(value), "surveys", MOST_POINTS)
    if labels is None:
        index = getattr(funnel.value, "index", None)
        labels = list(index) if index is not None else [f"{i + 1}" for i in range(len(value))]
    labels = listed_values("labels", labels)
    if len(labels) != len(value):
        raise ArgumentError(f"there are {len(labels)} labels and {len(value)} surveys; name each")
    return pd.DataFrame(
        {
            "survey": [one_line(label) for label in labels],
            "scale": SCALES[funnel.pooled.method].key,
            "value": value,
            "std_error_on_scale": np.atleast_1d(np.asarray(funnel.std_error, dtype=float)),
            "outside": np.atleast_1d(np.asarray(funnel.outside, dtype=bool)),
        }
    )


def _draw(ax: Axes, table: pd.DataFrame, funnel: FunnelData, style: Style) -> None:
    """Draw the centre, the lines between which surveys of one true share lie, and the surveys."""
    low, high = (np.asarray(limit, dtype=float) for limit in funnel.line)
    ax.fill_betweenx(funnel.line_std_error, low, high, color=style.empty, alpha=0.6, linewidth=0,
                     zorder=1)  # fmt: skip
    for limit in (low, high):
        ax.plot(limit, funnel.line_std_error, color=style.muted, linewidth=style.scaled(1),
                linestyle=DASHES, zorder=2)  # fmt: skip
    ax.axvline(funnel.centre, color=style.muted, linewidth=style.scaled(1), zorder=2)
    for outside, part in table.groupby("outside"):
        color, marker = style.mark(1 if outside else 0)
        ax.plot(
            part["value"],
            part["std_error_on_scale"],
            linestyle="none",
            marker=marker,
            markersize=style.scaled(POINT),
            color=color,
            markerfacecolor=color if outside else style.paper,
            markeredgewidth=style.scaled(1.5),
            clip_on=False,
            zorder=4,
        )


def _draw_scales(ax: Axes, table: pd.DataFrame, funnel: FunnelData, style: Style) -> None:
    """Count shares below and standard errors upwards, the most precise surveys on top."""
    say, scale = style.strings, SCALES[funnel.pooled.method]
    ends = np.concatenate([table["value"], *(np.asarray(limit) for limit in funnel.line)])
    margin = (_FOR_NAMES if table["outside"].any() else 0.04) * np.ptp(ends) or 0.1
    ax.set_xlim(ends.min() - margin, ends.max() + margin)
    ax.set_ylim(1.06 * float(np.max(funnel.line_std_error)), 0)
    quiet(ax, style, "x")
    count_axis(ax.yaxis, say.value_text)
    ticks = share_ticks(ax, scale, style)
    ax.set_xticks(ticks.places, [tick_text(share, say) for share in ticks.shares])
    words = say("Share; steps are even on the scale: {scale}", scale=say(scale.label))
    name_x(ax, say("Share") if scale.key == "raw" else words, style)
    write_above(ax, say("Standard error (the most precise surveys on top)"), style)

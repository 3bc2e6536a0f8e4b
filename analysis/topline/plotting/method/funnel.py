"""The funnel plot: each survey against its precision, and where surveys of one truth would lie."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...arguments import described, listed_values
from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...estimates.reasons import Severity
from ...estimates.suppression import check_suppressed, imprecise_severity, imprecise_signs
from ...language.marking import marked
from ...language.strings import Strings
from ...shown import one_line
from ...statistics.pooling.funnel import FunnelData
from ...statistics.pooling.scales import SCALES
from ..frame.canvas import DASHES, count_axis, name_x, plain_size, quiet, tick_text, write_above
from ..frame.marks import POINT
from ..frame.page import axes_for, drawn
from ..frame.record import Doubts, Record, attach_record
from ..frame.rows import reasons_of
from ..frame.tables import MOST_POINTS, check_size, read_table
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
    surveys: Estimates | pd.DataFrame | None = None,
    suppressed: str = "mark",
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
    surveys : Estimates or pandas.DataFrame, optional
        The estimates of the same surveys, in the order that was pooled. Counts and bases tell
        nothing of how a survey was drawn, so that only its own reasons can say that it is too
        imprecise to publish alone, or to review before.
    suppressed : {"mark", "hide"}
        Whether a survey that is not to be published by itself is drawn, grey, with †, or left out;
        the pooled share and the lines stay as they are.
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
        When there are not as many labels, or estimates, as surveys, or `suppressed` is unknown.

    References
    ----------
    Sterne & Egger (2001), Journal of Clinical Epidemiology 54:1046–1055.
    """
    style = styled(style, size)
    if not isinstance(funnel, FunnelData):
        raise ArgumentError(f"funnel is {described(funnel)}; expected what funnel_data returns")
    table = _table(funnel, labels, surveys, suppressed)
    ax = axes_for(ax, plain_size(HEIGHT, style), style)
    _draw(ax, table, funnel, style)
    _draw_scales(ax, table, funnel, style)
    # beside each survey stands its sign, and its name where it is outside the lines
    names = table["survey"].where(table["outside"], "") + imprecise_signs(table["reasons"])
    points = list(zip(table["value"], table["std_error_on_scale"], strict=True))
    name_points(ax, points, names.where(table["drawn"], "").tolist(), style)
    say, share = style.strings, style.strings.percent_text(funnel.pooled.estimate)
    words = say(
        "{part} of {all} surveys lie outside the lines.",
        part=int(table["outside"].sum()),
        all=len(table),
    )
    note = say(
        "Vertical line: all surveys together, {share}. Dashed lines: where surveys of one true "
        "share would lie. Filled: outside them.",
        share=share,
    )
    record = Record(
        kind=marked("Funnel plot"),
        marks=marked("Lines"),
        table=table,
        labels=tuple(table["survey"]),
        style=style,
        note=f"{note} {words}",
        faint=marked("grey"),
        doubts=Doubts(tuple(table["reasons"]), tuple(table["drawn"]), tuple(table["survey"])),
        description=" ".join(
            [words, *_outside(table, say), say("All together: {value}.", value=share)]
        ),
    )
    return attach_record(ax, record)


def _outside(table: pd.DataFrame, say: Strings) -> list[str]:
    """Name the surveys outside the lines, the first of them where they are many."""
    names = table.loc[table["outside"] & table["drawn"], "survey"].tolist()
    if not names:
        return []
    rest = len(names) - _NAMED
    more = say(" and {number} more", number=rest) if rest > 0 else ""
    return [say("Outside: {surveys}.", surveys=say.series_text(names[:_NAMED]) + more)]


def _table(
    funnel: FunnelData,
    labels: Sequence[Any] | None,
    surveys: Estimates | pd.DataFrame | None,
    suppressed: str,
) -> pd.DataFrame:
    """Return one row a survey, on the scale that was pooled on, and whether it is drawn."""
    check_suppressed(suppressed)
    value = np.atleast_1d(np.asarray(funnel.value, dtype=float))
    check_size(len(value), "surveys", MOST_POINTS)
    if labels is None:
        index = getattr(funnel.value, "index", None)
        labels = list(index) if index is not None else [f"{i + 1}" for i in range(len(value))]
    labels = listed_values("labels", labels)
    if len(labels) != len(value):
        raise ArgumentError(f"there are {len(labels)} labels and {len(value)} surveys; name each")
    reasons = [""] * len(value)
    if surveys is not None:
        own = read_table(surveys)
        if len(own) != len(value):
            raise ArgumentError(
                f"there are {len(own)} estimates and {len(value)} surveys; pass one each, in the "
                "order that was pooled"
            )
        reasons = [cell if isinstance(cell, str) else "" for cell in reasons_of(own)]
    severe = imprecise_severity(reasons) >= Severity.SUPPRESS
    return pd.DataFrame(
        {
            "survey": [one_line(label) for label in labels],
            "scale": SCALES[funnel.pooled.method].key,
            "value": value,
            "std_error_on_scale": np.atleast_1d(np.asarray(funnel.std_error, dtype=float)),
            "outside": np.atleast_1d(np.asarray(funnel.outside, dtype=bool)),
            "reasons": reasons,
            "drawn": ~severe if suppressed == "hide" else np.full(len(value), True),
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
    faint = pd.Series(imprecise_severity(table["reasons"]) > 0, index=table.index, name="faint")
    for (outside, pale), part in table[table["drawn"]].groupby([table["outside"], faint]):
        color, marker = style.mark(1 if outside else 0)
        color = style.faint if pale else color
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

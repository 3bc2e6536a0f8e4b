"""The tipping point: how a claim's interval moves as an error grows, and where it breaks."""

from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...arguments import as_number
from ...errors import ArgumentError
from ...language.marking import marked
from ..frame.canvas import (
    DASHES,
    count_axis,
    name_x,
    percent_axis,
    plain_size,
    quiet,
    tick_text,
    ticks_that_fit,
    write_above,
)
from ..frame.marks import POINT
from ..frame.page import axes_for, drawn
from ..frame.record import Record, attach_record
from ..look.theme import Size, Style, styled
from .tipping_errors import ERRORS, Claim, Error, moved_table

HEIGHT = 2.9
"""Inches on a page 183 mm wide."""


@drawn
def plot_tipping_point(
    count: float,
    nobs: float,
    *,
    value: float,
    error: str = "design_effect",
    confidence_level: float = 0.95,
    method: str = "wilson",
    deff: float = 1.0,
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw how the interval of a share moves as an error grows, and where the claim breaks.

    The line is the share, the band its interval, the dashed line the threshold. The claim holds
    while the whole band lies on its side of the threshold; a dot marks where that ends.

    Parameters
    ----------
    count, nobs : float
        Respondents who gave the answer, and respondents asked.
    value : float
        The share that the claim compares with, such as 0.5 for a majority.
    error : {"design_effect", "bias", "misreporting"}
        Which error grows; see ``tipping_point``.
    confidence_level, method, deff
        As in ``tipping_point``.
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
        As ``tipping_point`` does, and when `count` or `nobs` is more than one number.

    Examples
    --------
    >>> ax = plot_tipping_point(252, 400, value=0.5)  # doctest: +SKIP
    """
    style = styled(style, size)
    if any(np.isnan(as_number(given)) for given in (count, nobs, value, deff)):
        raise ArgumentError("a chart of a tipping point shows one claim; pass one count and nobs")
    claim = Claim(count=count, nobs=nobs, value=value, level=confidence_level,
                  method=method, deff=deff)  # fmt: skip
    table, say, kind = moved_table(claim, error), style.strings, ERRORS[error]
    verdict = kind.verdict(table, say)
    ax = axes_for(ax, plain_size(HEIGHT, style), style)
    _draw(ax, table, kind, style)
    write_above(ax, verdict, style, strong=True)
    share = say("Share found: {value}.", value=say.percent_text(table["estimate"].iloc[0], 1))
    note = say("Dashed line: {value}. Each error is worked out alone.", value=tick_text(value, say))
    record = Record(
        kind=marked("Chart of a tipping point"),
        marks=marked("Band"),
        table=table,
        labels=(say(kind.axis),) * len(table),
        style=style,
        note=note,
        description=f"{share} {verdict}",
    )
    return attach_record(ax, record)


def _draw(ax: Axes, table: pd.DataFrame, error: Error, style: Style) -> None:
    """Draw share, interval and threshold, and where the claim breaks if that is on the axis."""
    (color, _), width = style.mark(0), style.scaled(1)
    x, tip, threshold = table["size"], table["tipping_point"].iloc[0], table["value"].iloc[0]
    band = (table["ci_low"], table["ci_high"])
    ax.fill_between(x, *band, color=style.softer(color), alpha=0.5, linewidth=0, zorder=2)
    ax.plot(x, table["estimate"], color=color, linewidth=style.scaled(2), zorder=3)
    ax.axhline(threshold, color=style.muted, linewidth=width, linestyle=DASHES, zorder=3)
    if x.iloc[0] <= tip <= x.iloc[-1]:
        ax.axvline(tip, color=style.ink, linewidth=width, zorder=3)
        ax.plot([tip], [threshold], marker="o", color=style.ink, markersize=style.scaled(POINT),
                zorder=4, clip_on=False)  # fmt: skip
    values = table[["ci_low", "ci_high", "value"]].to_numpy()
    margin = 0.08 * (np.nanmax(values) - np.nanmin(values))
    # the axis shows what the claim turns on, and a little beyond what a share can be
    ax.set_ylim(max(np.nanmin(values) - margin, -0.02), min(np.nanmax(values) + margin, 1.02))
    ax.set_xlim(x.iloc[0], x.iloc[-1])
    quiet(ax, style, "y")
    percent_axis(ax.yaxis, style)
    text = partial(error.text, style.strings)
    count_axis(ax.xaxis, text, ticks_that_fit(ax, "10.5%", style))
    name_x(ax, style.strings(error.axis), style)

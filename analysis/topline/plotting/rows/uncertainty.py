"""Uncertainty shown whole: intervals that fade, or dots of equal chance."""

from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ..frame.canvas import TICK_ROOM, count_axis, tick_text
from ..frame.marks import draw_point
from ..frame.rows import read_rows
from ..frame.scaffold import GAP, values_width
from ..frame.tables import estimates_of
from ..look.text_size import text_width
from ..look.theme import Size, Style, styled
from .distributions import Quantiles, row_quantiles
from .quantile_marks import STACK, STRIP, WIDEST, draw_dots, draw_gradients
from .row_chart import RowChart

MOST_DOTS = 100

KINDS = ("gradient", "dots")


def plot_uncertainty(
    estimates: Estimates | pd.DataFrame,
    *,
    kind: str = "gradient",
    dots: int = 20,
    label: str | None = None,
    reference: float | None = None,
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw estimates with the whole of their sampling uncertainty, one row each.

    Readers take an interval's ends for walls. A gradient fades from the estimate outwards; dots
    of equal chance can be counted: 3 of 20 beyond a line are a chance of 15%. Both are made from
    estimate, standard error and degrees of freedom, for shares on the logit scale. A row without
    a standard error has its interval as a whisker, and one without an interval a hollow dot.

    Parameters
    ----------
    estimates : Estimates or pandas.DataFrame
        With at least estimate, ci_low, ci_high and std_error; df where not infinite.
    kind : {"gradient", "dots"}
        Fading intervals, or a quantile dotplot.
    dots : int, default 20
        Dots a row, 5 to 100; each stands for 1/dots of the sampling distribution.
    label, reference
        As in ``plot_estimates``.
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
        When `kind` is unknown, or `dots` or `label` cannot be used.

    References
    ----------
    Correll & Gleicher (2014), IEEE TVCG 20:2142–2151 (gradients); Kay, Kola, Hullman & Munson
    (2016), CHI '16, 5092–5103 (quantile dotplots).

    Examples
    --------
    >>> from topline import estimate_figures, load_recruiters
    >>> ax = plot_uncertainty(estimate_figures(load_recruiters()), kind="dots")  # doctest: +SKIP
    """
    style = styled(style, size)
    if kind not in KINDS:
        raise ArgumentError(f"kind is {kind!r}; expected 'gradient' or 'dots'")
    if not 5 <= dots <= MOST_DOTS:
        raise ArgumentError(f"dots is {dots}; expected 5 to {MOST_DOTS}, which can be counted")
    rows = read_rows(estimates, label=label, strings=style.strings)
    stacks = kind == "dots"
    above = style.scaled(STACK - STRIP) if stacks else 0.0
    chart = RowChart.of(rows, style, ax=ax, reference=reference, above=above)
    found = zip(chart.lines.rows, row_quantiles(rows), strict=True)
    known = {y: at for y, at in found if at is not None}
    inches = _axis_inches(chart)
    _zoom(chart, list(known.values()), inches)
    # a line through a strip reaches as far below it as above; one of a stack stands under it
    _draw_estimates(chart, known, top=1.0 if stacks else -1.4)
    if stacks:
        draw_dots(chart.ax, known, dots, inches, chart.style)
    else:
        draw_gradients(chart.ax, known, chart.style)
    say = style.strings
    name = "Quantile dotplot" if stacks else "Gradient chart of uncertainty"
    note = say(
        "Each dot: a chance of 1 in {dots}, by the sampling distribution."
        if stacks
        else "Shading: intervals of all levels up to {level}, the darkest innermost.",
        dots=dots,
        level=say.level_text(WIDEST),
    )
    return chart.attach_record(name, "Numbers beside", note=note)


def _zoom(chart: RowChart, known: list[Quantiles], inches: float) -> None:
    """Let an axis of so many inches be as long as the distributions, which are looked at."""
    ax, style, percent = chart.ax, chart.style, chart.rows.percent
    ends = np.array([(1 - WIDEST) / 2, (1 + WIDEST) / 2])
    values = estimates_of(chart.rows.table).ravel()
    found = np.concatenate([values, *(at(ends) for at in known)])
    found = found[np.isfinite(found)]
    if not len(found):
        return
    margin = 0.04 * float(np.ptp(found)) or (0.05 if percent else 1.0)
    low, high = float(found.min()) - margin, float(found.max()) + margin
    # an axis of shares does not go beyond what a share can be
    if ax.get_xlim() == (0, 1):
        low, high = max(low, 0.0), min(high, 1.0)
    ax.set_xlim(low, high)
    each = text_width("100.5%", style.small, family=style.family) + style.scaled(TICK_ROOM)
    say = style.strings
    text = partial(tick_text, say=say) if percent else say.value_text
    count_axis(ax.xaxis, text, int(np.clip(inches / each, 1, 5)))


def _draw_estimates(chart: RowChart, known: Mapping[float, Quantiles], *, top: float) -> None:
    """Draw the estimates as short lines; whisker and hollow dot where nothing else is known.

    A line reaches from `top`, in halves of a strip below its centre, to below the strip.
    """
    ax, style = chart.ax, chart.style
    half = style.scaled(STRIP) / 2
    for mark in chart.marks():
        if mark.y in known:
            ax.plot([mark.estimate, mark.estimate], [mark.y + top * half, mark.y + 1.7 * half],
                    color=style.ink, linewidth=style.scaled(1.5), clip_on=False,
                    zorder=4)  # fmt: skip
            continue
        mark.draw_whisker(ax, style)
        if mark.known:
            # hollow even on a whisker: there is no distribution to show
            draw_point(ax, (mark.estimate, mark.y), style, color=mark.color,
                       markerfacecolor=style.paper)  # fmt: skip


def _axis_inches(chart: RowChart) -> float:
    """Return about how long the axis will be beside labels and numbers."""
    lines, style = chart.lines, chart.style
    gap = style.scaled(GAP) / 72
    inches = style.page.width - 2 * style.margin - gap - values_width(chart.rows, style)
    if not style.page.narrow:
        inches -= lines.labels_width + 2 * gap
        inches -= text_width("\n".join(lines.sides), style.small, family=style.family)
    return max(inches, 0.5)

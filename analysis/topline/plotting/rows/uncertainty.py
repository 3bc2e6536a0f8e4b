"""Uncertainty shown whole: intervals that fade, or dots of equally likely values."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...arguments import check_whole, described
from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...language.marking import marked
from ..frame.axis import AxisRange
from ..frame.emphasis import Highlight
from ..frame.page import drawn
from ..frame.rows import read_rows
from ..frame.scaffold import axis_room
from ..look.theme import Size, Style, styled
from .distributions import Quantiles, row_quantiles
from .quantile_marks import FOOT, STACK, STRIP, WIDEST, draw_dots, draw_gradients
from .row_chart import RowChart

MOST_DOTS = 100

KINDS = ("gradient", "dots")


@drawn
def plot_uncertainty(
    estimates: Estimates | pd.DataFrame,
    *,
    kind: str = "gradient",
    dots: int = 20,
    label: str | None = None,
    reference: float | None = None,
    highlight: Highlight = None,
    suppressed: str = "mark",
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw estimates with the whole of their sampling uncertainty, one row each.

    Readers take an interval's ends for walls. A gradient fades from the estimate outwards; dots
    can be counted: each is one of so many values that are equally likely under this model, so that
    3 of 20 beyond a line are 15% of them. The model is the estimate's t or normal distribution by
    its standard error and degrees of freedom, for shares on the logit scale. A row without
    a standard error has its interval as a whisker, and one without an interval a hollow dot.

    Parameters
    ----------
    estimates : Estimates or pandas.DataFrame
        With at least estimate, ci_low, ci_high and std_error; df where not infinite.
    kind : {"gradient", "dots"}
        Fading intervals, or a quantile dotplot.
    dots : int, default 20
        Dots a row, 5 to 100; each stands for 1/dots of the sampling distribution.
    label, reference, highlight, suppressed
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
        When `kind` is unknown, or `dots`, `label` or `suppressed` cannot be used.

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
    if not isinstance(kind, str) or kind not in KINDS:
        raise ArgumentError(f"kind is {described(kind)}; expected 'gradient' or 'dots'")
    expected = f"5 to {MOST_DOTS}, which can be counted"
    dots = check_whole("dots", dots, 5, MOST_DOTS, expected=expected)
    rows = read_rows(estimates, label=label, suppressed=suppressed, strings=style.strings)
    stacks = kind == "dots"
    above = STACK + FOOT - STRIP if stacks else 0.0
    quantiles = row_quantiles(rows)
    ends = np.array([(1 - WIDEST) / 2, (1 + WIDEST) / 2])
    shown = [float(end) for at in quantiles if at is not None for end in at(ends)]
    # stacks that are counted stand below one another; fading intervals may stand in columns
    chart = RowChart.of(rows, style, ax=ax, reference=reference, above=above,
                        highlight=highlight, columns=not stacks,
                        scale=AxisRange(whole=False, shown=shown))  # fmt: skip
    for part in chart.columns:
        _draw_column(part, dots if stacks else 0)
    say = style.strings
    name = marked("Quantile dotplot") if stacks else marked("Gradient chart of uncertainty")
    note = say(
        "Each dot: one of {dots} equally likely values under this model (the estimate and its "
        "standard error)."
        if stacks
        else "Shading: intervals of all levels up to {level}, the darkest innermost.",
        dots=dots,
        level=say.level_text(WIDEST),
    )
    # in columns no interval stands beside its row
    marks = marked("Numbers beside") if len(chart.columns) == 1 else ""
    return chart.attach_record(name, marks, note=note)


def _draw_column(chart: RowChart, dots: int) -> None:
    """Draw so many dots in each row, or for 0 its intervals, with the estimates."""
    told = zip(chart.lines.rows, row_quantiles(chart.rows), strict=True)
    known = {y: at for y, at in told if at is not None}
    inches = max(axis_room(chart.rows, chart.lines), 0.5)
    ax, style = chart.ax, chart.style
    faint = {mark.y for mark in chart.marks() if mark.faint}
    colors = {mark.y: mark.color for mark in chart.marks()}
    strip = style.scaled(STRIP)
    half = (strip if dots else min(strip, chart.lines.mark_room / _PAST)) / 2
    # a line through a strip reaches as far above it as below; one of a stack stands under it
    reach = (half - style.scaled(FOOT), half) if dots else (-_PAST * half, _PAST * half)
    _draw_estimates(chart, known, reach)
    if dots:
        draw_dots(ax, known, dots, inches, faint, colors, style)
    else:
        draw_gradients(ax, known, faint, colors, half, style)


_PAST = 1.4
"""How far the line of an estimate reaches, in strips as high as its row's."""


def _draw_estimates(
    chart: RowChart, known: Mapping[float, Quantiles], ends: tuple[float, float]
) -> None:
    """Draw the estimates as short lines; whisker and hollow dot where nothing else is known.

    A line reaches from one to the other of `ends`, in inches below the centre of its row.
    """
    ax, style = chart.ax, chart.style
    for mark in chart.marks():
        if mark.y in known:
            ax.plot([mark.estimate, mark.estimate], [mark.y + ends[0], mark.y + ends[1]],
                    color=style.faint if mark.faint else style.ink,
                    linewidth=style.scaled(1.5), clip_on=False, zorder=4)  # fmt: skip
        else:
            mark.draw_whisker(ax, style)
            mark.draw_point(ax, style, hollow=True)

"""Uncertainty shown whole: intervals that fade, or dots of equal chance."""

from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ..frame.canvas import TICK_ROOM, count_axis, tick_text
from ..frame.drawn import Drawn, remember
from ..frame.rows import Rows, read_rows
from ..frame.scaffold import (
    GAP,
    Lines,
    axes_for,
    draw_frame,
    draw_whisker,
    place,
    that_fits,
)
from ..look.text_size import text_width
from ..look.theme import Size, Style, styled
from .distributions import Quantiles, row_quantiles
from .quantile_marks import STACK, STRIP, WIDEST, draw_dots, draw_gradients

MOST_DOTS = 100


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
    _check(kind, dots)
    rows = read_rows(estimates, label=label, strings=style.strings)
    style, lines = _placed(rows, style, kind)
    ax = axes_for(ax, (style.page.width, lines.height + style.scaled(0.4)), style)
    draw_frame(ax, rows, lines, reference, style)
    known = _known(rows, lines)
    _zoom(ax, rows, lines, list(known.values()), style)
    _draw_estimates(ax, rows, lines, known, style, top=1.0 if kind == "dots" else -1.4)
    if kind == "dots":
        draw_dots(ax, known, dots, _axis_inches(rows, lines, style), style)
    else:
        draw_gradients(ax, known, style)
    remember(ax, _drawn(rows, kind, dots, reference, style))
    return ax


def _check(kind: str, dots: int) -> None:
    if kind not in ("gradient", "dots"):
        raise ArgumentError(f"kind is {kind!r}; expected 'gradient' or 'dots'")
    if not 5 <= dots <= MOST_DOTS:
        raise ArgumentError(f"dots is {dots}; expected 5 to {MOST_DOTS}, which can be counted")


def _placed(rows: Rows, style: Style, kind: str) -> tuple[Style, Lines]:
    """Place rows, with room for stacks of dots, in type small enough for the page."""
    extra = style.scaled(STACK - STRIP) if kind == "dots" else 0.0
    return that_fits(
        style,
        lambda smaller: (smaller, _taller(place(rows, smaller), extra)),
        lambda placed: placed[1].height + style.scaled(0.4),
    )


def _taller(lines: Lines, extra: float) -> Lines:
    """Give every row some more inches above its mark."""
    rows = tuple(y + extra * (i + 1) for i, y in enumerate(lines.rows))
    tops = tuple(y + extra * i for i, y in enumerate(lines.tops))
    return replace(lines, rows=rows, tops=tops, height=lines.height + extra * len(rows))


def _known(rows: Rows, lines: Lines) -> dict[float, Quantiles]:
    """Return the quantile functions of the rows that have one, by where they stand."""
    found = zip(lines.rows, row_quantiles(rows), strict=True)
    return {y: at for y, at in found if at is not None}


def _zoom(ax: Axes, rows: Rows, lines: Lines, known: list[Quantiles], style: Style) -> None:
    """Let the axis be as long as the distributions, which are what is looked at."""
    ends = np.array([(1 - WIDEST) / 2, (1 + WIDEST) / 2])
    values = rows.table[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float).ravel()
    found = np.concatenate([values, *(at(ends) for at in known)])
    found = found[np.isfinite(found)]
    if not len(found):
        return
    margin = 0.04 * float(np.ptp(found)) or (0.05 if rows.percent else 1.0)
    low, high = float(found.min()) - margin, float(found.max()) + margin
    if ax.get_xlim() == (0, 1):
        low, high = max(low, 0.0), min(high, 1.0)
    ax.set_xlim(low, high)
    each = text_width("100.5%", style.small, family=style.family) + style.scaled(TICK_ROOM)
    most = int(np.clip(_axis_inches(rows, lines, style) / each, 1, 5))
    say = style.strings
    count_axis(ax.xaxis, partial(tick_text, say=say) if rows.percent else say.value_text, most)


def _draw_estimates(
    ax: Axes, rows: Rows, lines: Lines, known: dict[float, Quantiles], style: Style, *, top: float
) -> None:
    """Draw the estimates as short lines; whisker and hollow dot where nothing else is known.

    A line reaches from `top`, in halves of a strip below its centre, to below the strip.
    """
    color, _ = style.mark(0)
    values = rows.table[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float)
    half = style.scaled(STRIP) / 2
    for y, (estimate, low, high) in zip(lines.rows, values, strict=True):
        if y in known:
            ax.plot([estimate, estimate], [y + top * half, y + 1.7 * half], color=style.ink,
                    linewidth=style.scaled(1.5), clip_on=False, zorder=4)  # fmt: skip
            continue
        if np.isfinite(low) and np.isfinite(high):
            draw_whisker(ax, y, (low, high), color, style)
        if np.isfinite(estimate):
            dot = style.scaled(6.5)
            ax.plot([estimate], [y], linestyle="none", marker="o", markersize=dot, color=color,
                    markerfacecolor=style.paper, clip_on=False, zorder=4)  # fmt: skip


def _axis_inches(rows: Rows, lines: Lines, style: Style) -> float:
    """Return about how long the axis will be beside labels and numbers."""
    family, gap = style.family, style.scaled(GAP) / 72
    inches = style.page.width - 2 * style.margin - gap
    inches -= text_width("\n".join(rows.values), style.label, bold=True, family=family)
    if not style.page.narrow:
        inches -= text_width("\n".join(lines.labels), style.label, family=family) + 2 * gap
        inches -= text_width("\n".join(lines.sides), style.small, family=family)
    return max(inches, 0.5)


def _drawn(rows: Rows, kind: str, dots: int, reference: float | None, style: Style) -> Drawn:
    say = style.strings
    words = {
        "gradient": say("Shading: intervals of all levels up to {level}, the darkest innermost.",
                        level=say.level_text(WIDEST)),
        "dots": say("Each dot: a chance of 1 in {dots}, by the sampling distribution.",
                    dots=dots),
    }  # fmt: skip
    kinds = {"gradient": "Gradient chart of uncertainty", "dots": "Quantile dotplot"}
    return Drawn(
        kinds[kind],
        "Numbers beside",
        rows.table,
        rows.names,
        reference,
        rows.percent,
        style,
        note=words[kind],
    )

"""The funnel plot: each survey against its precision, and where surveys of one truth would lie."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import NDArray

from ...errors import ArgumentError
from ...statistics.pooling.scales import SCALES
from ..frame.canvas import (
    DASHES,
    count_axis,
    name_x,
    plain_size,
    quiet,
    room,
    tick_text,
    write_above,
)
from ..frame.drawn import Drawn, remember
from ..frame.naming import name_points
from ..frame.scaffold import axes_for
from ..look.text_size import text_width
from ..look.theme import Size, Style, styled

FloatArray = NDArray[np.float64]

HEIGHT = 3.6
"""Inches on a page 183 mm wide."""

_HUGE = 1e9
"""A base at which a share's place on a scale does not depend on it."""

_NEAR_ZERO = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 0.5)

_TICKS: tuple[FloatArray, ...] = (
    np.array([*_NEAR_ZERO, *(1 - share for share in reversed(_NEAR_ZERO[:-1]))]),
    *(np.array(range(1, round(1 / step))) * step for step in (0.1, 0.05, 0.02, 0.01, 0.005, 0.002)),
)
"""Sets of shares to write below the axis."""

_FOR_NAMES = 0.18
"""Room beyond the outermost points and lines, for names, in widths of all of them."""

_NAMED = 3
"""Surveys outside the lines that alt text names."""


def plot_funnel(
    funnel: Any,
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
    table = _table(funnel, labels)
    ax = axes_for(ax, plain_size(HEIGHT, style), style)
    _draw_lines(ax, funnel, style)
    _draw_points(ax, table, style)
    _frame(ax, table, funnel, style)
    _name_points(ax, table, style)
    remember(ax, _drawn(table, funnel, style))
    return ax


def _table(funnel: Any, labels: Sequence[Any] | None) -> pd.DataFrame:
    value = np.atleast_1d(np.asarray(funnel.value, dtype=float))
    if labels is None:
        index = getattr(funnel.value, "index", None)
        labels = list(index) if index is not None else [f"{i + 1}" for i in range(len(value))]
    if len(labels) != len(value):
        raise ArgumentError(f"there are {len(labels)} labels and {len(value)} surveys; name each")
    scale = SCALES[funnel.pooled.method]
    return pd.DataFrame(
        {
            "survey": [" ".join(str(label).split()) for label in labels],
            "scale": scale.key,
            "value": value,
            "std_error_on_scale": np.atleast_1d(np.asarray(funnel.std_error, dtype=float)),
            "outside": np.atleast_1d(np.asarray(funnel.outside, dtype=bool)),
        }
    )


def _draw_lines(ax: Axes, funnel: Any, style: Style) -> None:
    """Draw the centre, and the lines between which surveys of one true share lie."""
    low, high = (np.asarray(limit, dtype=float) for limit in funnel.line)
    ax.fill_betweenx(funnel.line_std_error, low, high, color=style.empty, alpha=0.6, linewidth=0,
                     zorder=1)  # fmt: skip
    for limit in (low, high):
        ax.plot(limit, funnel.line_std_error, color=style.muted, linewidth=style.scaled(1),
                linestyle=DASHES, zorder=2)  # fmt: skip
    ax.axvline(funnel.centre, color=style.muted, linewidth=style.scaled(1), zorder=2)


def _draw_points(ax: Axes, table: pd.DataFrame, style: Style) -> None:
    for outside, part in table.groupby("outside"):
        color, marker = style.mark(1 if outside else 0)
        ax.plot(
            part["value"],
            part["std_error_on_scale"],
            linestyle="none",
            marker=marker,
            markersize=style.scaled(6.5),
            color=color,
            markerfacecolor=color if outside else style.paper,
            markeredgewidth=style.scaled(1.5),
            clip_on=False,
            zorder=4,
        )


def _frame(ax: Axes, table: pd.DataFrame, funnel: Any, style: Style) -> None:
    """Count shares below and standard errors upwards, the most precise surveys on top."""
    say = style.strings
    ends = np.concatenate([table["value"], *(np.asarray(limit) for limit in funnel.line)])
    margin = (_FOR_NAMES if table["outside"].any() else 0.04) * np.ptp(ends) or 0.1
    ax.set_xlim(ends.min() - margin, ends.max() + margin)
    ax.set_ylim(1.06 * float(np.max(funnel.line_std_error)), 0)
    quiet(ax, style, "x")
    count_axis(ax.yaxis, say.value_text)
    places, shares = _ticks(ax, funnel, style)
    ax.set_xticks(places, [tick_text(share, say) for share in shares])
    scale = SCALES[funnel.pooled.method]
    words = say("Share; steps are even on the scale: {scale}", scale=say(scale.label))
    name_x(ax, say("Share") if scale.key == "raw" else words, style)
    write_above(ax, say("Standard error (the most precise surveys on top)"), style)


def _ticks(ax: Axes, funnel: Any, style: Style) -> tuple[list[float], list[float]]:
    """Return places and shares of the ticks: of the sets that fit whole, the one with most."""
    low, high = ax.get_xlim()
    scale = SCALES[funnel.pooled.method]
    best: tuple[list[float], list[float]] = ([], [])
    for shares in _TICKS if scale.key != "raw" else _TICKS[1:]:
        places = scale.forward(shares * _HUGE, np.full_like(shares, _HUGE))[0]
        seen = (places >= low) & (places <= high)
        kept = _spread(ax, places[seen], shares[seen], style)
        if len(kept[0]) > len(best[0]) and (len(best[0]) < 2 or len(kept[0]) == seen.sum()):
            best = kept
    return best


def _spread(
    ax: Axes, places: FloatArray, shares: FloatArray, style: Style
) -> tuple[list[float], list[float]]:
    """Leave out ticks whose numbers would touch, those that are less round first."""
    low, high = ax.get_xlim()
    inches = room(ax) / (high - low)
    kept: list[int] = []
    for i in sorted(range(len(shares)), key=lambda i: _roundness(float(shares[i]))):
        words = tick_text(float(shares[i]), style.strings)
        wide = text_width(words, style.small, family=style.family) + style.scaled(0.12)
        if all(abs(places[i] - places[j]) * inches > wide for j in kept):
            kept.append(i)
    kept.sort()
    return [float(places[i]) for i in kept], [float(shares[i]) for i in kept]


def _roundness(share: float) -> int:
    """Rank a share by how round it is: 50%, tens, fives, ones, tenths."""
    steps = (0.5, 0.1, 0.05, 0.01, 0.001)
    return next((i for i, step in enumerate(steps) if abs(share / step % 1 - 0.5) > 0.4999), 5)


def _name_points(ax: Axes, table: pd.DataFrame, style: Style) -> None:
    points = list(zip(table["value"], table["std_error_on_scale"], strict=True))
    names = table["survey"].where(table["outside"], "")
    name_points(ax, points, list(names), style)


def _drawn(table: pd.DataFrame, funnel: Any, style: Style) -> Drawn:
    say, pooled = style.strings, funnel.pooled
    outside = table.loc[table["outside"], "survey"].tolist()
    words = say("{part} of {all} surveys lie outside the lines.", part=len(outside), all=len(table))
    note = say(
        "Vertical line: all surveys together, {share}. Dashed lines: where surveys of one true "
        "share would lie. Filled: outside them.",
        share=say.percent_text(pooled.estimate),
    )
    told = [words, say("All together: {value}.", value=say.percent_text(pooled.estimate))]
    if outside:
        rest = len(outside) - _NAMED
        more = say(" and {number} more", number=rest) if rest > 0 else ""
        named = "; ".join(outside[:_NAMED]) + more
        told.insert(1, say("Outside: {surveys}.", surveys=named))
    return Drawn(
        "Funnel plot",
        "Lines",
        table,
        tuple(table["survey"]),
        style=style,
        note=f"{note} {words}",
        description=" ".join(told),
    )

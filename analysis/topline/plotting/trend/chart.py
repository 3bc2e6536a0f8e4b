"""Waves over time as lines with bands, broken where the survey changed."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...estimates.estimates import Estimates
from ..frame.axis import round_end
from ..frame.canvas import DASHES, count_axis, quiet, tick_text
from ..frame.drawn import Drawn, remember
from ..frame.rows import number_text
from ..frame.scaffold import axes_for
from ..look.strings import Strings
from ..look.theme import Size, Style, styled
from .description import describe_waves, marks_of, note_of
from .waves import Asked, Series, Waves, read_waves
from .words import (
    Words,
    measure_words,
    write_names,
    write_reasons,
    write_values,
    write_waves,
)

_ABOVE = 0.14
"""Part of the axis that a value needs above the only line."""


def plot_trend(
    estimates: Estimates | pd.DataFrame,
    *,
    wave: str,
    group: str | None = None,
    mode: str | None = None,
    breaks: Mapping[Any, str] | Sequence[Any] = (),
    reference: float | None = None,
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw the waves of a survey as lines, with their intervals as bands.

    Waves stand at their dates or numbers; words one step apart. A line is broken, never joined,
    where an estimate is missing, the mode changes or a break is named. Bands are the interval of
    each wave by itself; a wave alone has a whisker. A group without a row in a wave was not asked
    then, and its line goes on; give it a row without an estimate to break the line.

    Parameters
    ----------
    estimates : Estimates or pandas.DataFrame
        With at least estimate, ci_low and ci_high, a row per wave and group.
    wave : str
        Column of dates, periods, numbers or words; text such as "2024-03" is a date.
    group : str, optional
        Column whose values are lines of their own, named at their ends.
    mode : str, optional
        Column of how each wave was done, such as its mode or wording; lines break where it changes.
    breaks : mapping of wave to str, or list of waves
        Waves before which the series is broken, with the reason.
    reference : float, optional
        Value at which to draw a dashed line, such as 0.5 for a majority.
    ax, style, size
        As in ``plot_estimates``.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    DataError
        When a column is missing, there are no rows, or a row has no wave.
    ArgumentError
        When a name is no column or wave, or a group has two rows of one wave.

    Examples
    --------
    >>> plot_trend(waves, wave="year", mode="mode", breaks={2019: "new wording"})  # doctest: +SKIP
    """
    style = styled(style, size)
    waves = read_waves(estimates, Asked(wave, group, mode, breaks))
    words = measure_words(waves, style)
    style = words.style
    ax = axes_for(ax, (style.page.width, words.height), style)
    for at, series in enumerate(waves.series):
        _draw_series(ax, waves, series, style.mark(at), words)
    _frame(ax, waves, reference, style)
    _write(ax, waves, words)
    labels = tuple(f"{s.name} {waves.names[waves.places.index(float(waves.x[row]))]}".strip()
                   for s in waves.series for row in s.rows)  # fmt: skip
    note, told = note_of(waves, style.strings), describe_waves(waves, style.strings)
    remember(ax, Drawn("Line chart of waves", marks_of(waves), waves.table,
                       labels, reference, waves.percent, style, note, told))  # fmt: skip
    return ax


def _draw_series(
    ax: Axes, waves: Waves, series: Series, mark: tuple[str, str], words: Words
) -> None:
    """Draw a group: lines with bands, a dot per wave, and whiskers where there is no band."""
    (color, marker), style = mark, words.style
    columns = waves.table[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float)
    for band in series.bands:
        _, low, high = columns[band].T
        ax.fill_between(waves.x[band], low, high, color=color, alpha=0.22, linewidth=0, zorder=2)
    for run in series.runs:
        if len(run) > 1:
            ax.plot(waves.x[run], columns[run, 0], color=color, linewidth=style.scaled(2), zorder=3)
    in_band = {row for band in series.bands for row in band}
    for row in series.rows:
        x, (y, low, high) = waves.x[row], columns[row]
        bounded = bool(np.isfinite(low + high))
        if bounded and row not in in_band:
            _draw_whisker(ax, x, (low, high), color, style)
        if np.isfinite(y):
            fill = color if bounded else style.paper
            ax.plot([x], [y], linestyle="none", marker=marker, color=color, clip_on=False,
                    markerfacecolor=fill, markersize=words.dot, zorder=4,
                    markeredgewidth=style.scaled(1))  # fmt: skip


def _draw_whisker(
    ax: Axes, x: float, limits: tuple[float, float], color: str, style: Style
) -> None:
    ax.plot([x, x], limits, color=color, linewidth=style.scaled(2), marker="_", clip_on=False,
            markersize=style.scaled(7), markeredgewidth=style.scaled(1.5), solid_capstyle="butt",
            zorder=3)  # fmt: skip


def _frame(ax: Axes, waves: Waves, reference: float | None, style: Style) -> None:
    """Set both axes, and draw breaks and the reference."""
    quiet(ax, style, "y")
    low, high = _limits(waves, reference)
    ax.set_ylim(low, high)
    count_axis(ax.yaxis, partial(_tick, percent=waves.percent, say=style.strings))
    first, last = waves.places[0], waves.places[-1]
    air = 0.03 * (last - first) or 0.5
    ax.set_xlim(first - air, last + air)
    width = style.scaled(1)
    if reference is not None:
        ax.axhline(reference, color=style.muted, linewidth=width, linestyle=DASHES, zorder=1)
    for found in waves.breaks:
        ax.axvline(found.at, color=style.muted, linewidth=width, linestyle=DASHES, zorder=1)


def _tick(value: float, *, percent: bool, say: Strings) -> str:
    return tick_text(value, say) if percent else number_text(value, percent, say)


def _limits(waves: Waves, reference: float | None) -> tuple[float, float]:
    """Return the ends of the value axis: 0 and a round share, or all values and some air."""
    values = waves.table[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float).ravel()
    values = np.append(values, np.nan if reference is None else reference)
    values = values[np.isfinite(values)]
    if not values.size:
        return 0.0, 1.0
    low, high = float(values.min()), float(values.max())
    if waves.percent and low >= 0:
        end = round_end(high)
        return 0.0, max(end, high + _ABOVE * end) if len(waves.series) == 1 else end
    air = 0.16 * (high - low) or abs(high) / 2 or 1.0
    return low - air, high + air


def _write(ax: Axes, waves: Waves, words: Words) -> None:
    """Write waves below, breaks above, and the groups with their last values at the right."""
    write_waves(ax, waves, words)
    write_reasons(ax, words)
    write_names(ax, waves, words)
    write_values(ax, waves, words)

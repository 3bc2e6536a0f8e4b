"""Waves over time as lines with bands, broken where the survey changed."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...arguments import check_number
from ...estimates.estimates import Estimates
from ...estimates.schema import FloatArray
from ...language.marking import marked
from ..frame.axis import round_end
from ..frame.canvas import DASHES, count_axis, quiet, tick_text
from ..frame.page import axes_for, drawn, that_fits
from ..frame.record import Record, attach_record
from ..frame.rows import number_text
from ..frame.tables import estimates_of, finite_values
from ..look.theme import Size, Style, styled
from .description import describe_waves, marks_of, note_of
from .dots import dots_of
from .signs import write_signs
from .spots import spots_of
from .waves import Asked, Series, Waves, read_waves
from .words import Words, write_names, write_reasons, write_values, write_waves

_ABOVE = 0.14
"""Part of the axis that a value needs above the only line."""


@drawn
def plot_trend(
    estimates: Estimates | pd.DataFrame,
    *,
    wave: str,
    group: str | None = None,
    mode: str | None = None,
    breaks: Mapping[Any, str] | Sequence[Any] = (),
    polls: pd.DataFrame | None = None,
    reference: float | None = None,
    suppressed: str = "mark",
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
    polls : pandas.DataFrame, optional
        What lies behind a trend: a row a poll, with the column `wave` and ``estimate``, drawn as
        dots below the line, which then has none of its own but at its end.
    reference : float, optional
        Value at which to draw a dashed line, such as 0.5 for a majority.
    suppressed : {"mark", "hide"}
        Whether a wave that is not to be published by itself is drawn, hollow and grey, with †, or
        left out, which breaks its line; a wave to review before is drawn so, either way.
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
        When a name is no column or wave, waves with polls are words, a group has two rows of one
        wave, or `suppressed` is unknown.

    Examples
    --------
    >>> plot_trend(waves, wave="year", mode="mode", breaks={2019: "new wording"})  # doctest: +SKIP
    >>> plot_trend(average.trend, wave="day", polls=average.polls)  # doctest: +SKIP
    """
    style = styled(style, size)
    if reference is not None:
        reference = check_number(
            "reference", reference, -1e100, 1e100, expected="a number, or None"
        )
    waves = read_waves(estimates, Asked(wave, group, mode, breaks), suppressed)
    words = that_fits(style, partial(Words.of, waves))
    style = words.style
    ax = axes_for(ax, words.figure_size, style)
    dots = None if polls is None else dots_of(polls, wave, waves)
    for at, series in enumerate(waves.series):
        _draw_series(ax, waves, series, style.mark(at), words, bare=dots is not None)
    if dots is not None:
        ax.plot(*dots, linestyle="none", marker="o", color=style.muted, alpha=0.6, zorder=2.5,
                markersize=style.scaled(3), markeredgewidth=0, clip_on=False)  # fmt: skip
    _draw_frame(ax, waves, reference, style, dots)
    write_waves(ax, waves, words)
    write_reasons(ax, words)
    write_names(ax, waves, words)
    write_signs(ax, waves, words, write_values(ax, waves, words))
    record = Record(
        kind=marked("Line chart of waves"),
        marks=marks_of(waves),
        table=waves.table,
        labels=tuple(
            f"{series.name} {waves.name_of(row)}".strip()
            for series in waves.series
            for row in series.rows
        ),
        reference=reference,
        percent=waves.percent,
        style=style,
        note=note_of(waves, style.strings),
        description=describe_waves(waves, style.strings),
        spots=spots_of(waves, ax.get_ylim()),
    )
    return attach_record(ax, record, estimates)


def _draw_series(
    ax: Axes,
    waves: Waves,
    series: Series,
    mark: tuple[str, str],
    words: Words,
    *,
    bare: bool = False,
) -> None:
    """Draw a group: lines with bands, a dot per wave, and whiskers where there is no band."""
    (color, marker), style = mark, words.style
    columns = estimates_of(waves.table)
    for band in series.bands:
        _, low, high = columns[band].T
        ax.fill_between(waves.x[band], low, high, color=color, alpha=0.22, linewidth=0, zorder=2)
    for run in series.runs:
        if len(run) > 1:
            ax.plot(waves.x[run], columns[run, 0], color=color, linewidth=style.scaled(2), zorder=3)
    in_band = {row for band in series.bands for row in band}
    for row in series.rows:
        x, (y, low, high) = waves.x[row], columns[row]
        bounded, faint = bool(np.isfinite(low + high)), waves.faint[row]
        own = style.faint if faint else color
        # in a band of others, what is too imprecise has its interval in grey, too
        if bounded and (faint or row not in in_band):
            ax.plot([x, x], [low, high], color=own, linewidth=style.scaled(2), marker="_",
                    markersize=style.scaled(7), markeredgewidth=style.scaled(1.5), clip_on=False,
                    solid_capstyle="butt", zorder=3)  # fmt: skip
        # the line of many polls is theirs, and has a dot at its end
        if np.isfinite(y) and not (bare and row != series.known[-1]):
            # a dot is measured on its page already, so that dots of close waves do not touch
            fill = own if bounded and not faint else style.paper
            ax.plot([x], [y], linestyle="none", marker=marker, color=own, clip_on=False,
                    markerfacecolor=fill, markersize=words.dot,
                    markeredgewidth=style.scaled(1), zorder=4)  # fmt: skip


def _draw_frame(
    ax: Axes,
    waves: Waves,
    reference: float | None,
    style: Style,
    dots: tuple[FloatArray, FloatArray] | None = None,
) -> None:
    """Set both axes, and draw breaks and the reference."""
    quiet(ax, style, "y")
    values = finite_values(waves.table)
    values = values if dots is None else np.append(values, dots[1])
    values = values if reference is None else np.append(values, reference)
    low, high = float(values.min(initial=np.inf)), float(values.max(initial=-np.inf))
    if not values.size:
        low, high = 0.0, 1.0
    elif waves.percent and low >= 0:
        # shares count from 0 to a round one; the only line has its values above it
        end = round_end(high)
        low, high = 0.0, max(end, high + _ABOVE * end) if len(waves.series) == 1 else end
    else:
        air = 0.16 * (high - low) or abs(high) / 2 or 1.0
        low, high = low - air, high + air
    ax.set_ylim(low, high)
    say = style.strings
    text = partial(tick_text, say=say) if waves.percent else partial(
        number_text, percent=False, strings=say)  # fmt: skip
    count_axis(ax.yaxis, text)
    first, last = waves.places[0], waves.places[-1]
    if dots is not None:
        first, last = min(first, dots[0].min()), max(last, dots[0].max())
    air = 0.03 * (last - first) or 0.5
    ax.set_xlim(first - air, last + air)
    width = style.scaled(1)
    if reference is not None:
        ax.axhline(reference, color=style.muted, linewidth=width, linestyle=DASHES, zorder=1)
    for found in waves.breaks:
        ax.axvline(found.at, color=style.muted, linewidth=width, linestyle=DASHES, zorder=1)

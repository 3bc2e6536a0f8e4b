"""Waves over time as lines with bands, broken where the survey changed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ...arguments import check_number
from ...estimates.estimates import Estimates
from ...language.marking import marked
from ..frame.emphasis import Highlight, muted
from ..frame.page import axes_for, drawn, that_fits
from ..frame.record import attach_record
from ..look.theme import Size, Style, styled
from .description import record_of
from .dots import dots_of
from .drawing import draw_frame, draw_series
from .signs import write_signs
from .spots import spots_of
from .waves import Asked, read_waves
from .words import Words, write_names, write_reasons, write_values, write_waves


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
    highlight: Highlight = None,
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
    highlight : str or list of str, optional
        Groups that stand out; lines and names of all others are grey.
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
    waves = read_waves(estimates, Asked(wave, group, mode, breaks), suppressed, style.strings)
    lesser = muted([series.name for series in waves.series], highlight, kind="group")
    colors = (style.dont_know if grey else style.mark(at)[0] for at, grey in enumerate(lesser))
    style = replace(style, categories=tuple(colors))
    words = that_fits(style, partial(Words.of, waves))
    style = words.style
    ax = axes_for(ax, words.figure_size, style)
    dots = None if polls is None else dots_of(polls, wave, waves)
    for at, series in enumerate(waves.series):
        draw_series(ax, waves, series, at, words.dot, style, bare=dots is not None)
    if dots is not None:
        ax.plot(*dots, linestyle="none", marker="o", color=style.muted, alpha=0.6, zorder=2.5,
                markersize=style.scaled(3), markeredgewidth=0, clip_on=False)  # fmt: skip
    draw_frame(ax, waves, reference, style, dots)
    write_waves(ax, waves, words)
    write_reasons(ax, words)
    write_names(ax, waves, words)
    write_signs(ax, waves, words, write_values(ax, waves, words))
    record = record_of(waves, marked("Line chart of waves"), reference, style)
    return attach_record(ax, replace(record, spots=spots_of(waves, ax.get_ylim())), estimates)

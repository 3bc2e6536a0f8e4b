"""Waves of many groups as small multiples: a panel each, all others grey behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from ...arguments import check_number
from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...language.marking import marked
from ..frame.canvas import write_at
from ..frame.page import drawn, that_fits
from ..frame.panels import PanelGrid, name_panel
from ..frame.parts import part_of
from ..frame.record import attach_record
from ..frame.tables import estimates_of
from ..look.text_size import balanced, fit, line_height, text_width
from ..look.theme import LIGHT, Size, Style, styled
from .description import record_of
from .drawing import MOST_STEPS, draw_frame, draw_series
from .ticks import side_by_side
from .waves import Asked, Series, Waves, read_waves
from .words import value_text

_NARROWEST, _CLOSE = 1.3, 0.8
"""Inches of a panel at least, on a page 183 mm wide, and the part where gaps are tightest."""

_HIGH = 0.95
"""Inches of a panel's value axis."""

_AIR = 1.3
"""Lines that words above an interval take, with the air around them."""

_DOT = 3.2
"""Points of a dot."""

MOST_PANELS = 100


@drawn
def plot_trend_panels(
    estimates: Estimates | pd.DataFrame,
    *,
    wave: str,
    group: str,
    mode: str | None = None,
    breaks: Mapping[Any, str] | Sequence[Any] = (),
    reference: float | None = None,
    suppressed: str = "mark",
    ax: Figure | SubFigure | Sequence[Axes] | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw each group's waves in a panel of its own, with the lines of all others in grey.

    For more groups than can be told apart on one chart. All panels have the same scales. What
    breaks lines is as in ``plot_trend``.

    Parameters
    ----------
    estimates : Estimates or pandas.DataFrame
        With at least estimate, ci_low and ci_high, a row per wave and group.
    wave, group : str
        Columns of waves, and of what each panel is of.
    mode, breaks, reference, suppressed
        As in ``plot_trend``.
    ax : Figure, SubFigure or sequence of Axes, optional
        Where to draw: in a figure without axes, or on at least as many Axes as there are groups;
        by default a new figure, as many panels side by side as fit.
    style, size
        As in ``plot_estimates``.

    Returns
    -------
    matplotlib.axes.Axes
        The first panel; ``publish`` takes any.

    Raises
    ------
    DataError
        When a column is missing, there are no rows, or a row has no wave.
    ArgumentError
        As in ``plot_trend``, or when there are more than 100 groups, or too few Axes.

    Examples
    --------
    >>> plot_trend_panels(waves, wave="year", group="state")  # doctest: +SKIP
    """
    style = styled(style, size)
    if reference is not None:
        reference = check_number("reference", reference, expected="a number to draw a line at")
    waves = read_waves(estimates, Asked(wave, group, mode, breaks), suppressed, style.strings)
    if len(waves.series) > MOST_PANELS:
        raise ArgumentError(
            f"there are {len(waves.series)} groups, and a page shows at most {MOST_PANELS} panels; "
            "choose some"
        )
    chart = that_fits(style, partial(_Panels.of, waves))
    axes = chart.grid.axes_in(ax, chart.figure_size, chart.style)
    for at, panel in enumerate(axes):
        chart.draw(panel, at, reference)
    say = chart.style.strings
    kind = marked("Line charts side by side")
    record = record_of(waves, kind, reference, chart.style, chart.series)
    record = replace(record, pages=range(1, len(waves.series) + 1))
    if len(waves.series) > 1:
        shared = say("Grey lines: the other groups."), say("All panels have the same scale.")
        record = replace(record, note=" ".join(filter(None, (record.note, *shared))))
    for panel in axes:
        attach_record(panel, record, estimates)
    return axes[0]


@dataclass(frozen=True)
class _Panels:
    """Panels measured on a page."""

    waves: Waves
    series: list[Series]
    style: Style
    grid: PanelGrid
    names: tuple[str, ...]
    inches: float

    @classmethod
    def of(cls, waves: Waves, style: Style) -> "_Panels":
        """Lay out panels on a page: as many side by side as fit, as even as can be."""
        own = part_of(style.page, len(waves.series), "groups")
        shown = [waves.series[at] for at in own]
        values = text_width("100%", style.small, family=style.family) + style.scaled(0.1)
        free = style.page.width - 2 * style.margin - values
        # type that goes no lower keeps its room where gaps are tighter
        narrowest = max(style.scaled(_NARROWEST), _CLOSE * _NARROWEST * style.small / LIGHT.small)
        most = max(1, int(free / narrowest))
        grid = PanelGrid.even(len(shown), most)
        inches = 0.86 * free / grid.across
        names = tuple(
            balanced(series.name, style.small, inches, bold=True, family=style.family) or " "
            for series in shown
        )
        return cls(waves=waves, series=shown, style=style, grid=grid, names=names, inches=inches)

    @property
    def figure_size(self) -> tuple[float, float]:
        """Width and height of a figure with all panels."""
        style = self.style
        words = max(line_height(name, style.small) for name in self.names)
        below = line_height("n", style.small)
        each = style.scaled(_HIGH) + words + style.scaled(0.22)
        return style.page.width, self.grid.deep * each + below + style.scaled(0.15)

    def draw(self, ax: Axes, at: int, reference: float | None) -> None:
        """Draw a panel: the other groups' lines, its own, its name and its last value."""
        waves, style, own_series = self.waves, self.style, self.series[at]
        estimates = estimates_of(waves.table)[:, 0]
        for series in waves.series:
            for run in series.runs if series is not own_series else ():
                ax.plot(waves.x[run], estimates[run], color=style.grid,
                        linewidth=style.scaled(0.9), zorder=1.2)  # fmt: skip
        draw_series(ax, waves, own_series, 0, style.scaled(_DOT), style)
        # where gaps are tight the numbers of the value axis are fewer, and stand apart
        fitting = int(style.scaled(_HIGH) / line_height("n", style.small))
        draw_frame(ax, waves, reference, style, steps=max(2, min(fitting, MOST_STEPS)))
        # words above intervals stay below the panel's name
        worded = [row for each in waves.series for row in each.known if waves.signs[row]]
        worded += [each.known[-1] for each in waves.series if len(each.known)]
        reach = waves.table[["estimate", "ci_high"]].iloc[worded].to_numpy(dtype=float)
        part = _AIR * line_height("n", style.small) / style.scaled(_HIGH)
        low, high = ax.get_ylim()
        ax.set_ylim(top=float(np.nanmax([high, *((reach - low * part) / (1 - part)).ravel()])))
        name_panel(ax, self.names[at], style)
        if at % self.grid.across:
            ax.set_yticklabels([])
        self._name_waves(ax, last=at + self.grid.across >= len(self.names))
        last = own_series.known[-1:]
        for row in own_series.known:
            # the last value has its sign behind it; others that are imprecise, their sign alone
            words = value_text(waves, row, style.strings) if row in last else waves.signs[row]
            high = waves.table[["estimate", "ci_high"]].iloc[row].max()
            write_at(ax, words, (float(waves.x[row]), float(high)),
                     style, ha="right" if row in last else "center", va="bottom",
                     xytext=(0, style.scaled(2)), zorder=5,
                     color=style.muted if waves.faint[row] else style.ink)  # fmt: skip

    def _name_waves(self, ax: Axes, *, last: bool) -> None:
        """Name the first and the last wave, or the last, below the lowest panel of a column."""
        waves, style = self.waves, self.style
        names, span = list(waves.names), waves.places[-1] - waves.places[0] or 1.0
        wide = style.scaled(1.0)
        ends = [0, len(names) - 1] if len(names) > 1 else [0]
        texts = [fit(names[end], style.small, wide, family=style.family) or " " for end in ends]
        centres = [(waves.places[end] - waves.places[0]) / span * self.inches for end in ends]
        kept = side_by_side(texts, centres, style)
        ax.set_xticks([waves.places[ends[one]] for one in kept],
                      [texts[one] if last else "" for one in kept])  # fmt: skip
        # clear of the lowest number of the value axis
        ax.tick_params(axis="x", pad=0.8 * style.small)
        for label in ax.get_xticklabels():
            label.set(parse_math=False, linespacing=1.2)

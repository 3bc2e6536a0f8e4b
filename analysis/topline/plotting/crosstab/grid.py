"""The panels of a crosstab on a page: how they are laid out, and how each is drawn."""

from dataclasses import dataclass
from functools import partial
from weakref import ref

import numpy as np
from matplotlib.axes import Axes

from ..frame.axis import round_end
from ..frame.canvas import (
    BESIDE_AXIS,
    count_axis,
    ground_of,
    quiet,
    tick_text,
    write_at,
    write_number,
)
from ..frame.marks import Mark
from ..frame.panels import PanelGrid, name_panel
from ..frame.record import Spot
from ..frame.tables import estimates_of, finite_values
from ..look.text_size import balanced, line_height, reads_from_right, text_width
from ..look.theme import LIGHT, Style
from .panels import Panels

BAR = 0.16
"""Height of a bar in inches."""

NARROWEST, _CLOSE = 1.35, 0.8
"""Inches of a panel with its numbers at least, and the part of them where gaps are tightest."""

_LABEL_SHARE = 0.27
"""Part of the page's width that the rows' labels take."""

_AIR = 0.1
"""Inches between two rows."""

_BELOW = 2.2
"""Lines of small type that the scale below a panel takes, with air, at least."""

_GAP = 5.0
"""Points between a panel and its numbers or labels."""


@dataclass(frozen=True)
class Grid:
    """How panels and their rows are laid out, in inches.

    Attributes
    ----------
    panels : Panels
        What is drawn.
    style : Style
        With type small enough for the page.
    grid : PanelGrid
        Panels side by side, and in rows.
    above : bool
        Whether labels stand above their bars: where a page has no room for two panels.
    names, labels : tuple of str
        Names of panels and rows, wrapped.
    centres : tuple of float
        Of the rows' bars, from the top of a panel; the base is written above the first.
    height : float
        Of a panel.
    """

    panels: Panels
    style: Style
    grid: PanelGrid
    above: bool
    names: tuple[str, ...]
    labels: tuple[str, ...]
    centres: tuple[float, ...]
    height: float

    @classmethod
    def of(cls, panels: Panels, style: Style) -> "Grid":
        """Lay out panels on a page: as many side by side as fit, as even as can be."""
        wrap = partial(balanced, size=style.small, family=style.family)
        widest = (text_width(text, style.small, family=style.family) for text in panels.labels)
        label = min(_LABEL_SHARE * style.page.width, max(widest))
        free = style.page.width - label - 2 * style.margin
        # type that goes no lower keeps its room where gaps are tighter
        narrowest = max(style.scaled(NARROWEST), _CLOSE * NARROWEST * style.small / LIGHT.small)
        most = max(1, int(free / narrowest))
        above = style.page.narrow and most == 1
        if above:
            label = free = style.page.label
        grid = PanelGrid.even(len(panels.names), most)
        names = (wrap(name, inches=0.85 * free / grid.across, bold=True) for name in panels.names)
        labels = tuple(wrap(text, inches=label) or " " for text in panels.labels)
        # the base is written above the first row
        y, centres = line_height("n", style.small) + style.scaled(_AIR) / 2, []
        for text in labels:
            words, bar, air = line_height(text, style.small), style.scaled(BAR), style.scaled(_AIR)
            height = (words + 1.5 * bar if above else max(words, bar)) + air
            centres.append(y + height - (bar + air) / 2 if above else y + height / 2)
            y += height
        return cls(
            panels=panels,
            style=style,
            grid=grid,
            above=above,
            names=tuple(name or " " for name in names),
            labels=labels,
            centres=tuple(centres),
            height=y,
        )

    @property
    def figure_size(self) -> tuple[float, float]:
        """Width and height of a figure with all panels."""
        style = self.style
        words = max(line_height(name, style.small) for name in self.names)
        # the scale's numbers, and air; type that goes no lower keeps its room
        below = max(style.scaled(0.5), _BELOW * line_height("n", style.small))
        return style.page.width, self.grid.deep * (self.height + words + below)

    def draw_bars(self, ax: Axes, i: int) -> None:
        """Draw the estimates of a panel, and write them at its right."""
        style, values = self.style, estimates_of(self.panels.rows.table)
        pale, lesser = self.panels.rows.faint, self.panels.rows.muted
        for y, at in zip(self.centres, self.panels.cells[i], strict=True):
            faint, grey = bool(at >= 0 and pale[at]), bool(at >= 0 and lesser[at])
            write_number(ax, self.panels.words(at), (1, y), style, xycoords=BESIDE_AXIS,
                         xytext=(style.scaled(_GAP), 0), va="center",
                         color=style.muted if faint or grey else style.ink)  # fmt: skip
            estimate, low, high = values[at] if at >= 0 else (np.nan, np.nan, np.nan)
            color = style.dont_know if grey else style.mark(0)[0]
            mark = Mark(y=y, estimate=estimate, low=low, high=high, color=color,
                        faint=faint)  # fmt: skip
            # an interval without its estimate is the table's matter
            if mark.known:
                mark.draw_bar(ax, style.scaled(BAR), 1, style)
                mark.draw_whisker(ax, style, style.muted if grey else style.ink)

    def spots(self, ax: Axes, i: int) -> list[Spot]:
        """Return where the estimates of a panel stand: from side to side of its scale."""
        half = self.style.scaled(BAR) / 2
        left, right = ax.get_xlim()
        return [Spot(row=int(at), top=y - half, bottom=y + half, left=left, right=right, on=ref(ax))
                for y, at in zip(self.centres, self.panels.cells[i], strict=True)
                if at >= 0]  # fmt: skip

    def draw_frame(self, ax: Axes, i: int) -> None:
        """Draw the scale that all panels share, the panel's name, and labels left of the first."""
        style, percent = self.style, self.panels.rows.percent
        say, values = style.strings, finite_values(self.panels.whole)
        quiet(ax, style, "x")
        low, high = min(0.0, values.min(initial=0.0)), max(0.0, values.max(initial=0.0))
        ax.set_ylim(self.height, 0)
        if percent and low == 0:
            end = round_end(high)
            ax.set_xlim(0, end)
            # on a narrow panel there is room for the numbers of both ends
            ax.set_xticks([0, end / 2, end], [tick_text(0, say), "", tick_text(end, say)])
            if self.above:
                # panels begin where their labels do
                ax.get_xticklabels()[0].set_horizontalalignment("left")
        else:
            margin = 0.05 * (high - low) or 1.0
            ax.set_xlim(low - margin * (low < 0), high + margin * (high > 0))
            count_axis(ax.xaxis, say.percent_text if percent else say.value_text, 2)
        place = ax.get_subplotspec()
        first = place is None or place.is_first_col()
        if place is not None and not place.is_last_row():
            # air between a scale and the names of the panels below it
            ax.set_xlabel(" ", fontsize=0.6 * style.small)
        if self.above:
            ax.set_yticks([])
            gap = style.scaled(BAR)
            for y, text in zip(self.centres, self.labels, strict=True):
                right = reads_from_right(text)
                write_at(ax, text, (1 if right else 0, y - gap), style, xycoords=BESIDE_AXIS,
                         va="bottom", ha="right" if right else "left", color=style.ink,
                         in_layout=False, bbox=ground_of(style))  # fmt: skip
        else:
            self._write_beside(ax, first=first)
        name_panel(ax, self.names[i], style)
        base = self.panels.base_of(i, say)
        write_number(ax, base, (0, 1), style, xycoords="axes fraction", va="top",
                     bbox=ground_of(style))  # fmt: skip

    def _write_beside(self, ax: Axes, *, first: bool) -> None:
        """Write the labels left of the first panel."""
        style = self.style
        ax.set_yticks(self.centres, self.labels if first else [""] * len(self.labels))
        widest = max(text_width(text, style.small, family=style.family) for text in self.labels)
        gap = style.scaled(_GAP)
        ax.tick_params(axis="y", pad=widest * 72 + gap if first else 0)
        for tick in ax.yaxis.get_major_ticks():
            right = reads_from_right(tick.label1.get_text())
            tick.label1.set(color=style.ink, horizontalalignment="right" if right else "left",
                            parse_math=False, linespacing=1.2)  # fmt: skip
            if right:
                tick.set_pad(gap)

"""The crosstab as small multiples: one panel per column, all on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from ...errors import ArgumentError
from ..frame.axis import round_end
from ..frame.canvas import BESIDE_AXIS, count_axis, quiet, tick_text, write_number
from ..frame.marks import Mark
from ..frame.page import that_fits
from ..frame.record import Record, attach_record
from ..frame.tables import estimates_of, finite_values
from ..look.text_size import fit, line_height, reads_from_right, text_width
from ..look.theme import Size, Style, styled
from .panels import Panels, read_panels

BAR = 0.16
"""Height of a bar in inches."""

NARROWEST = 1.35
"""Inches of a panel with its numbers at least."""

_LABEL_SHARE = 0.27
"""Part of the page's width that the rows' labels take."""

_AIR = 0.1
"""Inches between two rows."""

_GAP = 5.0
"""Points between a panel and its numbers or labels."""


def plot_crosstab(
    table: Any,
    *,
    rows: str | None = None,
    columns: str | None = None,
    ax: Figure | SubFigure | Sequence[Axes] | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw a crosstab as small multiples: a panel per column, a bar per row, one scale for all.

    Rows and panels keep the table's order; a cell without an estimate keeps its place, with a
    dash. A bar without an interval is hollow.

    Parameters
    ----------
    table : Crosstab, Estimates or pandas.DataFrame
        With two columns of labels that tell its estimates apart.
    rows, columns : str, optional
        The columns of labels for rows and panels; by default a Crosstab's own, or the two that
        there are, the first for rows.
    ax : Figure, SubFigure or sequence of Axes, optional
        Where to draw: in a figure without axes, or on at least as many Axes as there are panels;
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
        When a column is missing, the table is empty, or it has not two columns of labels.
    ArgumentError
        When `rows` or `columns` is no column or cells are told twice, or there are too few Axes.
    """
    style = styled(style, size)
    panels = read_panels(table, rows, columns, style.strings)
    grid = that_fits(style, lambda own: Grid.of(panels, own), lambda made: made.figure_size[1])
    axes = _axes(ax, grid)
    for i, panel in enumerate(axes):
        _draw_bars(panel, panels, i, grid)
        _draw_frame(panel, panels, i, grid)
    record = _record(panels, style)
    for panel in axes:
        attach_record(panel, record)
    return axes[0]


@dataclass(frozen=True)
class Grid:
    """How panels and their rows are laid out, in inches.

    Attributes
    ----------
    style : Style
        With type small enough for the page.
    panels, across : int
        Panels in all, and side by side.
    names, labels : tuple of str
        Names of panels and rows, wrapped.
    centres : tuple of float
        Of the rows, from the top of a panel; the base is written above the first.
    height : float
        Of a panel.
    """

    style: Style
    panels: int
    across: int
    names: tuple[str, ...]
    labels: tuple[str, ...]
    centres: tuple[float, ...]
    height: float

    @classmethod
    def of(cls, panels: Panels, style: Style) -> "Grid":
        """Lay out panels on a page: as many side by side as fit, as even as can be."""
        wrap = partial(fit, size=style.small, family=style.family)
        widest = (text_width(text, style.small, family=style.family) for text in panels.labels)
        label = min(_LABEL_SHARE * style.page.width, max(widest))
        free = style.page.width - label - 2 * style.margin
        most = max(1, int(free / style.scaled(NARROWEST)))
        deep = -(-len(panels.names) // most)
        across = -(-len(panels.names) // deep)
        names = (wrap(name, inches=0.85 * free / across, bold=True) for name in panels.names)
        labels = tuple(wrap(text, inches=label) or " " for text in panels.labels)
        # the base is written above the first row
        y, centres = line_height("n", style.small) + style.scaled(_AIR) / 2, []
        for text in labels:
            height = max(line_height(text, style.small), style.scaled(BAR)) + style.scaled(_AIR)
            centres.append(y + height / 2)
            y += height
        return cls(
            style=style,
            panels=len(panels.names),
            across=across,
            names=tuple(name or " " for name in names),
            labels=labels,
            centres=tuple(centres),
            height=y,
        )

    @property
    def deep(self) -> int:
        """Rows of panels."""
        return -(-self.panels // self.across)

    @property
    def figure_size(self) -> tuple[float, float]:
        """Width and height of a figure with all panels."""
        style = self.style
        words = max(line_height(name, style.small) for name in self.names)
        return style.page.width, self.deep * (self.height + words + style.scaled(0.5))


def _axes(ax: Figure | SubFigure | Sequence[Axes] | None, grid: Grid) -> list[Axes]:
    """Return an Axes per panel: the caller's, or new ones."""
    paper = grid.style.paper
    if ax is None:
        import matplotlib.pyplot as plt

        ax = plt.figure(figsize=grid.figure_size, layout="constrained", facecolor=paper)
    if isinstance(ax, (Figure, SubFigure)):
        found = list(ax.subplots(grid.deep, grid.across, squeeze=False).flat)
        for spare in found[grid.panels :]:
            spare.remove()
    else:
        found = list(np.atleast_1d(np.asarray(ax, dtype=object)).flat)
    if len(found) < grid.panels:
        raise ArgumentError(f"there are {len(found)} Axes and {grid.panels} panels; pass one each")
    for axes in found[: grid.panels]:
        axes.set_facecolor(paper)
    return found[: grid.panels]


def _draw_bars(ax: Axes, panels: Panels, i: int, grid: Grid) -> None:
    """Draw the estimates of a panel, and write them at its right."""
    style, values = grid.style, estimates_of(panels.rows.table)
    for y, at in zip(grid.centres, panels.cells[i], strict=True):
        write_number(ax, panels.words(at), (1, y), style, xycoords=BESIDE_AXIS, va="center",
                 xytext=(style.scaled(_GAP), 0), color=style.ink)  # fmt: skip
        estimate, low, high = values[at] if at >= 0 else (np.nan, np.nan, np.nan)
        mark = Mark(y=y, estimate=estimate, low=low, high=high, color=style.mark(0)[0])
        # an interval without its estimate is the table's matter
        if mark.known:
            mark.draw_bar(ax, style.scaled(BAR), 1, style)
            mark.draw_whisker(ax, style, style.ink)


def _draw_frame(ax: Axes, panels: Panels, i: int, grid: Grid) -> None:
    """Draw the scale that all panels share, the panel's name, and labels left of the first."""
    style, percent = grid.style, panels.rows.percent
    say, values = style.strings, finite_values(panels.rows.table)
    quiet(ax, style, "x")
    low, high = min(0.0, values.min(initial=0.0)), max(0.0, values.max(initial=0.0))
    ax.set_ylim(grid.height, 0)
    if percent and low == 0:
        end = round_end(high)
        ax.set_xlim(0, end)
        # on a narrow panel there is room for the numbers of both ends
        ax.set_xticks([0, end / 2, end], [tick_text(0, say), "", tick_text(end, say)])
    else:
        margin = 0.05 * (high - low) or 1.0
        ax.set_xlim(low - margin * (low < 0), high + margin * (high > 0))
        count_axis(ax.xaxis, say.percent_text if percent else say.value_text, 2)
    place = ax.get_subplotspec()
    first = place is None or place.is_first_col()
    if place is not None and not place.is_last_row():
        # air between a scale and the names of the panels below it
        ax.set_xlabel(" ", fontsize=0.6 * style.small)
    ax.set_yticks(grid.centres, grid.labels if first else [""] * len(grid.labels))
    widest = max(text_width(text, style.small, family=style.family) for text in grid.labels)
    gap = style.scaled(_GAP)
    ax.tick_params(axis="y", pad=widest * 72 + gap if first else 0)
    for tick in ax.yaxis.get_major_ticks():
        right = reads_from_right(tick.label1.get_text())
        tick.label1.set(color=style.ink, horizontalalignment="right" if right else "left",
                        parse_math=False, linespacing=1.2)  # fmt: skip
        if right:
            tick.set_pad(gap)
    ax.set_title(grid.names[i], loc="left", color=style.ink, fontweight="bold", parse_math=False,
                 pad=style.scaled(3), fontsize=style.small,
                 fontfamily=list(style.family))  # fmt: skip
    write_number(ax, panels.base_of(i, say), (0, 1), style, xycoords="axes fraction", va="top")


def _record(panels: Panels, style: Style) -> Record:
    say, table = style.strings, panels.rows.table
    places = {int(at): place for place, at in np.ndenumerate(panels.cells) if at >= 0}
    names = tuple(panels.name_of(*places[at]) for at in range(len(table)))
    flagged = int(table["flag"].str.contains("publish", na=False).sum()) if "flag" in table else 0
    note = [say("All panels have the same scale.")] if len(panels.names) > 1 else []
    if flagged:
        sentence = "{part} of {all} estimates are too imprecise to publish alone."
        note.append(say(sentence, part=flagged, all=len(table)))
    return Record(
        kind="Bar charts side by side",
        marks="Whiskers",
        table=table,
        labels=names,
        percent=panels.rows.percent,
        style=style,
        note=" ".join(note),
    )

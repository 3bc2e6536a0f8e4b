"""The crosstab as a heat table: every number in a cell, shaded by its value."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ...estimates.schema import FloatArray
from ...language.marking import marked
from ..frame.canvas import BESIDE_AXIS, quiet, write_at
from ..frame.page import axes_for, chart_room, drawn, is_own_axes, that_fits
from ..frame.panels import PanelGrid
from ..frame.record import Record, Spot, attach_record
from ..frame.tables import estimates_of
from ..look.breaks import pieces
from ..look.text_size import balanced, line_height, reads_from_right, text_width
from ..look.theme import Size, Style, styled
from ..publishing.captions import undrawn_intervals
from .panels import Panels, read_panels

DEEPEST = 0.5
"""Part of the way from paper to the first colour that the largest value has: ink is read on it."""

_LABEL_SHARE, _WORD_SHARE = 0.3, 0.45
"""Parts of the page's width that the rows' labels take at most, and that a long word may."""

_UPRIGHT, _UPRIGHT_WORD = 11.0, 17.0
"""Sizes of type that turned names of columns reach at most, and that a long word may."""

_AIR = 0.14
"""Inches within a cell, above and below its number and at its sides."""

_GAP = 0.02
"""Inches between two cells."""

_BESIDE_OTHERS = 0.6
"""Part of a column's width that its name may take on a figure with charts of other widths."""


@drawn
def plot_heat_table(
    table: Any,
    *,
    rows: str | None = None,
    columns: str | None = None,
    suppressed: str = "mark",
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw a crosstab as a heat table: a cell per estimate, shaded by its value, its number in it.

    Of a table with shares these alone are shaded, all on one scale from 0. Names of columns that
    have no room side by side are turned, to be read from below, where that halves the blocks of
    columns below one another. A cell without an interval is hollow, and one that is too imprecise
    to publish alone, or to review before, is hollow and grey. A heat table shows no intervals: the
    note says how wide they are, and ``plot_crosstab`` draws them.

    Parameters
    ----------
    table : Crosstab, Estimates or pandas.DataFrame
        With two columns of labels that tell its estimates apart.
    rows, columns : str, optional
        The columns of labels for rows and columns; by default a Crosstab's own, or the two that
        there are, the first for rows.
    suppressed : {"mark", "hide"}
        Whether a number that is not to be published by itself stands with its mark, or its mark
        alone does.
    ax, style, size
        As in ``plot_estimates``.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    DataError
        When a column is missing, the table is empty, or it has not two columns of labels.
    ArgumentError
        When `rows` or `columns` is no column, cells are told twice, or `suppressed` is unknown.
    """
    style = styled(style, size)
    panels = read_panels(table, rows, columns, suppressed=suppressed, strings=style.strings)
    # other charts of somebody's figure take some of the width, which its layout knows in the end
    part = 1.0 if ax is None or is_own_axes(ax) else _BESIDE_OTHERS
    lay_out, pages = partial(_HeatTable.best, part=part), panels.pages
    panels = panels.on_page(
        style.page, lambda own: that_fits(style, partial(lay_out, own)).figure_size[1]
    )
    chart = that_fits(style, partial(lay_out, panels))
    ax = axes_for(ax, chart.figure_size, chart.style)
    say, found = chart.style.strings, panels.rows
    note = [
        say("Colour: the estimate, stronger the larger it is."),
        *undrawn_intervals(found.table, say, percent=found.percent),
        *panels.sign_notes(say),
    ]
    record = Record(
        kind=marked("Heat table"),
        marks="",
        table=found.table,
        labels=panels.cell_names,
        percent=found.percent,
        bases=False,
        wide=panels.wide,
        style=chart.style,
        note=" ".join(note),
        faint="",
        spots=chart.draw(ax),
        pages=pages,
    )
    return attach_record(ax, record, table)


def _depths(table: pd.DataFrame, whole: pd.DataFrame) -> FloatArray:
    """Return how far the colour of each value is from paper, on the scale of the whole table."""
    values, known = _shaded(table, whole), _shaded(whole, whole)
    known = known[np.isfinite(known)]
    low, high = min(known.min(initial=0.0), 0.0), max(known.max(initial=0.0), 0.0)
    depths: FloatArray = DEEPEST * (values - low) / (high - low if high > low else 1.0)
    return depths


def _shaded(table: pd.DataFrame, whole: pd.DataFrame) -> FloatArray:
    """Return the values that have a colour: shares alone where the whole table has any."""
    values = estimates_of(table)[:, 0].copy()
    if "quantity" in table and (whole["quantity"] == "proportion").any():
        values[(table["quantity"] != "proportion").to_numpy(dtype=bool)] = np.nan
    return values


def _words(texts: tuple[str, ...]) -> str:
    """Return the words of texts, a line each: what is not to be broken."""
    return "\n".join(piece for text in texts for word in text.split() for piece in pieces(word))


@dataclass(frozen=True)
class _HeatTable:
    """A table measured on its page, in inches.

    Attributes
    ----------
    panels : Panels
        A column of the table each.
    style : Style
    grid : PanelGrid
        Columns side by side, and blocks of them below one another.
    label, cell : float
        Widths of the labels and of a column.
    labels, heads : tuple of str
        Words of rows and columns, wrapped; a column's base is below its name.
    upright : bool
        Whether heads are turned, to be read from below.
    heights : tuple of float
        Of the heads, and of each row.
    parts : (estimates,) float
        How far each colour is from paper; NaN for none.
    """

    panels: Panels
    style: Style
    grid: PanelGrid
    label: float
    cell: float
    labels: tuple[str, ...]
    heads: tuple[str, ...]
    upright: bool
    heights: tuple[float, ...]
    parts: FloatArray

    @classmethod
    def best(cls, panels: Panels, style: Style, *, part: float) -> "_HeatTable":
        """Lay a table out with names as they are read, or turned where that keeps it together.

        It does where there are half as many blocks or fewer, or a page of fixed height has no room
        for more. Words take this `part` of a cell's width at most.
        """
        level = cls.of(panels, style, part=part, upright=False)
        if level.grid.deep == 1:
            return level
        turned = cls.of(panels, style, part=part, upright=True)
        if max(line_height(text, style.small) for text in turned.heads) > part * turned.cell:
            return level
        high = level.figure_size[1] > chart_room(style)
        lower = turned.figure_size[1] < level.figure_size[1]
        halved = 2 * turned.grid.deep <= level.grid.deep
        return turned if halved or (high and lower) else level

    @classmethod
    def of(cls, panels: Panels, style: Style, *, part: float, upright: bool) -> "_HeatTable":
        """Lay a table out: as many columns side by side as their words have room for."""
        wide = partial(text_width, size=style.small, family=style.family)
        wrap = partial(balanced, size=style.small, family=style.family)
        inches, air = style.page.width - 2 * style.margin, style.scaled(_AIR)
        # a word is broken only where it is longer than the page allows
        longest = min(_WORD_SHARE * inches, wide(_words(panels.labels)) + air)
        label = min(max(_LABEL_SHARE * inches, longest), max(map(wide, panels.labels)) + air)
        bases = tuple(panels.base_of(i, style.strings) for i in range(len(panels.names)))
        numbers = max(wide(panels.words(at)) for at in panels.cells.ravel().tolist())
        least, longest = numbers, wide(_words(panels.names), bold=True)
        if not upright:
            least = max(numbers, longest, *map(wide, bases))
        least = least / part + air
        grid = PanelGrid.even(len(panels.names), max(1, int((inches - label) / least)))
        cell = (inches - label) / grid.across
        labels = tuple(wrap(text, inches=label - air / 2) or " " for text in panels.labels)
        across, most = part * cell - air / 2, _UPRIGHT * style.small / 72
        least = min(longest, most * _UPRIGHT_WORD / _UPRIGHT)
        for room in np.linspace(least, max(least, most), 5) if upright else [across]:
            names = (wrap(name, inches=room, bold=True) or " " for name in panels.names)
            heads = tuple(f"{name}\n{base}".rstrip("\n")
                          for name, base in zip(names, bases, strict=True))  # fmt: skip
            high = max(line_height(text, style.small) for text in heads)
            # the shortest turned lines that have room beside one another
            if high <= across:
                break
        heights = [max(map(wide, heads)) if upright else high]
        heights += [line_height(text, style.small) for text in labels]
        return cls(panels=panels, style=style, grid=grid, label=label, cell=cell, labels=labels,
                   heads=heads, upright=upright,
                   heights=tuple(height + air for height in heights),
                   parts=_depths(panels.rows.table, panels.whole))  # fmt: skip

    @property
    def height(self) -> float:
        """Inches of a block: heads and rows."""
        return sum(self.heights)

    @property
    def figure_size(self) -> tuple[float, float]:
        """Width and height of a figure in inches."""
        return self.style.page.width, self.grid.deep * self.height + self.style.scaled(0.1)

    def draw(self, ax: Axes) -> tuple[Spot, ...]:
        """Draw the table, and return where its estimates stand."""
        style, air = self.style, self.style.scaled(_AIR) / 2
        quiet(ax, style, "")
        ax.set_xticks([])
        ax.set_yticks([])
        ax.set_xlim(0, self.grid.across * self.cell)
        ax.set_ylim(self.grid.deep * self.height, 0)
        spots: list[Spot] = []
        for block in range(self.grid.deep):
            first = block * self.grid.across
            columns = range(first, min(first + self.grid.across, len(self.heads)))
            edges = block * self.height + np.cumsum([0, *self.heights])
            # names of columns above them, and labels of rows at their left
            for place, i in enumerate(columns):
                at = (place + 0.5) * self.cell, edges[1] - air
                # lines of turned words all begin at the bottom
                turned = {"rotation": 90, "multialignment": "left"} if self.upright else {}
                write_at(ax, self.heads[i], at, style, ha="center", va="bottom", color=style.ink,
                         **turned)  # fmt: skip
            for y, text in zip((edges[1:-1] + edges[2:]) / 2, self.labels, strict=True):
                right = reads_from_right(text)
                write_at(ax, text, (0, y), style, xycoords=BESIDE_AXIS, va="center",
                         color=style.ink, xytext=(-72 * (air if right else self.label), 0),
                         ha="right" if right else "left")  # fmt: skip
            spots += self._draw_cells(ax, columns, edges)
        return tuple(sorted(spots, key=lambda spot: spot.row))

    def _draw_cells(self, ax: Axes, columns: range, edges: FloatArray) -> Iterator[Spot]:
        """Draw the cells of some columns with their numbers."""
        style, gap, rows = self.style, self.style.scaled(_GAP), self.panels.rows
        own, _ = style.mark(0)
        bounded = rows.table[["ci_low", "ci_high"]].notna().all(axis=1).to_numpy()
        for place, i in enumerate(columns):
            left = place * self.cell
            for at, top, bottom in zip(self.panels.cells[i], edges[1:-1], edges[2:], strict=True):
                shaded = at >= 0 and np.isfinite(self.parts[at])
                if shaded:
                    # hollow where there is doubt, or no interval
                    fill, edge = style.paper, style.faint if rows.signs[at] else own
                    if bounded[at] and not rows.signs[at]:
                        fill, edge = style.between(style.paper, own, self.parts[at]), "none"
                    ax.add_patch(Rectangle(
                        (left + gap, top + gap), self.cell - 2 * gap, bottom - top - 2 * gap,
                        facecolor=fill, edgecolor=edge, linewidth=style.scaled(0.8),
                    ))  # fmt: skip
                color = style.muted if shaded and rows.signs[at] else style.ink
                write_at(ax, self.panels.words(at), (left + self.cell / 2, (top + bottom) / 2),
                         style, ha="center", va="center", color=color)  # fmt: skip
                if at >= 0:
                    yield Spot(row=int(at), top=top, bottom=bottom, left=left,
                               right=left + self.cell)  # fmt: skip

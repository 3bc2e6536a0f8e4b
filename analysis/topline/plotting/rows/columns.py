"""Many rows on a page of fixed height: in columns side by side, all on one scale.

A slide has room for a dozen rows of type that is read from the last chair. Where there are more,
two or three columns hold them; then values alone stand beside their rows, intervals are drawn, and
bases are the caption's.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes

from ..frame.page import axes_for, chart_room, is_own_axes, that_fits
from ..frame.rows import Rows
from ..frame.scaffold import Lines, place
from ..frame.widths import label_room
from ..look.breaks import pieces
from ..look.text_size import text_width
from ..look.theme import Style

MOST_COLUMNS = 3
"""Columns side by side at most: more have no room for a scale."""


_FEWEST = 5
"""Rows of a column at least: fewer are no list that is read on in the next."""

_PLOT = 0.25
"""Part of a column's width that labels leave the axis at least."""


@dataclass(frozen=True)
class Columns:
    """Rows laid out side by side.

    Attributes
    ----------
    style : Style
        Of the whole page, with type that fits.
    rows, lines : tuple of Rows, tuple of Lines
        The rows of each column, and where they stand; all columns are of one height.
    readable : bool
        Whether labels are whole words.
    """

    style: Style
    rows: tuple[Rows, ...]
    lines: tuple[Lines, ...]
    readable: bool

    @classmethod
    def of(cls, rows: Rows, style: Style, number: int) -> "Columns":
        """Lay rows out in so many columns of about the same height."""
        page = style.page
        own = replace(style, page=replace(page, width=page.width / number))
        nothing = ("",) * len(rows.labels)
        rows = replace(rows, sides=nothing, bases=nothing)
        whole = place(rows, own, plot=_PLOT)
        cuts = np.searchsorted(whole.tops, whole.height * np.arange(1, number) / number)
        edges = [0, *map(int, cuts), len(rows.labels)]
        parts = [rows.at(range(first, last)) for first, last in pairwise(edges)]
        lines = [place(part, own, plot=_PLOT) for part in parts]
        height = max(one.height for one in lines)
        words = [piece for label in rows.labels for word in label.split() for piece in pieces(word)]
        return cls(
            style=style,
            rows=tuple(parts),
            lines=tuple(replace(one, height=height) for one in lines),
            readable=text_width("\n".join(words), own.label, family=own.family)
            <= label_room(rows, own, 0.0, _PLOT),
        )

    @property
    def figure_size(self) -> tuple[float, float]:
        """Width and height of the whole in inches."""
        return self.style.page.width, self.lines[0].figure_size[1]

    def axes(self, ax: Axes | None) -> list[Axes]:
        """Return the Axes of each column; the one that is given is the first."""
        first = axes_for(ax, self.figure_size, self.style)
        figure = first.get_figure(root=True)
        assert figure is not None
        grid = figure.add_gridspec(1, len(self.lines))
        first.set_subplotspec(grid[0, 0])
        others = [figure.add_subplot(grid[0, at]) for at in range(1, len(self.lines))]
        for other in others:
            other.set_facecolor(self.style.paper)
        return [first, *others]


def in_columns(rows: Rows, style: Style, ax: Axes | None) -> Columns | None:
    """Return rows in as few columns as fit the page, or in those that are lowest.

    None where no label can be read, or Axes are somebody's.
    """
    if style.page.height is None or style.page.narrow:
        return None
    if ax is not None and not (is_own_axes(ax) and ax.figure.axes == [ax]):
        return None
    lowest: Columns | None = None
    for number in range(2, min(MOST_COLUMNS, len(rows.labels) // _FEWEST) + 1):
        found = that_fits(style, lambda own, number=number: Columns.of(rows, own, number))  # type: ignore[misc]
        if not found.readable:
            continue
        if found.figure_size[1] <= chart_room(found.style):
            return found
        if lowest is None or found.figure_size[1] < lowest.figure_size[1]:
            lowest = found
    return lowest

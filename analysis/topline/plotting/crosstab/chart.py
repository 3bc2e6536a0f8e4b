"""The crosstab as small multiples: one panel per column, all on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from ...errors import ArgumentError
from ...estimates.reason_codes import severity
from ...estimates.reason_words import mark_notes
from ...estimates.reasons import Severity
from ..frame.axis import round_end
from ..frame.canvas import count_axis, quiet, tick_text
from ..frame.drawn import Drawn, remember
from ..frame.scaffold import draw_whisker, that_fits
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
    suppressed: str = "mark",
    ax: Figure | SubFigure | Sequence[Axes] | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw a crosstab as small multiples: a panel per column, a bar per row, one scale for all.

    Rows and panels keep the table's order; a cell without an estimate keeps its place, with a
    dash. A bar without an interval is hollow. Numbers carry the marks of a crosstab (†, ‡), and the
    note says what they mean.

    Parameters
    ----------
    table : Crosstab, Estimates or pandas.DataFrame
        With two columns of labels that tell its estimates apart.
    rows, columns : str, optional
        The columns of labels for rows and panels; by default a Crosstab's own, or the two that
        there are, the first for rows.
    suppressed : {"mark", "hide"}
        Whether a number that is not to be published is drawn with its mark, or its mark alone.
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
        When `rows` or `columns` is no column or cells are told twice, there are too few Axes, or
        `suppressed` is unknown.
    """
    style = styled(style, size)
    panels = read_panels(table, rows, columns, suppressed=suppressed, strings=style.strings)
    drawn = _drawn(panels, style)
    style = _small_enough(panels, style)
    grid = Grid.of(panels, style)
    axes = _axes(ax, grid, style)
    for i, panel in enumerate(axes):
        _draw_panel(panel, panels, i, grid, style)
    for panel in axes:
        remember(panel, drawn)
    return axes[0]


@dataclass(frozen=True)
class Grid:
    """How panels and their rows are laid out, in inches.

    Attributes
    ----------
    panels, across : int
        Panels in all, and side by side.
    names, labels : tuple of str
        Names of panels and rows, wrapped.
    centres : tuple of float
        Of the rows, from the top of a panel; the base is written above the first.
    height : float
        Of a panel.
    """

    panels: int
    across: int
    names: tuple[str, ...]
    labels: tuple[str, ...]
    centres: tuple[float, ...]
    height: float

    @classmethod
    def of(cls, panels: Panels, style: Style) -> "Grid":
        """Lay out panels on a page."""
        label = _LABEL_SHARE * style.page.width
        widest = (text_width(text, style.small, family=style.family) for text in panels.labels)
        label = min(label, max(widest))
        free = style.page.width - label - 2 * style.margin
        most = max(1, int(free / style.scaled(NARROWEST)))
        deep = -(-len(panels.names) // most)
        across = -(-len(panels.names) // deep)
        names = (_fitted(name, 0.85 * free / across, style, bold=True) for name in panels.names)
        labels = tuple(_fitted(text, label, style) for text in panels.labels)
        y, centres = line_height("n", style.small) + style.scaled(_AIR) / 2, []
        for text in labels:
            height = max(line_height(text, style.small), style.scaled(BAR)) + style.scaled(_AIR)
            centres.append(y + height / 2)
            y += height
        return cls(len(panels.names), across, tuple(names), labels, tuple(centres), y)

    @property
    def deep(self) -> int:
        """Rows of panels."""
        return -(-self.panels // self.across)

    def figure_size(self, style: Style) -> tuple[float, float]:
        """Return width and height of a figure with all panels."""
        words = max(line_height(name, style.small) for name in self.names)
        return style.page.width, self.deep * (self.height + words + style.scaled(0.5))


def _small_enough(panels: Panels, style: Style) -> Style:
    """Make type smaller until the panels fit a page of fixed height."""
    return that_fits(
        style,
        lambda smaller: smaller,
        lambda own: Grid.of(panels, own).figure_size(own)[1],
    )


def _fitted(text: str, inches: float, style: Style, *, bold: bool = False) -> str:
    return fit(text, style.small, inches, bold=bold, family=style.family) or " "


def _axes(ax: Figure | SubFigure | Sequence[Axes] | None, grid: Grid, style: Style) -> list[Axes]:
    """Return an Axes per panel: the caller's, or new ones."""
    if ax is None:
        import matplotlib.pyplot as plt

        size = grid.figure_size(style)
        ax = plt.figure(figsize=size, layout="constrained", facecolor=style.paper)
    if isinstance(ax, (Figure, SubFigure)):
        found = list(ax.subplots(grid.deep, grid.across, squeeze=False).flat)
        for spare in found[grid.panels :]:
            spare.remove()
    else:
        found = list(np.atleast_1d(np.asarray(ax, dtype=object)).flat)
    if len(found) < grid.panels:
        raise ArgumentError(f"there are {len(found)} Axes and {grid.panels} panels; pass one each")
    for axes in found[: grid.panels]:
        axes.set_facecolor(style.paper)
    return found[: grid.panels]


def _draw_panel(ax: Axes, panels: Panels, i: int, grid: Grid, style: Style) -> None:
    table, color = panels.rows.table, style.mark(0)[0]
    for y, at in zip(grid.centres, panels.cells[i], strict=True):
        _beside(ax, y, panels.words(at), style)
        if at < 0 or pd.isna(table["estimate"].iloc[at]):
            continue
        estimate, low, high = (float(table[k].iloc[at]) for k in ("estimate", "ci_low", "ci_high"))
        bounded = bool(np.isfinite(low) and np.isfinite(high))
        ax.barh(y, estimate, style.scaled(BAR), linewidth=style.scaled(1), zorder=2,
                facecolor=style.softer(color) if bounded else style.paper,
                edgecolor=color)  # fmt: skip
        if bounded:
            draw_whisker(ax, y, (low, high), style.ink, style)
    _frame(ax, panels, grid, style)
    _name(ax, grid.names[i], _base(panels, i, style), style)


def _beside(ax: Axes, y: float, words: str, style: Style) -> None:
    """Write an estimate to the right of its panel."""
    ax.annotate(
        words,
        (1, y),
        xycoords=("axes fraction", "data"),
        xytext=(style.scaled(_GAP), 0),
        textcoords="offset points",
        va="center",
        fontsize=style.small,
        fontfamily=list(style.family),
        color=style.ink,
        annotation_clip=False,
        parse_math=False,
    )


def _frame(ax: Axes, panels: Panels, grid: Grid, style: Style) -> None:
    """Draw the scale that all panels share, and the rows' labels left of the first ones."""
    quiet(ax, style, "x")
    low, high = _limits(panels)
    ax.set_xlim(low, high)
    ax.set_ylim(grid.height, 0)
    say = style.strings
    if panels.rows.percent and low == 0:
        ends = [tick_text(value, say) for value in (0, high)]
        ax.set_xticks([0, high / 2, high], [ends[0], "", ends[1]])
    else:
        count_axis(ax.xaxis, say.percent_text if panels.rows.percent else say.value_text, 2)
    place = ax.get_subplotspec()
    first = place is None or place.is_first_col()
    if place is not None and not place.is_last_row():
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


def _limits(panels: Panels) -> tuple[float, float]:
    """Return the ends of the scale: 0 and a round share, or all values and 0."""
    values = panels.rows.table[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float)
    values = values[np.isfinite(values)]
    low, high = min(0.0, values.min(initial=0.0)), max(0.0, values.max(initial=0.0))
    if panels.rows.percent and low == 0:
        return 0.0, round_end(high)
    margin = 0.05 * (high - low) or 1.0
    return low - margin * (low < 0), high + margin * (high > 0)


def _base(panels: Panels, i: int, style: Style) -> str:
    """Say the base of a panel: one number, or from which to which."""
    table, say = panels.rows.table, style.strings
    if "n" not in table or "p_value" in table:
        return ""
    found = table["n"].iloc[[at for at in panels.cells[i] if at >= 0]].dropna()
    if found.empty:
        return say("n not stated")
    low, high = say.count_text(found.min()), say.count_text(found.max())
    return say("n = {n}", n=low if low == high else f"{low}–{high}")


def _name(ax: Axes, name: str, base: str, style: Style) -> None:
    """Write a panel's name above it, and its base below the name."""
    font: dict[str, Any] = {"fontsize": style.small, "fontfamily": list(style.family)}
    ax.set_title(name, loc="left", color=style.ink, fontweight="bold", parse_math=False,
                 pad=style.scaled(3), **font)  # fmt: skip
    ax.annotate(base, (0, 1), xycoords="axes fraction", va="top", color=style.muted,
                annotation_clip=False, parse_math=False, **font)  # fmt: skip


def _drawn(panels: Panels, style: Style) -> Drawn:
    say, table = style.strings, panels.rows.table
    places = {int(at): (p, r) for (p, r), at in np.ndenumerate(panels.cells) if at >= 0}
    names = [
        f"{panels.names[places[i][0]]}, {panels.labels[places[i][1]]}" for i in range(len(table))
    ]
    note = [say("All panels have the same scale.")] if len(panels.names) > 1 else []
    suppressed = int((severity(table) == Severity.SUPPRESS).sum())
    if suppressed:
        sentence = "{part} of {all} estimates are too imprecise to publish alone."
        note.append(say(sentence, part=suppressed, all=len(table)))
    note += mark_notes(table, say)
    return Drawn(
        "Bar charts side by side",
        "Whiskers",
        table,
        tuple(names),
        None,
        panels.rows.percent,
        style,
        note=" ".join(note),
    )

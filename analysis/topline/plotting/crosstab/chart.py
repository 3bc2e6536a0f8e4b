"""The crosstab as small multiples: one panel per column, all on one scale."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from ...language.marking import marked
from ..frame.emphasis import Highlight
from ..frame.page import drawn, that_fits
from ..frame.record import Record, attach_record
from ..look.theme import Size, Style, styled
from .grid import Grid
from .panels import read_panels


@drawn
def plot_crosstab(
    table: Any,
    *,
    rows: str | None = None,
    columns: str | None = None,
    highlight: Highlight = None,
    suppressed: str = "mark",
    ax: Figure | SubFigure | Sequence[Axes] | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw a crosstab as small multiples: a panel per column, a bar per row, one scale for all.

    Rows and panels keep the table's order; a cell without an estimate keeps its place, with a
    dash. A bar without an interval is hollow. Numbers carry the signs of a crosstab (†, ‡, §), and
    the note says what they mean.

    Parameters
    ----------
    table : Crosstab, Estimates or pandas.DataFrame
        With two columns of labels that tell its estimates apart.
    rows, columns : str, optional
        The columns of labels for rows and panels; by default a Crosstab's own, or the two that
        there are, the first for rows.
    highlight : str or list of str, optional
        Rows or panels that stand out, by their names; the bars of all others are grey.
    suppressed : {"mark", "hide"}
        Whether a number that is not to be published by itself is drawn, hollow and grey, with its
        mark, or its mark alone is; a number to review before is drawn so, either way.
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
        When `rows` or `columns` is no column, `highlight` no row or panel, cells are told twice,
        there are too few Axes, or `suppressed` is unknown.
    """
    style = styled(style, size)
    panels = read_panels(table, rows, columns, suppressed=suppressed, strings=style.strings)
    panels = panels.highlighted(highlight)
    pages = panels.pages
    panels = panels.on_page(
        style.page, lambda own: that_fits(style, partial(Grid.of, own)).figure_size[1]
    )
    chart = that_fits(style, partial(Grid.of, panels))
    axes = chart.grid.axes_in(ax, chart.figure_size, chart.style)
    spots = []
    for i, panel in enumerate(axes):
        chart.draw_bars(panel, i)
        chart.draw_frame(panel, i)
        spots += chart.spots(panel, i)
    cells = panels.rows.table
    shared = [style.strings("All panels have the same scale.")] if len(panels.names) > 1 else []
    record = Record(
        kind=marked("Bar charts side by side"),
        marks=marked("Whiskers"),
        table=cells,
        labels=panels.cell_names,
        percent=panels.rows.percent,
        bases=False,
        wide=panels.wide,
        style=style,
        note=" ".join(shared + panels.sign_notes(style.strings)),
        faint="",
        spots=tuple(spots),
        pages=pages,
    )
    for panel in axes:
        attach_record(panel, record, table)
    return axes[0]

"""The one pipeline of row charts: rows read, laid out and framed; then each draws its marks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from matplotlib.axes import Axes

from ..frame.axis import WHOLE, AxisRange
from ..frame.emphasis import Highlight, muted
from ..frame.marks import LEAST_POINT, POINT, Mark
from ..frame.page import axes_for, chart_room, that_fits
from ..frame.parts import part_of
from ..frame.record import Record, Spot, attach_record
from ..frame.rows import Rows
from ..frame.scaffold import Lines, axis_room, draw_frame, place
from ..frame.tables import estimates_of
from ..look.theme import Style
from .columns import in_columns

_OF_WHISKER = 0.6
"""Part of a whisker that its mark covers at most, in the middle of the chart's whiskers."""


@dataclass(frozen=True)
class RowChart:
    """A chart of rows with everything but its marks drawn.

    Attributes
    ----------
    ax : matplotlib.axes.Axes
        Where to draw; x counts values and y inches from the top.
    rows, lines : Rows, Lines
        What the rows say, and where they stand.
    reference : float, optional
        Value of the dashed line.
    groups : tuple of str
        All groups of the chart, in order: each has its colour.
    most : int
        Pages that the chart can go over.
    columns : tuple of RowChart
        Where a page has not room for all rows below one another, some of them each; these are what
        is drawn on then.
    """

    ax: Axes
    rows: Rows
    lines: Lines
    reference: float | None
    groups: tuple[str, ...]
    most: int
    columns: tuple["RowChart", ...] = ()

    @classmethod
    def of(
        cls,
        rows: Rows,
        style: Style,
        *,
        ax: Axes | None,
        reference: float | None = None,
        scale: AxisRange = WHOLE,
        highlight: Highlight = None,
        above: float = 0.0,
        columns: bool = False,
        last: int = 0,
    ) -> "RowChart":
        """Lay rows out in type that fits the page, and draw words, scale and reference.

        `above` is the inches that a row's mark needs more than in other charts, on a page 183 mm
        wide, `scale` says what of the values the axis shows, `highlight` the rows that stand out.
        With `columns` the chart draws on each of its `columns` where one has not room for all. On
        a page that has a part of the rows the `last` ones stand all the same.
        """
        known = next((key for key in ("figure_id", "term") if key in rows.table), None)
        ids = tuple(rows.table[known].map(str)) if known else rows.labels
        lesser = muted(rows.names, highlight, others=(rows.labels, ids, rows.groups))
        whole = replace(rows, muted=lesser)
        count = len(rows.labels)
        rows = whole.at([*part_of(style.page, count - last), *range(count - last, count)])
        lines = that_fits(style, lambda own: place(rows, own).with_room_above(own.scaled(above)))
        if style.page.least and lines.figure_size[1] > chart_room(lines.style):
            flat = rows.in_one_line
            low = that_fits(style, lambda own: place(flat, own).with_room_above(own.scaled(above)))
            if low.figure_size[1] <= chart_room(low.style):
                rows, lines = flat, low
        groups = tuple(dict.fromkeys(whole.groups))
        if columns and lines.figure_size[1] > chart_room(lines.style):
            beside = in_columns(rows, style, ax)
            if beside and beside.figure_size[1] < lines.figure_size[1]:
                parts = []
                for on, some, own in zip(beside.axes(ax), beside.rows, beside.lines, strict=True):
                    draw_frame(on, some, own, reference, scale, whole)
                    parts.append(cls(on, some, own, reference, groups, count - last))
                own = replace(parts[0].lines, style=beside.style)
                return cls(parts[0].ax, rows, own, reference, groups, count - last, tuple(parts))
        ax = axes_for(ax, lines.figure_size, lines.style)
        draw_frame(ax, rows, lines, reference, scale, whole)
        found = cls(ax=ax, rows=rows, lines=lines, reference=reference, groups=groups,
                    most=count - last)  # fmt: skip
        return replace(found, columns=(found,))

    @property
    def style(self) -> Style:
        """The style, with type that fits the page."""
        return self.lines.style

    def point(self, size: float = POINT, least: float = LEAST_POINT) -> float:
        """Return the points of a mark's width that leaves most whiskers to be seen beside it."""
        low, high = self.ax.get_xlim()
        limits = estimates_of(self.rows.table)[:, 1:]
        lengths = (limits[:, 1] - limits[:, 0]) / (high - low) * axis_room(self.rows, self.lines)
        known = lengths[np.isfinite(lengths)]
        shown = float(np.median(known)) * 72 / self.style.scaled(1) if len(known) else np.inf
        return max(min(size, _OF_WHISKER * shown), least)

    def marks(self) -> Iterator[Mark]:
        """Return the estimates in plot order, each with the colour and marker of its group."""
        values = estimates_of(self.rows.table)
        for y, group, lesser, (estimate, low, high), faint in zip(
            self.lines.rows, self.rows.groups, self.rows.muted, values, self.rows.faint, strict=True
        ):
            color, marker = self.style.mark(self.groups.index(group))
            color = self.style.dont_know if lesser else color
            yield Mark(y=y, estimate=estimate, low=low, high=high, color=color, marker=marker,
                       faint=faint)  # fmt: skip

    def attach_record(
        self, kind: str, marks: str, *, note: str = "", description: str = ""
    ) -> Axes:
        """Keep what was drawn for caption and alt text, and return the Axes."""
        spots: tuple[Spot, ...] = ()
        if len(self.columns) == 1:
            # where the rows stand, from edge to edge
            told = zip(self.lines.spans, self.rows.table["estimate"], strict=True)
            spots = tuple(
                Spot(row=row, top=top, bottom=bottom, key=key)
                for row, ((top, bottom), key) in enumerate(told)
            )
        record = Record(
            kind=kind,
            marks=marks,
            table=self.rows.table,
            labels=self.rows.names,
            reference=self.reference,
            percent=self.rows.percent,
            style=self.style,
            note=note,
            description=description,
            bases=len(self.columns) == 1,
            spots=spots,
            pages=range(1, self.most + 1),
        )
        for part in self.columns:
            attach_record(part.ax, record, self.rows)
        return self.ax

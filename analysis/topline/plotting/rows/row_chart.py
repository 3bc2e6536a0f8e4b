"""The one pipeline of row charts: rows read, laid out and framed; then each draws its marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from ...arguments import described
from ...errors import ArgumentError
from ..frame.marks import Mark
from ..frame.page import axes_for, that_fits
from ..frame.record import Record, Spot, attach_record
from ..frame.rows import Rows
from ..frame.scaffold import Lines, draw_frame, place
from ..frame.tables import estimates_of
from ..look.theme import Style

_LISTED = 5
"""Rows that a message names."""


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
    highlight : str, optional
        The row that stands out: its label, or its figure_id. All others are muted.
    """

    ax: Axes
    rows: Rows
    lines: Lines
    reference: float | None = None
    highlight: str | None = None

    @classmethod
    def of(
        cls,
        rows: Rows,
        style: Style,
        *,
        ax: Axes | None,
        reference: float | None = None,
        scale: Sequence[float] | None = None,
        highlight: str | None = None,
        above: float = 0.0,
    ) -> "RowChart":
        """Lay rows out in type that fits the page, and draw words, scale and reference.

        `above` is the inches that a row's mark needs more than in other charts, `scale` the lowest
        and highest value that answers can have.
        """
        lines = that_fits(style, lambda own: place(rows, own).with_room_above(above))
        ax = axes_for(ax, lines.figure_size, lines.style)
        draw_frame(ax, rows, lines, reference, scale)
        _check_highlight(highlight, rows)
        return cls(ax, rows, lines, reference, highlight)

    @property
    def style(self) -> Style:
        """The style, with type that fits the page."""
        return self.lines.style

    def marks(self) -> Iterator[Mark]:
        """Return the estimates in plot order, each with the colour and marker of its group."""
        groups = list(dict.fromkeys(self.rows.groups))
        values = estimates_of(self.rows.table)
        muted = [self.highlight not in (None, *names) for names in _row_names(self.rows)]
        faint = self.rows.faint or (False,) * len(values)
        for y, group, rest, (estimate, low, high), pale in zip(
            self.lines.rows, self.rows.groups, muted, values, faint, strict=True
        ):
            color, marker = self.style.mark(groups.index(group))
            color = self.style.dont_know if rest else color
            yield Mark(y=y, estimate=estimate, low=low, high=high, color=color, marker=marker,
                       faint=pale)  # fmt: skip

    def attach_record(
        self, kind: str, marks: str, *, note: str = "", description: str = ""
    ) -> Axes:
        """Keep what was drawn for caption and alt text, and return the Axes."""
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
            spots=tuple(
                Spot(row=row, top=top, bottom=bottom)
                for row, (top, bottom) in enumerate(self.lines.spans)
            ),
        )
        return attach_record(self.ax, record, self.rows)


def _row_names(rows: Rows) -> list[tuple[str, ...]]:
    """Return what each row may be called by who wants it to stand out."""
    ids = rows.table["figure_id"].map(str) if "figure_id" in rows.table else [""] * len(rows.labels)
    return list(zip(rows.labels, rows.names, ids, strict=True))


def _check_highlight(highlight: str | None, rows: Rows) -> None:
    if highlight is None or any(highlight in names for names in _row_names(rows)):
        return
    listed = ", ".join(map(repr, rows.names[:_LISTED])) + ", …" * (len(rows.names) > _LISTED)
    raise ArgumentError(
        f"highlight is {described(highlight)}, which is no row; expected one of {listed}"
    )

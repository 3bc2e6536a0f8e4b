"""What all maps share: regions in the colours of their classes, the key to these, the record."""

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from ...estimates.schema import FloatArray
from ...language.marking import marked
from ..frame.canvas import quiet
from ..frame.key import Key, lay_out
from ..frame.record import Record, Spot
from ..frame.tables import estimates_of
from ..look.theme import Style
from .classes import Classes
from .regions import Regions, map_note


@dataclass(frozen=True)
class Fill:
    """The look of a region: its colour, whether that is a value's, and of one that is imprecise."""

    color: str
    known: bool
    faint: bool


@dataclass(frozen=True, eq=False)
class Colouring:
    """Regions with their classes.

    Attributes
    ----------
    regions : Regions
    values : (regions,) float
        Their estimates.
    classes : Classes
    key : Key
        What each colour is, laid out to the width of the page.
    inches : float
        That width within its margins.
    style : Style
    """

    regions: Regions
    values: FloatArray
    classes: Classes
    key: Key
    inches: float
    style: Style

    @classmethod
    def of(cls, regions: Regions, style: Style) -> "Colouring":
        """Choose classes for regions on a page."""
        values = estimates_of(regions.rows.table)[:, 0]
        classes = Classes.of(values[np.isfinite(values)], style, percent=regions.rows.percent)
        inches = style.page.width - 2 * style.margin
        key = lay_out(classes.entries(style.strings), inches, style)
        return cls(regions=regions, values=values, classes=classes, key=key, inches=inches,
                   style=style)  # fmt: skip

    def fill(self, row: int | None) -> Fill:
        """Return the look of the region in this row; of None, the look of one without a row."""
        if row is None or not np.isfinite(self.values[row]):
            return Fill(self.style.empty, known=False, faint=False)
        color = self.classes.color_of(float(self.values[row]))
        return Fill(color, known=True, faint=bool(self.regions.rows.signs[row]))

    def clear(self, ax: Axes) -> None:
        """Leave no axes to be seen."""
        quiet(ax, self.style, "")
        ax.set_xticks([])
        ax.set_yticks([])

    def record(self, kind: str, number: int, spots: tuple[Spot, ...] = ()) -> Record:
        """Return the record of a map of so many regions; `kind` says what it is."""
        regions, style = self.regions, self.style
        return Record(
            kind=kind,
            marks="",
            table=regions.rows.table,
            labels=regions.names,
            percent=regions.rows.percent,
            style=style,
            note=map_note(regions, number - len(regions.names), style.strings),
            faint=marked("hatched"),
            spots=spots,
        )

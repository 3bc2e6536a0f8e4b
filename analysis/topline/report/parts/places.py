"""Where the rows of a chart stand in its drawing, for readers who point at one."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes

from ...plotting.frame.record import record_on

WHOLE = 1000
"""Width and height of a drawing, in which places are counted."""


@dataclass(frozen=True)
class Place:
    """A row of the chart's table, and its box in thousandths of the drawing, from the top left.

    `key` is what rows are sorted by; none where a row keeps its place.
    """

    row: int
    left: int
    top: int
    right: int
    bottom: int
    key: float | None = None

    def __str__(self) -> str:
        """Write it as the page's script reads it."""
        return f"{self.row} {self.left} {self.top} {self.right} {self.bottom}"

    @property
    def sorted_by(self) -> str:
        """Write the key as the page's script reads it: "-" for none."""
        return "-" if self.key is None or self.key != self.key else repr(float(self.key))


def places_on(ax: Axes, last: Collection[int] = ()) -> tuple[Place, ...]:
    """Return where the rows of the chart on these Axes stand, once it is laid out.

    Rows that are `last`, as don't knows are, stay so however the others are sorted.
    """
    figure = ax.get_figure(root=True)
    if not figure:
        return ()
    places = []
    for spot in record_on(ax).spots:
        panel = (spot.on and spot.on()) or ax
        low, high = panel.get_xlim()
        ends = low if spot.left is None else spot.left, high if spot.right is None else spot.right
        corners = panel.transData.transform([(ends[0], spot.top), (ends[1], spot.bottom)])
        (left, top), (right, bottom) = corners / figure.bbox.size
        place = Place(
            row=spot.row,
            left=0 if spot.left is None else round(WHOLE * left),
            top=round(WHOLE * (1 - top)),
            right=WHOLE if spot.right is None else round(WHOLE * right),
            bottom=round(WHOLE * (1 - bottom)),
            key=None if spot.row in last else spot.key,
        )
        places.append(place)
    return tuple(places)


def nearest(places: Iterable[Place], printed: Sequence[int]) -> tuple[Place, ...]:
    """Return the places of the rows that a table prints: each with those that it is nearest to.

    Rows stand side by side, from left to right.
    """
    merged: list[Place] = []
    for place in places:
        apart = [abs(row - place.row) for row in printed]
        row = apart.index(min(apart))
        if merged and merged[-1].row == row:
            merged[-1] = replace(merged[-1], right=place.right)
        else:
            merged.append(replace(place, row=row))
    return tuple(merged)

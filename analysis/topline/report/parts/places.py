"""Where the rows of a chart stand in its drawing, for readers who point at one."""

from dataclasses import dataclass

from matplotlib.axes import Axes

from ...plotting.frame.record import record_on

WHOLE = 1000
"""Width and height of a drawing, in which places are counted."""


@dataclass(frozen=True)
class Place:
    """A row of the chart's table, and its box in thousandths of the drawing, from the top left."""

    row: int
    left: int
    top: int
    right: int
    bottom: int

    def __str__(self) -> str:
        """Write it as the page's script reads it."""
        return f"{self.row} {self.left} {self.top} {self.right} {self.bottom}"


def places_on(ax: Axes) -> tuple[Place, ...]:
    """Return where the rows of the chart on these Axes stand, once it is laid out."""
    figure = ax.get_figure(root=True)
    if not figure:
        return ()
    low, high = ax.get_xlim()
    places = []
    for spot in record_on(ax).spots:
        ends = low if spot.left is None else spot.left, high if spot.right is None else spot.right
        corners = ax.transData.transform([(ends[0], spot.top), (ends[1], spot.bottom)])
        (left, top), (right, bottom) = corners / figure.bbox.size
        place = Place(
            row=spot.row,
            left=0 if spot.left is None else round(WHOLE * left),
            top=round(WHOLE * (1 - top)),
            right=WHOLE if spot.right is None else round(WHOLE * right),
            bottom=round(WHOLE * (1 - bottom)),
        )
        places.append(place)
    return tuple(places)

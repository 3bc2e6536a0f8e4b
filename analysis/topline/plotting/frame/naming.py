"""Names beside points, where there is room: no name covers a point or another name."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from ..look.text_size import fit, line_height, text_width
from ..look.theme import Style
from .canvas import room, write_at

WIDEST = 1.7
"""Inches to which a name is wrapped on a page 183 mm wide."""

_GAP = 6.0
"""Points between a point and its name."""


@dataclass(frozen=True)
class Box:
    """A rectangle in inches from the lower left of the axes."""

    left: float
    low: float
    right: float
    high: float

    def meets(self, other: "Box") -> bool:
        """Return whether two boxes share some room."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.low < other.high
            and other.low < self.high
        )


def name_points(
    ax: Axes, points: Sequence[tuple[float, float]], names: Sequence[str], style: Style
) -> list[str]:
    """Write names beside their points, an empty one for a point that needs none.

    A name stands on the outer side of its point, or else on the inner one. They are placed in
    order; one that finds no room on either is left out. Returns those written.
    """
    inches = (room(ax), _height(ax))
    places = [_place(ax, point, inches) for point in points]
    half = style.scaled(_GAP) / 72
    taken = [Box(x - half, y - half, x + half, y + half) for x, y in places]
    written = []
    for point, place, name in zip(points, places, names, strict=True):
        words = fit(name, style.small, style.scaled(WIDEST), family=style.family)
        outer = 1 if place[0] > inches[0] / 2 else -1
        for side in (outer, -outer) if words else ():
            box = _beside(place, words, side, style)
            inside = box.left >= 0 and box.right <= inches[0] and box.high <= inches[1]
            if inside and box.low >= 0 and not any(box.meets(other) for other in taken):
                taken.append(box)
                written.append(name)
                write_at(ax, words, point, style, xytext=(side * style.scaled(_GAP), 0),
                         va="center", ha="left" if side > 0 else "right", zorder=5)  # fmt: skip
                break
    return written


def _height(ax: Axes) -> float:
    box = ax.get_window_extent()
    return room(ax) * float(box.height / box.width)


def _place(
    ax: Axes, point: tuple[float, float], inches: tuple[float, float]
) -> tuple[float, float]:
    """Return where a point of the data is, in inches from the lower left."""
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    x = (point[0] - left) / (right - left) * inches[0]
    return x, (point[1] - low) / (high - low) * inches[1]


def _beside(place: tuple[float, float], words: str, side: int, style: Style) -> Box:
    x, y = place
    gap = style.scaled(_GAP) / 72
    wide = text_width(words, style.small, family=style.family)
    half = line_height(words, style.small) / 2
    near, far = x + side * gap * 1.01, x + side * (gap + wide)
    return Box(min(near, far), y - half, max(near, far), y + half)

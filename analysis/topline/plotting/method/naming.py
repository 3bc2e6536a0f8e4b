"""Names beside points, where there is room: no name covers a point or another name."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from ..frame.canvas import ground_of, room, write_at
from ..look.text_size import fit, line_height, text_width
from ..look.theme import Style

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

    def holds(self, other: "Box") -> bool:
        """Return whether another box lies within this one."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.low <= other.low
            and other.high <= self.high
        )


def name_points(
    ax: Axes, points: Sequence[tuple[float, float]], names: Sequence[str], style: Style
) -> list[str]:
    """Write names beside their points, an empty one for a point that needs none.

    A name stands on the outer side of its point, or else on the inner one. They are placed in
    order; one that finds no room on either is left out. Returns those written.
    """
    extent, gap = ax.get_window_extent(), style.scaled(_GAP) / 72
    width = room(ax)
    whole = Box(0, 0, width, width * float(extent.height / extent.width))
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    places = [
        ((x - left) / (right - left) * whole.right, (y - low) / (high - low) * whole.high)
        for x, y in points
    ]
    taken = [Box(x - gap, y - gap, x + gap, y + gap) for x, y in places]
    written = []
    for point, (x, y), name in zip(points, places, names, strict=True):
        words = fit(name, style.small, style.scaled(WIDEST), family=style.family)
        wide = text_width(words, style.small, family=style.family)
        half = line_height(words, style.small) / 2
        outer = 1 if x > width / 2 else -1
        for side in (outer, -outer) if words else ():
            # a little off its own point, which it may touch
            ends = sorted((x + side * gap * 1.01, x + side * (gap + wide)))
            box = Box(ends[0], y - half, ends[1], y + half)
            if whole.holds(box) and not any(box.meets(other) for other in taken):
                taken.append(box)
                written.append(name)
                write_at(ax, words, point, style, xytext=(side * style.scaled(_GAP), 0),
                         va="center", ha="left" if side > 0 else "right", zorder=5,
                         bbox=ground_of(style))  # fmt: skip
                break
    return written

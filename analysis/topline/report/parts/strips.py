"""A tall drawing in strips: a printed sheet may end between two of its rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .places import WHOLE, Place

_TALL = 0.75
"""Heights of a drawing, in its widths, up to which it stays in one piece."""

_STRIP = 0.2
"""Height of a strip in widths of the drawing: what a sheet leaves white at most, with the title."""

_BOX = re.compile(r'viewBox="0 0 (\S+) (\S+)"')
_FIGURE = re.compile(r'<g id="([^"]*figure_1)"')


@dataclass(frozen=True)
class Strips:
    """The parts of a drawing from top to bottom, each as the box that an SVG shows of it.

    Attributes
    ----------
    figure : str
        The id of the group that has all of the drawing.
    boxes : tuple of str
        As viewBox has them; none where the drawing stays in one piece.
    """

    figure: str = ""
    boxes: tuple[str, ...] = ()

    @classmethod
    def of(cls, svg: str, places: Sequence[Place]) -> "Strips":
        """Cut a drawing between rows, never through one."""
        box, figure = _BOX.search(svg), _FIGURE.search(svg)
        if not box or not figure:
            return cls()
        width, height = map(float, box.groups())
        if height <= _TALL * width:
            return cls()
        cuts, start = [], 0
        # a group's heading, between two rows, goes with the row below it
        ends = sorted({place.bottom for place in places})
        between = [
            end for end in ends[:-1] if not any(own.top < end < own.bottom for own in places)
        ]
        most = _STRIP * width / height * WHOLE
        for end, following in pairwise([*between, WHOLE]):
            if following - start > most:
                cuts.append(end)
                start = end
        edges = [0.0, *(height * cut / WHOLE for cut in cuts), height]
        boxes = (f"0 {top:.2f} {width:g} {bottom - top:.2f}" for top, bottom in pairwise(edges))
        return cls(figure[1], tuple(boxes) if cuts else ())

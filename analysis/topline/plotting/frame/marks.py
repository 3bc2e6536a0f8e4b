"""The marks that charts share: whiskers, and points on them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from ..look.theme import LIGHT, Style

POINT, LEAST_POINT = 6.5, 3.0
"""Points of a mark's width, and of one among whiskers that a wider one would hide."""


@dataclass(frozen=True)
class Mark:
    """One estimate on its row: its place, its interval, and how its group looks.

    A `faint` one is too imprecise to publish alone: hollow, and grey as no group is.
    """

    y: float
    estimate: float
    low: float
    high: float
    color: str
    marker: str = "o"
    faint: bool = False

    @property
    def known(self) -> bool:
        """Whether there is an estimate; a figure printed as a bound has none."""
        return bool(np.isfinite(self.estimate))

    @property
    def bounded(self) -> bool:
        """Whether there is an interval."""
        return bool(np.isfinite(self.low) and np.isfinite(self.high))

    def draw_whisker(self, ax: Axes, style: Style, color: str | None = None) -> None:
        """Draw the interval, if there is one, in the colour of the group or in another."""
        if self.bounded:
            own = style.faint if self.faint else color or self.color
            draw_whisker(ax, self.y, (self.low, self.high), own, style)

    def draw_point(
        self, ax: Axes, style: Style, size: float = POINT, *, hollow: bool = False, **options: Any
    ) -> None:
        """Draw the estimate, if there is one: hollow if asked for, or without an interval."""
        if self.known:
            color = style.faint if self.faint else self.color
            fill = color if self.bounded and not (hollow or self.faint) else style.paper
            place = (self.estimate, self.y)
            draw_point(ax, place, style, color=color, marker=self.marker, size=size,
                       markerfacecolor=fill, **options)  # fmt: skip

    def draw_bar(self, ax: Axes, width: float, line: float, style: Style) -> None:
        """Draw the estimate, if there is one, as a bar from zero: hollow without an interval."""
        if self.known:
            fill = style.softer(self.color) if self.bounded and not self.faint else style.paper
            edge = style.faint if self.faint else self.color
            ax.barh(self.y, self.estimate, width, facecolor=fill, edgecolor=edge,
                    linewidth=style.scaled(line), zorder=2)  # fmt: skip


def draw_point(
    ax: Axes,
    place: tuple[float, float],
    style: Style,
    *,
    color: str,
    marker: str = "o",
    size: float = POINT,
    **options: Any,
) -> None:
    """Draw a mark `size` points wide, whole even where it touches 0 or 100 %."""
    ax.plot([place[0]], [place[1]], linestyle="none", marker=marker, color=color,
            markersize=style.scaled(size), clip_on=False, zorder=4, **options)  # fmt: skip


def draw_whisker(
    ax: Axes, y: float, limits: tuple[float, float], color: str, style: Style = LIGHT
) -> None:
    """Draw an interval as a line with ends, whole even where it touches 0 or 100 %."""
    ax.plot(
        limits,
        [y, y],
        color=color,
        linewidth=style.scaled(2),
        solid_capstyle="butt",
        marker="|",
        markersize=style.scaled(7),
        markeredgewidth=style.scaled(1.5),
        clip_on=False,
        zorder=3,
    )

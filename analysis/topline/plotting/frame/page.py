"""The page a chart is made for: the room it leaves, the type that fits it, and its Axes."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol, TypeVar

import numpy as np
from matplotlib.axes import Axes

from ...arguments import described
from ...errors import ArgumentError
from ..look.settings import own
from ..look.theme import LIGHT, LINE, Style


class LaidOut(Protocol):
    """A chart measured on its page."""

    @property
    def figure_size(self) -> tuple[float, float]:
        """Width and height in inches at which nothing in it overlaps."""


T = TypeVar("T", bound=LaidOut)

_SMALLER = (1.0, 0.9, 0.8, 0.7)
"""Sizes of type that are tried until a chart fits; below seven tenths it cannot be read."""


def chart_room(style: Style) -> float:
    """Return the inches a page of fixed height leaves: two lines of headline, three of note."""
    if style.page.height is None:
        return np.inf
    points = 2 * style.title + style.subtitle + 3 * style.small
    return style.page.height - 1.1 * points * LINE / 72 - 4 * style.margin


def that_fits(style: Style, lay_out: Callable[[Style], T]) -> T:
    """Return a chart laid out in the largest type that fits a page of fixed height.

    The headline's type stays as it is. What fits in no type is laid out in the smallest.
    """
    fonts = style.fonts
    for part in _SMALLER:
        label, small, big = (size * part for size in (fonts.label, fonts.small, fonts.big))
        smaller = replace(style, fonts=replace(fonts, label=label, small=small, big=big))
        chart = lay_out(smaller)
        if chart.figure_size[1] <= chart_room(style):
            break
    return chart


def axes_for(ax: Axes | None, size: tuple[float, float], style: Style = LIGHT) -> Axes:
    """Return the caller's Axes, or the only one of a new figure of this size."""
    if ax is not None and not hasattr(ax, "set_facecolor"):
        raise ArgumentError(
            f"ax is {described(ax)}; expected matplotlib Axes, or None for new ones"
        )
    if ax is None:
        import matplotlib.pyplot as plt

        figure = plt.figure(figsize=size, layout="constrained", facecolor=style.paper)
        ax = own(figure).add_subplot()
    ax.set_facecolor(style.paper)
    return ax

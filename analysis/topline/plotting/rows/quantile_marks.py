"""Marks that show a sampling distribution: fading intervals, and dots of equal chance."""

from collections.abc import Collection, Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import EllipseCollection, PolyCollection

from ...estimates.schema import FloatArray
from ..look.theme import Style
from .distributions import Quantiles

STRIP = 0.2
"""Height of a fading interval in inches; stacks of dots stand above its lower edge."""

STACK = 0.6
"""Height of the highest stack of dots in inches."""

FOOT = 0.07
"""Inches of the line under a stack, which ends where a strip does and no label begins yet."""

LARGEST_DOT, SMALLEST_DOT = 0.17, 0.012
"""Inches of a dot's diameter."""

WIDEST = 0.995
"""Confidence level at which a fading interval ends."""

_LEVELS = 50

_AIR = 0.92
"""Part of its place that a dot fills."""


def draw_gradients(
    ax: Axes,
    rows: Mapping[float, Quantiles],
    faint: Collection[float],
    colors: Mapping[float, str],
    half: float,
    style: Style,
) -> None:
    """Lay intervals of ever lower levels over each other, from the palest to the darkest.

    Each row has its own of `colors`, and reaches `half` a strip up and down. Those of `faint`
    rows, too imprecise to publish alone, are grey.
    """
    levels = np.linspace(WIDEST, 0, _LEVELS, endpoint=False)
    for y, at in rows.items():
        color = style.faint if y in faint else colors[y]
        fills = [style.between(style.paper, color, 1 - level) for level in levels]
        low, high = at((1 - levels) / 2), at((1 + levels) / 2)
        corners = [
            [(a, y - half), (b, y - half), (b, y + half), (a, y + half)]
            for a, b in zip(low, high, strict=True)
        ]
        bands = PolyCollection(corners, facecolors=fills, linewidths=0, zorder=2, clip_on=False)
        ax.add_collection(bands, autolim=False)


def draw_dots(
    ax: Axes,
    rows: Mapping[float, Quantiles],
    dots: int,
    inches: float,
    faint: Collection[float],
    colors: Mapping[float, str],
    style: Style,
) -> None:
    """Stack dots of one size on the base line of each row of an axis about so long.

    Each row has its own of `colors`. Those of `faint` rows, too imprecise to publish alone, are
    hollow and grey.
    """
    chances = (np.arange(dots) + 0.5) / dots
    values = {y: at(chances) for y, at in rows.items()}
    middles = {y: float(at(np.array([0.5]))[0]) for y, at in rows.items()}
    low, high = ax.get_xlim()
    unit = (high - low) / inches
    # the largest dots whose highest stack still fits its row
    diameter = style.scaled(LARGEST_DOT)
    while diameter > style.scaled(SMALLEST_DOT):
        width = diameter * unit
        levels = (level for y, places in values.items()
                  for _, level in stacked(places, width, middles[y]))  # fmt: skip
        if (max(levels, default=0) + 1) * diameter <= style.scaled(STACK):
            break
        diameter *= 0.95
    sizes = np.full(dots, diameter * _AIR)
    for y, places in values.items():
        base = y + style.scaled(STRIP / 2 - FOOT)
        centres = stacked(places, diameter * unit, middles[y])
        circles = EllipseCollection(
            sizes,
            sizes,
            np.zeros(dots),
            units="y",
            offsets=[(x, base - (level + 0.5) * diameter) for x, level in centres],
            offset_transform=ax.transData,
            facecolors=style.paper if y in faint else colors[y],
            edgecolors=style.faint,
            linewidths=style.scaled(0.6) if y in faint else 0,
            zorder=3,
            clip_on=False,
        )
        ax.add_collection(circles, autolim=False)


def stacked(values: FloatArray, width: float, middle: float) -> list[tuple[float, int]]:
    """Return the column's centre and the level of each dot, in columns of one width.

    A column stands on the middle, and the others beside it without gaps between, so that dots lie
    on one another as in a histogram, and can be counted.

    References
    ----------
    Wilkinson (1999), Dot plots, The American Statistician 53:276–281.
    """
    seen: dict[int, int] = {}
    centres = []
    for column in map(int, np.round((values - middle) / width)):
        level = seen.get(column, 0)
        centres.append((middle + column * width, level))
        seen[column] = level + 1
    return centres

"""The value axis of row charts: light lines, few numbers."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator
from numpy.typing import NDArray

from ..look.text_size import text_width
from ..look.theme import Style
from .rows import Rows, number_text

FloatArray = NDArray[np.float64]

TICK_GAP = 0.15
"""Inches between the numbers under the axis."""


_ROUND = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
"""Ends of a scale of shares that begins at 0."""


def round_end(high: float) -> float:
    """Return the round share at which a scale ends that holds this one."""
    return next((end for end in _ROUND if high <= end), 1.0)


def draw_scale(ax: Axes, rows: Rows, room: float, style: Style) -> None:
    """Set the value axis: 0 to 100 % for shares, as wide as needed for anything else.

    `room` is the width in inches that words beside the axis leave.
    """
    values = rows.table[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float)
    finite = values[np.isfinite(values)]
    if rows.percent and (len(finite) == 0 or finite.min() >= 0):
        _shares(ax, style)
    elif len(finite):
        _values(ax, rows, finite, room, style)
    family = list(style.family)
    ax.tick_params(axis="x", length=0, labelsize=style.small, labelfontfamily=family)
    ax.tick_params(axis="x", labelcolor=style.muted)
    ax.grid(visible=True, axis="x", color=style.grid, linewidth=style.scaled(0.8))
    ax.grid(visible=False, axis="y")
    ax.set_axisbelow(True)


def _shares(ax: Axes, style: Style) -> None:
    low, middle, high = (style.strings.percent_text(share) for share in (0, 0.5, 1))
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], [low, "", middle, "", high])
    if style.page.narrow:
        ax.get_xticklabels()[0].set_horizontalalignment("left")


def _values(ax: Axes, rows: Rows, values: FloatArray, room: float, style: Style) -> None:
    """Count in round numbers, as many as have room, at most five."""

    def text(value: float, _: object = None) -> str:
        return number_text(value, rows.percent, style.strings)

    margin = 0.05 * (values.max() - values.min()) or 1.0
    ax.set_xlim(values.min() - margin, values.max() + margin)
    widest = text_width("\n".join(map(text, values)), style.small, family=style.family)
    numbers = np.clip(room / (widest + style.scaled(TICK_GAP)) - 1, 1, 5)
    ax.xaxis.set_major_locator(MaxNLocator(int(numbers)))
    ax.xaxis.set_major_formatter(FuncFormatter(text))

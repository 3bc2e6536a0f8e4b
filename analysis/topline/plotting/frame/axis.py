"""The value axis of row charts: light lines, few numbers."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ...estimates.schema import FloatArray
from ..look.text_size import text_width
from ..look.theme import Style
from .canvas import TICK_ROOM, count_axis, tick_text
from .rows import Rows, number_text
from .tables import finite_values

TICK_GAP = 0.15
"""Inches between the numbers under the axis."""

_ROUND = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
"""Ends of a scale of shares that begins at 0."""


def round_end(high: float) -> float:
    """Return the round share at which a scale ends that holds this one."""
    return next((end for end in _ROUND if high <= end), 1.0)


def draw_scale(
    ax: Axes, rows: Rows, room: float, style: Style, scale: Sequence[float] | None = None
) -> None:
    """Set the value axis: 0 to 100 % for shares, as wide as needed for anything else.

    `room` is the width in inches that words beside the axis leave, `scale` the lowest and highest
    value that answers can have.
    """
    values, say = finite_values(rows.table), style.strings
    if rows.percent and (len(values) == 0 or values.min() >= 0):
        low, middle, high = (say.percent_text(share) for share in (0, 0.5, 1))
        ax.set_xlim(0, 1)
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1], [low, "", middle, "", high])
        if style.page.narrow:
            # the axis begins at the page's edge, where half of "0%" would be cut off
            ax.get_xticklabels()[0].set_horizontalalignment("left")
    elif len(values):
        text = partial(number_text, percent=rows.percent, strings=say)
        ends = values if scale is None else np.append(values, scale)
        margin = (0.05 if scale is None else 0.02) * (ends.max() - ends.min()) or 1.0
        ax.set_xlim(ends.min() - margin, ends.max() + margin)
        widest = text_width("\n".join(map(text, ends)), style.small, family=style.family)
        # round numbers, as many as have room; more than five are not read
        numbers = np.clip(room / (widest + style.scaled(TICK_GAP)) - 1, 1, 5)
        ax.xaxis.set_major_locator(MaxNLocator(int(numbers)))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: text(value)))
    ax.tick_params(axis="x", length=0, labelsize=style.small, labelfontfamily=list(style.family))
    ax.tick_params(axis="x", labelcolor=style.muted)
    ax.grid(visible=True, axis="x", color=style.grid, linewidth=style.scaled(0.8))
    ax.grid(visible=False, axis="y")
    ax.set_axisbelow(True)


def zoom_scale(ax: Axes, values: FloatArray, rows: Rows, room: float, style: Style) -> None:
    """Let the value axis, `room` inches long, be no longer than the values and a little air."""
    if not len(values):
        return
    margin = 0.04 * float(np.ptp(values)) or (0.05 if rows.percent else 1.0)
    low, high = float(values.min()) - margin, float(values.max()) + margin
    # an axis of shares does not go beyond what a share can be
    if ax.get_xlim() == (0, 1):
        low, high = max(low, 0.0), min(high, 1.0)
    ax.set_xlim(low, high)
    each = text_width("100.5%", style.small, family=style.family) + style.scaled(TICK_ROOM)
    say = style.strings
    text = partial(tick_text, say=say) if rows.percent else say.value_text
    count_axis(ax.xaxis, text, int(np.clip(room / each, 1, 5)))

"""The value axis of row charts: light lines, few numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

from ..look.text_size import text_width
from ..look.theme import Style
from ..number_format import number_text
from .canvas import tick_text
from .rows import Rows
from .tables import finite_values

TICK_GAP = 0.15
"""Inches between the numbers under the axis."""

_NEAR, _CLOSEST, _MOST = 0.1, 0.2, 0.8
"""Of shares: what is so near 0 that an axis begins there; the least and the most that an axis
shows, short of all."""

_STEPS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5)
"""Between the numbers of a scale of shares."""

_PLACES = (1, 2, 3, 5, 10, 20, 25, 50)
"""Between the numbers of a scale of answers."""

_ROUND = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
"""Ends of a scale of shares that begins at 0."""


def round_end(high: float) -> float:
    """Return the round share at which a scale ends that holds this one."""
    return next((end for end in _ROUND if high <= end), 1.0)


@dataclass(frozen=True, kw_only=True)
class AxisRange:
    """What an axis of rows shows beside their estimates and limits.

    Attributes
    ----------
    whole : bool
        Whether shares count from 0 to 100 %, as what is seen in lengths must; else the axis is as
        long as the values are apart, which dots may have.
    ends : (float, float), optional
        The lowest and the highest value that answers can have.
    shown : sequence of float
        Other values that are to be seen, such as a line at half.
    """

    whole: bool = True
    ends: tuple[float, float] | None = None
    shown: Sequence[float] = ()


WHOLE = AxisRange()
"""The scale of bars."""


def draw_scale(ax: Axes, rows: Rows, room: float, style: Style, scale: AxisRange = WHOLE) -> None:
    """Set the value axis, in round numbers.

    `room` is the width in inches that words beside the axis leave.
    """
    own, say = finite_values(rows.table), style.strings
    values = np.append(own, [value for value in scale.shown if np.isfinite(value)])
    if rows.percent and (len(own) == 0 or own.min() >= 0):
        ends = scale.ends
        if ends is None and not scale.whole and len(values):
            ends = float(values.min()), float(values.max())
        count_shares(ax, ends if ends is None or scale.ends else spread(*ends), room, style)
    elif len(values):
        text = partial(number_text, percent=rows.percent, strings=say)
        ends_too = values if scale.ends is None else np.append(values, scale.ends)
        margin = (0.05 if scale.ends is None else 0.02) * float(np.ptp(ends_too)) or 1.0
        ax.set_xlim(ends_too.min() - margin, ends_too.max() + margin)
        widest = text_width("\n".join(map(text, ends_too)), style.small, family=style.family)
        # round numbers, as many as have room; more than five are not read
        numbers = np.clip(room / (widest + style.scaled(TICK_GAP)) - 1, 1, 5)
        places = None if scale.ends is None else places_between(*scale.ends, int(numbers))
        ax.xaxis.set_major_locator(
            MaxNLocator(int(numbers), steps=[1, 2, 5, 10])
            if places is None
            else FixedLocator(places)
        )
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: text(value)))
    ax.tick_params(axis="x", length=0, labelsize=style.small, labelfontfamily=list(style.family))
    ax.tick_params(axis="x", labelcolor=style.muted)
    ax.grid(visible=True, axis="x", color=style.grid, linewidth=style.scaled(0.8))
    ax.grid(visible=False, axis="y")
    ax.set_axisbelow(True)


def places_between(low: float, high: float, most: int) -> list[float] | None:
    """Return places of a scale with both its ends, in so many even steps at most; None without."""
    if low != int(low) or high != int(high):
        return None
    parts = ((high - low) / step for step in _PLACES if not (high - low) % step)
    number = next((int(part) for part in parts if part <= max(most, 2)), 0)
    return np.linspace(low, high, number + 1).tolist() if number > 1 else None


def spread(low: float, high: float) -> tuple[float, float]:
    """Return the ends of an axis of shares that are this far apart, or a little farther.

    Small shares count from 0, and what takes most of 0 to 100 % has all of it.
    """
    low = 0.0 if low <= _NEAR else low
    if low and high - low < _CLOSEST:
        middle = min(max((low + high) / 2, _CLOSEST / 2), 1 - _CLOSEST / 2)
        low, high = middle - _CLOSEST / 2, middle + _CLOSEST / 2
    return (0.0, 1.0) if high - low > _MOST else (low, high)


def count_shares(ax: Axes, ends: tuple[float, float] | None, room: float, style: Style) -> None:
    """Count from one round share to another: from 0 to 100 % without `ends`."""
    say = style.strings
    widest = text_width("100.5%", style.small, family=style.family)
    most = int(np.clip(room / (widest + style.scaled(TICK_GAP)), 2, 6))
    places = np.array([0, 0.25, 0.5, 0.75, 1])
    words = [say.percent_text(share) for share in places]
    if most < len(places):
        words[1::2] = ["", ""]
    if ends is not None and ends != (0, 1):
        step = next((step for step in _STEPS if _round_ends(ends, step)[1] < most), _STEPS[-1])
        first, number = _round_ends(ends, step)
        places = np.round(step * np.arange(first, first + number + 1), 6)
        words = [tick_text(place, say) for place in places]
    ax.set_xlim(places[0], places[-1])
    ax.set_xticks(places, words)
    if style.page.narrow:
        # the axis begins at the page's edge, where half of "0%" would be cut off
        ax.get_xticklabels()[0].set_horizontalalignment("left")


def _round_ends(ends: tuple[float, float], step: float) -> tuple[int, int]:
    """Return the first of the steps that hold all, and how many there are."""
    first = int(np.floor(ends[0] / step + 1e-9))
    return first, max(1, int(np.ceil(ends[1] / step - 1e-9)) - first)

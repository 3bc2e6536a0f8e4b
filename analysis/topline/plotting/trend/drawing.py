"""The marks of a chart of waves, and its axes."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby, pairwise

import numpy as np
from matplotlib.axes import Axes

from ...estimates.schema import FloatArray
from ..frame.axis import round_end
from ..frame.canvas import DASHES, count_axis, quiet, tick_text
from ..frame.tables import estimates_of, finite_values
from ..look.theme import Style
from ..number_format import number_text
from .waves import Series, Waves

BESIDE = 0.03
"""Part of the width between an end of the axis and the wave next to it."""

_ABOVE = 0.14
"""Part of the axis that a value needs above the only line."""


def draw_series(
    ax: Axes,
    waves: Waves,
    series: Series,
    number: int,
    dot: float,
    style: Style,
    *,
    bare: bool = False,
) -> None:
    """Draw a group: lines with bands, a dot per wave, and whiskers where there is no band.

    `number` says which of the style's marks it has; `dot` is its width in points;
    a `bare` line has one at its end alone, for the dots are polls.
    """
    color, marker = style.mark(number)
    columns = estimates_of(waves.table)
    for grey, part in _stretches(series.bands, waves):
        own, (_, low, high) = style.faint if grey else color, columns[part].T
        ax.fill_between(waves.x[part], low, high, color=own, alpha=0.22, linewidth=0, zorder=2)
    for grey, part in _stretches(series.runs, waves):
        ax.plot(waves.x[part], columns[part, 0], color=style.faint if grey else color,
                linewidth=style.scaled(2), zorder=3)  # fmt: skip
    in_band = {row for band in series.bands for row in band}
    for row in series.rows:
        x, (y, low, high) = waves.x[row], columns[row]
        bounded, faint = bool(np.isfinite(low + high)), waves.faint[row]
        own = style.faint if faint else color
        # in a band of others, what is too imprecise has its interval in grey, too
        if bounded and (faint or row not in in_band):
            ax.plot([x, x], [low, high], color=own, linewidth=style.scaled(2), marker="_",
                    markersize=style.scaled(7), markeredgewidth=style.scaled(1.5), clip_on=False,
                    solid_capstyle="butt", zorder=3)  # fmt: skip
        if np.isfinite(y) and not (bare and row != series.known[-1]):
            # a dot is measured on its page already, so that dots of close waves do not touch
            fill = own if bounded and not faint else style.paper
            ax.plot([x], [y], linestyle="none", marker=marker, color=own, clip_on=False,
                    markerfacecolor=fill, markersize=dot,
                    markeredgewidth=style.scaled(1), zorder=4)  # fmt: skip


def _stretches(runs: Iterable[list[int]], waves: Waves) -> Iterator[tuple[bool, list[int]]]:
    """Cut runs of rows where they become grey, or are so no longer.

    What lies between two waves is no surer than either: it is grey beside one that is.
    """
    for run in runs:
        steps = groupby(pairwise(run), key=lambda ends: any(waves.faint[row] for row in ends))
        for grey, part in steps:
            pairs = list(part)
            yield grey, [pairs[0][0], *(after for _, after in pairs)]


MOST_STEPS = 5
"""Steps of a value axis at most."""


def draw_frame(
    ax: Axes,
    waves: Waves,
    reference: float | None,
    style: Style,
    dots: tuple[FloatArray, FloatArray] | None = None,
    steps: int = MOST_STEPS,
) -> None:
    """Set both axes so that dots of polls are on them, and draw breaks and the reference.

    The value axis has at most so many `steps`.
    """
    quiet(ax, style, "y")
    values = finite_values(waves.table)
    values = values if dots is None else np.append(values, dots[1])
    values = values if reference is None else np.append(values, reference)
    low, high = float(values.min(initial=np.inf)), float(values.max(initial=-np.inf))
    if not values.size:
        low, high = 0.0, 1.0
    elif waves.percent and low >= 0:
        # shares count from 0 to a round one; the only line has its values above it
        end = round_end(high)
        low, high = 0.0, max(end, high + _ABOVE * end) if len(waves.series) == 1 else end
    else:
        air = 0.16 * (high - low) or abs(high) / 2 or 1.0
        low, high = low - air, high + air
    ax.set_ylim(low, high)
    say = style.strings
    text = partial(tick_text, say=say) if waves.percent else partial(
        number_text, percent=False, strings=say)  # fmt: skip
    count_axis(ax.yaxis, text, steps)
    first, last = waves.places[0], waves.places[-1]
    if dots is not None:
        first, last = min(first, dots[0].min()), max(last, dots[0].max())
    air = BESIDE * (last - first) or 0.5
    ax.set_xlim(first - air, last + air)
    width = style.scaled(1)
    if reference is not None:
        ax.axhline(reference, color=style.muted, linewidth=width, linestyle=DASHES, zorder=1)
    for found in waves.breaks:
        ax.axvline(found.at, color=style.muted, linewidth=width, linestyle=DASHES, zorder=1)

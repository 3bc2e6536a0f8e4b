"""Signs at waves that are too imprecise to publish alone."""

from collections.abc import Collection

import numpy as np
from matplotlib.axes import Axes

from ..frame.canvas import write_at
from ..look.text_size import line_height, text_width
from .waves import Waves
from .words import Words


def write_signs(ax: Axes, waves: Waves, words: Words, told: Collection[int]) -> None:
    """Write its sign at each wave that is too imprecise.

    Those that are `told` have it behind their value. Of one group it stands below the interval, as
    values stand above; of several right of the dot, one below the other where dots are close. Where
    waves crowd, the grey marks tell alone.
    """
    style, (low, high), alone = words.style, ax.get_ylim(), len(waves.series) == 1
    signs = list(filter(None, waves.signs)) or [""]
    step = 1.05 * line_height(signs[0], style.small) * (high - low) / (words.height - words.around)
    wide = text_width("\n".join(signs), style.small, family=style.family)
    if words.closest < wide + (0 if alone else words.dot / 72):
        return
    places = waves.table[["estimate", "ci_low"] if alone else ["estimate"]].min(axis=1)
    faint = [row for row, y in enumerate(places)
             if waves.signs[row] and row not in told and np.isfinite(y)]  # fmt: skip
    last: dict[float, float] = {}
    for row in sorted(faint, key=lambda row: -places[row]):
        x = float(waves.x[row])
        last[x] = y = min(float(places[row]), last.get(x, np.inf) - step)
        where = {"ha": "center", "va": "top", "xytext": (0, -style.scaled(2))}
        if not alone:
            where = {"ha": "left", "va": "center", "xytext": (words.dot / 2 + style.scaled(1), 0)}
        elif y - step < low:
            # below the axis stand the names of waves
            y = float(waves.table[["estimate", "ci_high"]].iloc[row].max())
            where = {"ha": "center", "va": "bottom", "xytext": (0, style.scaled(2))}
        write_at(ax, waves.signs[row], (x, y), style, color=style.muted, linespacing=1, **where)

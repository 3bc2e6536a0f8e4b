"""Round shares below an axis whose steps are even on another scale, such as the log odds."""

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from ...estimates.schema import FloatArray
from ...statistics.pooling.scales import Scale
from ..frame.canvas import room, tick_text
from ..look.text_size import text_width
from ..look.theme import Style

_HUGE = 1e9
"""A base at which a share's place on a scale does not depend on it."""

_NEAR_ZERO = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 0.5)

_TICKS: tuple[FloatArray, ...] = (
    np.array([*_NEAR_ZERO, *(1 - share for share in reversed(_NEAR_ZERO[:-1]))]),
    *(np.array(range(1, round(1 / step))) * step for step in (0.1, 0.05, 0.02, 0.01, 0.005, 0.002)),
)
"""Sets of shares to write below the axis: near 0 and 1, or in even steps, ever smaller."""


@dataclass(frozen=True)
class Ticks:
    """Shares that are written, and their places on the axis."""

    places: list[float]
    shares: list[float]

    def spread(self, inches: float, style: Style) -> "Ticks":
        """Leave out ticks whose numbers would touch, those that are less round first.

        `inches` is the length of one on the axis.
        """
        # 50% is rounder than tens, these than fives, ones and tenths
        steps = (0.5, 0.1, 0.05, 0.01, 0.001)
        ranks = [
            next((i for i, step in enumerate(steps) if abs(share / step % 1 - 0.5) > 0.4999), 5)
            for share in self.shares
        ]
        kept: list[int] = []
        for at in sorted(range(len(ranks)), key=ranks.__getitem__):
            words = tick_text(self.shares[at], style.strings)
            wide = text_width(words, style.small, family=style.family) + style.scaled(0.12)
            if all(abs(self.places[at] - self.places[other]) * inches > wide for other in kept):
                kept.append(at)
        kept.sort()
        return Ticks([self.places[at] for at in kept], [self.shares[at] for at in kept])


def share_ticks(ax: Axes, scale: Scale, style: Style) -> Ticks:
    """Return the ticks that fit: of the sets that fit whole, the one with most."""
    low, high = ax.get_xlim()
    best = Ticks([], [])
    # on the scale of shares itself, those near 0 and 1 are as close as they look
    for shares in _TICKS if scale.key != "raw" else _TICKS[1:]:
        places = scale.forward(shares * _HUGE, np.full_like(shares, _HUGE))[0]
        seen = (places >= low) & (places <= high)
        fits = Ticks(places[seen].tolist(), shares[seen].tolist())
        kept = fits.spread(room(ax) / (high - low), style)
        whole = len(kept.places) == len(fits.places)
        if len(kept.places) > len(best.places) and (len(best.places) < 2 or whole):
            best = kept
    return best

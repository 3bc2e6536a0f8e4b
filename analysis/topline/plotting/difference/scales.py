"""The two scales of a chart of pairs: of both groups, and of their difference beside them."""

from dataclasses import dataclass

import numpy as np
from matplotlib.ticker import MaxNLocator

from ...estimates.schema import FloatArray
from ..frame.axis import TICK_GAP, round_end
from ..frame.rows import number_text
from ..look.text_size import text_width
from ..look.theme import Style
from .pairs import PairTable
from .words import tick_words

DOT = 7.0
"""Points of a dot."""

PANEL = 0.45
"""Part of the free width that differences take."""

_APART = 0.25
"""Inches between the groups and their difference."""


@dataclass(frozen=True)
class Scales:
    """Where values and differences stand.

    Attributes
    ----------
    low, high : float
        Ends of the values.
    left, right : float
        Ends of the values' axis, with room for their numbers and the differences.
    least, most : float
        Ends of the differences, zero within.
    ticks : tuple of float
        Differences that are numbered.
    part : float
        Width of the differences, as a part of the whole axis.
    """

    low: float
    high: float
    left: float
    right: float
    least: float
    most: float
    ticks: tuple[float, ...]
    part: float

    @classmethod
    def of(cls, pairs: PairTable, inches: float, style: Style) -> "Scales":
        """Share the width out among values, their numbers, and differences."""
        low, high = _ends(pairs.values, pairs.percent)
        places = (pairs.values - low) / (high - low)
        left, right = _margins(places, inches, _widest(pairs, style), style)
        free = inches - left - right - style.scaled(_APART)
        inch = (high - low) / ((1 - PANEL) * free)
        least, most = _around_zero(pairs)
        ticks = _ticks((least, most), PANEL * free, pairs, style)
        start = low - left * inch
        part = PANEL * free / inches
        return cls(low, high, start, start + inches * inch, least, most, ticks, part)


def _widest(pairs: PairTable, style: Style) -> float:
    """Return the inches that the number of a group takes at most."""
    texts = [number_text(value, pairs.percent, style.strings) for value in pairs.values]
    return text_width("\n".join(texts or [""]), style.small, family=style.family)


def _margins(places: FloatArray, inches: float, words: float, style: Style) -> tuple[float, float]:
    """Return the inches that numbers need left and right of the values, from 0 to 1."""
    beside = words + 1.5 * style.scaled(DOT) / 72
    width = (1 - PANEL) * max(inches - 2 * beside - style.scaled(_APART), 0.3 * inches)
    left = beside - width * float(places.min(initial=1))
    right = beside - width * (1 - float(places.max(initial=0)))
    return max(left, words / 2), max(right, words / 2)


def _ends(values: FloatArray, percent: bool) -> tuple[float, float]:
    """Return the ends of the values: 0 and a round share, or the least and the largest."""
    low, high = float(values.min(initial=np.inf)), float(values.max(initial=-np.inf))
    if len(values) == 0 or (percent and low >= 0):
        return 0.0, round_end(high)
    return (low, high) if low < high else (low - 0.5, low + 0.5)


def _around_zero(pairs: PairTable) -> tuple[float, float]:
    """Return the ends of the differences and their limits, zero and a little air included."""
    values = pairs.table[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float)
    values = values[np.isfinite(values)]
    least, most = float(values.min(initial=0)), float(values.max(initial=0))
    air = 0.08 * (most - least) or (0.01 if pairs.percent else 1.0)
    return least - air, most + air


def _ticks(
    ends: tuple[float, float], inches: float, pairs: PairTable, style: Style
) -> tuple[float, ...]:
    """Return round differences, as many as have room for their numbers; at least zero."""
    for number in (4, 3, 2, 1):
        places = MaxNLocator(number, steps=[1, 2, 5, 10], min_n_ticks=1).tick_values(*ends)
        step = float(places[1] - places[0])
        ticks = tuple(step * round(at / step) for at in places if ends[0] <= at <= ends[1])
        words = "\n".join(tick_words(at, pairs.percent, style.strings) for at in ticks)
        widest = text_width(words, style.small, family=style.family)
        if step / (ends[1] - ends[0]) * inches >= widest + style.scaled(TICK_GAP):
            return ticks
    return (0.0,)

"""The two scales of a chart of pairs: of both groups, and of their difference beside them."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from matplotlib.ticker import MaxNLocator

from ..frame.axis import TICK_GAP, round_end
from ..frame.tables import finite_values, records_of
from ..look.text_size import text_width
from ..look.theme import Style
from .pairs import PairTable
from .words import SIDES, group_text, tick_words

DOT = 7.0
"""Points of a dot."""

PANEL, NARROW_PANEL = 0.45, 0.6
"""Part of the free width that differences take; more of a narrow page's, for their numbers."""

_APART = 0.25
"""Inches between the groups and their difference."""

_LEAST = 0.8
"""Inches that both scales take together at least, without the numbers beside dots."""


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
    inches : float
        Of the whole axis.
    """

    low: float
    high: float
    left: float
    right: float
    least: float
    most: float
    ticks: tuple[float, ...]
    part: float
    inches: float

    @classmethod
    def of(cls, pairs: PairTable, inches: float, style: Style) -> "Scales":
        """Share the width out among values, their numbers, and differences."""
        values, air = pairs.values, style.scaled(_APART)
        panel = NARROW_PANEL if style.page.narrow else PANEL
        low, high = float(values.min(initial=np.inf)), float(values.max(initial=-np.inf))
        if len(values) == 0 or (pairs.percent and low >= 0):
            # shares count from 0 to a round one
            low, high = 0.0, round_end(high)
        elif low == high:
            low, high = low - 0.5, low + 0.5
        places = (values - low) / (high - low)
        # numbers stand outside their dots; those of the outermost need room beside the values
        lines = records_of(pairs.table)
        numbers = "\n".join(group_text(line, side, pairs, style.strings)
                            for line in lines for side in SIDES)  # fmt: skip
        words = text_width(numbers, style.small, family=style.family)
        beside = words + 1.5 * style.scaled(DOT) / 72
        width = (1 - panel) * max(inches - 2 * beside - air, 0.3 * inches, 0.1)
        left = max(beside - width * float(places.min(initial=1)), words / 2)
        right = max(beside - width * (1 - float(places.max(initial=0))), words / 2)
        # where the page leaves no room for that, the axis is longer
        inches = max(inches, left + right + air + style.scaled(_LEAST))
        free = inches - left - right - air
        inch = (high - low) / ((1 - panel) * free)
        # differences and their limits, zero and a little air included
        limits = finite_values(pairs.table)
        least, most = float(limits.min(initial=0)), float(limits.max(initial=0))
        margin = 0.08 * (most - least) or (0.01 if pairs.percent else 1.0)
        least, most = least - margin, most + margin
        start = low - left * inch
        return cls(
            low=low,
            high=high,
            left=start,
            right=start + inches * inch,
            least=least,
            most=most,
            ticks=_ticks((least, most), panel * free, pairs, style),
            part=panel * free / inches,
            inches=inches,
        )


def _ticks(
    ends: tuple[float, float], inches: float, pairs: PairTable, style: Style
) -> tuple[float, ...]:
    """Return round differences, as many as have room for their numbers.

    Zero is among them, and another that tells how much a length is, on a panel of any size.
    """
    inch = inches / (ends[1] - ends[0])
    for number in (4, 3, 2, 1):
        places = MaxNLocator(number, steps=[1, 2, 5, 10], min_n_ticks=1).tick_values(*ends)
        step = float(places[1] - places[0])
        ticks = [step * round(at / step) for at in places if ends[0] <= at <= ends[1]]
        # all of them, or zero between the outermost, or zero and the one that is farther from it
        outer = [tick for tick in (min(ticks), max(ticks)) if tick]
        for kept in (ticks, sorted({0.0, *outer}), sorted({0.0, max(ticks, key=abs)})):
            words = [tick_words(at, pairs.percent, style.strings) for at in kept]
            halves = [text_width(word, style.small, family=style.family) / 2 for word in words]
            places_of = [at * inch for at in kept]
            if len(kept) > 1 and all(
                one + half + style.scaled(TICK_GAP) / 2 <= other - next_half
                for (one, half), (other, next_half) in pairwise(zip(places_of, halves, strict=True))
            ):
                return tuple(kept)
    return (0.0,)

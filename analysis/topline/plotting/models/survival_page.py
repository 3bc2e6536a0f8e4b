"""The page of survival curves: its times, and what is written below their axis."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import ScaledTranslation

from ...wording import count_text
from ..frame.canvas import (
    BESIDE_AXIS,
    TICK_ROOM,
    plain_size,
    room,
    write_number,
)
from ..frame.key import SQUARE
from ..look.text_size import fit, text_width
from ..look.theme import LINE, Style
from ..number_format import number_text

HEIGHT = 3.6
"""Inches on a page 183 mm wide, before the numbers at risk."""

_LEAST = 2.8
"""Inches that curves and their axis take at least."""

_ACROSS, _BEFORE = 0.85, 0.8
"""Part of the page's width that the axis has at least, and of the first step that a name may."""

_BELOW = 2.6
"""Lines of small type that ticks and the axis's name take."""


@dataclass(frozen=True)
class SurvivalPage:
    """The curves with their times, and what is written below them."""

    style: Style
    parts: dict[str, pd.DataFrame]
    risk: bool

    @property
    def ends(self) -> tuple[float, float]:
        """The first and the last time."""
        times = pd.concat([part["time"] for part in self.parts.values()])
        return min(0.0, float(times.min())), float(times.max())

    @property
    def ticks(self) -> list[float]:
        """Round times that have room side by side."""
        first, last = self.ends
        widest = number_text(last, percent=False, strings=self.style.strings)
        each = text_width(widest, self.style.small, family=self.style.family)
        most = int(np.clip(self._width / (each + self.style.scaled(TICK_ROOM)), 2, 6))
        found = MaxNLocator(most, steps=[1, 2, 5, 10]).tick_values(first, last)
        return [float(tick) for tick in found if first <= tick <= last]

    @property
    def _width(self) -> float:
        return _ACROSS * self.style.page.width

    @property
    def beside(self) -> bool:
        """Whether the name of every group has room before its numbers."""
        style, ticks, (first, last) = self.style, self.ticks, self.ends
        if len(ticks) < 2:
            return False
        widest = max(text_width(name, style.small, family=style.family) for name in self.parts)
        step = self._width * (ticks[1] - first) / (last - first)
        return widest + 2 * style.scaled(SQUARE) / 72 <= _BEFORE * step

    @property
    def lines(self) -> int:
        """Lines of words below the axis's name."""
        named = len(self.parts) > 1
        rows = self.risk + (named and not (self.risk and self.beside))
        return self.risk + len(self.parts) * rows

    @property
    def figure_size(self) -> tuple[float, float]:
        """Inches of the page: as high as usual, or as curves and lines need at least."""
        below = self.lines * self.style.small * LINE / 72
        width, usual = plain_size(HEIGHT, self.style)
        if not self.style.page.height:
            return width, usual + below
        # without the numbers at risk there is nothing left to leave out
        return width, max(usual, self.style.scaled(_LEAST) + below) if self.risk else usual


def write_below(ax: Axes, page: SurvivalPage, curves: Any) -> None:
    """Write below the axis which line is whose, and how many were at risk at its ticks."""
    style, ticks = page.style, page.ticks
    line = style.small * LINE
    left: Any = []
    if page.risk and hasattr(curves, "at_risk") and not isinstance(curves, pd.DataFrame):
        left = curves.at_risk(ticks).to_numpy()
    elif page.risk:
        # a table alone knows the numbers at its own times, of which the next counts
        left = [
            np.append(part["at_risk"], 0)[np.searchsorted(part["time"].to_numpy(float), ticks)]
            for part in page.parts.values()
        ]
    below = -style.scaled(4.5) - _BELOW * line
    place = {"va": "top", "annotation_clip": False}
    beside = {"xycoords": BESIDE_AXIS, **place}
    if page.risk:
        head = fit(style.strings("At risk"), style.small, room(ax), family=style.family)
        write_number(ax, head, (0, 0), style, xytext=(0, below), **beside)
        below -= line
    named = len(page.parts) > 1
    one_line = named and page.risk and page.beside
    for number, name in enumerate(page.parts):
        if named:
            words = fit(name, style.small, 0.9 * room(ax), family=style.family).split("\n")[0]
            right = style.scaled(SQUARE + 4)
            write_number(ax, words, (0, 0), style, xytext=(right, below), color=style.ink, **beside)
            _draw_square(ax, below - line / 2, style.mark(number)[0], style)
            below -= 0 if one_line else line
        if not page.risk:
            continue
        for at, (tick, count) in enumerate(zip(ticks, left[number], strict=True)):
            own = {"xytext": (0, below), "ha": "center" if at else "left", **place}
            # the first number is the base, and a name may stand in its place
            if at or not one_line:
                write_number(ax, count_text(int(count)), (tick, 0), style, **own)
        below -= line


def _draw_square(ax: Axes, below: float, color: str, style: Style) -> None:
    """Draw a group's square beside its name, some points below the axis."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    shift = ScaledTranslation(style.scaled(SQUARE) / 2 / 72, below / 72, figure.dpi_scale_trans)
    ax.plot(
        [0], [0], transform=ax.transAxes + shift, marker="s", markersize=style.scaled(SQUARE),
        color=color, linestyle="none", markeredgewidth=0, clip_on=False,
    )  # fmt: skip

"""The page of survival curves: its times, and what is written below their axis."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ...wording import count_text
from ..frame.canvas import (
    BESIDE_AXIS,
    TICK_ROOM,
    below_axis,
    plain_size,
    room,
    write_at,
    write_number,
)
from ..frame.key import SQUARE, Entry, Key, lay_out, write_key
from ..look.text_size import fit, text_width
from ..look.theme import LINE, Style
from ..number_format import number_text

HEIGHT = 3.6
"""Inches on a page 183 mm wide, before the numbers at risk."""

_LEAST = 2.8
"""Inches that curves and their axis take at least."""

_ACROSS, _BEFORE = 0.86, 0.8
"""Part of the page's width that the axis has at least, and of the first step that a name may."""

_CURVES = 1.7
"""Inches that they take at least where nothing is left to leave out."""


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
        most = int(np.clip(self.width / (each + self.style.scaled(TICK_ROOM)), 2, 6))
        found = MaxNLocator(most, steps=[1, 2, 5, 10]).tick_values(first, last)
        return [float(tick) for tick in found if first <= tick <= last]

    @property
    def width(self) -> float:
        """Inches that the axis has at least."""
        return _ACROSS * self.style.page.width

    @property
    def beside(self) -> bool:
        """Whether the name of every group has room before its numbers."""
        return self._has_room(self.parts)

    @property
    def based(self) -> bool:
        """Whether the name of every group has room there with its base, the first number."""
        bases = ((name, part["at_risk"].max()) for name, part in self.parts.items())
        return self._has_room(_named_base(name, base) for name, base in bases)

    def _has_room(self, names: Iterable[str]) -> bool:
        style, ticks, (first, last) = self.style, self.ticks, self.ends
        if len(ticks) < 2:
            return False
        widest = max(text_width(name, style.small, family=style.family) for name in names)
        step = self.width * (ticks[1] - first) / (last - first)
        return widest + 2 * style.scaled(SQUARE) / 72 <= _BEFORE * step

    @property
    def key(self) -> Key:
        """Which line is whose, where no numbers stand below the axis."""
        names = self.parts if len(self.parts) > 1 else ()
        entries = [Entry(words=in_line(name, self.width, self.style), color=self.style.mark(at)[0])
                   for at, name in enumerate(names)]  # fmt: skip
        return lay_out(entries, self.width, self.style) if entries else Key((), 0.0)

    @property
    def below(self) -> float:
        """Inches of words below the axis's name."""
        if not self.risk:
            return self.key.height
        lines = 1 + len(self.parts) * (2 if len(self.parts) > 1 and not self.beside else 1)
        return lines * self.style.small * LINE / 72

    @property
    def figure_size(self) -> tuple[float, float]:
        """Inches of the page: as high as usual, or as curves and lines need at least."""
        width, usual = plain_size(HEIGHT, self.style)
        if not self.style.page.height:
            return width, usual + self.below
        inches = _LEAST if self.risk else _CURVES
        return width, max(usual, max(self.style.scaled(inches), inches) + self.below)


def write_below(ax: Axes, page: SurvivalPage, curves: Any) -> None:
    """Write below the axis which line is whose, and how many were at risk at its ticks."""
    style, ticks = page.style, page.ticks
    line, below = style.small * LINE, -below_axis(ax, style)
    if not page.risk:
        write_key(ax, page.key, (0, 0), 0.0, -below, style)
        return
    left: Any
    if hasattr(curves, "at_risk") and not isinstance(curves, pd.DataFrame):
        left = curves.at_risk(ticks).to_numpy()
    else:
        # a table alone knows the numbers at its own times, of which the next counts
        left = [
            np.append(part["at_risk"], 0)[np.searchsorted(part["time"].to_numpy(float), ticks)]
            for part in page.parts.values()
        ]
    place: dict[str, Any] = {"va": "top", "annotation_clip": False}
    head = fit(style.strings("At risk"), style.small, room(ax), family=style.family)
    write_number(ax, head, (0, 0), style, xytext=(0, below), xycoords=BESIDE_AXIS, **place)
    below -= line
    named = len(page.parts) > 1
    one_line = named and page.beside
    for number, name in enumerate(page.parts):
        if named:
            square = Entry(words="", color=style.mark(number)[0], y=line / 2 / 72)
            write_key(ax, Key((square,), 0.0), (0, 0), 0.0, -below, style)
            words = in_line(name, room(ax), style)
            # the first number is the base, and the name stands in its place
            words = _named_base(words, left[number][0]) if one_line and page.based else words
            write_number(ax, words, (0, 0), style, color=style.ink,
                         xytext=(style.scaled(SQUARE + 4), below), xycoords=BESIDE_AXIS,
                         **place)  # fmt: skip
            below -= 0 if one_line else line
        for at, (tick, count) in enumerate(zip(ticks, left[number], strict=True)):
            own = {"xytext": (0, below), "ha": "center" if at else "left", **place}
            if at or not one_line:
                write_number(ax, count_text(int(count)), (tick, 0), style, **own)
        below -= line


def _named_base(name: str, base: float) -> str:
    """Return the name of a group and how many of it were there at first."""
    return f"{name}   {count_text(int(base))}"


def write_starts(ax: Axes, page: SurvivalPage, starts: Sequence[tuple[str, float, float]]) -> None:
    """Write signs where stretches of curves begin, the gravest first, as far as they have room."""
    style, (first, last) = page.style, page.ends
    # the axis is no lower than half of what the page is without the words below
    high = style.small * LINE / 72 / (plain_size(HEIGHT, style)[1] / 2)
    wide = 1.5 * text_width("†", style.small, family=style.family) / page.width * (last - first)
    taken: list[tuple[float, float]] = []
    for sign, x, y in sorted(starts, key=lambda start: start[0] != "†"):
        low = y - high if y + high > 1 else y
        left = x - wide if x + wide > last else x
        if np.isfinite(y) and not any(
            abs(left - other) < wide and abs(low - below) < high for other, below in taken
        ):
            taken.append((left, low))
            write_at(ax, sign, (x, y), style, ha="left" if left == x else "right",
                     va="bottom" if low == y else "top", zorder=5,
                     xytext=(style.scaled(2) * (1 if left == x else -1),
                             style.scaled(1) * (1 if low == y else -1)))  # fmt: skip


def in_line(name: str, inches: float, style: Style) -> str:
    """Return a name on one line beside its square, cut where it is too long for that."""
    first, *rest = fit(name, style.small, 0.9 * inches, family=style.family).split("\n")
    return f"{first.rstrip()}…" if rest else first

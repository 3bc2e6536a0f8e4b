"""The coverage of interval methods: how often each holds the true share, lane by lane."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ...errors import ArgumentError
from ...statistics.precision.coverage import coverage_probability
from ...wording import value_text
from ..frame.canvas import DASHES, name_x, quiet, room, tick_text, write_at
from ..frame.drawn import Drawn, remember
from ..frame.scaffold import axes_for, chart_room
from ..look.strings import Strings
from ..look.text_size import fit, line_height
from ..look.theme import Size, Style, styled

LANE = 0.95
"""Inches of a method's lane on a page 183 mm wide."""

_LOWEST = 0.33
"""Inches of a lane on a page of fixed height at least."""

_BELOW = 0.5
"""Inches of the scale below the lanes."""

_AIR = 0.12
"""Inches between a lane and the words of the next."""

_WIDE = 0.75
"""Part of the page's width that a new Axes has before its layout."""

_SHARES = 999


@dataclass(frozen=True)
class Lane:
    """Where a method's curve is drawn, in inches from the top: 100% at `top`."""

    words: str
    top: float
    height: float
    lowest: float

    @property
    def bottom(self) -> float:
        """Where the lowest coverage of the scale is."""
        return self.top + self.height

    def at(self, coverage: Any) -> Any:
        """Return where a coverage is drawn."""
        return self.top + self.height * (1 - coverage) / (1 - self.lowest)


def plot_coverage(
    methods: str | Sequence[str],
    *,
    nobs: int,
    confidence_level: float = 0.95,
    floor: float | None = None,
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw the exact coverage of interval methods by the true share, one lane each.

    All lanes have the same scale, from `floor` to 100%; the dashed line is the confidence level
    that a method promises. Where coverage is below the floor, the line leaves the lane.

    Parameters
    ----------
    methods : str or sequence of str
        Keys of the METHODS for one proportion, from top to bottom.
    nobs : int
        Respondents, 1 to 100,000.
    confidence_level : float, default 0.95
        Nominal level.
    floor : float, optional
        Lowest coverage on the scale; by default the level less 10 points.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a new figure that is as high as its lanes need.
    style, size
        As in ``plot_estimates``.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ArgumentError
        When there is no method, one is unknown, or a number is out of range.

    References
    ----------
    Brown, Cai & DasGupta (2001), Statistical Science 16:101–133, figures 1 and 5.

    Examples
    --------
    >>> ax = plot_coverage(["wald", "wilson"], nobs=30)  # doctest: +SKIP
    """
    style = styled(style, size)
    keys = [methods] if isinstance(methods, str) else list(dict.fromkeys(methods))
    lowest = confidence_level - 0.1 if floor is None else floor
    if not keys:
        raise ArgumentError("there is no method to draw; name at least one, such as 'wilson'")
    if not 0 <= lowest < confidence_level:
        raise ArgumentError(
            f"floor is {value_text(lowest, 6)}; expected 0 or more, below the confidence level"
        )
    table = _table(keys, nobs, confidence_level)
    heads = tuple(_head(table[table["interval"] == key], style.strings) for key in keys)
    ax = axes_for(ax, (style.page.width, _height(heads, style)), style)
    _draw(ax, table, heads, lowest, style)
    remember(ax, _drawn(table, heads, lowest, style))
    return ax


def _table(keys: list[str], nobs: int, level: float) -> pd.DataFrame:
    shares = np.linspace(0, 1, _SHARES + 2)[1:-1]
    parts = [
        pd.DataFrame(
            {
                "interval": key,
                "nobs": nobs,
                "confidence_level": level,
                "true_share": shares,
                "coverage": coverage_probability(key, shares, nobs, confidence_level=level),
            }
        )
        for key in keys
    ]
    return pd.concat(parts, ignore_index=True)


def _head(part: pd.DataFrame, say: Strings) -> str:
    """Say a method's name and its mean and least coverage."""
    coverage = part["coverage"]
    return say(
        "{method}: mean {mean}, least {least}",
        method=say.method_text(part["interval"].iloc[0]),
        mean=say.percent_text(coverage.mean(), 1),
        least=say.percent_text(coverage.min(), 1),
    )


def _lanes(heads: tuple[str, ...], inches: float, lowest: float, style: Style) -> list[Lane]:
    """Place lanes top-down, each below its words."""
    lanes, y = [], 0.0
    lane = _lane(heads, inches, style)
    for head in heads:
        words = fit(head, style.small, inches, bold=True, family=style.family)
        y += line_height(words, style.small) + style.scaled(0.05)
        lanes.append(Lane(words, y, lane, lowest))
        y += lane + style.scaled(_AIR)
    return lanes


def _lane(heads: tuple[str, ...], inches: float, style: Style) -> float:
    """Return the height of a lane at which all fit a page of fixed height."""
    words = (fit(head, style.small, inches, bold=True, family=style.family) for head in heads)
    others = sum(line_height(text, style.small) + style.scaled(0.05 + _AIR) for text in words)
    free = (chart_room(style) - others - style.scaled(_BELOW)) / len(heads)
    return max(min(style.scaled(LANE), free), style.scaled(_LOWEST))


def _height(heads: tuple[str, ...], style: Style) -> float:
    inches = _WIDE * style.page.width
    return _lanes(heads, inches, 0.0, style)[-1].bottom + style.scaled(_BELOW)


def _draw(
    ax: Axes, table: pd.DataFrame, heads: tuple[str, ...], lowest: float, style: Style
) -> None:
    lanes = _lanes(heads, room(ax), lowest, style)
    for lane, (_, part) in zip(lanes, table.groupby("interval", sort=False), strict=True):
        _draw_lane(ax, lane, part, style)
        write_at(ax, lane.words, (0, lane.top), style, xytext=(0, style.scaled(2)), va="bottom",
                 ha="left", color=style.ink, fontweight="bold")  # fmt: skip
    quiet(ax, style, "")
    level = float(table["confidence_level"].iloc[0])
    shown = _scale(lanes[0], level, style)
    ticks = [(lane.at(v), tick_text(v, style.strings)) for lane in lanes for v in shown]
    ax.set_yticks([at for at, _ in ticks], [text for _, text in ticks])
    shares = (0, 0.25, 0.5, 0.75, 1)
    ax.set_xticks(shares, [style.strings.percent_text(share) for share in shares])
    ax.set_xlim(0, 1)
    ax.set_ylim(lanes[-1].bottom + style.scaled(_AIR), 0)
    name_x(ax, style.strings("True share"), style)


def _scale(lane: Lane, level: float, style: Style) -> list[float]:
    """Return the values on a lane's scale whose numbers do not touch that of the level."""
    least = 1.1 * line_height("%", style.small)
    values = (lane.lowest, level, 1.0)
    return [v for v in values if v == level or abs(lane.at(v) - lane.at(level)) >= least]


def _draw_lane(ax: Axes, lane: Lane, part: pd.DataFrame, style: Style) -> None:
    """Draw a method's coverage, and shade where it falls short of the level."""
    color, _ = style.mark(0)
    short, _ = style.mark(1)
    x, y = part["true_share"].to_numpy(), lane.at(part["coverage"].to_numpy())
    nominal = lane.at(float(part["confidence_level"].iloc[0]))
    for value in (lane.lowest, 1.0):
        ax.axhline(lane.at(value), color=style.grid, linewidth=style.scaled(0.8), zorder=1)
    ax.axhline(nominal, color=style.muted, linewidth=style.scaled(1), linestyle=DASHES, zorder=2)
    box = Rectangle((0, lane.top), 1, lane.height, transform=ax.transData)
    fill = ax.fill_between(x, y, nominal, where=y > nominal, color=style.softer(short), alpha=0.7,
                           linewidth=0, interpolate=True, zorder=2)  # fmt: skip
    (line,) = ax.plot(x, y, color=color, linewidth=style.scaled(1.2), zorder=3)
    for artist in (fill, line):
        artist.set_clip_path(box)


def _drawn(table: pd.DataFrame, heads: tuple[str, ...], lowest: float, style: Style) -> Drawn:
    say, first = style.strings, table.iloc[0]
    note = say(
        "Exact coverage for n = {n}, not simulated. Dashed lines: {level}, as promised; "
        "shaded: coverage below it. Scales begin at {floor}.",
        n=say.count_text(first["nobs"]),
        level=say.level_text(first["confidence_level"]),
        floor=tick_text(lowest, say),
    )
    told = say(
        "Coverage of {level} intervals by true share, n = {n}. {methods}.",
        level=say.level_text(first["confidence_level"]),
        n=say.count_text(first["nobs"]),
        methods="; ".join(heads),
    )
    labels = tuple(table["interval"])
    kind = "Line chart of coverage"
    return Drawn(kind, "Lines", table, labels, style=style, note=note, description=told)

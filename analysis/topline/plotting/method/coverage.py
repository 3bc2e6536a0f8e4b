"""The coverage of interval methods: how often each holds the true share, lane by lane."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ...arguments import check_number, check_whole, listed_values
from ...errors import ArgumentError
from ...estimates.intervals import interval_label
from ...estimates.schema import FloatArray
from ...language.marking import marked
from ...statistics.core.arguments import check_confidence_level
from ...statistics.precision.coverage import LARGEST, coverage_probability
from ...wording import value_text
from ..frame.canvas import DASHES, name_x, quiet, room, tick_text, write_at
from ..frame.page import axes_for, chart_room, drawn
from ..frame.parts import part_of
from ..frame.record import Record, attach_record
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


Coverage = TypeVar("Coverage", float, FloatArray)


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

    def at(self, coverage: Coverage) -> Coverage:
        """Return where a coverage is drawn."""
        return self.top + self.height * (1 - coverage) / (1 - self.lowest)

    def draw(self, ax: Axes, part: pd.DataFrame, style: Style) -> None:
        """Draw a method's coverage, and shade where it falls short of the level."""
        (color, _), (short, _) = style.mark(0), style.mark(1)
        x, y = part["true_share"].to_numpy(), self.at(part["coverage"].to_numpy())
        nominal = self.at(float(part["confidence_level"].iloc[0]))
        for value in (self.lowest, 1.0):
            ax.axhline(self.at(value), color=style.grid, linewidth=style.scaled(0.8), zorder=1)
        ax.axhline(
            nominal, color=style.muted, linewidth=style.scaled(1), linestyle=DASHES, zorder=2
        )
        box = Rectangle((0, self.top), 1, self.height, transform=ax.transData)
        fill = ax.fill_between(x, y, nominal, where=y > nominal, color=style.softer(short),
                               alpha=0.7, linewidth=0, interpolate=True, zorder=2)  # fmt: skip
        (line,) = ax.plot(x, y, color=color, linewidth=style.scaled(1.2), zorder=3)
        # coverage below the floor leaves the lane, and does not run through the next
        for artist in (fill, line):
            artist.set_clip_path(box)
        write_at(ax, self.words, (0, self.top), style, xytext=(0, style.scaled(2)), va="bottom",
                 ha="left", color=style.ink, fontweight="bold")  # fmt: skip


@drawn
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
    given = [methods] if isinstance(methods, str) else listed_values("methods", methods)
    keys = list(dict.fromkeys(given))
    confidence_level = check_confidence_level(confidence_level)
    nobs = check_whole("nobs", nobs, 1, LARGEST, expected=f"a whole number, 1 to {LARGEST:,}")
    lowest = confidence_level - 0.1
    if floor is not None:
        lowest = check_number("floor", floor, expected="0 or more, below the confidence level")
    if not keys:
        raise ArgumentError("there is no method to draw; name at least one, such as 'wilson'")
    if not 0 <= lowest < confidence_level:
        raise ArgumentError(
            f"floor is {value_text(lowest, 6)}; expected 0 or more, below the confidence level"
        )
    shares = np.linspace(0, 1, _SHARES + 2)[1:-1]
    parts = [
        pd.DataFrame({
            "interval": key, "nobs": nobs, "confidence_level": confidence_level,
            "true_share": shares, "coverage": coverage_probability(
                key, shares, nobs, confidence_level=confidence_level),
        }) for key in (keys[at] for at in part_of(style.page, len(keys), "methods"))
    ]  # fmt: skip
    table = pd.concat(parts, ignore_index=True)
    say = style.strings
    heads = tuple(
        say(
            "{method}: mean {mean}, least {least}",
            method=say(interval_label(key)),
            mean=say.percent_text(part["coverage"].mean(), 1),
            least=say.percent_text(part["coverage"].min(), 1),
        )
        for key, part in table.groupby("interval", sort=False)
    )
    # the chart's height follows from its words, and these from the width that its Axes will have
    lanes = _lanes(heads, _WIDE * style.page.width, lowest, style)
    height = lanes[-1].bottom + style.scaled(_BELOW)
    ax = axes_for(ax, (style.page.width, height), style)
    _draw(ax, table, _lanes(heads, room(ax), lowest, style), style)
    return attach_record(ax, _record(table, heads, lowest, style, len(keys)))


def _lanes(heads: tuple[str, ...], inches: float, lowest: float, style: Style) -> list[Lane]:
    """Place lanes top-down, each below its words, so low that all fit a page of fixed height."""
    words = [fit(head, style.small, inches, bold=True, family=style.family) for head in heads]
    others = sum(line_height(text, style.small) + style.scaled(0.05 + _AIR) for text in words)
    free = (chart_room(style) - others - style.scaled(_BELOW)) / len(heads)
    height = max(min(style.scaled(LANE), free), style.scaled(_LOWEST))
    lanes, y = [], 0.0
    for text in words:
        y += line_height(text, style.small) + style.scaled(0.05)
        lanes.append(Lane(text, y, height, lowest))
        y += height + style.scaled(_AIR)
    return lanes


def _draw(ax: Axes, table: pd.DataFrame, lanes: list[Lane], style: Style) -> None:
    """Draw the coverage of each method in its lane, and the scales of all."""
    say, level = style.strings, float(table["confidence_level"].iloc[0])
    for lane, (_, part) in zip(lanes, table.groupby("interval", sort=False), strict=True):
        lane.draw(ax, part, style)
    quiet(ax, style, "")
    # the ends of a scale are numbered where their numbers do not touch that of the level
    first, least = lanes[0], 1.1 * line_height("%", style.small)
    values = (first.lowest, level, 1.0)
    shown = [v for v in values if v == level or abs(first.at(v) - first.at(level)) >= least]
    ax.set_yticks([lane.at(value) for lane in lanes for value in shown],
                  [tick_text(value, say) for value in shown] * len(lanes))  # fmt: skip
    shares = (0, 0.25, 0.5, 0.75, 1)
    ax.set_xticks(shares, [say.percent_text(share) for share in shares])
    ax.set_xlim(0, 1)
    ax.set_ylim(lanes[-1].bottom + style.scaled(_AIR), 0)
    name_x(ax, say("True share"), style)


def _record(
    table: pd.DataFrame, heads: tuple[str, ...], lowest: float, style: Style, pages: int
) -> Record:
    say, first = style.strings, table.iloc[0]
    n, level = say.count_text(first["nobs"]), say.level_text(first["confidence_level"])
    note = say(
        "Exact coverage for n = {n}, not simulated. Dashed lines: {level}, as promised; "
        "shaded: coverage below it. Scales begin at {floor}.",
        n=n,
        level=level,
        floor=tick_text(lowest, say),
    )
    description = say(
        "Coverage of {level} intervals by true share, n = {n}. {methods}.",
        level=level,
        n=n,
        methods=say.series_text(heads),
    )
    return Record(
        kind=marked("Line chart of coverage"),
        marks=marked("Lines"),
        table=table,
        labels=tuple(table["interval"]),
        style=style,
        note=note,
        description=description,
        pages=range(1, pages + 1),
    )
